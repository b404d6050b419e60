"""Laws and their provisions."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import DatedFact, Fact, within


class LawKind(StrEnum):
    """Rank of a law."""

    ACT = "法律"
    CABINET_ORDER = "政令"
    MINISTERIAL_ORDINANCE = "府省令"
    DIRECTIVE = "訓令"
    ORDINANCE = "条例"
    LOCAL_RULE = "規則"


class Mode(StrEnum):
    """公開の形: what the provision makes someone do toward the reader."""

    PUBLISH = "公表"
    INSPECT = "閲覧"
    COPY = "謄写"
    DISPLAY = "縦覧"
    PUBLIC_NOTICE = "公告"
    OFFICIAL_NOTICE = "公示"
    INFORM = "周知"
    PROVIDE = "情報提供"
    KEEP = "備付け"
    NONE = "規定なし"
    """The law was read and gives the public nothing here."""


class Duty(StrEnum):
    """How strongly the subject is bound."""

    MUST = "義務"
    EFFORT = "努力義務"
    MAY = "任意"


class Scope(StrEnum):
    """How much of the information the reader gets."""

    BODY = "本体"
    GIST = "要旨"
    OUTLINE = "概要"
    LISTED = "定められた項目"


class Audience(StrEnum):
    """Whom the law lets see it."""

    ANYONE = "何人も"
    """The public at large, without naming a reason (公衆, 一般)."""
    REQUESTER = "請求者"
    """Whoever asks (閲覧を求められたら拒めない)."""
    RESIDENTS = "住民等"
    INTERESTED = "利害関係人"
    CONCERNED = "関係者"
    ADDRESSEES = "特定の相手"
    """A named group only (drivers, re-users, mayors concerned); ``audience_text`` names it."""


class LawName(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """A title that the law bore for a time."""

    title: str


class Abbreviation(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A short or common name by which people look for the law."""

    text: str


class MinistryTerm(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """The ministries in charge for a time."""

    ministries: tuple[str, ...]
    """Ids of Ministry nodes, the leading one first."""


class LawEvent(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """An amendment, renaming, repeal or planned change."""

    on: date | None = None
    """Day it took (or takes) effect; None where the fact is not about one day."""
    text: str
    amending_law: str | None = None
    """法令番号 of the amending act."""
    amending_law_id: str | None = None
    amending_title: str | None = None


class Revision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The revision of the text that the provisions were read in."""

    revision_id: str
    in_force_since: date
    note: str | None = None


class Law(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A law, order, ordinance or directive.

    ``id`` is this project's own key; ``law_id`` is e-Gov's. e-Gov ids are never derived from numbers.
    """

    id: str
    kind: LawKind
    law_id: str | None = None
    law_number: str
    promulgated: date | None = None
    names: tuple[LawName, ...]
    """Every known title, oldest first."""
    abbreviations: tuple[Abbreviation, ...] = ()
    parent: str | None = None
    """The act that an order or rule carries out (id of a Law)."""
    ministries: tuple[MinistryTerm, ...] = ()
    revision: Revision | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    """Last day in force of a repealed or lapsing law."""
    succeeded_by: str | None = None
    events: tuple[LawEvent, ...] = ()
    remarks: tuple[str, ...] = ()

    def title_on(self, day: date) -> str:
        """The title on that day; before the first known title, the first; after the last, the last."""
        for name in reversed(self.names):
            if name.holds_on(day):
                return name.title
        first = self.names[0]
        if first.since is not None and day < first.since:
            return first.title
        return self.names[-1].title

    def in_force_on(self, day: date) -> bool:
        """False before the day it came into force and after its last day; True where neither is known."""
        return within(day, self.in_force_from or self.promulgated, self.in_force_until)


class ArticleTerm(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """The number a provision bore for a time (renumbering keeps the provision's id)."""

    article: str
    """Canonical form: 28条3項, 36条の2第1項, 16条2号, 31条〜32条の3."""


class Provision(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """One article, paragraph or item of a law and what it says."""

    id: str
    """``<law id>:<article of today>`` and, for an applied provision, ``/<applied article>``."""
    law: str
    article: str
    """The number today (or the last one)."""
    former: tuple[ArticleTerm, ...] = ()
    """Earlier numbers, each with its last day."""
    applies: str | None = None
    """Article whose rule this one applies by analogy (準用), e.g. 23条1項."""
    subjects: tuple[str, ...] = ()
    """Who is bound or empowered: 国, 都道府県, 市町村, 地方公共団体, 事業者, or an organ."""
    duty: Duty | None = None
    modes: tuple[Mode, ...] = ()
    """Empty for provisions about making, form, content, competence and the like."""
    scope: Scope | None = None
    scope_text: str | None = None
    audience: Audience | None = None
    audience_text: str | None = None
    matter: str | None = None
    """What a provision without a mode is about: 作成, 記載事項, 主体, 様式, 更新, 委任, 届出, 通知, 報告, 提出, 認定, 定義 …"""
    summary: str
    """One line of this project's own, never the text of the law."""
    heading: str | None = None

    def article_on(self, day: date) -> str:
        """The number it bore on that day."""
        for term in self.former:
            if term.holds_on(day):
                return term.article
        return self.article


class Ministry(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A ministry, agency or commission of the State."""

    id: str
    name: str
    parent: str | None = None
    """Ministry of which it is an external bureau (外局)."""
    established: date | None = None
    aliases: tuple[str, ...] = ()


class LawsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/laws.yaml."""

    laws: tuple[Law, ...] = ()
    provisions: tuple[Provision, ...] = ()
    ministries: tuple[Ministry, ...] = ()
