"""The words of the lexicon as one automaton, and what each of them means to which entry."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from registry.errors import InputError
from registry.knowledge.facts import Grade
from registry.knowledge.lexicon import LAW_NAMES, LexiconEntry, LexiconFile
from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge
    from registry.knowledge.items import Item


class Role(IntEnum):
    """What a word is to an entry. Up to ``TOGETHER_FIRST`` it makes the matcher look at the entry."""

    NAME = 0
    NOUN = 1
    ALONE = 2
    TOGETHER_FIRST = 3
    TOGETHER = 4
    HINT = 5
    WITHIN = 6
    EXCLUDE = 7
    EXCLUDE_UNLESS = 8
    DOUBT = 9
    DOUBT_UNLESS = 10
    ORGANIZATION = 11


PLACED = (Role.NOUN, Role.ALONE)
"""Roles to which it counts where in a title or the name of a file the word stands."""


class Use(NamedTuple):
    """One use of a word: in which entry (number), as what, and in which list."""

    entry: int
    role: Role
    group: int = 0
    """Number of the Together or Exclusion."""
    slot: int = 0
    """Number of the list inside a Together."""


class Telling(NamedTuple):
    """Which entries a word brings into question; bit n stands for entry n."""

    named: int
    """Wherever it stands."""
    titled: int
    """In a title or the name of a file."""
    opening: int
    """When the words that must stand together with it are there too."""


class Words:
    """All words of all entries, folded, in the order of the automaton's patterns.

    Raises InputError for a ``=ID`` that names no word set.
    """

    def __init__(self, lexicon: LexiconFile, knowledge: "Knowledge") -> None:
        self.entries = (*lexicon.entries, *_local_entries(lexicon, knowledge))
        spelt: dict[str, str] = {}
        self._uses = self._collect(lexicon, knowledge, spelt)
        self._bits: dict[tuple[int, int, int], int] = {}
        self.needs: list[tuple[int, ...]] = [self._needs(number) for number in range(len(self.entries))]
        """For each entry: the bits of its lists of words, of which one set must be complete."""
        self.patterns = list(self._uses)
        self.shown = list(spelt.values())
        """Each word as the lexicon writes it."""
        self.telling: list[Telling | None] = []
        """For each pattern: what it brings into question; None for most, and for names of bodies."""
        self.placed: list[int] = []
        """For each pattern: bits of the entries to which it counts where in a title or name it stands."""
        self.used: list[int] = []
        """For each pattern: bits of the entries that use it."""
        self.lists: list[int] = []
        """For each pattern: a bit for each list of words that stand together in which it is."""
        for own in self._uses.values():
            self._add(own)
        self.body_from = len(self.patterns)
        """Number of the first pattern that is the name of a body."""
        self.patterns += [name for name in _body_names(knowledge) if name not in self._uses]
        for _ in self.patterns[self.body_from :]:
            self._add(())
        self.uses = lru_cache(maxsize=None)(self._uses_of)  # of few words it is ever asked

    def _collect(
        self, lexicon: LexiconFile, knowledge: "Knowledge", spelt: dict[str, str]
    ) -> dict[str, set[Use]]:
        """Each folded word and what it is used for; ``spelt`` takes how the lexicon writes it first."""
        sets = {f"={words.id}": words.words for words in lexicon.sets}
        folded_words: dict[str, str] = {}
        uses: dict[str, set[Use]] = defaultdict(set)
        for number, entry in enumerate(self.entries):
            known = sets | {LAW_NAMES: tuple(law_names(entry.target, knowledge))}
            for word, use in _uses(number, entry):
                for plain in _expand(word, known, entry) if word.startswith("=") else (word,):
                    folded = folded_words.get(plain)
                    if folded is None:
                        folded = folded_words[plain] = fold(plain)
                    if folded:
                        uses[folded].add(use)
                        spelt.setdefault(folded, plain)
        return dict(uses)

    def _add(self, uses: Iterable[Use]) -> None:
        """Add what the uses of the next pattern come to."""
        named = titled = opening = used = lists = 0
        for use in uses:
            entry, role = 1 << use.entry, use.role
            used |= entry
            if role is Role.NAME:
                named |= entry
            elif role in PLACED:
                titled |= entry
            elif role is Role.TOGETHER_FIRST:
                opening |= entry
                lists |= self._bit(use)
            elif role is Role.TOGETHER:
                lists |= self._bit(use)
        self.telling.append(Telling(named, titled, opening) if named or titled or opening else None)
        self.placed.append(titled)
        self.used.append(used)
        self.lists.append(lists)

    def _uses_of(self, word: int) -> dict[int, tuple[Use, ...]]:
        """Entry → uses there of the pattern of that number; worked out when it is first asked."""
        entries: dict[int, list[Use]] = defaultdict(list)
        for use in sorted(self._uses[self.patterns[word]]):
            entries[use.entry].append(use)
        return {entry: tuple(own) for entry, own in entries.items()}

    def _bit(self, use: Use) -> int:
        """The bit of one list of words that stand together."""
        return 1 << self._bits.setdefault((use.entry, use.group, use.slot), len(self._bits))

    def _needs(self, number: int) -> tuple[int, ...]:
        return tuple(
            sum(self._bit(Use(number, Role.TOGETHER, group, slot)) for slot in range(len(rule.words)))
            for group, rule in enumerate(self.entries[number].together)
        )


def law_names(target: str, knowledge: "Knowledge") -> Iterator[str]:
    """Titles and short names of the laws of an item; none for a dataset."""
    item = knowledge.items.get(target)
    for law_id in item.laws if item is not None else ():
        law = knowledge.laws.get(law_id)
        if law is not None:
            yield from (name.title for name in law.names)
            yield from (abbreviation.text for abbreviation in law.abbreviations)


def _expand(
    word: str, sets: Mapping[str, tuple[str, ...]], entry: LexiconEntry, opened: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The word itself, or all words of the set that it names; a set inside itself is opened once."""
    if not word.startswith("="):
        yield word
        return
    if word not in sets:
        raise InputError(
            f"辞書の項目「{entry.id}」が使う語の組「{word}」がありません",
            where="lexicon.yaml",
            mend="sets に足すか、名前を直してください",
        )
    if word not in opened:
        for member in sets[word]:
            yield from _expand(member, sets, entry, opened | {word})


