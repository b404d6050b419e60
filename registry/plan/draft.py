"""Writing a draft: the template's chapters and sections, each block filled by the writer that it names."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import structs

from registry.errors import UsageError
from registry.knowledge.plans import Chapter, Pillar, WritingSlot
from registry.knowledge.templates import (
    TemplateBlock,
    TemplateChapter,
    TemplatePart,
    TemplateSection,
    TemplateSlot,
)
from registry.plan.document import (
    Block,
    Document,
    Grid,
    Heading,
    MissingFact,
    Paragraph,
    Slot,
    Text,
    used_grounds,
)
from registry.plan.inputs import DraftInputs, Place, Writer
from registry.plan.markdown import state_of
from registry.plan.needs import NEEDS, conditions_of
from registry.plan.openings import outline_state
from registry.plan.placeholders import PERIOD, asks_for
from registry.plan.snippets import snippet_blocks
from registry.plan.template_checks import PROVISION, require_sound
from registry.plan.templates import LoadedTemplate, find_template
from registry.plan.writers import WRITERS

TEMPLATE = "kanmin"
"""Id of the template of the plan under the basic act."""
_OPENING = "opening"


def draft_plan(inputs: DraftInputs, template: str | LoadedTemplate = TEMPLATE) -> Document:
    """The draft of a body's plan; ``template`` is an id, a name or a folder, or was loaded already.

    Raises UsageError when there is no such template, the knowledge lacks a provision that the draft cites, or the
    act is not in force, or the inputs are of several bodies; InputError for a template with errors.
    """
    loaded = find_template(inputs.view, template) if isinstance(template, str) else template
    require_sound(loaded, inputs.view)
    _require_one_body(inputs)
    writer = Writer(inputs, loaded.template)
    _require_act(writer)
    assembly = _Assembly(writer, loaded)
    for block in assembly.blocks():
        writer.written.append(block)
    _require_unique(writer.written, loaded)
    document = Document(
        title=f"{writer.plan_name}（案）",
        front=_front(writer, loaded),
        blocks=tuple(writer.written),
        grounds=writer.book.grounds,
        missing=assembly.missing(),
    )
    return _with_annex(document) if inputs.with_grounds else document


def _require_one_body(inputs: DraftInputs) -> None:
    codes = {inputs.gaps.body.code, inputs.measures.body.code if inputs.measures else inputs.body.code}
    if codes != {inputs.body.code}:
        raise UsageError(
            "公開の状況か個別施策が、計画の団体と別の団体のものです", mend="同じ団体で作り直してください"
        )


def _require_act(writer: Writer) -> None:
    provision = writer.view.knowledge.provisions.get(writer.duty)
    if provision is None or not writer.view.in_force(provision):
        raise UsageError(
            f"{writer.today}を基準日とする計画の案は作れません",
            where="--as-of",
            why="案が引く官民データ活用推進基本法が、その日には施行されていません",
            mend="基本法の施行の日より後の日を --as-of に指定してください",
        )


def _require_unique(blocks: Iterable[Block], loaded: LoadedTemplate) -> None:
    seen: set[str] = set()
    for block in blocks:
        if block.id in seen:
            raise UsageError(
                f"雛型「{loaded.template.id}」から、同じ ID の段が二つできました: {block.id}",
                where=loaded.file,
                mend="節か段の key を変えてください",
            )
        seen.add(block.id)


def _front(writer: Writer, loaded: LoadedTemplate) -> tuple[tuple[str, str], ...]:
    inputs = writer.inputs
    period = f"{inputs.period[0]}-{inputs.period[1]}" if inputs.period is not None else ""
    return (
        ("kind", loaded.template.name),
        ("body", writer.body.code),
        ("body_name", writer.body.full_name),
        ("as_of", inputs.view.day.isoformat()),
        ("period", period),
        ("style", inputs.style.value),
        ("template", loaded.told),
        ("outline", outline_state(writer)),
        ("actions", ",".join(choice.action.id for choice in inputs.actions if not choice.proposed)),
        ("with_grounds", "yes" if inputs.with_grounds else ""),
        ("knowledge", inputs.fingerprint),
        ("konkyo", inputs.version),
    )


class _Assembly:
    """Walks the template and keeps what facts were missing where."""

    def __init__(self, writer: Writer, loaded: LoadedTemplate) -> None:
        self.writer = writer
        self.loaded = loaded
        self.held = conditions_of(writer.inputs)
        self.lacking: dict[str, list[str]] = {}

    @cached_property
    def guide_chapters(self) -> dict[str, Chapter]:
        return {chapter.id: chapter for chapter in self.writer.guide.chapters}

    def blocks(self) -> Iterator[Block]:
        template = self.writer.template
        yield from self._written(template.opening, Place(base=_OPENING), "冒頭")
        for chapter in template.chapters:
            if self._stands(chapter):
                yield from self._chapter(chapter)
        for annex in template.annexes:
            if self._stands(annex):
                yield from self._section(annex, annex.key, None, level=0)

    def missing(self) -> tuple[MissingFact, ...]:
        code = self.writer.body.code
        return tuple(
            MissingFact(
                name=name,
                label=NEEDS[name].label,
                places=tuple(dict.fromkeys(places)),
                command=NEEDS[name].command_for(code),
            )
            for name, places in self.lacking.items()
        )

    def _stands(self, part: TemplatePart) -> bool:
        return self.held.issuperset(part.when) and self.held.isdisjoint(part.unless)

    def _chapter(self, chapter: TemplateChapter) -> Iterator[Block]:
        guide = self.guide_chapters[chapter.guide] if chapter.guide else None
        heading = self.writer.filled(chapter.heading)
        if not heading and guide is not None:
            heading = guide.heading.replace("○○", self.writer.body.name)
        yield Heading(id=chapter.key, level=1, text=heading)
        place = Place(base=chapter.key, guide=guide, pillar=self._pillar(chapter.pillar))
        yield from self._written(chapter.blocks, place, heading)
        yield from self._slot(chapter.slot, chapter.key)
        for section in chapter.sections:
            if self._stands(section):
                yield from self._section(section, f"{chapter.key}/{section.key}", guide, level=2)

    def _section(
        self, section: TemplateSection, base: str, guide: Chapter | None, *, level: int
    ) -> Iterator[Block]:
        """A section; without anything in it, its heading is left out too."""
        slot: TemplateSlot | WritingSlot | None = section.slot
        heading = self.writer.filled(section.heading)
        if guide is not None and section.guide:
            asked = next(entry for entry in guide.slots if entry.key == section.guide)
            slot, heading = slot or asked, heading or asked.label
        elif guide is not None and not heading:
            heading = next(entry.heading for entry in guide.sections if entry.pillar == section.pillar)
        if not self.held.isdisjoint(section.slot_unless):
            slot = None
        place = Place(base=base, guide=guide, pillar=self._pillar(section.pillar))
        content = [*self._written(section.blocks, place, heading), *self._slot(slot, base)]
        if content:
            yield Heading(id=base, level=level, text=heading)
            yield from content

    def _slot(self, slot: TemplateSlot | WritingSlot | None, base: str) -> Iterator[Block]:
        if slot is not None:
            filled = self.writer.filled
            yield Slot(id=f"{base}/slot", label=filled(slot.label), guidance=filled(slot.guidance))

    def _pillar(self, pillar_id: str) -> Pillar | None:
        return next((pillar for pillar in self.writer.pillars() if pillar.id == pillar_id), None)

    def _written(self, blocks: Iterable[TemplateBlock], place: Place, heading: str) -> Iterator[Block]:
        for number, block in enumerate(blocks, start=1):
            if not self._stands(block):
                continue
            base = f"{place.base.split('/')[0]}/{block.key}" if block.key else place.base
            here = Place(base=base, guide=place.guide, pillar=place.pillar, about=block.about)
            lacking = [name for name in self._needed(block) if not NEEDS[name].present(self.writer.inputs)]
            if block.write:
                yield from WRITERS[block.write].write(self.writer, here)
            elif "plan_period" not in lacking or not asks_for(self._text_of(block), PERIOD):
                yield from self._own_text(block, here, number)
            for name in lacking:
                yield from self._lacks(name, place.base, heading)

    def _own_text(self, block: TemplateBlock, place: Place, number: int) -> Iterator[Block]:
        base = f"{place.base}/text-{number}"
        if block.snippet:
            yield from snippet_blocks(self.writer, base, self.loaded.snippets[block.snippet])
            return
        cited = (need.removeprefix(PROVISION) for need in block.needs if need.startswith(PROVISION))
        sentence = Text(self.writer.filled(block.text), self.writer.book.provisions(cited))
        yield Paragraph(id=base, resolve=True, sentences=(sentence,))

    def _text_of(self, block: TemplateBlock) -> str:
        return self.loaded.snippets[block.snippet] if block.snippet else block.text

    def _needed(self, block: TemplateBlock) -> Iterator[str]:
        """Names of the facts that the block, its writer and its placeholders need."""
        own = WRITERS[block.write].needs if block.write else ()
        asked = ("plan_period",) if not block.write and asks_for(self._text_of(block), PERIOD) else ()
        yield from dict.fromkeys(name for name in (*own, *block.needs, *asked) if name in NEEDS)

    def _lacks(self, name: str, base: str, heading: str) -> Iterator[Block]:
        """A slot that names a missing fact where it is first needed."""
        known = self.lacking.setdefault(name, [])
        if not known:
            need = NEEDS[name]
            guidance = need.guidance(self.writer.body.code)
            yield Slot(id=f"{base}/{name}", label=need.label, guidance=guidance)
        known.append(heading)


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
    return structs.replace(document, blocks=(*document.blocks, *annex))
