"""Standard datasets (標準データセット): their columns, and how information items and metadata map to them.

The two generations, 推奨データセット (22, until 2022) and 自治体標準オープンデータセット (31), stand side by
side, so that a file in either form is recognised and a body on the old form learns what replaced it. A column
list that nobody could read stays empty, with its grade; it is never filled from likeness.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact
from registry.knowledge.policy import Event, Statistic
from registry.knowledge.remarks import Remark


class DatasetKind(StrEnum):
    """The two generations."""

    RECOMMENDED = "推奨データセット"
    STANDARD = "自治体標準オープンデータセット"


class Requirement(StrEnum):
    """How far a definition asks for a value (◎, ○, blank)."""

    REQUIRED = "必須"
    RECOMMENDED = "推奨"
    OPTIONAL = "任意"
    NOT_REQUIRED = "必須以外"
    """推奨 or 任意: the source marks only what is required."""
    UNKNOWN = "未確認"


class ColumnOrder(StrEnum):
    """Whether the columns stand in the order of the definition."""

    CONFIRMED = "確認済み"
    INFERRED = "推定"
    UNKNOWN = "未確認"


class LinkKind(StrEnum):
    """How well a standard dataset carries an information item."""

    EXACT = "exact"
    """The same information: publish the item in this form."""
    PARTIAL = "partial"
    """The form carries a part of the item."""
    RELATED = "related"
    """Near in subject or shape; the item itself does not fit the form."""
    NONE = "none"
    """No standard dataset comes into question; the reason is given."""


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A column of a standard dataset."""

    name: str
    required: Requirement = Requirement.UNKNOWN
    required_inferred: bool = False
    """True: the mark comes from the model or the older form, not from the definition book."""
    inferred: bool = False
    """True: the column was concluded from neighbouring forms; whether it is official is not confirmed."""
    type: str | None = None
    """Type and form in words, as the source writes it."""
    codes: tuple[str, ...] = ()
    """Allowed values, where they are few."""
    code_list: str | None = None
    """Id of the CodeList with the allowed values."""
    english: str | None = None
    """English name in the definition book, errors included."""
    physical: str | None = None
    """Machine name seen as a heading in published files."""
    note: str | None = None


