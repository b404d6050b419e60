"""Which standard dataset a table is, from its headings and values, never from its file name.

Headings are compared with the columns of all forms of both generations. A column weighs log(1 + datasets /
datasets with it), so that 小児対応設備の有無 says much and 緯度 little. The score of a form is the harmonic mean of
how much of the form was found and how much of the headings the form knows; columns that set the form apart must
be among those found. Where no form fits, the words of the fields (``registry.standards.vocabulary``) decide
whether the content resembles a dataset under headings of the body's own; often the answer is: none.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.knowledge.datasets import DatasetKind
from registry.standards.aliases import aliases
from registry.standards.forms import Fit, Form, Generation, Recognised
from registry.standards.own_words import Hint, hints
from registry.standards.sheets import Heading
from registry.standards.spelling import common_prefix, key_of, loose_keys

_IS, _RESEMBLES = 0.6, 0.42
_APART_IS, _APART_RESEMBLES = 0.4, 0.3
_SHARED_BY = 3
"""A column that at most so many datasets have sets its forms apart."""
_TOO_FEW_TELLING, _NEARLY_WHOLE = 2, 0.8
"""One such column (種別) proves nothing, unless nearly the whole form is there."""
_UNKNOWN = 1.5
"""Weight of a heading that no form knows."""
_LOOSE, _ALIAS = 0.9, 0.5
_FEWEST, _FEWEST_EXACT, _FEWEST_TELLING = 3, 4, 3
_FOLLOWS_SHARE, _FOLLOWS_BOTH = 0.95, 0.85
_KEPT, _LONGEST = 5, 300
_REMEMBERED = 4


class _Place(NamedTuple):
    form: int
    column: int
    strength: float


class _Index(NamedTuple):
    forms: Sequence[Form]
    places: dict[str, list[_Place]]
    weights: list[list[float]]
    apart: list[float]
    """Weight of the columns of each form that set it apart."""
    wholes: list[float]


class _Score(NamedTuple):
    value: float
    apart: float
    found: int
    exact: int
    of_headings: float
    """Share of the headings that are names of the form, in whatever spelling."""
    telling: int
    """How many of the columns that set the form apart were found."""
    examples: tuple[str, ...]


_indexes: list[_Index] = []


def recognise(
    heading: Heading, sample: Sequence[Sequence[str]], forms: Sequence[Form], *, dataset: str = ""
) -> tuple[Recognised, ...]:
    """The datasets that a table may be, the likeliest first; empty when it is none.

    ``sample`` holds rows of data below the heading. ``dataset`` (``ods-08``) is what the user says it is; then
    the better of its two forms is given, however little fits.
    """
    index = _index(forms)
    names = [(clean or name)[:_LONGEST] for clean, name in zip(heading.clean, heading.names, strict=True)]
    headings = list(dict.fromkeys(name for name in names if name.strip()))
    scores = _scores(index, headings)
    if dataset:
        return _as_told(index, scores, headings, dataset)
    found = _by_form(index, scores, headings)
    best = found[0] if found else None
    if best is None or best.fit is not Fit.IS or best.generation is Generation.OWN:
        found = _joined(found, list(_by_words(heading, names, sample, index)))
    return tuple(found[:_KEPT])


def _index(forms: Sequence[Form]) -> _Index:
    for index in _indexes:
        if index.forms is forms:
            return index
    index = _build(forms)
    _indexes.insert(0, index)
    del _indexes[_REMEMBERED:]
    return index


def _build(forms: Sequence[Form]) -> _Index:
    holders: Counter[str] = Counter()
    for dataset in {form.dataset for form in forms}:
        holders.update({key for form in forms if form.dataset == dataset for key in map(key_of, _bare(form))})
    total = len({form.dataset for form in forms if form.columns})
    places: dict[str, list[_Place]] = {}
    weights: list[list[float]] = []
    apart: list[float] = []
    wholes: list[float] = []
    for number, form in enumerate(forms):
        keys = [key_of(name) for name in _bare(form)]
        row = [math.log(1 + total / holders[key]) for key in keys]
        weights.append(row)
        wholes.append(sum(row[at] for at, column in enumerate(form.columns) if not column.inferred))
        apart.append(sum(row[at] for at, key in enumerate(keys) if holders[key] <= _SHARED_BY))
        for at, column in enumerate(form.columns):
            ways = {key_of(column.name): 1.0, keys[at]: 1.0}
            for name in column.spellings:
                ways.setdefault(key_of(name), 1.0)
            for key in loose_keys(_bare(form)[at]):
                ways.setdefault(key, _LOOSE)
            for key, strength in ways.items():
                places.setdefault(key, []).append(_Place(number, at, strength))
    return _Index(forms, places, weights, apart, wholes)


def _bare(form: Form) -> list[str]:
    return [column.name.removeprefix(form.prefix) for column in form.columns]


def _scores(index: _Index, headings: Sequence[str]) -> list[_Score]:
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
                    strength = _LOOSE if name in _PUBLISHER_CODES else _ALIAS
                    found[place.form][place.column] = (strength, heading)
                    taken.add(place.form)
    return [_score(index, number, columns, len(headings)) for number, columns in enumerate(found)]


_PUBLISHER_CODES = frozenset({"全国地方公共団体コード", "都道府県コード又は市区町村コード"})


def _score(index: _Index, number: int, columns: dict[int, tuple[float, str]], headings: int) -> _Score:
    if len(columns) < min(_FEWEST, len(index.forms[number].columns)) or not columns:
        return _Score(0.0, 0.0, 0, 0, 0.0, 0, ())
    weights = index.weights[number]
    form = index.forms[number]
    gained = sum(weights[at] * strength for at, (strength, _) in columns.items())
    asked = max(index.wholes[number] + sum(weights[at] for at in columns if form.columns[at].inferred), 1e-9)
    known = sum(weights[at] for at in columns)
    precision = gained / (known + _UNKNOWN * (headings - len(columns)))
    coverage = min(1.0, gained / asked)
    apart_keys = [at for at in columns if _sets_apart(index, number, at)]
    apart = sum(weights[at] * columns[at][0] for at in apart_keys) / max(index.apart[number], 1e-9)
    exact = sum(strength >= _LOOSE for strength, _ in columns.values())
    telling = sorted(columns, key=lambda at: -weights[at])[:3]
    return _Score(
        2 * precision * coverage / (precision + coverage),
        apart if index.apart[number] else 1.0,
        len(columns),
        exact,
        exact / headings,
        len(apart_keys),
        tuple(columns[at][1] for at in telling),
    )


def _sets_apart(index: _Index, number: int, column: int) -> bool:
    total = len({form.dataset for form in index.forms if form.columns})
    return index.weights[number][column] >= math.log(1 + total / _SHARED_BY) - 1e-9


def _by_form(index: _Index, scores: Sequence[_Score], headings: Sequence[str]) -> list[Recognised]:
    best: dict[str, Recognised] = {}
    for form, score in zip(index.forms, scores, strict=True):
        fit = _fit(score)
        if fit is None:
            continue
        found = _recognised(index, form, score, fit, headings)
        if form.dataset not in best or found.score > best[form.dataset].score:
            best[form.dataset] = found
    return sorted(best.values(), key=lambda each: -each.score)


def _fit(score: _Score) -> Fit | None:
    if score.exact < _FEWEST_EXACT or (score.telling < _TOO_FEW_TELLING and score.value < _NEARLY_WHOLE):
        return None
    if score.value >= _IS and score.apart >= _APART_IS:
        return Fit.IS
    if score.value >= _RESEMBLES and score.apart >= _APART_RESEMBLES:
        return Fit.RESEMBLES
    if score.of_headings >= _FOLLOWS_SHARE and score.telling >= _FEWEST_TELLING:
        return Fit.RESEMBLES
    return None


def _recognised(index: _Index, form: Form, score: _Score, fit: Fit, headings: Sequence[str]) -> Recognised:
    columns = len(form.columns)
    both = 2 * score.exact / max(len(headings) + columns, 1)
    generation = Generation.NEW if form.kind is DatasetKind.STANDARD else Generation.OLD
    if score.of_headings < _FOLLOWS_SHARE and both < _FOLLOWS_BOTH and not _most_of_form(score, columns):
        generation = Generation.OWN
    shown = "、".join(score.examples)
    return Recognised(
        id=form.dataset,
        name=form.name,
        generation=generation,
        generation_name=_OWN_NAME if generation is Generation.OWN else str(form.kind),
        score=round(score.value, 3),
        fit=fit,
        definition=_today(index, form).id if generation is Generation.OWN else form.id,
        evidence=(
            f"見出し: {form.kind}「{form.name}」の {columns} 列のうち {score.found} 列（{shown} など）",
        ),
    )


_OWN_NAME = "独自の見出し"
_WHOLE_FORM = 0.95


def _most_of_form(score: _Score, columns: int) -> bool:
    """A form that is there as a whole is followed, however many columns the body added."""
    return score.exact >= _WHOLE_FORM * columns


def _today(index: _Index, form: Form) -> Form:
    newer = next((each for each in index.forms if each.id == form.dataset), form)
    return newer if newer.columns else form


def _as_told(
    index: _Index, scores: Sequence[_Score], headings: Sequence[str], dataset: str
) -> tuple[Recognised, ...]:
    ours = [
        (score, form)
        for form, score in zip(index.forms, scores, strict=True)
        if dataset in (form.dataset, form.id)
    ]
    if not ours:
        return ()
    score, form = max(ours, key=lambda pair: (pair[0].value, bool(pair[1].columns)))
    found = _recognised(index, form, score, _fit(score) or Fit.RESEMBLES, headings)
    return (found,)


def _by_words(
    heading: Heading, names: Sequence[str], sample: Sequence[Sequence[str]], index: _Index
) -> Iterator[Recognised]:
    for hint in hints(heading, names, sample):
        form = next((each for each in index.forms if each.id == hint.dataset), None)
        if form is not None:
            yield _from_hint(index, form, hint)


def _from_hint(index: _Index, form: Form, hint: Hint) -> Recognised:
    return Recognised(
        id=form.dataset,
        name=form.name,
        generation=hint.generation,
        generation_name=_OWN_NAME if hint.generation is Generation.OWN else str(form.kind),
        score=round(hint.score, 3),
        fit=hint.fit,
        definition="" if hint.generation is not Generation.OWN else _today(index, form).id,
        evidence=hint.evidence,
    )


def _joined(by_form: Sequence[Recognised], by_words: Sequence[Recognised]) -> list[Recognised]:
    """Both judgements; where both name a dataset they strengthen each other."""
    joined = {found.id: found for found in by_form}
    for found in by_words:
        other = joined.get(found.id)
        if other is None:
            joined[found.id] = found
            continue
        stronger = max(other, found, key=lambda each: each.score)
        joined[found.id] = Recognised(
            id=other.id,
            name=other.name,
            generation=other.generation,
            generation_name=other.generation_name,
            score=round(min(0.99, stronger.score + 0.1), 3),
            fit=Fit.IS if Fit.IS in (other.fit, found.fit) else Fit.RESEMBLES,
            definition=other.definition,
            evidence=(*other.evidence, *found.evidence),
        )
    return sorted(joined.values(), key=lambda each: -each.score)
