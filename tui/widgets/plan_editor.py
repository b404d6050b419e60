"""The text of the plan, edited as plain text with soft wrap; keys as Windows has them."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.document._document_navigator import DocumentNavigator
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from registry.plan.document import FILL_IN
from registry.plan.merging import BETWEEN, THEIRS, has_conflict
from tui.japanese_wrap import JapaneseWrap

_KEYS = {
    "up": "cursor_up",
    "down": "cursor_down",
    "left": "cursor_left",
    "right": "cursor_right",
    "ctrl+left": "cursor_word_left",
    "ctrl+right": "cursor_word_right",
    "home": "cursor_line_start",
    "end": "cursor_line_end",
    "pageup": "cursor_page_up",
    "pagedown": "cursor_page_down",
    "shift+up": "cursor_up(True)",
    "shift+down": "cursor_down(True)",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "ctrl+shift+left": "cursor_word_left(True)",
    "ctrl+shift+right": "cursor_word_right(True)",
    "shift+home": "cursor_line_start(True)",
    "shift+end": "cursor_line_end(True)",
    "ctrl+home": "whole(False)",
    "ctrl+end": "whole(True)",
    "ctrl+a": "select_all",
    "backspace": "delete_left",
    "ctrl+backspace": "delete_word_left",
    "delete": "delete_right",
    "ctrl+delete": "delete_word_right",
    "ctrl+x": "cut",
    "ctrl+c": "copy",
    "ctrl+v": "paste",
    "ctrl+z": "undo",
    "ctrl+y": "redo",
    "ctrl+shift+z": "redo",
}


class PlanEditor(TextArea, inherit_bindings=False):
    """Posts TextArea.Changed and SelectionChanged; every key that is not of the text is for the place.

    Keys are done here, in their turn. As bindings they would be done by the app, after letters that were typed later
    and are waiting already.
    """

    KEYS: ClassVar[Mapping[str, str]] = _KEYS
    """By key the action; the help lists them."""

    def __init__(self, id: str | None = None, other_keys: Callable[[events.Key], None] | None = None) -> None:
        """``other_keys`` does what keys mean that are not of the text."""
        super().__init__(
            "", id=id, soft_wrap=True, show_line_numbers=True, tab_behavior="focus", theme="css", compact=True
        )

        self._other_keys = other_keys

    async def on_key(self, event: events.Key) -> None:
        """Moving and changing; what is no text and has no meaning here goes to the place."""
        action = self.KEYS.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)
        elif self._other_keys is not None and not (event.character and event.is_printable):
            self._other_keys(event)

    @property
    def row(self) -> int:
        """The line of the cursor."""
        return self.cursor_location[0]

    @property
    def lines(self) -> list[str]:
        """What stands in the editor."""
        return list(self.document.lines)

    def show(self, lines: list[str], row: int = 0) -> None:
        """Show another text; what was typed before cannot be undone here."""
        self.load_text("\n".join(lines))
        self.wrapped_document = JapaneseWrap(self.document, self.wrap_width, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._refresh_size()
        self.go_to(row)

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor on a line and bring it into the upper part of the view."""
        row = max(0, min(row, self.document.line_count - 1))
        self.move_cursor((row, column))
        self._show_row(row)
        # Once more when the editor, if it is only coming into view, knows its size.
        self.call_after_refresh(self._show_row, row)

    def _show_row(self, row: int) -> None:
        if self.size.height and row < self.document.line_count:
            top = self.wrapped_document.location_to_offset((row, 0)).y
            self.scroll_to(y=max(0, top - 3), animate=False, force=True)

    def select_words(self, row: int, column: int, length: int) -> None:
        """Go to words and select them."""
        self.go_to(row, column)
        self.move_cursor((row, column + length), select=True)

    def slot_behind(self, row: int, column: int) -> bool:
        """True when a cell to be filled in stands in the line at or behind a column."""
        return not self._line(row).startswith(">") and FILL_IN in self._line(row)[column:]

    def select_slot(self, row: int, column: int = 0) -> bool:
        """Select what is to be filled in at a line, guidance and all, so that typing takes its place.

        False, and nothing is selected, where there is no slot.
        """
        line = self._line(row)
        if line.startswith(f"> {FILL_IN}"):
            last = row
            while last + 1 < self.document.line_count and self._line(last + 1).startswith(">"):
                last += 1
            start, end = (row, 0), (last, len(self._line(last)))
        elif (found := line.find(FILL_IN, column)) >= 0:
            start, end = (row, found), (row, found + len(FILL_IN))
        else:
            return False
        self.go_to(row, start[1])
        self.selection = Selection(end, start)
        return True

    def _line(self, row: int) -> str:
        return self.document.get_line(row)

    def action_whole(self, end: bool) -> None:
        """The beginning or the end of the text."""
        self.move_cursor(self.document.end if end else (0, 0))

    def get_line(self, line_index: int) -> Text:
        """Headings stand out, slots and conflicts are marked, footnote marks step back."""
        text = super().get_line(line_index)
        line = text.plain
        colours = self.app.theme_variables
        if has_conflict(line) or line == BETWEEN or line.startswith(THEIRS):
            text.stylize(f"bold {colours.get('error', '')}".strip())
        elif line.startswith("#"):
            text.stylize("bold")
        elif FILL_IN in line:
            text.stylize(f"bold {colours.get('warning', '')}".strip())
        elif line.startswith(("> ", ">")):
            text.stylize(colours.get("dim", ""))
        text.highlight_regex(r"\[\^[^\]\s]+\]", colours.get("dim", "dim"))
        return text
