"""The rules of open data: what makes data open, on which terms, in which form, and where the rules stand.

One type, ``Rule``, carries sentences of the State's papers, of the lecture, of the standard datasets and of
CSV practice alike; ``topic`` and ``order`` arrange them as a reader meets them.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact
from registry.knowledge.policy import Event
from registry.knowledge.remarks import Remark


class Topic(StrEnum):
    """What a rule is about."""

    SIGNIFICANCE = "意義"
    DEFINITION = "定義"
    REUSE = "二次利用"
    TERMS = "利用ルール"
    LAW = "法令と公開"
    TAMPERING = "改ざん対策"
    DISCLOSURE = "情報公開制度との関係"
    READABILITY = "機械判読"
    TABLE = "統計表の表記"
    START = "始め方"
    PUBLICATION = "公開"
    FORM = "形式"
    CLASSIFICATION = "分類"
    UPDATE = "更新頻度"
    ORGANISATION = "体制"
    LICENCE = "ライセンス"
    ENCODING = "文字コード"
    DATE = "日付と時刻"
    POSITION = "位置"
    CODE = "コード"
    IDENTIFIER = "ID"
    VALUE = "値"
    FILE_NAME = "ファイル名"
    SPREADSHEET = "CSV と Excel"
    DEFINITION_BOOK = "定義書"
    TARGET = "対象の団体"


class Severity(StrEnum):
    """How strongly a rule binds, as this project reads its source."""

    MUST = "必須"
    SHOULD = "望ましい"
    MAY = "任意"


class CheckScope(StrEnum):
    """What a check looks at."""

    FILE = "ファイル"
    SHEET = "シート"
    HEADER = "見出し"
    COLUMN = "列"
    CELL = "セル"


class Edition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper, and which edition of it."""

    document: str
    """Id of a PublicDocument."""
    edition: str | None = None
    """In words; None: no particular edition."""


class Rule(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One rule of open data."""

    id: str
    topic: Topic
    order: int
    """Place within the topic."""
    number: str | None = None
    """Number that the source itself gives (①, 1-3)."""
    text: str
    detail: str | None = None
    """Explanation or example."""
    quote: str | None = None
    """The lecture's own sentence, word for word, where the rule stands in it."""
    severity: Severity | None = None
    check: str | None = None
    """How a person or program can tell that it is kept; always this project's own wording."""
    scope: CheckScope | None = None
    then: Edition | None = None
    """Where it stood when the lecture was given (2018)."""
    now: Edition | None = None
    """Where it stands today."""


class Openness(StrEnum):
    """Whether data under a licence is open data (free re-use, for profit too)."""

    OPEN = "オープン"
    NOT_OPEN = "オープンでない"
    UNCLEAR = "不明"


class LicenceTerm(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A condition of a licence, in this project's own words."""

    number: int
    title: str
    text: str


class CitationForm(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """How a user names the source."""

    case: str
    form: str


class Licence(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A licence or terms of use met in catalogues."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """Titles under which catalogues show it."""
    openness: Openness
    recommended: bool = False
    """True for what the guideline asks local governments to choose."""
    url: str | None = None
    spdx: str | None = None
    """SPDX id, from general knowledge."""
    ckan_ids: tuple[str, ...] = ()
    """``license_id`` values seen, typing errors included."""
    replaced_by: str | None = None
    """Id of the Licence that took its place."""
    terms: tuple[LicenceTerm, ...] = ()
    citations: tuple[CitationForm, ...] = ()
    remarks: tuple[Remark, ...] = ()


class PublicDocument(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A paper of the State that holds rules of open data, with its dates."""

    id: str
    title: str
    events: tuple[Event, ...] = ()
    latest_seen: date | None = None
    """Date of the newest edition that was found."""
    urls: tuple[str, ...] = ()
    replaces: str | None = None
    """Id of the PublicDocument whose place it took."""
    points: tuple[Remark, ...] = ()


class CodeEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value of a code list."""

    value: str
    label: str | None = None
    words: tuple[str, ...] = ()
    """Ways of writing met in published files."""


class CodeList(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Allowed or suggested values."""

    id: str
    name: str
    closed: bool = True
    """False: an example or a suggestion; other values are no error."""
    entries: tuple[CodeEntry, ...] = ()
    """Empty with grade ``unverified``: the list exists but was not found."""


class KnownDefect(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A defect that published files were seen to have."""

    id: str
    text: str
    seen_in: tuple[str, ...] = ()
    """Body and dataset, in words."""


class OpenDataPriorityField(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """重点分野 of open data (five); the eight of the national basic plan are ``PriorityField``."""

    id: str
    number: int
    name: str
    detail: str | None = None


class TableColumn(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """How sure a column of the CSV tables beside the YAML is."""

    id: str
    table: str
    """bodies or administrative_wards."""
    columns: tuple[str, ...]
    text: str


class RulesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/rules.yaml."""

    rules: tuple[Rule, ...] = ()
    priority_fields: tuple[OpenDataPriorityField, ...] = ()
    licences: tuple[Licence, ...] = ()
    documents: tuple[PublicDocument, ...] = ()
    code_lists: tuple[CodeList, ...] = ()
    defects: tuple[KnownDefect, ...] = ()
    table_columns: tuple[TableColumn, ...] = ()
