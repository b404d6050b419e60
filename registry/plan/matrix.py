"""The matrix of five pillars and eight priority fields: what of the plan stands where."""

from collections.abc import Iterator, Sequence

from registry.knowledge.plans import Pillar, PriorityField
from registry.plan.document import Block, Grid, Text
from registry.plan.grounding import mark_of
from registry.plan.inputs import Place, Writer

THIN = "△"


def field_table(writer: Writer, place: Place) -> Iterator[Block]:
    """One row per pillar: the measures, or without any the actions, of each field."""
    fields = writer.view.knowledge.plan.fields
    if not fields:
        return
    field = max(fields, key=lambda field: len(field.sources))
    keys = [writer.book.fact("fields", field, "8つの重点分野の名称")]
    mark = mark_of(*(field.status for field in fields))
    rows = [
        (Text(f"柱{pillar.number} {pillar.short}"), *_cells(writer, pillar, fields))
        for pillar in writer.pillars()
        if writer.takes_up(pillar.id)
    ]
    said = [
        "英字と数字は施策の番号を示し、「―」は、この計画に施策を置いていないことを〔示す|示します〕。",
    ]
    if writer.measures:
        keys.append(writer.measures_key())
        said = ["数字は施策の番号を、「―」は、この計画に施策を置いていないことを〔示す|示します〕。"]
        if any(THIN in cell.text for row in rows for cell in row):
            said.append(f"「{THIN}」は、目標を定めた施策が2つに満たないことを〔示す|示します〕。")
    notes = [Text(writer.say(sentence)) for sentence in said]
    if mark:
        sentence = "8つの重点分野の名称は、国の文書で全てを確かめられて〔いない|いません〕。"
        notes.append(Text(writer.say(sentence), (), mark))
    yield Grid(
        id=f"{place.base}/matrix",
        caption="5つの柱と8つの重点分野の対応",
        columns=("柱", *(field.name for field in fields)),
        rows=tuple(rows),
        grounds=tuple(keys),
        notes=tuple(notes),
    )


def _cells(writer: Writer, pillar: Pillar, fields: Sequence[PriorityField]) -> Iterator[Text]:
    answer = writer.inputs.measures
    cells = {(cell.pillar, cell.field): cell for cell in answer.matrix} if answer and writer.measures else {}
    for field in fields:
        standing = [
            choice.action.id
            for choice in writer.actions
            if choice.action.pillar == pillar.id and field.id in choice.action.fields
        ]
        cell = cells.get((pillar.id, field.id))
        if cell is not None and cell.measures:
            numbers = "、".join(map(str, cell.measures))
            standing.insert(0, f"{numbers}（{THIN}）" if cell.state == "thin" else numbers)
        yield Text("、".join(standing) or "―")
