"""The fields of a record as the matcher sees them: which words were found in them.

Fields that differ may still come to the same: the same table of another year or another district. They then have
the same ``signature``: the same words in the same order, lying over each other in the same way, each word of a
PLACED role standing alike in the parts of the title or at the end of a file's name. How far apart words stand, and
what else is written, never counts in ``registry.matching.scoring``; a rule there that looks at more must be told
here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from registry.matching.scoring import Field, Hit
from registry.matching.titles import TitleParts
from registry.matching.words import Role, Words
from registry.text.normalise import fold

Seen = tuple[int, int, int]
"""A word found: its number, start and end. Places count from anywhere before the field."""
Signature = tuple[int, ...]

FAR = 1 << 29
"""A place behind every text."""


class Picked(NamedTuple):
    """What to take of the words of a field. Places count from the first of them."""

    stop: int
    """Place behind the last of them."""
    places: tuple[int, ...]
    """Words of the wanted entries."""
    bodies: tuple[int, ...]
    """Names of bodies; none when there are no other words."""
    placed: bool
    """True when there are words of a PLACED role."""
    signature: Signature | None
    """What the words come to, where no look at how they stand is needed: none, or one alone."""


class FieldWords:
    """Words of the wanted entries in a field of which only their order counts: a description.

    ``hits``: words among which those of the field are, ``first``: place of the first of these;
    ``start``: where the folded field of ``length`` characters begins.
    """

    __slots__ = ("bodies", "length", "seen", "start")

    def __init__(self, hits: Sequence[Seen], first: int, picked: Picked, start: int, length: int) -> None:
        seen = [hits[first + place] for place in picked.places]
        if picked.bodies:
            self.bodies = [hits[first + place] for place in picked.bodies]
            seen = [word for word in seen if not _cut_by_body(word[1], word[2], self.bodies)]
        else:
            self.bodies = []
        self.seen = seen
        """Without words that the name of a body cuts."""
        self.start = start
        self.length = length

    def signature(self) -> Signature:
        """What the words come to when it does not count how they stand; see the module."""
        if not self.seen:
            return ()
        signs: list[int] = []
        leftmost, moved = FAR, 0
        for word, start, end in reversed(self.seen):
            # Going from the last word to the first, what ends before all that was met so far moves up to it.
            if end + moved < leftmost:
                moved = leftmost - end
            if start + moved < leftmost:
                leftmost = start + moved
            signs += (word, end + moved)
        return tuple(signs)

    def placed_signature(
        self, place: "TitlePlaces | FilePlaces", bits: Sequence[int], wanted: int
    ) -> Signature:
        """The same with how the words stand; ``bits``: entries for which that counts, by word."""
        standing = [place.standing(word) if bits[word[0]] & wanted else 0 for word in self.seen]
        return (*self.signature(), -1, *standing)


class TitlePlaces:
    """Where in the parts of a title words stand."""

    __slots__ = ("_begin", "_own_start", "_owning", "parts")

    def __init__(self, field: FieldWords, title: str, folded: str, cutter: TitleParts) -> None:
        begin = self._begin = field.start
        bodies = {start - begin: end - begin for _, start, end in field.bodies} if field.bodies else {}
        self.parts = cutter.cut(title, bodies, folded)
        """With places in the folded title."""
        self._owning = 0
        self._own_start = FAR
        for _, _, own_start, own_end, _ in self.parts:
            if own_end > own_start:
                self._owning += 1
                if self._owning == 1:
                    self._own_start = own_start

    def standing(self, word: Seen) -> int:
        """How a word stands to the first own words of the title, to how many there are, and to the part that it ends.

        Wider than what scoring asks today, so that a finer rule there needs no change here.
        """
        _, start, end = word
        start -= self._begin
        end -= self._begin
        standing = min(self._owning, 2)
        if standing:
            standing += 4 * (start <= self._own_start) + 8 * (self._own_start < end)
        for part_start, part_end, own_start, own_end, qualifies in self.parts:
            if part_start < end <= part_end:
                standing += 16 + 32 * qualifies + 64 * (end >= own_end)
                standing += 128 * (start <= own_start) + 256 * (own_start < end)
        return standing


class FilePlaces:
    """Whether words end the name of a file."""

    __slots__ = ("_begin", "ends")

    def __init__(self, field: FieldWords, names: Sequence[str], cutter: TitleParts) -> None:
        self._begin = field.start
        ends: set[int] = set()
        place = 0
        for name in names:
            for part in cutter.cut(name, {}):
                ends.update(range(place + part.own_end, place + part.end + 1))
            place += len(fold(name)) + 1
        self.ends = frozenset(ends)
        """Places in the field, from its beginning, where the own words of a name end."""

    def standing(self, word: Seen) -> int:
        """1 for a word that ends a name."""
        return int(word[2] - self._begin in self.ends)


def _cut_by_body(start: int, end: int, bodies: Iterable[Seen]) -> bool:
    """True for a word inside the name of a body, or across its end; its last character alone (市 of みどり市道) may be shared."""
    for _, begin, stop in bodies:
        if begin <= start < stop and (start < stop - 1 if end > stop else end - start < stop - begin):
            return True
    return False


def hits_of(words: Words, fields: Sequence[FieldWords], wanted: int) -> dict[int, list[Hit]]:
    """Words of each wanted entry, without those swallowed by a longer word; the fields are laid end to end."""
    by_entry: dict[int, list[Hit]] = {entry: [] for entry in _numbers(wanted)}
    place = 0
    for field, read in zip(Field, fields, strict=True):
        moved = place - read.start
        for word, start, end in read.seen:
            for entry, uses in words.uses(word).items():
                if entry in by_entry:
                    by_entry[entry] += [Hit(use, word, field, moved + start, moved + end) for use in uses]
        place += read.length + 1
    return {entry: _unswallowed(hits) for entry, hits in by_entry.items() if hits}


def _numbers(bits: int) -> Iterator[int]:
    """Numbers of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _unswallowed(hits: list[Hit]) -> list[Hit]:
    """Without words inside a longer word that means another thing."""
    within = [hit for hit in hits if hit.use.role is Role.WITHIN]
    if not within:
        return hits
    return [
        hit
        for hit in hits
        if hit.use.role is not Role.WITHIN
        and not any(
            longer.start <= hit.start
            and hit.end <= longer.end
            and longer.end - longer.start > hit.end - hit.start
            for longer in within
        )
    ]
