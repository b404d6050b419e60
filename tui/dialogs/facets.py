"""Choosing the conditions by which a list is narrowed: within a group any of them, of every group one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.base import Dialog, DialogBox
from tui.listing import FacetValue
from tui.widgets.row_list import Cell, Column, Row, RowList


class Facets(Dialog[frozenset[str]]):
    """Gives the keys of the chosen conditions."""

    COLUMNS: ClassVar = (
        Column("種類", 12),
        Column("", 3),
        Column("条件", 30, flexible=True),
        Column("件", 5, right=True),
    )

    def __init__(self, options: Sequence[FacetValue], chosen: frozenset[str]) -> None:
        super().__init__()
        self._options = options
        self._chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """All conditions with how many lines meet each."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "条件で絞り込む"
            yield RowList(self.COLUMNS, empty="選べる条件がありません", ticks=False)
            yield Static("Space 選ぶ  Enter 決める  0 すべて外す  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        rows, before = [], ""
        for option in self._options:
            title = option.title if option.title != before else ""
            before = option.title
            box = Cell("[x]", "accent") if option.key in self._chosen else Cell("[ ]", "dim")
            rows.append(Row(option.key, (Cell(title, "dim"), box, option.words, f"{option.records:,}")))
        self.query_one(RowList).show_rows(rows)

    def on_key(self, event: events.Key) -> None:
        """Space chooses, 0 clears."""
        rows = self.query_one(RowList)
        if event.key == "space" and rows.key is not None:
            event.stop()
            self._chosen ^= {rows.key}
            self._show()
            rows.move_to(rows.cursor + 1)
        elif event.key == "0":
            event.stop()
            self._chosen.clear()
            self._show()
        elif event.key == "enter":
            event.stop()
            self.dismiss(frozenset(self._chosen))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A double click chooses."""
        event.stop()
        if event.key is not None:
            self._chosen ^= {event.key}
            self._show()
