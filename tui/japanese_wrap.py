"""Soft wrap for Japanese: lines are filled by cells, Latin words stay whole, 。 and 」 begin no line (禁則).

Textual breaks only at spaces, of which Japanese has none: a short word before a space would stand on a line alone.
"""

from functools import lru_cache

from rich.cells import get_character_cell_size
from textual.document._document import Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths

from registry.text.display import may_break


@lru_cache(maxsize=20_000)
def break_places(text: str, columns: int, tab_columns: int) -> list[int]:
    """Places in ``text`` at which lines of at most ``columns`` cells begin, the first left out.

    A character that belongs to the one before it (a mark of no width) never begins a line.
    """
    if columns < 2 or (2 * len(text) <= columns and "\t" not in text):
        return []
    tabs = iter([size for _, size in get_tab_widths(text, tab_columns)])
    sizes = [next(tabs, 1) if one == "\t" else get_character_cell_size(one) for one in text]
    places: list[int] = []
    start = used = 0
    for at, size in enumerate(sizes):
        used += size
        while used > columns and at > start:
            cut = at
            while cut > start and not (sizes[cut] and may_break(text[cut - 1], text[cut])):
                cut -= 1
            start = cut if cut > start else at
            places.append(start)
            used = sum(sizes[start : at + 1])
    return places


class JapaneseWrap(WrappedDocument):
    """The lines of an editor, broken as Japanese is.

    An edit that changes how many rows there are breaks all lines anew, which is looking up those that are as before.
    """

    @property
    def height(self) -> int:
        """Rows of the whole text; Textual asks for it with every row that it draws."""
        return len(self._offset_to_line_info)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break all lines; ``width`` 0: none."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        lines = self.document.lines
        self._wrap_offsets = [break_places(line, width, self._tab_width) for line in lines]
        self._tab_width_cache = [self._tabs(line) for line in lines]
        self._offset_to_line_info = [
            (line, section)
            for line, cuts in enumerate(self._wrap_offsets)
            for section in range(len(cuts) + 1)
        ]
        self._line_index_to_offsets = []
        top = 0
        for cuts in self._wrap_offsets:
            self._line_index_to_offsets.append(list(range(top, top + len(cuts) + 1)))
            top += len(cuts) + 1

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Follow an edit."""
        rows = (start[0], old_end[0], new_end[0])
        first, end = min(rows), max(rows) + 1
        lines = self.document.lines[first:end]
        cuts = [break_places(line, self._width, self._tab_width) for line in lines]
        same = self.document.line_count == len(self._wrap_offsets)
        if same and [*map(len, cuts)] == [*map(len, self._wrap_offsets[first:end])]:
            self._wrap_offsets[first:end] = cuts
            self._tab_width_cache[first:end] = map(self._tabs, lines)
        else:
            self.wrap(self._width)

    def _tabs(self, line: str) -> list[int]:
        return [size for _, size in get_tab_widths(line, self._tab_width)] if "\t" in line else [0]
