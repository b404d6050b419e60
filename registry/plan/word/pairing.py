"""Which paragraph of Word is which of the Markdown, after people wrote, deleted and moved.

A paragraph is recognised by its bookmark and its text together, by its text alone, by its bookmark alone, and last
by where it stands between its neighbours and how alike it is.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from registry.plan.elements import plain
from registry.plan.word.found import Found
from registry.plan.word.units import Kind, Unit

_ALIKE = 0.4
"""Two texts are versions of one paragraph from this likeness on."""
_LONGEST_COMPARED = 4000
_FLOWING = frozenset((Kind.PARAGRAPH, Kind.QUOTE, Kind.ENTRY, Kind.CAPTION))


def pair(units: Sequence[Unit], found: Sequence[Found]) -> dict[int, int]:
    """Positions in ``units`` by positions in ``found``."""
    return _Pairing(units, found).pairs()


class _Pairing:
    def __init__(self, units: Sequence[Unit], found: Sequence[Found]) -> None:
        self._units, self._found = units, found
        self._by_key = {f"L{unit.line}": position for position, unit in enumerate(units)}
        self._paired: dict[int, int] = {}
        self._taken: set[int] = set()

    def pairs(self) -> dict[int, int]:
        self._by_bookmark(same_text=True)
        self._by_text()
        self._by_bookmark(same_text=False)
        self._by_place()
        return self._paired

    def _join(self, found: int, unit: int) -> None:
        self._paired[found] = unit
        self._taken.add(unit)

    def _candidates(self, found: int) -> Iterable[int]:
        for key in self._found[found].keys:
            unit = self._by_key.get(key)
            if unit is not None and unit not in self._taken and _fits(self._units[unit], self._found[found]):
                yield unit

    def _by_bookmark(self, *, same_text: bool) -> None:
        for position, found in enumerate(self._found):
            if position in self._paired or not found.keys:
                continue
            candidates = list(self._candidates(position))
            if same_text:
                candidates = [unit for unit in candidates if self._units[unit].text == found.text]
            if candidates:
                self._join(position, max(candidates, key=lambda unit: _likeness(self._units[unit], found)))

    def _by_text(self) -> None:
        free: dict[object, list[int]] = defaultdict(list)
        for position, unit in enumerate(self._units):
            if position not in self._taken:
                free[unit.text].append(position)
        for position, found in enumerate(self._found):
            if position not in self._paired:
                fitting = [unit for unit in free.get(found.text, ()) if _fits(self._units[unit], found)]
                if fitting:
                    self._join(position, fitting[0])
                    free[found.text].remove(fitting[0])

    def _by_place(self) -> None:
        """Between two neighbours that are known, what is left is paired in order."""
        position = 0
        before = -1
        while position < len(self._found):
            if position in self._paired:
                before = self._paired[position]
                position += 1
                continue
            end = position
            while end < len(self._found) and end not in self._paired:
                end += 1
            after = self._paired[end] if end < len(self._found) else len(self._units)
            left = [unit for unit in range(before + 1, after) if unit not in self._taken]
            self._align(list(range(position, end)), left)
            position = end

    def _align(self, found: list[int], units: list[int]) -> None:
        start = 0
        for position in found:
            for place in range(start, min(len(units), start + 20)):
                unit = self._units[units[place]]
                alike = (
                    _fits(unit, self._found[position]) and _likeness(unit, self._found[position]) >= _ALIKE
                )
                alone = len(found) == len(units) == 1 and _fits(unit, self._found[position])
                if alike or alone:
                    self._join(position, units[place])
                    start = place + 1
                    break


def _fits(unit: Unit, found: Found) -> bool:
    """True when the found paragraph can be that unit, whatever its text."""
    kinds = {unit.kind, found.kind}
    return len(kinds) == 1 or kinds <= _FLOWING or kinds <= {Kind.VERBATIM, Kind.PARAGRAPH}


def _likeness(unit: Unit, found: Found) -> float:
    ours, theirs = (
        "\n".join(plain(line) for line in text)[:_LONGEST_COMPARED] for text in (unit.text, found.text)
    )
    if ours == theirs:
        return 1.0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising row in ``numbers``: what was not moved."""
    ends: list[int] = []
    ends_at: list[int] = []
    previous: list[int] = []
    for position, number in enumerate(numbers):
        place = bisect_left(ends, number)
        previous.append(ends_at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(number)
            ends_at.append(position)
        else:
            ends[place] = number
            ends_at[place] = position
    chosen = set()
    position = ends_at[-1] if ends_at else -1
    while position >= 0:
        chosen.add(numbers[position])
        position = previous[position]
    return chosen
