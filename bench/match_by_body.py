"""Scores of the matcher on each municipality apart, the rules being frozen.

The rules are written by hand, so nothing is trained that could be left out; what cross-validation would show is
whether some municipality's way of naming its files is answered worse than the others'. For each body the rows of
the truth are scored alone, then all rows without it.

    python bench/match_by_body.py TRUTH.csv FILE...
"""

import sys
from collections import defaultdict
from pathlib import Path

import msgspec

from registry.knowledge.snapshot import load
from registry.matching.answers import read_files
from registry.matching.evaluation import Evaluation, evaluate
from registry.matching.truth import Finder, TruthRow, read_truth

_LEAST = 3
"""Bodies with fewer rows are counted together."""


def main(words: list[str]) -> int:
    """Print one line per body."""
    if len(words) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    knowledge = load()
    truth = read_truth(Path(words[0]), knowledge)
    files = [
        (path.name, catalogue.records) for path, catalogue in read_files([Path(word) for word in words[1:]])
    ]
    finder = Finder(files)
    rows: dict[str, list[TruthRow]] = defaultdict(list)
    for row in truth.rows:
        found = finder.find(row)
        if found is not None:
            rows[found[1].organization or row.catalogue].append(row)
    for body in [body for body, own in rows.items() if len(own) < _LEAST]:
        rows["（ほか）"] += rows.pop(body)
    print("団体\t行\t単独の F1（項目・データセット）\tその団体を除いた F1")
    for body, own in sorted(rows.items(), key=lambda pair: -len(pair[1])):
        others = [row for other, theirs in rows.items() if other != body for row in theirs]
        alone, rest = (
            evaluate(msgspec.structs.replace(truth, rows=tuple(part)), files, knowledge)
            for part in (own, others)
        )
        print(f"{body}\t{len(own)}\t{_told(alone)}\t{_told(rest)}")
    return 0


def _told(evaluation: Evaluation) -> str:
    return " ".join(
        f"{score.kind} {score.f1:.3f} ({score.right}/{score.wrong}/{score.missed})"
        for score in evaluation.scores
        if score.rows == "sure"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
