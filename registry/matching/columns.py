"""Which standard dataset a list of headings resembles, by the columns that set it apart from the others.

A column counts the more, the fewer datasets have it: log(1 + datasets / datasets with the column). The share of
a form is what its columns that were found weigh, over what all its columns weigh; the share of the headings is
how many of the given ones the form knows. Evidence weighs 0.95 from two thirds of the form and of the headings,
0.6 from a half of either, and nothing with fewer than four columns found.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.knowledge.datasets import DatasetsFile

_STRONG, _WEAK = 0.95, 0.6
_STRONG_SHARE, _WEAK_SHARE = 2 / 3, 0.5
_FEWEST = 4


class Resemblance(NamedTuple):
    """A dataset (of today's generation) and why its columns were recognised."""

    dataset: str
    weight: float
    evidence: str


class _Form(NamedTuple):
    dataset: str
    name: str
    weights: dict[str, float]


class ColumnForms:
    """The columns of all datasets of both generations; older ones speak for their successors."""

    def __init__(self, datasets: "DatasetsFile") -> None:
        successor = {dataset.succeeds: dataset.id for dataset in datasets.datasets if dataset.succeeds}
        named = []
        for dataset in datasets.datasets:
            if dataset.columns is not None and dataset.columns.columns:
                columns = {fold(column.name) for column in dataset.columns.columns}
                named.append((successor.get(dataset.id, dataset.id), dataset.name, columns))
        holders = Counter(column for target in {name[0] for name in named} for column in _of(target, named))
        total = len({name[0] for name in named})
        self._forms = [
            _Form(target, name, {column: math.log(1 + total / holders[column]) for column in columns})
            for target, name, columns in named
        ]
        self._known = frozenset(holders)
        self.resembles = lru_cache(maxsize=4096)(self._resembles)

    def _resembles(self, headings: tuple[str, ...]) -> tuple[Resemblance, ...]:
        """Datasets that the headings resemble, the nearest first, one line for each."""
        given = {fold(heading) for heading in headings} - {""}
        if len(given & self._known) < _FEWEST:
            return ()
        best: dict[str, tuple[float, Resemblance]] = {}
        for form in self._forms:
            common = given & form.weights.keys()
            if len(common) < _FEWEST:
                continue
            share = sum(form.weights[column] for column in common) / sum(form.weights.values())
            share_of_given = len(common) / len(given)
            weight = 0.0
            if share >= _STRONG_SHARE and share_of_given >= _STRONG_SHARE:
                weight = _STRONG
            elif share >= _WEAK_SHARE or (share >= _WEAK_SHARE / 2 and share_of_given >= _STRONG_SHARE):
                weight = _WEAK
            if weight and share > best.get(form.dataset, (0.0,))[0]:
                said = f"列: {form.name}の {len(form.weights)} 列中 {len(common)} 列"
                best[form.dataset] = (share, Resemblance(form.dataset, weight, said))
        ordered = sorted(best.values(), key=lambda found: -found[0])
        return tuple(found for _, found in ordered[:1])


def _of(target: str, named: Iterable[tuple[str, str, set[str]]]) -> set[str]:
    return {column for dataset, _, columns in named if dataset == target for column in columns}
