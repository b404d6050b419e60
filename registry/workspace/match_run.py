"""One run of the matcher being stored, piece by piece, in the transaction of its ledger."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import RowMapping, select

from registry.workspace import coverage, dialect
from registry.workspace.changelog import Key
from registry.workspace.coverage import Target
from registry.workspace.domain import Match, MatchReport, MatchTotals, TargetKind
from registry.workspace.images import plain_data, plain_text
from registry.workspace.ledger import Ledger
from registry.workspace.tables import RECORD_MATCH

_COLUMNS = ("record_id", "target_kind", "target_id", "score", "decision", "decided_by", "evidence", "note")


class Finding(NamedTuple):
    """What the matcher says of a record: a target, and why."""

    target_kind: TargetKind
    target_id: str
    score: float
    decision: Literal["accept", "review"]
    evidence: tuple[str, ...]


class Outcome:
    """What a record comes to, made ready to store; records that come to the same may share it."""

    __slots__ = ("accepted", "findings", "rows", "waiting")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        self.accepted = any(found.decision == "accept" for found in self.findings)
        self.waiting = any(found.decision == "review" for found in self.findings)
        self.rows = tuple(_new_row(match)[1:] for match in self.matches(""))
        """Values of the columns after the record's id."""

    def matches(self, record_id: str) -> Iterator[Match]:
        """The same as matches of a record."""
        for kind, target, score, decision, evidence in self.findings:
            if not math.isfinite(score):
                raise ValueError(f"score of {target} is not a number")
            yield Match(
                record_id=record_id,
                target_kind=kind,
                target_id=target,
                score=score,
                decision=decision,
                evidence=evidence,
            )


