"""Finding the words of the lexicon in many records at once.

Texts of many records are laid end to end, folded in one go and gone through in one pass of one automaton. Between
the fields stands SEPARATOR; it is a word of the automaton too, so that the finds tell where a field ends. Which
entries a field brings into question depends on which words it has and on nothing else, and is remembered.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs

from registry.matching.fields import FieldWords, Seen, Signature
from registry.matching.words import Words
from registry.text.normalise import fold

SEPARATOR = "\ufdd0"
"""A noncharacter: no text may contain it for others to read, and folding leaves it alone."""
_REMEMBERED, _LONGEST = 16_384, 40
"""How many sequences of words are remembered, and of how many words; longer ones seldom come again."""
_MOST_READINGS = 64


class _Plan(NamedTuple):
    """What to take of the words of a field when some entries are wanted."""

    picked: tuple[int, ...]
    """Places of the words of these entries."""
    bodies: tuple[int, ...]
    """Places of names of bodies."""
    placed: bool
    """True when there are words of a PLACED role."""


class _Told:
    """What a sequence of words in a field comes to: bits of entries and of lists of words that stand together."""

    __slots__ = ("lists", "named", "opening", "plans", "titled", "words")

    def __init__(self, words: tuple[int, ...], every: Words) -> None:
        named = titled = opening = lists = 0
        for word in words:
            telling = every.telling[word]
            lists |= every.lists[word]
            if telling is not None:
                named |= telling.named
                titled |= telling.titled
                opening |= telling.opening
        self.words = words
        self.named = named
        """Entries in question wherever the words stand."""
        self.titled = named | titled
        """The same and those in question in a title or the name of a file."""
        self.opening = opening
        self.lists = lists
        self.plans: dict[int, _Plan] = {}
        """By the wanted entries."""

    def plan(self, wanted: int, every: Words) -> _Plan:
        """Made when it is first asked for."""
        picked = tuple([place for place, word in enumerate(self.words) if every.used[word] & wanted])
        bodies = tuple([place for place, word in enumerate(self.words) if word >= every.body_from])
        placed = any(every.placed[self.words[place]] & wanted for place in picked)
        if len(self.plans) >= _MOST_READINGS:
            self.plans.clear()
        plan = self.plans[wanted] = _Plan(picked, bodies if picked else (), placed)
        return plan


class Asked(NamedTuple):
    """A record of which something is asked."""

    number: int
    """Place in its block."""
    wanted: int
    """Bits of the entries that come into question; 0 when only machine names or columns say something."""
    fields: list[FieldWords]


class SharedWords:
    """The words in a text that many records have: categories, or the names of a body and a section."""

    def __init__(self, finder: "Finder", text: str) -> None:
        folded = fold(text)
        self._every = finder.words
        self._length = len(folded)
        self._found: list[Seen] = finder.find(folded, overlapping=True)
        self.told = _Told(tuple([word for word, _, _ in self._found]), finder.words)
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
            plan = self.told.plan(own, self._every)
            field = _field(self._found, 0, plan, 0, self._length)
            known = self._readings[own] = field, field.signature()
        return known


class Beside:
    """What many records share: labels (categories, tags) and maker (body, section)."""

    def __init__(self, finder: "Finder", labels: str, maker: str) -> None:
        self.labels = SharedWords(finder, labels)
        self.maker = SharedWords(finder, maker)
        labels_told, maker_told = self.labels.told, self.maker.told
        self.told = (
            labels_told.named | maker_told.named,
            labels_told.opening | maker_told.opening,
            labels_told.lists | maker_told.lists,
        )
        """Entries named and opened, and lists of words that stand together."""


class Finder:
    """The automaton."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._separator = len(words.patterns)
        self.find = ahocorasick_rs.AhoCorasick([*words.patterns, SEPARATOR]).find_matches_as_indexes
        """All words; places count in characters."""
        self._known: dict[tuple[int, ...], _Told] = {}

    def asked(
        self, block: str, fields: int, beside: Sequence[Beside], also: Collection[int]
    ) -> Iterator[Asked]:
        """Records of a folded block of which something is asked, in their order.

        ``fields``: how many of each record the block holds, each followed by SEPARATOR; the last is the description,
        the others are its title and the names of its files. ``also``: places of records that are asked anyway.
        """
        hits: list[Seen] = self.find(block, overlapping=True)
        found = [hit[0] for hit in hits]
        known, index, separator, last = self._known, found.index, self._separator, fields - 1
        words, first, start = self.words, 0, 0
        for number, near in enumerate(beside):
            wanted, opened, lists = near.told
            begin, own = first, []
            for field in range(fields):
                stop = index(separator, first)
                told = None
                if stop > first:
                    sequence = tuple(found[first:stop])
                    told = known.get(sequence) or self._tell(sequence)
                    wanted |= told.named if field == last else told.titled
                    opened |= told.opening
                    lists |= told.lists
                own.append(told)
                first = stop + 1
            opened &= ~wanted
            if opened:
                wanted |= self._complete(opened, lists)
            if not wanted and number not in also:
                continue
            start = hits[begin - 1][2] if begin else 0
            asked: list[FieldWords] = []
            for told in own:
                if told is None:
                    _, end, after = hits[begin]
                    asked.append(FieldWords([], (), start, end - start, placed=False))
                else:
                    plan = told.plans.get(wanted) or told.plan(wanted, words)
                    stop = begin + len(told.words)
                    _, end, after = hits[stop]
                    asked.append(_field(hits, begin, plan, start, end - start))
                    begin = stop
                begin += 1
                start = after
            yield Asked(number, wanted, asked)

    def _tell(self, words: tuple[int, ...]) -> _Told:
        told = _Told(words, self.words)
        if len(words) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[words] = told
        return told

    def _complete(self, entries: int, lists: int) -> int:
        """Those of the entries of which all words that must stand together are there, as bits."""
        complete = 0
        needs = self.words.needs
        while entries:
            lowest = entries & -entries
            for need in needs[lowest.bit_length() - 1]:
                if need & lists == need:
                    complete |= lowest
                    break
            entries ^= lowest
        return complete


def _field(hits: Sequence[Seen], first: int, plan: _Plan, start: int, length: int) -> FieldWords:
    """What the plan takes of the words from ``first`` on."""
    seen = [hits[first + place] for place in plan.picked]
    bodies = [hits[first + place] for place in plan.bodies] if plan.bodies else ()
    return FieldWords(seen, bodies, start, length, placed=plan.placed)