def _uses(number: int, entry: LexiconEntry) -> Iterator[tuple[str, Use]]:
    plain = (
        (Role.NAME, entry.names),
        (Role.NOUN, entry.nouns),
        (Role.ALONE, entry.alone),
        (Role.HINT, entry.hints),
        (Role.WITHIN, entry.within),
        (Role.ORGANIZATION, entry.organizations),
    )
    for role, words in plain:
        yield from ((word, Use(number, role)) for word in words)
    for group, together in enumerate(entry.together):
        for slot, words in enumerate(together.words):
            role = Role.TOGETHER if slot else Role.TOGETHER_FIRST
            yield from ((word, Use(number, role, group, slot)) for word in words)
    for role, unless, exclusions in (
        (Role.EXCLUDE, Role.EXCLUDE_UNLESS, entry.excludes),
        (Role.DOUBT, Role.DOUBT_UNLESS, entry.doubts),
    ):
        for group, exclusion in enumerate(exclusions):
            yield from ((word, Use(number, role, group)) for word in exclusion.words)
            yield from ((word, Use(number, unless, group)) for word in exclusion.unless)


def _local_entries(lexicon: LexiconFile, knowledge: "Knowledge") -> Iterator[LexiconEntry]:
    """Entries for items without words of their own (local items): their name and aliases."""
    described = {entry.target for entry in lexicon.entries}
    for item in knowledge.items.values():
        if item.id not in described:
            yield _entry_of_names(item)


def _entry_of_names(item: "Item") -> LexiconEntry:
    return LexiconEntry(
        id=f"lex-{item.id}",
        target=item.id,
        names=(item.name, *item.aliases),
        status=Grade.DERIVED,
        origin=item.origin,
    )


def _body_names(knowledge: "Knowledge") -> Iterable[str]:
    """Folded names of bodies, and of municipalities with their prefecture."""
    names = dict.fromkeys(fold(body.name) for body in knowledge.bodies)
    return [name for name in names if len(name) > 1]