class SeenColumns(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Headings known to exist although the whole list and its order are not."""

    form: str | None = None
    """Which form they were seen in."""
    names: tuple[str, ...]


class ColumnSet(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The columns of one form. Empty ``columns`` with grade ``unverified``: looked for, not found."""

    form: str | None = None
    """Definition book and shape, when the dataset has more than one."""
    order: ColumnOrder = ColumnOrder.UNKNOWN
    columns: tuple[Column, ...] = ()
    required_note: str | None = None
    """Where the marks of requirement come from."""
    seen: tuple[SeenColumns, ...] = ()


class ElementGroup(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A class or file of an external standard, or a topic it covers."""

    name: str
    kind: str
    """クラス, ファイル, 調査事項, 公開例."""
    elements: tuple[str, ...] = ()


class ExternalStandard(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The standard of others that a definition book refers to instead of listing columns."""

    name: str
    publisher: str | None = None
    text: str
    groups: tuple[ElementGroup, ...] = ()


class LegalGround(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The law in whose field a dataset lies, in words; not a duty to publish it."""

    text: str
    law: str | None = None
    """Id of the Law, where this knowledge holds it."""


class FieldJudgement(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """In which of the five priority fields of open data this project places a dataset."""

    priority_fields: tuple[str, ...] = ()
    """Ids of OpenDataPriorityField; empty: outside the five."""


class StandardDataset(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """標準データセット of one generation."""

    id: str
    """``ods-01`` … ``ods-31`` for the standard of today, ``rds-01`` … ``rds-22`` for the earlier one."""
    kind: DatasetKind
    number: str | None = None
    """Number in its generation; None: the applied part of the earlier one, whose numbers were not found."""
    part: str | None = None
    """基本編 or 応用編, for the earlier generation."""
    name: str
    aliases: tuple[str, ...] = ()
    file_slug: str | None = None
    """The middle of the file name, which serves as machine id; None: not found, or an external standard."""
    file_names: tuple[str, ...] = ()
    """Patterns; [団体コード] stands for the six digits."""
    companions: tuple[str, ...] = ()
    """Ids of CompanionFile that belong to it."""
    category: str
    """Grouping of this project's own."""
    definition_books: tuple[str, ...] = ()
    """Letters of the books that define it."""
    succeeds: str | None = None
    """The dataset of the earlier generation that it replaced."""
    legal_grounds: tuple[LegalGround, ...] = ()
    priority: FieldJudgement | None = None
    columns: ColumnSet | None = None
    """None where an external standard takes the place of a list."""
    external: ExternalStandard | None = None
    model: str | None = None
    """Place in GIF (政府相互運用性フレームワーク) that it follows."""
    remarks: tuple[Remark, ...] = ()


class DefinitionBook(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """定義書: a workbook that defines some of the datasets."""

    id: str
    letter: str
    covers: str
    edition: str | None = None
    """Newest edition seen, as in its file name."""
    file_name: str | None = None
    form: str | None = None


class GenerationPart(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a generation."""

    name: str
    count: int


class Generation(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """推奨データセット or 自治体標準オープンデータセット as a whole."""

    id: str
    name: DatasetKind
    aliases: tuple[str, ...] = ()
    publisher: str
    period: str
    count: int
    landing_page: str | None = None
    parts: tuple[GenerationPart, ...] = ()
    milestones: tuple[Event, ...] = ()
    books: tuple[DefinitionBook, ...] = ()
    changes: tuple[Remark, ...] = ()
    """What it changed from the generation before."""
    remarks: tuple[Remark, ...] = ()


class CompanionFile(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A second file that is joined to a dataset by a key."""

    id: str
    file_name: str
    join_key: str
    datasets: tuple[str, ...]
    columns: tuple[Column, ...]


class ItemLink(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """How an information item relates to a standard dataset."""

    id: str
    item: str
    dataset: str | None = None
    """None with kind ``none``."""
    kind: LinkKind
    why: str
    advice: str | None = None
    """What to publish it with instead or in addition."""


class ColumnRename(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What became of columns of the earlier generation."""

    id: str
    old: tuple[str, ...] = ()
    """Empty: new columns without a predecessor."""
    new: tuple[str, ...]
    text: str
    datasets: tuple[str, ...] = ()
    """Datasets of the new generation concerned; empty: all that have these columns."""


class MappedTerm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A term of another vocabulary."""

    name: str
    required: Requirement = Requirement.UNKNOWN


class MetadataMapping(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Where a metadata item goes in the lists and vocabularies. Empty: it has no place there."""

    open_data_list: tuple[str, ...] = ()
    """Columns of オープンデータ一覧 of today (ods-06)."""
    open_data_list_old: tuple[str, ...] = ()
    """Columns of the earlier オープンデータ一覧 (rds-14)."""
    dcat: tuple[str, ...] = ()
    ckan: tuple[str, ...] = ()
    dcat_goj: tuple[MappedTerm, ...] = ()


class MetadataItem(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """メタデータの項目: the ten of the lecture, and concepts beyond them that the lists know."""

    id: str
    number: int | None = None
    """項番 in the guide's table; None: beyond the ten."""
    name: str
    example: str = ""
    """The cell 「記載例」, word for word."""
    explanation: str = ""
    """The cell 「説明」, word for word."""
    mapping: MetadataMapping
    advice: str | None = None


class DatasetsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/datasets.yaml."""

    generations: tuple[Generation, ...] = ()
    datasets: tuple[StandardDataset, ...] = ()
    companions: tuple[CompanionFile, ...] = ()
    links: tuple[ItemLink, ...] = ()
    renames: tuple[ColumnRename, ...] = ()
    metadata: tuple[MetadataItem, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def links_of_item(self, item: str) -> Iterator[tuple[StandardDataset, ItemLink]]:
        """Datasets that come into question for an item, exact ones first."""
        by_id = {dataset.id: dataset for dataset in self.datasets}
        order = list(LinkKind)
        for link in sorted(self.links, key=lambda link: order.index(link.kind)):
            if link.item == item and link.dataset is not None:
                yield by_id[link.dataset], link

    def predecessor(self, dataset: StandardDataset) -> StandardDataset | None:
        """The dataset of the earlier generation, if there was one."""
        return next((older for older in self.datasets if older.id == dataset.succeeds), None)
