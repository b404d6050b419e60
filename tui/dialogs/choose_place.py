"""The places one below the other, for a screen that is too narrow for them in its first line."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.base import Dialog, DialogBox
from tui.places import PLACES
from tui.widgets.row_list import Column, Row, RowList


class ChoosePlace(Dialog[str]):
    """Gives the name of the place, by its digit or Enter."""

    COLUMNS: ClassVar = (Column("番", 2, right=True), Column("画面", 20, flexible=True))

    def compose(self) -> ComposeResult:
        """The places."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "画面の切替"
            yield RowList(self.COLUMNS, ticks=False)
            yield Static("Enter か番号で移る  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Where the planner is stands under the cursor."""
        rows = self.query_one(RowList)
        rows.show_rows(
            [
                Row(name, (str(number), title))
                for number, (name, (title, _, _)) in enumerate(PLACES.items(), 1)
            ]
        )
        rows.find(self.konkyo.here)
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Digits choose."""
        names = list(PLACES)
        if event.key.isdecimal() and 0 < int(event.key) <= len(names):
            event.stop()
            self.dismiss(names[int(event.key) - 1])

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """The place under the cursor."""
        event.stop()
        if event.key is not None:
            self.dismiss(event.key)
