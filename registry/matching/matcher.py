"""Matching (対応付け): which information items and standard datasets a record of a catalogue is.

All words of the lexicon are found in many records at once (``registry.matching.finding``); only entries of which a
telling word was found are scored (``registry.matching.scoring``), and records whose fields come to the same
(``registry.matching.fields``) are scored once. What a record comes to depends on nothing but itself, the knowledge
and the overlays: what is remembered from one record to the next saves time and changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from registry.catalogue.record import Record
from registry.matching.beside import Beside
from registry.matching.fields import FieldWords, FilePlaces, Picked, Signature, TitlePlaces, hits_of
from registry.matching.finding import SEPARATOR, Asked, Block, Finder
from registry.matching.machine_names import MachineNames, Shown
from registry.matching.scoring import ACCEPT_FROM, REVIEW_FROM, Field, Found, score_entry
from registry.matching.telling import Planner
from registry.matching.titles import TitleParts
from registry.matching.words import PLACED, Words
from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

ACCEPT, REVIEW, REJECT = "accept", "review", "reject"
DECISION_LABELS = {ACCEPT: "該当", REVIEW: "要確認", REJECT: "非該当"}

_LONGEST_DESCRIPTION, _MOST_FILES = 2000, 100
_REMEMBERED = 8192
"""How many answers, and texts that records share, are remembered; each takes 1 to 2 KiB."""
BLOCK = 256
"""Records that are looked at together."""

_MOST_ANSWERS = 64
"""How many answers are remembered with each Plan."""
_NO_FILES = FieldWords([], 0, Picked(0, (), (), False, ()), 0, 0)
"""For records whose files have no names."""


class Candidate(Struct, frozen=True, gc=False):
    """A target that comes into question for a record."""

    target: str
    """Id of an Item or of a StandardDataset of today's generation."""
    name: str
    score: float
    decision: str
    """accept, review or reject."""
    evidence: tuple[str, ...]
    """For a person to check, in Japanese."""


class RecordMatch(Struct, frozen=True, gc=False):
    """All candidates of one record, the best first."""

    record_id: str
    index: int
    """Place of the record among those given, from 0."""
    title: str
    items: tuple[Candidate, ...] = ()
    datasets: tuple[Candidate, ...] = ()


class Decided(NamedTuple):
    """What a record comes to, the best first. The same object for all records that come to the same, as a rule."""

    items: tuple[Candidate, ...] = ()
    datasets: tuple[Candidate, ...] = ()


class Judged(NamedTuple):
    """What some records come to, in their order, and their folded titles."""

    decided: list[Decided]
    titles_folded: list[str]


NOTHING = Decided()


def match_records(records: Iterable[Record], knowledge: "Knowledge") -> Iterator[RecordMatch]:
    """Match records in their order, some at a time.

    Overlays that the knowledge was loaded with are part of it: their lexicon entries and local items count.
    """
    matcher = Matcher(knowledge)
    remaining = enumerate(records)
    while some := list(islice(remaining, BLOCK)):
        judged = matcher.judge([record for _, record in some])
        for (index, record), decided in zip(some, judged.decided, strict=True):
            yield RecordMatch(record.id, index, record.title, *decided)


