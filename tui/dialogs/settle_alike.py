"""The records of one shape, shown before they are settled alike."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.row_list import Column, Row, RowList

if TYPE_CHECKING:
    from registry.analysis.reviewing import ReviewCard, Target


class SettleAlike(Dialog[bool]):
    """Gives True when they are to be settled."""

    COLUMNS: ClassVar = (Column("記録", 40, flexible=True), Column("担当課", 16, stays=False))

    def __init__(self, cards: "Sequence[ReviewCard]", ticked: "Collection[Target]") -> None:
        super().__init__()
        self._cards = cards
        taken = [f"{one.label} {one.name}" for one in cards[0].candidates if one.key in ticked]
        self._said = f"すべて {'、'.join(taken)} とします" if taken else "すべて、どの候補でもないとします"

    def compose(self) -> ComposeResult:
        """What is decided, for which records."""
        with DialogBox(classes="dialog") as box:
            box.border_title = f"同じ形の記録をまとめて決める  {len(self._cards):,}件"
            yield Static(inert(self._said), markup=False)
            yield RowList(self.COLUMNS, ticks=False)
            yield Static("Enter まとめて決める  ↑↓ 見る  Esc やめる", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """All of them."""
        rows = self.query_one(RowList)
        records = [card.stored.record for card in self._cards]
        rows.show_rows([Row(one.id, (one.title, one.creator or one.organization)) for one in records])
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Settle them."""
        if event.key == "enter":
            event.stop()
            self.dismiss(True)
