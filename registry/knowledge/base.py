"""The knowledge as one object, and the knowledge on a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.facts import Grade, Source
from registry.knowledge.items import BodyQuestion, FactKey, Holder, Item, ItemDataset, ItemMinistry
from registry.knowledge.laws import Law, LawEvent, Ministry, MinistryTerm, Provision
from registry.knowledge.problems import Problem
from registry.knowledge.sections import ITEM_DATASETS

if TYPE_CHECKING:
    from registry.knowledge.bodies import Bodies
    from registry.knowledge.cases import CasesFile
    from registry.knowledge.datasets import DatasetsFile
    from registry.knowledge.guide import GuideFile
    from registry.knowledge.lexicon import LexiconFile
    from registry.knowledge.plans import ActionsFile, PlanFile
    from registry.knowledge.rules import RulesFile
    from registry.knowledge.templates import TemplatesFile


RECHECK_AFTER = timedelta(days=90)
"""How long after the last reading of the laws an answer still comes without a notice."""


class Knowledge:
    """Everything known. Sections are decoded when first asked for."""

    def __init__(
        self,
        section: Callable[[str], Any],
        table: Callable[[str], tuple[tuple[str, ...], ...]],
        *,
        provenance: str,
        fingerprint: str = "",
        overlays: tuple[str, ...] = (),
        overlay_problems: tuple[Problem, ...] = (),
    ) -> None:
        self._section = section
        self._table = table
        self.provenance = provenance
        """"packaged", "cached" or "compiled": how this knowledge was loaded."""
        self.fingerprint = fingerprint
        """Hash of everything that this knowledge was made from; "" where it was put together in memory."""
        self.overlays = overlays
        """Names of the overlays that were laid over the seed."""
        self.overlay_problems = overlay_problems
        """Why overlays were refused; the rest is usable."""

    def section(self, name: str) -> Any:
        """The struct of a whole file of seed/, by its name without extension."""
        return self._section(name)

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by id."""
        return {law.id: law for law in self._section("laws").laws}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Provisions by id."""
        return {provision.id: provision for provision in self._section("laws").provisions}

    @cached_property
    def ministries(self) -> Mapping[str, Ministry]:
        """Ministries by id."""
        return {ministry.id: ministry for ministry in self._section("laws").ministries}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Information items by id, in the order of the guide."""
        return {item.id: item for item in self._section("items").items}

    @cached_property
    def holders(self) -> Mapping[str, Holder]:
        """Holders by id."""
        return {holder.id: holder for holder in self._section("items").holders}

    @cached_property
    def questions(self) -> Mapping[FactKey, BodyQuestion]:
        """Questions to a body, by the fact that they ask."""
        return {question.id: question for question in self._section("items").questions}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self._section("sources").sources}

    @cached_property
    def datasets(self) -> "DatasetsFile":
        """Standard datasets, links to items, metadata."""
        return self._section("datasets")  # type: ignore[no-any-return]

    def datasets_of_item(self, item: str) -> tuple[ItemDataset, ...]:
        """Standard datasets that come into question for an item, exact ones first; reads no column lists."""
        return tuple(link for link in self._section(ITEM_DATASETS) if link.item == item)

    @cached_property
    def rules(self) -> "RulesFile":
        """Rules of open data, licences, documents, code lists."""
        return self._section("rules")  # type: ignore[no-any-return]

    @cached_property
    def plan(self) -> "PlanFile":
        """Pillars, the guide's template and what surrounds a plan."""
        return self._section("plan")  # type: ignore[no-any-return]

    @cached_property
    def templates(self) -> "TemplatesFile":
        """How plans are laid out."""
        return self._section("templates")  # type: ignore[no-any-return]

    @cached_property
    def actions(self) -> "ActionsFile":
        """Actions of a plan."""
        return self._section("actions")  # type: ignore[no-any-return]

    @cached_property
    def guide(self) -> "GuideFile":
        """The decision guide for personal data."""
        return self._section("guide")  # type: ignore[no-any-return]

    @cached_property
    def cases(self) -> "CasesFile":
        """Cases and examples."""
        return self._section("cases")  # type: ignore[no-any-return]

    @cached_property
    def lexicon(self) -> "LexiconFile":
        """Words by which records are recognised."""
        return self._section("lexicon")  # type: ignore[no-any-return]

    @cached_property
    def bodies(self) -> "Bodies":
        """All bodies, found by code or name."""
        from registry.knowledge.bodies import Bodies

        return Bodies(self._table("bodies"), self._table("administrative_wards"))

    @cached_property
    def checked_until(self) -> date | None:
        """Last day on which the text of a law was read."""
        return max((law.checked for law in self.laws.values() if law.checked is not None), default=None)

    @property
    def known_from(self) -> date | None:
        """Earliest day back to which the texts of laws were compared."""
        return self._section("items").known_from  # type: ignore[no-any-return]

    def item(self, text: str) -> Item:
        """The item of that number, id, or exact name.

        Raises UsageError when there is none.
        """
        from registry.text.normalise import fold

        wanted = fold(text)
        for item in self.items.values():
            names = (item.id, str(item.number), f"項番{item.number}", item.name, *item.aliases)
            if item.guide is not None:
                names = (*names, item.guide.name)
            if wanted in {fold(name) for name in names}:
                return item
        raise UsageError(
            f"情報項目「{text}」はありません",
            why="項番（1〜24）、ID、名称のどれとも一致しません",
            mend=f"konkyo search {text} で探してください",
        )

    def at(self, day: date) -> "KnowledgeAt":
        """The knowledge as it stood, or is known to stand, on ``day``."""
        return KnowledgeAt(self, day)


