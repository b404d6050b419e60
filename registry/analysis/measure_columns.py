"""Measures as rows of a table: the headings that exports write and ``konkyo plan measures import`` reads.

A cell of several entries has one on each line; indicators are written as ``registry.analysis.kpi`` reads them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from registry.analysis.kpi import format_kpi, parse_kpi
from registry.analysis.kpi_values import read_fiscal_year
from registry.analysis.measure_answers import ColumnLine, ColumnList
from registry.analysis.measure_edit import MeasureChanges
from registry.analysis.measure_words import find_data, find_ground
from registry.analysis.targets import name_of_target
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.text.normalise import fold
from registry.workspace.domain import NO_PERSONAL_DATA, OWN_WORDS, Measure

NUMBER, VERSION, TITLE, ACTION = "番号", "版", "施策名", "施策の候補"
PILLARS, FIELDS, GROUNDS, OUTLINE, SECTION = "柱", "重点分野", "根拠条文", "概要", "担当部局"
KPIS, PROGRESS, EFFECT, SCHEDULE = "KPI", "KPI（進捗）", "KPI（効果）", "スケジュール"
USED, PUBLISHED, PERSONAL, NOTE = "使うデータ", "公開するデータ", "個人情報", "備考"
COLUMNS = {
    NUMBER: "登録済みの個別施策の番号。空なら新しい個別施策",
    VERSION: "書き出したときの版。ほかの人が後で変えていれば、取り込まずに知らせる",
    TITLE: "施策名。施策の候補から作るときは空でもよい",
    ACTION: "施策の候補の番号（A01 など）。題名・柱・重点分野・根拠・KPI を引き継ぐ",
    PILLARS: "柱の番号か名称",
    FIELDS: "重点分野の番号か名称",
    GROUNDS: "根拠の条項（基本法11条1項 など）",
    OUTLINE: "概要",
    SECTION: "担当部局",
    KPIS: "KPI（進捗 名称; 単位=…; 現状=…; 時点=…; 出典=…; 目標=…; 年度=…）",
    SCHEDULE: "年度別のスケジュール（2027=…）。年度を見出しにした列でもよい",
    USED: "使うデータ（項番、データセットの ID か名称、一覧にないものは 他:○○）",
    PUBLISHED: "公開するデータ（使うデータと同じ書き方）",
    PERSONAL: "個人情報の使い方の道（判断ガイドの ID か名称）。使わないなら「なし」",
    NOTE: "備考",
}
"""Heading → what stands below it; the order of exports."""
_ALIASES = {
    "施策番号": NUMBER,
    "施策": ACTION,
    "候補": ACTION,
    "根拠": GROUNDS,
    "担当課": SECTION,
    "担当": SECTION,
    PROGRESS: PROGRESS,
    EFFECT: EFFECT,
    "年度別スケジュール": SCHEDULE,
    "個人情報の有無と使い方の道": PERSONAL,
}
_HEADINGS = {fold(name): heading for name, heading in ({name: name for name in COLUMNS} | _ALIASES).items()}
_KINDS = {PROGRESS: "進捗", EFFECT: "効果"}


class Entry(Struct, frozen=True, kw_only=True):
    """A measure as a file tells it: the headings that it has, and what stands below them."""

    where: str
    """Place in the file, for messages."""
    told: dict[str, str]


def list_columns() -> ColumnList:
    """Every heading with what stands below it."""
    return ColumnList(
        columns=tuple(ColumnLine(heading=heading, meaning=meaning) for heading, meaning in COLUMNS.items())
    )


def heading_of(text: str) -> str | None:
    """The heading that is meant, a fiscal year for a column of the schedule, None for another word."""
    known = _HEADINGS.get(fold(text))
    if known is not None or not text.strip():
        return known
    try:
        return str(read_fiscal_year(text.strip(), ""))
    except UsageError:
        return None


def row_of(measure: Measure, view: KnowledgeAt) -> dict[str, str]:
    """The cells of a measure by heading; read back, they give the same measure."""
    pillars = {pillar.id: str(pillar.number) for pillar in view.knowledge.plan.pillars}
    fields = {field.id: field.name for field in view.knowledge.plan.fields}
    personal = "なし" if measure.personal_path == NO_PERSONAL_DATA else measure.personal_path
    return {
        NUMBER: str(measure.measure_id or ""),
        VERSION: str(measure.row_version or ""),
        TITLE: measure.title,
        ACTION: measure.action_id,
        PILLARS: "\n".join(pillars.get(name, name) for name in measure.pillars),
        FIELDS: "\n".join(fields.get(name, name) for name in measure.priority_fields),
        GROUNDS: "\n".join(_cited(ground, view) for ground in measure.grounds),
        OUTLINE: measure.outline,
        SECTION: measure.section,
        KPIS: "\n".join(map(format_kpi, measure.kpis)),
        SCHEDULE: "\n".join(f"{year}={words}" for year, words in measure.schedule.items()),
        USED: "\n".join(_called(data, view) for data in measure.data_used),
        PUBLISHED: "\n".join(_called(data, view) for data in measure.data_published),
        PERSONAL: personal,
        NOTE: measure.note,
    }


def changes_of(entry: Entry, *, new: bool) -> MeasureChanges:
    """What an entry tells. In a new measure an empty cell tells nothing, in a stored one it empties the field."""
    told = {heading: text for heading, text in entry.told.items() if text.strip() or not new}
    years = [f"{heading}={text}" for heading, text in told.items() if heading.isdecimal() and text.strip()]

    def listed(heading: str) -> tuple[str, ...] | None:
        return (told[heading],) if heading in told else None

    return MeasureChanges(
        title=told.get(TITLE) or None,
        action=told.get(ACTION),
        pillars=listed(PILLARS),
        priority_fields=listed(FIELDS),
        grounds=listed(GROUNDS),
        outline=told.get(OUTLINE),
        section=told.get(SECTION),
        kpis=tuple(_indicators(told)),
        schedule=(*_lines(told.get(SCHEDULE, "")), *years),
        data_used=listed(USED),
        data_published=listed(PUBLISHED),
        personal_path=told.get(PERSONAL),
        note=told.get(NOTE),
    )


def tells_kpis(entry: Entry) -> bool:
    """True when the entry says which indicators there are."""
    return any(heading in entry.told for heading in (KPIS, PROGRESS, EFFECT))


def tells_schedule(entry: Entry) -> bool:
    """True when the entry says what is done in which year."""
    return SCHEDULE in entry.told or any(heading.isdecimal() for heading in entry.told)


def cell_of(heading: str, value: Any) -> str:
    """A value of YAML or JSON as the text of a cell: entries of lists and mappings each on a line.

    Raises UsageError for a mapping or list where one value must stand.
    """
    if isinstance(value, list):
        return "\n".join(_entry(heading, part) for part in value)
    if isinstance(value, Mapping) and heading == SCHEDULE:
        return "\n".join(f"{year}={_entry(heading, words)}" for year, words in value.items())
    return _entry(heading, value)


def _entry(heading: str, value: Any) -> str:
    if isinstance(value, Mapping) and heading in (KPIS, PROGRESS, EFFECT):
        parts = (f"{key}={_escaped(_entry(str(key), part))}" for key, part in value.items())
        return "; ".join(parts)
    if isinstance(value, (Mapping, list)):
        raise UsageError(f"「{heading}」の値が読めません", mend="一つの値か、値の一覧を書いてください")
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\;；" else character for character in text)


def _indicators(told: Mapping[str, str]) -> Iterable[str]:
    yield from _lines(told.get(KPIS, ""))
    for heading, kind in _KINDS.items():
        for line in _lines(told.get(heading, "")):
            change = parse_kpi(line)
            if "kind" in change.told:
                yield line
            else:
                yield f"{kind} {line}" if change.reference else f"{line}; 区分={kind}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _cited(provision_id: str, view: KnowledgeAt) -> str:
    """As people cite it, where that leads back to the same provision; else its id."""
    if provision_id not in view.knowledge.provisions:
        return provision_id
    cited = view.legal_text(provision_id)
    text = f"{cited.title}{cited.article}"
    try:
        return text if find_ground(view, text) == provision_id else provision_id
    except UsageError:
        return provision_id


def _called(data: str, view: KnowledgeAt) -> str:
    if data.startswith(OWN_WORDS):
        return data
    kind = "item" if data in view.knowledge.items else "dataset"
    name = name_of_target(view.knowledge, kind, data)
    try:
        return name if find_data(view, name) == data else data
    except UsageError:
        return data
