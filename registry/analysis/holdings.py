"""What is known of a body's publications: the one input of the analysis that comes from the workspace.

Importing this module loads no database library; ``read_holdings`` takes an open workspace.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.catalogue.record import Record
from registry.workspace.domain import CatalogueImport, Match, RecordFilter, TargetCoverage, TargetState

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

Target = tuple[str, str]
"""Kind ("item" or "dataset") and id."""


class CatalogueSource(Struct, frozen=True, kw_only=True):
    """A catalogue (目録) on which an answer rests: its latest import."""

    name: str
    """Name given to the catalogue; "" for a body's only one."""
    file_name: str
    sha256: str
    form: str
    records: int
    imported_at: datetime
    sequence: int


class FoundRecord(Struct, frozen=True, kw_only=True):
    """A record of the catalogue that was matched to a target."""

    id: str
    title: str
    decision: str
    """accept or review."""
    decided_by: str
    """rule or person."""
    score: float
    evidence: tuple[str, ...]
    url: str = ""
    old_form: bool = False
    """The record says of itself that it follows the earlier 推奨データセット."""


class Holdings(Struct, frozen=True, kw_only=True):
    """Everything a workspace knows that the analysis needs; empty without a workspace."""

    catalogues: tuple[CatalogueSource, ...] = ()
    coverage: Mapping[Target, TargetCoverage] = {}
    """Counts of all records that stand for a target; ``records`` may hold fewer."""
    records: Mapping[Target, tuple[FoundRecord, ...]] = {}
    """The best records by target, at most ``SHOWN``."""
    vanished: Mapping[Target, int] = {}
    """Records that stood for a target and have vanished from the catalogue."""
    states: Mapping[Target, TargetState] = {}
    precedents: Mapping[Target, int] = {}
    """Other bodies of the workspace whose catalogue has the target."""
    waiting: int = 0
    """Records that wait for a person: those with a candidate that is not judged yet."""


SHOWN = 5
"""Records listed for a target."""


def read_holdings(store: "Workspace", body_code: str, shown: int = SHOWN) -> Holdings:
    """Read what the workspace knows of a body."""
    coverage: dict[Target, TargetCoverage] = {
        (entry.target_kind, entry.target_id): entry for entry in store.coverage(body_code)
    }
    states = store.states(body_code)
    return Holdings(
        catalogues=sources_of(store.imports(body_code)),
        coverage=coverage,
        records={target: _records(store, body_code, target, shown) for target in coverage},
        vanished=_vanished(store.matches(body_code, decision="accept", present=False)),
        states={(state.target_kind, state.target_id): state for state in states},
        precedents=_precedents(store, body_code),
        waiting=store.count_records(body_code, RecordFilter(decision="review")),
    )


def sources_of(imports: tuple[CatalogueImport, ...]) -> tuple[CatalogueSource, ...]:
    """The latest import of each catalogue; ``imports`` come latest first."""
    latest: dict[str, CatalogueImport] = {}
    for entry in imports:
        latest.setdefault(entry.catalogue_name, entry)
    return tuple(
        CatalogueSource(
            name=entry.catalogue_name,
            file_name=entry.file_name,
            sha256=entry.sha256,
            form=entry.form,
            records=entry.records,
            imported_at=entry.imported_at,
            sequence=entry.sequence,
        )
        for entry in sorted(latest.values(), key=lambda entry: entry.catalogue_name)
    )


def _records(store: "Workspace", body_code: str, target: Target, shown: int) -> tuple[FoundRecord, ...]:
    kind, target_id = target
    found = []
    for match in store.best_matches(body_code, "item" if kind == "item" else "dataset", target_id, shown):
        stored = store.record(body_code, match.record_id)
        if stored is not None:
            found.append(_found(match, stored.record))
    return tuple(found)


def _found(match: Match, record: Record) -> FoundRecord:
    said = " ".join((record.standard, record.title, *(resource.name for resource in record.resources)))
    return FoundRecord(
        id=match.record_id,
        title=record.title,
        decision=match.decision,
        decided_by=match.decided_by,
        score=match.score,
        evidence=match.evidence,
        url=record.url or next((resource.url for resource in record.resources if resource.url), ""),
        old_form="推奨データセット" in said,
    )


def _vanished(matches: tuple[Match, ...]) -> dict[Target, int]:
    counts: dict[Target, int] = {}
    for match in matches:
        target = (match.target_kind, match.target_id)
        counts[target] = counts.get(target, 0) + 1
    return counts


def _precedents(store: "Workspace", body_code: str) -> dict[Target, int]:
    counts: dict[Target, int] = {}
    for code in store.body_codes():
        if code == body_code:
            continue
        for entry in store.coverage(code):
            if entry.accepted:
                target = (entry.target_kind, entry.target_id)
                counts[target] = counts.get(target, 0) + 1
    return counts
