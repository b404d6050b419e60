"""What a workspace holds, as frozen objects that the other rooms and the front ends work with.

The tables stay behind the repository. Importing this module loads no database library.

``row_version`` is the sequence number of the change that wrote this content of the row; the pair of key and
row version names one content for ever. Hand it back as ``expected_version`` to be told of an edit in between.
0 stands for "not stored yet".
"""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from registry.catalogue.record import Record

FactValue = Literal["yes", "no", "unknown"]
TargetKind = Literal["item", "dataset"]
Decision = Literal["accept", "review", "reject"]
Decider = Literal["rule", "person"]
State = Literal["公開済", "公開予定", "検討中", "対象外"]
AnswerWord = Literal["はい", "いいえ", "該当なし"]
SubjectKind = Literal["item", "dataset", "own"]
"""What a walk through the decision guide is about: a target, or a title of the body's own."""
KpiKind = Literal["進捗", "効果", ""]
"""Progress or effect; "" while the planner has not said which."""

STATES: tuple[State, ...] = ("公開済", "公開予定", "検討中", "対象外")
KPI_KINDS: tuple[KpiKind, ...] = ("進捗", "効果", "")
ANSWER_WORDS: tuple[AnswerWord, ...] = ("はい", "いいえ", "該当なし")
OWN_WORDS = "他:"
NO_PERSONAL_DATA = "none"
GUIDE = "guide/"
"""Begins the ids under which answers of the decision guide stand among those of sheets: ``guide/<place>/<node>``."""


class BodyProfile(Struct, frozen=True, kw_only=True):
    """A body as the user described it."""

    body_code: str
    name: str = ""
    details: dict[str, str] = {}
    """What plans and sheets quote: 担当課, 連絡先, 目録のURL …, each as told."""
    note: str = ""
    row_version: int = 0


class BodyFact(Struct, frozen=True, kw_only=True):
    """The answer to one question on which verdicts depend (registry.knowledge.items.FactKey)."""

    fact_key: str
    answer: FactValue
    note: str = ""
    row_version: int = 0


class BodySummary(Struct, frozen=True, kw_only=True):
    """One body of the workspace and how much is known of it."""

    body_code: str
    name: str
    facts: int
    imports: int
    records: int
    """Records present in the latest import of their catalogue."""
    vanished: int
    states: int
    measures: int
    drafts: int


class ImportReport(Struct, frozen=True, kw_only=True):
    """What one import did to the records of a body."""

    sequence: int
    """Sequence number of the change; ``undo_change`` takes it."""
    catalogue_name: str
    records: int
    new: int
    updated: int
    unchanged: int
    vanished: int
    """Present before, missing in this file: marked, not deleted."""
    returned: int
    """Vanished before, in the file again."""
    renamed: tuple[str, ...] = ()
    """Ids given to records whose own id was empty or stood twice in the file (at most 20 are listed)."""


class CatalogueImport(Struct, frozen=True, kw_only=True):
    """One import as it is remembered."""

    body_code: str
    sequence: int
    catalogue_name: str
    file_name: str
    sha256: str
    form: str
    encoding: str
    records: int
    new: int
    updated: int
    unchanged: int
    vanished: int
    returned: int
    repairs: tuple[Any, ...]
    """What the reader mended, as plain data."""
    skipped: tuple[Any, ...]
    """Rows that were not read and why, as plain data."""
    imported_at: datetime
    actor: str


class StoredRecord(Struct, frozen=True, kw_only=True):
    """A record of a body's catalogue and its life in the workspace."""

    body_code: str
    record: Record
    catalogue_name: str
    first_seen: int
    """Sequence number of the import that brought it."""
    last_seen: int
    """Sequence number of the last import that contained it."""
    vanished_at: datetime | None
    row_version: int

    @property
    def present(self) -> bool:
        """True while the latest import of its catalogue contains it."""
        return self.vanished_at is None


class RecordFilter(Struct, frozen=True, kw_only=True):
    """Which records; every condition that is set must hold."""

    text: str = ""
    """Words, all of which title or description contain: in the title whatever the width, case or variant of a
    character, in the description whatever the case of A–Z."""
    ids: tuple[str, ...] | None = None
    """Only these records, of which there must not be more than a database takes in one statement (some hundreds)."""
    organization: str = ""
    licence: str = ""
    catalogue_name: str | None = None
    present: bool | None = True
    """True: in the latest import; False: vanished; None: both."""
    written_in: int | None = None
    """Records whose present content came with the import of this sequence number."""
    target_kind: TargetKind | None = None
    """With ``target_id`` and ``decision``: records that have such a match."""
    target_id: str = ""
    decision: Decision | None = None
    decided_after: int | None = None
    """With ``decision``: also records on which a person decided in a change after this one, so that a list does
    not shift under those who work through it."""
    unmatched: bool = False
    """Records without any accepted or open match."""


class Page(Struct, frozen=True, kw_only=True):
    """A stretch of a list: at most ``limit`` entries after the record id ``after`` and ``skip`` more."""

    limit: int = 100
    after: str = ""
    skip: int = 0


