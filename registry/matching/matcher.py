"""Matching (対応付け): which information items and standard datasets a record of a catalogue is.

All words of the lexicon are found in one pass of one automaton over the folded text of the record, with its
fields kept apart; only entries of which a telling word was found are scored (``registry.matching.scoring``).
What a record comes to depends on nothing but itself, the knowledge and the overlays.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import ahocorasick_rs
from msgspec import Struct

from registry.catalogue.record import Record
from registry.matching.columns import ColumnForms, Resemblance
from registry.matching.scoring import ACCEPT_FROM, REVIEW_FROM, Field, Found, Hit, score_entry
from registry.matching.titles import Part, TitleParts
from registry.matching.words import Role, Words
from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

ACCEPT, REVIEW, REJECT = "accept", "review", "reject"
DECISION_LABELS = {ACCEPT: "該当", REVIEW: "要確認", REJECT: "非該当"}

_EDGE = "\U0010fffd"
"""Stands between the fields of a record; a private-use character that folding keeps and no lexicon has."""
_SLUG = re.compile(r"(?<![0-9])[0-9]{5,6}_([a-z]+(?:_[a-z]+)*)", re.IGNORECASE)
_SLUG_WEIGHT = 0.9
_LONGEST_DESCRIPTION, _MOST_FILES = 2000, 100
_FIELDS = tuple(Field)
_NEEDING_PARTS = (Role.NOUN, Role.ALONE)


class Candidate(Struct, frozen=True):
    """A target that comes into question for a record."""

    target: str
    """Id of an Item or of a StandardDataset of today's generation."""
    name: str
    score: float
    decision: str
    """accept, review or reject."""
    evidence: tuple[str, ...]
    """For a person to check, in Japanese."""


class RecordMatch(Struct, frozen=True):
    """All candidates of one record, the best first."""

    record_id: str
    index: int
    """Place of the record among those given, from 0."""
    title: str
    items: tuple[Candidate, ...] = ()
    datasets: tuple[Candidate, ...] = ()


def match_records(records: Iterable[Record], knowledge: "Knowledge") -> Iterator[RecordMatch]:
    """Match records one by one, in their order.

    Overlays that the knowledge was loaded with are part of it: their lexicon entries and local items count.
    """
    matcher = Matcher(knowledge)
    return (matcher.match(record, index) for index, record in enumerate(records))


