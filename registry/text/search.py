"""A small search over names and descriptions held in memory.

Every word of the query must occur in some text of an entry. Titles (today's, former ones, abbreviations, law
numbers) are all just names; anything longer is body text.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from registry.errors import UsageError
from registry.text.normalise import fold, query_forms

_BETWEEN = "\0"
"""Stands between the folded texts of an entry; folding removes it, so that no text or query contains it."""


class Closeness(IntEnum):
    """How a query meets a text, from loose to close."""

    BODY = 1
    """Inside body text."""
    NAME = 2
    """Inside a name."""
    PREFIX = 3
    """At the beginning of a name."""
    EXACT = 4
    """A whole name."""


class Entry(NamedTuple):
    """Something that can be found."""

    id: str
    weight: float
    """How important it is among entries that are equally close; zero or more."""
    names: tuple[str, ...]
    bodies: tuple[str, ...] = ()


class Hit(NamedTuple):
    """An entry that was found."""

    id: str
    score: float
    """Closeness averaged over the words, and below 1 point more for weight and share of the name met."""
    closeness: Closeness
    """The closest meeting of any word."""
    text: str
    """The text that was met there, as written."""


class SearchIndex:
    """Entries that are folded on the first search and kept folded."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._folded: list[str] | None = None

    def search(self, query: str, limit: int | None = None) -> list[Hit]:
        """Find the entries that contain every word of the query, best first.

        Entries that score the same keep the order in which they were given.

        Raises:
            UsageError: No word is left of the query after folding.
        """
        words = [forms for forms in map(query_forms, query.split()) if forms]
        if not words:
            raise UsageError(
                "検索する言葉がありません。",
                why="空白と記号だけでは探せません。",
                mend="項目名、法令名、略称などの言葉を一つ以上書いてください。",
            )
        if self._folded is None:
            self._folded = [_BETWEEN.join(map(fold, entry.names + entry.bodies)) for entry in self._entries]
        found = list(zip(self._folded, self._entries, strict=True))
        for forms in words:
            found = [pair for pair in found if any(form in pair[0] for form in forms)]
        whole = query_forms(query)
        hits = [_rate(entry, folded.split(_BETWEEN), words, whole) for folded, entry in found]
        hits.sort(key=lambda hit: -hit.score)
        return hits if limit is None else hits[:limit]


class _Meeting(NamedTuple):
    """How a word meets the texts of an entry; greater is closer."""

    closeness: Closeness
    share: float
    """Share of the text that the word makes up."""
    earliness: int
    """The position of the text, negated."""


def _rate(entry: Entry, texts: list[str], words: list[tuple[str, ...]], whole: tuple[str, ...]) -> Hit:
    names = len(entry.names)
    meetings = [meeting for forms in words if (meeting := _meet(forms, texts, names))]
    together = _meet(whole, texts, names)
    if together and together.closeness is Closeness.EXACT:
        meetings = [together]
    best = max(meetings)
    average = sum(meeting.closeness for meeting in meetings) / len(meetings)
    score = average + 0.9 * entry.weight / (entry.weight + 1) + 0.09 * best.share
    return Hit(entry.id, score, best.closeness, (entry.names + entry.bodies)[-best.earliness])


def _meet(forms: tuple[str, ...], texts: list[str], names: int) -> _Meeting | None:
    """The closest meeting of a word and the texts, of which the first ``names`` are names."""
    best: _Meeting | None = None
    for position, text in enumerate(texts):
        for form in forms:
            if form in text:
                closeness = _closeness(form, text) if position < names else Closeness.BODY
                meeting = _Meeting(closeness, len(form) / len(text), -position)
                best = meeting if best is None else max(best, meeting)
    return best


def _closeness(form: str, name: str) -> Closeness:
    if form == name:
        return Closeness.EXACT
    return Closeness.PREFIX if name.startswith(form) else Closeness.NAME
