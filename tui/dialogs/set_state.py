"""Setting what the body says of targets: 公開済, 公開予定, 検討中, 対象外 with its reason, or nothing."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.analysis.target_states import StateEdit
from registry.errors import UsageError
from registry.text.inert import inert
from registry.workspace.domain import STATES, State, TargetState
from tui.dialogs.base import Dialog, DialogBox
from tui.dialogs.state_edit import read_edit, state_fields
from tui.widgets.fields import Fields
from tui.widgets.row_list import Cell, Column, Row, RowList
from tui.words import STATE_ROLES

_CLEAR = "0"
_RULED_OUT: State = "対象外"
_NOTES = {_RULED_OUT: "理由が要ります", _CLEAR: "決めた状態・年度・担当などを消します"}


class SetState(Dialog[StateEdit | None]):
    """Gives the edit; with ``cleared`` set, what was said is to be forgotten."""

    COLUMNS: ClassVar = (Column("", 2, right=True), Column("状態", 16), Column("", 30, flexible=True))

    def __init__(self, title: str, told: Sequence[TargetState | None]) -> None:
        super().__init__()
        self._title = title
        self._told = told
        self.cleared = False
        self._waiting: State | None = None
        """The state for which a reason is being written."""

    def compose(self) -> ComposeResult:
        """The states, then the fields that go with them."""
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(f"状態を決める  {self._title}")
            yield RowList(self.COLUMNS, ticks=False)
            yield Fields(state_fields(self._told))
            yield Static("", classes="dialog-note", id="state-note", markup=False)
            yield Static("1-4 で決まる  0 未設定  Tab 年度・担当・メモ  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """The cursor stands on the present state."""
        rows = [
            Row(state, (str(number), Cell(state, STATE_ROLES[state]), _NOTES.get(state, "")))
            for number, state in enumerate(STATES, 1)
        ]
        rows.append(Row(_CLEAR, (_CLEAR, "未設定にもどす", Cell(_NOTES[_CLEAR], "dim"))))
        listed = self.query_one(RowList)
        listed.show_rows(rows)
        listed.focus()
        states = {one.state if one else _CLEAR for one in self._told}
        if len(states) == 1:
            listed.find(states.pop())

    def on_key(self, event: events.Key) -> None:
        """Digits decide while no text is typed."""
        if isinstance(self.focused, Input):
            return
        if event.key.isdecimal() and int(event.key) <= len(STATES):
            event.stop()
            self._decide(STATES[int(event.key) - 1] if event.key != _CLEAR else None)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter or a double click decides."""
        event.stop()
        self._decide(next((state for state in STATES if state == event.key), None))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next field; behind the last, or with the reason that was asked for, it is decided."""
        event.stop()
        if self._waiting is not None and event.input.id == "field-reason" and event.value.strip():
            self._decide(self._waiting)
        elif not self.query_one(Fields).next_field():
            self.query_one(RowList).focus()

    def _decide(self, state: State | None) -> None:
        fields = self.query_one(Fields)
        if state is None:
            self.cleared = True
            self.dismiss(StateEdit())
            return
        if state == _RULED_OUT and not fields.value("reason") and not self._all_have_reasons():
            self._waiting = state
            self._say("対象外にする理由を書いて Enter を押してください")
            fields.focus_on("reason")
            return
        try:
            edit = read_edit(self._told_values(state), state)
        except UsageError as problem:
            self._say(f"{problem.what} {problem.mend}")
            fields.focus_on("year")
        else:
            self.dismiss(edit)

    def _told_values(self, state: State) -> dict[str, str]:
        """Changed fields; a reason that stands there is told again, for another state would drop it."""
        fields = self.query_one(Fields)
        changed = fields.changed()
        if state == _RULED_OUT and fields.value("reason"):
            changed["reason"] = fields.value("reason")
        return changed

    def _all_have_reasons(self) -> bool:
        return all(one is not None and one.state == _RULED_OUT and one.reason for one in self._told)

    def _say(self, text: str) -> None:
        self.query_one("#state-note", Static).update(inert(text))
