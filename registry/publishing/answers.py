"""The answer to "what can we publish?": one object that every format renders."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.facts import Grade
from registry.knowledge.items import BodyKind, FactKey, Item
from registry.publishing.decide import decide
from registry.publishing.holding import holder_names
from registry.publishing.verdicts import Answer, Asker, Decision, Verdict


class BodyRef(Struct, frozen=True):
    """A body in an answer."""

    code: str
    name: str
    kind: str
    prefecture: str
    designated_city: bool


class Reason(Struct, frozen=True):
    """A link of the chain as the reader sees it."""

    rule: str
    text: str
    grounds: tuple[str, ...]
    """Citations such as 下水道法23条3項."""


class Question(Struct, frozen=True):
    """A question whose answer settles or changes the verdict."""

    key: str
    question: str
    how_to_find_out: str


class LegalBasis(Struct, frozen=True, kw_only=True):
    """One provision behind an item, as cited on the day."""

    provision: str
    law: str
    law_id: str | None
    law_number: str
    article: str
    applies: str | None
    mode: str
    duty: str | None
    scope: str
    audience: str
    role: str
    decisive: bool
    summary: str
    status: Grade
    checked: date | None
    url: str | None
    origin: str


class CaveatNote(Struct, frozen=True):
    """留意事項 in an answer."""

    id: str
    kind: str
    text: str
    reference: str
    condition: bool
    status: Grade
    origin: str


class DatasetRef(Struct, frozen=True):
    """A standard dataset linked to the item."""

    id: str
    name: str
    kind: str
    """exact, partial or related."""
    why: str


class DifferenceNote(Struct, frozen=True):
    """Where the guide's table and today's law differ."""

    field: str
    guide: str
    today: str
    text: str
    status: Grade


class ItemAnswer(Struct, frozen=True, kw_only=True):
    """Everything about one item for the asker on the day."""

    id: str
    number: int | str
    name: str
    guide_name: str | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    would_change: tuple[str, ...]
    has_legal_basis: bool
    holders: tuple[str, ...]
    holder_text: str
    scope_text: str
    legal_bases: tuple[LegalBasis, ...]
    ministries: tuple[str, ...]
    ministries_status: Grade | None
    """How sure the ministries are."""
    caveats: tuple[CaveatNote, ...]
    update_cycles: tuple[str, ...]
    datasets: tuple[DatasetRef, ...]
    differs_from_guide: tuple[DifferenceNote, ...]
    status: Grade
    origin: str


class PublishableAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo publishable``."""

    as_of: date
    body: BodyRef | None
    kind: str | None
    """Kind of body asked for, when no single body was named."""
    assumed: dict[str, str]
    """Facts taken for this answer only."""
    told: dict[str, str]
    """Facts that the body told before (kept in the workspace)."""
    notices: tuple[str, ...]
    items: tuple[ItemAnswer, ...]


class Filters(Struct, frozen=True, kw_only=True):
    """Which items to show; empty fields do not filter. Texts match parts of names."""

    holder: str = ""
    ministry: str = ""
    law: str = ""
    mode: str = ""
    dataset: str = ""
    verdict: Verdict | None = None
    text: str = ""


def body_ref(body: Body) -> BodyRef:
    """The body as answers show it."""
    return BodyRef(body.code, body.name, body.kind, body.prefecture, body.designated_city)


def answer_publishable(
    view: KnowledgeAt,
    body: Body | None = None,
    kind: BodyKind | None = None,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
    filters: Filters | None = None,
) -> PublishableAnswer:
    """Decide every item for a body, a kind of body or nobody in particular."""
    asker = make_asker(body, kind, told, assumed)
    answers = (answer_item(item, asker, view) for item in view.knowledge.items.values())
    return PublishableAnswer(
        as_of=view.day,
        body=body_ref(body) if body is not None else None,
        kind=kind.value if kind is not None else None,
        assumed={key.value: answer.value for key, answer in (assumed or {}).items()},
        told={key.value: answer.value for key, answer in (told or {}).items()},
        notices=view.notices(),
        items=tuple(answer for answer in answers if filters is None or passes(answer, filters, view)),
    )


def make_asker(
    body: Body | None,
    kind: BodyKind | None = None,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
) -> Asker:
    """The asker with the facts told, overridden by what is assumed for this one question."""
    facts = {**(told or {}), **(assumed or {})}
    if body is not None:
        return Asker(code=body.code, kinds=frozenset(body.kinds), facts=facts)
    if kind is None:
        return Asker(facts=facts)
    kinds = {kind, BodyKind.CITY} if kind is BodyKind.DESIGNATED_CITY else {kind}
    return Asker(kinds=frozenset(kinds), facts=facts)


