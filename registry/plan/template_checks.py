"""What is wrong with a template, before it runs: every name in it must mean something, every id stand once.

T01 unknown writer · T02 a block says what it is in one way · T03 unknown snippet · T04 unknown condition ·
T05 unknown fact · T06 id twice or unusable · T07 unknown part of the guide · T08 unknown pillar or topic ·
T09 placeholder · T10 no heading · T11 nothing to write.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from registry.errors import InputError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.plans import Chapter
from registry.knowledge.problems import Problem
from registry.knowledge.rules import Topic
from registry.knowledge.templates import TemplateBlock, TemplateChapter, TemplatePart, TemplateSection
from registry.knowledge.yaml_text import Path
from registry.plan import placeholders
from registry.plan.needs import CONDITIONS, NEEDS
from registry.plan.templates import LoadedTemplate
from registry.plan.writers import WRITERS

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
PROVISION = "provision:"
"""What a need of a provision of the knowledge begins with."""


class _Found(NamedTuple):
    path: Path
    rule: str
    message: str
    mend: str


def require_sound(loaded: LoadedTemplate, view: KnowledgeAt) -> None:
    """Raises InputError with the first problem of a template, and how many more there are."""
    problems = check_template(loaded, view)
    if not problems:
        return
    first = problems[0]
    more = f"（ほか {len(problems) - 1} 件）" if len(problems) > 1 else ""
    raise InputError(
        f"雛型「{loaded.template.id}」に誤りがあります{more}: {first.message}",
        where=f"{first.file} の {first.line} 行目" if first.line else first.file,
        why=f"規則 {first.rule}",
        mend=first.mend,
    )


def check_template(loaded: LoadedTemplate, view: KnowledgeAt) -> tuple[Problem, ...]:
    """All problems of a template in the order of its file; empty for a sound one."""
    check = _Check(loaded, view)
    found = [*check.whole(), *check.parts()]
    problems = [
        Problem(
            entry.rule,
            loaded.file,
            loaded.line_of(entry.path),
            f"{check.place(entry.path)}: {entry.message}",
            entry.mend,
        )
        for entry in found
    ]
    problems += check.snippets()
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule)))


class _Check:
    def __init__(self, loaded: LoadedTemplate, view: KnowledgeAt) -> None:
        self.loaded = loaded
        self.template = loaded.template
        self.plan = view.knowledge.plan
        self.provisions = view.knowledge.provisions
        guides = self.plan.templates
        self.chapters = {chapter.id: chapter for guide in guides for chapter in guide.chapters}
        self.pillars = {pillar.id for pillar in self.plan.pillars}

    def place(self, path: Path) -> str:
        """Chapter, section and block in words: 章 chapter-1 の節 population の段 1."""
        said = []
        value: object = self.template
        for step in path:
            value = value[step] if isinstance(value, tuple) else getattr(value, str(step), None)  # type: ignore[index]
            match value:
                case TemplateChapter(key=key):
                    said.append(f"章 {key}")
                case TemplateSection(key=key):
                    said.append(f"節 {key}")
                case TemplateBlock():
                    said.append(f"段 {int(step) + 1}")
        return "の".join(said) or "雛型"

    def whole(self) -> Iterator[_Found]:
        template = self.template
        if not _KEY.fullmatch(template.id):
            yield _Found(("id",), "T06", f"ID「{template.id}」は使えません", _KEY_MEND)
        known = {entry.id for entry in self.plan.templates} | {entry.id for entry in self.plan.successors}
        if template.follows and template.follows not in known:
            yield _Found(
                ("follows",),
                "T07",
                f"follows の「{template.follows}」はありません",
                "使える ID: " + "、".join(sorted(known)),
            )
        for index, pillar in enumerate(template.pillars):
            yield from self._pillar(("pillars", index), pillar)
        yield from self._placeholders(("title",), template.title)
        if not template.chapters:
            yield _Found(("chapters",), "T11", "章がありません", "chapters に章を書いてください")

    def parts(self) -> Iterator[_Found]:
        template = self.template
        yield from self._blocks(("opening",), template.opening, "")
        yield from self._keys("chapters", template.chapters)
        for number, chapter in enumerate(template.chapters):
            path: Path = ("chapters", number)
            guide = self.chapters.get(chapter.guide)
            if chapter.guide and guide is None:
                known = "、".join(self.chapters)
                yield _Found(
                    (*path, "guide"), "T07", f"手引の章「{chapter.guide}」はありません", f"使える章: {known}"
                )
            if not chapter.heading and not chapter.guide:
                yield _Found(path, "T10", "章の見出しがありません", "heading を書いてください")
            yield from self._part(path, chapter)
            yield from self._blocks((*path, "blocks"), chapter.blocks, chapter.pillar)
            yield from self._keys((*path, "sections"), chapter.sections)
            for index, section in enumerate(chapter.sections):
                yield from self._section((*path, "sections", index), section, guide)
        yield from self._keys("annexes", template.annexes, (chapter.key for chapter in template.chapters))
        for index, annex in enumerate(template.annexes):
            yield from self._section(("annexes", index), annex, None)

    def _section(self, path: Path, section: TemplateSection, guide: Chapter | None) -> Iterator[_Found]:
        slots = {slot.key for slot in guide.slots} if guide is not None else set()
        if section.guide and section.guide not in slots:
            known = "、".join(sorted(slots)) or "なし（章に guide がありません）"
            yield _Found(
                (*path, "guide"), "T07", f"手引の節「{section.guide}」はありません", f"使える節: {known}"
            )
        headed = guide is not None and section.pillar in {entry.pillar for entry in guide.sections}
        if not section.heading and not section.guide and not headed:
            yield _Found(path, "T10", "節の見出しがありません", "heading を書いてください")
        if not section.blocks and section.slot is None and not section.guide:
            yield _Found(path, "T11", "節に書くものがありません", "blocks か slot を書いてください")
        yield from self._part(path, section)
        yield from self._blocks((*path, "blocks"), section.blocks, section.pillar)

    def _part(self, path: Path, part: TemplateChapter | TemplateSection) -> Iterator[_Found]:
        yield from self._conditions(path, part)
        yield from self._placeholders((*path, "heading"), part.heading)
        if part.pillar:
            yield from self._pillar((*path, "pillar"), part.pillar)
        if part.slot is not None:
            yield from self._placeholders((*path, "slot", "label"), part.slot.label)
            yield from self._placeholders((*path, "slot", "guidance"), part.slot.guidance)

    def _blocks(self, path: Path, blocks: Iterable[TemplateBlock], pillar: str) -> Iterator[_Found]:
        seen: set[tuple[str, str]] = set()
        for index, block in enumerate(blocks):
            here = (*path, index)
            yield from self._conditions(here, block)
            yield from self._needs(here, block)
            ways = [way for way in (block.write, block.text, block.snippet) if way]
            if len(ways) != 1:
                said = "write、text、snippet のどれか一つを書いてください"
                yield _Found(here, "T02", f"段の書き方が {len(ways)} 通りあります", said)
                continue
            if block.key and not _KEY.fullmatch(block.key):
                yield _Found((*here, "key"), "T06", f"キー「{block.key}」は使えません", _KEY_MEND)
            who = (block.key, block.write or block.snippet or block.text)
            if who in seen:
                said = "片方を消すか、key を付けて分けてください"
                yield _Found(here, "T06", f"同じ段「{who[1][:20]}」が二度あります", said)
            seen.add(who)
            yield from self._placeholders((*here, "text"), block.text)
            if block.snippet and block.snippet not in self.loaded.snippets:
                said = "雛型と同じフォルダーに .md のファイルを置いてください"
                yield _Found((*here, "snippet"), "T03", f"文のファイル「{block.snippet}」がありません", said)
            if block.write:
                yield from self._writer(here, block, pillar)

    def _writer(self, path: Path, block: TemplateBlock, pillar: str) -> Iterator[_Found]:
        writer = WRITERS.get(block.write)
        if writer is None:
            known = "、".join(WRITERS)
            yield _Found(
                (*path, "write"), "T01", f"書き手「{block.write}」はありません", f"使える書き手: {known}"
            )
            return
        if writer.pillar and not pillar:
            said = f"「{block.write}」を置く節に柱がありません"
            yield _Found(path, "T08", said, "節に pillar: pillar-1 のように書いてください")
        if writer.topics and not block.about:
            said = "about に題目を書いてください: " + "、".join(Topic)
            yield _Found(path, "T08", f"「{block.write}」に題目がありません", said)
        for index, topic in enumerate(block.about):
            if topic not in list(Topic):
                said = "使える題目: " + "、".join(Topic)
                yield _Found((*path, "about", index), "T08", f"題目「{topic}」はありません", said)

    def _needs(self, path: Path, block: TemplateBlock) -> Iterator[_Found]:
        for index, need in enumerate(block.needs):
            at = (*path, "needs", index)
            if need.startswith(PROVISION):
                if need.removeprefix(PROVISION) not in self.provisions:
                    said = "konkyo search で条項の ID を確かめてください"
                    yield _Found(at, "T05", f"条項「{need.removeprefix(PROVISION)}」はありません", said)
            elif need not in NEEDS:
                known = "、".join((*NEEDS, f"{PROVISION}条項の ID"))
                yield _Found(at, "T05", f"事実「{need}」はありません", f"使える事実: {known}")

    def _conditions(self, path: Path, part: TemplatePart) -> Iterator[_Found]:
        for field in ("when", "unless", "slot_unless"):
            for index, name in enumerate(getattr(part, field, ())):
                if name not in CONDITIONS:
                    said = "使える条件: " + "、".join(CONDITIONS)
                    yield _Found((*path, field, index), "T04", f"条件「{name}」はありません", said)

    def _pillar(self, path: Path, pillar: str) -> Iterator[_Found]:
        if pillar not in self.pillars:
            known = "、".join(sorted(self.pillars))
            yield _Found(path, "T08", f"柱「{pillar}」はありません", f"使える柱: {known}")

    def _keys(
        self, path: str | Path, parts: Iterable[TemplateChapter | TemplateSection], taken: Iterable[str] = ()
    ) -> Iterator[_Found]:
        seen = set(taken) | ({"opening", "title", "notes", "grounds"} if isinstance(path, str) else set())
        for index, part in enumerate(parts):
            at: Path = (*((path,) if isinstance(path, str) else path), index, "key")
            if not _KEY.fullmatch(part.key):
                yield _Found(at, "T06", f"キー「{part.key}」は使えません", _KEY_MEND)
            if part.key in seen:
                yield _Found(at, "T06", f"キー「{part.key}」が二度あります", "どちらかを変えてください")
            seen.add(part.key)

    def _placeholders(self, path: Path, text: str) -> Iterator[_Found]:
        for _, message, mend in placeholders.problems(text):
            yield _Found(path, "T09", message, mend)

    def snippets(self) -> list[Problem]:
        """Problems of the placeholders in snippets, with the lines of those files."""
        folder = self.loaded.file.rpartition("/")[0]
        return [
            Problem("T09", f"{folder}/{name}", line, message, mend)
            for name, text in self.loaded.snippets.items()
            for line, message, mend in placeholders.problems(text)
        ]


_KEY_MEND = "英小文字、数字、- で書いてください（例: my-plan）"
