"""A plan under lint, with everything the rules look up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from registry.analysis.gaps import GapsAnswer
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import BodyKind
from registry.law.dates import parse_date
from registry.plan.elements import Heading, PlanText, plain
from registry.plan.lint.passages import RUNNING, Kind, Passage, Sentence, passages_of

_PLAN_WORDS = "(?:官民データ|DX|ＤＸ|デジタル|情報化|オープンデータ|ICT|ＩＣＴ)"
_MUNICIPAL = re.compile(f"[市区町村]{_PLAN_WORDS}")
_PREFECTURAL = re.compile(f"[都道府県]{_PLAN_WORDS}")
_ENDS_NAME = "都道府県市区町村"
_BETWEEN_WORDS = re.compile(r"[\s「」『』（）()、。・]+")
_LONGEST_NAME = 16
_OPENING_PASSAGES = 12
"""Passages in which the name of the body is looked for."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading of its level or above."""

    heading: Heading
    title: str
    first: int
    """Place of the first element below the heading."""
    end: int
    """Place of the first element that is no longer part of it."""
    leaf: bool
    """No heading stands below it."""


@dataclass(frozen=True)
class Subject:
    """What is linted. ``told_body`` is the body that the user named; ``gaps`` what the workspace knows of it."""

    plan: PlanText
    view: KnowledgeAt
    told_body: Body | None = None
    gaps: GapsAnswer | None = None
    word: bool = False

    @property
    def day(self) -> date:
        """The day on which the plan is judged."""
        return self.view.day

    @cached_property
    def generated(self) -> bool:
        """konkyo wrote (part of) it."""
        return any(element.block for element in self.plan.elements)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages."""
        return tuple(passages_of(self.plan, word=self.word))

    @cached_property
    def own_passages(self) -> tuple[Passage, ...]:
        """Passages of the plan itself: without the annex of grounds."""
        return tuple(passage for passage in self.passages if not passage.annexed)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of running text."""
        return tuple(
            sentence
            for passage in self.own_passages
            if passage.kind in RUNNING
            for sentence in passage.sentences
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All headings with what belongs to them."""
        elements = self.plan.elements
        places = [at for at, element in enumerate(elements) if isinstance(element, Heading)]
        found = []
        for order, at in enumerate(places):
            heading = elements[at]
            if not isinstance(heading, Heading):
                continue
            end, leaf = len(elements), True
            for later in places[order + 1 :]:
                other = elements[later]
                if isinstance(other, Heading) and other.level <= heading.level:
                    end = later
                    break
                leaf = False
            found.append(Section(heading, plain(heading.text).strip(), at + 1, end, leaf))
        return tuple(found)

    @cached_property
    def title_line(self) -> int:
        """Where findings about the whole plan stand: its first heading, else its first line."""
        return self.sections[0].heading.line if self.sections else 1

    def passages_in(self, sections: Sequence[Section]) -> tuple[Passage, ...]:
        """The passages of some sections, their headings included."""
        wanted: set[int] = set()
        for section in sections:
            wanted.update(range(section.first - 1, section.end))
        return tuple(passage for passage in self.own_passages if passage.element in wanted)

    @cached_property
    def body(self) -> Body | None:
        """The body that was named, that of the front matter, or the one that the beginning names."""
        if self.told_body is not None:
            return self.told_body
        code = self.plan.front.get("body", "")
        found = self.view.knowledge.bodies.get(code) if code else None
        return found if found is not None else self._named_body()

    def _named_body(self) -> Body | None:
        """The body whose name begins a word of the beginning; 東京都府中市 is the city."""
        names: dict[str, Body | None] = {}
        for body in self.view.knowledge.bodies:
            names[body.full_name] = body
            if body.name != body.full_name:
                names[body.name] = None if body.name in names else body
        for passage in self.own_passages[:_OPENING_PASSAGES]:
            if passage.kind is not Kind.HEADING and "計画" not in passage.text:
                continue
            for word in _BETWEEN_WORDS.split(passage.text):
                for end in range(min(len(word), _LONGEST_NAME), 1, -1):
                    found = names.get(word[:end]) if word[end - 1] in _ENDS_NAME else None
                    if found is not None:
                        return found
        return None

    @cached_property
    def prefecture(self) -> bool | None:
        """True for the plan of a prefecture, False for that of a municipality, None when it cannot be told."""
        if self.body is not None:
            return self.body.kind is BodyKind.PREFECTURE
        opening = self.own_passages[:_OPENING_PASSAGES]
        text = "\n".join(passage.text for passage in opening if passage.kind is Kind.HEADING)
        municipal, prefectural = _MUNICIPAL.search(text), _PREFECTURAL.search(text)
        return None if bool(municipal) == bool(prefectural) else bool(prefectural)

    @property
    def under_the_act(self) -> bool:
        """False for a draft of konkyo that is another kind of plan; a plan of another hand is held to the Act."""
        kind = self.plan.front.get("kind", "")
        return not self.generated or not kind or "官民データ" in kind or "一体" in kind

    @cached_property
    def drafted_on(self) -> date | None:
        """The day of the draft, from the front matter."""
        told = self.plan.front.get("as_of", "")
        try:
            return parse_date(told) if told else None
        except UsageError:
            return None
