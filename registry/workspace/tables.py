"""The tables of the workspace (SQLModel). Only this room sees them; others get objects of ``domain``.

Every key starts with ``body_code``, the shard key. Every row carries

- ``row_version``: sequence number of the change that wrote its present content,
- ``created_in``: sequence number of the change that inserted it,
- ``created_at`` and ``updated_at``: given by the caller, stored as UTC.

Undoing a change restores rows with their old ``row_version``, so key and row version name one content for
ever: both optimistic locking and undo rely on it. JSON columns hold plain data only.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, Table
from sqlmodel import Field, SQLModel

_IMPORT_KEY = ["catalogue_import.body_code", "catalogue_import.sequence"]


class _Row(SQLModel):
    body_code: str = Field(primary_key=True)
    row_version: int = Field(sa_type=BigInteger)
    created_in: int = Field(sa_type=BigInteger)
    created_at: datetime
    updated_at: datetime


class ChangeTable(_Row, table=True):
    """One entry of the history: what one command did in one transaction."""

    __tablename__ = "change"
    __table_args__ = (Index("ux_change_sequence", "sequence", unique=True),)

    sequence: int = Field(primary_key=True, sa_type=BigInteger)
    """Counts up over all bodies of the workspace."""
    actor: str
    command: str
    inserted: dict[str, int] = Field(sa_type=JSON)
    """Rows by table that were inserted; they are found by ``created_in`` and not logged one by one."""
    updated: dict[str, int] = Field(sa_type=JSON)
    deleted: dict[str, int] = Field(sa_type=JSON)
    undoes: int | None = Field(sa_type=BigInteger)
    undone_by: int | None = Field(sa_type=BigInteger)


class ChangedRowTable(_Row, table=True):
    """A row that a change updated or deleted (or an undo put back), with its content before."""

    __tablename__ = "changed_row"
    __table_args__ = (
        ForeignKeyConstraint(
            ["body_code", "sequence"], ["change.body_code", "change.sequence"], name="fk_changed_row_change"
        ),
        Index("ix_changed_row_sequence", "body_code", "sequence", "table_name"),
    )

    table_name: str = Field(primary_key=True)
    row_key: str = Field(primary_key=True)
    """The rest of the key (without body_code) as a JSON list."""
    sequence: int = Field(primary_key=True, sa_type=BigInteger)
    before_version: int | None = Field(sa_type=BigInteger)
    """None: the row did not exist before."""
    after_version: int | None = Field(sa_type=BigInteger)
    """None: the row does not exist afterwards."""
    before: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))


class BodyProfileTable(_Row, table=True):
    """What the user told about a body."""

    __tablename__ = "body_profile"

    name: str
    details: dict[str, str] = Field(sa_type=JSON)
    note: str


class BodyFactTable(_Row, table=True):
    """Answer to one question about a body."""

    __tablename__ = "body_fact"

    fact_key: str = Field(primary_key=True)
    answer: str
    note: str


class CatalogueImportTable(_Row, table=True):
    """One import of a catalogue."""

    __tablename__ = "catalogue_import"
    __table_args__ = (Index("ix_catalogue_import_name", "body_code", "catalogue_name", "sequence"),)

    sequence: int = Field(primary_key=True, sa_type=BigInteger)
    """Sequence number of the change that made it."""
    catalogue_name: str
    file_name: str
    sha256: str
    form: str
    encoding: str
    record_count: int
    new_count: int
    updated_count: int
    unchanged_count: int
    vanished_count: int
    returned_count: int
    repairs: list[Any] = Field(sa_type=JSON)
    skipped: list[Any] = Field(sa_type=JSON)
    actor: str


class CatalogueRecordTable(_Row, table=True):
    """One record of a body's catalogue, present or vanished."""

    __tablename__ = "catalogue_record"
    __table_args__ = (
        ForeignKeyConstraint(["body_code", "first_seen"], _IMPORT_KEY, name="fk_catalogue_record_first_seen"),
        ForeignKeyConstraint(["body_code", "last_seen"], _IMPORT_KEY, name="fk_catalogue_record_last_seen"),
    )

    record_id: str = Field(primary_key=True)
    catalogue_name: str
    """Which of the body's catalogues lists it."""
    title: str
    title_folded: str
    """Title for comparing: width, case and variants folded."""
    description: str
    organization: str
    licence: str
    frequency: str
    modified: str
    url: str
    resources: list[Any] = Field(sa_type=JSON)
    details: dict[str, Any] = Field(sa_type=JSON)
    """The other fields of the Record that are not empty."""
    digest: str
    """Hash of the content, to tell an updated record from an unchanged one."""
    first_seen: int = Field(sa_type=BigInteger)
    last_seen: int | None = Field(sa_type=BigInteger)
    """None while present: then the latest import of its catalogue contains it."""
    vanished_at: datetime | None


