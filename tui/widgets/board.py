"""Sections of lines below each other, of which every line leads somewhere: the form of the first place."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from registry.text.display import pad, truncate, width
from registry.text.inert import inert
from tui.widgets.row_list import Cell, Column, Row, fitted_widths

_INDENT = 2
_BAR = "bar:"
_WHOLE = Column("", 8, flexible=True)
"""The column of a row with a single cell."""


class Section(NamedTuple):
    """A heading and its lines. Cells that ``bar`` made are drawn as a bar."""

    title: str
    note: str
    """At the right end of the heading."""
    columns: Sequence[Column]
    rows: Sequence[Row]
    below: Sequence[str] = ()
    """A second line for each row; empty: none."""
    empty: str = ""
    """Said when there is no row."""
    least: int | None = None
    """Rows that are shown however little room there is; None: all."""


def fitted(
    sections: Sequence[Section], height: int, *, between: int = 1, more: int = 0, last_by: int | None = None
) -> list[Section]:
    """Shorten the sections to a height: each to its least and ``more`` rows, then the last one grows first.

    The heading tells how many rows are left out. ``last_by``: the line, from 0, on which the heading of the last
    section is to stand at the latest; the others grow only so far. Sections that cannot be shortened may exceed the height.
    """
    shown = [len(one.rows) if one.least is None else min(one.least + more, len(one.rows)) for one in sections]
    room = height - between * (len(sections) - 1)
    room -= sum(_height(one, count) for one, count in zip(sections, shown, strict=True))
    for number in reversed(range(len(sections))):
        section = sections[number]
        if last_by is not None and number == len(sections) - 2:
            before = sum(
                _height(one, count) + between for one, count in zip(sections, shown[:-1], strict=False)
            )
            room = min(room, last_by - before)
        while shown[number] < len(section.rows):
            taken = _height(section, shown[number] + 1) - _height(section, shown[number])
            if taken > room:
                break
            shown[number] += 1
            room -= taken
    return [_shortened(section, count) for section, count in zip(sections, shown, strict=True)]


def _height(section: Section, count: int) -> int:
    rows = count + sum(1 for text in section.below[:count] if text)
    return 1 + (rows or bool(section.empty and not section.rows))


def _shortened(section: Section, count: int) -> Section:
    left = len(section.rows) - count
    if not left:
        return section
    return section._replace(rows=section.rows[:count], note=f"ほか {left}件  {section.note}".rstrip())


class _Line(NamedTuple):
    section: Section
    row: Row | None = None
    text: str = ""
    role: str = ""


def bar(share: float) -> str:
    """A cell that shows a share of its column as a coloured stretch."""
    return f"{_BAR}{share:.4f}"


class Board(ScrollView, can_focus=True):
    """Posts Opened for the line under the cursor on Enter or double click."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--title",
        "board--cursor",
        "board--cursor-away",
        "board--full",
        "board--rest",
        *(f"board--{role}" for role in ("good", "caution", "stop", "unknown", "dim", "accent", "error")),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,home,ctrl+home", "edge(-1)", show=False),
        Binding("pagedown,end,ctrl+end", "edge(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    class Opened(Message):
        """A line was opened."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[_Line] = []
        self._stops: list[int] = []
        """Places of the lines that can be opened."""
        self._at = 0

    def show_sections(self, sections: Sequence[Section], *, spacious: bool = True) -> None:
        """Show these; the cursor stays on its line by its key."""
        before = self.key
        self._lines = []
        for number, section in enumerate(sections):
            if number and spacious:
                self._lines.append(_Line(section))
            self._lines += _lines_of(section)
        self._stops = [
            place for place, line in enumerate(self._lines) if line.row is not None and line.row.key
        ]
        keys = [self._key(place) for place in self._stops]
        self._at = keys.index(before) if before in keys else 0
        self._fit()
        self.refresh()

    @property
    def key(self) -> str:
        """Key of the line under the cursor; empty without one."""
        return self._key(self._stops[self._at]) if self._at < len(self._stops) else ""

    @property
    def lines(self) -> Sequence[tuple[str, str]]:
        """What stands here, for a reader of lines: key ("" where nothing is opened) and text."""
        return [_said(line) for line in self._lines if line.row is not None or line.text or line.role]

    def stand_on(self, key: str) -> bool:
        """Put the cursor on a line; False where it is not here."""
        keys = [self._key(place) for place in self._stops]
        if key in keys:
            self._go(keys.index(key))
        return key in keys

    def _key(self, place: int) -> str:
        row = self._lines[place].row
        return "" if row is None else row.key

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._lines))

    def on_resize(self, event: events.Resize) -> None:
        """Lines are laid out anew."""
        del event
        self._fit()

    def _go(self, at: int) -> None:
        if not self._stops:
            return
        self._at = max(0, min(at, len(self._stops) - 1))
        place = self._stops[self._at]
        above = 1 if self._at == 0 or self._stops[self._at - 1] < place - 1 else 0
        start = 0 if self._at == 0 else place - above
        self.scroll_to_region(Region(0, start, 1, place - start + 2), animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """One line on or back, over headings."""
        self._go(self._at + by)

    def action_edge(self, way: int) -> None:
        """The first or the last line."""
        self._go(0 if way < 0 else len(self._stops) - 1)

    def action_open(self) -> None:
        """Open the line."""
        if self.key:
            self.post_message(self.Opened(self.key))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens."""
        place = event.y + self.scroll_offset.y
        if place in self._stops:
            self._go(self._stops.index(place))
            if event.chain > 1:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """A heading, a row, or the text below one."""
        room = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(room, self.rich_style)
        line = self._lines[place]
        if line.row is not None:
            here = bool(self._stops) and place == self._stops[self._at]
            return self._row(line, here=here)
        if line.role == "title":
            return self._title(line.section)
        style = self.rich_style
        if line.role:
            style += self.get_component_rich_style(f"board--{line.role}")
        text = truncate(inert(line.text), room - 2 * _INDENT)
        return Strip([Segment(pad(" " * 2 * _INDENT + text if text else "", room), style)])

    def _title(self, section: Section) -> Strip:
        room = self.scrollable_content_region.width - 1
        title = truncate(inert(section.title), room)
        note = truncate(inert(section.note), max(room - width(title) - 2, 0))
        bright = self.rich_style + self.get_component_rich_style("board--title")
        dim = self.rich_style + self.get_component_rich_style("board--dim")
        between = " " * max(room - width(title) - width(note), 1)
        return Strip([Segment(title, bright), Segment(between + note + " ", dim)]).adjust_cell_length(
            room + 1
        )

    def _row(self, line: _Line, *, here: bool) -> Strip:
        base = self.rich_style
        if here:
            away = "" if self.has_focus else "-away"
            base += self.get_component_rich_style(f"board--cursor{away}")
        segments = [Segment("> " if here and self.has_focus else "  ", base)]
        room = self.scrollable_content_region.width - _INDENT - 1
        cells = line.row.cells if line.row is not None else ()
        columns = (_WHOLE,) if len(cells) == 1 else line.section.columns
        for cell, size, column in zip(cells, fitted_widths(columns, room), columns, strict=False):
            if size:
                segments += [*self._cell(cell, size, column, base), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(room + _INDENT + 1, base)

    def _cell(self, cell: Cell | str, size: int, column: Column, base: Style) -> Iterator[Segment]:
        text, role = (cell, "") if isinstance(cell, str) else cell
        if text.startswith(_BAR):
            full = round(size * float(text.removeprefix(_BAR)))
            yield Segment(" " * full, self.get_component_rich_style("board--full"))
            yield Segment(" " * (size - full), self.get_component_rich_style("board--rest"))
            return
        shown = truncate(inert(text), size)
        style = base + Style(color=self.get_component_rich_style(f"board--{role}").color) if role else base
        yield Segment(pad(shown, size, "right" if column.right else "left"), style)


def _said(line: _Line) -> tuple[str, str]:
    if line.row is None:
        title = f"{line.section.title}  {line.section.note}".rstrip()
        return "", title if line.role == "title" else line.text
    cells = [cell if isinstance(cell, str) else cell.text for cell in line.row.cells]
    return line.row.key, "  ".join(cell for cell in cells if cell and not cell.startswith(_BAR))


def _lines_of(section: Section) -> Iterator[_Line]:
    yield _Line(section, role="title")
    for place, row in enumerate(section.rows):
        yield _Line(section, row)
        if place < len(section.below) and section.below[place]:
            yield _Line(section, text=section.below[place], role="dim")
    if not section.rows and section.empty:
        yield _Line(section, text=section.empty, role="dim")
