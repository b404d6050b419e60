"""The lexicon (辞書): which words of a catalogue say that a record is an item or a standard dataset.

Written and reviewed like the facts of law: one entry per target, each with examples that are decided as they
say (rule K15, ``registry.matching.examples``). How words become a score stands in ``registry.matching.scoring``
and docs/matching.md. Words are written as people write them; width, kana, old forms and brackets do not matter.
A word ``=ID`` stands for all words of the WordSet of that id, ``=法令`` for every title and short name of the
laws of the target item.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact

LAW_NAMES = "=法令"
"""Stands for the titles of all dates and the short names of the laws that govern the target item."""


class ExpectedDecision(StrEnum):
    """What an example must come to."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"


class WordSet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words that many entries use together, written ``=ID`` there."""

    id: str
    words: tuple[str, ...]
    note: str | None = None


class Together(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words that say yes when they stand together: one of each list, in any order."""

    words: tuple[tuple[str, ...], ...]
    """The first list is what makes the matcher look at the entry: put the rarest words there."""
    weight: float = 0.9
    described: bool = False
    """True: the first may stand in the description alone, for titles that say only what kind of paper it is
    (事業評価書, 基本構想). False: then it counts for little."""


class Exclusion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words that say no, or raise a doubt."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Words beside which it does not count."""
    anywhere: bool = False
    """True: in every field, the organisation included; False: in the title only."""
    why: str | None = None


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A record and what the entry must decide about it."""

    title: str
    description: str = ""
    organization: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Names of its files."""
    columns: tuple[str, ...] = ()
    decision: ExpectedDecision


class LexiconEntry(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The words of one target. A body teaches its own words by an entry of its own in an overlay."""

    id: str
    """``lex-<target>``; in an overlay any id of its own, or the same one to correct the entry."""
    target: str
    """Id of an Item or of a StandardDataset of today's generation."""
    names: tuple[str, ...] = ()
    """Words that alone name the thing, wherever they stand in the title."""
    nouns: tuple[str, ...] = ()
    """Words that name the thing when they end the title or a part of it (図書館, 図書館一覧; not 図書館の蔵書数)."""
    alone: tuple[str, ...] = ()
    """Words that name the thing only when the title says nothing else (図書館 would be too wide, 洪水 …)."""
    hints: tuple[str, ...] = ()
    """Words that support other evidence, in any field."""
    together: tuple[Together, ...] = ()
    within: tuple[str, ...] = ()
    """Longer words that contain a word of this entry and mean another thing (子育て支援パスポート)."""
    excludes: tuple[Exclusion, ...] = ()
    """Words that show that it is another thing."""
    doubts: tuple[Exclusion, ...] = ()
    """Words that leave it to a person."""
    organizations: tuple[str, ...] = ()
    """Words in the name of the organisation that support other evidence."""
    examples: tuple[Example, ...] = ()


class LexiconFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/lexicon.yaml."""

    endings: tuple[str, ...] = ()
    """Words after which a title may end without a change of meaning (一覧, データ, について)."""
    beginnings: tuple[str, ...] = ()
    """Words with which a title may begin without a change of meaning (市内の, 主な)."""
    sets: tuple[WordSet, ...] = ()
    entries: tuple[LexiconEntry, ...] = ()


def unknown_sets(lexicon: LexiconFile) -> Iterator[tuple[str, str]]:
    """References ``=ID`` that name no word set: id of the entry (or set) and the word as written."""
    known = {f"={words.id}" for words in lexicon.sets}
    for words in lexicon.sets:
        yield from ((words.id, word) for word in words.words if word.startswith("=") and word not in known)
    known.add(LAW_NAMES)
    for entry in lexicon.entries:
        lists = [entry.names, entry.nouns, entry.alone, entry.hints, entry.within, entry.organizations]
        lists += [words for rule in entry.together for words in rule.words]
        lists += [words for rule in (*entry.excludes, *entry.doubts) for words in (rule.words, rule.unless)]
        yield from (
            (entry.id, word)
            for words in lists
            for word in words
            if word.startswith("=") and word not in known
        )
