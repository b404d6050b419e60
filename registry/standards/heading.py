"""Where the headings of a table are: under titles and notes, in two rows, beside rows of machine names.

Known names decide first; where a table has its own, the shape does: names are short texts that differ from each
other and from what stands below them.
"""

from collections.abc import Collection, Sequence
from itertools import zip_longest

from registry.catalogue.tables import Row
from registry.standards.heading_names import clean_name
from registry.standards.heading_rows import (
    Names,
    continues,
    is_definition_row,
    is_machine_row,
    joined,
    label_share,
    property_names,
    property_row,
    typical_width,
)
from registry.standards.sheets import Heading
from registry.text.normalise import fold

_ROWS = 60
_TALLEST = 3
_LONGEST_NAME = 120
_MANY_KNOWN = 5


def find_heading(rows: Sequence[Row], known: Collection[str]) -> Heading | None:
    """The headings among the first rows of a table, or None where nothing looks like headings.

    ``known`` are the folded names (``registry.text.normalise.fold``) of all columns of all forms.
    """
    head = rows[:_ROWS]
    marked = property_row(head)
    if marked is not None:
        return _of_properties(head, *marked)
    counter = _Known(known)
    spans = [(place, names) for place in range(len(head)) for names in _spans(head, place)]
    chosen = _by_known_names(spans, counter) or _by_shape(head, spans, counter)
    if chosen is None:
        return None
    return _extended(head, *chosen)


def _spans(head: Sequence[Row], place: int) -> list[Names]:
    """Names of one, two or three rows from a place on."""
    names = joined([head[place]])
    found = [names]
    while len(found) < _TALLEST and place + len(found) < len(head):
        if not continues(head[place + len(found) - 1], head[place + len(found)]):
            break
        found.append(joined(head[place : place + len(found) + 1]))
    return found


class _Known:
    """Counts the names of a row that are names of columns of standard datasets."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known if isinstance(known, (set, frozenset)) else frozenset(known)
        self._remembered: dict[str, bool] = {}

    def count(self, names: Names) -> int:
        return sum(map(self._is_known, set(names)))

    def _is_known(self, name: str) -> bool:
        if not name or len(name) > _LONGEST_NAME:
            return False
        answer = self._remembered.get(name)
        if answer is None:
            answer = self._remembered[name] = fold(clean_name(name)) in self._known
        return answer


def _by_known_names(spans: Sequence[tuple[int, Names]], counter: _Known) -> tuple[int, Names, int] | None:
    """The first row (or rows) most of whose names are known."""
    best: tuple[int, Names, int] | None = None
    most = 0
    height = 0
    previous = -1
    for place, names in spans:
        height = height + 1 if place == previous else 1
        previous = place
        if best is not None and place > best[0]:
            break
        hits, filled = counter.count(names), sum(map(bool, names))
        whole = hits == filled and place == 0
        enough = (hits > 1 and hits * 2 >= filled) or (hits >= _MANY_KNOWN and hits * 4 >= filled)
        if hits > most and (enough or (whole and hits)):
            best, most = (place, names, height), hits
    return best


def _by_shape(
    head: Sequence[Row], spans: Sequence[tuple[int, Names]], counter: _Known
) -> tuple[int, Names, int] | None:
    """The row (or rows) that looks most like names."""
    width = typical_width(head)
    best: tuple[int, Names, int] | None = None
    best_score = 0.0
    height = 0
    previous = -1
    for place, names in spans:
        height = height + 1 if place == previous else 1
        previous = place
        filled = [name for name in names if name]
        if len(filled) < 2 or len(filled) * 2 < width or label_share(filled) < 0.75:
            continue
        different = len(set(filled)) / len(filled)
        below = head[place + height : place + height + 10]
        if different < 0.6 or (not below and place > 0):
            continue
        score = (
            label_share(filled)
            + different
            + min(len(filled) / max(width, 1), 1.0)
            + _contrast(names, below)
            + min(counter.count(names), 4) * 0.5
            - place * 0.05
        )
        if score > best_score:
            best, best_score = (place, names, height), score
    return best


def _contrast(names: Names, below: Sequence[Row]) -> float:
    """Share of the columns below which something else than short texts stands."""
    columns = list(zip_longest(*(row.cells for row in below), fillvalue=""))
    different = 0
    for name, column in zip(names, columns, strict=False):
        cells = [cell for cell in map(str.strip, column) if cell]
        if name and cells and label_share(cells) <= 0.5:
            different += 1
    return min(different * 3 / max(sum(map(bool, names)), 1), 1.0)


def _extended(head: Sequence[Row], place: int, names: Names, height: int) -> Heading:
    """With the rows of machine names, types or requirements that stand below the names."""
    clean = tuple(map(clean_name, names))
    end = place + height
    while end < len(head) and (
        is_definition_row(head[end], names) or is_machine_row(head[end], names, head[end + 1 : end + 2])
    ):
        end += 1
    if end > place + height:
        lower = [row.cells for row in head[place + height : end]]
        parts = zip_longest(names, *([cell.strip() for cell in cells] for cells in lower), fillvalue="")
        names = tuple(" ".join(filter(None, part)) for part in parts)
        clean += ("",) * (len(names) - len(clean))
    return Heading(
        row=head[end - 1].number, names=names, clean=clean, height=end - place, above=tuple(head[:place])
    )


def _of_properties(head: Sequence[Row], place: int, end: int) -> Heading:
    """LinkData: the row #property names the columns, other rows with # describe them."""
    names = tuple(head[place].cells)
    return Heading(
        row=head[end].number,
        names=names,
        clean=property_names(names),
        height=end - place + 1,
        above=tuple(head[:place]),
    )
