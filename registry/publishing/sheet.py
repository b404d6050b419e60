"""The decision sheet (公開判断シート): what a section attaches to its internal approval, as one object.

Texts are plain, grades travel with every fact, and what nobody knows is "" (a place for people to write).
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.datasets import Requirement
from registry.knowledge.facts import Grade
from registry.publishing.answers import BodyRef, ItemAnswer
from registry.publishing.verdicts import Verdict
from registry.workspace.domain import AnswerWord, TargetKind


class CheckGroup(StrEnum):
    """What a question of the checklist is about."""

    CAVEAT = "留意事項"
    PERSONAL = "個人情報"
    RIGHTS = "第三者の権利"
    TAMPERING = "改ざん対策"
    DISCLOSURE = "情報公開"


class SheetTarget(Struct, frozen=True, kw_only=True):
    """What the sheet is about: an information item or a standard dataset."""

    kind: TargetKind
    id: str
    number: int | str
    name: str


class SheetCheck(Struct, frozen=True, kw_only=True):
    """A question of the checklist and what the body answered."""

    id: str
    """Id of the caveat or of the rule."""
    group: CheckGroup
    text: str
    reference: str
    condition: bool
    """True: to be settled before publication."""
    status: Grade
    origin: str
    checked: date | None = None
    sources: tuple[str, ...] = ()
    answer: AnswerWord | None = None
    note: str = ""
    outdated: bool = False
    """True when the question has been worded anew since it was answered."""


class Statement(Struct, frozen=True, kw_only=True):
    """A fact in one sentence with its ground."""

    id: str
    text: str
    reference: str = ""
    status: Grade
    checked: date | None = None
    sources: tuple[str, ...] = ()


class GuideStep(Struct, frozen=True, kw_only=True):
    """A question of the decision guide for personal data on the way to publication."""

    id: str
    label: str
    question: str
    answers: tuple[str, ...]
    """Each with the node it leads to: ``いいえ → オープンデータにできるか（OD）``."""
    ground: str
    """The law of today, in words."""
    provisions: tuple[str, ...]
    """Citations of the day."""
    caution: str
    status: Grade
    checked: date | None = None
    sources: tuple[str, ...] = ()


class LicenceText(Struct, frozen=True, kw_only=True):
    """Terms under which the data can be published."""

    id: str
    name: str
    url: str
    recommended: bool
    """The guideline asks local governments to choose it."""
    chosen: bool
    """Named by the user, or by the record of the catalogue."""
    terms: tuple[Statement, ...]
    attribution: str
    """The line by which a user names the source; 【記入】 where something is not known."""
    attribution_status: Grade
    status: Grade
    checked: date | None = None
    sources: tuple[str, ...] = ()


class MetadataValue(Struct, frozen=True, kw_only=True):
    """One of the ten metadata items of the guide."""

    number: int
    name: str
    value: str
    """"" where nobody knows it yet."""
    known_from: str
    """Where the value was taken from, in words."""
    explanation: str
    example: str
    id: str
    status: Grade


class SheetColumn(Struct, frozen=True, kw_only=True):
    """A column of a standard dataset."""

    name: str
    requirement: Requirement
    requirement_inferred: bool
    inferred: bool
    type: str


class SheetDataset(Struct, frozen=True, kw_only=True):
    """A standard dataset in whose form the data can be published."""

    id: str
    name: str
    link: str
    """exact, partial or related; "" when the sheet is about the dataset itself."""
    why: str
    advice: str
    file_names: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    columns_note: str
    """Where the marks of requirement come from, or why there is no list of columns."""
    status: Grade
    """Of the columns."""
    checked: date | None = None
    sources: tuple[str, ...] = ()


class LinkedItem(Struct, frozen=True, kw_only=True):
    """An information item that a standard dataset carries."""

    id: str
    number: int | str
    name: str
    link: str
    verdict: Verdict
    status: Grade


class SheetRecord(Struct, frozen=True, kw_only=True):
    """A record of the body's catalogue that stands, or may stand, for the target."""

    id: str
    title: str
    url: str
    decision: str
    """accept or review."""


class Precedent(Struct, frozen=True, kw_only=True):
    """What another body has done."""

    bodies: str
    text: str
    kind: str
    """The action whose example it is, in words; 目録 when its catalogue in the workspace has the target."""
    id: str
    status: Grade
    checked: date | None = None
    sources: tuple[str, ...] = ()


class SheetSource(Struct, frozen=True, kw_only=True):
    """A source that the sheet rests on."""

    id: str
    title: str
    url: str
    read_on: date | None


class DecisionSheet(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo sheet``."""

    as_of: date
    body: BodyRef | None
    kind: str | None
    """Kind of body asked for, when no single body was named."""
    assumed: dict[str, str]
    told: dict[str, str]
    notices: tuple[str, ...]
    target: SheetTarget
    item: ItemAnswer | None
    """Verdict, chain, provisions, holders, differences; None for a standard dataset."""
    items: tuple[LinkedItem, ...]
    """Items that a standard dataset carries."""
    fields_of_law: tuple[Statement, ...]
    """Laws in whose field a standard dataset lies; no duty to publish."""
    state: str
    """公開済, 公開予定, 検討中, 対象外 as the body said, or ""."""
    section: str
    fiscal_year: int | None
    records: tuple[SheetRecord, ...]
    catalogues: int
    """Catalogues imported; with 0 nothing can have been found."""
    checks: tuple[SheetCheck, ...]
    open_checks: int
    """Questions without an answer, or whose wording has changed."""
    blocking_checks: int
    """Conditions that are not settled: unanswered or answered いいえ."""
    personal: tuple[GuideStep, ...]
    disclosure: tuple[Statement, ...]
    licences: tuple[LicenceText, ...]
    metadata: tuple[MetadataValue, ...]
    datasets: tuple[SheetDataset, ...]
    cycles: tuple[Statement, ...]
    precedents: tuple[Precedent, ...]
    sign_off: tuple[str, ...]
    """Offices that sign, each a place for people to write."""
    sources: tuple[SheetSource, ...]


class SheetFile(Struct, frozen=True, kw_only=True):
    """One sheet of ``konkyo sheet --all``."""

    target: SheetTarget
    verdict: Verdict | None
    path: str
    open_checks: int
    blocking_checks: int


class SheetFolder(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo sheet --all``."""

    as_of: date
    body: BodyRef
    folder: str
    sheets: tuple[SheetFile, ...]


class KnownOfTarget(Struct, frozen=True, kw_only=True):
    """What a workspace knows of a target; everything empty without one."""

    profile: dict[str, str] = {}
    state: str = ""
    section: str = ""
    fiscal_year: int | None = None
    records: tuple[SheetRecord, ...] = ()
    catalogues: int = 0
    fields: dict[str, str] = {}
    """Values of metadata items by id (``metadata-03``), from the best accepted record of the catalogue."""
    answers: dict[str, tuple[AnswerWord, str, str]] = {}
    """By id of the question: answer, note, and the words that were asked."""
    neighbours: tuple[str, ...] = ()
    """Other bodies of the workspace whose catalogue has the target."""
