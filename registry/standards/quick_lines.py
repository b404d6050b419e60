"""Lines of CSV cut into cells without ``csv.reader`` where the outcome is certain to be the same, in a third of the time.

That is so for lines without quotation marks, and for lines in which every cell is quoted and none holds a mark. Other
lines with marks go through ``csv.reader`` one by one, if they are few.
"""

import csv
from collections.abc import Iterator
from itertools import chain

from registry.catalogue.limits import MAX_CELL_CHARACTERS

Rows = list[list[str]]

_FEW = 4
"""One line in so many at most has quotation marks where lines are cut one by one."""
_END = "\0"


def quick_rows(text: str, delimiter: str, most: int) -> Iterator[Rows] | None:
    """The rows of a text of whole lines, at most ``most`` at a time; None where ``csv.reader`` must read it."""
    lines = _lines(text)
    if lines is None:
        return None
    marks = text.count('"')
    if marks and _is_wrapped(text, lines, delimiter, marks):
        return _unwrapped(lines, f'"{delimiter}"', most)
    quoted = _quoted(lines, delimiter) if marks else {}
    return None if quoted is None else _cut(lines, delimiter, quoted, most)


def _lines(text: str) -> list[str] | None:
    """Lines without their ends; None when there are other line ends than CR LF and LF, or a very long line."""
    lines = text.splitlines()
    end = text[-1:]
    if len(lines) != text.count("\n") + (end not in ("", "\n")) or (
        end != "\n" and end.splitlines() != [end]
    ):
        return None  # splitlines has cut at a lone CR, a form feed, U+2028 or the like too
    return lines if max(map(len, lines), default=0) <= MAX_CELL_CHARACTERS else None


def _is_wrapped(text: str, lines: list[str], delimiter: str, marks: int) -> bool:
    """True when each line begins and ends with a mark and all marks stand at the edges of cells."""
    cells = text.count(f'"{delimiter}"') + len(lines)
    return cells * 2 == marks and all(len(line) > 1 and line[0] == '"' == line[-1] for line in lines)


def _unwrapped(lines: list[str], between: str, most: int) -> Iterator[Rows]:
    for start in range(0, len(lines), most):
        yield [line[1:-1].split(between) for line in lines[start : start + most]]


def _quoted(lines: list[str], delimiter: str) -> dict[int, list[str]] | None:
    """The cells of lines with marks by place; None where they are many, or one of them is not a whole row."""
    places = [place for place, line in enumerate(lines) if '"' in line]
    if len(places) * _FEW > len(lines):
        return None
    end = f"{_END}{delimiter}{_END}"
    fed = ((lines[place], end) for place in places)
    try:
        rows = list(csv.reader(chain.from_iterable(fed), delimiter=delimiter))
    except csv.Error:
        return None
    if len(rows) != len(places) * 2 or any(row != [_END, _END] for row in rows[1::2]):
        return None
    return dict(zip(places, rows[::2], strict=True))


def _cut(lines: list[str], delimiter: str, quoted: dict[int, list[str]], most: int) -> Iterator[Rows]:
    for start in range(0, len(lines), most):
        some = lines[start : start + most]
        cells = [line.split(delimiter) if line else [] for line in some]
        if quoted:
            for place in range(start, start + len(some)):
                if place in quoted:
                    cells[place - start] = quoted[place]
        yield cells
