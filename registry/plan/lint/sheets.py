"""Measures and indicators of a plan, read from its tables and lists whatever their layout."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from registry.plan.document import FILL_IN
from registry.plan.elements import Entry, Paragraph, Table, plain
from registry.plan.lint.characters import level
from registry.plan.lint.passages import row_line
from registry.plan.lint.subject import Section, Subject


class Field(StrEnum):
    """A field of a measure's sheet."""

    NUMBER = "番号"
    NAME = "施策"
    KPI = "KPI"
    CURRENT = "現状値"
    TARGET = "目標値"
    DUE = "達成の時期"
    SECTION = "担当"


_FIELDS: Mapping[Field, re.Pattern[str]] = {
    Field.DUE: re.compile("時期|期限|達成年|目標年|年次$|スケジュール|工程"),
    Field.CURRENT: re.compile("現状|現況|基準値|実績|現在"),
    Field.TARGET: re.compile("目標"),
    Field.SECTION: re.compile("担当|所管|主管|部署|部局|実施主体|関係課|課名"),
    Field.KPI: re.compile("KPI|指標"),
    Field.NUMBER: re.compile("^(?:施策)?(?:番号|No\\.?|№|ID)$", re.IGNORECASE),
    Field.NAME: re.compile("施策|取組|取り組み|事業|プロジェクト"),
}
"""In the order in which a heading is tried."""
_YEAR = re.compile(
    r"(?:目標)?[(（]?(?:[HR][0-9]{1,2}|(?:令和|平成)[0-9元]{1,2}年度?|20[0-9]{2}年?度?)(?:年度?|末)*[)）]?(?:目標値?)?"
)
"""A heading that is a year: the column holds the target of that year."""
_OTHER = re.compile("関係する条項|根拠|算式|計算|区分|理由|概要|説明|状況$|公開の形|条件|柱$|分野")
_EMPTY = re.compile(r"[\s―ー－\-—–…・/／]*|なし|無し|未定|未設定|検討中|調整中|空欄")
_LABEL = re.compile(r"^[【\[■●◆○・]?\s*([^：:【】\]]{1,14}?)\s*(?:[：:]|】|\])\s*(.*)$")
_SHEET_FIELDS = 3
"""Labels of a sheet that make it one."""
OUTSIDE = re.compile("情報項目|標準データセット|用語|データの一覧|根拠の一覧")
"""Tables about something else than measures."""


@dataclass
class Row:
    """A measure, or an indicator of one."""

    line: int
    cells: dict[Field, str] = field(default_factory=dict)
    """A field that the layout lacks is absent; an empty one is ""."""
    column: dict[Field, str] = field(default_factory=dict)
    """Headings of the fields."""
    caption: str = ""
    layout: int = 0
    """Rows of one table have the same."""

    @property
    def key(self) -> str:
        """By what rows about the same measure are brought together."""
        return self.cells.get(Field.NUMBER) or self.cells.get(Field.NAME) or ""

    @property
    def shown(self) -> str:
        """The measure as messages name it."""
        parts = (self.cells.get(part, "") for part in (Field.NUMBER, Field.NAME, Field.KPI))
        return " ".join(part for part in parts if part and part != FILL_IN)[:40]


def is_empty(cell: str) -> bool:
    """Nothing is said; a place to write (【記入】) is counted elsewhere."""
    return _EMPTY.fullmatch(cell.strip()) is not None


def rows_of(subject: Subject) -> tuple[Row, ...]:
    """All measures and indicators."""
    found: list[Row] = []
    for number, element in enumerate(subject.plan.elements):
        if isinstance(element, Table):
            found += _upright(element, number, subject) or _across(element, number, subject)
    for section in subject.sections:
        if section.leaf:
            found += _listed(subject, section)
    return tuple(found)


def field_of(heading: str) -> Field | None:
    """The field that a heading names."""
    heading = level(heading).strip()
    if _OTHER.search(heading) and not re.search("目標|現状値|KPI|指標", heading):
        return None
    if _YEAR.fullmatch(heading):
        return Field.TARGET
    return next((name for name, words in _FIELDS.items() if words.search(heading)), None)


def _across(table: Table, number: int, subject: Subject) -> list[Row]:
    """A table with a row for each measure or indicator."""
    headings = [plain(column).strip() for column in table.columns]
    caption = plain(table.caption)
    fields = [field_of(heading) for heading in headings]
    about = {name for name in fields if name is not None}
    indicators = Field.KPI in about and len(about) > 1
    measures = Field.NAME in about and bool(about & {Field.KPI, Field.TARGET, Field.SECTION, Field.NUMBER})
    if not (indicators or measures) or OUTSIDE.search(caption + "".join(headings)):
        return []
    rows = []
    for offset, cells in enumerate(table.rows):
        row = Row(row_line(table.line, offset, word=subject.word), caption=caption, layout=number)
        for name, heading, cell in zip(fields, headings, cells, strict=False):
            if name is not None and (name not in row.cells or _YEAR.fullmatch(level(heading))):
                row.cells[name] = plain(cell).strip()
                row.column[name] = heading
        if any(not is_empty(cell) for cell in row.cells.values()):
            rows.append(row)
    return rows


def _upright(table: Table, number: int, subject: Subject) -> list[Row]:
    """A sheet: a table of two columns whose first one holds the labels."""
    if len(table.columns) != len(("label", "value")):
        return []
    pairs = [
        (table.line, table.columns),
        *(
            (row_line(table.line, at, word=subject.word), row)
            for at, row in enumerate(table.rows)
            if len(row) == len(table.columns)
        ),
    ]
    labelled = [(line, plain(pair[0]).strip(), plain(pair[1]).strip()) for line, pair in pairs]
    return _sheet(labelled, plain(table.caption), number)


def _listed(subject: Subject, section: Section) -> list[Row]:
    """A sheet of lines such as 「担当：情報政策課」 below the heading of the measure."""
    labelled = []
    elements = subject.plan.elements[section.first : section.end]
    if any(isinstance(element, Table) for element in elements):
        return []
    for element in elements:
        if isinstance(element, Paragraph | Entry):
            for offset, words in enumerate(element.lines):
                found = _LABEL.match(plain(words).strip())
                if found is not None:
                    labelled.append((element.line + offset, found[1], found[2].strip()))
    rows = _sheet(labelled, section.title, -section.first)
    for row in rows:
        row.cells.setdefault(Field.NAME, section.title)
        row.line = section.heading.line
    return rows


def _sheet(labelled: Sequence[tuple[int, str, str]], caption: str, layout: int) -> list[Row]:
    cells: dict[Field, str] = {}
    columns: dict[Field, str] = {}
    for _, label, value in labelled:
        name = field_of(label)
        if name is not None:
            before = cells.get(name, "")
            cells[name] = value if is_empty(before) else f"{before}、{value}"
            columns.setdefault(name, label)
    sure = set(cells) & {Field.KPI, Field.TARGET, Field.SECTION, Field.CURRENT, Field.DUE}
    if len(cells) < _SHEET_FIELDS or len(sure) < len(("two", "fields")):
        return []
    return [Row(labelled[0][0], cells, columns, caption, layout)]


def layouts(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows of one table together."""
    seen: dict[int, list[Row]] = {}
    for row in rows:
        seen.setdefault(row.layout, []).append(row)
    for group in seen.values():
        yield tuple(group)