class Match(Struct, frozen=True, kw_only=True):
    """The judgement that a record is (or is not) an item or standard dataset."""

    record_id: str
    target_kind: TargetKind
    target_id: str
    score: float
    decision: Decision
    decided_by: Decider = "rule"
    evidence: tuple[str, ...] = ()
    note: str = ""
    row_version: int = 0


class MatchDecision(Struct, frozen=True, kw_only=True):
    """What a person says of one record and target."""

    record_id: str
    target_kind: TargetKind
    target_id: str
    decision: Decision


class MatchReport(Struct, frozen=True, kw_only=True):
    """What storing a run of the matcher changed."""

    new: int
    updated: int
    unchanged: int
    removed: int
    kept: int
    """Decisions of people that the run left alone."""


class MatchTotals(Struct, frozen=True, kw_only=True):
    """How much is matched among the present records of a body."""

    accepted: int
    review: int
    matched_records: int
    """Records with at least one accepted match."""
    waiting_records: int
    """Records with at least one match that a person has yet to judge."""


class RecordTally(Struct, frozen=True, kw_only=True):
    """Counts over the present records of a body: all, those whose licence was understood, and those that tell
    how often they are updated."""

    records: int
    with_licence: int
    with_frequency: int


class TargetCoverage(Struct, frozen=True, kw_only=True):
    """How many present records stand for an item or standard dataset."""

    target_kind: TargetKind
    target_id: str
    accepted: int
    review: int


class TargetState(Struct, frozen=True, kw_only=True):
    """What a body says of an item or standard dataset."""

    target_kind: TargetKind
    target_id: str
    state: State
    reason: str = ""
    section: str = ""
    """Section in charge (担当課)."""
    fiscal_year: int | None = None
    """Fiscal year (年度) in which publication is planned."""
    note: str = ""
    row_version: int = 0


class SheetAnswer(Struct, frozen=True, kw_only=True):
    """The answer to one question of a decision sheet (公開判断シート) about one target."""

    target_kind: TargetKind
    target_id: str
    check_id: str
    """Id of the caveat or rule that asks."""
    answer: AnswerWord
    note: str = ""
    asked: str = ""
    """The question as it was put; tells an answer that was given to other words."""
    row_version: int = 0


class WalkStep(Struct, frozen=True, kw_only=True):
    """One answer on a walk through the decision guide for personal data."""

    node: str
    """Id of the guide's node that asks."""
    answer: str
    """In the guide's words."""
    note: str = ""
    asked: str = ""
    """The question as it was put; tells an answer that was given to other words."""
    row_version: int = 0


class WalkSummary(Struct, frozen=True, kw_only=True):
    """A walk that is kept: what it is about and how far it goes."""

    subject_kind: SubjectKind
    subject_id: str
    """Id of the target; for one of the body's own its title."""
    steps: int
    last_node: str
    last_answer: str
    walked_at: datetime


class Kpi(Struct, frozen=True, kw_only=True):
    """A figure by which a measure is judged."""

    name: str
    kind: KpiKind
    unit: str = ""
    formula: str = ""
    counter: str = ""
    """Id of the counter (registry.analysis.counters) that gives the current value; "" when people measure it."""
    current: str = ""
    current_on: date | None = None
    source: str = ""
    target: str = ""
    due_fiscal_year: int | None = None


class Measure(Struct, frozen=True, kw_only=True):
    """個別施策: an action that a body commits to."""

    title: str
    measure_id: int = 0
    """0: give it a new number."""
    action_id: str = ""
    """Action of the knowledge it follows; empty for one of the body's own."""
    pillars: tuple[str, ...] = ()
    priority_fields: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    """Ids of provisions."""
    outline: str = ""
    section: str = ""
    kpis: tuple[Kpi, ...] = ()
    schedule: dict[str, str] = {}
    """Fiscal year → what is done in it."""
    data_used: tuple[str, ...] = ()
    data_published: tuple[str, ...] = ()
    """Ids of items and standard datasets; or words of the body's own, which begin with ``OWN_WORDS``."""
    personal_path: str = ""
    """Id of a node of the decision guide, or ``NO_PERSONAL_DATA``; "" while not said."""
    note: str = ""
    row_version: int = 0


class Draft(Struct, frozen=True, kw_only=True):
    """A version of a plan: what was generated and what people made of it."""

    kind: str
    title: str
    generated_text: str
    edited_text: str
    draft_id: int = 0
    """0: give it a new number."""
    as_of: date | None = None
    created_at: datetime | None = None
    """Set by the workspace."""
    row_version: int = 0


class Change(Struct, frozen=True, kw_only=True):
    """One entry of the history: everything one command wrote, in one transaction."""

    body_code: str
    sequence: int
    at: datetime
    actor: str
    command: str
    counts: dict[str, int]
    """Rows written, by table and kind, e.g. ``{"catalogue_record.inserted": 12}``."""
    undoes: int | None
    """Sequence number of the change that this one took back."""
    undone_by: int | None


class ChangedRow(Struct, frozen=True, kw_only=True):
    """One row of a change, before and after, as plain data; None where the row did not exist."""

    table: str
    row_key: tuple[str | int, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    """None also where a later change has removed the only copy of it (it was undone)."""
