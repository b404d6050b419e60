"""What a planner plans with: pillars, the template, actions, and who is bound by which article."""

from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact
from registry.knowledge.policy import (
    Event,
    NationalMeasureSheet,
    PainPoint,
    PillarMapping,
    PolicyVersion,
    Statistic,
)
from registry.knowledge.remarks import Remark, TextList


class ChapterDuty(StrEnum):
    """How far the act asks for a chapter."""

    REQUIRED = "必須"
    """Named by the act for those who must plan."""
    CORE = "中核"
    """Not ordered, but without it the paper is not this plan."""
    OPTIONAL = "任意"


class RequirementLevel(StrEnum):
    """How strongly the guide asks."""

    ASKED = "求める"
    PRINCIPLE = "原則"
    IMPORTANT = "重要"
    ADVISED = "推奨"
    USEFUL = "有効"
    CHOICE = "選べる"


class RelatedLaw(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A law or paper that carries a pillar today."""

    text: str
    laws: tuple[str, ...] = ()
    """Ids of Law nodes among them."""


class Pillar(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """柱: one of the five kinds of effort of a plan."""

    id: str
    """``pillar-1`` … ``pillar-5``."""
    number: int
    name: str
    """As the guide's template heads its section."""
    short: str
    effort: str
    """The cell 「地方公共団体における取組」 of the lecture's table, word for word."""
    effects: tuple[str, ...]
    """The cell 「効果」, word for word; a cell of several quoted effects gives one entry each."""
    article: str
    provisions: tuple[str, ...] = ()
    subject: str
    """Whom the article addresses; sentences of a plan must not claim more."""
    related_laws: tuple[RelatedLaw, ...] = ()
    updates: tuple[Remark, ...] = ()
    """What of the lecture's wording is out of date."""


class PriorityField(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """重点分野 of the national basic plan."""

    id: str
    """``field-1`` … ``field-8``."""
    number: int
    name: str


class ChapterSection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of a chapter that belongs to a pillar."""

    heading: str
    pillar: str


class WritingSlot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a chapter that people must write; no draft can know it."""

    key: str
    """Unique within the chapter."""
    label: str
    guidance: str
    """What to write, where to find it, what to avoid; this project's own advice."""


class Chapter(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A chapter of the template."""

    id: str
    """``chapter-1`` … ``chapter-7``."""
    number: int
    heading: str
    """○○ stands for the name of the body (the guide prints ○○県 and ○○市)."""
    purpose: str
    act_basis: str
    provisions: tuple[str, ...] = ()
    prefecture: ChapterDuty
    municipality: ChapterDuty
    sections: tuple[ChapterSection, ...] = ()
    checks: tuple[str, ...] = ()
    """What a reader checks in the finished chapter."""
    slots: tuple[WritingSlot, ...] = ()
    pages: str | None = None
    """Pages of the guide that hold it (municipal edition of 2019-10-11)."""


class GuideRequirement(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What the guide asks of every plan."""

    id: str
    text: str
    level: RequirementLevel


class MeasureField(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A field of a measure's sheet (施策票)."""

    id: str
    name: str
    required: bool
    in_template: bool = True
    """False for the fields that this project adds."""


class PlanDifference(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A point in which plans of prefectures and of municipalities differ."""

    id: str
    point: str
    prefecture: str
    municipality: str
    provisions: tuple[str, ...] = ()


class PlanTemplate(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """雛型: the plan as the guide lays it out."""

    id: str
    name: str
    chapters: tuple[Chapter, ...]
    requirements: tuple[GuideRequirement, ...] = ()
    measure_fields: tuple[MeasureField, ...] = ()
    differences: tuple[PlanDifference, ...] = ()


class GuideDocument(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A paper of the State that guides planners."""

    id: str
    name: str
    author: str | None = None
    parts: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()


class ActSubject(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Whom an article of the basic act binds, so that a plan names the right subject."""

    id: str
    article: str
    provisions: tuple[str, ...] = ()
    subject: str
    pillar: str | None = None
    text: str


class LocalDuty(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """An article of a related act that addresses local governments."""

    id: str
    law: str
    article: str
    provisions: tuple[str, ...] = ()
    strength: str
    """定義, 努力義務, できる, 公表する."""
    pillar: str
    text: str


class Successor(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A kind of plan that followed or takes in the plan under the basic act."""

    id: str
    kind: str
    basis: str
    outline: tuple[str, ...] = ()


class GapCheck(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A yardstick for what a body has published about its digital work."""

    id: str
    """``G01`` … ``G21``."""
    check: str
    half: str
    """What counts half."""


class ActionNeeds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an action draws on, in words; ``law_ids`` are the Law nodes among the laws."""

    datasets: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    law_ids: tuple[str, ...] = ()


class Kpi(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A usual indicator of an action."""

    name: str
    formula: str


class KpiExample(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """An indicator that a body has set or reported."""

    name: str
    formula: str
    current: str | None = None
    """Value at the start or reached, with its time; None: not known."""
    target: str | None = None
    """None: not known (also where only a result was reported)."""
    year: str | None = None
    body: str
    codes: tuple[str, ...] = ()
    """Six-digit codes of the bodies."""


class Action(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """施策: something a body can undertake under a pillar."""

    id: str
    """``A01`` … ``E15``; the letter goes with the pillar."""
    title: str
    pillar: str
    article: str
    provisions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Ids of PriorityField nodes."""
    needs: ActionNeeds
    kpi: Kpi
    kpi_examples: tuple[KpiExample, ...] = ()
    examples: tuple[str, ...] = ()
    """Ids of cases and body examples in cases.yaml; empty: no example was found (not: there is none)."""
    datasets: tuple[str, ...] = ()
    """Standard datasets (ids) that the action publishes or uses."""
    items: tuple[str, ...] = ()
    """Information items (ids) that the action publishes or uses."""


class ActionsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/actions.yaml."""

    actions: tuple[Action, ...] = ()


class PlanFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/plan.yaml."""

    pillars: tuple[Pillar, ...] = ()
    fields: tuple[PriorityField, ...] = ()
    templates: tuple[PlanTemplate, ...] = ()
    subjects: tuple[ActSubject, ...] = ()
    duties: tuple[LocalDuty, ...] = ()
    documents: tuple[GuideDocument, ...] = ()
    revisions: tuple[Event, ...] = ()
    successors: tuple[Successor, ...] = ()
    gap_checks: tuple[GapCheck, ...] = ()
    sheets: tuple[NationalMeasureSheet, ...] = ()
    versions: tuple[PolicyVersion, ...] = ()
    mappings: tuple[PillarMapping, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    pain_points: tuple[PainPoint, ...] = ()
    events: tuple[Event, ...] = ()
    lists: tuple[TextList, ...] = ()
    remarks: tuple[Remark, ...] = ()
