"""Editing some fields; gives those that were changed."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.errors import KonkyoError
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.fields import Field, Fields


class EditFields(Dialog[Any]):
    """Gives what ``read`` makes of the changed fields; an error of it is told below them, and nothing is lost."""

    def __init__(
        self, title: str, fields: Sequence[Field], read: Callable[[dict[str, str]], Any], note: str = ""
    ) -> None:
        super().__init__()
        self._title, self._fields, self._read, self._note = title, fields, read, note

    def compose(self) -> ComposeResult:
        """The fields."""
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(self._title)
            yield Fields(self._fields)
            yield Static(inert(self._note), classes="dialog-note", id="edit-note", markup=False)
            yield Static("Enter 次へ（最後で決まる）  Ctrl+S 決める  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Type into the first."""
        self.query_one(Fields).focus_on(self._fields[0].key)
        self.query_one("#edit-note", Static).display = bool(self._note)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next field, or done."""
        event.stop()
        if not self.query_one(Fields).next_field():
            self._done()

    def on_key(self, event: events.Key) -> None:
        """Done from every field; the arrows move between fields."""
        if event.key == "ctrl+s":
            event.stop()
            self._done()
        elif event.key in ("down", "up"):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    def _done(self) -> None:
        try:
            found = self._read(self.query_one(Fields).changed())
        except KonkyoError as problem:
            note = self.query_one("#edit-note", Static)
            note.update(inert(f"{problem.what} {problem.mend or ''}".strip()))
            note.display = True
        else:
            self.dismiss(found)