def answer_item(item: Item, asker: Asker, view: KnowledgeAt) -> ItemAnswer:
    """Decide one item and gather what the reader needs to check the decision."""
    decision = decide(item, asker, view)
    return ItemAnswer(
        id=item.id,
        number=item.number,
        name=item.name,
        guide_name=item.guide.name if item.guide is not None else None,
        verdict=decision.verdict,
        reasons=tuple(_reasons(decision, view)),
        questions=tuple(_questions(decision, view)),
        would_change=decision.would_change,
        has_legal_basis=item.has_legal_basis,
        holders=holder_names(item, view),
        holder_text=item.holder_text,
        scope_text=item.scope_text,
        legal_bases=tuple(_legal_bases(item, view)),
        ministries=tuple(ministry.name for ministry in view.ministries_of_item(item)),
        ministries_status=view.ministry_grade(item.ministries),
        caveats=tuple(
            CaveatNote(
                caveat.id,
                caveat.kind,
                caveat.text,
                caveat.reference,
                caveat.condition,
                caveat.status,
                caveat.origin,
            )
            for caveat in item.caveats
        ),
        update_cycles=tuple(cycle.text for cycle in item.cycles),
        datasets=tuple(_datasets(item, view)),
        differs_from_guide=tuple(
            DifferenceNote(
                difference.field, difference.guide, difference.today, difference.text, difference.status
            )
            for difference in item.differences
        ),
        status=_item_grade(item, decision, view),
        origin=item.origin,
    )


def _item_grade(item: Item, decision: Decision, view: KnowledgeAt) -> Grade:
    """The item's own grade, not better than that of the provisions which decided."""
    grades = {view.grade(view.knowledge.provisions[basis]) for basis in decision.bases}
    return Grade.PARTLY if item.status is Grade.VERIFIED and grades - {Grade.VERIFIED} else item.status


def _reasons(decision: Decision, view: KnowledgeAt) -> Iterable[Reason]:
    for step in decision.steps:
        grounds = []
        for provision in step.provisions:
            text = view.legal_text(provision)
            grounds.append(f"{text.title}{text.article}")
        yield Reason(step.rule, step.text, tuple(grounds))


def _questions(decision: Decision, view: KnowledgeAt) -> Iterable[Question]:
    for key in decision.questions:
        asked = view.knowledge.questions[key]
        yield Question(key.value, asked.question, asked.how_to_find_out)


def _legal_bases(item: Item, view: KnowledgeAt) -> Iterable[LegalBasis]:
    for basis in sorted(item.bases, key=lambda basis: not basis.decisive):
        text = view.legal_text(basis.provision)
        provision = text.provision
        if not view.in_force(provision):
            continue
        yield LegalBasis(
            provision=provision.id,
            law=text.title,
            law_id=text.law.law_id,
            law_number=text.law.law_number,
            article=text.article,
            applies=provision.applies,
            mode="・".join(mode.value for mode in provision.modes) or (provision.matter or ""),
            duty=provision.duty.value if provision.duty is not None else None,
            scope=provision.scope.value if provision.scope is not None else (provision.scope_text or ""),
            audience=provision.audience.value if provision.audience is not None else "",
            role=basis.role,
            decisive=basis.decisive,
            summary=provision.summary,
            status=view.grade(provision),
            checked=provision.checked,
            url=text.url,
            origin=provision.origin,
        )


def _datasets(item: Item, view: KnowledgeAt) -> Iterable[DatasetRef]:
    for link in view.knowledge.datasets_of_item(item.id):
        yield DatasetRef(link.dataset, link.name, link.kind, link.why)


def passes(answer: ItemAnswer, filters: Filters, view: KnowledgeAt) -> bool:
    """True when an answer meets all filters that are set."""
    from registry.text.normalise import matches

    if filters.verdict is not None and answer.verdict is not filters.verdict:
        return False
    laws = [title for basis in answer.legal_bases for title in _law_titles(basis, view)]
    wanted = (
        (filters.holder, answer.holders),
        (filters.ministry, answer.ministries),
        (filters.law, laws),
        (filters.mode, [basis.mode for basis in answer.legal_bases]),
        (filters.dataset, [part for dataset in answer.datasets for part in (dataset.id, dataset.name)]),
        (
            filters.text,
            [answer.name, answer.guide_name or "", *laws, *(caveat.text for caveat in answer.caveats)],
        ),
    )
    return all(matches(query, texts) for query, texts in wanted if query)


def _law_titles(basis: LegalBasis, view: KnowledgeAt) -> Iterable[str]:
    law = view.knowledge.laws[view.knowledge.provisions[basis.provision].law]
    yield from (name.title for name in law.names)
    yield from (abbreviation.text for abbreviation in law.abbreviations)


class WhyAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo why``: one item with its whole chain."""

    as_of: date
    body: BodyRef | None
    kind: str | None
    assumed: dict[str, str]
    told: dict[str, str]
    notices: tuple[str, ...]
    item: ItemAnswer


def answer_why(
    view: KnowledgeAt,
    item: Item,
    body: Body | None = None,
    kind: BodyKind | None = None,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
) -> WhyAnswer:
    """The chain from an item over its provisions, holders and caveats to the verdict."""
    return WhyAnswer(
        as_of=view.day,
        body=body_ref(body) if body is not None else None,
        kind=kind.value if kind is not None else None,
        assumed={key.value: answer.value for key, answer in (assumed or {}).items()},
        told={key.value: answer.value for key, answer in (told or {}).items()},
        notices=view.notices(),
        item=answer_item(item, make_asker(body, kind, told, assumed), view),
    )
