"""Lines of Japanese text, broken at phrase ends and moved with the arrow keys."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from registry.text.display import wrap_phrases
from registry.text.inert import inert
from tui.widgets.row_list import Role

_INDENT = 2
_WIDEST = 80


class Said(NamedTuple):
    """A line of a detail: text, role, and how far it is set in."""

    text: str
    role: Role | str = ""
    """A role, or ``heading``."""
    indent: int = 0


class Detail(VerticalScroll, can_focus=True):
    """A text that is read, not edited."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Said] = ()
        self._body = Static(markup=False)

    def compose(self):  # type: ignore[no-untyped-def]
        """The text."""
        yield self._body

    def say(self, lines: Sequence[Said | str]) -> None:
        """Show lines; the reader is put at the beginning."""
        self._lines = [Said(line) if isinstance(line, str) else line for line in lines]
        self._lay_out()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Lines are broken anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        room = min(self.size.width - 2, _WIDEST)
        if room < 10:
            return
        text = Text()
        for line in self._lines:
            lead = " " * (_INDENT * line.indent)
            style = self._style(line.role)
            pieces = wrap_phrases(inert(line.text), room - len(lead) - _INDENT) or [""]
            for number, piece in enumerate(pieces):
                text.append(lead + ("  " if number else "") + piece + "\n", style)
        self._body.update(text)

    def _style(self, role: str) -> Style:
        if role == "heading":
            return Style(bold=True)
        if not role:
            return Style()
        variables = self.app.theme_variables
        names = {
            "good": "success",
            "caution": "warning",
            "stop": "absent",
            "unknown": "unknown",
            "dim": "dim",
            "accent": "accent",
            "error": "error",
        }
        return Style(color=variables.get(names.get(role, ""), None))
