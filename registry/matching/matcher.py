"""Matching (対応付け): which information items and standard datasets a record of a catalogue is.

All words of the lexicon are found in many records at once (``registry.matching.finding``); only entries of which a
telling word was found are scored (``registry.matching.scoring``), and records whose fields come to the same
(``registry.matching.fields``) are scored once. What a record comes to depends on nothing but itself, the knowledge
and the overlays: what is remembered from one record to the next saves time and changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from registry.catalogue.record import Record
from registry.matching.fields import FieldWords, FilePlaces, Signature, TitlePlaces, hits_of
from registry.matching.finding import SEPARATOR, Beside, Finder
from registry.matching.machine_names import MachineNames, Shown
from registry.matching.scoring import ACCEPT_FROM, REVIEW_FROM, Field, Found, score_entry
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

_NO_FILES = FieldWords([], (), 0, 0, placed=False)
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
        self._cutter = TitleParts(lexicon.endings, lexicon.beginnings)
        self._names = {item.id: item.name for item in knowledge.items.values()}
        self._names |= {dataset.id: dataset.name for dataset in knowledge.datasets.datasets}
        self._machine_names = MachineNames(knowledge)
        self._beside: dict[object, Beside] = {}
        self._remembered: dict[object, Decided] = {}

    def match(self, record: Record, index: int = 0) -> RecordMatch:
        """The candidates of one record."""
        return RecordMatch(record.id, index, record.title, *self.judge((record,)).decided[0])

    def judge(self, records: Sequence[Record]) -> Judged:
        """The candidates of some records, at best a few hundred."""
        files = [[file.name for file in record.resources[:_MOST_FILES]] for record in records]
        fields = 3 if any(map(any, files)) else 2
        raw: list[str] = []
        beside: list[Beside] = []
        for record, names in zip(records, files, strict=True):
            description = record.description
            if len(description) > _LONGEST_DESCRIPTION:
                description = description[:_LONGEST_DESCRIPTION]
            if fields == 2:
                raw += (record.title, description)
            else:
                files_named = "／".join(names).replace("\n", "／") if any(names) else ""
                raw += (record.title, files_named, description)
            shared = (record.tags, record.groups, record.organization, record.creator)
            beside.append(self._beside.get(shared) or self._beside_of(*shared))
        raw.append("")
        block = SEPARATOR.join(raw)
        if block.count(SEPARATOR) >= len(raw):
            block = SEPARATOR.join([text.replace(SEPARATOR, "\ufffd") for text in raw])
        block = fold(block)
        folded = block.split(SEPARATOR)
        shown = dict(self._machine_names.shown(records))
        decided = [NOTHING] * len(records)
        for number, wanted, asked in self._finder.asked(block, fields, beside, shown):
            title = _Title(asked[0], records[number].title, folded[number * fields], self._cutter)
            named = _Files(asked[1] if fields == 3 else _NO_FILES, files[number], self._cutter)
            decided[number] = self._judge(
                title, named, asked[-1], beside[number], wanted, shown.get(number, ())
            )
        return Judged(decided, folded[: len(records) * fields : fields])

    def _beside_of(
        self, tags: tuple[str, ...], groups: tuple[str, ...], organization: str, creator: str
    ) -> Beside:
        """What is written in these fields; remembered, since many records share it."""
        if len(self._beside) >= _REMEMBERED:
            self._beside.clear()
        labels = "／".join((*tags, *groups))
        maker = f"{organization}／{creator}" if creator else organization
        beside = self._beside[tags, groups, organization, creator] = Beside(self._finder, labels, maker)
        return beside

    def _judge(
        self,
        title: "_Title",
        files: "_Files",
        description: FieldWords,
        beside: Beside,
        wanted: int,
        shown: Shown,
    ) -> Decided:
        """The candidates of one record; ``wanted``: bits of the entries that come into question."""
        labels, labels_said = beside.labels.read(wanted)
        maker, maker_said = beside.maker.read(wanted)
        placed = self._words.placed
        said = (title.signature(placed, wanted), files.signature(placed, wanted), description.signature())
        key = (wanted, said, labels_said, maker_said, shown)
        decided = self._remembered.get(key)
        if decided is None:
            fields = (title.words, files.words, description, labels, maker)
            decided = self._decide(fields, title, files, wanted, shown)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = decided
        return decided

    def _decide(
        self, fields: Sequence[FieldWords], title: "_Title", files: "_Files", wanted: int, shown: Shown
    ) -> Decided:
        """Items and datasets, the best first; ``fields`` in the order of Field."""
        by_entry = hits_of(self._words, fields, wanted)
        needing = {hit.field for hits in by_entry.values() for hit in hits if hit.use.role in PLACED}
        parts = title.places.parts if Field.TITLE in needing else ()
        file_ends: frozenset[int] = frozenset()
        if Field.FILES in needing:
            file_ends = frozenset(title.words.length + 1 + end for end in files.places.ends)
        seen = dict(shown)
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


class _Title:
    """The words of a title, and how they stand in its parts when that is asked."""

    def __init__(self, words: FieldWords, title: str, folded: str, cutter: TitleParts) -> None:
        self.words = words
        self._title, self._folded, self._cutter = title, folded, cutter

    @cached_property
    def places(self) -> TitlePlaces:
        return TitlePlaces(self.words, self._title, self._folded, self._cutter)

    def signature(self, placed: Sequence[int], wanted: int) -> Signature:
        if not self.words.placed:
            return self.words.signature()
        return self.words.placed_signature(self.places, placed, wanted)


class _Files:
    """The words of the names of files, and whether they end a name when that is asked."""

    def __init__(self, words: FieldWords, names: Sequence[str], cutter: TitleParts) -> None:
        self.words = words
        self._names, self._cutter = names, cutter

    @cached_property
    def places(self) -> FilePlaces:
        return FilePlaces(self.words, self._names, self._cutter)

    def signature(self, placed: Sequence[int], wanted: int) -> Signature:
        if not self.words.placed:
            return self.words.signature()
        return self.words.placed_signature(self.places, placed, wanted)
