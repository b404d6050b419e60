"""Leave one municipality out: scores of the matcher on each body's rows, and on all rows without them.

The rules are written by hand and frozen here, nothing is fitted to the rows that stay in. So this is no
training-and-testing; it shows the spread, that is how far the figure leans on single bodies and how much worse the
way of naming of one of them is answered. Whoever wrote the rules had read these rows; figures on unseen
material come from other files. Only sure rows count. Micro: all pairs of record and target together; macro: the
mean of F1 over the bodies that have at least one pair.

    python bench/match_by_body.py [TRUTH.csv FILE... [-- TRUTH.csv FILE...]]

Each truth file with the catalogues it speaks of; groups are divided by ``--``. Without arguments the two truth
files of ``shared/samples`` beside the project, if it is there.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from registry.knowledge.snapshot import load
from registry.matching.answers import read_files
from registry.matching.evaluation import evaluate
from registry.matching.truth import Finder, TruthRow, read_truth

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

_LEAST = 3
"""Bodies with fewer sure rows are counted together."""
_SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
_KINDS = {"items": "項目", "datasets": "データセット"}


class Counts(NamedTuple):
    """Pairs of record and target of one kind."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, other: "Counts", sign: int = 1) -> "Counts":
        """The sum, or the difference with ``sign`` −1."""
        return Counts(*(mine + sign * theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def f1(self) -> float | None:
        """None when there is no pair."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if any(self) else None


class Fold(NamedTuple):
    """One body, or the small ones together."""

    body: str
    rows: int
    counts: dict[str, Counts]


def main(words: list[str]) -> int:
    """Print one table for each truth file and one for all together."""
    groups = list(_groups(words)) if words else list(_samples())
    if not groups:
        print(f"{_SAMPLES} がないので、測るものがありません", file=sys.stderr)
        return 0
    if any(len(group) < 2 for group in groups):
        print(__doc__, file=sys.stderr)
        return 2
    knowledge = load()
    everything: list[Fold] = []
    for group in groups:
        folds = list(_folds(Path(group[0]), [Path(word) for word in group[1:]], knowledge))
        _print(Path(group[0]).name, folds)
        everything += folds
    if len(groups) > 1:
        _print_averages("すべて", everything)
    return 0


def _groups(words: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for word in [*words, "--"]:
        if word != "--":
            group.append(word)
        elif group:
            yield group
            group = []


def _samples() -> Iterator[list[str]]:
    records, titles = _SAMPLES / "match_truth.csv", _SAMPLES / "title_truth.csv"
    if records.is_file() and titles.is_file():
        yield [str(records), *map(str, sorted((_SAMPLES / "catalogs").iterdir()))]
        yield [str(titles), str(titles)]


def _folds(truth_path: Path, paths: Sequence[Path], knowledge: "Knowledge") -> Iterator[Fold]:
    truth = read_truth(truth_path, knowledge)
    files = [(path.name, catalogue.records) for path, catalogue in read_files(paths)]
    finder = Finder(files)
    rows: dict[str, list[TruthRow]] = defaultdict(list)
    for row in truth.rows:
        found = finder.find(row)
        if found is not None and not row.borderline:
            body = found[1].organization or row.catalogue
            rows["（作例）" if "○○" in body else body].append(row)
    for body in [body for body, own in rows.items() if len(own) < _LEAST]:
        rows["（ほか）"] += rows.pop(body)
    for body, own in sorted(rows.items(), key=lambda pair: -len(pair[1])):
        scores = evaluate(msgspec.structs.replace(truth, rows=tuple(own)), files, knowledge).scores
        counts = {s.kind: Counts(s.right, s.wrong, s.missed) for s in scores if s.rows == "sure"}
        yield Fold(body, len(own), counts)


def _print(name: str, folds: Sequence[Fold]) -> None:
    kinds = [kind for kind in _KINDS if any(kind in fold.counts for fold in folds)]
    print(
        f"{name}\n団体\t行"
        + "".join(f"\t{_KINDS[kind]} F1（正/誤/漏）\tその団体を除いた F1" for kind in kinds)
    )
    for fold in folds:
        print(f"{fold.body}\t{fold.rows}", end="")
        for kind in kinds:
            counts = fold.counts.get(kind, Counts())
            rest = _total(kind, folds).plus(counts, -1)
            print(f"\t{_say(counts.f1)} ({'/'.join(map(str, counts))})\t{_say(rest.f1)}", end="")
        print()
    _print_averages(name, folds)


def _print_averages(name: str, folds: Sequence[Fold]) -> None:
    for kind, label in _KINDS.items():
        each = [f1 for fold in folds if (f1 := fold.counts.get(kind, Counts()).f1) is not None]
        if each:
            micro, macro = _total(kind, folds).f1, sum(each) / len(each)
            print(
                f"{name} {label}: micro {_say(micro)}・macro {macro:.3f}（{len(each)} 団体、最低 {min(each):.3f}）"
            )
    print()


def _total(kind: str, folds: Iterable[Fold]) -> Counts:
    total = Counts()
    for fold in folds:
        total = total.plus(fold.counts.get(kind, Counts()))
    return total


def _say(f1: float | None) -> str:
    return "—" if f1 is None else f"{f1:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
