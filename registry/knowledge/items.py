"""The information items (情報項目): the 24 of the guide's table, and local ones."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import DatedFact, Fact


class BodyKind(StrEnum):
    """Kinds of body that a holder rule can name. A designated city is also a city."""

    PREFECTURE = "都道府県"
    DESIGNATED_CITY = "指定都市"
    CITY = "市"
    TOWN = "町"
    VILLAGE = "村"
    SPECIAL_WARD = "特別区"


class FactKey(StrEnum):
    """Facts of a body on which a verdict may depend; told by ``body set`` or ``--assume``."""

    MANAGES_FISHING_PORT = "manages_fishing_port"
    IMPLEMENTS_SPECIFIED_FISHING_PORT_PROJECT = "implements_specified_fishing_port_project"
    HAS_CERTIFIED_OPERATOR = "has_certified_operator"
    HOLDS_REMOVED_OBJECTS = "holds_removed_objects"
    PASSPORT_TRANSFER = "passport_transfer"
    ORDINANCE_TRANSFER = "ordinance_transfer"
    HAS_FLOOD_HAZARD_AREA = "has_flood_hazard_area"
    HAS_PUBLIC_SEWERAGE = "has_public_sewerage"
    WARD_SEWERAGE_AGREEMENT = "ward_sewerage_agreement"
    HAS_DESIGNATED_URBAN_DRAIN = "has_designated_urban_drain"
    RECEIVED_SURVEY_RESULT = "received_survey_result"
    HAS_BIODIVERSITY_STRATEGY = "has_biodiversity_strategy"
    HAS_BICYCLE_PARKING_PLAN = "has_bicycle_parking_plan"
    SPECIFIED_DEFENSE_MUNICIPALITY = "specified_defense_municipality"
    REALIGNMENT_DESIGNATED = "realignment_designated"
    HAS_FUND = "has_fund"
    HAS_PLAN = "has_plan"


class BodyQuestion(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The question behind a FactKey, as a planner is asked it."""

    id: FactKey
    question: str
    how_to_find_out: str
    """Where in the office or which public list gives the answer."""
    provisions: tuple[str, ...] = ()


class Holder(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """保有主体: an office or organ that holds information by statute."""

    id: str
    name: str
    organ_of: tuple[BodyKind, ...] = ()
    """Kinds of body whose organ it is; empty for holders outside local government."""
    provisions: tuple[str, ...] = ()


class GuideRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The row of the guide's table, word for word as the lecture gives it."""

    name: str
    holder: str
    law: str
    ministry: str
    caveat: str = ""


class Basis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Link from an item to a provision."""

    provision: str
    role: str
    """根拠, 公表の方法, 様式, 記載事項, 主体, 関連 …"""
    decisive: bool = False
    """True where this provision decides what the public may see of this item."""


class HolderRule(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """Under which circumstances a body holds the item."""

    holder: str
    kinds: tuple[BodyKind, ...] = ()
    """Kinds of body that the rule covers (指定都市 must be named beside 市 only when 市 is not)."""
    codes: tuple[str, ...] = ()
    """When given, only these bodies (six-digit codes)."""
    except_codes: tuple[str, ...] = ()
    needs: tuple[FactKey, ...] = ()
    """All must be "yes" for the body to hold the item by this rule."""
    unlikely: bool = False
    """True: while untold, the rule counts as not met (the verdict stays "no" and the question is shown)."""
    text: str
    provisions: tuple[str, ...] = ()
    """Grounds of the holding."""
    bases: tuple[str, ...] = ()
    """Provisions that decide disclosure when held by this rule; empty: the item's decisive ones."""


class Caveat(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """留意事項."""

    id: str
    kind: str
    """個人情報, 第三者の権利, 要旨と全文, 閲覧者の限定, 安全, 期間, 範囲, 対象の取り違え …"""
    text: str
    reference: str
    """The ground in words (article or page), as cited to the reader."""
    provisions: tuple[str, ...] = ()
    condition: bool = False
    """True: must be met before publication (makes a verdict conditional). False: good to know."""


class UpdateCycle(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """How often the information changes by law or practice."""

    text: str
    reference: str | None = None
    provisions: tuple[str, ...] = ()


class Difference(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Where the guide's row and today's law differ, and why."""

    field: str
    """name, holder, law, ministry or caveat."""
    guide: str
    today: str
    text: str


class Component(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A named list that the item is made of (the five lists of item 3)."""

    name: str
    references: tuple[str, ...]
    """Articles in words, act first, then order and rule."""
    provisions: tuple[str, ...] = ()


class ItemMinistry(DatedFact, frozen=True, kw_only=True, omit_defaults=True):
    """Ministries in charge of the item for a time."""

    ministries: tuple[str, ...]


class Item(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """情報項目."""

    id: str
    """``item-01`` … ``item-24``; local items: ``item-<prefix>-<number>``."""
    number: int | str
    """項番 of the guide; a local item carries its own short label such as ``独自1``."""
    name: str
    aliases: tuple[str, ...] = ()
    guide: GuideRow | None = None
    has_legal_basis: bool = True
    """False for the two items for which no law orders making or publishing."""
    laws: tuple[str, ...] = ()
    """Governing laws, the leading one first (ids)."""
    bases: tuple[Basis, ...] = ()
    holders: tuple[HolderRule, ...]
    holder_text: str
    """Who holds it by statute, in one sentence."""
    ministries: tuple[ItemMinistry, ...]
    caveats: tuple[Caveat, ...] = ()
    cycles: tuple[UpdateCycle, ...] = ()
    differences: tuple[Difference, ...] = ()
    components: tuple[Component, ...] = ()
    scope_text: str
    """Whether the law opens the whole or a gist, in one sentence."""
    law_level_text: str | None = None
    """Whether the guide named the right level of law."""
    remarks: tuple[str, ...] = ()


class ItemDataset(Struct, frozen=True):
    """A standard dataset that comes into question for an item; drawn from datasets.yaml for fast reading."""

    item: str
    dataset: str
    name: str
    kind: str
    """exact, partial or related."""
    why: str


class ItemsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/items.yaml."""

    items: tuple[Item, ...] = ()
    holders: tuple[Holder, ...] = ()
    questions: tuple[BodyQuestion, ...] = ()
    known_from: date | None = None
    """Earliest day back to which laws were compared; answers for earlier days say so."""
