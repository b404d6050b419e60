"""Who has done it: the lecture's cases and the example bodies of the actions."""

from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact


class CaseKind(StrEnum):
    """How the lecture's source came to know the case."""

    TRIAL = "実証事例"
    HEARING = "ヒアリング調査"
    LITERATURE = "文献調査"
    TALK = "事例発表"


class Case(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A case of the lecture, word for word."""

    id: str
    """``case-01`` … ``case-14`` for the numbered ones."""
    number: int | None = None
    """No. in the lecture's tables."""
    kind: CaseKind
    name: str
    bodies: str
    """The cell 「団体」."""
    codes: tuple[str, ...] = ()
    """Six-digit codes of the local governments among them."""
    field: str
    """The cell 「分野」."""
    summary: str
    """The cell 「概要」."""
    details: tuple[str, ...] = ()
    """Further lines of the slides."""
    lecture: int


class BodyExample(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What a body has done, as an example of an action."""

    id: str
    bodies: str
    codes: tuple[str, ...] = ()
    """Six-digit codes of the local governments among them."""
    text: str


class CasesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/cases.yaml."""

    cases: tuple[Case, ...] = ()
    examples: tuple[BodyExample, ...] = ()
