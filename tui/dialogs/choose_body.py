"""Choosing the body among all local governments, by name, reading or code."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.knowledge.body import Body
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Column, Row, RowList

_MOST = 200


class ChooseBody(Dialog[Body]):
    """Gives the body."""

    COLUMNS: ClassVar = (
        Column("都道府県", 10),
        Column("団体", 20, flexible=True),
        Column("読み", 22, stays=False),
        Column("コード", 6),
    )

    def compose(self) -> ComposeResult:
        """A field and the bodies that fit what is typed."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "団体を選ぶ"
            yield Input(placeholder="名前・読み・コード（例: ふちゅう、横浜、141003）")
            yield RowList(self.COLUMNS, empty="当てはまる団体はありません", ticks=False)
            yield Static(
                "同じ名の団体があります。都道府県を確かめてください", classes="dialog-note", id="note"
            )
            yield Static("Enter 決める  ↑↓ 選ぶ  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """All bodies until something is typed."""
        self._show("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer bodies with every letter."""
        self._show(event.value)

    def _show(self, words: str) -> None:
        from registry.analysis.bodies import list_bodies

        found = list_bodies(self.session.knowledge, words, _MOST).bodies
        rows = []
        for line in found:
            body = self.session.knowledge.bodies.get(line.code)
            kana = body.kana if body is not None else ""
            rows.append(Row(line.code, (line.prefecture, line.name, kana, line.code)))
        self.query_one(RowList).show_rows(rows)
        names = [line.name for line in found]
        self.query_one("#note", Static).display = bool(words) and len(set(names)) < len(names)

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the list while the field keeps the focus."""
        if event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            self.query_one(RowList).move_to(
                self.query_one(RowList).cursor
                + {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}[event.key]
            )

    def on_input_submitted(self) -> None:
        """Take the body under the cursor."""
        self._take()

    def on_row_list_opened(self) -> None:
        """Take the body that was clicked."""
        self._take()

    def _take(self) -> None:
        key = self.query_one(RowList).key
        if key is not None:
            self.dismiss(self.session.knowledge.bodies.get(key))