class LegalText(Struct, frozen=True):
    """A provision as it is cited on a day."""

    provision: Provision
    law: Law
    title: str
    """Title of the law on that day."""
    article: str
    """Number of the provision on that day."""
    url: str | None
    """Deep link to the text; None when the law has no e-Gov id."""


class KnowledgeAt:
    """A view of the knowledge on one day: titles, ministries and article numbers of that day."""

    def __init__(self, knowledge: Knowledge, day: date) -> None:
        self.knowledge = knowledge
        self.day = day
        self._texts: dict[str, LegalText] = {}

    @property
    def before_known(self) -> bool:
        """True when the day lies before what was compared: answers then rest on later texts."""
        known_from = self.knowledge.known_from
        return known_from is not None and self.day < known_from

    def unread_change(self, law: Law) -> LawEvent | None:
        """The last change that took effect by the day but after the revision that was read, if any."""
        if law.revision is None:
            return None
        read = law.revision.in_force_since
        later = [event for event in law.events if event.on is not None and read < event.on <= self.day]
        return max(later, key=lambda event: event.on or self.day, default=None)

    def grade(self, provision: Provision) -> Grade:
        """How sure a provision is for the day: not confirmed where its law changed after it was read."""
        changed = self.unread_change(self.knowledge.laws[provision.law]) is not None
        return Grade.PARTLY if changed and provision.status is Grade.VERIFIED else provision.status

    def notices(self) -> tuple[str, ...]:
        """What a reader must know about answers for this day."""
        checked = self.knowledge.checked_until
        if checked is not None and self.day > checked + RECHECK_AFTER:
            return (
                f"条文を確かめたのは {checked} までです。{self.day} についての答えは、その後の改正を含みません。",
            )
        if not self.before_known:
            return ()
        return (
            f"{self.knowledge.known_from} より前の条文は確かめていません。"
            f"{self.day} についての答えは、後の条文からの類推を含みます。",
        )

    def title(self, law_id: str) -> str:
        """Title of a law on the day."""
        return self.knowledge.laws[law_id].title_on(self.day)

    def in_force(self, provision: Provision) -> bool:
        """True when the provision, its law, and the act that this law carries out are in force on the day."""
        law: Law | None = self.knowledge.laws[provision.law]
        if not provision.holds_on(self.day):
            return False
        while law is not None:
            if not law.in_force_on(self.day):
                return False
            law = self.knowledge.laws[law.parent] if law.parent is not None else None
        return True

    def legal_text(self, provision_id: str) -> LegalText:
        """A provision with its title, number and link of the day, in force or not."""
        text = self._texts.get(provision_id)
        if text is None:
            text = self._texts[provision_id] = self._legal_text(provision_id)
        return text

    def _legal_text(self, provision_id: str) -> LegalText:
        from registry.law.citations import law_url, parse_article

        provision = self.knowledge.provisions[provision_id]
        law = self.knowledge.laws[provision.law]
        article = provision.article_on(self.day)
        url = None
        if law.law_id is not None:
            url = law_url(law.law_id, parse_article(article))
        return LegalText(provision, law, law.title_on(self.day), article, url)

    def ministries_of_law(self, law: Law) -> tuple[Ministry, ...]:
        """Ministries in charge of a law on the day."""
        return tuple(self._ministries(law.ministries))

    def ministries_of_item(self, item: Item) -> tuple[Ministry, ...]:
        """Ministries in charge of an item on the day."""
        return tuple(self._ministries(item.ministries))

    def ministry_grade(self, terms: Iterable[MinistryTerm | ItemMinistry]) -> Grade | None:
        """How sure the ministries of the day are: the lowest grade of the terms; None where no term covers the day."""
        grades = [term.status for term in terms if term.holds_on(self.day)]
        return max(grades, key=list(Grade).index, default=None)

    def _ministries(self, terms: Any) -> Iterator[Ministry]:
        for term in terms:
            if term.holds_on(self.day):
                for ministry_id in term.ministries:
                    yield self.knowledge.ministries[ministry_id]

    def find_law(self, text: str) -> Law:
        """The law of that title (of any day), abbreviation, number, e-Gov id or key.

        Raises UsageError when no law or more than one answers to the name.
        """
        from registry.law.law_numbers import parse_law_number
        from registry.text.normalise import fold

        wanted = fold(text)
        try:
            number = parse_law_number(text)
        except UsageError:
            number = None
        laws = self.knowledge.laws.values()
        exact = [law for law in laws if wanted in {fold(name) for name in self._titles(law)}]
        found = exact or [
            law
            for law in laws
            if text in (law.id, law.law_id)
            or (number is not None and parse_law_number(law.law_number) == number)
            or wanted in {fold(abbreviation.text) for abbreviation in law.abbreviations}
        ]
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(f"{law.title_on(self.day)}（{law.law_number}）" for law in found)
            raise UsageError(
                f"「{text}」に当たる法令が {len(found)} 件あります",
                why=names,
                mend="題名か法令番号で指定してください",
            )
        raise UsageError(f"法令「{text}」はありません", mend=f"konkyo search {text} で探してください")

    @staticmethod
    def _titles(law: Law) -> Iterator[str]:
        return (name.title for name in law.names)
