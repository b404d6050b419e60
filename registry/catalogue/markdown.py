"""Tables in Markdown (GitHub's form), as lists of open data in a repository's README are written."""

import re
from collections.abc import Iterator

from registry.catalogue.tables import Links, Row, Table
from registry.catalogue.values import one_line

SEPARATOR = re.compile(
    r"^[ ]{0,3}(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE
)
"""The line under the headings of a table."""

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?((?:[^()<>]|\([^()]*\))*?)>?(?:\s+[\"'][^\"')]*[\"'])?\s*\)|<(https?://[^<>\s]+)>"
)
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(.+?)\1")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def markdown_tables(text: str) -> Iterator[Table]:
    """The tables in order; row numbers are lines of the file, names the headings above."""
    lines = text.splitlines()
    heading, fenced, position = "", False, 0
    while position < len(lines):
        line = lines[position]
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (found := _HEADING.match(line)):
            heading = one_line(found[1])
        elif (
            not fenced and "|" in line and position + 1 < len(lines) and SEPARATOR.match(lines[position + 1])
        ):
            end = position + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield Table(heading, _rows(lines, position, end))
            position = end
            continue
        position += 1


def _rows(lines: list[str], start: int, end: int) -> Iterator[Row]:
    for number in (start, *range(start + 2, end)):
        cells: list[str] = []
        links: dict[int, Links] = {}
        for column, raw in enumerate(_split(lines[number])):
            text, found = _plain(raw)
            cells.append(text)
            if found:
                links[column] = found
        yield Row(number + 1, cells, links)


def _split(line: str) -> list[str]:
    cells = _CELL_END.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip() and line.rstrip().endswith("|"):
        cells = cells[:-1]
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _plain(cell: str) -> tuple[str, Links]:
    """The cell without link and emphasis marks, and its links."""
    links = tuple(
        (one_line(found[1] or ""), (found[2] or found[3]).strip()) for found in _LINK.finditer(cell)
    )
    text = _LINK.sub(lambda found: found[1] or found[3] or "", cell)
    text = re.sub(r"<br\s*/?>", "\n", _EMPHASIS.sub(r"\2", text), flags=re.IGNORECASE)
    return text.strip(), tuple(link for link in links if link[1])
