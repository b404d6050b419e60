"""What ``konkyo match`` answers: the records of catalogue files and what each of them is."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.catalogue.record import Catalogue, Form, Record, Repair, Skipped
from registry.errors import UsageError
from registry.matching.matcher import ACCEPT, REJECT, REVIEW, Candidate, Matcher

if TYPE_CHECKING:
    from registry.catalogue.reading import Progress
    from registry.knowledge.base import Knowledge

DECISIONS = (ACCEPT, REVIEW, REJECT)


class MatchedFile(Struct, frozen=True):
    """A file that was read."""

    path: str
    form: Form
    encoding: str
    records: int
    repairs: tuple[Repair, ...] = ()
    """What was put right in reading it."""
    skipped: tuple[Skipped, ...] = ()
    """Rows that gave no record."""


class ItemMatch(Struct, frozen=True):
    """An item that comes into question."""

    number: int | str
    name: str
    score: float
    decision: str
    evidence: tuple[str, ...]


class DatasetMatch(Struct, frozen=True):
    """A standard dataset that comes into question."""

    id: str
    name: str
    score: float
    decision: str
    evidence: tuple[str, ...]


class MatchedRecord(Struct, frozen=True):
    """A record and its candidates, the best first."""

    index: int
    """Place among all records, from 0."""
    id: str
    title: str
    file: str
    """Path of the file it stands in."""
    line: int
    items: tuple[ItemMatch, ...]
    datasets: tuple[DatasetMatch, ...]


class MatchAnswer(Struct, frozen=True):
    """All records of all files."""

    source: MatchedFile
    """The first file."""
    sources: tuple[MatchedFile, ...]
    decisions: tuple[str, ...]
    """Which decisions are told."""
    records: tuple[MatchedRecord, ...]


def parse_decisions(text: str) -> tuple[str, ...]:
    """``accept,review`` as a tuple, without repetitions.

    Raises UsageError for an unknown word, or for none.
    """
    chosen = tuple(
        dict.fromkeys(part.strip().lower() for part in text.replace("、", ",").split(",") if part.strip())
    )
    for part in chosen:
        if part not in DECISIONS:
            raise UsageError(
                f"判定「{part}」はありません", mend="accept、review、reject をコンマでつないでください"
            )
    if not chosen:
        raise UsageError("判定の指定が空です", mend="accept、review、reject をコンマでつないでください")
    return chosen


def read_files(
    paths: Sequence[Path], progress: "Progress | None" = None
) -> tuple[tuple[Path, Catalogue], ...]:
    """Read catalogue files; a CSV of titles is one too.

    Raises InputError when one cannot be read or has no record.
    """
    from registry.catalogue.findings import no_records
    from registry.catalogue.reading import read_catalogue
    from registry.matching.plain_csv import read_titles

    read: list[tuple[Path, Catalogue]] = []
    for path in paths:
        catalogue = read_titles(path) or read_catalogue(path, progress=progress)
        if not catalogue.records:
            raise no_records(str(path), catalogue.skipped)
        read.append((path, catalogue))
    return tuple(read)


def answer(
    files: Sequence[tuple[Path, Catalogue]],
    knowledge: "Knowledge",
    decisions: tuple[str, ...] = (ACCEPT, REVIEW),
) -> MatchAnswer:
    """Match all records of the files and tell the candidates with one of the ``decisions``."""
    matcher = Matcher(knowledge)
    sources = tuple(
        MatchedFile(
            str(path),
            catalogue.form,
            catalogue.encoding,
            len(catalogue.records),
            catalogue.repairs,
            catalogue.skipped,
        )
        for path, catalogue in files
    )
    records = tuple(
        _matched(matcher, knowledge, index, str(path), record, decisions)
        for index, (path, record) in enumerate(_records(files))
    )
    return MatchAnswer(sources[0], sources, decisions, records)


def _records(files: Sequence[tuple[Path, Catalogue]]) -> Iterator[tuple[Path, Record]]:
    for path, catalogue in files:
        for record in catalogue.records:
            yield path, record


def _matched(
    matcher: Matcher,
    knowledge: "Knowledge",
    index: int,
    file: str,
    record: Record,
    decisions: tuple[str, ...],
) -> MatchedRecord:
    match = matcher.match(record, index)

    def told(candidates: Sequence[Candidate]) -> list[Candidate]:
        return [candidate for candidate in candidates if candidate.decision in decisions]

    return MatchedRecord(
        index,
        record.id,
        record.title,
        file,
        record.source_line,
        tuple(
            ItemMatch(
                knowledge.items[found.target].number, found.name, found.score, found.decision, found.evidence
            )
            for found in told(match.items)
        ),
        tuple(
            DatasetMatch(found.target, found.name, found.score, found.decision, found.evidence)
            for found in told(match.datasets)
        ),
    )