class RecordMatchTable(_Row, table=True):
    """Judgement that a record is, or is not, an item or standard dataset."""

    __tablename__ = "record_match"
    __table_args__ = (
        ForeignKeyConstraint(
            ["body_code", "record_id"],
            ["catalogue_record.body_code", "catalogue_record.record_id"],
            name="fk_record_match_record",
        ),
        Index("ix_record_match_target", "body_code", "target_kind", "target_id", "decision", "record_id"),
    )

    record_id: str = Field(primary_key=True)
    target_kind: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    score: float
    decision: str
    decided_by: str
    evidence: list[Any] = Field(sa_type=JSON)
    note: str


class TargetCoverageTable(_Row, table=True):
    """Counts of present records by target; made anew in the transaction that changes what is counted.

    It is derived, so it has no part in the history.
    """

    __tablename__ = "target_coverage"

    target_kind: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    accepted_count: int
    review_count: int


class TargetStateTable(_Row, table=True):
    """What a body says of an item or standard dataset."""

    __tablename__ = "target_state"

    target_kind: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    state: str
    reason: str
    section: str
    fiscal_year: int | None
    note: str


class SheetAnswerTable(_Row, table=True):
    """Answer to one question of a decision sheet."""

    __tablename__ = "sheet_answer"

    target_kind: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    answer: str
    note: str
    asked: str


class MeasureTable(_Row, table=True):
    """個別施策: an action that a body commits to."""

    __tablename__ = "measure"

    measure_id: int = Field(primary_key=True, sa_type=BigInteger)
    title: str
    action_id: str
    pillars: list[Any] = Field(sa_type=JSON)
    priority_fields: list[Any] = Field(sa_type=JSON)
    grounds: list[Any] = Field(sa_type=JSON)
    outline: str
    section: str
    kpis: list[Any] = Field(sa_type=JSON)
    schedule: dict[str, str] = Field(sa_type=JSON)
    data_used: list[Any] = Field(sa_type=JSON)
    data_published: list[Any] = Field(sa_type=JSON)
    personal_path: str = Field(sa_column_kwargs={"server_default": ""})
    """Came with 0002; the default serves rows that an undo brings back from before."""
    note: str


class PlanDraftTable(_Row, table=True):
    """A version of a plan."""

    __tablename__ = "plan_draft"

    draft_id: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    title: str
    generated_text: str
    edited_text: str
    as_of: str
    """Day for which it was generated, ISO; empty when not said."""


METADATA = SQLModel.metadata

CHANGE = METADATA.tables["change"]
CHANGED_ROW = METADATA.tables["changed_row"]
BODY_PROFILE = METADATA.tables["body_profile"]
BODY_FACT = METADATA.tables["body_fact"]
CATALOGUE_IMPORT = METADATA.tables["catalogue_import"]
CATALOGUE_RECORD = METADATA.tables["catalogue_record"]
RECORD_MATCH = METADATA.tables["record_match"]
TARGET_COVERAGE = METADATA.tables["target_coverage"]
TARGET_STATE = METADATA.tables["target_state"]
SHEET_ANSWER = METADATA.tables["sheet_answer"]
MEASURE = METADATA.tables["measure"]
PLAN_DRAFT = METADATA.tables["plan_draft"]

TRACKED: tuple[Table, ...] = (
    BODY_PROFILE,
    BODY_FACT,
    CATALOGUE_IMPORT,
    CATALOGUE_RECORD,
    RECORD_MATCH,
    TARGET_STATE,
    SHEET_ANSWER,
    MEASURE,
    PLAN_DRAFT,
)
"""Tables whose rows have a history, parents before children."""

LABELS = {
    "body_profile": "団体の情報",
    "body_fact": "団体の事実",
    "catalogue_import": "目録の取込み",
    "catalogue_record": "目録の記録",
    "record_match": "対応付け",
    "target_state": "公開の状態",
    "sheet_answer": "公開判断シートの回答",
    "measure": "個別施策",
    "plan_draft": "計画の案",
}
"""Names of the tables on the screen."""


def key_columns(table: Table) -> tuple[str, ...]:
    """Names of the key columns after ``body_code``, in order."""
    return tuple(column.name for column in table.primary_key.columns if column.name != "body_code")
