"""L3xx: measures and indicators."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from registry.plan.document import FILL_IN
from registry.plan.lint.characters import level
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Kind
from registry.plan.lint.sheets import Field, Row, is_empty, layouts, rows_of
from registry.plan.lint.subject import Section, Subject
from registry.plan.lint.topics import TOPICS, Topic
from registry.plan.lint.years import Period, years_in

_BARE_NUMBER = re.compile(r"約?\s*[0-9][0-9,.]*\s*(?:以上|以下|未満)?")
_NAMES_UNIT = re.compile(r"率|数$|数[(（]|件|人|割合|額|時間|回|％|%|[（(][^）)]{1,8}[）)]|面積|団体|種")
_NUMBER_OF_ACTION = re.compile(r"(?<![A-Za-z0-9])[A-E][0-9]{2}(?![0-9A-Za-z])")
_NO_MEASURE = re.compile(
    "選び方|一覧|体系|考え方|概要|見方|について|スケジュール|方針|体制|指標|目標|施策票|個人情報|工程|ロードマップ|はじめに|マップ"
)


def check_measures(subject: Subject, period: Period | None, notepad: Notepad) -> None:
    """Indicators without target, date, unit or current value; measures without section or indicator."""
    rows = rows_of(subject)
    for group in layouts(rows):
        _check_columns(group, notepad)
        _check_repeats(group, notepad)
    for row in rows:
        _check_row(row, period, notepad)
    _check_measures(rows, notepad)
    _check_references(subject, rows, notepad)
    if not subject.generated:
        _check_headings(subject, rows, notepad)


def _check_columns(group: Sequence[Row], notepad: Notepad) -> None:
    """What a whole table lacks is said once, at its first row."""
    first = group[0]
    if Field.KPI not in first.column:
        return
    if Field.TARGET not in first.column:
        notepad.add("L301", first.line, "KPI の表に目標値の欄がありません", text=first.caption)
    if Field.CURRENT not in first.column:
        notepad.add("L304", first.line, "KPI の表に現状値の欄がありません", text=first.caption)
    if Field.DUE not in first.column and not any(_dated(row) for row in group):
        notepad.add("L302", first.line, "KPI の表に達成の時期がありません", text=first.caption)


def _dated(row: Row) -> bool:
    text = f"{row.column.get(Field.TARGET, '')} {row.cells.get(Field.TARGET, '')} {row.caption}"
    return next(years_in(text), None) is not None or re.search(r"[HR][0-9]{1,2}", level(text)) is not None


def _check_row(row: Row, period: Period | None, notepad: Notepad) -> None:
    if Field.KPI not in row.cells and Field.TARGET not in row.cells:
        return
    if is_empty(row.cells.get(Field.KPI, row.shown)):
        return
    for code, name, what in (
        ("L301", Field.TARGET, "目標値"),
        ("L302", Field.DUE, "達成の時期"),
        ("L304", Field.CURRENT, "現状値"),
    ):
        if name in row.cells and is_empty(row.cells[name]) and not (name is Field.DUE and _dated(row)):
            notepad.add(code, row.line, f"「{row.shown}」に{what}がありません", text=row.shown)
    _check_values(row, notepad)
    _check_due(row, period, notepad)


def _check_values(row: Row, notepad: Notepad) -> None:
    target, current = row.cells.get(Field.TARGET, ""), row.cells.get(Field.CURRENT, "")
    named = (
        f"{row.cells.get(Field.KPI, '')} {row.column.get(Field.TARGET, '')} {row.cells.get(Field.NAME, '')}"
    )
    if _BARE_NUMBER.fullmatch(level(target).strip()) and not any(
        _NAMES_UNIT.search(part) for part in named.split()
    ):
        notepad.add("L303", row.line, f"「{row.shown}」の目標値「{target}」に単位がありません", text=target)
    if FILL_IN in (target, current):
        return
    where = f"{current} {row.column.get(Field.CURRENT, '')} {row.caption}"
    if re.search("[0-9０-９]", current) and not _says_when(where):
        notepad.add("L305", row.line, f"「{row.shown}」の現状値「{current}」に時点がありません", text=current)
    if current and not is_empty(current) and level(current) == level(target):
        notepad.add("L309", row.line, f"「{row.shown}」の現状値と目標値が同じです（{target}）", text=target)


def _says_when(text: str) -> bool:
    text = level(text)
    return next(years_in(text), None) is not None or bool(re.search(r"[HR][0-9]{1,2}|時点|月末|年末", text))


def _check_due(row: Row, period: Period | None, notepad: Notepad) -> None:
    if period is None:
        return
    text = " ".join(
        (row.cells.get(Field.DUE, ""), row.cells.get(Field.TARGET, ""), row.column.get(Field.TARGET, ""))
    )
    for year in years_in(text):
        if not period.first <= year.fiscal <= period.last:
            notepad.add(
                "L306",
                row.line,
                f"「{row.shown}」の目標の年度（{year.fiscal}年度）が計画期間（{period.first}〜{period.last}年度）の外です",
                text=text.strip(),
            )


def _check_repeats(group: Sequence[Row], notepad: Notepad) -> None:
    seen: dict[str, int] = {}
    for row in group:
        number = row.cells.get(Field.NUMBER, "")
        if not number or Field.NAME not in row.cells:
            continue
        if number in seen:
            notepad.add(
                "L310",
                row.line,
                f"施策の番号「{number}」が{seen[number]}行目と重なっています",
                text=row.shown,
            )
        seen.setdefault(number, row.line)


def _check_measures(rows: Iterable[Row], notepad: Notepad) -> None:
    """Rows about one measure are read together: one table names it, another gives its indicators."""
    measures: dict[str, list[Row]] = {}
    for row in rows:
        if row.key:
            measures.setdefault(row.key, []).append(row)
    has_sections = any(Field.SECTION in row.cells for same in measures.values() for row in same)
    has_indicators = any(Field.KPI in row.cells for same in measures.values() for row in same)
    if measures and not has_sections:
        first = next(iter(measures.values()))[0]
        notepad.add("L307", first.line, "施策の表に担当の欄がありません", text=first.caption)
    for same in measures.values():
        first = same[0]
        section = [row.cells[Field.SECTION] for row in same if Field.SECTION in row.cells]
        if section and all(is_empty(cell) for cell in section):
            notepad.add("L307", first.line, f"「{first.shown}」に担当がありません", text=first.shown)
        indicators = [row.cells[Field.KPI] for row in same if Field.KPI in row.cells]
        if has_indicators and all(is_empty(cell) for cell in indicators):
            notepad.add("L308", first.line, f"「{first.shown}」に KPI がありません", text=first.shown)


def _check_references(subject: Subject, rows: Iterable[Row], notepad: Notepad) -> None:
    numbers = {row.cells.get(Field.NUMBER, "") for row in rows}
    if not any(_NUMBER_OF_ACTION.fullmatch(number) for number in numbers):
        return
    for passage in subject.own_passages:
        for found in _NUMBER_OF_ACTION.finditer(passage.text):
            if found[0] not in numbers:
                notepad.add(
                    "L311",
                    passage.line_at(found.start()),
                    f"番号「{found[0]}」の施策が、施策の表にありません",
                    text=passage.text,
                )


def _check_headings(subject: Subject, rows: Sequence[Row], notepad: Notepad) -> None:
    """Measures that are headings with running text, in plans that konkyo did not write."""
    read = Counter(row.line for row in rows)
    for chapter in subject.sections:
        if not _of_measures(chapter):
            continue
        for section in subject.sections:
            inside = chapter.first <= section.first - 1 < chapter.end or section is chapter
            if not inside or not section.leaf or _NO_MEASURE.search(section.title):
                continue
            passages = subject.passages_in([section])
            lines = {passage.line for passage in passages}
            written = any(passage.kind in RUNNING for passage in passages)
            if not written or lines & set(read) or any(passage.kind is Kind.CELL for passage in passages):
                continue
            text = "\n".join(passage.text for passage in passages)
            if not re.search("KPI|ＫＰＩ|指標|目標", text):
                notepad.add(
                    "L308",
                    section.heading.line,
                    f"「{section.title}」に KPI がありません",
                    text=section.title,
                )
            if not re.search("担当|所管|主管|[課室部局係](?:が|は|に|を|$)", text):
                notepad.add(
                    "L307", section.heading.line, f"「{section.title}」に担当がありません", text=section.title
                )


def _of_measures(section: Section) -> bool:
    signs = TOPICS[Topic.MEASURES].heading
    return signs is not None and signs.search(section.title) is not None and section.heading.level > 1
