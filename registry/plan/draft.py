"""Writing a draft: the template's chapters, each section filled by its writer and closed by its slot."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from registry.errors import UsageError
from registry.knowledge.plans import Chapter, PlanTemplate
from registry.plan import measures, policies, situation, standing
from registry.plan.document import Block, Document, Grid, Heading, Paragraph, Slot, Text, used_grounds
from registry.plan.glossary import glossary
from registry.plan.inputs import DraftInputs, Writer
from registry.plan.markdown import state_of

TEMPLATE = "plan-template"
"""Id of the guide's template of seven chapters."""

SectionWriter = Callable[[Writer, Chapter], Iterator[Block]]

SECTIONS: Mapping[tuple[int, str], tuple[SectionWriter, ...]] = {
    (1, "population"): (situation.population,),
    (1, "digital-record"): (situation.published,),
    (2, "aim"): (standing.aim,),
    (3, "upper-plans"): (standing.position, standing.subjects),
    (3, "national-plans"): (standing.national_plans,),
    (3, "term"): (standing.term,),
    (4, "review"): (standing.review,),
    (4, "contact"): (standing.contact,),
    **{(5, f"policy-{number}"): (partial(policies.policy, number=number),) for number in range(1, 6)},
    (5, "field-table"): (policies.field_table,),
    (6, "selection"): (measures.selection,),
    (6, "open-data-list"): (measures.open_data_list,),
    (7, "security-policy"): (policies.security,),
    (7, "personal-rules"): (policies.personal_rules,),
}
"""Which writers fill the section of which slot, by number of the chapter and key of the slot."""

HEADINGS = {(2, "aim"): "計画の目的", (3, "upper-plans"): "根拠と上位の計画"}
"""Headings of sections whose slot has a label that speaks to the writer only."""


def draft_plan(inputs: DraftInputs, template_id: str = TEMPLATE) -> Document:
    """The draft of a body's plan.

    Raises UsageError when the knowledge lacks the template or a provision that the draft cites.
    """
    template = find_template(inputs, template_id)
    writer = Writer(inputs, template)
    _require_act(writer)
    blocks: list[Block] = [_opening(writer)]
    for chapter in sorted(template.chapters, key=lambda chapter: chapter.number):
        blocks += _chapter(writer, chapter)
    blocks += glossary(blocks, inputs.style)
    document = Document(
        title=f"{writer.plan_name}（案）",
        front=_front(writer),
        blocks=tuple(blocks),
        grounds=writer.book.grounds,
    )
    return _with_annex(document) if inputs.with_grounds else document


def find_template(inputs: DraftInputs, template_id: str) -> PlanTemplate:
    """The template of that id; raises UsageError naming those there are."""
    templates = {template.id: template for template in inputs.view.knowledge.plan.templates}
    if template_id not in templates:
        raise UsageError(
            f"計画の雛型「{template_id}」がありません",
            why="使える雛型: " + ("、".join(templates) or "なし"),
            mend="konkyo doctor --registry で知識ベースを点検してください",
        )
    return templates[template_id]


def _require_act(writer: Writer) -> None:
    provision = writer.view.knowledge.provisions.get(writer.duty)
    if provision is None or not writer.view.in_force(provision):
        raise UsageError(
            f"{writer.today}を基準日とする計画の案は作れません",
            where="--as-of",
            why="計画の根拠となる官民データ活用推進基本法が、その日には施行されていません",
            mend="基本法の施行の日より後の日を --as-of に指定してください",
        )


def _front(writer: Writer) -> tuple[tuple[str, str], ...]:
    inputs = writer.inputs
    period = f"{inputs.period[0]}-{inputs.period[1]}" if inputs.period is not None else ""
    return (
        ("kind", "官民データ活用推進計画"),
        ("body", writer.body.code),
        ("body_name", writer.body.full_name),
        ("as_of", inputs.view.day.isoformat()),
        ("period", period),
        ("style", inputs.style.value),
        ("template", writer.template.id),
        ("actions", ",".join(choice.action.id for choice in inputs.actions)),
        ("knowledge", inputs.fingerprint),
        ("konkyo", inputs.version),
    )


def _opening(writer: Writer) -> Block:
    """What the reader of a draft must know first."""
    sentence = (
        "この案は、{today}を基準日とし、法令及び確かめられた資料を基に作成した下書き〔である|です〕。"
        "「【記入】」とある所は、{own}が記入〔する|します〕。"
        "確かめられていない事項には、「未確認」などの印を付けて〔いる|います〕。"
    )
    return Paragraph(id="opening", resolve=True, sentences=(writer.resolve(sentence),))


def _chapter(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    heading = chapter.heading.replace("○○", writer.body.name)
    yield Heading(id=chapter.id, level=1, text=heading)
    for position, slot in enumerate(chapter.slots):
        base = f"{chapter.id}/{slot.key}"
        yield Heading(id=base, level=2, text=HEADINGS.get((chapter.number, slot.key), slot.label))
        for write_section in SECTIONS.get((chapter.number, slot.key), ()):
            yield from write_section(writer, chapter)
        yield Slot(id=f"{base}/slot", label=slot.label, guidance=slot.guidance)
        if position == 0:
            yield from _pillar_sections(writer, chapter)


def _pillar_sections(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    for section in chapter.sections:
        yield Heading(id=f"{chapter.id}/{section.pillar}", level=2, text=section.heading)
        yield from measures.pillar_section(writer, chapter, section)


def _with_annex(document: Document) -> Document:
    rows = tuple(
        (
            Text(ground.label, (ground.key,)),
            Text(ground.text or "―"),
            Text(state_of(ground)),
            Text(ground.url or "―"),
        )
        for ground in used_grounds(document)
    )
    annex = (
        Heading(id="grounds", level=0, text="根拠の一覧"),
        Grid(
            id="grounds/list",
            caption="根拠の一覧",
            columns=("根拠", "内容", "確認の状況", "所在"),
            rows=rows,
            definition=True,
        ),
    )
    return Document(
        title=document.title,
        front=document.front,
        blocks=(*document.blocks, *annex),
        grounds=document.grounds,
    )
