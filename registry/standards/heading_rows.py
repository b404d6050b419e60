"""What single rows near the headings of a table look like."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from registry.catalogue.tables import Row
from registry.standards.heading_names import clean_name

Names = tuple[str, ...]
"""Headings, one for each column."""

_LONGEST_LABEL = 60
_NUMERIC = re.compile(r"[-+−△▲]?[0-9０-９][0-9０-９,，.．/／:：年月日時分 　E+%％()（）円人件-]*")
_ADDRESS = re.compile(r"https?://|[^@\s]{1,64}@[^@\s]{1,255}\Z", re.IGNORECASE)
_MACHINE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:\-()/ ]{1,80}")
_REQUIREMENTS = frozenset(
    [
        "必須",
        "推奨",
        "任意",
        "必須以外",
        "必須項目",
        "任意項目",
        "推奨項目",
        "入力必須",
        "◎",
        "○",
        "〇",
        "△",
        "-",
        "－",
        "ー",
        "※",
        "必",
        "任",
    ]
)
_TYPES = frozenset(
    [
        "文字列",
        "文字列型",
        "数値",
        "数値型",
        "整数",
        "小数",
        "実数",
        "日付",
        "日付型",
        "時刻",
        "時刻型",
        "日時",
        "論理値",
        "半角英数",
        "半角数字",
        "半角英数字",
        "全角",
        "全角文字",
        "URL",
        "コード",
        "テキスト",
        "文字",
        "カタカナ",
        "全角カタカナ",
        "string",
        "integer",
        "number",
        "date",
        "time",
        "datetime",
        "float",
        "boolean",
        "text",
    ]
)
_TELLING = frozenset(["必須", "必須項目", "入力必須", "任意", "推奨", "◎"]) | _TYPES
_PROPERTY = "#property"
_KNOWN_PROPERTIES = {
    "http://www.w3.org/2003/01/geo/wgs84_pos#lat": "緯度",
    "http://www.w3.org/2003/01/geo/wgs84_pos#long": "経度",
}


def is_label(cell: str) -> bool:
    """True for a short text that is no number, day, address or line of prose."""
    return (
        0 < len(cell) <= _LONGEST_LABEL
        and not _NUMERIC.fullmatch(cell)
        and not _ADDRESS.match(cell)
        and not cell.endswith("。")
    )


def label_share(cells: Sequence[str]) -> float:
    """Share of labels among cells that hold something."""
    return sum(map(is_label, cells)) / len(cells) if cells else 0.0


def typical_width(rows: Sequence[Row]) -> int:
    """Columns up to the last that holds something, in most rows of two or more."""
    widths = Counter(
        max(place for place, cell in enumerate(row.cells, 1) if cell.strip())
        for row in rows
        if sum(1 for cell in row.cells if cell.strip()) > 1
    )
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def continues(upper: Row, lower: Row) -> bool:
    """True when ``lower`` holds the names under the group names of ``upper``."""
    above = [cell.strip() for cell in upper.cells]
    below = [cell.strip() for cell in lower.cells]
    filled_above = {place for place, cell in enumerate(above) if cell}
    filled_below = {place for place, cell in enumerate(below) if cell}
    if len(filled_above) < 2 or not filled_below or not all(is_label(below[place]) for place in filled_below):
        return False
    if lower.from_above & filled_above:
        return any(_under_a_group(above, below, place) for place in filled_below - lower.from_above)
    if _grouped(upper, above) and filled_above <= filled_below:
        return True
    gaps = filled_below - filled_above
    starts = filled_below & filled_above
    alone = filled_above - filled_below
    return bool(gaps) and bool(alone) and all(place + 1 in gaps for place in starts)


def _grouped(row: Row, cells: list[str]) -> bool:
    """Most cells say the same as a neighbour, as in a row of group names whose merged cells were filled."""
    pairs = [left == right != "" for left, right in pairwise(cells)]
    alike = sum(map(max, [False, *pairs], [*pairs, False]))
    different = set(filter(None, cells))
    return (
        not row.across
        and len(different) > 1
        and not different <= _REQUIREMENTS | _TYPES
        and alike * 2 >= sum(map(bool, cells))
    )


def _under_a_group(above: list[str], below: list[str], place: int) -> bool:
    """Under a group name that was filled into the cells merged with it, or under none."""
    if place >= len(above) or not above[place]:
        return True
    neighbours = above[max(place - 1, 0) : place] + above[place + 1 : place + 2]
    return above[place] in neighbours and below[place] != above[place]


def joined(rows: Sequence[Row]) -> Names:
    """The names of one or several rows, joined by a space; a group name reaches over the gap to its right."""
    lines = [[cell.strip() for cell in row.cells] for row in rows]
    width = max(map(len, lines), default=0)
    names: list[list[str]] = [[] for _ in range(width)]
    for number, cells in enumerate(lines):
        group = ""
        lower = lines[number + 1 :]
        for place in range(width):
            cell = cells[place] if place < len(cells) else ""
            if cell:
                group = cell
            elif not any(place < len(line) and line[place] for line in lower):
                group = ""
            else:
                cell = group
            if cell and cell not in names[place]:
                names[place].append(cell)
    return tuple(map(" ".join, names))


def is_definition_row(row: Row, names: Names) -> bool:
    """A row that says 必須, 任意, 文字列 … under the names."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if len(cells) * 2 < sum(map(bool, names)) or not cells:
        return False
    return all(cell in _REQUIREMENTS or cell in _TYPES for cell in cells) and any(
        cell in _TELLING for cell in cells
    )


def is_machine_row(row: Row, names: Names, following: Sequence[Row]) -> bool:
    """A row of machine or English names under Japanese ones; the row after it is of another kind."""
    wanted = sum(map(bool, names))
    return (
        wanted > 1
        and _machine_names(row.cells) * 5 >= wanted * 3
        and _machine_names(names) * 2 < wanted
        and all(_machine_names(after.cells) * 5 < wanted * 3 for after in following)
    )


def _machine_names(cells: Sequence[str]) -> int:
    """How many different cells are names; 0 when many are not."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    found = {cell for cell in filled if _MACHINE_NAME.fullmatch(cell)}
    return len(found) if len(found) * 5 >= len(filled) * 4 else 0


def property_row(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Places of the row #property and of the last row that begins with #, in a file of LinkData."""
    place = end = None
    for number, row in enumerate(rows):
        first = row.cells[0].strip() if row.cells else ""
        if not first.startswith("#"):
            if place is not None:
                break
            if first:
                return None
            continue
        if first.startswith(_PROPERTY) and place is None and len(row.cells) > 1:
            place = number
        end = number
    return None if place is None or end is None else (place, end)


def property_names(cells: Sequence[str]) -> Names:
    """Names of LinkData properties: the last word of an address; the first column is the id of the record."""
    names = []
    for cell in cells[1:]:
        name = cell.strip()
        if name.startswith(("http://", "https://")):
            name = _KNOWN_PROPERTIES.get(name) or re.split(r"[/#]", name.rstrip("/#"))[-1]
        names.append(clean_name(name))
    return ("ID", *names)
