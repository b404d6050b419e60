"""The part of the app that moves between places, finds the way back, and remembers where the planner was."""

from typing import Any

from textual.containers import Container
from textual.widget import AwaitMount, Widget

from registry.errors import KonkyoError
from tui.memory import Memory
from tui.places import PLACES, make_place
from tui.places.base import Place
from tui.session import Session
from tui.taking_back import TakingBackApp
from tui.widgets.board import Board
from tui.widgets.row_list import RowList

_FIELDS = ("Input", "TextArea")
"""Widgets of Textual, and ours made of them, into which text is typed; by name, for few places need the second."""


def is_field(widget: Widget | None) -> bool:
    """True for what text is typed into."""
    return widget is not None and any(kind.__name__ in _FIELDS for kind in type(widget).__mro__)


class MovingApp(TakingBackApp):
    """Shows one place at a time; a place is made when it is first gone to, and kept."""

    def __init__(self, session: Session, *, place: str = "", memory: Memory | None = None) -> None:
        super().__init__(session)
        self.memory = memory or Memory()
        self.here = place or self._remembered_place()
        """Name of the place in view."""
        self._trail: list[tuple[str, str]] = []
        self._ahead: list[tuple[str, str]] = []

    @property
    def place(self) -> Place | None:
        """The place in view."""
        found = self.query(f"#place-{self.here}")
        return found.first(Place) if found else None

    def go(self, name: str, target: str = "", *, remember: bool = True) -> None:
        """Show a place, standing on ``target`` where it is an id that the place knows."""
        room = self.query_one("#places", Container)
        if remember and self.place is not None and (self.here != name or target):
            self._trail.append(self._standing())
            self._ahead.clear()
        if self.here != name:
            self._leave_place()
            self.fade_message()
        self.here = name
        for other in room.query(Place):
            other.display = name == other.NAME
        if self.place is None:
            self.call_later(self._enter_new, room.mount(make_place(name)), target)
        else:
            self._enter(target)

    def _leave_place(self) -> None:
        """Let the place in view store what is typed; a foreseen error is told."""
        if self.place is not None:
            self.place.rested = self.screen_stack[0].focused
            try:
                self.place.left()
            except KonkyoError as problem:
                self.report(problem)

    def _standing(self) -> tuple[str, str]:
        """Where the planner is now: place and id."""
        return self.here, self.place.standing() if self.place is not None else ""

    async def _enter_new(self, mounted: AwaitMount, target: str) -> None:
        await mounted
        self._enter(target, first=True)

    def _enter(self, target: str, *, first: bool = False) -> None:
        place = self.place
        if place is None or not place.is_mounted:
            return
        place.show()
        if first:
            place.recall(self._remembered_of(place.NAME))
        place.enter(target)
        if self.focused is None or place not in self.focused.ancestors:
            _focus_in(place)

    def _remembered_place(self) -> str:
        found = self.memory.of(self.session.body.code).get("place") if self.session.body else None
        return found if isinstance(found, str) and found in PLACES else "home"

    def _remembered_of(self, name: str) -> dict[str, Any]:
        places = self.memory.of(self.session.body.code).get("places") if self.session.body else None
        found = places.get(name) if isinstance(places, dict) else None
        return found if isinstance(found, dict) else {}

    def remember(self) -> None:
        """Keep place, cursors, filters for the body in the memory."""
        if self.session.body is not None:
            kept = self.memory.of(self.session.body.code).get("places")
            places = {**kept} if isinstance(kept, dict) else {}
            places.update({place.NAME: place.remember() for place in self.query(Place)})
            self.memory.keep(self.session.body.code, place=self.here, places=places)

    def next_place(self) -> None:
        """The place of the next digit."""
        self._go_by(1)

    def previous_place(self) -> None:
        """The place of the digit before."""
        self._go_by(-1)

    def _go_by(self, by: int) -> None:
        names = list(PLACES)
        self.go(names[(names.index(self.here) + by) % len(names)])

    def next_pane(self) -> None:
        """The focus to the next part of the place."""
        self.screen.focus_next()

    def previous_pane(self) -> None:
        """The focus to the part before."""
        self.screen.focus_previous()

    def go_back(self) -> None:
        """To where the planner was before."""
        if self._trail:
            self._ahead.append(self._standing())
            self.go(*self._trail.pop(), remember=False)
        else:
            self.say("これより前はありません")

    def go_forward(self) -> None:
        """To where the planner was before going back."""
        if self._ahead:
            self._trail.append(self._standing())
            self.go(*self._ahead.pop(), remember=False)
        else:
            self.say("これより先はありません")


def _focus_in(place: Place) -> None:
    """The focus to what had it here before, else to the main list; never into a field: a key follows, not text."""
    panes = [
        one for one in place.walk_children(Widget) if one.focusable and one.display and not is_field(one)
    ]
    lists = [one for one in panes if isinstance(one, RowList | Board)]
    chosen = place.rested if place.rested in panes else next(iter([*lists, *panes]), None)
    if chosen is not None:
        chosen.focus()
