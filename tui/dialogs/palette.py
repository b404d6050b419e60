"""Ctrl+P or ``:``: what can be done here and everywhere, by its Japanese name."""

from typing import ClassVar

from tui.dialogs.picking import Picking
from tui.finding import find_commands
from tui.widgets.row_list import Cell, Column, Row


class Palette(Picking[None]):
    """Does what is taken."""

    TITLE_TEXT = "操作（Ctrl+P）"
    PLACEHOLDER = "操作の名前（例: 取り込む、元に戻す、書き出す）"
    COLUMNS: ClassVar = (Column("操作", 30, flexible=True), Column("キー", 20))
    EMPTY = "その名前の操作はここにはありません。Ctrl+K ですべてからさがせます"
    KEYS = "↑↓ 選ぶ  Enter 行う  Esc 閉じる"

    def look_up(self, words: str) -> None:
        """Commands whose names have the words."""
        self.note("")
        found = find_commands(self.konkyo.all_commands(), words)
        self.show_rows([Row(hit.target, (hit.name, Cell(hit.note, "dim"))) for hit in found])

    def take(self, key: str) -> None:
        """Do it."""
        self.dismiss(None)
        self.konkyo.run_by_id(key)
