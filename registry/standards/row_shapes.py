"""Which rows are records, and whether they have as many cells as there are headings."""

from collections.abc import Sequence

from registry.standards.findings import Report, Severity
from registry.standards.sheets import Block

_NARROW = 3
"""In tables of fewer columns a row with one value may be a record."""


class RowShapes:
    """Fed with the blocks below the headings of a sheet.

    Blank rows and, in a table with headings, rows with a single value (notes, a version, a line between two parts)
    are no records; the layout tells of them, and no other check should take them for records with empty cells.
    """

    def __init__(self, width: int, *, headed: bool) -> None:
        self._width = width
        self._headed = headed
        self._least = 2 if headed and width >= _NARROW else 1
        self._probes: tuple[int, ...] | None = None
        self._padded = 0
        self._padded_row = 0
        self.filled = 0
        """Rows that are not blank."""

    def feed(self, block: Block, columns: Sequence[list[str]], report: Report) -> frozenset[int]:
        """Look at the shape of each row of a block; the places of rows that are no records.

        ``columns`` are the cells of the block column by column. Two of them, the fullest, tell at once that all
        rows are records.
        """
        if self._headed and set(map(len, block.cells)) != {self._width}:
            self._look(block, report)
        if self._probes is None:
            fullest = sorted(range(len(columns)), key=lambda place: _blanks(columns[place]))
            self._probes = tuple(fullest[: self._least])
        others: frozenset[int] = frozenset()
        if not self._probes or any(_blanks(columns[place]) for place in self._probes):
            counts = list(map(_filled, block.cells))
            others = frozenset(place for place, count in enumerate(counts) if count < self._least)
            self.filled -= counts.count(0)
        self.filled += len(block.cells)
        return others

    def _look(self, block: Block, report: Report) -> None:
        width = self._width
        for number, cells in zip(block.numbers, block.cells, strict=True):
            if len(cells) == width or _filled(cells) < self._least:
                continue
            if len(cells) < width:
                self._add(report, number, len(cells), f"{width - len(cells)} 列不足")
            elif _filled(cells[width:]):
                self._add(report, number, len(cells), f"{len(cells) - width} 列多い")
            else:
                self._padded += 1
                self._padded_row = self._padded_row or number

    def _add(self, report: Report, number: int, cells: int, difference: str) -> None:
        report.add(
            "F11", f"見出しは {self._width} 列ですが、この行は {cells} 列です（{difference}）", row=number
        )

    def finish(self, report: Report) -> None:
        """Tell rows with empty cells too many, which do no harm."""
        if self._padded:
            report.add(
                "F11",
                f"見出しより右に空のセルがある行が {self._padded:,} あります（最初は {self._padded_row:,} 行目）",
                severity=Severity.INFO,
                count=self._padded,
            )


def _blanks(cells: list[str]) -> int:
    return cells.count("") + sum(map(str.isspace, cells))


def _filled(cells: Sequence[str]) -> int:
    """Cells that hold something."""
    return sum(1 for cell in cells if cell and not cell.isspace())
