"""施策票: a sheet for every measure, in the fields of the guide's sheet, and how measures use personal data."""

from collections.abc import Iterator

from registry.analysis.measure_answers import DataRef, KpiLine, MeasureLine
from registry.analysis.measure_findings import SHEET_FIELDS
from registry.knowledge.plans import MeasureField
from registry.law.dates import format_fiscal_year
from registry.plan.document import FILL_IN, Block, Grid, Heading, Text
from registry.plan.grounding import mark_of
from registry.plan.indicators import current_value, due, one_line, target
from registry.plan.inputs import Place, Writer
from registry.plan.measures import articles_of
from registry.workspace.domain import NO_PERSONAL_DATA

_JOIN = "／"


def measure_sheets(writer: Writer, place: Place) -> Iterator[Block]:
    """A heading and a sheet per measure; nothing without measures."""
    fields = writer.guide.measure_fields
    mark = mark_of(*(field.status for field in fields))
    for measure in writer.measures:
        base = f"{place.base}/measure-{measure.number}"
        yield Heading(id=base, level=3, text=measure.title)
        notes = []
        if mark:
            sentence = "欄の一部は、手引の雛型で確かめられて〔いない|いません〕。"
            notes.append(Text(writer.say(sentence), (), mark))
        yield Grid(
            id=f"{base}/sheet",
            caption=f"施策票（施策{measure.number}）",
            columns=("欄", "内容"),
            rows=tuple(row for field in fields for row in _rows(writer, measure, field)),
            grounds=(writer.measures_key(),),
            notes=tuple(notes),
        )


def _rows(writer: Writer, measure: MeasureLine, field: MeasureField) -> Iterator[tuple[Text, Text]]:
    """The rows of a field: values of indicators have a row each."""
    kind = _FIELDS.get(field.id, "")
    if kind == "ground":
        yield Text(field.name), articles_of(writer, measure)
        return
    if kind in ("current", "target") and measure.kpis:
        for kpi in measure.kpis:
            name = f"{field.name}（{kpi.name}）" if len(measure.kpis) > 1 else field.name
            yield Text(name), current_value(writer, kpi) if kind == "current" else _target(kpi)
        return
    yield Text(field.name), Text(_plain(measure, kind) or (FILL_IN if field.required else "―"))


def _target(kpi: KpiLine) -> Text:
    return Text(f"{target(kpi).text}（{due(kpi).text}）") if kpi.target else Text(FILL_IN)


def _plain(measure: MeasureLine, kind: str) -> str:
    match kind:
        case "title":
            return measure.title
        case "number":
            return str(measure.number)
        case "pillar":
            return "、".join(f"柱{pillar.number} {pillar.short}" for pillar in measure.pillars)
        case "field":
            return "、".join(field.name for field in measure.priority_fields)
        case "outline":
            return one_line(measure.outline)
        case "progress":
            return _named(measure, "進捗")
        case "effect":
            return _named(measure, "効果")
        case "schedule":
            return _JOIN.join(
                f"{format_fiscal_year(int(year))}: {one_line(what)}"
                for year, what in sorted(measure.schedule.items())
            )
        case "section":
            return measure.section
        case "data":
            parts = [
                f"{label}: {'、'.join(map(_data, data))}"
                for label, data in (("使う", measure.data_used), ("公開する", measure.data_published))
                if data
            ]
            return _JOIN.join(parts)
        case "personal":
            return measure.personal_path.label if measure.personal_path is not None else ""
        case _:
            return ""


def _named(measure: MeasureLine, kind: str) -> str:
    return _JOIN.join(
        f"{kpi.name}（{kpi.formula}）" if kpi.formula else kpi.name
        for kpi in measure.kpis
        if kpi.kind == kind
    )


def _data(data: DataRef) -> str:
    return f"項番{data.number} {data.name}" if data.kind == "item" and data.number else data.name


_FIELDS = {field_id: kind for kind, field_id in SHEET_FIELDS.items()}
"""Id of a field → what it holds."""


def personal_data(writer: Writer, place: Place) -> Iterator[Block]:
    """Which measures use personal data, and by which way of the decision guide."""
    nodes = {node.id: node for node in writer.view.knowledge.guide.nodes}
    rows = []
    for measure in writer.measures:
        path = measure.personal_path
        if path is not None and path.id == NO_PERSONAL_DATA:
            continue
        node = nodes.get(path.id) if path is not None else None
        way = Text(FILL_IN)
        if path is not None:
            keys = (writer.book.fact(f"guide/{node.id}", node, node.label),) if node is not None else ()
            way = writer.book.stated(path.label, *keys)
        law = node.law_now if node is not None and node.law_now else ("―" if node is not None else FILL_IN)
        rows.append((Text(str(measure.number)), Text(measure.title), way, Text(law)))
    if rows:
        yield Grid(
            id=f"{place.base}/paths",
            caption="個人情報を使う施策と使い方",
            columns=("番号", "施策", "使い方の道", "根拠"),
            rows=tuple(rows),
            grounds=(writer.measures_key(),),
        )
