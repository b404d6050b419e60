"""Shape of the rows of a table: blank ones, repeated headings, lines between and below the records, second tables."""

from collections.abc import Sequence
from typing import Protocol

from registry.standards.findings import Report, shortened
from registry.standards.layout_numbers import SYMBOLS, is_number
from registry.standards.layout_repeats import Repeats
from registry.standards.layout_tally import Together, masked
from registry.standards.layout_words import NOTE
from registry.standards.sheets import Block, Heading

_SAMPLE = 200
_LEAST_FILLED = 3
_MOSTLY = 0.6
_ENOUGH = 5
_SHOWN = 5
_SHOWN_COLUMNS = 12
_REMEMBERED_LINES = 200
_NOTE = 200


class SheetColumn(Protocol):
    """What ``RowLayout`` asks of the check of each column, and what it hands to it."""

    filled: bool
    together: Together | None


class _Places:
    """How many rows, and the first few of them with what they say."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[tuple[int, str]] = []

    def note(self, row: int, value: str = "", count: int = 1) -> None:
        if len(self.first) < _SHOWN:
            self.first.append((row, value))
        self.count += count

    def told(self) -> str:
        shown = "、".join(
            f"{row} 行目" + (f"「{shortened(value)}」" if value else "") for row, value in self.first
        )
        return shown + (" ほか" if self.count > len(self.first) else "")


class RowLayout:
    """Fed with the rows below the heading, block by block, and at last asked to ``finish``.

    A clean row costs the test of one cell, the probe: that of the column with the fewest blanks. ``columns`` are the
    ``CellLayout`` of the sheet, finished before this is: what many of them share is told once, here. Without a
    heading (a sheet laid out for print) only blank and repeated rows are told.
    """

    def __init__(self, heading: Heading | None, columns: Sequence[SheetColumn] = ()) -> None:
        self._names = heading.names if heading else ()
        self._columns = columns
        self._together = Together()
        for column in columns:
            column.together = self._together
        self._repeats = Repeats()
        self._probe = -1
        self._special: frozenset[str] = frozenset()
        self._numeric: tuple[int, ...] = ()
        self._sparse = 0
        self._records = 0
        self._running = False
        self._run_blank = _Places()
        self._run_lines: list[tuple[int, str]] = []
        self._blank_inside, self._blank_behind = _Places(), _Places()
        self._lines, self._headings, self._tables = _Places(), _Places(), _Places()

    def feed(self, block: Block, report: Report) -> None:  # noqa: ARG002 - told at the end, as one finding each
        """Look at a block of rows."""
        first, rows = block
        if not rows:
            return
        if self._probe < 0:
            self._prepare(rows)
        probe, special = self._probe, self._special
        unusual = [
            index for index, cells in enumerate(rows) if len(cells) <= probe or cells[probe] in special
        ]
        self._records += len(rows) - len(unusual)
        end = -1  # last row of the run of unusual rows under way; -1: that of the block before
        for index in unusual:
            if self._running and index > end + 1:
                self._end_run(first + end + 1, rows[end + 1])
            if self._is_unusual(first + index, rows[index]):
                self._running, end = True, index
            else:
                self._records += 1
                self._end_run(first + index, rows[index])
        if self._running and end < len(rows) - 1:
            self._end_run(first + end + 1, rows[end + 1])
        self._repeats.feed(block)

    def _prepare(self, rows: Sequence[list[str]]) -> None:
        """Learn from the first rows which column to probe and which hold numbers."""
        sample = [cells for cells in rows[:_SAMPLE] if any(cell.strip() for cell in cells)]
        counts = sorted(sum(bool(cell.strip()) for cell in cells) for cells in sample)
        usual = counts[len(counts) // 2] if counts else 0
        self._sparse = 1 if usual >= _LEAST_FILLED else 0
        width = max((len(self._names), 1, *map(len, sample)))
        filled = [0] * width
        numbers = [0] * width
        for cells in sample:
            if sum(bool(cell.strip()) for cell in cells) * 2 <= usual:
                continue  # a line between the records, or a note below them
            for place, cell in enumerate(cells):
                if cell.strip():
                    filled[place] += 1
                    numbers[place] += is_number(cell.strip())
        self._probe = max(range(width), key=lambda place: (filled[place], place))
        self._numeric = tuple(
            place for place in range(width) if numbers[place] >= max(_ENOUGH, _MOSTLY * filled[place])
        )
        name = self._names[self._probe] if self._probe < len(self._names) else ""
        self._special = frozenset({"", " ", "　", name, *name.split()})

    def _is_unusual(self, number: int, cells: Sequence[str]) -> bool:
        """Take note of a blank row, a repeated heading or a line of text; False: a record after all."""
        filled = list(dict.fromkeys(cell for cell in cells if cell and not cell.isspace()))
        if not filled:
            self._run_blank.note(number)
            return True
        if self._repeats_heading(cells):
            self._headings.note(number)
            return True
        text = filled[0].strip()
        if len(filled) <= self._sparse or (len(filled) == 2 and self._sparse and NOTE.search(text[:_NOTE])):
            if is_number(text) or text in SYMBOLS:
                return False
            if len(self._run_lines) < _REMEMBERED_LINES:
                self._run_lines.append((number, masked(text)))
            return True
        return False

    def _repeats_heading(self, cells: Sequence[str]) -> bool:
        pairs = [(cell, name) for cell, name in zip(cells, self._names, strict=False) if cell.strip()]
        if len(pairs) < 2:
            return False
        same = sum(bool(name) and (cell == name or cell in name.split()) for cell, name in pairs)
        return same > _MOSTLY * len(pairs)

    def _end_run(self, number: int = 0, following: Sequence[str] | None = None) -> None:
        """The unusual rows are over: inside the table when a row follows, behind it otherwise."""
        blank, lines = self._run_blank, self._run_lines
        if following is not None and self._names:
            for row, text in lines:
                self._lines.note(row, text)
            if (blank.count or lines) and self._sparse and self._begins_table(following):
                self._tables.note(number, following[self._numeric[0]])
        if following is not None:
            lines.clear()
        if blank.count:
            places = self._blank_behind if following is None else self._blank_inside
            places.note(blank.first[0][0], count=blank.count)
            self._run_blank = _Places()
        self._running = False

    def _begins_table(self, cells: Sequence[str]) -> bool:
        """Words where numbers stood: another heading."""
        told = [cells[place].strip() for place in self._numeric if place < len(cells)]
        told = [cell for cell in told if cell and cell not in SYMBOLS]
        return len(told) >= 2 and not any(any(sign.isdigit() for sign in cell[:1]) for cell in told)

    def finish(self, report: Report) -> None:
        """Say what the rows were like, and what the columns left to be told together."""
        self._together.finish(report)
        behind = _Places()
        for row, text in self._run_lines:
            behind.note(row, text)
        self._end_run()
        self._say(report, "M14", self._lines, "1 セルだけの行が、表の途中に {} あります：")
        self._say(report, "M19", behind, "記録ではなさそうな行（注記、版など）が、表の後ろに {} あります：")
        self._say(report, "M28", self._headings, "見出しの繰り返しが {} あります：")
        self._say(
            report, "M15", self._tables, "空の行や区切りの行の後ろに、別の表の見出しらしい行が {} あります："
        )
        inside = "表の途中" if self._names else "表の前か途中"
        self._say(report, "M21", self._blank_inside, f"空の行が、{inside}に {{}} あります：")
        self._say(report, "M21", self._blank_behind, "空の行が、表の後ろに {} あります：")
        self._repeats.finish(report)
        if self._records:
            self._say_empty_columns(report)

    def _say(self, report: Report, code: str, places: _Places, words: str) -> None:
        if places.count:
            report.add(code, words.format(f"{places.count:,}") + places.told(), count=places.count)

    def _say_empty_columns(self, report: Report) -> None:
        empty = [number for number, column in enumerate(self._columns, 1) if not column.filled]
        unnamed = [
            number for number in empty if number > len(self._names) or not self._names[number - 1].strip()
        ]
        named = [number for number in empty if number not in set(unnamed)]
        if unnamed and self._names:
            report.add(
                "M22",
                f"見出しも値もない列が {len(unnamed)} あります：{_ranges(unnamed)} 列目",
                count=len(unnamed),
            )
        if named:
            shown = "、".join(shortened(self._names[number - 1]) for number in named[:_SHOWN_COLUMNS])
            rest = " ほか" if len(named) > _SHOWN_COLUMNS else ""
            report.add("M29", f"値が一つもない列が {len(named)} あります：{shown}{rest}", count=len(named))


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers with neighbours drawn together: 3、19〜76."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [str(first) if first == last else f"{first}〜{last}" for first, last in parts[:_SHOWN_COLUMNS]]
    return "、".join(shown) + (" ほか" if len(parts) > _SHOWN_COLUMNS else "")
