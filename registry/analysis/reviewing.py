"""Working through the records whose matches a person has yet to judge: what the screen's review shows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from registry.analysis.targets import TargetRef, name_of_target
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.workspace.domain import (
    Decision,
    Match,
    MatchDecision,
    Page,
    RecordFilter,
    StoredRecord,
    TargetKind,
)

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

Standing = Literal["確認待ち", "採用", "見送り", "候補なし"]
Target = tuple[TargetKind, str]
_LABELS: dict[str, str] = {"item": "項目", "dataset": "標準"}


class Candidate(Struct, frozen=True, kw_only=True):
    """An item or standard dataset that a record may be."""

    kind: TargetKind
    target: str
    label: str
    """項目16 or 標準, as it stands before the name."""
    name: str
    points: int
    """0–100; 0 also where a person, not the matcher, thought of it."""
    decision: Decision
    by_person: bool
    evidence: tuple[str, ...]

    @property
    def key(self) -> Target:
        """Kind and id."""
        return self.kind, self.target


class QueueLine(Struct, frozen=True, kw_only=True):
    """A record in the queue."""

    id: str
    title: str
    section: str
    """Section in charge, or the organisation when the catalogue names none."""
    standing: Standing
    accepted: tuple[str, ...]
    """Names of the targets it was taken for."""


class ReviewCard(Struct, frozen=True, kw_only=True):
    """A record with its candidates, the likeliest first."""

    stored: StoredRecord
    candidates: tuple[Candidate, ...]

    @property
    def open(self) -> bool:
        """True while a person has yet to judge it."""
        return any(one.decision == "review" for one in self.candidates)

    def ticked_beforehand(self) -> frozenset[Target]:
        """What to propose: what was accepted, else the best of what is open; nothing of what was rejected."""
        accepted = [one for one in self.candidates if one.decision == "accept"]
        best = [one for one in self.candidates if one.decision == "review"][:1]
        return frozenset(one.key for one in accepted or best)


class Settled(Struct, frozen=True, kw_only=True):
    """What settling records did."""

    records: int
    title: str
    """Of the first."""
    accepted: tuple[str, ...]
    """Names of the targets taken; empty: none of the candidates."""
    changed: bool
    """False: nothing differed from what was decided before."""


def queue_lines(
    store: "Workspace", body: Body, knowledge: Knowledge, which: RecordFilter, page: Page
) -> tuple[QueueLine, ...]:
    """A stretch of the records that pass, and how each stands."""
    records = store.records(body.code, which, page)
    matches = store.matches_of(body.code, [stored.record.id for stored in records])
    return tuple(_line(stored, matches.get(stored.record.id, ()), knowledge) for stored in records)


def queue_line(store: "Workspace", body: Body, knowledge: Knowledge, record_id: str) -> QueueLine | None:
    """One record as it stands in the queue; None when there is none of this id."""
    stored = store.record(body.code, record_id)
    if stored is None:
        return None
    return _line(stored, store.matches_of(body.code, [record_id]).get(record_id, ()), knowledge)


def review_card(store: "Workspace", body: Body, knowledge: Knowledge, record_id: str) -> ReviewCard:
    """One record to judge.

    Raises UsageError when the body has no such record.
    """
    found = store.matches_of(body.code, [record_id])
    return _card(store, body, knowledge, record_id, found.get(record_id, ()))


def cards_alike(
    store: "Workspace", body: Body, knowledge: Knowledge, record_id: str
) -> tuple[ReviewCard, ...]:
    """Records in which the matcher found the very same as in this one, with it; they can be settled alike."""
    ids = store.alike(body.code, record_id)
    found = store.matches_of(body.code, ids)
    return tuple(_card(store, body, knowledge, one, found[one]) for one in ids)


def settle(
    store: "Workspace",
    body: Body,
    cards: Sequence[ReviewCard],
    ticked: Collection[Target],
    *,
    now: datetime,
    actor: str = "",
) -> Settled:
    """Take these records for the ticked targets and for none of their other candidates, as one change.

    What already stands so is not written again, so a rule's certain finding stays a rule's.
    """
    title = cards[0].stored.record.title
    more = f" ほか{len(cards) - 1:,}件" if len(cards) > 1 else ""
    accepted = tuple(f"{one.label} {one.name}" for one in cards[0].candidates if one.key in ticked)
    decisions = [decision for card in cards for decision in _decisions(card, ticked)]
    if decisions:
        what = "採用" if accepted else "見送り"
        command = f"対応付け: {_shortened(title)}{more} → {what}"
        store.decide_matches(body.code, decisions, command=command, now=now, actor=actor)
    return Settled(records=len(cards), title=title, accepted=accepted, changed=bool(decisions))


def take_for(
    store: "Workspace",
    body: Body,
    card: ReviewCard,
    target: TargetRef,
    *,
    now: datetime,
    actor: str = "",
) -> None:
    """Take a record for an item or dataset that a person thought of; what its other candidates are stays open."""
    decision = MatchDecision(
        record_id=card.stored.record.id, target_kind=target.kind, target_id=target.id, decision="accept"
    )
    command = f"対応付け: {_shortened(card.stored.record.title)} → {target.name}"
    store.decide_matches(body.code, [decision], command=command, now=now, actor=actor)


def _decisions(card: ReviewCard, ticked: Collection[Target]) -> Iterable[MatchDecision]:
    for one in card.candidates:
        wanted: Decision = "accept" if one.key in ticked else "reject"
        if one.decision != wanted:
            yield MatchDecision(
                record_id=card.stored.record.id,
                target_kind=one.kind,
                target_id=one.target,
                decision=wanted,
            )


def _card(
    store: "Workspace", body: Body, knowledge: Knowledge, record_id: str, matches: Iterable[Match]
) -> ReviewCard:
    stored = store.record(body.code, record_id)
    if stored is None:
        raise UsageError(f"記録「{record_id}」はありません", where=f"{body.full_name}の目録")
    return ReviewCard(stored=stored, candidates=tuple(_candidate(match, knowledge) for match in matches))


def _shortened(title: str) -> str:
    return title if len(title) <= 40 else title[:39] + "…"


def _line(stored: StoredRecord, matches: Sequence[Match], knowledge: Knowledge) -> QueueLine:
    decisions = {match.decision for match in matches}
    standing: Standing = "候補なし"
    if "review" in decisions:
        standing = "確認待ち"
    elif "accept" in decisions:
        standing = "採用"
    elif decisions:
        standing = "見送り"
    return QueueLine(
        id=stored.record.id,
        title=stored.record.title,
        section=stored.record.creator or stored.record.organization,
        standing=standing,
        accepted=tuple(
            name_of_target(knowledge, match.target_kind, match.target_id)
            for match in matches
            if match.decision == "accept"
        ),
    )


def _candidate(match: Match, knowledge: Knowledge) -> Candidate:
    label = _LABELS[match.target_kind]
    if match.target_kind == "item":
        item = knowledge.items.get(match.target_id)
        label += "" if item is None or not item.number else str(item.number)
    return Candidate(
        kind=match.target_kind,
        target=match.target_id,
        label=label,
        name=name_of_target(knowledge, match.target_kind, match.target_id),
        points=round(match.score * 100),
        decision=match.decision,
        by_person=match.decided_by == "person",
        evidence=match.evidence,
    )
