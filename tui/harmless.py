"""The last net: whatever a widget draws, no control character leaves for the terminal.

Places make text inert before they show it, so that it says what was there; fields of Textual draw what was pasted.
Removed characters have no width, so that nothing shifts.
"""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Harmless(LineFilter):
    """Removes control characters, direction overrides and lone surrogates from everything that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line without them."""
        del background
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(_HARMFUL.sub("", segment.text), segment.style)
            for segment in segments
        ]
