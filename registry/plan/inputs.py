"""What a draft is made from, and the tools with which its chapters are written."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from registry.analysis.gaps import GapsAnswer
from registry.analysis.measure_answers import MeasureLine, MeasuresAnswer
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import BodyKind
from registry.knowledge.plans import Action, Chapter, Pillar, PlanTemplate
from registry.knowledge.templates import Template
from registry.law.citations import parse_article
from registry.law.dates import format_wareki
from registry.law.law_numbers import parse_law_number
from registry.plan.document import Block, Ground, Text
from registry.plan.grounding import GroundBook
from registry.plan.placeholders import PERIOD, fill
from registry.plan.register import Period, Style, choose_endings, own_word, write
from registry.publishing.answers import PublishableAnswer

ACT = "kanmin_data_act"
"""官民データ活用推進基本法, on which the plan stands."""
SHORT_NAMES = {ACT: "基本法", "digital_procedure_act": "デジタル手続法", "appi": "個人情報保護法"}
"""Short names of laws that the text introduces at their first mention."""
MEASURES, STATES = "measures", "states"
"""Keys of the grounds that the body itself registered."""


class ChosenAction(NamedTuple):
    """An action of the plan and why it is in."""

    action: Action
    why: str
    proposed: bool
    """True where the program proposes it, False where the planner chose it."""


class DraftInputs(Struct, frozen=True, kw_only=True):
    """Everything that a draft depends on: the same inputs give the same bytes."""

    view: KnowledgeAt
    body: Body
    publishable: PublishableAnswer
    gaps: GapsAnswer
    actions: tuple[ChosenAction, ...]
    measures: MeasuresAnswer | None = None
    """What the body has registered as its measures (``registry.analysis.measures.measures_view``)."""
    period: Period | None = None
    style: Style = Style.DEARU
    profile: Mapping[str, str] = {}
    """What the body told of itself (担当課, 連絡先 …)."""
    fingerprint: str = ""
    """Hash of the knowledge."""
    version: str = ""
    """Version of the program."""
    with_grounds: bool = False
    """Add the list of grounds as an annex."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a block stands in the plan."""

    base: str
    """Ids of blocks begin with it."""
    guide: Chapter | None = None
    """The guide's chapter that the chapter follows."""
    pillar: Pillar | None = None
    about: tuple[str, ...] = ()
    """What the template wants the writer to speak of."""


