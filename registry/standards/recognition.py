"""Which standard dataset a table is, from its headings and values, never from its file name.

Headings are compared with the columns of all forms of both generations (``registry.standards.form_scores``); columns
that set a form apart must be among those found. Where no form fits, the words of the fields
(``registry.standards.vocabulary``) decide whether the content resembles a dataset under
headings of the body's own; often the answer is: none.
"""

from collections.abc import Iterator, Sequence

from registry.knowledge.datasets import DatasetKind
from registry.standards.form_scores import FormIndex, FormScore, bare_names, everywhere, index_of, scores_of
from registry.standards.forms import Fit, Form, Generation, Recognised
from registry.standards.own_words import Hint, hints
from registry.standards.sheets import Heading
from registry.standards.spelling import key_of

_IS, _RESEMBLES = 0.6, 0.42
_APART_IS, _APART_RESEMBLES = 0.4, 0.3
_TOO_FEW_TELLING, _NEARLY_WHOLE = 2, 0.8
"""One such column (種別) proves nothing, unless nearly the whole form is there."""
_FEWEST_EXACT, _FEWEST_TELLING = 4, 3
_FOLLOWS_SHARE, _FOLLOWS_BOTH = 0.95, 0.85
_KEPT, _LONGEST = 5, 300


def recognise(
    heading: Heading, sample: Sequence[Sequence[str]], forms: Sequence[Form], *, dataset: str = ""
) -> tuple[Recognised, ...]:
    """The datasets that a table may be, the likeliest first; empty when it is none.

    ``sample`` holds rows of data below the heading. ``dataset`` (``ods-08``) is what the user says it is; then
    the better of its two forms is given, however little fits.
    """
    index = index_of(forms)
    names = [(clean or name)[:_LONGEST] for clean, name in zip(heading.clean, heading.names, strict=True)]
    headings = [name for name in dict.fromkeys(names) if name.strip() and key_of(name) not in everywhere()]
    scores = scores_of(index, headings)
    if dataset:
        return _as_told(index, scores, headings, dataset)
    found = _by_form(index, scores, headings)
    best = found[0] if found else None
    if best is None or best.fit is not Fit.IS or best.generation is Generation.OWN:
        found = _joined(found, list(_by_words(heading, names, sample, index)))
    return tuple(found[:_KEPT])


def _by_form(index: FormIndex, scores: Sequence[FormScore], headings: Sequence[str]) -> list[Recognised]:
    best: dict[str, Recognised] = {}
    for form, score in zip(index.forms, scores, strict=True):
        fit = _fit(score)
        if fit is None:
            continue
        found = _recognised(index, form, score, fit, headings)
        if form.dataset not in best or found.score > best[form.dataset].score:
            best[form.dataset] = found
    return sorted(best.values(), key=lambda each: -each.score)


def _fit(score: FormScore) -> Fit | None:
    if score.exact < _FEWEST_EXACT or (score.telling < _TOO_FEW_TELLING and score.value < _NEARLY_WHOLE):
        return None
    if score.value >= _IS and score.apart >= _APART_IS:
        return Fit.IS
    if score.value >= _RESEMBLES and score.apart >= _APART_RESEMBLES:
        return Fit.RESEMBLES
    if score.of_headings >= _FOLLOWS_SHARE and score.telling >= _FEWEST_TELLING:
        return Fit.RESEMBLES
    return None


def _recognised(
    index: FormIndex, form: Form, score: FormScore, fit: Fit, headings: Sequence[str]
) -> Recognised:
    columns = sum(key_of(name) not in everywhere() for name in bare_names(form))
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


def _most_of_form(score: FormScore, columns: int) -> bool:
    """A form that is there as a whole is followed, however many columns the body added."""
    return score.exact >= _WHOLE_FORM * columns


def _today(index: FormIndex, form: Form) -> Form:
    newer = next((each for each in index.forms if each.id == form.dataset), form)
    return newer if newer.columns else form


def _as_told(
    index: FormIndex, scores: Sequence[FormScore], headings: Sequence[str], dataset: str
) -> tuple[Recognised, ...]:
    ours = [
        (score, form)
        for form, score in zip(index.forms, scores, strict=True)
        if dataset in (form.dataset, form.id)
    ]
    if not ours:
        return ()
    score, form = max(ours, key=lambda pair: (pair[0].value, bool(pair[1].columns)))
    fit = Fit.IS if score.value > 0 else Fit.RESEMBLES  # the user's word, unless no heading at all fits
    return (_recognised(index, form, score, fit, headings),)


def _by_words(
    heading: Heading, names: Sequence[str], sample: Sequence[Sequence[str]], index: FormIndex
) -> Iterator[Recognised]:
    for hint in hints(heading, names, sample):
        form = next((each for each in index.forms if each.id == hint.dataset), None)
        if form is not None:
            yield _from_hint(index, form, hint)


def _from_hint(index: FormIndex, form: Form, hint: Hint) -> Recognised:
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
