"""How well the matcher does on records that people labelled: precision, recall, F1, and every error."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.catalogue.record import Record
from registry.matching.matcher import ACCEPT, Candidate, Matcher, RecordMatch
from registry.matching.truth import Finder, Truth, TruthRow

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge


class Score(Struct, frozen=True):
    """Counts of one kind of target on one kind of rows. A pair of record and target counts once."""

    kind: str
    """items or datasets."""
    rows: str
    """sure or borderline."""
    records: int
    right: int
    """Given by the truth and by the matcher."""
    wrong: int
    """Given by the matcher only."""
    missed: int
    """Given by the truth only."""
    precision: float
    recall: float
    f1: float


class MatchError(Struct, frozen=True):
    """A record on which matcher and truth differ."""

    rows: str
    kind: str
    catalogue: str
    record: str
    title: str
    expected: tuple[str, ...]
    """Names of the targets."""
    got: tuple[str, ...]
    evidence: tuple[str, ...]


class Evaluation(Struct, frozen=True):
    """The matcher against a truth file."""

    truth: str
    decisions: tuple[str, ...]
    """Which decisions of the matcher count as its answer."""
    scores: tuple[Score, ...]
    errors: tuple[MatchError, ...]
    missing: tuple[str, ...]
    """Rows of the truth whose record is in none of the files."""


def evaluate(
    truth: Truth,
    catalogues: Iterable[tuple[str, Sequence[Record]]],
    knowledge: "Knowledge",
    decisions: tuple[str, ...] = (ACCEPT,),
) -> Evaluation:
    """Match the records that the truth speaks of and compare.

    ``catalogues``: name of each file and its records.
    """
    matcher = Matcher(knowledge)
    finder = Finder(catalogues)
    judged: list[tuple[TruthRow, RecordMatch]] = []
    missing = []
    for row in truth.rows:
        found = finder.find(row)
        if found is None:
            missing.append(f"{row.line} 行目: {row.catalogue} {row.record} {row.title}".replace("  ", " "))
        else:
            judged.append((row, matcher.match(found[1], found[0])))
    names = {item.id: item.name for item in knowledge.items.values()}
    names |= {dataset.id: dataset.name for dataset in knowledge.datasets.datasets}
    scores, errors = [], []
    for kind, known in (("items", truth.items), ("datasets", truth.datasets)):
        for rows in ("sure", "borderline") if known else ():
            chosen = [pair for pair in judged if pair[0].borderline == (rows == "borderline")]
            score, differing = _compare(kind, rows, chosen, known, decisions, names)
            scores.append(score)
            errors += differing
    return Evaluation(truth.path, decisions, tuple(scores), tuple(errors), tuple(missing))


def _compare(
    kind: str,
    rows: str,
    judged: Iterable[tuple[TruthRow, RecordMatch]],
    known: frozenset[str],
    decisions: tuple[str, ...],
    names: Mapping[str, str],
) -> tuple[Score, list[MatchError]]:
    right = wrong = missed = records = 0
    errors = []
    for row, match in judged:
        records += 1
        candidates: tuple[Candidate, ...] = match.items if kind == "items" else match.datasets
        expected = row.items if kind == "items" else row.datasets
        given = {
            candidate.target
            for candidate in candidates
            if candidate.decision in decisions and candidate.target in known
        }
        right += len(expected & given)
        wrong += len(given - expected)
        missed += len(expected - given)
        if expected != given:
            differing = expected ^ given
            errors.append(
                MatchError(
                    rows,
                    kind,
                    row.catalogue,
                    row.record,
                    match.title,
                    tuple(names[target] for target in sorted(expected)),
                    tuple(names[target] for target in sorted(given)),
                    tuple(
                        f"{candidate.name} {candidate.score:.2f}: {'、'.join(candidate.evidence)}"
                        for candidate in candidates
                        if candidate.target in differing
                    ),
                )
            )
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    score = Score(
        kind, rows, records, right, wrong, missed, round(precision, 4), round(recall, 4), round(f1, 4)
    )
    return score, errors
