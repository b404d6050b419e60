"""Tables in Markdown (GitHub's form), as lists of open data in a repository's README are written."""

import re
from collections.abc import Iterator

from registry.catalogue.tables import Links, Row, Table
from registry.catalogue.values import one_line

_SEPARATOR_MARKS = frozenset("|:- \t\r")
_SEPARATOR_CELL = re.compile(r":?-+:?")
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)|<(https?://[^<>\s]+)>")
_LINK_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*')$""")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(.+?)\1")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def is_separator(line: str) -> bool:
    """True for the line under the headings of a table."""
    if "|" not in line or "-" not in line or not _SEPARATOR_MARKS.issuperset(line):
        return False
    return all(_SEPARATOR_CELL.fullmatch(cell) for cell in _split(line))


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
        elif not fenced and "|" in line and position + 1 < len(lines) and is_separator(lines[position + 1]):
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
        (one_line(found[1] or ""), _address(found[2] or found[3])) for found in _LINK.finditer(cell)
    )
    text = _LINK.sub(lambda found: found[1] or found[3] or "", cell)
    text = re.sub(r"<br\s*/?>", "\n", _EMPHASIS.sub(r"\2", text), flags=re.IGNORECASE)
    return text.strip(), tuple(link for link in links if link[1])


def _address(target: str) -> str:
    """The address of a link without the title that may follow it."""
    return _LINK_TITLE.sub("", target.strip()).strip().strip("<>")
