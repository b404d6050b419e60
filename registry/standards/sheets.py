"""A data file as tables: what ``registry.standards.opening`` gives and the checks take."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from registry.catalogue.tables import Row


class CellPlace(Struct, frozen=True):
    """A cell, both from 1."""

    row: int
    column: int


class SheetFacts(Struct, frozen=True, kw_only=True):
    """What a workbook holds beside values; empty for text files. Lists hold the first places, counts all."""

    merged: tuple[str, ...] = ()
    """Merged ranges as Excel writes them, A1:B2."""
    merged_count: int = 0
    formulas: tuple[CellPlace, ...] = ()
    formula_count: int = 0
    objects: int = 0
    """Pictures, shapes, charts, text boxes."""
    comments: int = 0
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False
    """The sheet itself is hidden."""


class Block(NamedTuple):
    """Some hundred rows that stand one under the other: the unit of reading, for a row at a time is too slow."""

    first: int
    """Number of the first row, from 1."""
    cells: list[list[str]]
    """The cells of each row; rows may differ in length."""

    @property
    def numbers(self) -> range:
        """Number of each row."""
        return range(self.first, self.first + len(self.cells))

    def rows(self) -> list[Row]:
        """The rows one by one, for those who need their shape."""
        return list(map(Row, self.numbers, self.cells))


class Sheet(Struct, frozen=True, kw_only=True):
    """One table of a file; ``blocks`` can be read once."""

    name: str
    head: tuple[Row, ...]
    """The first rows, at most 60, to find the headings in; ``blocks`` begins with them again."""
    blocks: Iterator[Block]
    """All rows from top to bottom, blank ones too."""
    facts: SheetFacts = SheetFacts()


class Heading(Struct, frozen=True, kw_only=True):
    """The row (or rows) of headings of a table."""

    row: int
    """Row number of the last of its rows, from 1; data begins below."""
    names: tuple[str, ...]
    """Headings as written, one for each column; several rows joined by a space; "" where there is none."""
    clean: tuple[str, ...]
    """The same without padding, line breaks, notes of requirement (※必須 …) and numbering (1.名称)."""
    height: int = 1
    above: tuple[Row, ...] = ()
    """Rows of titles and notes above it."""
