"""Choosing in which form something is put into the clipboard."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.copies import Copy
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Column, Row, RowList

_LONGEST_SAMPLE = 120


class CopyAs(Dialog[None]):
    """Copies what is chosen, by its digit or Enter, and tells so."""

    COLUMNS: ClassVar = (Column("番", 2, right=True), Column("形", 30), Column("はじめ", 20, flexible=True))

    def __init__(self, copies: Sequence[Copy]) -> None:
        super().__init__()
        self._copies = copies

    def compose(self) -> ComposeResult:
        """The forms."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "写す"
            yield RowList(self.COLUMNS, ticks=False)
            yield Static("Enter か番号で写す  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Show the forms."""
        self.query_one(RowList).show_rows(
            [
                Row(str(number), (str(number), copy.label, copy.text[:_LONGEST_SAMPLE]))
                for number, copy in enumerate(self._copies, 1)
            ]
        )
        self.query_one(RowList).focus()

    def on_key(self, event: events.Key) -> None:
        """Digits choose."""
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._copies):
            event.stop()
            self._copy(self._copies[int(event.key) - 1])

    def on_row_list_opened(self) -> None:
        """Take the form under the cursor."""
        self._copy(self._copies[self.query_one(RowList).cursor])

    def _copy(self, copy: Copy) -> None:
        self.konkyo.say(self.konkyo.copy(copy.text, copy.label))
        self.dismiss(None)
