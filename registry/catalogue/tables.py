"""Tables as all kinds of files give them: numbered rows of text cells."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

Links = tuple[tuple[str, str], ...]
"""Text and address of each link in a cell."""

_NO_LINKS: Mapping[int, Links] = {}


class Row(NamedTuple):
    """One row; ``number`` counts from 1, blank rows too."""

    number: int
    cells: list[str]
    links: Mapping[int, Links] = _NO_LINKS
    """By column."""
    from_above: frozenset[int] = frozenset()
    """Columns whose cell is merged with the one above."""
    across: bool = False
    """True when one merged cell fills most of the row."""


class Table(NamedTuple):
    """A table of a file, read once."""

    name: str
    """Sheet, or heading above the table; "" where there is none."""
    rows: Iterator[Row]


def shown_row(cells: list[str]) -> str:
    """A row in one line, for reports."""
    return " | ".join(cell for cell in cells if cell.strip())
