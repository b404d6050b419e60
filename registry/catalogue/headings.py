"""Finding the row of headings, and what each column means.

The words are the column names of the two generations of オープンデータ一覧 (facts: datasets.yaml ods-06 and
metadata_mapping, interfaces.md section 3) and the words that bodies use in lists of their own.
"""

import re
from collections.abc import Sequence
from enum import StrEnum, auto

from msgspec import Struct

from registry.catalogue.formats import is_format
from registry.catalogue.heading_words import FIELD_WORDS, Field, TitleWord, heading_key, title_word
from registry.catalogue.record import Form
from registry.catalogue.tables import Row
from registry.catalogue.values import one_line

SEARCHED_ROWS = 50
"""Rows in which the headings must stand."""

_EVIDENCE = frozenset(
    {
        Field.FORMAT,
        Field.LICENCE,
        Field.FREQUENCY,
        Field.TAGS,
        Field.DOWNLOAD_URL,
        Field.ACCESS_URL,
        Field.TERMS,
    }
)
"""Columns that a list of datasets has and a list of places or people has not."""

_PLACES = re.compile(r"緯度|経度|住所|所在地|カナ$|latitude|longitude")
"""Columns of lists of places and people, which often carry a name, an address and tags too."""


class ColumnKind(StrEnum):
    """What is in a column."""

    FIELD = auto()
    FORMAT = auto()
    """Headed by the name of a format; the cells hold links or marks."""
    OTHER = auto()


class Column(Struct, frozen=True):
    """One column; ``name`` is the heading as shown in extras."""

    index: int
    name: str
    kind: ColumnKind
    field: Field | None = None


class Heading(Struct, frozen=True):
    """The headings of a table."""

    row: int
    """Number of the (first) row of headings."""
    height: int
    columns: tuple[Column, ...]
    form: Form
    cells: tuple[str, ...]
    title_column: int
    """Index of the column with the titles, -1 where there is none."""


def find_heading(rows: Sequence[Row]) -> Heading | None:
    """The best heading among the first rows: one row, or two that belong together; None when there is none."""
    best: Heading | None = None
    best_score = 0
    for position, row in enumerate(rows[:SEARCHED_ROWS]):
        candidates = [_heading((row,), [one_line(cell) for cell in row.cells])]
        if position + 1 < len(rows):
            candidates.append(_heading((row, rows[position + 1]), _joined(row, rows[position + 1])))
        for candidate in candidates:
            score = _score(candidate)
            if score > best_score:
                best, best_score = candidate, score
    return best


def known_words(rows: Sequence[Row]) -> tuple[str, ...]:
    """Headings of the likeliest row, for the message that no list was found."""
    fullest = max(
        rows[:SEARCHED_ROWS], key=lambda row: sum(1 for cell in row.cells if cell.strip()), default=None
    )
    return tuple(one_line(cell) for cell in fullest.cells if cell.strip()) if fullest else ()


def _heading(rows: tuple[Row, ...], names: Sequence[str]) -> Heading:
    taken: set[Field] = set()
    columns: list[Column] = []
    form = _form(names)
    for index, name in enumerate(names):
        field = FIELD_WORDS.get(heading_key(name)) if name else None
        if field is Field.NUMBER:
            field = Field.ID if form is Form.OPEN_DATA_LIST_OLD else None
        if field in (Field.TITLE, Field.ID) and field in taken:
            field = None
        if field is not None:
            taken.add(field)
            columns.append(Column(index, name, ColumnKind.FIELD, field))
        elif name:
            columns.append(Column(index, name, ColumnKind.FORMAT if is_format(name) else ColumnKind.OTHER))
    columns = _with_title(columns, taken)
    title = next((column.index for column in columns if column.field is Field.TITLE), -1)
    return Heading(rows[0].number, len(rows), tuple(columns), form, tuple(rows[-1].cells), title)


def _with_title(columns: list[Column], taken: set[Field]) -> list[Column]:
    """A list that names files only: the file name is the title."""
    if Field.TITLE in taken or Field.FILE_TITLE not in taken:
        return columns
    return [
        Column(column.index, column.name, column.kind, Field.TITLE)
        if column.field is Field.FILE_TITLE
        else column
        for column in columns
    ]


def _score(heading: Heading) -> int:
    """Number of fields known, 0 when this cannot be the heading of a list of datasets."""
    fields = {column.field for column in heading.columns if column.field}
    title = next((column for column in heading.columns if column.field is Field.TITLE), None)
    if title is None:
        return 0
    if title_word(title.name) is TitleWord.WEAK:
        linked = any(column.kind is ColumnKind.FORMAT for column in heading.columns)
        places = any(_PLACES.search(heading_key(column.name)) for column in heading.columns)
        if places or not (fields & _EVIDENCE or linked):
            return 0
    return len(fields) * 2 - (heading.height - 1)


def _form(names: Sequence[str]) -> Form:
    keys = {heading_key(name) for name in names}
    if {"データセット_タイトル", "データセット_id"} & keys and sum(
        key.startswith("データセット_") for key in keys
    ) > 1:
        return Form.OPEN_DATA_LIST_NEW
    if "データ名称" in keys and keys & {"都道府県コード又は市区町村コード", "データ概要", "データ形式", "no"}:
        return Form.OPEN_DATA_LIST_OLD
    return Form.TABLE


def _joined(upper: Row, lower: Row) -> list[str]:
    """Two rows of headings as one: ``データセット`` above ``概要`` is ``データセット_概要``."""
    names: list[str] = []
    above = ""
    for index in range(max(len(upper.cells), len(lower.cells))):
        top = one_line(upper.cells[index]) if index < len(upper.cells) else ""
        under = one_line(lower.cells[index]) if index < len(lower.cells) else ""
        above = top or above
        both = f"{above}_{under}"
        if not under or under == above:
            names.append(top)
        elif heading_key(both) in FIELD_WORDS or heading_key(under) not in FIELD_WORDS:
            names.append(both if above else under)
        else:
            names.append(under)
    return names