class MatchRun:
    """One run of the matcher being stored, piece by piece."""

    def __init__(self, ledger: Ledger) -> None:
        self.finished = False
        self._ledger = ledger
        self._targets: set[Target] = set()
        self._first = self._is_first()
        """True while the body has no matches but those of this run: then they are counted on the way."""
        self._tally: Counter[tuple[str, str, str]] = Counter()
        self._matched = self._waiting = 0
        self._new = self._updated = self._unchanged = self._removed = self._kept = 0

    def add(
        self, looked_at: Sequence[str], found: Iterable[tuple[str, Outcome]], known: Collection[str]
    ) -> None:
        """Store what was found for the records that were looked at.

        ``looked_at``: their ids as they are stored; ``known``: those of them that may have matches already, the
        others are new.
        """
        fresh: list[tuple[object, ...]] = []
        times: Counter[Outcome] = Counter()
        again: dict[str, dict[Key, Match]] = {}
        for record_id, outcome in found:
            if known and record_id in known:
                again[record_id] = {key_of(match): match for match in outcome.matches(record_id)}
            else:
                fresh += [(record_id, *row) for row in outcome.rows]
                times[outcome] += 1
        for outcome, count in times.items():
            self._matched += count * outcome.accepted
            self._waiting += count * outcome.waiting
            for told in outcome.findings:
                self._tally[told.target_kind, told.target_id, told.decision] += count
        if fresh:
            self._new += self._ledger.insert_bulk(RECORD_MATCH, _COLUMNS, fresh)
        if known:
            self.replace([record_id for record_id in looked_at if record_id in known], again)

    def replace(self, record_ids: Sequence[str], found: Mapping[str, Mapping[Key, Match]]) -> None:
        """Let what was found take the place of what is stored for these records."""
        for start in range(0, len(record_ids), dialect.KEYS_AT_ONCE):
            self._replace_some(record_ids[start : start + dialect.KEYS_AT_ONCE], found)

    def replace_all(self, found: Mapping[str, Mapping[Key, Match]]) -> None:
        """Let what was found take the place of all that is stored for the body."""
        column = RECORD_MATCH.c
        statement = select(column.record_id).distinct().where(column.body_code == self._ledger.body_code)
        stored = set(self._ledger.connection.execute(statement).scalars())
        self.replace(sorted(stored | found.keys()), found)

    def finish(self) -> MatchReport:
        """Count anew what the run has changed."""
        ledger = self._ledger
        if self._first:
            counts = {
                (kind, target): (self._tally[kind, target, "accept"], self._tally[kind, target, "review"])
                for kind, target, decision in self._tally
                if decision in ("accept", "review")
            }
            coverage.write(ledger.connection, ledger.body_code, ledger.sequence, ledger.now, counts)
        self._targets.update((kind, target) for kind, target, _ in self._tally)
        if self._targets and not self._first:
            coverage.refresh(ledger.connection, ledger.body_code, ledger.sequence, ledger.now, self._targets)
        self.finished = True
        return MatchReport(
            new=self._new,
            updated=self._updated,
            unchanged=self._unchanged,
            removed=self._removed,
            kept=self._kept,
        )

    def totals(self) -> MatchTotals:
        """How many matches of present records the body has, once the run is finished."""
        if not self._first:
            return coverage.totals(self._ledger.connection, self._ledger.body_code)
        decisions: Counter[str] = Counter()
        for (_, _, decision), count in self._tally.items():
            decisions[decision] += count
        return MatchTotals(
            accepted=decisions["accept"],
            review=decisions["review"],
            matched_records=self._matched,
            waiting_records=self._waiting,
        )

    def _is_first(self) -> bool:
        column = RECORD_MATCH.c
        statement = select(column.record_id).where(column.body_code == self._ledger.body_code).limit(1)
        return self._ledger.connection.execute(statement).first() is None

    def _replace_some(self, record_ids: Sequence[str], found: Mapping[str, Mapping[Key, Match]]) -> None:
        ledger = self._ledger
        self._first = False
        wanted = {key: match for record_id in record_ids for key, match in found.get(record_id, {}).items()}
        column = RECORD_MATCH.c
        statement = select(RECORD_MATCH).where(
            column.body_code == ledger.body_code, column.record_id.in_(record_ids)
        )
        stale: list[Key] = []
        changed: dict[Key, dict[str, Any]] = {}
        for row in ledger.connection.execute(statement).mappings():
            key: Key = (row["record_id"], row["target_kind"], row["target_id"])
            match = wanted.pop(key, None)
            if row["decided_by"] == "person":
                self._kept += 1
            elif match is None:
                stale.append(key)
            elif _says(row, match):
                self._unchanged += 1
            else:
                changed[key] = _values(match)
        self._targets.update((str(key[1]), str(key[2])) for key in (*stale, *changed, *wanted))
        if stale:
            ledger.delete(RECORD_MATCH, stale)
        if changed:
            ledger.update(RECORD_MATCH, changed)
        if wanted:
            ledger.insert_bulk(RECORD_MATCH, _COLUMNS, [_new_row(match) for match in wanted.values()])
        self._removed += len(stale)
        self._updated += len(changed)
        self._new += len(wanted)


def key_of(match: Match) -> Key:
    """Record, kind and id of the target, as they are stored."""
    return plain_text(match.record_id), plain_text(match.target_kind), plain_text(match.target_id)


def _values(match: Match) -> dict[str, Any]:
    return {
        "score": float(match.score),
        "decision": plain_text(match.decision),
        "decided_by": plain_text(match.decided_by),
        "evidence": plain_data(match.evidence),
        "note": plain_text(match.note),
    }


def _says(row: RowMapping, match: Match) -> bool:
    return all(row[name] == value for name, value in _values(match).items())


def _new_row(match: Match) -> tuple[object, ...]:
    return (
        *key_of(match),
        float(match.score),
        plain_text(match.decision),
        plain_text(match.decided_by),
        _evidence_text(match.evidence),
        plain_text(match.note),
    )


@lru_cache(maxsize=4096)
def _evidence_text(evidence: tuple[str, ...]) -> str:
    return dialect.encode_json(plain_data(evidence))
