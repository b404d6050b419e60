"""How well the headings of a table fit each form: the figures by which ``registry.standards.recognition`` decides.

A column weighs log(1 + datasets / datasets with it), so that 小児対応設備の有無 says much and 緯度 little. The value of a
form is the harmonic mean of how much of the form was found and how much of the headings the form knows.
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from registry.standards.aliases import aliases
from registry.standards.forms import Form
from registry.standards.spelling import common_prefix, key_of, loose_keys

_SHARED_BY = 3
"""A column that at most so many datasets have sets its forms apart."""
_UNKNOWN = 1.5
"""Weight of a heading that no form knows."""
LOOSE = 0.9
"""Strength of a name in another spelling; ``exact`` counts from here."""
_ALIAS = 0.5
_FEWEST = 3
_REMEMBERED = 4


class Place(NamedTuple):
    form: int
    column: int
    strength: float


class FormIndex(NamedTuple):
    forms: Sequence[Form]
    places: dict[str, list[Place]]
    weights: list[list[float]]
    apart: list[float]
    """Weight of the columns of each form that set it apart."""
    wholes: list[float]


class FormScore(NamedTuple):
    value: float
    apart: float
    found: int
    exact: int
    of_headings: float
    """Share of the headings that are names of the form, in whatever spelling."""
    telling: int
    """How many of the columns that set the form apart were found."""
    examples: tuple[str, ...]


_NO_SCORE = FormScore(0.0, 0.0, 0, 0, 0.0, 0, ())
_indexes: list[FormIndex] = []


def index_of(forms: Sequence[Form]) -> FormIndex:
    """The index of these forms, made once as long as they are asked for."""
    for index in _indexes:
        if index.forms is forms:
            return index
    index = _build(forms)
    _indexes.insert(0, index)
    del _indexes[_REMEMBERED:]
    return index


@cache
def everywhere() -> frozenset[str]:
    """Columns on access for all (バリアフリー情報), which lists of any facilities may add; they tell none apart."""
    return frozenset(
        key_of(name)
        for name in (
            *(
                "車椅子可",
                "車椅子貸出",
                "ツエ貸出",
                "バリアフリートイレ",
                "スロープ、エレベータ、エスカレータ",
            ),
            *(
                "点字ブロック等の移動支援",
                "点字や読上による支援",
                "盲導犬・介助犬、聴導犬同伴",
                "字幕",
                "筆談対応",
            ),
            *("優先駐車場", "オストメイト対応トイレ", "授乳室", "おむつ替えコーナー", "飲食可否"),
            *("ベビーカー貸出", "ベビーカー利用"),
        )
    )


def _build(forms: Sequence[Form]) -> FormIndex:
    holders: Counter[str] = Counter()
    for dataset in {form.dataset for form in forms}:
        holders.update(
            {key for form in forms if form.dataset == dataset for key in map(key_of, bare_names(form))}
        )
    total = len({form.dataset for form in forms if form.columns})
    places: dict[str, list[Place]] = {}
    weights: list[list[float]] = []
    apart: list[float] = []
    wholes: list[float] = []
    for number, form in enumerate(forms):
        keys = [key_of(name) for name in bare_names(form)]
        row = [0.0 if key in everywhere() else math.log(1 + total / holders[key]) for key in keys]
        weights.append(row)
        wholes.append(sum(row[at] for at, column in enumerate(form.columns) if not column.inferred))
        apart.append(sum(row[at] for at, key in enumerate(keys) if holders[key] <= _SHARED_BY))
        for at, column in enumerate(form.columns):
            ways = {key_of(column.name): 1.0, keys[at]: 1.0}
            for name in column.spellings:
                ways.setdefault(key_of(name), 1.0)
            for key in loose_keys(bare_names(form)[at]):
                ways.setdefault(key, LOOSE)
            for key, strength in ways.items():
                places.setdefault(key, []).append(Place(number, at, strength))
    return FormIndex(forms, places, weights, apart, wholes)


def bare_names(form: Form) -> list[str]:
    """Names of the columns without the words that all columns of the form begin with."""
    return [column.name.removeprefix(form.prefix) for column in form.columns]


def scores_of(index: FormIndex, headings: Sequence[str]) -> list[FormScore]:
    """One score for each form."""
    prefix = common_prefix(headings)
    found: list[dict[int, tuple[float, str]]] = [{} for _ in index.forms]
    for heading in headings:
        keys = dict.fromkeys([key_of(heading), key_of(heading.removeprefix(prefix)), *loose_keys(heading)])
        taken: set[int] = set()
        for key in keys:
            for place in index.places.get(key, ()):
                if place.form not in taken and place.column not in found[place.form]:
                    found[place.form][place.column] = (place.strength, heading)
                    taken.add(place.form)
        for name in aliases().get(key_of(heading), ()):
            for place in index.places.get(key_of(name), ()):
                if place.form not in taken and place.column not in found[place.form]:
                    strength = LOOSE if name in _PUBLISHER_CODES else _ALIAS
                    found[place.form][place.column] = (strength, heading)
                    taken.add(place.form)
    return [
        _NO_SCORE
        if _of_another_subject(prefix, index.forms[number].prefix)
        else _score(index, number, columns, len(headings))
        for number, columns in enumerate(found)
    ]


def _of_another_subject(prefix: str, expected: str) -> bool:
    """All headings begin with a word of their own (凍結防止剤_) where the form's begin with its own (防災行政無線_)."""
    ours, theirs = key_of(prefix.rstrip("_")), key_of(expected.rstrip("_"))
    return bool(ours and theirs) and ours not in theirs and theirs not in ours


_PUBLISHER_CODES = frozenset({"全国地方公共団体コード", "都道府県コード又は市区町村コード"})


def _score(index: FormIndex, number: int, columns: dict[int, tuple[float, str]], headings: int) -> FormScore:
    if len(columns) < min(_FEWEST, len(index.forms[number].columns)) or not columns:
        return _NO_SCORE
    weights = index.weights[number]
    form = index.forms[number]
    gained = sum(weights[at] * strength for at, (strength, _) in columns.items())
    asked = max(index.wholes[number] + sum(weights[at] for at in columns if form.columns[at].inferred), 1e-9)
    known = sum(weights[at] for at in columns)
    precision = gained / (known + _UNKNOWN * (headings - len(columns)))
    coverage = min(1.0, gained / asked)
    apart_keys = [at for at in columns if _sets_apart(index, number, at)]
    apart = sum(weights[at] * columns[at][0] for at in apart_keys) / max(index.apart[number], 1e-9)
    exact = sum(strength >= LOOSE for strength, _ in columns.values())
    telling = sorted(columns, key=lambda at: -weights[at])[:3]
    return FormScore(
        2 * precision * coverage / (precision + coverage),
        apart if index.apart[number] else 1.0,
        len(columns),
        exact,
        exact / headings,
        len(apart_keys),
        tuple(columns[at][1] for at in telling),
    )


def _sets_apart(index: FormIndex, number: int, column: int) -> bool:
    total = len({form.dataset for form in index.forms if form.columns})
    return index.weights[number][column] >= math.log(1 + total / _SHARED_BY) - 1e-9
