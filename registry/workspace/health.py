"""Is the workspace sound? What the database says of itself, and whether the derived counts are right."""

from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import Connection, func, select, text

from registry.workspace import schema, tables
from registry.workspace.domain import BodySummary

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

_SHOWN = 5


class WorkspaceHealth(Struct, frozen=True, kw_only=True):
    """Result of examining a workspace."""

    place: str
    version: str
    """Revision of the schema."""
    problems: tuple[str, ...]
    counts: dict[str, int]
    """Rows by table."""
    bodies: tuple[BodySummary, ...]

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def examine(store: "Workspace") -> WorkspaceHealth:
    """Examine an open workspace; nothing is changed. Takes as long as reading the whole file."""
    with store._reading() as connection:
        problems = tuple(_problems(connection))
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.TRACKED
        }
    return WorkspaceHealth(
        place=store.location.described,
        version=schema.HEAD,
        problems=problems,
        counts=counts,
        bodies=store.bodies(),
    )


def _problems(connection: Connection) -> list[str]:
    """SQLite's own checks; a database server looks after itself."""
    problems = []
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text(f"PRAGMA integrity_check({_SHOWN})")):
            if line != "ok":
                problems.append(f"ファイルが壊れています: {line}")
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            named = sorted({tables.LABELS.get(str(row[0]), str(row[0])) for row in broken})
            problems.append(f"つながりの切れた行が {len(broken)} 件あります（{'、'.join(named)}）")
    problems += _wrong_counts(connection)
    return problems


def _wrong_counts(connection: Connection) -> list[str]:
    match, record = tables.RECORD_MATCH.c, tables.CATALOGUE_RECORD.c
    counted = (
        select(match.body_code, match.target_kind, match.target_id, match.decision, func.count())
        .join_from(
            tables.RECORD_MATCH,
            tables.CATALOGUE_RECORD,
            (record.body_code == match.body_code) & (record.record_id == match.record_id),
        )
        .where(match.decision.in_(("accept", "review")), record.vanished_at.is_(None))
        .group_by(match.body_code, match.target_kind, match.target_id, match.decision)
    )
    right = {
        (code, kind, target, decision): n for code, kind, target, decision, n in connection.execute(counted)
    }
    kept = tables.TARGET_COVERAGE.c
    stored = {}
    for code, kind, target, accepted, review in connection.execute(
        select(kept.body_code, kept.target_kind, kept.target_id, kept.accepted_count, kept.review_count)
    ):
        stored[(code, kind, target, "accept")] = accepted
        stored[(code, kind, target, "review")] = review
    wrong = sorted(
        {key[:3] for key in right.keys() | stored.keys() if right.get(key, 0) != stored.get(key, 0)}
    )
    return [
        f"数え直しと合わない対象があります: 団体 {code} の {target}" for code, _, target in wrong[:_SHOWN]
    ]
