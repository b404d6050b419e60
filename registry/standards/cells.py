"""A column of a chunk of rows: the unit that value checks work on.

A million rows are checked in the time of a few passes of the csv reader only if a clean column costs one search
over its joined text; cell by cell is the way for columns where that search found something.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from registry.standards.findings import Report


class Cells:
    """The cells of one column in some hundred to some thousand rows."""

    def __init__(self, values: Sequence[str], numbers: Sequence[int]) -> None:
        self.values = values
        """Cells as read, "" where a row is short."""
        self.numbers = numbers
        """Row number of each."""

    @cached_property
    def constant(self) -> str | None:
        """The value that all cells have, or None."""
        values = self.values
        same = bool(values) and values[0] == values[-1] and values.count(values[0]) == len(values)
        return values[0] if same else None

    @cached_property
    def joined(self) -> str:
        """All cells with a line feed between them; a cell may hold line feeds of its own."""
        return "\n".join(self.values)


class ColumnCheck(Protocol):
    """A check of one column of one sheet, fed with its chunks from top to bottom."""

    def feed(self, cells: Cells, report: Report) -> None:
        """Look at a chunk."""

    def finish(self, report: Report) -> None:
        """The sheet has ended: say what only the whole column shows."""
