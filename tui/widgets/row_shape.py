"""What lists are made of: columns, cells, rows, and the widths that columns get."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from registry.text.display import truncate, truncate_middle

Role = Literal["", "good", "caution", "stop", "unknown", "dim", "accent", "error"]
MARK = 2
"""Cells at the left for the marks of cursor and selection."""
GAP = 1
"""Cells between two columns."""


class Column(NamedTuple):
    """A column; ``width`` in cells. One flexible column takes what is left."""

    title: str
    width: int
    right: bool = False
    flexible: bool = False
    stays: bool = True
    """False: leaves when the list is narrow, the last such column first."""
    middle: bool = False
    """True: what is too long loses its middle, for the ends tell rows apart."""


class Cell(NamedTuple):
    """Text with a role; a plain string is a cell without one."""

    text: str
    role: Role = ""


class Row(NamedTuple):
    """A row, known by its key."""

    key: str
    cells: Sequence[Cell | str]


Pages = Callable[[int, int], Sequence[Row]]
"""Gives the rows from a place on, and before another."""


def cut_to(text: str, size: int, column: Column) -> str:
    """Text shortened to the cells that its column has."""
    return truncate_middle(text, size) if column.middle else truncate(text, size)


def fitted_widths(columns: Sequence[Column], room: int) -> list[int]:
    """Width of each column where all have ``room`` cells; 0 for those that must leave."""
    sizes = [column.width for column in columns]
    for place in reversed(range(len(sizes))):
        if sum(sizes) + GAP * (len(sizes) - sizes.count(0)) <= room:
            break
        if not columns[place].stays:
            sizes[place] = 0
    left = room - sum(sizes) - GAP * (len(sizes) - sizes.count(0) - 1)
    for place, column in enumerate(columns):
        if column.flexible and sizes[place]:
            sizes[place] = max(4, sizes[place] + left)
            break
    return sizes


def column_at(sizes: Sequence[int], cell: int) -> int | None:
    """The column of these widths in which a cell of a row lies; None right of them all."""
    start = 0
    for place, size in enumerate(sizes):
        if size and start <= cell < start + size + GAP:
            return place
        start += size + GAP if size else 0
    return None


def no_rows(start: int, stop: int) -> Sequence[Row]:
    """The pages of an empty list."""
    del start, stop
    return ()
