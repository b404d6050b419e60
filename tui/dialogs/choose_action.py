"""Choosing an action that a measure follows, among those of the knowledge; or a measure of one's own."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.text.normalise import fold
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Cell, Column, Row, RowList
from tui.words import GRADES

_OWN = "own"


class ChooseAction(Dialog[str]):
    """Gives the id of an action, or "" for a measure of one's own."""

    COLUMNS: ClassVar = (
        Column("番号", 4),
        Column("施策の候補", 30, flexible=True),
        Column("柱", 14, stays=False),
        Column("提案", 4),
        Column("確認", 6),
    )

    def compose(self) -> ComposeResult:
        """A field and the actions that fit."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "個別施策を足す"
            yield Input(placeholder="番号か言葉で絞り込み", select_on_focus=False)
            yield RowList(self.COLUMNS, empty="当てはまる候補はありません", ticks=False)
            yield Static("Enter 足す  ↑↓ 選ぶ  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """The proposed ones first."""
        from registry.plan.listing import list_actions
        from registry.plan.proposing import propose

        gaps = self.session.gaps()
        listed = list_actions(self.session.view, gaps.body, propose(self.session.knowledge, gaps))
        self._actions = sorted(listed.actions, key=lambda one: not one.proposed)
        self._show("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer with every letter."""
        self._show(event.value)

    def _show(self, words: str) -> None:
        wanted = fold(words)
        rows = [
            Row(
                one.id,
                (
                    one.id,
                    one.title,
                    one.pillar_name,
                    Cell("提案", "accent") if one.proposed else "",
                    GRADES[one.status],
                ),
            )
            for one in self._actions
            if wanted in fold(f"{one.id} {one.title} {one.pillar_name} {one.kpi}")
        ]
        self.query_one(RowList).show_rows(
            [*rows, Row(_OWN, ("", "独自の施策（施策名から書く）", "", "", ""))]
        )

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the list while the field keeps the focus."""
        moves = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if event.key in moves:
            event.stop()
            rows = self.query_one(RowList)
            rows.move_to(rows.cursor + moves[event.key])

    def on_input_submitted(self) -> None:
        """Take the row under the cursor."""
        self._take()

    def on_row_list_opened(self) -> None:
        """Take the row that was clicked."""
        self._take()

    def _take(self) -> None:
        key = self.query_one(RowList).key
        if key is not None:
            self.dismiss("" if key == _OWN else key)
