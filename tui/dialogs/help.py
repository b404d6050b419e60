"""``?`` or F1: what every key does here; found by name and by key, and done with Enter."""

from typing import ClassVar

from tui.dialogs.picking import Picking
from tui.helping import HelpEntry, find_help, help_entries, help_title
from tui.widgets.row_list import Cell, Column, Row


class Help(Picking[None]):
    """Does the command that is taken; a key of the pane is pressed there."""

    PLACEHOLDER = "名前かキーで絞り込み（例: 採用、Space、Ctrl+Z）"
    COLUMNS: ClassVar = (Column("キー", 22), Column("すること", 30, flexible=True), Column("どこで", 8))
    EMPTY = "そのキー・名前の操作はここにはありません。Ctrl+K ですべてからさがせます"
    KEYS = "＊ 日本語入力のままでも効くキー   Enter 行う  Esc 閉じる"

    def __init__(self) -> None:
        super().__init__()
        self._all: list[HelpEntry] = []
        self._shown: list[HelpEntry] = []

    def title_text(self) -> str:
        """Place and pane."""
        return help_title(self.konkyo)

    def on_mount(self) -> None:
        """What works where the focus was when help was asked for."""
        self._all = help_entries(self.konkyo)
        super().on_mount()

    def look_up(self, words: str) -> None:
        """Entries with the words, or with the key."""
        self.note("")
        self._shown = find_help(self._all, words)
        self.show_rows(
            [
                Row(str(place), (Cell(one.shown_keys, "accent"), one.title, Cell(one.scope, "dim")))
                for place, one in enumerate(self._shown)
            ]
        )

    def take(self, key: str) -> None:
        """Do it."""
        entry = self._shown[int(key)]
        self.dismiss(None)
        if entry.id:
            self.konkyo.run_by_id(entry.id)
        else:
            self.konkyo.call_after_refresh(self.konkyo.simulate_key, entry.keys[0])
