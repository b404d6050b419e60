"""What texts have been met before, in little memory: a million of them in sixteen mebibytes.

Only 64-bit hashes are kept. Two different texts of a million take each other's place with a probability of about
three in a hundred million; the hashes differ from process to process, so that no file can be made to bring it about.
"""

from array import array
from collections.abc import Sequence
from itertools import islice
from operator import lt

_FIRST_SLOTS = 1 << 12
_ALL = (1 << 64) - 1


class Seen:
    """A set of texts that can only grow.

    As long as the texts ascend (a shorter one before a longer), as numbers of catalogues mostly do, none can have
    been met, and their hashes are only noted; with the first that does not, they go into an open table.
    """

    def __init__(self) -> None:
        self._last = ""
        self._noted: array[int] | None = array("Q")
        self._slots = array("Q")
        self._count = 0

    def __len__(self) -> int:
        return self._count if self._noted is None else len(self._noted)

    def __contains__(self, text: str) -> bool:
        if self._noted is not None:
            self._build(self._noted)
        wanted = hash(text) & _ALL or 1
        slots = self._slots
        mask = len(slots) - 1
        place = wanted & mask
        while found := slots[place]:
            if found == wanted:
                return True
            place = (place + 1) & mask
        return False

    def add(self, text: str) -> bool:
        """Take a text in; False when it was there already."""
        noted = self._noted
        if noted is not None:
            last = self._last
            if len(text) > len(last) or (len(text) == len(last) and text > last):
                self._last = text
                noted.append(hash(text) & _ALL or 1)
                return True
            self._build(noted)
        wanted = hash(text) & _ALL or 1
        slots = self._slots
        mask = len(slots) - 1
        place = wanted & mask
        while found := slots[place]:
            if found == wanted:
                return False
            place = (place + 1) & mask
        slots[place] = wanted
        self._count += 1
        if self._count * 2 >= len(slots):
            self._fill(slots, len(slots) * 2)
        return True

    def add_all(self, texts: Sequence[str]) -> bool:
        """Take texts in, up to one that was there already; then False."""
        noted = self._noted
        if noted is not None and texts:
            first, last, size = texts[0], self._last, len(texts[0])
            follows = size > len(last) or (size == len(last) and first > last)
            if follows and all(map(lt, texts, islice(texts, 1, None))) and {*map(len, texts)} == {size}:
                self._last = texts[-1]
                noted.extend([hash(text) & _ALL or 1 for text in texts])
                return True
        return all(map(self.add, texts))

    def _build(self, noted: "array[int]") -> None:
        size = _FIRST_SLOTS
        while len(noted) * 2 >= size:
            size *= 2
        self._noted, self._count = None, len(noted)
        self._fill(noted, size)

    def _fill(self, hashes: "array[int]", size: int) -> None:
        """A new table of that many slots, a power of two."""
        self._slots = slots = array("Q", bytes(8)) * size
        mask = size - 1
        for wanted in hashes:
            if wanted:
                place = wanted & mask
                while slots[place]:
                    place = (place + 1) & mask
                slots[place] = wanted
