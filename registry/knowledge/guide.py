"""The decision guide for the use of personal data: questions, articles then and now, the lecture's ways."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact
from registry.knowledge.remarks import Remark, TextList


class GuideAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer to a node's question and the node it leads to."""

    answer: str
    next: str


class GuideNode(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One question of the guide. A node without answers ends it."""

    id: str
    label: str
    question: str
    answers: tuple[GuideAnswer, ...] = ()
    law_then: str | None = None
    """The ground in 2018, when the lecture was given."""
    law_now: str | None = None
    provisions: tuple[str, ...] = ()
    """Provisions of today that decide here."""
    procedure: str | None = None
    """Id of the procedure that the node follows."""
    caution: str | None = None


class PathGroup(StrEnum):
    """How the lecture groups the ways of using personal data."""

    AVOID = "「目的外利用」とならないように対応する道"
    MEET = "「目的外利用」として対応する道"
    WITHIN_OFFICE = "行政の高度化のための庁内活用での対応"


class LecturePath(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A way of the lecture, word for word, and where the guide takes it up."""

    id: str
    group: PathGroup
    name: str
    nodes: tuple[str, ...]
    """Ids of the guide's nodes."""
    lecture: int


class ArticleSummary(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What an article of 個人情報保護法 says, in one line of this project's own."""

    id: str
    group: str
    """69条, 附則7条, 行政機関等匿名加工情報."""
    article: str
    heading: str | None = None
    text: str
    provisions: tuple[str, ...] = ()


class Renaming(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A term or law of 2018 and what took its place."""

    id: str
    then: str
    now: str
    when: str


class AmendmentStage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an amendment and when it takes effect."""

    day: date | None = None
    """The day, where it is fixed."""
    latest: date | None = None
    """The last day on which it can take effect, where an order has still to fix it."""
    text: str


class Amendment(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """An act that changes the text on which the guide stands."""

    id: str
    title: str | None = None
    number: str
    passed: date | None = None
    promulgated: date | None = None
    stages: tuple[AmendmentStage, ...] = ()
    content: tuple[str, ...] = ()
    local_effect: str | None = None
    """What is known of its effect on local governments."""


class GdprPrinciple(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One of the seven principles of GDPR article 5."""

    id: str
    reference: str
    """5(1)(a) … 5(2)."""
    name: str
    """English, as the lecture gives it."""
    japanese: str
    near: str
    """Articles of 個人情報保護法 that lie near, in words."""
    near_status: Fact
    """Grade of the comparison, which is weaker than that of the principle."""
    provisions: tuple[str, ...] = ()


class ProcessedUse(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A row of the lecture's ○× table of processed information."""

    id: str
    use: str
    non_identified: bool
    """○ (true) or × for 非識別加工情報."""
    anonymised: bool
    """○ (true) or × for 匿名加工情報."""
    today: str


class ProcedureStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A numbered step, word for word."""

    mark: str
    text: str


class Procedure(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A numbered sequence of the lecture, word for word."""

    id: str
    title: str
    lecture: int
    steps: tuple[ProcedureStep, ...]
    each_needs: tuple[str, ...] = ()
    """What has to be settled for every step."""
    today: str | None = None


class SafetyParts(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The sub-headings of a safety measure, with a grade of their own."""

    names: tuple[str, ...]


class SafetyStep(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A step of 特定個人情報に関する安全管理措置 (the guideline's annex)."""

    id: str
    """``1A`` … ``1E`` (how to work it out), ``2A`` … ``2G`` (what to take)."""
    stage: int
    letter: str
    name: str
    parts: SafetyParts | None = None
    since_lecture: bool = False
    """True for what was added after the lecture."""


class GuideFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/guide.yaml."""

    start: str | None = None
    """Id of the first node."""
    nodes: tuple[GuideNode, ...] = ()
    paths: tuple[LecturePath, ...] = ()
    articles: tuple[ArticleSummary, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    principles: tuple[GdprPrinciple, ...] = ()
    processed_uses: tuple[ProcessedUse, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    safety_steps: tuple[SafetyStep, ...] = ()
    lists: tuple[TextList, ...] = ()
    remarks: tuple[Remark, ...] = ()
