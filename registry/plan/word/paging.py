"""On which page each heading comes, as far as it can be told without laying the document out.

Word fills the page numbers of a table of contents only when it is told to, and asks on opening when a document
demands it. So that the table has numbers from the start, pages are counted here from line heights and widths. The
numbers are right when the fonts are as wide as they say; updating the table in Word makes them exact.
"""

from collections.abc import Sequence

from msgspec import Struct

from registry.plan.word.looks import (
    CELL_HEIGHT,
    LANDSCAPE,
    LANDSCAPE_HEIGHT,
    LOOKS,
    PORTRAIT,
    PORTRAIT_HEIGHT,
)

_WIDOW = 2
"""At least so many lines of a paragraph stand together."""

_BOX_EDGE = 90


class _Box(Struct, frozen=True):
    look: str
    lines: int
    key: str
    together: bool


class Pages:
    """Counts pages while the document is written from beginning to end."""

    def __init__(self) -> None:
        self.page = 1
        self.of: dict[str, int] = {}
        """Page by the key given to ``paragraph``."""
        self._height = PORTRAIT_HEIGHT
        self._width = PORTRAIT
        self._at = 0
        self._last = ""
        self._waiting: list[_Box] = []

    def section(self, *, turned: bool) -> None:
        """A new section on a new page."""
        self._flush()
        if self._at:
            self.new_page()
        self._height, self._width = (LANDSCAPE_HEIGHT, LANDSCAPE) if turned else (PORTRAIT_HEIGHT, PORTRAIT)

    def new_page(self) -> None:
        """What follows stands on the next page."""
        self.page += 1
        self._at = 0
        self._last = ""

    def paragraph(self, style: str, columns: int, key: str = "", *, keep_next: bool = False) -> None:
        """A paragraph of so many half-width columns."""
        look = LOOKS[style]
        if look.new_page:
            self._flush()
            if self._at:
                self.new_page()
        unit = look.points * 10
        room = max(1, int((self._width - look.left - look.right) / unit))
        box = _Box(
            style, max(1, -(-int(columns + look.first / unit) // room)), key, keep_next or look.keep_next
        )
        self._waiting.append(box)
        if not box.together:
            self._flush()

    def table(self, heights: Sequence[int], line: int, *, whole: bool = False) -> None:
        """A table: lines of each row and the height of a line; the first row is repeated on every page.

        ``whole``: it does not break across pages.
        """
        rows = [lines * line + CELL_HEIGHT for lines in heights]
        self._flush(sum(rows) if whole else sum(rows[:2]))
        for position, row in enumerate(rows):
            if position and self._at + row > self._height and row < self._height:
                self.new_page()
                self._at = rows[0]
            self._at += row
            while self._at > self._height:
                self.page += 1
                self._at -= self._height - rows[0]
        self._last = ""

    def finish(self) -> None:
        """Nothing follows."""
        self._flush()

    def _flush(self, following: int = 0) -> None:
        """Place what waits to stand together with what comes next, which needs ``following``."""
        if not self._waiting:
            if following and self._at and self._at + following > self._height:
                self.new_page()
            return
        boxes, self._waiting = self._waiting, []
        needed = following
        for position, box in enumerate(boxes):
            is_last = position == len(boxes) - 1 and not following
            needed += self._needed(
                box, boxes[position - 1].look if position else self._last, whole=not is_last
            )
        if self._at and self._at + needed > self._height:
            self.new_page()
        for box in boxes:
            self._place(box)

    def _gap(self, box: _Box, before: str) -> int:
        look = LOOKS[box.look]
        if before == box.look and look.together:
            return 0
        edges = _edge(box.look) + (_edge(before) if before else 0)
        if not before:
            return edges + (look.before if self.page == 1 else 0)
        return edges + max(look.before, LOOKS[before].after)

    def _needed(self, box: _Box, before: str, *, whole: bool) -> int:
        look = LOOKS[box.look]
        lines = box.lines if whole or look.keep_lines or box.lines <= _WIDOW + 1 else _WIDOW
        return self._gap(box, before) + round(lines * look.line * 20)

    def _place(self, box: _Box) -> None:
        look = LOOKS[box.look]
        line = round(look.line * 20)
        self._at += self._gap(box, self._last)
        if box.key:
            self.of[box.key] = self.page
        left = box.lines
        while self._at + left * line > self._height:
            fitting = max(0, (self._height - self._at) // line)
            if left - fitting < _WIDOW:
                fitting = max(0, left - _WIDOW)
            left -= max(fitting, 0 if self._at else 1)
            self.page += 1
            self._at = 0
        self._at += left * line
        self._last = box.look


def _edge(style: str) -> int:
    """What a box takes above and below its text."""
    look = LOOKS[style]
    return _BOX_EDGE if look.border and not look.side_only else 0
