"""What reviewing many records needs: matches of a page at once, records of one shape, many decisions as one change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from registry.workspace import coverage, dialect
from registry.workspace.changelog import Key
from registry.workspace.domain import Match, MatchDecision
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import plain_text
from registry.workspace.matches import match_from, require_records
from registry.workspace.tables import CATALOGUE_RECORD, CHANGE, RECORD_MATCH

Each = TypeVar("Each")

_Shape = frozenset[tuple[str, str, float, str, tuple[str, ...]]]


class Reviewing(Door):
    """The work of those who judge matches one record after the other."""

    def latest_change(self, body_code: str) -> int:
        """Number of the body's last change; 0 when there is none."""
        require_body_code(body_code)
        statement = select(func.max(CHANGE.c.sequence)).where(CHANGE.c.body_code == body_code)
        with self._reading() as connection:
            return int(connection.execute(statement).scalar_one() or 0)

    def matches_of(self, body_code: str, record_ids: Sequence[str]) -> Mapping[str, tuple[Match, ...]]:
        """Matches of these records, the likeliest first; records without any are left out."""
        require_body_code(body_code)
        with self._reading() as connection:
            return _matches_of(connection, body_code, record_ids)

    def alike(self, body_code: str, record_id: str, limit: int = 1_000) -> tuple[str, ...]:
        """Present records in which the matcher found the very same: targets, words, places of words, points.

        In the order of their ids, with the record itself, at most ``limit``; none when nothing of it is open.
        """
        require_body_code(body_code)
        record, match = CATALOGUE_RECORD.c, RECORD_MATCH.c
        with self._reading() as connection:
            own = _matches_of(connection, body_code, [plain_text(record_id)]).get(plain_text(record_id), ())
            best = next((one for one in own if one.decision == "review"), None)
            if best is None:
                return ()
            near = (
                select(match.record_id)
                .join(
                    CATALOGUE_RECORD,
                    (record.body_code == match.body_code) & (record.record_id == match.record_id),
                )
                .where(
                    match.body_code == body_code,
                    match.target_kind == best.target_kind,
                    match.target_id == best.target_id,
                    match.decision == "review",
                    match.score == best.score,
                    record.vanished_at.is_(None),
                )
                .order_by(match.record_id)
            )
            found: list[str] = []
            ids = connection.execute(near).scalars().all()
            for some in _chunks(ids):
                shapes = _matches_of(connection, body_code, some)
                found += [one for one in some if _shape(shapes[one]) == _shape(own)]
                if len(found) >= limit:
                    break
        return tuple(found[:limit])

    def decide_matches(
        self,
        body_code: str,
        decisions: Sequence[MatchDecision],
        *,
        command: str,
        now: datetime,
        actor: str = "",
        note: str = "",
    ) -> tuple[Match, ...]:
        """Keep a person's decisions as one change called ``command``; as ``decide_match`` for each.

        Raises UsageError for a record that the body does not have; then nothing is changed.
        """
        wanted: dict[Key, Any] = {}
        for one in decisions:
            key: Key = (plain_text(one.record_id), plain_text(one.target_kind), plain_text(one.target_id))
            wanted[key] = {"decision": one.decision, "decided_by": "person", "note": plain_text(note)}
        with self._writing(body_code, command, now, actor) as ledger:
            require_records(ledger, {str(key[0]) for key in wanted})
            current: dict[Key, Any] = {}
            for some in _chunks(wanted):
                current |= ledger.fetch(RECORD_MATCH, some)
            differing = {
                key: values
                for key, values in wanted.items()
                if key in current and any(current[key][name] != value for name, value in values.items())
            }
            ledger.update(RECORD_MATCH, differing)
            for key in wanted.keys() - current.keys():
                ledger.put(RECORD_MATCH, key, wanted[key] | {"score": 0.0, "evidence": []})
            targets = {(str(key[1]), str(key[2])) for key in wanted}
            coverage.refresh(ledger.connection, body_code, ledger.sequence, now, targets)
            stored: dict[Key, Any] = {}
            for some in _chunks(wanted):
                stored |= ledger.fetch(RECORD_MATCH, some)
            return tuple(match_from(stored[key]) for key in wanted)


def _matches_of(
    connection: Connection, body_code: str, record_ids: Iterable[str]
) -> dict[str, tuple[Match, ...]]:
    column = RECORD_MATCH.c
    found: dict[str, list[Match]] = {}
    for some in _chunks(record_ids):
        statement = (
            select(RECORD_MATCH)
            .where(column.body_code == body_code, column.record_id.in_(some))
            .order_by(column.record_id, column.score.desc(), column.target_kind, column.target_id)
        )
        for row in connection.execute(statement).mappings():
            found.setdefault(row["record_id"], []).append(match_from(row))
    return {record_id: tuple(matches) for record_id, matches in found.items()}


def _shape(matches: Iterable[Match]) -> _Shape:
    return frozenset(
        (one.target_kind, one.target_id, one.score, one.decision, one.evidence) for one in matches
    )


def _chunks(all_of_them: Iterable[Each]) -> Iterator[list[Each]]:
    remaining = iter(all_of_them)
    while some := list(islice(remaining, dialect.KEYS_AT_ONCE)):
        yield some
