"""Japanese eras as the only time axis (1-11)."""

import re
from collections.abc import Sequence

from registry.standards.cells import Cells
from registry.standards.findings import Report, shortened
from registry.standards.forms import ColumnKind

_ERA_NAME = "令和|平成|昭和|大正|明治|㍻|㍼|㍽|㍾|㋿"
_ERA = re.compile(
    rf"\s*(?:{_ERA_NAME}|[RHSTM](?=\.?\s?[0-9]))\.?\s?(?:[0-9０-９]{{1,2}}|元)(?![0-9０-９])", re.IGNORECASE
)
_WESTERN = re.compile(r"(?:^|[^0-9])(?:1[6-9]|20|21)[0-9]{2}(?![0-9])")
_ERA_YEAR = re.compile(rf"(?:{_ERA_NAME})\s?(?:[0-9０-９]{{1,2}}|元)\s?年")
_TIMES = frozenset({ColumnKind.DATE, ColumnKind.YEAR, ColumnKind.DATE_TIME})
_TIME_HEADING = re.compile(r"年月日|年度|年次|^年$|年月$|時点|期日|暦年|[^0-9]日付|調査年")
_LONG = 40
_REMEMBERED = 4096
_ENOUGH = 2
_DIGITS = re.compile(r"[0-9０-９]+|元")
"""Not shown: the column may be one of birthdays."""


class EraColumn:
    """Watches a column of dates or years until a western year shows."""

    def __init__(self, heading: str, headings: Sequence[str], kind: ColumnKind, number: int) -> None:
        self._heading = heading
        self._number = number
        western = any("西暦" in other for other in headings)
        asked = kind in _TIMES or (kind is ColumnKind.TEXT and _TIME_HEADING.search(heading) is not None)
        self._watching = asked and not western
        self._memo: dict[str, bool] = {}
        self._count = 0
        self._first: tuple[int, str] | None = None

    @property
    def watching(self) -> bool:
        """False once the column cannot be one of eras."""
        return self._watching

    def feed(self, cells: Cells) -> None:
        """Look at a chunk; the first cell that is no era ends the watch."""
        if not self._watching:
            return
        for value, row in zip(cells.values, cells.numbers, strict=True):
            if not value or value.isspace():
                continue
            era = self._memo.get(value)
            if era is None:
                head = value[:_LONG]
                era = _ERA.match(head) is not None and _WESTERN.search(head) is None
                if len(self._memo) < _REMEMBERED and len(value) <= _LONG:
                    self._memo[value] = era
            if not era:
                self._watching = False
                return
            self._count += 1
            if self._first is None:
                self._first = (row, _DIGITS.sub("＊", value[:_LONG]))

    def finish(self, report: Report) -> None:
        """Say that all of the column is eras."""
        if self._watching and self._first is not None and self._count >= _ENOUGH:
            row, value = self._first
            report.add(
                "M11",
                f"{self._count:,} セルのすべてが和暦です（例：「{shortened(value)}」、最初は {row} 行目）",
                column=self._heading,
                number=self._number,
                value=value,
                count=self._count,
            )


def era_headings(headings: Sequence[str]) -> list[str]:
    """Headings that name a year by its era alone, as in a table with one column for each year."""
    return [heading for heading in headings if _ERA_YEAR.search(heading) and not _WESTERN.search(heading)]