class Writer:
    """The inputs with a template, a ground book and a voice."""

    def __init__(self, inputs: DraftInputs, template: Template) -> None:
        self.inputs = inputs
        self.template = template
        self.view = inputs.view
        self.body = inputs.body
        self.book = GroundBook(inputs.view)
        self.own = own_word(inputs.body)
        self.prefecture = inputs.body.kind is BodyKind.PREFECTURE
        self.duty = f"{ACT}:9条1項" if self.prefecture else f"{ACT}:9条3項"
        self.kind_word = "都道府県" if self.prefecture else "市町村"
        self.today = format_wareki(inputs.view.day)
        self.plan_name = fill(template.title, {"団体名": inputs.body.name})
        self.written: list[Block] = []
        """The blocks so far; the glossary looks through them."""
        self._defined: set[str] = set()

    @cached_property
    def guide(self) -> PlanTemplate:
        """The guide's template of seven chapters.

        Raises UsageError when the knowledge has none.
        """
        templates = self.view.knowledge.plan.templates
        if not templates:
            raise UsageError(
                "国の手引の雛型が知識ベースにありません", mend="konkyo doctor --registry で点検してください"
            )
        return templates[0]

    @cached_property
    def measures(self) -> tuple[MeasureLine, ...]:
        """The body's measures under the pillars that the plan takes up; those under no pillar are always in."""
        registered = self.inputs.measures.measures if self.inputs.measures is not None else ()
        return tuple(
            measure
            for measure in registered
            if not measure.pillars or any(self.takes_up(pillar.id) for pillar in measure.pillars)
        )

    @cached_property
    def actions(self) -> tuple[ChosenAction, ...]:
        """Actions to show: those chosen or proposed; beside measures only chosen ones that no measure follows."""
        taken_up = [choice for choice in self.inputs.actions if self.takes_up(choice.action.pillar)]
        if not self.measures:
            return tuple(taken_up)
        followed = {measure.action.id for measure in self.measures if measure.action is not None}
        return tuple(
            choice for choice in taken_up if not choice.proposed and choice.action.id not in followed
        )

    def takes_up(self, pillar_id: str) -> bool:
        """True when the plan speaks of that pillar."""
        return not self.template.pillars or pillar_id in self.template.pillars

    def filled(self, text: str) -> str:
        """A text of a template in the draft's style, with values for its placeholders."""
        period = self.inputs.period
        values = {
            "団体名": self.body.name,
            "自団体": self.own,
            "都道府県名": self.body.prefecture,
            "計画名": self.plan_name,
            "基準日": self.today,
            **({PERIOD: period.text} if period is not None else {}),
        }
        return fill(choose_endings(self.inputs.style, text), values)

    def say(self, sentence: str, **values: str) -> str:
        """A sentence in the draft's style; {own} is 本市 and the like."""
        return write(self.inputs.style, sentence, own=self.own, plan="本計画", today=self.today, **values)

    def fact(self, sentence: str, *keys: str, **values: str) -> Text:
        """A statement of fact with its grounds."""
        return self.book.stated(self.say(sentence, **values), *keys)

    def resolve(self, sentence: str, *keys: str, **values: str) -> Text:
        """What the body undertakes; the grounds say why, and no mark is set."""
        return Text(self.say(sentence, **values), keys)

    def applying(self, provision_ids: Iterable[str]) -> tuple[str, ...]:
        """The provisions that can be cited on the day: in force, and of a law that bore its title of today.

        Under an earlier title the articles of today need not have stood in the law.
        """
        known = self.view.knowledge.provisions
        return tuple(
            provision_id
            for provision_id in provision_ids
            if self.view.in_force(known[provision_id])
            and self.view.title(known[provision_id].law)
            == self.view.knowledge.laws[known[provision_id].law].names[-1].title
        )

    def law(self, law_id: str) -> str:
        """A law as the text calls it: in full with its number, until ``define`` gave it a short name."""
        if law_id in self._defined:
            return SHORT_NAMES[law_id]
        return self.view.title(law_id)

    def define(self, law_id: str) -> str:
        """First mention of a law with its number and the short name that is used from here on."""
        if law_id in self._defined:
            return SHORT_NAMES[law_id]
        law = self.view.knowledge.laws[law_id]
        number = parse_law_number(law.law_number)
        if law_id not in SHORT_NAMES:
            return f"{self.view.title(law_id)}（{number}）"
        self._defined.add(law_id)
        return f"{self.view.title(law_id)}（{number}。以下「{SHORT_NAMES[law_id]}」という。）"

    def article(self, provision_id: str) -> str:
        """A provision as cited in the text: 基本法第9条第1項."""
        cited = self.view.legal_text(provision_id)
        return self.law(cited.law.id) + parse_article(cited.article).formal()

    def articles(self, provision_ids: Iterable[str]) -> str:
        """Several provisions; law and article are not said twice: 基本法第11条第1項、第2項、第15条."""
        said: list[str] = []
        law, number = "", ""
        for provision_id in provision_ids:
            cited = self.view.legal_text(provision_id)
            article = parse_article(cited.article)
            place, head = article.formal(), f"第{article.number[0]}条" if article.number else ""
            same_article = (
                cited.law.id == law and head == number and len(article.number) == 1 and place != head
            )
            shown = place.removeprefix(head) if same_article else place
            said.append(shown if cited.law.id == law else self.law(cited.law.id) + place)
            law, number = cited.law.id, head if len(article.number) == 1 else ""
        return "、".join(said)

    def guide_grounds(self, place: Place) -> tuple[str, ...]:
        """Key of the guide's chapter that the place follows; none elsewhere."""
        chapter = place.guide
        if chapter is None:
            return ()
        return (self.book.fact(chapter.id, chapter, f"手引の雛型の{chapter.number}章"),)

    def pillars(self) -> tuple[Pillar, ...]:
        """The five pillars.

        Raises UsageError when the knowledge has none.
        """
        pillars = self.view.knowledge.plan.pillars
        if not pillars:
            raise UsageError(
                "計画の柱が知識ベースにありません", mend="konkyo doctor --registry で点検してください"
            )
        return pillars

    def catalogue_keys(self) -> tuple[str, ...]:
        """Keys of the imported catalogues; empty without any."""
        return tuple(self.book.catalogue(source) for source in self.inputs.gaps.catalogues)

    def measures_key(self) -> str:
        """Key of what the body registered as its measures."""
        day = self.view.day
        count = len(self.inputs.measures.measures) if self.inputs.measures is not None else 0
        self.book.grounds[MEASURES] = Ground(
            key=MEASURES, label=f"個別施策の登録（{format_wareki(day)}現在、{count}件）", checked=day
        )
        return MEASURES

    def states_key(self) -> str:
        """Key of what the body said of its publications."""
        day = self.view.day
        label = f"公開の状態の登録（{format_wareki(day)}現在）"
        self.book.grounds[STATES] = Ground(key=STATES, label=label, checked=day)
        return STATES
