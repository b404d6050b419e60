"""Machine-readability of the cells of one column."""

import re
from collections import Counter
from collections.abc import Sequence

from registry.standards.cells import Cells
from registry.standards.findings import Report
from registry.standards.forms import ColumnKind
from registry.standards.layout_characters import RARE, SIGN, SUSPICIOUS, UNREADABLE, shown_characters
from registry.standards.layout_lists import lines_are_values, several_values
from registry.standards.layout_numbers import NumberColumn, holds_numbers
from registry.standards.layout_tally import Tally, Together
from registry.standards.layout_time import EraColumn
from registry.standards.layout_words import AMBIGUOUS, DITTOS, TOTALS
from registry.standards.sheets import Heading

_LABEL_COLUMNS = 6
"""Totals are looked for in this many columns from the left."""
_LABELS = frozenset(
    {
        ColumnKind.TEXT,
        ColumnKind.MUNICIPALITY,
        ColumnKind.PREFECTURE,
        ColumnKind.ADDRESS,
        ColumnKind.IDENTIFIER,
    }
)
_SPACES = " 　\t\u00a0"
_EDGES = f"{_SPACES}\r\n"
_RUN = re.compile(f"[{_SPACES}]{{3,}}")
_SPACED_KANJI = re.compile(f"[一-龠々](?:[{_SPACES}]+[一-龠々])+")
_SPACED_START = re.compile(f"\n[{_SPACES}]{{0,20}}[一-龠々][{_SPACES}]")
_LONG = 60
_PLACED = frozenset({ColumnKind.LOCAL_CODE, ColumnKind.PREFECTURE, ColumnKind.LATITUDE, ColumnKind.ADDRESS})
"""Beside a column of these a name of a municipality need not be unique."""


_NOT_QUOTED = frozenset(
    {
        ColumnKind.DATE,
        ColumnKind.DATE_TIME,
        ColumnKind.YEAR,
        ColumnKind.IDENTIFIER,
        ColumnKind.PHONE,
        ColumnKind.MAIL,
    }
)
"""Kinds whose values may be a person's: birthdays, membership numbers."""


