"""A list of rows under headings that reads only what it shows, be there ten rows or a million.

Columns are laid out by display cells; where there is no room, columns leave from the right except those marked to
stay. Meaning is in the words of the cells; roles only colour them.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

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
from tui.widgets.row_shape import GAP, MARK, Cell, Column, Pages, Role, Row, cut_to, fitted_widths, no_rows

__all__ = ["Cell", "Column", "Role", "Row", "RowList", "fitted_widths"]

_PAGE = 100
"""Rows that are read at once."""
_PAGES_KEPT = 40


class RowList(ScrollView, can_focus=True):
    """Posts Moved when the cursor stands on another row, Opened on Enter, Ticked when the selection changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--heading",
        "row-list--cursor",
        "row-list--cursor-away",
        "row-list--ticked",
        *(f"row-list--{role}" for role in ("good", "caution", "stop", "unknown", "dim", "accent", "error")),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "first", show=False),
        Binding("end,ctrl+end", "last", show=False),
        Binding("enter", "open", show=False),
        Binding("space", "tick", show=False),
        Binding("shift+up", "extend(-1)", show=False),
        Binding("shift+down", "extend(1)", show=False),
        Binding("ctrl+a", "tick_all", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: "RowList", key: str | None) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    class Opened(Moved):
        """The row was opened."""

    class Ticked(Moved):
        """The selection changed."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "ありません。",
        id: str | None = None,
        ticks: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self.may_tick = ticks
        self.ticked: dict[str, None] = {}
        """Keys of the selected rows, in the order in which they were selected."""
        self.cursor = 0
        self.count = 0
        self._read: Pages = no_rows
        self._wanted: str | None = None
        self._pages: dict[int, Sequence[Row]] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.show_pages(len(rows), lambda start, stop: rows[start:stop])

    def show_pages(self, count: int, read: Pages) -> None:
        """Show ``count`` rows that are read when they come into view; the cursor stays on its row if it is there."""
        before = self._wanted or self.key
        self.count, self._read = count, read
        self._pages.clear()
        self.cursor = min(self.cursor, max(count - 1, 0))
        if before is not None and (self.key == before or self.find(before)):
            self._wanted = None
        self._fit()
        self.refresh()
        self._tell()

    def put(self, rows: Iterable[Row]) -> None:
        """Show these rows in place of those with the same keys, as far as they are read already."""
        found = {row.key: row for row in rows}
        for number, page in self._pages.items():
            self._pages[number] = [found.get(row.key, row) for row in page]
        self.refresh()

    def find(self, key: str) -> bool:
        """Put the cursor on a row; False when it is not within the first rows that are known."""
        for page in sorted(self._pages) or [0]:
            for place, row in enumerate(self._page(page)):
                if row.key == key:
                    self.move_to(page * _PAGE + place)
                    return True
        return False

    def want(self, key: str) -> None:
        """Put the cursor on a row, now or when rows are shown next and it is among them."""
        self._wanted = None if self.find(key) else key

    @property
    def key(self) -> str | None:
        """Key of the row under the cursor."""
        row = self.row(self.cursor)
        return None if row is None else row.key

    @property
    def chosen(self) -> tuple[str, ...]:
        """The selected rows, or the one under the cursor when none is selected."""
        if self.ticked:
            return tuple(self.ticked)
        return () if self.key is None else (self.key,)

    def chosen_rows(self) -> tuple[Row, ...]:
        """The rows of ``chosen`` in the order of the list, as far as they are among those shown."""
        if not self.ticked:
            row = self.row(self.cursor)
            return () if row is None else (row,)
        pages = range(-(-self.count // _PAGE))
        return tuple(row for number in pages for row in self._page(number) if row.key in self.ticked)

    def row(self, place: int) -> Row | None:
        """A row by its place."""
        if not 0 <= place < self.count:
            return None
        page = self._page(place // _PAGE)
        within = place % _PAGE
        return page[within] if within < len(page) else None

    def _page(self, number: int) -> Sequence[Row]:
        if number not in self._pages:
            if len(self._pages) > _PAGES_KEPT:
                self._pages.clear()
            self._pages[number] = self._read(number * _PAGE, min((number + 1) * _PAGE, self.count))
        return self._pages[number]

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, self.count + 1)

    def on_resize(self, event: events.Resize) -> None:
        """Columns are laid out anew."""
        del event
        self._fit()

    def move_to(self, place: int) -> None:
        """Put the cursor on a place and bring it into view."""
        wanted = max(0, min(place, self.count - 1))
        if self.count:
            self.scroll_to_region(Region(0, wanted, 1, 2), animate=False, force=True)
        if wanted != self.cursor:
            self.cursor = wanted
            self.refresh()
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Moved(self, self.key))

    def action_move(self, by: int) -> None:
        """One row on or back."""
        self.move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """One page on or back."""
        self.move_to(self.cursor + by * max(1, self.size.height - 2))

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(self.count - 1)

    def action_open(self) -> None:
        """Open the row."""
        if self.key is not None:
            self.post_message(self.Opened(self, self.key))

    def action_tick(self) -> None:
        """Select the row or not, and go on to the next."""
        if not self.may_tick or self.key is None:
            return
        if self.key in self.ticked:
            del self.ticked[self.key]
        else:
            self.ticked[self.key] = None
        self.post_message(self.Ticked(self, self.key))
        self.move_to(self.cursor + 1)
        self.refresh()

    def action_extend(self, by: int) -> None:
        """Select from this row to the next."""
        if self.may_tick and self.key is not None:
            self.ticked[self.key] = None
            self.move_to(self.cursor + by)
            if self.key is not None:
                self.ticked[self.key] = None
            self.post_message(self.Ticked(self, self.key))
            self.refresh()

    def action_tick_all(self) -> None:
        """Select all rows, or none when all are."""
        if not self.may_tick:
            return
        keys = [row.key for number in range(-(-self.count // _PAGE)) for row in self._page(number)]
        self.ticked = {} if len(self.ticked) == len(keys) else dict.fromkeys(keys)
        self.post_message(self.Ticked(self, self.key))
        self.refresh()

    def untick(self) -> None:
        """Select nothing."""
        self.ticked.clear()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens, Ctrl selects."""
        place = event.y - 1 + self.scroll_offset.y
        if event.y == 0 or not 0 <= place < self.count:
            return
        if event.ctrl:
            self.move_to(place)
            self.action_tick()
        elif event.chain > 1:
            self.action_open()
        else:
            self.move_to(place)

    def widths(self, room: int) -> list[int]:
        """Width of each column in a list of this width; 0 for those that have no room."""
        return fitted_widths(self.columns, room - MARK)

    def render_line(self, y: int) -> Strip:
        """The headings stay; below them the rows that are in view."""
        room = self.scrollable_content_region.width
        if y == 0:
            style = self.get_component_rich_style("row-list--heading")
            cells: Iterable[Cell | str] = [column.title for column in self.columns]
            return self._strip("  ", cells, style, room)
        place = y - 1 + self.scroll_offset.y
        row = self.row(place)
        if row is None:
            text = f"  {self.empty}" if place == 0 and self.count == 0 else ""
            style = self.get_component_rich_style("row-list--dim")
            return Strip([Segment(pad(truncate(text, room), room), self.rich_style + style)])
        base = self.rich_style
        here = place == self.cursor
        ticked = row.key in self.ticked
        if here:
            away = "" if self.has_focus else "-away"
            base += self.get_component_rich_style(f"row-list--cursor{away}")
        elif ticked:
            base += self.get_component_rich_style("row-list--ticked")
        mark = (">" if here else " ") + ("*" if ticked else " ")
        return self._strip(mark, row.cells, base, room)

    def _strip(self, mark: str, cells: Iterable[Cell | str], base: Style, room: int) -> Strip:
        segments = [Segment(mark, base)]
        used = MARK
        for cell, size, column in zip(cells, self.widths(room), self.columns, strict=False):
            if not size:
                continue
            text, role = (cell, "") if isinstance(cell, str) else cell
            shown = cut_to(inert(text), size, column)
            lead = " " * (size - width(shown)) if column.right else ""
            style = base
            if role:
                style = base + Style(color=self.get_component_rich_style(f"row-list--{role}").color)
            segments.append(Segment(lead + (shown if column.right else pad(shown, size)), style))
            segments.append(Segment(" " * GAP, base))
            used += size + GAP
        if used < room:
            segments.append(Segment(" " * (room - used), base))
        return Strip(segments).adjust_cell_length(room, base)
