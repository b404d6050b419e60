"""What stands on the screen, read pane by pane as lines; lines that can be opened are told apart.

Marks are left out, for the word behind each says the same and a screen reader would spell the mark.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rich.text import Text
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from registry.text.inert import inert
from tui.widgets.board import Board
from tui.widgets.choice import Choice
from tui.widgets.lines import Line
from tui.widgets.passages import Passages
from tui.widgets.row_list import Cell, Row, RowList

AT_ONCE = 20
"""Rows of a list, or lines of a text, that are read at a time."""
_LONGEST = 400
_MARK = re.compile(r"(?:^|(?<=\s))[○△■◆□－？](?=\s?\S)\s?")
_SPACES = re.compile(r"\s{2,}")


@dataclass(frozen=True)
class Spoken:
    """A line; with ``stand`` it can be stood on and opened."""

    text: str
    stand: Callable[[], object] | None = None


@dataclass(frozen=True)
class Pane:
    """A part of the screen: its heading and lines from ``start`` on; ``more`` lines follow that are not read yet."""

    widget: Widget
    title: str
    lines: tuple[Spoken, ...]
    more: int = 0
    start: int = 0

    @property
    def texts(self) -> list[str]:
        """What is said of it."""
        return [line.text for line in self.lines]


def said(text: str) -> str:
    """A text in one line: harmless, without marks, no longer than anyone wants to hear."""
    plain = _SPACES.sub("  ", _MARK.sub("", inert(text))).strip()
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…（長いため、ここまで）"


def read_screen(screen: Screen[object]) -> list[Pane]:
    """All panes in view, from the top."""
    return [pane for widget in _leaves(screen) if (pane := read_pane(widget)).lines]


def read_pane(widget: Widget, start: int | None = None) -> Pane:
    """One pane from a line on; without one, lists and texts from the stretch in which the cursor is."""
    match widget:
        case RowList():
            return _rows(widget, start)
        case TextArea():
            return _text(widget, start)
        case Board():
            lines = [
                Spoken(said(text), partial(widget.stand_on, key) if key else None)
                for key, text in widget.lines
            ]
            return _stretch(widget, "", lines, start)
        case Passages():
            return _stretch(widget, "詳細", list(_passages(widget)), start)
        case Input():
            hint = f"（{said(widget.placeholder)}）" if widget.placeholder else ""
            return Pane(widget, "", (Spoken(f"入力欄{hint}: {said(widget.value)}"),))
        case Choice():
            words = "、".join(
                f"[{said(text)}]" if value == widget.value else said(text) for value, text in widget.options
            )
            return Pane(widget, "", (Spoken(f"{said(widget.label)}: {words}"),))
        case _:
            return _stretch(widget, "", [Spoken(text) for text in _drawn(widget)], start)


def _stretch(widget: Widget, title: str, lines: Sequence[Spoken], start: int | None) -> Pane:
    first = start or 0
    read = tuple(lines[first : first + AT_ONCE])
    return Pane(widget, title, read, len(lines) - first - len(read), first)


def _leaves(widget: Widget) -> Iterator[Widget]:
    """What is in view and holds text itself."""
    for child in widget.children:
        if not child.display or isinstance(child, Line):
            continue
        if (
            isinstance(child, RowList | Board | Passages | Input | TextArea | Choice | Static)
            or not child.children
        ):
            yield child
        else:
            yield from _leaves(child)


def _rows(rows: RowList, start: int | None) -> Pane:
    first = rows.cursor - rows.cursor % AT_ONCE if start is None else start
    last = min(first + AT_ONCE, rows.count)
    titles = [column.title for column in rows.columns]
    lines = [
        Spoken(_row(titles, row, ticked=row.key in rows.ticked), partial(rows.move_to, at))
        for at in range(first, last)
        if (row := rows.row(at)) is not None
    ]
    if not lines:
        lines = [Spoken(said(rows.empty))]
    return Pane(rows, f"一覧 {rows.count:,}行", tuple(lines), max(rows.count - last, 0), first)


def _row(titles: list[str], row: Row, *, ticked: bool) -> str:
    told = [
        f"{title} {_cell(cell)}".strip()
        for title, cell in zip(titles, row.cells, strict=False)
        if _cell(cell)
    ]
    return f"{'選択中  ' if ticked else ''}{'、'.join(told)}"


def _cell(cell: Cell | str) -> str:
    return said(cell if isinstance(cell, str) else cell.text)


def _text(area: TextArea, start: int | None) -> Pane:
    here = area.cursor_location[0]
    first = here - here % AT_ONCE if start is None else start
    count = area.document.line_count
    last = min(first + AT_ONCE, count)
    lines = [
        Spoken(f"{at + 1}行{'（ここ）' if at == here else ''}: {said(area.document.get_line(at))}")
        for at in range(first, last)
    ]
    return Pane(area, f"編集 {count:,}行", tuple(lines), count - last, first)


def _passages(passages: Passages) -> Iterator[Spoken]:
    for one in passages.passages:
        text = said(f"{one.text}  {one.mark}")
        if text:
            yield Spoken(text, partial(passages.stand_on, one.key) if one.key else None)


def _drawn(widget: Widget) -> Iterator[str]:
    """What a widget of any other kind draws; a text is read whole, however much of it there is room for."""
    content = widget.content if isinstance(widget, Static) else None
    if isinstance(content, str | Content | Text):
        whole = content if isinstance(content, str) else content.plain
        yield from filter(None, map(said, whole.splitlines()))
        return
    if widget.region.area:
        for strip in widget.render_lines(Region(0, 0, *widget.size)):
            text = said(strip.text)
            if text:
                yield text
