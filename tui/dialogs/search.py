"""Ctrl+K: everything that is known here, and everything that can be done, from one field."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from registry.errors import KonkyoError
from tui.dialogs.picking import Picking
from tui.finding import KINDS, Hit, find_commands, find_headings, find_knowledge, find_records
from tui.widgets.row_list import Cell, Column, Row

_MANY, _FIRST_OF_MANY = "条", 4
"""Of the articles of a law only so many stand before records, plan and commands, which they would push out of sight."""
_COMMANDS_AMONG_ALL = 5


class Search(Picking[None]):
    """Goes to what is taken; a command is done."""

    TITLE_TEXT = "さがす（Ctrl+K）"
    PLACEHOLDER = "名前・旧名・条・記録・操作（例: 漁港、道路法28条、取り込む）"
    COLUMNS: ClassVar = (
        Column("種類", 4),
        Column("名前", 30, flexible=True),
        Column("手がかり", 24, stays=False),
    )
    KEYS = "↑↓ 選ぶ  Enter 開く  Tab 種類  Esc 閉じる"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "kind(1)", show=False, priority=True),
        Binding("shift+tab", "kind(-1)", show=False, priority=True),
    ]

    def __init__(self, words: str = "") -> None:
        """``words``: what was typed already."""
        super().__init__()
        self._typed = words
        self._kind = 0
        self._words = ""
        self._hits: dict[str, list[Hit]] = {}

    def on_mount(self) -> None:
        """Go on behind what was typed."""
        super().on_mount()
        if self._typed:
            field = self.query_one(Input)
            field.value = self._typed
            field.cursor_position = len(self._typed)

    def on_key(self, event: events.Key) -> None:
        """A letter that was on its way while the dialog opened belongs into the field."""
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.insert_text_at_cursor(event.character)
        else:
            super().on_key(event)

    def look_up(self, words: str) -> None:
        """Knowledge and commands at once; records follow when the workspace has answered."""
        self._words = words
        kind = KINDS[self._kind][0]
        commands = find_commands(self.konkyo.all_commands(), words)
        wanted_commands = kind == "command" or (kind == "" and words)
        self._hits = {
            "knowledge": find_knowledge(self.session, words, kind)
            if kind not in ("record", "heading", "command")
            else [],
            "heading": find_headings(self.session, words) if kind in ("", "heading") else [],
            "command": commands[: None if kind else _COMMANDS_AMONG_ALL] if wanted_commands else [],
        }
        self._show()
        if kind in ("", "record"):
            self._look_up_records(words)

    @work(thread=True, exclusive=True, group="search")
    def _look_up_records(self, words: str) -> None:
        try:
            found = find_records(self.session, words)
        except KonkyoError:
            found = []
        if self.app.is_running:
            self.app.call_from_thread(self._records_found, words, found)

    def _records_found(self, words: str, found: list[Hit]) -> None:
        if self.is_mounted and words == self._words and KINDS[self._kind][0] in ("", "record"):
            self._hits["record"] = found
            self._show(keep=True)

    def _all(self) -> Sequence[Hit]:
        order = ("knowledge", "record", "heading", "command")
        hits = [hit for part in order for hit in self._hits.get(part, ())]
        if KINDS[self._kind][0]:
            return hits
        late = [hit for hit in hits if hit.word == _MANY][_FIRST_OF_MANY:]
        return [*(hit for hit in hits if hit not in late), *late]

    def _show(self, *, keep: bool = False) -> None:
        names = [f"[{word}]" if place == self._kind else word for place, (_, word) in enumerate(KINDS)]
        self.note(" ".join(names))
        rows = [
            Row(str(place), (Cell(hit.word, "accent"), hit.name, Cell(hit.note, "dim")))
            for place, hit in enumerate(self._all())
        ]
        if keep:
            self.rows.show_rows(rows)
        else:
            self.show_rows(rows)

    def action_kind(self, by: int) -> None:
        """Only one kind, or all again."""
        self._kind = (self._kind + by) % len(KINDS)
        self.look_up(self._words)

    def take(self, key: str) -> None:
        """Go there, or do it."""
        hit = self._all()[int(key)]
        self.dismiss(None)
        if hit.place:
            self.konkyo.go(hit.place, hit.target)
        else:
            self.konkyo.run_by_id(hit.target)
