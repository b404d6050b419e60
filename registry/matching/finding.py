"""Finding the words of the lexicon in many records at once.

Texts of many records are laid end to end, folded in one go and gone through in one pass of one automaton. Between
the fields stands SEPARATOR; it is a word of the automaton too, so that the finds tell where a field ends.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import ahocorasick_rs

from registry.matching.beside import Beside
from registry.matching.fields import FieldWords, Picked, Seen
from registry.matching.telling import Plan, Planner
from registry.matching.words import Words

SEPARATOR = "\ufdd0"
"""A noncharacter: no text may contain it for others to read, and folding leaves it alone."""


class Asked(NamedTuple):
    """A record of which something is asked."""

    number: int
    """Place in its block."""
    first: int
    """Place of its first word among the words of the block."""
    plan: Plan


class Finder:
    """The automaton."""

    def __init__(self, words: Words) -> None:
        self.words = words
        patterns = [*words.patterns, SEPARATOR]
        self.find = ahocorasick_rs.AhoCorasick(patterns).find_matches_as_indexes
        """All words; places count in characters."""
        self.signs = [chr(word) for word in range(len(patterns))]
        """A sign for each word, the last for SEPARATOR."""


class Block:
    """Folded texts of some records, each followed by SEPARATOR, and the words in them.

    ``fields``: how many texts of each record there are; the last is the description, the others are its title and
    the names of its files.
    """

    def __init__(self, finder: Finder, text: str, fields: int) -> None:
        self.fields = fields
        self.texts = text.split(SEPARATOR)
        self._hits: list[Seen] = finder.find(text, overlapping=True)
        signs = finder.signs
        self._said = "".join([signs[word] for word, _, _ in self._hits]).split(signs[-1])
        """The words of each text, as signs."""

    def asked(self, planner: Planner, beside: Sequence[Beside], also: Container[int]) -> Iterator[Asked]:
        """Records of which something is asked, in their order; those at the places ``also`` are asked anyway."""
        fields, known = self.fields, planner.known
        ends = list(accumulate(map(len, self._said)))
        by_field = [self._said[field::fields] for field in range(fields)]
        # Behind the last separator stands one text more, of no record: there zip ends with ``beside``.
        for number, key in enumerate(zip(beside, *by_field, strict=False)):
            plan = known.get(key) or planner.plan(key)
            if plan.wanted or number in also:
                text = number * fields
                yield Asked(number, text + ends[text - 1] if number else 0, plan)

    def words(self, first: int, picked: Picked) -> FieldWords:
        """What is picked of a text; ``first``: place of its first word."""
        hits = self._hits
        start = hits[first - 1][2] if first else 0
        return FieldWords(hits, first, picked, start, hits[first + picked.stop][1] - start)
