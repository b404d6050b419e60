"""The matrix of gaps: rows of targets, columns of states, counts in the cells; a cell can be opened."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from registry.analysis.gap_matrix import GapMatrix
from registry.analysis.gaps import STATE_LABELS
from registry.text.display import pad
from tui.words import CATALOGUE

_LABEL = 26
_CELL = 11
_LEAD = 2


class GapMatrixView(Widget, can_focus=True):
    """Posts Opened with the ids of a cell; the last column is the sum."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "gap-matrix-view--heading",
        "gap-matrix-view--cursor",
        "gap-matrix-view--dim",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1,0)", show=False),
        Binding("down,j", "move(1,0)", show=False),
        Binding("left", "move(0,-1)", show=False),
        Binding("right", "move(0,1)", show=False),
        Binding("enter", "open", show=False),
    ]

    class Opened(Message):
        """A cell was opened."""

        def __init__(self, title: str, ids: tuple[str, ...]) -> None:
            super().__init__()
            self.title, self.ids = title, ids

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._matrix = GapMatrix(rows=())
        self.row = 0
        self.column = 0

    def show_matrix(self, matrix: GapMatrix) -> None:
        """Show counts; the cursor stays."""
        self._matrix = matrix
        self.row = min(self.row, max(len(matrix.rows) - 1, 0))
        self.refresh()

    def action_move(self, down: int, right: int) -> None:
        """To a neighbouring cell."""
        self.row = max(0, min(self.row + down, len(self._matrix.rows) - 1))
        self.column = max(0, min(self.column + right, len(self._matrix.columns)))
        self.refresh()

    def action_open(self) -> None:
        """Show the targets of the cell as a list."""
        if not self._matrix.rows:
            return
        row = self._matrix.rows[self.row]
        title = _words(row.label)
        if self.column < len(row.cells):
            self.post_message(
                self.Opened(f"{title}・{self._matrix.columns[self.column]}", row.cells[self.column])
            )
        else:
            self.post_message(self.Opened(title, tuple(key for cell in row.cells for key in cell)))

    def on_click(self, event: events.Click) -> None:
        """Stand on the cell; a second click opens it."""
        column = (event.x - 1 - _LEAD - _LABEL) // _CELL
        if 0 < event.y <= len(self._matrix.rows) and 0 <= column <= len(self._matrix.columns):
            self.row, self.column = event.y - 1, column
            self.refresh()
            if event.chain > 1:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """Headings, then one line per row."""
        room, base = self.size.width, self.rich_style
        if y == 0:
            heading = self.get_component_rich_style("gap-matrix-view--heading")
            style = base + Style(color=heading.color, underline=heading.underline)
            text = (
                " " * _LEAD
                + pad("", _LABEL)
                + "".join(
                    pad(f"{title}（件）" if not at else title, _CELL, "right")
                    for at, title in enumerate((*self._matrix.columns, "計"))
                )
            )
            return Strip([Segment(text, style)]).adjust_cell_length(room, base)
        if y > len(self._matrix.rows):
            return Strip.blank(room, base)
        row = self._matrix.rows[y - 1]
        here = y - 1 == self.row
        dim = base + Style(color=self.get_component_rich_style("gap-matrix-view--dim").color)
        cursor = self.get_component_rich_style("gap-matrix-view--cursor")
        style = dim if row.part else base + Style(bold=True)
        label = f"  うち {_words(row.label)}" if row.part else row.label
        segments = [Segment("> " if here else "  ", base), Segment(pad(label, _LABEL), style)]
        for at, count in enumerate([*map(len, row.cells), row.total]):
            text = f"{count:,}" if count else "-"
            shown = style if count else dim
            if here and at == self.column:
                text = f"> {text}"
                shown = base + Style(bgcolor=cursor.bgcolor, bold=True)
            segments.append(Segment(pad(text, _CELL, "right"), shown))
        return Strip(segments).adjust_cell_length(room, base)


def _words(label: str) -> str:
    """What the catalogue shows, in the words of the other screens."""
    state = next((state for state, said in STATE_LABELS.items() if said == label), None)
    return label if state is None else CATALOGUE[state].text[2:]