class Matcher:
    """The lexicon made ready; making one costs some milliseconds, so keep it for many records."""

    def __init__(self, knowledge: "Knowledge") -> None:
        lexicon = knowledge.lexicon
        self._knowledge = knowledge
        self._words = Words(lexicon, knowledge)
        self._find = ahocorasick_rs.AhoCorasick(self._words.patterns).find_matches_as_indexes
        self._parts = TitleParts(lexicon.endings, lexicon.beginnings)
        self._names = {item.id: item.name for item in knowledge.items.values()}
        self._names |= {dataset.id: dataset.name for dataset in knowledge.datasets.datasets}
        self._slugs = {
            dataset.file_slug: dataset.id
            for dataset in reversed(knowledge.datasets.datasets)
            if dataset.file_slug and dataset.id.startswith("ods")
        }

    @cached_property
    def _columns(self) -> ColumnForms:
        return ColumnForms(self._knowledge.datasets)

    def match(self, record: Record, index: int = 0) -> RecordMatch:
        """The candidates of one record."""
        text = self._text(record)
        found = self._find(text, overlapping=True)
        wanted = self._wanted(text, found)
        by_entry = self._hits(text, found, wanted) if wanted else {}
        shown = self._shown(record)
        if not by_entry and not shown:
            return RecordMatch(record.id, index, record.title)
        return self._decide(record, index, text, found, by_entry, shown)

    def _text(self, record: Record) -> str:
        files = record.resources[:_MOST_FILES]
        fields = (
            record.title,
            "\n".join([file.name for file in files]).replace("\n", "／") if files else "",
            record.description[:_LONGEST_DESCRIPTION],
            "／".join((*record.tags, *record.groups)),
            f"{record.organization}／{record.creator}" if record.creator else record.organization,
        )
        raw = _EDGE.join(fields)
        if raw.count(_EDGE) != len(fields) - 1:
            raw = _EDGE.join(field.replace(_EDGE, " ") for field in fields)
        return fold(raw)

    def _wanted(self, text: str, found: list[tuple[int, int, int]]) -> set[int]:
        """Entries of which a telling word was found, or all words that must stand together."""
        words = self._words
        named, titled, opening, masks, body_from = (
            words.named,
            words.titled,
            words.opening,
            words.masks,
            words.body_from,
        )
        title_and_files = text.find(_EDGE, text.find(_EDGE) + 1)
        wanted: set[int] = set()
        opened: set[int] = set()
        present = 0
        for word, start, _ in found:
            if word >= body_from:
                continue
            if named[word]:
                wanted.update(named[word])
            if titled[word] and start < title_and_files:
                wanted.update(titled[word])
            if masks[word]:
                present |= masks[word]
                if opening[word]:
                    opened.update(opening[word])
        for entry in opened - wanted:
            if any(need & present == need for need in words.needs[entry]):
                wanted.add(entry)
        return wanted

    def _hits(self, text: str, found: list[tuple[int, int, int]], wanted: set[int]) -> dict[int, list[Hit]]:
        """Words of the wanted entries, without those cut by the name of a body or swallowed by a longer word."""
        body_from, uses = self._words.body_from, self._words.uses
        bodies = [(start, end) for word, start, end in found if word >= body_from]
        edges = []
        place = text.find(_EDGE)
        while place >= 0:
            edges.append(place)
            place = text.find(_EDGE, place + 1)
        by_entry: dict[int, list[Hit]] = {entry: [] for entry in wanted}
        for word, start, end in found:
            if word >= body_from:
                continue
            own = uses[word]
            entries = own.keys() & wanted
            if not entries or (bodies and _cut_by_body(start, end, bodies)):
                continue
            field = _FIELDS[bisect_left(edges, start)]
            for entry in entries:
                hits = by_entry[entry]
                for use in own[entry]:
                    hits.append(Hit(use, word, field, start, end))
        return {entry: _unswallowed(hits) for entry, hits in by_entry.items() if hits}

    def _shown(self, record: Record) -> dict[str, Found]:
        """Datasets that machine names of files or columns show."""
        shown: dict[str, Found] = {}
        names = [record.title, *(name for file in record.resources for name in (file.name, file.url))]
        for name in names:
            if "_" in name:
                for slug in _SLUG.findall(name):
                    target = self._slug_target(slug.lower())
                    if target is not None and target not in shown:
                        shown[target] = Found(_SLUG_WEIGHT, (f"ファイル名: {slug}（標準の名前）",))
        for resemblance in self._resemblances(record):
            said = (*shown[resemblance.dataset].evidence,) if resemblance.dataset in shown else ()
            weight = max(resemblance.weight, shown[resemblance.dataset].score if said else 0.0)
            shown[resemblance.dataset] = Found(weight, (*said, resemblance.evidence))
        return shown

    def _slug_target(self, slug: str) -> str | None:
        while slug:
            if slug in self._slugs:
                return self._slugs[slug]
            slug = slug.rpartition("_")[0]
        return None

    def _resemblances(self, record: Record) -> Iterator[Resemblance]:
        for file in record.resources:
            if file.columns:
                yield from self._columns.resembles(file.columns)

    def _decide(
        self,
        record: Record,
        index: int,
        text: str,
        found: list[tuple[int, int, int]],
        by_entry: dict[int, list[Hit]],
        shown: dict[str, Found],
    ) -> RecordMatch:
        body_from = self._words.body_from
        parts: tuple[Part, ...] = ()
        if any(hit.use.role in _NEEDING_PARTS for hits in by_entry.values() for hit in hits):
            bodies = ((start, end) for word, start, end in found if word >= body_from)
            parts = self._parts.cut(record.title, bodies)
        file_ends = self._file_ends(record, text)
        best: dict[str, Found] = {}
        for number, hits in by_entry.items():
            entry = self._words.entries[number]
            seen = shown.get(entry.target)
            columns = (seen.score, "、".join(seen.evidence)) if seen is not None else None
            result = score_entry(entry, hits, parts, file_ends, self._words.shown, columns)
            if result.score and result.score > best.get(entry.target, Found(0.0, ())).score:
                best[entry.target] = result
        for target, seen in shown.items():
            if target not in best:
                best[target] = seen
        candidates = sorted(
            (self._candidate(target, result) for target, result in best.items()),
            key=lambda candidate: (-candidate.score, candidate.target),
        )
        return RecordMatch(
            record.id,
            index,
            record.title,
            tuple(candidate for candidate in candidates if candidate.target in self._knowledge.items),
            tuple(candidate for candidate in candidates if candidate.target not in self._knowledge.items),
        )

    def _file_ends(self, record: Record, text: str) -> frozenset[int]:
        """Places in the folded text where the own words of a file's name end."""
        if not record.resources:
            return frozenset()
        ends: set[int] = set()
        place = text.index(_EDGE) + 1
        for file in record.resources[:_MOST_FILES]:
            for part in self._parts.cut(file.name):
                ends.update(range(place + part.own_end, place + part.end + 1))
            place += len(fold(file.name)) + 1
        return frozenset(ends)

    def _candidate(self, target: str, found: Found) -> Candidate:
        decision = REJECT
        if found.score >= ACCEPT_FROM:
            decision = ACCEPT
        elif found.score >= REVIEW_FROM:
            decision = REVIEW
        return Candidate(target, self._names[target], round(found.score, 3), decision, found.evidence)


def _cut_by_body(start: int, end: int, bodies: list[tuple[int, int]]) -> bool:
    """True for a word inside the name of a body, or across its end; its last character alone (市 of みどり市道) may be shared."""
    return any(
        begin <= start < stop and (start < stop - 1 if end > stop else end - start < stop - begin)
        for begin, stop in bodies
    )


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
