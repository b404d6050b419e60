"""A picture of the screen as SVG in which each character stands in its own cells.

Textual's own export stretches a run of text to as many cells as it has characters, which pushes Japanese together.
Fonts are named that have Japanese characters of two cells; nothing is loaded from the network.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from registry.text.display import graphemes, width

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style

    from tui.app import KonkyoApp

FONT = "'BIZ UDGothic','Noto Sans Mono CJK JP','Noto Sans CJK JP','MS Gothic','Osaka-Mono',monospace"
CELL, LINE, EM = 8, 20, 16


def svg_of(app: "KonkyoApp") -> str:
    """The screen as it stands."""
    columns, lines = app.size
    variables = app.theme_variables
    background, foreground = variables["background"], variables["foreground"]
    drawn = [
        part
        for row, strip in enumerate(app.screen._compositor.render_strips())
        for part in _row(strip, row, background, foreground)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * CELL} {lines * LINE}" '
        f'font-family="{FONT}" font-size="{EM}">'
    )
    ground = f'<rect width="100%" height="100%" fill="{background.lower()}"/>'
    return "\n".join((head, ground, *drawn, "</svg>")) + "\n"


def _row(strip: "Iterable[Segment]", row: int, background: str, foreground: str) -> Iterator[str]:
    column = 0
    for segment in strip:
        cells = [(each, width(each)) for each in graphemes(segment.text)]
        size = sum(wide for _, wide in cells)
        ink, ground = _colours(segment.style, background, foreground)
        if ground.lower() != background.lower():
            yield (
                f'<rect x="{column * CELL}" y="{row * LINE}" width="{size * CELL}" height="{LINE}" '
                f'fill="{ground}"/>'
            )
        bold = ' font-weight="bold"' if segment.style is not None and segment.style.bold else ""
        for places, word, pressed in _words(cells, column):
            at = " ".join(str(place * CELL) for place in places)
            fit = f' textLength="{CELL}" lengthAdjust="spacingAndGlyphs"' if pressed else ""
            yield f'<text x="{at}" y="{row * LINE + EM - 1}" fill="{ink}"{bold}{fit}>{escape(word)}</text>'
        if segment.style is not None and segment.style.underline:
            under = row * LINE + LINE - 1
            yield f'<rect x="{column * CELL}" y="{under}" width="{size * CELL}" height="1" fill="{ink}"/>'
        column += size


def _words(cells: Sequence[tuple[str, int]], column: int) -> Iterator[tuple[list[int], str, bool]]:
    """Words with the column of each of their characters; True for what is to be pressed into one cell."""
    places: list[int] = []
    word = ""
    for at, (each, wide) in enumerate((*cells, (" ", 1))):
        followed = at + 1 < len(cells) and not cells[at + 1][0].isspace()
        alone = followed and _is_ambiguous(each)
        if each.isspace() or alone:
            if word:
                yield places, word, False
            places, word = [], ""
            if alone:
                yield [column], each, True
        else:
            places += [column] * len(each)
            word += each
        column += wide


def _is_ambiguous(grapheme: str) -> bool:
    """True for a mark or a line that fonts for Japanese draw over two cells."""
    return len(grapheme) == 1 and unicodedata.east_asian_width(grapheme) == "A"


def _colours(style: "Style | None", background: str, foreground: str) -> tuple[str, str]:
    if style is None:
        return foreground, background
    ink = style.color.get_truecolor().hex if style.color is not None else foreground
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else background
    return (ground, ink) if style.reverse else (ink, ground)
