"""Which record is which item or standard dataset: what the matcher found and what people decided."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select, tuple_

from registry.errors import UsageError
from registry.workspace import coverage, dialect
from registry.workspace.changelog import Key
from registry.workspace.domain import (
    Decision,
    Match,
    MatchReport,
    TargetCoverage,
    TargetKind,
)
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import plain_text
from registry.workspace.ledger import Ledger
from registry.workspace.match_run import MatchRun, key_of
from registry.workspace.tables import CATALOGUE_RECORD, RECORD_MATCH, TARGET_COVERAGE


class Matches(Door):
    """Matches and the coverage that follows from them."""

    def save_matches(
        self,
        body_code: str,
        matches: Iterable[Match],
        *,
        now: datetime,
        actor: str = "",
        record_ids: Iterable[str] | None = None,
    ) -> MatchReport:
        """Store a run of the matcher: for the records it looked at, its matches replace earlier ones.

        ``record_ids``: the records it looked at; None: all of the body. What a person decided stays, whatever
        the run says. Raises UsageError for a match of a record that the body does not have.
        """
        found: dict[str, dict[Key, Match]] = defaultdict(dict)
        for match in matches:
            if not math.isfinite(match.score):
                raise ValueError(f"score of {match.record_id} is not a number")
            found[plain_text(match.record_id)][key_of(match)] = match
        with self._writing(body_code, "対応付けを保存", now, actor) as ledger:
            looked_at = None if record_ids is None else {plain_text(record_id) for record_id in record_ids}
            if looked_at is not None and (stray := found.keys() - looked_at):
                raise ValueError(f"matches of records that were not looked at: {sorted(stray)[:3]}")
            require_records(ledger, found)
            run = MatchRun(ledger)
            if looked_at is None:
                run.replace_all(found)
            else:
                run.replace(sorted(looked_at), found)
            return run.finish()

    @contextmanager
    def matching(self, body_code: str, *, now: datetime, actor: str = "") -> Iterator[MatchRun]:
        """Store a run of the matcher piece by piece, in one transaction; as ``save_matches``.

        The block must end with ``MatchRun.finish``; a block that is left with an error changes nothing.
        """
        with self._writing(body_code, "対応付けを保存", now, actor) as ledger:
            run = MatchRun(ledger)
            yield run
            if not run.finished:
                raise RuntimeError("a run of the matcher was left before it was finished")

    def decide_match(
        self,
        body_code: str,
        record_id: str,
        target_kind: TargetKind,
        target_id: str,
        decision: Decision,
        *,
        now: datetime,
        actor: str = "",
        note: str = "",
        expected_version: int | None = None,
    ) -> Match:
        """Keep a person's decision; later runs of the matcher leave it alone.

        A match that the matcher did not propose is made, with score 0 and no evidence.
        Raises UsageError when there is no such record, EditConflict when ``expected_version`` was overtaken.
        """
        key = (plain_text(record_id), plain_text(target_kind), plain_text(target_id))
        with self._writing(body_code, "対応付けを判断", now, actor) as ledger:
            require_records(ledger, [key[0]])
            current = ledger.fetch(RECORD_MATCH, [key]).get(key)
            values: dict[str, Any] = {"decision": decision, "decided_by": "person", "note": note}
            if current is None:
                values |= {"score": 0.0, "evidence": []}
            ledger.put(RECORD_MATCH, key, values, expected_version)
            coverage.refresh(ledger.connection, body_code, ledger.sequence, now, [key[1:]])
            return match_from(ledger.fetch(RECORD_MATCH, [key])[key])

    def matches(
        self,
        body_code: str,
        *,
        record_id: str | None = None,
        target_kind: TargetKind | None = None,
        target_id: str | None = None,
        decision: Decision | None = None,
        present: bool | None = None,
        limit: int | None = None,
        after: Match | None = None,
    ) -> tuple[Match, ...]:
        """Matches in the order of record, kind and target, after the match ``after``.

        ``present``: only those of records that are present (True) or vanished (False).
        """
        require_body_code(body_code)
        column = RECORD_MATCH.c
        key = (column.record_id, column.target_kind, column.target_id)
        statement = select(RECORD_MATCH).where(column.body_code == body_code).order_by(*key)
        for asked, wanted in (
            (column.record_id, record_id),
            (column.target_kind, target_kind),
            (column.target_id, target_id),
            (column.decision, decision),
        ):
            if wanted is not None:
                statement = statement.where(asked == plain_text(wanted))
        if present is not None:
            statement = statement.where(_of_records(present=present))
        if after is not None:
            statement = statement.where(tuple_(*key) > tuple_(*key_of(after)))
        if limit is not None:
            statement = statement.limit(limit)
        with self._reading() as connection:
            return tuple(match_from(row) for row in connection.execute(statement).mappings())

    def best_matches(
        self, body_code: str, target_kind: TargetKind, target_id: str, count: int
    ) -> tuple[Match, ...]:
        """The best matches of a target among present records: accepted ones first, then by score."""
        require_body_code(body_code)
        column = RECORD_MATCH.c
        statement = (
            select(RECORD_MATCH)
            .where(
                column.body_code == body_code,
                column.target_kind == target_kind,
                column.target_id == plain_text(target_id),
                column.decision.in_(("accept", "review")),
                _of_records(present=True),
            )
            .order_by(column.decision != "accept", column.score.desc(), column.record_id)
            .limit(count)
        )
        with self._reading() as connection:
            return tuple(match_from(row) for row in connection.execute(statement).mappings())

    def coverage(self, body_code: str) -> tuple[TargetCoverage, ...]:
        """How many present records stand for each target that has any."""
        require_body_code(body_code)
        column = TARGET_COVERAGE.c
        statement = (
            select(column.target_kind, column.target_id, column.accepted_count, column.review_count)
            .where(column.body_code == body_code)
            .order_by(column.target_kind, column.target_id)
        )
        with self._reading() as connection:
            return tuple(
                TargetCoverage(target_kind=kind, target_id=target_id, accepted=accepted, review=review)
                for kind, target_id, accepted, review in connection.execute(statement)
            )


def _of_records(*, present: bool) -> ColumnElement[bool]:
    """Holds for matches whose record is present, or has vanished."""
    record, column = CATALOGUE_RECORD.c, RECORD_MATCH.c
    life = record.vanished_at.is_(None) if present else record.vanished_at.is_not(None)
    return (
        select(record.record_id)
        .where(record.body_code == column.body_code, record.record_id == column.record_id, life)
        .exists()
    )


def match_from(row: RowMapping) -> Match:
    """A stored match as an object."""
    return Match(
        record_id=row["record_id"],
        target_kind=row["target_kind"],
        target_id=row["target_id"],
        score=row["score"],
        decision=row["decision"],
        decided_by=row["decided_by"],
        evidence=tuple(row["evidence"]),
        note=row["note"],
        row_version=row["row_version"],
    )


def require_records(ledger: Ledger, record_ids: Iterable[str]) -> None:
    """Raise UsageError for an id of which the body has no record."""
    column = CATALOGUE_RECORD.c
    waiting = iter(record_ids)
    while some := list(islice(waiting, dialect.KEYS_AT_ONCE)):
        statement = select(column.record_id).where(
            column.body_code == ledger.body_code, column.record_id.in_(some)
        )
        missing = set(some) - set(ledger.connection.execute(statement).scalars())
        if missing:
            raise UsageError(
                f"目録にない記録です: {min(missing)}",
                where=f"団体 {ledger.body_code}",
                mend="先に目録を取り込んでください（konkyo inventory import）",
            )
