"""The check of the values of one column: quick over clean chunks, cell by cell only where something shows."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from registry.standards.cells import Cells
from registry.standards.findings import Report
from registry.standards.values.defects import Defect, Judge, Placeholder
from registry.standards.values.text import defects_of_text, looks_clean, suspects

_REMEMBERED = 4096
"""Distinct values whose verdict is kept; longer ones than 100 characters are judged anew."""
_REMEMBERED_LENGTH = 100


_More = dict[str, tuple[int, int]]
"""Defects that are only counted: first row and number of each code."""


class _Sum(NamedTuple):
    """Cells of a column with the same defect, of those told once."""

    defect: Defect
    row: int
    value: str
    cells: int


class ValueCheck:
    """Judges every cell of a column; ``clean`` is a pattern of lines (``lines_of``) that need no look."""

    def __init__(
        self,
        heading: str,
        number: int,
        judge: Judge | None,
        *,
        clean: re.Pattern[str] | None = None,
        placeholder: Placeholder,
        breaks_allowed: bool,
        plain: bytes = b"",
        often: tuple[str, re.Pattern[str]] | None = None,
        accept: Callable[[str], bool] | None = None,
    ) -> None:
        """``plain``: characters of which any mixture is clean, and the line feed.

        ``often``: a defect that fills whole columns, and a pattern of lines that have it and no other.
        ``accept``: a quick test for columns of many distinct values that no pattern can tell.
        """
        self._heading = heading
        self._number = number
        self._judge = judge
        self._pattern = clean
        self._placeholder = placeholder
        self._breaks_allowed = breaks_allowed
        self._plain = plain
        self._often = often
        self._accept = accept
        self._good: set[str] = {""}
        self._verdicts: dict[str, tuple[Defect, ...]] = {}
        self._sums: dict[str, _Sum] = {}
        self._cells = 0
        self._harmless: str | None = None
        """The value of the last chunk of one value in which nothing was found."""

    def feed(self, cells: Cells, report: Report) -> None:
        """Look at a chunk."""
        self._cells += len(cells.values)
        constant = cells.constant
        if constant is not None and constant == self._harmless:
            return
        more: _More = {}
        harmless = True
        for place in self._suspects(cells, report, more):
            harmless = False
            value = cells.values[place]
            for defect in self._verdict(value):
                self._add(defect, cells.numbers[place], value, report, more)
        for code, (row, count) in more.items():
            report.add(code, "", row=row, column=self._heading, number=self._number, count=count)
        if harmless and not more:
            self._harmless = constant

    def _suspects(self, cells: Cells, report: Report, more: _More) -> Iterable[int]:
        """Places of the cells that must be judged; none in a clean chunk."""
        values = cells.values
        if self._pattern is not None:
            if cells.joined.count("\n") != len(values) - 1:
                return range(len(values))
            if self._plain and cells.joined.isascii():
                rest = cells.joined.encode().translate(None, self._plain)
                if not rest:
                    return ()
            return self._unmatched(self._pattern, cells, report, more)
        if self._judge is None:
            if looks_clean(cells, self._breaks_allowed):
                return ()
            return suspects(values)
        if self._good.issuperset(values):
            return ()
        good, accept = self._good, self._accept
        if accept:
            fresh = set(values) - good
            accepted = set(filter(accept, fresh))
            if len(good) < _REMEMBERED:
                good |= accepted
            bad = fresh - accepted
            return [place for place, value in enumerate(values) if value in bad] if bad else ()
        return [place for place, value in enumerate(values) if value not in good]

    def _unmatched(
        self, pattern: re.Pattern[str], cells: Cells, report: Report, more: _More
    ) -> Iterator[int]:
        """Numbers of the lines that the pattern does not match; what is only counted is put into ``more``."""
        text = cells.joined + "\n"
        place = position = 0
        while (found := pattern.match(text, position)) and (end := found.end()) < len(text):
            place += text.count("\n", position, end)
            if self._often and report.full(self._often[0], self._number):
                alike = self._often[1].match(text, end)
                if alike and alike.end() > end:
                    first, count = more.get(self._often[0], (cells.numbers[place], 0))
                    lines = text.count("\n", end, alike.end())
                    more[self._often[0]] = (first, count + lines)
                    place, position = place + lines, alike.end()
                    continue
            yield place
            place += 1
            position = text.index("\n", end) + 1

    def _verdict(self, value: str) -> tuple[Defect, ...]:
        known = self._verdicts.get(value)
        if known is not None:
            return known
        verdict = self._defects(value)
        if len(value) <= _REMEMBERED_LENGTH and len(self._verdicts) < _REMEMBERED:
            self._verdicts[value] = verdict
            if not verdict and self._pattern is None:
                self._good.add(value)
        return verdict

    def _defects(self, value: str) -> tuple[Defect, ...]:
        found = tuple(defects_of_text(value, self._breaks_allowed))
        bare = value.strip()
        if not bare or any(defect.code == "V04" for defect in found):
            return found
        defect = self._placeholder(bare) or (self._judge(bare) if self._judge else None)
        return (*(other for other in found if other.code != "V02"), defect) if defect else found

    def _add(self, defect: Defect, row: int, value: str, report: Report, more: _More) -> None:
        """Tell a defect; those that the report only counts are gathered in ``more`` as first row and number."""
        if defect.summed:
            known = self._sums.get(defect.code)
            self._sums[defect.code] = (
                known._replace(cells=known.cells + 1) if known else _Sum(defect, row, value, 1)
            )
        elif report.full(defect.code, self._number):
            first, count = more.get(defect.code, (row, 0))
            more[defect.code] = (first, count + 1)
        else:
            report.add(
                defect.code,
                defect.message,
                row=row,
                column=self._heading,
                number=self._number,
                value="" if defect.secret else value,
                fix=defect.fix,
            )

    def finish(self, report: Report) -> None:
        """Tell the defects that are told once for the column."""
        for defect, row, value, count in self._sums.values():
            if not defect.least_share or count >= max(2, self._cells * defect.least_share):
                many = f"（最初は {row} 行目、この列に {count:,} セル）" if count > 1 else f"（{row} 行目）"
                report.add(
                    defect.code,
                    defect.message + many,
                    column=self._heading,
                    number=self._number,
                    value=value,
                    fix=defect.fix,
                    severity=defect.severity,
                    count=count,
                )
