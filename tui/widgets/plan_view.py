"""A view of the place 計画 other than its text: a list with what is known of the row under the cursor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.commands import Command
from tui.widgets.passages import Passage, Passages
from tui.widgets.row_list import Column, RowList

if TYPE_CHECKING:
    from tui.app import KonkyoApp
    from tui.places.plan import Plan
    from tui.session import Session


class PlanView(Vertical):
    """Subclasses set COLUMNS and COMMANDS and write ``fill`` and ``told``."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    EMPTY: ClassVar[str] = "ありません"

    def __init__(self, id: str) -> None:
        super().__init__(id=id, classes="plan-split")

    def compose(self) -> ComposeResult:
        """The list and the text below it."""
        yield RowList(self.COLUMNS, empty=self.EMPTY, id=f"{self.id}-rows", ticks=False)
        yield Passages(id=f"{self.id}-detail")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def detail(self) -> Passages:
        """The text below it."""
        return self.query_one(Passages)

    @property
    def plan(self) -> "Plan":
        """The place."""
        from tui.places.plan import Plan

        return next(one for one in self.ancestors if isinstance(one, Plan))

    @property
    def konkyo(self) -> "KonkyoApp":
        """The app."""
        return self.plan.konkyo

    @property
    def session(self) -> "Session":
        """What all places share."""
        return self.plan.session

    def commands(self) -> Sequence[Command]:
        """What can be done here, before what can be done everywhere in the place."""
        return self.COMMANDS

    def fill(self) -> None:
        """Show what the session says now."""

    def told(self, key: str) -> Sequence[Passage | str]:
        """What is known of a row."""
        del key
        return ()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The text follows the cursor."""
        event.stop()
        self.tell()

    def tell(self) -> None:
        """Bring the text below the list up to date."""
        key = self.rows.key
        self.detail.say(self.told(key) if key is not None else ())
