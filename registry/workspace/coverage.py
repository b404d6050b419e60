"""How many present records stand for each item and standard dataset: counted once, when it changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)

from registry.workspace.domain import MatchTotals
from registry.workspace.tables import CATALOGUE_RECORD, RECORD_MATCH, TARGET_COVERAGE

Target = tuple[str, str]
"""Kind and id."""

_COLUMNS = (
    "body_code",
    "row_version",
    "created_in",
    "created_at",
    "updated_at",
    "target_kind",
    "target_id",
    "accepted_count",
    "review_count",
)
_MANY = 40
"""From so many targets on, counting all of the body is cheaper."""


def refresh(
    connection: Connection,
    body_code: str,
    sequence: int,
    now: datetime,
    targets: Iterable[Target] | None = None,
) -> None:
    """Count anew, in the caller's transaction: the given targets, or all of the body."""
    some = None if targets is None else sorted(set(targets))
    if some is not None and len(some) > _MANY:
        some = None
    stale = delete(TARGET_COVERAGE).where(TARGET_COVERAGE.c.body_code == body_code)
    counted = _counted(body_code, sequence, now)
    if some is not None:
        if not some:
            return
        stale = stale.where(
            or_(
                *(
                    and_(TARGET_COVERAGE.c.target_kind == kind, TARGET_COVERAGE.c.target_id == target_id)
                    for kind, target_id in some
                )
            )
        )
        counted = counted.where(
            or_(
                *(
                    and_(RECORD_MATCH.c.target_kind == kind, RECORD_MATCH.c.target_id == target_id)
                    for kind, target_id in some
                )
            )
        )
    connection.execute(stale)
    connection.execute(insert(TARGET_COVERAGE).from_select(_COLUMNS, counted))


def write(
    connection: Connection,
    body_code: str,
    sequence: int,
    now: datetime,
    counts: Mapping[Target, tuple[int, int]],
) -> None:
    """Store what was counted on the way, for a body that had no matches before.

    ``counts``: accepted and review, by target.
    """
    common = {
        "body_code": body_code,
        "row_version": sequence,
        "created_in": sequence,
        "created_at": now,
        "updated_at": now,
    }
    rows = [
        {
            **common,
            "target_kind": kind,
            "target_id": target_id,
            "accepted_count": accepted,
            "review_count": review,
        }
        for (kind, target_id), (accepted, review) in sorted(counts.items())
    ]
    connection.execute(delete(TARGET_COVERAGE).where(TARGET_COVERAGE.c.body_code == body_code))
    if rows:
        connection.execute(insert(TARGET_COVERAGE), rows)


def totals(connection: Connection, body_code: str) -> MatchTotals:
    """How many matches of present records there are; the coverage must be up to date."""
    target, match, record = TARGET_COVERAGE.c, RECORD_MATCH.c, CATALOGUE_RECORD.c
    sums = select(func.sum(target.accepted_count), func.sum(target.review_count)).where(
        target.body_code == body_code
    )
    of_record = and_(record.body_code == match.body_code, record.record_id == match.record_id)
    matched = (
        select(func.count(match.record_id.distinct()))
        .join_from(RECORD_MATCH, CATALOGUE_RECORD, of_record)
        .where(match.body_code == body_code, record.vanished_at.is_(None))
    )
    accepted, review = connection.execute(sums).one()
    return MatchTotals(
        accepted=int(accepted or 0),
        review=int(review or 0),
        matched_records=connection.execute(matched.where(match.decision == "accept")).scalar_one(),
        waiting_records=connection.execute(matched.where(match.decision == "review")).scalar_one(),
    )


def _counted(body_code: str, sequence: int, now: datetime) -> Select[tuple[object, ...]]:
    match, record = RECORD_MATCH.c, CATALOGUE_RECORD.c
    moment = bindparam("moment", now, type_=TARGET_COVERAGE.c.created_at.type)
    return (
        select(
            literal(body_code),
            literal(sequence),
            literal(sequence),
            moment,
            moment,
            match.target_kind,
            match.target_id,
            func.sum(case((match.decision == "accept", 1), else_=0)),
            func.sum(case((match.decision == "review", 1), else_=0)),
        )
        .join_from(
            RECORD_MATCH,
            CATALOGUE_RECORD,
            and_(record.body_code == match.body_code, record.record_id == match.record_id),
        )
        .where(
            match.body_code == body_code,
            match.decision.in_(("accept", "review")),
            record.vanished_at.is_(None),
        )
        .group_by(match.target_kind, match.target_id)
    )