class Matcher:
    """The lexicon made ready; making one costs some milliseconds, so keep it for many records."""

    def __init__(self, knowledge: "Knowledge") -> None:
        lexicon = knowledge.lexicon
        self._knowledge = knowledge
        self._words = Words(lexicon, knowledge)
        self._finder = Finder(self._words)
        self._planner = Planner(self._words)
        self._cutter = TitleParts(lexicon.endings, lexicon.beginnings)
        self._names = {item.id: item.name for item in knowledge.items.values()}
        self._names |= {dataset.id: dataset.name for dataset in knowledge.datasets.datasets}
        self._machine_names = MachineNames(knowledge)
        self._beside: dict[object, Beside] = {}
        self._alike: dict[object, Beside] = {}
        self._remembered: dict[object, Decided] = {}

    def match(self, record: Record, index: int = 0) -> RecordMatch:
        """The candidates of one record."""
        return RecordMatch(record.id, index, record.title, *self.judge((record,)).decided[0])

    def judge(self, records: Sequence[Record]) -> Judged:
        """The candidates of some records, at best a few hundred."""
        files = [[file.name for file in record.resources[:_MOST_FILES]] for record in records]
        named = any(map(any, files))
        beside = [self._beside_of(record) for record in records]
        block = Block(self._finder, fold(_laid(records, files, named=named)), 3 if named else 2)
        shown = dict(self._machine_names.shown(records))
        decided = [NOTHING] * len(records)
        for asked in block.asked(self._planner, beside, shown):
            number = asked.number
            names = files[number] if named else None
            about = _About(block, asked, records[number].title, names, shown.get(number, ()))
            decided[number] = self._judge(about)
        return Judged(decided, block.texts[: len(records) * block.fields : block.fields])

    def _beside_of(self, record: Record) -> Beside:
        """What is written in fields that many records share; remembered."""
        shared = (record.tags, record.groups, record.organization, record.creator)
        beside = self._beside.get(shared)
        if beside is None:
            if len(self._beside) >= _REMEMBERED:
                self._beside.clear()
                self._alike.clear()
            tags, groups, organization, creator = shared
            labels = "／".join((*tags, *groups))
            maker = f"{organization}／{creator}" if creator else organization
            made = Beside(self._finder, labels, maker)
            # Most labels have no word of the lexicon; all that say the same share what is worked out for one.
            beside = self._beside[shared] = self._alike.setdefault(made.found, made)
        return beside

    def _judge(self, about: "_About") -> Decided:
        """The candidates of one record."""
        plan = about.asked.plan
        said = about.said(self._words.placed, self._cutter)
        known: Decided | None = plan.answers.get(said) if not about.shown else None
        if known is not None:
            return known
        # Other words or labels may come to the same, for of both only what the wanted entries use counts.
        key = (plan.wanted, said, plan.labels[1], plan.maker[1], about.shown)
        decided = self._remembered.get(key)
        if decided is None:
            decided = self._decide(about)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = decided
        if not about.shown and len(plan.answers) < _MOST_ANSWERS:
            plan.answers[said] = decided
        return decided

    def _decide(self, about: "_About") -> Decided:
        """Items and datasets, the best first."""
        plan = about.asked.plan
        fields = (*about.fields(), plan.labels[0], plan.maker[0])
        title, files = fields[Field.TITLE], fields[Field.FILES]
        by_entry = hits_of(self._words, fields, plan.wanted)
        needing = {hit.field for hits in by_entry.values() for hit in hits if hit.use.role in PLACED}
        parts = about.title_places(title, self._cutter).parts if Field.TITLE in needing else ()
        file_ends: frozenset[int] = frozenset()
        if Field.FILES in needing:
            ends = about.file_places(files, self._cutter).ends
            file_ends = frozenset(title.length + 1 + end for end in ends)
        seen = dict(about.shown)
        best: dict[str, Found] = {}
        for number, hits in by_entry.items():
            entry = self._words.entries[number]
            own = seen.get(entry.target)
            columns = (own.score, "、".join(own.evidence)) if own is not None else None
            result = score_entry(entry, hits, parts, file_ends, self._words.shown, columns)
            if result.score and result.score > best.get(entry.target, Found(0.0, ())).score:
                best[entry.target] = result
        candidates = sorted(
            (self._candidate(target, result) for target, result in (seen | best).items()),
            key=lambda candidate: (-candidate.score, candidate.target),
        )
        return Decided(
            tuple(candidate for candidate in candidates if candidate.target in self._knowledge.items),
            tuple(candidate for candidate in candidates if candidate.target not in self._knowledge.items),
        )

    def _candidate(self, target: str, found: Found) -> Candidate:
        decision = REJECT
        if found.score >= ACCEPT_FROM:
            decision = ACCEPT
        elif found.score >= REVIEW_FROM:
            decision = REVIEW
        return Candidate(target, self._names[target], round(found.score, 3), decision, found.evidence)


class _About(NamedTuple):
    """A record of which something is asked."""

    block: Block
    asked: Asked
    title: str
    files: list[str] | None
    """Names of its files; None when no record of the block has any."""
    shown: Shown

    def said(self, placed: Sequence[int], cutter: TitleParts) -> tuple[Signature, ...]:
        """What the words of each field come to; ``placed``: entries for which it counts where they stand, by word."""
        block, (_, first, plan), *_ = self
        said: list[Signature] = []
        last = len(plan.fields) - 1
        for place, picked in enumerate(plan.fields):
            if picked.placed and place < last:
                words = block.words(first, picked)
                places = self.file_places(words, cutter) if place else self.title_places(words, cutter)
                said.append(words.placed_signature(places, placed, plan.wanted))
            elif picked.signature is not None:
                said.append(picked.signature)
            else:
                said.append(block.words(first, picked).signature())
            first += picked.stop + 1
        return tuple(said)

    def fields(self) -> list[FieldWords]:
        """Words of title, names of files and description."""
        _, first, plan = self.asked
        fields: list[FieldWords] = []
        for picked in plan.fields:
            fields.append(self.block.words(first, picked))
            first += picked.stop + 1
        if self.files is None:
            fields.insert(Field.FILES, _NO_FILES)
        return fields

    def title_places(self, words: FieldWords, cutter: TitleParts) -> TitlePlaces:
        """Where words stand in the title."""
        return TitlePlaces(words, self.title, self.block.texts[self.asked.number * self.block.fields], cutter)

    def file_places(self, words: FieldWords, cutter: TitleParts) -> FilePlaces:
        """Where words stand in the names of the files."""
        return FilePlaces(words, self.files or (), cutter)


def _laid(records: Sequence[Record], files: Sequence[Sequence[str]], *, named: bool) -> str:
    """The texts of the records laid end to end, each followed by SEPARATOR; ``named``: with the names of files."""
    raw: list[str] = []
    for record, names in zip(records, files, strict=True):
        description = record.description
        if len(description) > _LONGEST_DESCRIPTION:
            description = description[:_LONGEST_DESCRIPTION]
        if named:
            raw += (record.title, "／".join(names).replace("\n", "／") if any(names) else "", description)
        else:
            raw += (record.title, description)
    raw.append("")
    laid = SEPARATOR.join(raw)
    if laid.count(SEPARATOR) >= len(raw):
        return SEPARATOR.join([text.replace(SEPARATOR, "\ufffd") for text in raw])
    return laid
