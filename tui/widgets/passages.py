"""A text of short passages that is read with the arrow keys; passages with a key can be stood on and opened.

Long passages are broken by display cells and go on set in; a mark such as [未] stands at the right edge.
"""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from registry.text.display import pad, truncate, width, wrap_phrases
from registry.text.inert import inert
from tui.widgets.row_list import Role

_LEAD = 2
_WIDEST = 80
_LONGEST = 4_000
"""Characters of one passage that are shown; the rest of a longer one is left out, and said to be."""


class Passage(NamedTuple):
    """Some text: role, how far it is set in, key to stand on ("" for none), mark at the right edge."""

    text: str
    role: Role | str = ""
    """A role, or ``heading``."""
    indent: int = 0
    key: str = ""
    mark: str = ""
    hang: int = 2
    """Cells by which lines after the first are set in further."""


class _Line(NamedTuple):
    text: str
    mark: str
    passage: int
    first: bool


class Passages(ScrollView, can_focus=True):
    """Posts Opened on Enter, with the key of the passage under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passages--cursor",
        "passages--cursor-away",
        *(
            f"passages--{role}"
            for role in ("heading", "good", "caution", "stop", "unknown", "dim", "accent", "error")
        ),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "first", show=False),
        Binding("end,ctrl+end", "last", show=False),
        Binding("enter", "open", show=False),
    ]

    class Opened(Message):
        """A passage was opened."""

        def __init__(self, passages: "Passages", key: str) -> None:
            super().__init__()
            self.passages, self.key = passages, key

        @property
        def control(self) -> "Passages":
            """The text."""
            return self.passages

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passages: tuple[Passage, ...] = ()
        self._lines: list[_Line] = []
        self._cursor = 0

    def say(self, passages: Sequence[Passage | str], *, stay: bool = False) -> None:
        """Show a text; ``stay``: the cursor stays on its key and the text where it was scrolled to."""
        before, place = self.key, self.scroll_offset.y
        self._passages = tuple(Passage(one) if isinstance(one, str) else one for one in passages)
        stops = self._stops()
        self._cursor = stops[0] if stops else 0
        if stay:
            self._cursor = next((at for at in stops if self._passages[at].key == before), self._cursor)
        self._lay_out()
        self.scroll_to(y=place if stay else 0, animate=False, force=True)

    @property
    def key(self) -> str:
        """Key of the passage under the cursor; "" when there is none."""
        return self._passages[self._cursor].key if self._cursor < len(self._passages) else ""

    @property
    def passages(self) -> Sequence[Passage]:
        """What is shown."""
        return self._passages

    @property
    def text(self) -> str:
        """All of the text, one passage a line."""
        return "\n".join("  " * one.indent + f"{one.text} {one.mark}".rstrip() for one in self._passages)

    def stand_on(self, key: str) -> bool:
        """Put the cursor on a passage; False when there is none of this key."""
        for at in self._stops():
            if self._passages[at].key == key:
                self._cursor = at
                self._show_cursor()
                return True
        return False

    def _stops(self) -> list[int]:
        return [at for at, passage in enumerate(self._passages) if passage.key]

    def on_resize(self, event: events.Resize) -> None:
        """Lines are broken anew."""
        del event
        self._lay_out()

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width

    @property
    def room(self) -> int:
        """Cells of a line of text."""
        return min(self._room, _WIDEST) - _LEAD

    def _lay_out(self) -> None:
        room = self.room
        self._lines = []
        if room < 10:
            return
        for number, passage in enumerate(self._passages):
            self._lines += _broken(passage, number, room)
        self.virtual_size = Size(self._room, len(self._lines))
        self.refresh()

    def _first_line(self, passage: int) -> int:
        return next((at for at, line in enumerate(self._lines) if line.passage == passage), 0)

    def _height(self, passage: int) -> int:
        return sum(line.passage == passage for line in self._lines)

    def _show_cursor(self) -> None:
        top = self._first_line(self._cursor)
        region = Region(0, top, 1, max(1, min(self._height(self._cursor), self.size.height)))
        self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """To the next passage that can be stood on, or a line on where that is farther than the screen shows."""
        stops = self._stops()
        ahead = [at for at in stops if (at > self._cursor if by > 0 else at < self._cursor)]
        wanted = (ahead[0] if by > 0 else ahead[-1]) if ahead else None
        if wanted is not None:
            top = self._first_line(wanted)
            seen = self.scroll_offset.y, self.scroll_offset.y + self.size.height
            if seen[0] - 2 <= top <= seen[1] + 1:
                self._cursor = wanted
                self._show_cursor()
                return
        self.scroll_relative(y=by, animate=False, force=True)

    def action_page(self, by: int) -> None:
        """One screen on or back; the cursor comes along."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False, force=True)
        self.call_after_refresh(self._bring_cursor)

    def _bring_cursor(self) -> None:
        seen = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        shown = [at for at in self._stops() if self._first_line(at) in seen]
        if shown and self._cursor not in shown:
            self._cursor = shown[0]
            self.refresh()

    def action_first(self) -> None:
        """The beginning."""
        self.scroll_home(animate=False, force=True)
        self.call_after_refresh(self._bring_cursor)

    def action_last(self) -> None:
        """The end."""
        self.scroll_end(animate=False, force=True)
        self.call_after_refresh(self._bring_cursor)

    def action_open(self) -> None:
        """Open the passage under the cursor."""
        if self.key:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Stand on what is under the mouse; a second click opens it."""
        place = event.y + self.scroll_offset.y
        if place < len(self._lines) and self._passages[self._lines[place].passage].key:
            self._cursor = self._lines[place].passage
            self.refresh()
            if event.chain > 1:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """The lines that are in view."""
        room = self._room
        place = y + self.scroll_offset.y
        base = self.rich_style
        if place >= len(self._lines):
            return Strip.blank(room, base)
        line = self._lines[place]
        passage = self._passages[line.passage]
        style = self._style(passage.role, base)
        here = bool(passage.key) and line.passage == self._cursor
        if here:
            away = "" if self.has_focus else "-away"
            cursor = self.get_component_rich_style(f"passages--cursor{away}")
            style += Style(bgcolor=cursor.bgcolor, bold=cursor.bold)
        lead = ("> " if line.first and self.has_focus else "  ") if here else "  "
        inner = min(room, _WIDEST) - _LEAD
        text = pad(line.text, inner - width(line.mark))
        segments = [Segment(lead + text, style)]
        if line.mark:
            dim = self.get_component_rich_style("passages--dim")
            segments.append(Segment(line.mark, style + Style(color=dim.color)))
        return Strip(segments).adjust_cell_length(room, style if here else base)

    def _style(self, role: str, base: Style) -> Style:
        if not role:
            return base
        found = self.get_component_rich_style(f"passages--{role}")
        return base + Style(color=found.color, bold=found.bold)


def _broken(passage: Passage, number: int, room: int) -> list[_Line]:
    said = inert(passage.text)
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST]}…（長いため、ここまで）"
    lead = " " * (2 * passage.indent)
    mark = truncate(inert(passage.mark), room // 3)
    space = room - width(lead) - (width(mark) + 1 if mark else 0)
    if width(said) <= space:
        return [_Line(lead + said, mark, number, True)]
    first = (wrap_phrases(said, max(space, 4)) or [""])[0]
    rest = wrap_phrases(said[len(first) :].lstrip(), max(room - width(lead) - passage.hang, 4))
    hang = lead + " " * passage.hang
    return [_Line(lead + first, mark, number, True), *(_Line(hang + one, "", number, False) for one in rest)]
