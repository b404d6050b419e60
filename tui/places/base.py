"""A place (画面): one of the eight things a planner can look at. It shows result objects and asks the session."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from registry.errors import KonkyoError
from tui.commands import Command, find_command
from tui.widgets.filter_line import FilterLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.app import KonkyoApp
    from tui.copies import Copy
    from tui.session import Session


class Place(Container):
    """Base of all places. Subclasses set NAME, TITLE, COMMANDS and write ``fill`` and ``where``."""

    NAME: ClassVar[str]
    """Stable name: home, items, gaps, review, plan, laws, check, guide."""
    TITLE: ClassVar[str]
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    NEEDS_BODY: ClassVar[bool] = True
    """True: without a body the place asks for one instead of being filled."""

    def __init__(self) -> None:
        super().__init__(id=f"place-{self.NAME}", classes="place")
        self.stale = True
        """True: something changed since ``fill`` ran last."""
        self._fitted_to = Size(0, 0)
        """The last size of which the place was told."""
        self.rested: Widget | None = None
        """What had the focus when the place went out of view."""

    @property
    def konkyo(self) -> "KonkyoApp":
        """The app."""
        from tui.app import KonkyoApp

        app = self.app
        if not isinstance(app, KonkyoApp):
            raise TypeError("a place lives in the app of konkyo")
        return app

    @property
    def session(self) -> "Session":
        """What all places share."""
        return self.konkyo.session

    def fill(self) -> None:
        """Show what the session says now; called when the place comes into view and something has changed."""

    def where(self) -> tuple[str, str]:
        """Left and right text of the second line: what is shown, filter, count."""
        return self.TITLE, ""

    def enter(self, target: str = "") -> None:
        """The place came into view; ``target`` is what to stand on (an id)."""

    def left(self) -> None:
        """The place goes out of view, or the program ends: what is typed and not stored yet is stored."""

    def commands(self) -> Sequence[Command]:
        """The commands that apply now, in the order of use; places with states choose among COMMANDS."""
        return self.COMMANDS

    def typed(self, text: str) -> None:
        """Japanese text was committed while a list had the focus: it goes into the filter, where there is one."""
        for line in self.query(FilterLine):
            line.start(text)
            self.konkyo.say("日本語入力のため絞り込みに入れました", hint="Esc で外す")
            return

    def standing(self) -> str:
        """Id of what the planner stands on, for coming back: the row of the first list unless overridden."""
        lists = [rows for rows in self.query(RowList) if rows.display]
        return (lists[0].key or "") if lists else ""

    def remember(self) -> dict[str, Any]:
        """What to find again at the next start: cursors and filters; places add to it (sort, facets …)."""
        return {
            "cursors": {rows.id or str(place): rows.key for place, rows in enumerate(self.query(RowList))},
            "filters": {
                line.id or str(place): line.value for place, line in enumerate(self.query(FilterLine))
            },
        }

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Set what ``remember`` gave, or for another body what was set there; called after ``fill``."""
        filters, cursors = kept.get("filters", {}), kept.get("cursors", {})
        if not isinstance(filters, dict) or not isinstance(cursors, dict):
            return
        for place, line in enumerate(self.query(FilterLine)):
            text = filters.get(line.id or str(place), "")
            if isinstance(text, str) and text != line.value:
                line.value = text
                line.display = bool(text)
        for place, rows in enumerate(self.query(RowList)):
            key = cursors.get(rows.id or str(place))
            if isinstance(key, str):
                rows.want(key)

    def copies(self) -> "Sequence[Copy]":
        """What can be copied here, in which forms; the rows of the list unless overridden."""
        from tui.copies import copies_of_rows

        return copies_of_rows(self)

    def show(self, *, again: bool = False) -> None:
        """Bring the place up to date and tell the fixed lines; before it is composed there is nothing to do."""
        if not self.is_mounted:
            return
        if again or self.stale:
            self.stale = False
            try:
                self.fill()
            except KonkyoError as problem:
                self.konkyo.report(problem)
        self.konkyo.tell_place()

    def run(self, command: Command) -> None:
        """Do what a command says; foreseen errors are told in the message line."""
        try:
            getattr(self, command.action)()
        except KonkyoError as problem:
            self.konkyo.report(problem)

    @on(events.Resize)
    def _was_told(self, event: events.Resize) -> None:
        self._fitted_to = event.size

    def fit(self) -> None:
        """Tell the place of its size where Textual has not: it may not when a dialog is opened in that moment."""
        if self.size.area and self.size != self._fitted_to:
            self.post_message(events.Resize(self.size, self.virtual_size))

    def on_descendant_focus(self) -> None:
        """Other keys work in a field than in a list."""
        if self.konkyo.place is self:
            self.konkyo.tell_keys()

    def on_key(self, event: events.Key) -> None:
        """Keys of the place's own commands, also as an input method writes them."""
        if self.konkyo.typing:
            self._hand_on(event)
            return
        command = find_command(self.commands(), event.key, may_change=True)
        if command is not None:
            event.stop()
            event.prevent_default()
            if command.changes and not self.session.may_change:
                self.konkyo.say(self.session.forbidden)
            else:
                self.run(command)
        elif self.konkyo.is_text(event) and event.character:
            event.stop()
            self.typed(event.character)

    def _hand_on(self, event: events.Key) -> None:
        """A letter that was on its way to the list when the filter was opened belongs into the filter."""
        line = self.app.focused
        if isinstance(line, FilterLine) and event.is_printable and event.character:
            event.stop()
            line.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Some terminals hand on a commit as pasted text."""
        if not self.konkyo.typing and event.text.strip():
            event.stop()
            self.typed(event.text.strip().splitlines()[0])
