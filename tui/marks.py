"""The ASCII set of marks, for terminals that draw characters of ambiguous width over two cells.

Everything that is drawn passes one filter, so that places write the usual marks. Each character is replaced by one of
the same width as Textual counts it; words stay, and so do ？ and －, which are wide everywhere. Other characters of
ambiguous width (①, α, the ends of a scrollbar) come from catalogues and files; they would shift all that stands right
of them, so one character that reminds of them is drawn.
"""

import os
import re
import unicodedata
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

VARIABLE = "KONKYO_MARKS"
"""Environment variable: ``ascii`` asks for the ASCII set."""
ASCII = "ascii"

_LETTER = re.compile(r"(CAPITAL|SMALL) LETTER (?:\w+ )*?(\w)")


class _Marks(dict[int, str | int]):
    """What is drawn in place of a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | int:
        self[code] = found = _narrow(chr(code))
        return found


def _narrow(character: str) -> str:
    """A character of one cell everywhere; itself unless its width depends on the terminal."""
    if unicodedata.east_asian_width(character) != "A" or unicodedata.category(character)[0] == "M":
        return character
    plain = unicodedata.normalize("NFKD", character)[0]
    if plain.isascii():
        return plain
    letter = _LETTER.search(unicodedata.name(character, ""))
    if letter is None:
        return "?"
    return letter[2].lower() if letter[1] == "SMALL" else letter[2]


_MARKS: dict[str, str | int] = {
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
    "÷": "/",
    "±": "+",
    "°": "o",
    "′": "'",
    "″": '"',
    "―": "-",
    "—": "-",
    "–": "-",
    "‐": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "‥": ".",
    "·": ".",
    "☆": "*",
    "★": "*",
    "≧": ">",
    "≦": "<",
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
    **dict.fromkeys("▁▂▃▅▆▇", " "),
    "░": ".",
    "▒": ":",
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋", "+"),
}
_TABLE = _Marks(str.maketrans(_MARKS))


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
