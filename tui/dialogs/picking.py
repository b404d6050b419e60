"""A dialog in which words are typed and one of the rows that fit is taken."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Column, Row, RowList

Answer = TypeVar("Answer")


class Picking(Dialog[Answer]):
    """Subclasses give the rows for what is typed and say what taking one means. The field keeps the focus."""

    TITLE_TEXT: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = ""
    COLUMNS: ClassVar[Sequence[Column]] = ()
    EMPTY: ClassVar[str] = "当てはまるものはありません"
    KEYS: ClassVar[str] = "Enter 決める  ↑↓ 選ぶ  Esc 閉じる"

    def compose(self) -> ComposeResult:
        """Title, field, rows, keys."""
        with DialogBox(classes="dialog") as box:
            box.border_title = self.title_text()
            yield Input(placeholder=self.PLACEHOLDER)
            yield Static("", classes="dialog-note", id="note", markup=False)
            yield RowList(self.COLUMNS, empty=self.EMPTY, ticks=False)
            yield Static(self.KEYS, classes="dialog-keys", markup=False)

    def title_text(self) -> str:
        """The title of the box."""
        return self.TITLE_TEXT

    def on_mount(self) -> None:
        """Everything until something is typed."""
        self.look_up("")
        self.query_one(Input).focus()

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    def look_up(self, words: str) -> None:
        """Show what fits the words."""

    def take(self, key: str) -> None:
        """The row of that key was taken."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the rows, the first of them under the cursor."""
        self.rows.show_rows(rows)
        self.rows.move_to(0)

    def note(self, text: str) -> None:
        """Say something under the field; nothing takes no room."""
        line = self.query_one("#note", Static)
        line.update(text)
        line.display = bool(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other rows with every letter."""
        event.stop()
        self.look_up(event.value.strip())

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the rows while the field keeps the focus."""
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if event.key in steps:
            event.stop()
            event.prevent_default()
            self.rows.move_to(self.rows.cursor + steps[event.key])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the row under the cursor."""
        event.stop()
        self._take()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Take the row that was clicked."""
        event.stop()
        self._take()

    def _take(self) -> None:
        key = self.rows.key
        if key is not None:
            self.take(key)
