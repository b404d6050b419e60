"""What a body says of its items and standard datasets (公開の状態), with names."""

from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.targets import name_of_target
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class StateLine(Struct, frozen=True, kw_only=True):
    """One target and what is said of it."""

    kind: str
    """item or dataset."""
    id: str
    name: str
    state: str
    section: str
    fiscal_year: int | None
    reason: str
    note: str


class StateList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo status list`` and ``status set``."""

    body: BodyRef
    states: tuple[StateLine, ...]


class StatesImport(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo status import``."""

    body: BodyRef
    file_name: str
    added: int
    updated: int
    unchanged: int
    silent: int
    """Rows without a state; nothing was changed by them."""


def list_states(store: "Workspace", body: Body, knowledge: Knowledge) -> StateList:
    """All states of a body, by kind and id."""
    return StateList(
        body=body_ref(body),
        states=tuple(
            StateLine(
                kind=state.target_kind,
                id=state.target_id,
                name=name_of_target(knowledge, state.target_kind, state.target_id),
                state=state.state,
                section=state.section,
                fiscal_year=state.fiscal_year,
                reason=state.reason,
                note=state.note,
            )
            for state in store.states(body.code)
        ),
    )
