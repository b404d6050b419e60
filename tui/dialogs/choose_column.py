"""Columns of a list: by which to order it, and which to hide."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.base import Dialog, DialogBox
from tui.listing import ShownColumn
from tui.widgets.row_list import Cell, Column, Row, RowList


class Order(NamedTuple):
    """The answer."""

    column: str
    backwards: bool
    hidden: frozenset[str]


class ChooseColumn(Dialog[Order]):
    """Enter orders by a column, and the other way round when it is the one already; x hides it."""

    COLUMNS: ClassVar = (Column("列", 24, flexible=True), Column("並び", 10), Column("表示", 8))

    def __init__(
        self, columns: Sequence[ShownColumn[Any]], order: str, backwards: bool, hidden: frozenset[str]
    ) -> None:
        super().__init__()
        self._columns = columns
        self._order, self._backwards, self._hidden = order, backwards, hidden

    def compose(self) -> ComposeResult:
        """All columns."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "列と並び"
            yield RowList(self.COLUMNS, ticks=False)
            yield Static(
                "Enter 並べる（もう一度で逆）  x 隠す  0 もとの並び  Esc 閉じる", classes="dialog-keys"
            )

    def on_mount(self) -> None:
        """Show them; the cursor stands on the present order."""
        self._show()
        rows = self.query_one(RowList)
        rows.focus()
        rows.find(self._order)

    def _show(self) -> None:
        self.query_one(RowList).show_rows(
            [
                Row(
                    one.id,
                    (
                        one.column.title,
                        ("逆" if self._backwards else "順") if one.id == self._order else "",
                        Cell("隠す", "dim") if one.id in self._hidden else "",
                    ),
                )
                for one in self._columns
            ]
        )

    def on_key(self, event: events.Key) -> None:
        """Order, hide, reset."""
        key = self.query_one(RowList).key
        if event.key == "enter" and key is not None:
            event.stop()
            self.dismiss(Order(key, key == self._order and not self._backwards, self._hidden))
        elif event.key in ("x", "delete") and key is not None:
            event.stop()
            if key in self._hidden or len(self._hidden) < len(self._columns) - 1:
                self._hidden ^= {key}
            self._show()
        elif event.key == "0":
            event.stop()
            self.dismiss(Order("", False, self._hidden))

    def action_leave(self) -> None:
        """What was hidden stays hidden."""
        self.dismiss(Order(self._order, self._backwards, self._hidden))
