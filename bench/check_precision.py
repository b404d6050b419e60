"""Draws findings of ``konkyo check`` for reading by eye: each with its file, row, column, value, message and the whole row.

The draw is the same for the same seed, files and findings, and takes turns over (file, code, column), so that one
column with a thousand empty cells does not fill it. A person judges each line against the file and counts the false ones:

    python bench/check_precision.py FOLDER --number 100 --seed 20261125 > drawn.tsv
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from registry.errors import InputError
from registry.knowledge.snapshot import load
from registry.standards.answers import FileCheck
from registry.standards.checking import check_files
from registry.standards.findings import Finding, Severity
from registry.standards.opening import open_file

NUMBER, SEED, MOST = 100, 20261125, 200
_Found = tuple[FileCheck, Finding]


def drawn(found: Sequence[_Found], number: int, seed: int) -> list[_Found]:
    """At most ``number`` findings, one after another of each file, code and column in an order that the seed decides."""
    chance = random.Random(seed)
    groups: defaultdict[tuple[str, str, int | None], list[_Found]] = defaultdict(list)
    for check, finding in found:
        groups[(check.path, finding.code, finding.column_number)].append((check, finding))
    for group in groups.values():
        chance.shuffle(group)
    order = list(groups.values())
    chance.shuffle(order)
    turns = [one for turn in zip_longest(*order) for one in turn if one is not None]
    return turns[:number]


def row_of(check: FileCheck, finding: Finding) -> str:
    """The cells of the row that a finding is on, as read; blank where it is on none."""
    if finding.row is None:
        return ""
    try:
        with open_file(Path(check.path)) as data:
            for sheet in data.sheets:
                if finding.sheet not in ("", sheet.name):
                    continue
                for block in sheet.blocks:
                    if finding.row in block.numbers:
                        return " | ".join(block.cells[block.numbers.index(finding.row)])
    except InputError:
        return ""
    return ""


def lines(found: Sequence[_Found]) -> Iterator[tuple[str, ...]]:
    """A line for each finding, numbered from 1."""
    for number, (check, finding) in enumerate(found, 1):
        yield (
            *(str(number), check.path, check.dataset.id if check.dataset else "", finding.code),
            *(finding.sheet, str(finding.row or ""), finding.column or "", finding.value, finding.message),
            row_of(check, finding),
        )


def main() -> int:
    """Check, draw, print tab-separated lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files and folders")
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--level", type=Severity, choices=list(Severity), default=Severity.ERROR)
    asked = parser.parse_args()
    answer = check_files(asked.paths, load(), most=MOST)
    found = [
        (check, finding)
        for check in answer.files
        for finding in check.findings
        if finding.severity is asked.level
    ]
    csv.writer(sys.stdout, delimiter="\t").writerows(lines(drawn(found, asked.number, asked.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
