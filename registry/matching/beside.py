"""What many records have in common: labels (categories, tags) and maker (body, section), looked through once."""

from typing import TYPE_CHECKING

from registry.matching.fields import FieldWords, Seen, Signature
from registry.matching.telling import Told
from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.matching.finding import Finder

_MOST_READINGS = 64


class SharedWords:
    """The words in a text that many records have: categories, or the names of a body and a section."""

    def __init__(self, finder: "Finder", text: str) -> None:
        folded = fold(text)
        self._every = finder.words
        self._length = len(folded)
        self.found: list[Seen] = finder.find(folded, overlapping=True)
        self.told = Told([word for word, _, _ in self.found], finder.words)
        self._used = 0
        for word in self.told.words:
            self._used |= finder.words.used[word]
        self._readings: dict[int, tuple[FieldWords, Signature]] = {}

    def read(self, wanted: int) -> tuple[FieldWords, Signature]:
        """Words of the wanted entries, and what they come to."""
        own = self._used & wanted
        known = self._readings.get(own)
        if known is None:
            if len(self._readings) >= _MOST_READINGS:
                self._readings.clear()
            field = FieldWords(self.found, 0, self.told.pick(own, self._every), 0, self._length)
            known = self._readings[own] = field, field.signature()
        return known


class Beside:
    """Labels and maker of some records."""

    def __init__(self, finder: "Finder", labels: str, maker: str) -> None:
        self.labels = SharedWords(finder, labels)
        self.maker = SharedWords(finder, maker)
        labels_told, maker_told = self.labels.told, self.maker.told
        self.named = labels_told.named | maker_told.named
        """Entries that are in question for what is written here alone."""
        self.opening = labels_told.opening | maker_told.opening
        self.lists = labels_told.lists | maker_told.lists

    @property
    def found(self) -> object:
        """The words that were found: labels and makers in which the same words stand alike are interchangeable."""
        return tuple(self.labels.found), tuple(self.maker.found)
