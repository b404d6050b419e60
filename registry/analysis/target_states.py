"""Setting what a body says of its items and standard datasets (公開の状態), for many targets as one change."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, UnsetType

from registry.analysis.targets import TargetRef
from registry.errors import UsageError
from registry.knowledge.body import Body
from registry.workspace.domain import State, TargetState

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

FIRST_STATE: State = "検討中"
"""What a target without a state gets when only its section, year or note are told."""
_RULED_OUT: State = "対象外"


class StateEdit(Struct, frozen=True, kw_only=True):
    """What to change of each target; UNSET leaves each target's own value."""

    state: State | UnsetType = UNSET
    section: str | UnsetType = UNSET
    fiscal_year: int | UnsetType | None = UNSET
    reason: str | UnsetType = UNSET
    note: str | UnsetType = UNSET


class StatesChanged(Struct, frozen=True, kw_only=True):
    """What became of the targets."""

    changed: int
    unchanged: int
    started: int
    """Targets without a state before, which were given ``FIRST_STATE`` because the edit told none."""


def change_states(
    store: "Workspace",
    body: Body,
    targets: Sequence[TargetRef],
    edit: StateEdit,
    *,
    now: datetime,
    actor: str = "",
) -> StatesChanged:
    """Change all targets, or none, as one change that can be taken back at once.

    A reason told for another state than the new one is dropped. Raises UsageError when 対象外 has no reason.
    """
    stored = {(state.target_kind, state.target_id): state for state in store.states(body.code)}
    edited = [_edited(target, stored.get((target.kind, target.id)), edit) for target in targets]
    for target, state in zip(targets, edited, strict=True):
        if state.state == _RULED_OUT and not state.reason.strip():
            raise UsageError(
                "対象外にする理由がありません",
                where=target.name,
                why="あとから見た人が、なぜ外したかを確かめられるようにするためです",
                mend="理由を書いてください",
            )
    changed = started = 0
    with store.together(body.code, _command(targets, edit), now=now, actor=actor):
        for state in edited:
            before = stored.get((state.target_kind, state.target_id))
            saved = store.set_state(body.code, state, now=now, actor=actor)
            changed += before is None or saved.row_version != before.row_version
            started += before is None and edit.state is UNSET
    return StatesChanged(changed=changed, unchanged=len(edited) - changed, started=started)


def clear_states(
    store: "Workspace", body: Body, targets: Sequence[TargetRef], *, now: datetime, actor: str = ""
) -> int:
    """Forget what was said of the targets, as one change; how many had a state."""
    cleared = 0
    with store.together(body.code, f"公開の状態を未設定に: {_names(targets)}", now=now, actor=actor):
        for target in targets:
            cleared += store.clear_state(body.code, target.kind, target.id, now=now, actor=actor)
    return cleared


def _edited(target: TargetRef, before: TargetState | None, edit: StateEdit) -> TargetState:
    state = before.state if before is not None else FIRST_STATE
    reason = before.reason if before is not None else ""
    if edit.state is not UNSET:
        reason = reason if edit.state == state else ""
        state = edit.state
    year = before.fiscal_year if before is not None else None
    return TargetState(
        target_kind=target.kind,
        target_id=target.id,
        state=state,
        reason=reason if edit.reason is UNSET else edit.reason,
        section=_told(edit.section, before.section if before is not None else ""),
        fiscal_year=year if edit.fiscal_year is UNSET else edit.fiscal_year,
        note=_told(edit.note, before.note if before is not None else ""),
    )


def _told(value: str | UnsetType, before: str) -> str:
    return before if value is UNSET else value


def _command(targets: Sequence[TargetRef], edit: StateEdit) -> str:
    if edit.state is UNSET:
        return f"公開の状態の担当・年度・覚え書きを変更: {_names(targets)}"
    return f"公開の状態を{edit.state}に: {_names(targets)}"


def _names(targets: Sequence[TargetRef]) -> str:
    return targets[0].name if len(targets) == 1 else f"{len(targets)}件"
