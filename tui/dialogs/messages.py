"""The log of what the message line told, latest first."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.passages import Passage, Passages
from tui.widgets.row_list import Column, Row, RowList


class Messages(Dialog[None]):
    """Gives nothing."""

    COLUMNS: ClassVar = (Column("番", 4, right=True), Column("知らせ（新しい順）", 40, flexible=True))

    def compose(self) -> ComposeResult:
        """The messages; the one under the cursor stands whole below them."""
        with DialogBox(classes="dialog wide") as box:
            box.border_title = "知らせ"
            yield RowList(self.COLUMNS, empty="まだ知らせはありません", ticks=False)
            yield Passages(id="message")
            yield Static("↑↓ 選ぶ  Esc 閉じる", classes="dialog-keys")

    def on_mount(self) -> None:
        """All messages of this sitting."""
        told = self.konkyo.messages
        rows = [Row(str(place), (str(place + 1), told[place])) for place in reversed(range(len(told)))]
        self.query_one(RowList).show_rows(rows)
        self.query_one(RowList).focus()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the whole message."""
        told = "" if event.key is None else self.konkyo.messages[int(event.key)]
        self.query_one(Passages).say([Passage(part) for part in told.split("  ") if part])

    def on_row_list_opened(self) -> None:
        """Enter closes as Esc does: there is nothing to open."""
        self.dismiss(None)
