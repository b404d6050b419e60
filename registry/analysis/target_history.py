"""What people changed about one item or standard dataset: its state and the answers of its decision sheet."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from registry.analysis.targets import TargetRef
from registry.knowledge.body import Body

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

_STATE_FIELDS = {
    "state": "状態",
    "section": "担当課",
    "fiscal_year": "年度",
    "reason": "理由",
    "note": "覚え書き",
}
_UNSAID = "未設定"


class TargetChange(Struct, frozen=True, kw_only=True):
    """One change of one target."""

    number: int
    """Sequence number of the change."""
    at: datetime
    actor: str
    text: str
    """What changed, before → after, in words."""
    undone: bool
    """True: taken back since."""


def history_of_target(
    store: "Workspace", body: Body, target: TargetRef, limit: int = 20
) -> tuple[TargetChange, ...]:
    """The last changes of a target, latest first."""
    found = [
        TargetChange(
            number=change.sequence,
            at=change.at,
            actor=change.actor,
            text="、".join(_state_changes(row.before or {}, row.after or {})) or change.command,
            undone=change.undone_by is not None,
        )
        for change, row in store.row_history(body.code, "target_state", (target.kind, target.id), limit)
    ]
    for answer in store.sheet_answers(body.code, target.kind, target.id):
        key = (target.kind, target.id, answer.check_id)
        for change, row in store.row_history(body.code, "sheet_answer", key, limit):
            before, after = (side["answer"] if side else "未回答" for side in (row.before, row.after))
            found.append(
                TargetChange(
                    number=change.sequence,
                    at=change.at,
                    actor=change.actor,
                    text=f"確認事項「{answer.asked}」 {before}→{after}",
                    undone=change.undone_by is not None,
                )
            )
    return tuple(sorted(found, key=lambda one: -one.number)[:limit])


def _state_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for field, label in _STATE_FIELDS.items():
        old, new = before.get(field) or "", after.get(field) or ""
        if old != new:
            empty = _UNSAID if field == "state" else "なし"
            yield f"{label} {old or empty}→{new or empty}"
