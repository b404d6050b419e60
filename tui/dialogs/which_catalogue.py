"""Choosing which of the body's catalogues a file is: the next state of one that is there, or a new one."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from registry.law.dates import format_wareki
from tui.dialogs.ask_text import AskText
from tui.dialogs.base import Dialog, DialogBox
from tui.moments import local
from tui.widgets.row_list import Column, Row, RowList

if TYPE_CHECKING:
    from registry.analysis.continuing import Continuation
    from registry.analysis.holdings import CatalogueSource

_NEW = "new"


def catalogue_name(source: "CatalogueSource") -> str:
    """How a catalogue is called; the first one of a body by its file."""
    return source.name or source.file_name


class WhichCatalogue(Dialog[str]):
    """Gives the name of a catalogue."""

    COLUMNS: ClassVar = (
        Column("", 12),
        Column("目録", 24, flexible=True),
        Column("記録", 7, right=True),
        Column("前の取込", 10, right=True),
    )

    def __init__(self, known: "Continuation", name: str) -> None:
        """``name``: the one chosen now."""
        super().__init__()
        self._known, self._chosen = known, name

    def compose(self) -> ComposeResult:
        """The catalogues, and one that is not there yet."""
        with DialogBox(classes="dialog") as box:
            box.border_title = "どの目録ですか"
            yield RowList(self.COLUMNS, ticks=False)
            yield Static(
                "同じ目録の新しいファイルなら、その目録を新しくします。別の目録なら、加えます。",
                classes="dialog-note",
                markup=False,
            )
            yield Static("Enter 決める  ↑↓ 選ぶ  Esc やめる", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Show them; the cursor stands on the one chosen now."""
        rows = [
            Row(
                f"name|{one.name}",
                (
                    "新しくする",
                    catalogue_name(one),
                    f"{one.records:,}",
                    format_wareki(local(one.imported_at).date(), short=True),
                ),
            )
            for one in self._known.catalogues
        ]
        listed = self.query_one(RowList)
        listed.show_rows([*rows, Row(_NEW, ("加える", "別の目録", "", ""))])
        listed.focus()
        if not listed.find(f"name|{self._chosen}"):
            listed.find(_NEW)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """That catalogue, or a new one under a name of its own."""
        event.stop()
        if event.key == _NEW:
            named = AskText(
                "別の目録として加える",
                "目録の名前です。次の取込で、同じ名前の目録を新しくできます",
                value=self._known.fresh,
            )
            self.app.push_screen(named, self._named)
        else:
            self.dismiss((event.key or "").removeprefix("name|"))

    def _named(self, name: str | None) -> None:
        if name:
            self.dismiss(name)
