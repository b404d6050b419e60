"""Taking a body's catalogue in: read, part, store and match, as one change of the workspace."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from registry.analysis.ownership import OtherBody, Shares, part_records
from registry.catalogue.record import FORM_LABELS, Catalogue, Record, Repair, Skipped
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref
from registry.workspace.domain import ImportReport, Match, MatchReport, RecordFilter

if TYPE_CHECKING:
    from registry.matching.matcher import Candidate
    from registry.workspace.repository import Workspace

Progress = Callable[[str, int, int], None]
"""Called now and then with the stage, what is done and what there is to do (0: not known)."""

_KEPT = ("accept", "review")
_EVERY = 200


class MatchCounts(Struct, frozen=True, kw_only=True):
    """What matching the records gave."""

    accepted: int
    """Records and targets that belong together for certain, decided by rule or person."""
    review: int
    """Candidates that a person has yet to judge."""
    people: int
    """Decisions of people that were kept."""
    matched_records: int
    """Records with at least one accepted target."""


class IntakeReport(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo inventory import``."""

    body: BodyRef
    file_name: str
    catalogue: str
    """Name of the body's catalogue; "" for its only one."""
    form: str
    form_label: str
    encoding: str
    dialect: str
    header_row: int
    records_in_file: int
    records: int
    """Records taken in."""
    new: int
    updated: int
    unchanged: int
    vanished: int
    returned: int
    others: tuple[OtherBody, ...]
    """Other bodies whose records were left out."""
    unattributed: int
    """Records left out as they name no body."""
    assumed: bool
    """No record names a known body: all were taken for this body's."""
    unknown_names: tuple[str, ...]
    """Names in the file that are no body's, where records were taken for this body's; at most five."""
    renamed: tuple[str, ...]
    repairs: tuple[Repair, ...]
    skipped: tuple[Skipped, ...]
    matches: MatchCounts
    change: int
    """Number of the change in the history."""


class ReadFile(Struct, frozen=True, kw_only=True):
    """A catalogue file, read and parted, before the workspace is opened."""

    file_name: str
    sha256: str
    catalogue: Catalogue
    shares: Shares


def read_own(
    path: Path,
    body: Body,
    knowledge: Knowledge,
    *,
    organization: str = "",
    progress: Progress | None = None,
) -> ReadFile:
    """Read a file and find the body's records in it; nothing is stored.

    Raises InputError when it cannot be read or holds nothing of the body's.
    """
    from registry.catalogue.reading import read_catalogue

    told = None if progress is None else lambda done, total: progress("読込み", done, total)
    catalogue = read_catalogue(path, progress=told)
    shares = part_records(catalogue.records, body, knowledge.bodies, str(path), organization)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ReadFile(file_name=path.name, sha256=digest, catalogue=catalogue, shares=shares)


def take_in(
    store: "Workspace",
    body: Body,
    read: ReadFile,
    knowledge: Knowledge,
    *,
    now: datetime,
    actor: str = "",
    catalogue_name: str = "",
    progress: Progress | None = None,
) -> IntakeReport:
    """Store the body's records and match them, in one transaction: all of it, or nothing.

    Decisions of people are kept. Raises InputError and WorkspaceError as ``Workspace.import_catalogue``.
    """
    own = structs.replace(read.catalogue, records=read.shares.own)
    total = len(own.records)
    told = None if progress is None else lambda done: progress("保存", done, total)
    with store.together(body.code, f"目録を取込み（{read.file_name}）", now=now, actor=actor):
        stored = store.import_catalogue(
            body.code,
            own,
            read.file_name,
            read.sha256,
            now=now,
            actor=actor,
            catalogue_name=catalogue_name,
            progress=told,
        )
        matched = match_stored(
            store,
            body.code,
            knowledge,
            catalogue_name=catalogue_name,
            now=now,
            actor=actor,
            progress=progress,
        )
        counts = _counts(store, body.code, matched)
    return _report(body, read, stored, counts)


def match_stored(
    store: "Workspace",
    body_code: str,
    knowledge: Knowledge,
    *,
    now: datetime,
    catalogue_name: str | None = None,
    actor: str = "",
    progress: Progress | None = None,
) -> MatchReport:
    """Match the present records of a body (or of one of its catalogues) anew; people's decisions stay."""
    from registry.matching.matcher import match_records

    which = RecordFilter(catalogue_name=catalogue_name)
    total = store.count_records(body_code, which)
    looked_at: list[str] = []
    found: list[Match] = []
    records = _noted(store, body_code, which, looked_at)
    for number, result in enumerate(match_records(records, knowledge), start=1):
        found += _matches("item", result.record_id, result.items)
        found += _matches("dataset", result.record_id, result.datasets)
        if progress is not None and number % _EVERY == 0:
            progress("対応付け", number, total)
    return store.save_matches(body_code, found, now=now, actor=actor, record_ids=looked_at)


def _noted(store: "Workspace", body_code: str, which: RecordFilter, looked_at: list[str]) -> Iterator[Record]:
    for stored in store.every_record(body_code, which):
        looked_at.append(stored.record.id)
        yield stored.record


def _matches(kind: str, record_id: str, candidates: Iterable["Candidate"]) -> Iterator[Match]:
    """Candidates worth keeping; what the matcher rejects is found again whenever it is asked."""
    for candidate in candidates:
        if candidate.decision in _KEPT:
            yield Match(
                record_id=record_id,
                target_kind="item" if kind == "item" else "dataset",
                target_id=candidate.target,
                score=candidate.score,
                decision="accept" if candidate.decision == "accept" else "review",
                evidence=candidate.evidence,
            )


def _counts(store: "Workspace", body_code: str, matched: MatchReport) -> MatchCounts:
    accepted = store.matches(body_code, decision="accept", present=True)
    return MatchCounts(
        accepted=len(accepted),
        review=len(store.matches(body_code, decision="review", present=True)),
        people=matched.kept,
        matched_records=len({match.record_id for match in accepted}),
    )


def _report(body: Body, read: ReadFile, stored: ImportReport, counts: MatchCounts) -> IntakeReport:
    catalogue = read.catalogue
    return IntakeReport(
        body=body_ref(body),
        file_name=read.file_name,
        catalogue=stored.catalogue_name,
        form=catalogue.form.value,
        form_label=FORM_LABELS[catalogue.form],
        encoding=catalogue.encoding,
        dialect=catalogue.dialect,
        header_row=catalogue.header_row,
        records_in_file=len(catalogue.records),
        records=stored.records,
        new=stored.new,
        updated=stored.updated,
        unchanged=stored.unchanged,
        vanished=stored.vanished,
        returned=stored.returned,
        others=read.shares.others,
        unattributed=read.shares.unattributed,
        assumed=read.shares.assumed,
        unknown_names=read.shares.unknown_names,
        renamed=stored.renamed,
        repairs=catalogue.repairs,
        skipped=catalogue.skipped,
        matches=counts,
        change=stored.sequence,
    )
