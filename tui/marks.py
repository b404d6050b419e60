"""The ASCII set of marks, for terminals that draw characters of ambiguous width over two cells.

Everything that is drawn passes one filter, so that places write the usual marks. Each character is replaced by one of
the same width as Textual counts it; words stay, and so do ？ and －, which are wide everywhere.
"""

import os
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

VARIABLE = "KONKYO_MARKS"
"""Environment variable: ``ascii`` asks for the ASCII set."""
ASCII = "ascii"

_TABLE = str.maketrans(
    {
        "○": "o",
        "◎": "O",
        "●": "*",
        "△": "^",
        "▲": "^",
        "▼": "v",
        "▽": "v",
        "■": "#",
        "□": ".",
        "◆": "!",
        "◇": "!",
        "…": ".",
        "⋮": ":",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "※": "*",
        "×": "x",
        "─": "-",
        "━": "-",
        "═": "=",
        "│": "|",
        "┃": "|",
        "║": "|",
        "█": "#",
        "▀": "#",
        "▄": "#",
        "▌": "#",
        "░": ".",
        "▒": ":",
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋", "+"),
    }
)


def wants_ascii(environ: Mapping[str, str] = os.environ) -> bool:
    """True when the environment asks for the ASCII set."""
    return environ.get(VARIABLE, "").strip().lower() == ASCII


def in_ascii(text: str) -> str:
    """The text with its marks in ASCII, as wide as before."""
    return text if text.isascii() else text.translate(_TABLE)


class AsciiMarks(LineFilter):
    """Replaces the marks in everything that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line with other marks."""
        del background
        return [
            segment if segment.control else Segment(in_ascii(segment.text), segment.style)
            for segment in segments
        ]
