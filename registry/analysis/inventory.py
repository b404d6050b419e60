"""Looking at a body's records and judging matches: what ``konkyo inventory`` and the screen show."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.targets import TargetRef, name_of_target
from registry.catalogue.record import Record
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref
from registry.workspace.domain import Decision, Match, Page, RecordFilter, StoredRecord

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class MatchLine(Struct, frozen=True, kw_only=True):
    """A match as it is shown."""

    record_id: str
    title: str
    kind: str
    """item or dataset."""
    target: str
    """Id of the target, as commands take it."""
    name: str
    score: float
    decision: str
    decided_by: str
    evidence: tuple[str, ...]


class RecordLine(Struct, frozen=True, kw_only=True):
    """A record in a list."""

    id: str
    title: str
    organization: str
    modified: str
    formats: tuple[str, ...]
    url: str
    present: bool
    matches: tuple[MatchLine, ...]
    """Accepted and open ones."""


class RecordList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo inventory list``."""

    body: BodyRef
    total: int
    records: tuple[RecordLine, ...]
    next_after: str = ""
    """Id after which the next stretch begins; "" at the end."""


class RecordCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo inventory show``."""

    body: BodyRef
    record: Record
    catalogue: str
    present: bool
    vanished_at: datetime | None
    matches: tuple[MatchLine, ...]


class ReviewList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo inventory review``."""

    body: BodyRef
    total: int
    matches: tuple[MatchLine, ...]


class Judgement(Struct, frozen=True):
    """A person's decision on one record and target."""

    record_id: str
    target: TargetRef
    decision: Decision


def list_records(
    store: "Workspace", body: Body, knowledge: Knowledge, which: RecordFilter, page: Page
) -> RecordList:
    """A stretch of the records that pass."""
    records = store.records(body.code, which, page)
    total = store.count_records(body.code, which)
    full = len(records) == page.limit and total > page.limit
    return RecordList(
        body=body_ref(body),
        total=total,
        records=tuple(_record_line(stored, store, knowledge) for stored in records),
        next_after=records[-1].record.id if full else "",
    )


def show_record(store: "Workspace", body: Body, knowledge: Knowledge, record_id: str) -> RecordCard:
    """One record with all its matches.

    Raises UsageError when the body has no record of this id.
    """
    stored = store.record(body.code, record_id)
    if stored is None:
        raise UsageError(
            f"記録「{record_id}」はありません",
            where=f"{body.full_name}（{body.code}）の目録",
            mend=f"konkyo inventory list --body {body.code} で ID を確かめてください",
        )
    matches = store.matches(body.code, record_id=record_id)
    return RecordCard(
        body=body_ref(body),
        record=stored.record,
        catalogue=stored.catalogue_name,
        present=stored.present,
        vanished_at=stored.vanished_at,
        matches=tuple(_match_line(match, stored.record.title, knowledge) for match in matches),
    )


def review(
    store: "Workspace",
    body: Body,
    knowledge: Knowledge,
    *,
    decision: Decision | None = "review",
    target: TargetRef | None = None,
    text: str = "",
    limit: int = 50,
) -> ReviewList:
    """Matches of present records to look at, the most likely first. ``decision`` None: all of them."""
    from registry.text.normalise import matches as text_matches

    found = store.matches(
        body.code,
        target_kind=None if target is None else target.kind,
        target_id=None if target is None else target.id,
        decision=decision,
        present=True,
    )
    titles = _titles(store, body, found)
    passing = [match for match in found if not text or text_matches(text, [titles[match.record_id]])]
    passing.sort(key=lambda match: (-match.score, match.record_id, match.target_id))
    return ReviewList(
        body=body_ref(body),
        total=len(passing),
        matches=tuple(_match_line(match, titles[match.record_id], knowledge) for match in passing[:limit]),
    )


def judge(
    store: "Workspace",
    body: Body,
    knowledge: Knowledge,
    judgements: Sequence[Judgement],
    *,
    now: datetime,
    actor: str = "",
    note: str = "",
) -> ReviewList:
    """Keep a person's decisions, as one change; no later run of the matcher asks or overrules them."""
    with store.together(body.code, f"対応付けを判断（{len(judgements)} 件）", now=now, actor=actor):
        decided = [
            store.decide_match(
                body.code,
                judgement.record_id,
                judgement.target.kind,
                judgement.target.id,
                judgement.decision,
                now=now,
                actor=actor,
                note=note,
            )
            for judgement in judgements
        ]
    titles = _titles(store, body, decided)
    return ReviewList(
        body=body_ref(body),
        total=len(decided),
        matches=tuple(_match_line(match, titles[match.record_id], knowledge) for match in decided),
    )


def _titles(store: "Workspace", body: Body, matches: Iterable[Match]) -> dict[str, str]:
    titles = {}
    for record_id in {match.record_id for match in matches}:
        stored = store.record(body.code, record_id)
        titles[record_id] = "" if stored is None else stored.record.title
    return titles


def _record_line(stored: StoredRecord, store: "Workspace", knowledge: Knowledge) -> RecordLine:
    record = stored.record
    matches = [
        match for match in store.matches(stored.body_code, record_id=record.id) if match.decision != "reject"
    ]
    return RecordLine(
        id=record.id,
        title=record.title,
        organization=record.organization,
        modified=record.modified,
        formats=tuple(dict.fromkeys(resource.format for resource in record.resources if resource.format)),
        url=record.url or next((resource.url for resource in record.resources if resource.url), ""),
        present=stored.present,
        matches=tuple(_match_line(match, record.title, knowledge) for match in matches),
    )


def _match_line(match: Match, title: str, knowledge: Knowledge) -> MatchLine:
    return MatchLine(
        record_id=match.record_id,
        title=title,
        kind=match.target_kind,
        target=match.target_id,
        name=name_of_target(knowledge, match.target_kind, match.target_id),
        score=match.score,
        decision=match.decision,
        decided_by=match.decided_by,
        evidence=match.evidence,
    )
