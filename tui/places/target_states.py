"""Saying what becomes of targets: state, section, year, reason and note of all chosen ones as one change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET

from registry.analysis.targets import TargetRef
from registry.errors import KonkyoError
from registry.workspace.domain import TargetState

if TYPE_CHECKING:
    from registry.analysis.target_states import StateEdit
    from tui.places.target_place import TargetPlace


def ask_state(place: "TargetPlace", targets: Sequence[TargetRef]) -> None:
    """Ask for the state, and on the way for the fields.

    Raises UsageError when no body is chosen.
    """
    from tui.dialogs.set_state import SetState

    place.session.the_body()
    dialog = SetState(_said(targets), _told(place, targets))

    def done(edit: "StateEdit | None") -> None:
        if edit is not None and dialog.cleared:
            _clear(place, targets)
        elif edit is not None:
            _change(place, targets, edit)

    place.app.push_screen(dialog, done)


def ask_fields(place: "TargetPlace", targets: Sequence[TargetRef], keys: Sequence[str], title: str) -> None:
    """Ask for some of the fields.

    Raises UsageError when no body is chosen.
    """
    from tui.dialogs.edit_fields import EditFields
    from tui.dialogs.state_edit import read_edit, state_fields

    place.session.the_body()
    told = _told(place, targets)
    fields = {field.key: field for field in state_fields(told)}
    unsaid = sum(one is None for one in told)
    note = f"状態が未設定の{unsaid}件は「検討中」になります" if unsaid else ""
    dialog = EditFields(f"{title}  {_said(targets)}", [fields[key] for key in keys], read_edit, note)

    def done(edit: "StateEdit | None") -> None:
        if edit is not None:
            _change(place, targets, edit)

    place.app.push_screen(dialog, done)


def _told(place: "TargetPlace", targets: Sequence[TargetRef]) -> list[TargetState | None]:
    holdings = place.session.holdings()
    states = holdings.states if holdings is not None else {}
    return [states.get((target.kind, target.id)) for target in targets]


def _change(place: "TargetPlace", targets: Sequence[TargetRef], edit: "StateEdit") -> None:
    from registry.analysis.target_states import change_states
    from tui.words import short_year

    session, at = place.session, place.rows.cursor
    try:
        done = session.change(
            lambda store: change_states(
                store, session.the_body(), targets, edit, now=session.now(), actor=session.actor
            )
        )
    except KonkyoError as problem:
        place.konkyo.report(problem)
        return
    what = "の担当・年度・メモを変えました" if edit.state is UNSET else f"を「{edit.state}」にしました"
    started = f"（{done.started}件は検討中になりました）" if done.started else ""
    year = f"（目標 {short_year(edit.fiscal_year)}）" if isinstance(edit.fiscal_year, int) else ""
    place.rows.move_to(at)  # what was said may move the row elsewhere: the next one comes under the cursor
    _tell(place, done.changed, f"{_said(targets)}{what}{year}{started}")


def _clear(place: "TargetPlace", targets: Sequence[TargetRef]) -> None:
    from registry.analysis.target_states import clear_states

    session, at = place.session, place.rows.cursor
    try:
        count = session.change(
            lambda store: clear_states(
                store, session.the_body(), targets, now=session.now(), actor=session.actor
            )
        )
    except KonkyoError as problem:
        place.konkyo.report(problem)
        return
    place.rows.move_to(at)
    _tell(place, count, f"{_said(targets)}を未設定にもどしました")


def _tell(place: "TargetPlace", count: int, told: str) -> None:
    place.rows.untick()
    place.konkyo.tell_place()
    if count:
        place.konkyo.say(told, undo=True)
    else:
        place.konkyo.say("変わったものはありません")


def _said(targets: Sequence[TargetRef]) -> str:
    return targets[0].name if len(targets) == 1 else f"{len(targets)}件"
