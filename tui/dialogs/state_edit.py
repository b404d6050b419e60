"""Reading the fields of the dialogs about a target's state."""

from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType

from registry.analysis.target_states import StateEdit
from registry.law.dates import parse_fiscal_year
from registry.workspace.domain import State, TargetState
from tui.widgets.fields import Field
from tui.words import short_year


def state_fields(told: Sequence[TargetState | None]) -> tuple[Field, ...]:
    """The fields, filled with what all targets have in common."""
    many = "空のままなら、それぞれの今の値を残します" if len(told) > 1 else ""
    return (
        Field(
            "year",
            "目標",
            _common([short_year(one.fiscal_year) if one else "" for one in told]),
            many or "R9、2027 など",
        ),
        Field("section", "担当課", _common([one.section if one else "" for one in told]), many),
        Field(
            "reason", "理由", _common([one.reason if one else "" for one in told]), "対象外には理由が要ります"
        ),
        Field("note", "メモ", _common([one.note if one else "" for one in told]), "（任意）"),
    )


def read_edit(changed: Mapping[str, str], state: State | UnsetType = UNSET) -> StateEdit:
    """What the changed fields say.

    Raises UsageError for a year that cannot be read.
    """
    year: int | UnsetType | None = UNSET
    if "year" in changed:
        year = parse_fiscal_year(changed["year"]) if changed["year"] else None
    return StateEdit(
        state=state,
        section=changed.get("section", UNSET),
        fiscal_year=year,
        reason=changed.get("reason", UNSET),
        note=changed.get("note", UNSET),
    )


def _common(values: Sequence[str]) -> str:
    return values[0] if values and len(set(values)) == 1 else ""
