"""The history of a workspace as people read it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.knowledge.base import Knowledge
from registry.workspace.domain import Change, ChangedRow

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One change."""

    number: int
    at: datetime
    body_code: str
    body_name: str
    command: str
    actor: str
    counts: dict[str, int]
    undoes: int | None
    undone_by: int | None


class ChangeList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo history`` and ``konkyo undo``, latest first."""

    title: str
    changes: tuple[ChangeLine, ...]


class ChangeCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo history NUMBER``."""

    change: ChangeLine
    rows: tuple[ChangedRow, ...]


def list_changes(
    store: "Workspace", knowledge: Knowledge, body_code: str | None, limit: int, before: int | None
) -> ChangeList:
    """Changes of one body, or of all."""
    return changes_of(store.history(body_code, limit, before), knowledge, "変更の履歴")


def changes_of(changes: Iterable[Change], knowledge: Knowledge, title: str) -> ChangeList:
    """Changes with the names of their bodies."""
    return ChangeList(title=title, changes=tuple(_line(change, knowledge) for change in changes))


def change_card(store: "Workspace", knowledge: Knowledge, number: int, limit: int) -> ChangeCard | None:
    """One change with its rows before and after; None when there is none of this number."""
    change = next(iter(store.history(None, 1, number + 1)), None)
    if change is None or change.sequence != number:
        return None
    rows = store.changed_rows(change.body_code, number, limit)
    return ChangeCard(change=_line(change, knowledge), rows=rows)


def _line(change: Change, knowledge: Knowledge) -> ChangeLine:
    body = knowledge.bodies.get(change.body_code)
    return ChangeLine(
        number=change.sequence,
        at=change.at,
        body_code=change.body_code,
        body_name="" if body is None else body.name,
        command=change.command,
        actor=change.actor,
        counts=change.counts,
        undoes=change.undoes,
        undone_by=change.undone_by,
    )