class CellLayout:
    """Looks at one column; a few searches over a chunk of it decide whether cells are looked at one by one.

    ``kinds`` are those of all columns, ``number`` is the place of this one from 1. In a sheet without a heading (laid out
    for print) what needs to know where the table begins is left out; only there padding is told, elsewhere V01 does.
    """

    def __init__(self, heading: Heading | None, kinds: Sequence[ColumnKind], number: int) -> None:
        names = heading.names if heading else ()
        self._heading = names[number - 1] if number <= len(names) else ""
        self._number = number
        self._kind = kinds[number - 1] if number <= len(kinds) else ColumnKind.TEXT
        self._table = heading is not None
        self._placed = not _PLACED.isdisjoint(kinds)
        self._numbers: NumberColumn | None = None
        self._sampled = self._kind not in (ColumnKind.NUMBER, ColumnKind.TEXT)
        self._era = EraColumn(self._heading, names, self._kind, number)
        self._signs: Counter[str] = Counter()
        self._rare: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._first_row: dict[str, int] = {}
        self._several, self._padded, self._blank, self._spaced = Tally(), Tally(), Tally(), Tally()
        self._broken, self._ditto, self._totals, self._ambiguous = Tally(), Tally(), Tally(), Tally()
        self._harmless = ""
        """The value of the last chunk of one value in which nothing was found."""
        self.filled = False
        """True as soon as a cell holds something."""
        self.together: Together | None = None
        """Where findings go that many columns may share; None: each column tells its own."""

    def feed(self, cells: Cells, report: Report) -> None:  # noqa: ARG002 - told at the end
        """Look at a chunk of the column; one value from top to bottom is looked at once, if nothing was found in it."""
        constant = cells.constant
        if constant is None:
            self._look(cells)
        elif constant and constant != self._harmless:
            before = self._noted()
            self._look(cells)
            if self._noted() == before and not self._era.watching:
                self._harmless = constant

    def _noted(self) -> int:
        """How many cells and characters were noted so far."""
        tallies = (self._several, self._padded, self._blank, self._spaced)
        more = (self._broken, self._ditto, self._totals, self._ambiguous)
        counted = (self._signs, self._rare, self._lost)
        numbers = self._numbers.noted if self._numbers is not None else 0
        return sum(tally.count for tally in (*tallies, *more)) + sum(map(Counter.total, counted)) + numbers

    def _look(self, cells: Cells) -> None:
        joined = cells.joined
        if len(joined) < len(cells.values):  # line feeds only
            return
        if not self.filled:
            self.filled = any(value and not value.isspace() for value in cells.values)
        japanese = not joined.isascii()
        if japanese and SUSPICIOUS.search(joined) is not None:
            for pattern, counts in ((SIGN, self._signs), (RARE, self._rare), (UNREADABLE, self._lost)):
                self._count_characters(pattern, counts, cells)
        if not self._sampled:
            self._sample(cells)
        if self._numbers is not None:
            self._numbers.feed(cells)
        if self._table:
            self._era.feed(cells)
            self._feed_lists(cells)
        if japanese:
            self._feed_words(cells)
        if any(space in joined for space in _SPACES):
            self._feed_spaces(cells)
        if joined.count("\n") >= len(cells.values) or "\r" in joined:
            self._feed_breaks(cells)

    def _sample(self, cells: Cells) -> None:
        """The first chunk with something in it decides whether this is a column of numbers."""
        self._sampled = self.filled
        if self.filled and holds_numbers(self._kind, cells.values):
            inferred = self._kind is not ColumnKind.NUMBER
            self._numbers = NumberColumn(
                self._heading, self._number, inferred=inferred, symbols_only=not self._table
            )

    def _count_characters(self, pattern: re.Pattern[str], counts: Counter[str], cells: Cells) -> None:
        found = pattern.findall(cells.joined)
        if not found:
            return
        counts.update(found)
        if pattern.pattern not in self._first_row:
            first = next(
                row for value, row in zip(cells.values, cells.numbers, strict=True) if pattern.search(value)
            )
            self._first_row[pattern.pattern] = first

    def _feed_words(self, cells: Cells) -> None:
        joined = cells.joined
        if any(sign in joined for sign in "同〃仝々") and not DITTOS.isdisjoint(cells.values):
            _note_words(DITTOS, self._ditto, cells)
        if (
            self._number <= _LABEL_COLUMNS
            and self._kind in _LABELS
            and ("計" in joined or "総" in joined)
            and not TOTALS.isdisjoint(cells.values)
        ):
            _note_words(TOTALS, self._totals, cells)
        unplaced = self._kind is ColumnKind.MUNICIPALITY and not self._placed
        if unplaced and not AMBIGUOUS.isdisjoint(cells.values):
            _note_words(AMBIGUOUS, self._ambiguous, cells)

    def _feed_lists(self, cells: Cells) -> None:
        several = several_values(self._kind, self._heading, cells.joined)
        if several is not None:
            for value, row in zip(cells.values, cells.numbers, strict=True):
                if value and "\n" not in value and several(value):
                    self._several.note(row, "" if self._kind in _NOT_QUOTED else value)

    def _feed_spaces(self, cells: Cells) -> None:
        text = f"\n{cells.joined}\n"
        if not self._table and any(f"\n{space}" in text or f"{space}\n" in text for space in _SPACES):
            for value, row in zip(cells.values, cells.numbers, strict=True):
                if value and (value[0] in _SPACES or value[-1] in _SPACES):
                    (self._padded if value.strip(_EDGES) else self._blank).note(row, "")
        if self._kind is ColumnKind.PERSON:
            return
        if _SPACED_START.search(text) is not None or _RUN.search(text) is not None:
            for value, row in zip(cells.values, cells.numbers, strict=True):
                if 2 < len(value) <= _LONG:
                    bare = value.strip(_EDGES)
                    if _SPACED_KANJI.fullmatch(bare) or _RUN.search(bare):
                        self._spaced.note(row, "")

    def _feed_breaks(self, cells: Cells) -> None:
        for value, row in zip(cells.values, cells.numbers, strict=True):
            if "\n" not in value and "\r" not in value:
                continue
            bare = value.strip(_EDGES)
            if "\n" not in bare and "\r" not in bare:
                continue
            if lines_are_values(self._kind, bare):
                self._several.note(row, "" if self._kind in _NOT_QUOTED else value)
            elif self._kind is ColumnKind.TEXT:
                self._broken.note(row, "")

    def finish(self, report: Report) -> None:
        """Say what the column was like; what ``together`` gathers is told by whoever finishes it."""
        together = self.together or Together()
        name = self._heading or None
        if self._numbers is not None:
            self._numbers.finish(report, together)
        self._era.finish(report)
        for code, what, tally in (
            ("M02", "複数の値を並べたセル", self._several),
            ("M05", "値の前か後ろに空白のあるセル", self._padded),
            ("M05", "空白だけのセル", self._blank),
            ("M25", "字の間を空白で空けたセル", self._spaced),
            ("M24", "改行のあるセル", self._broken),
            ("M06", "「〃」「同上」などと省略したセル", self._ditto),
            ("M18", "合計の行", self._totals),
            ("M12", "ほかの都道府県にも同じ名前のある市町村のセル", self._ambiguous),
        ):
            together.add(code, what, tally, column=name, number=self._number)
        for code, what, counts, pattern in (
            ("M26", "読めない字（文字化け、外字）", self._lost, UNREADABLE),
            ("M10", "機種依存文字", self._signs, SIGN),
            ("M27", "第 1・第 2 水準にない漢字", self._rare, RARE),
        ):
            if counts:
                first = self._first_row[pattern.pattern]
                report.add(
                    code,
                    f"{what}があります：{shown_characters(counts)}（最初は {first} 行目）",
                    column=name,
                    number=self._number,
                    value="".join(counts)[:_LONG],
                    count=counts.total(),
                )
        if self.together is None:
            together.finish(report)


def _note_words(words: frozenset[str], tally: Tally, cells: Cells) -> None:
    for value, row in zip(cells.values, cells.numbers, strict=True):
        if value in words:
            tally.note(row, value)
