"""Gaps (未公開・不足): what applies to a body and was not found in its catalogue, ranked with reasons.

``not_found`` says that the catalogue has no such record. It never says that the body does not publish it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, structs

from registry.analysis.holdings import CatalogueSource, FoundRecord, Holdings, Target
from registry.analysis.ranking import (
    Circumstances,
    Reason,
    points_of,
    reasons_for_dataset,
    reasons_for_item,
)
from registry.analysis.steps import step_to_know, step_to_publish
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.datasets import DatasetKind, StandardDataset
from registry.knowledge.items import FactKey
from registry.publishing.answers import (
    BodyRef,
    DatasetRef,
    ItemAnswer,
    PublishableAnswer,
    Question,
    answer_publishable,
    body_ref,
)
from registry.publishing.verdicts import Answer, Verdict
from registry.workspace.domain import TargetState


class State(StrEnum):
    """What the catalogue shows of a target."""

    PUBLISHED = "published"
    """An accepted record stands for it, or the body says that it is published."""
    UNCERTAIN = "uncertain"
    """Only records that a person has yet to judge."""
    NOT_FOUND = "not_found"
    """No record; or no catalogue has been imported (``GapsAnswer.catalogues`` is empty then)."""


STATE_LABELS = {
    State.PUBLISHED: "公開を確認",
    State.UNCERTAIN: "確認待ち",
    State.NOT_FOUND: "目録に見つからない",
}


class Coverage(Struct, frozen=True, kw_only=True):
    """Counts over the targets of one kind: published + uncertain + not_found = target."""

    target: int
    published: int
    uncertain: int
    not_found: int
    ratio: float | None
    """published / target, to four places; None without targets or without a catalogue."""


class CoverageOfBoth(Struct, frozen=True, kw_only=True):
    """Coverage of items (verdict yes or conditional) and of standard datasets."""

    items: Coverage
    datasets: Coverage


class Finding(Struct, frozen=True, kw_only=True):
    """A target and what the catalogue and the body say of it."""

    kind: str
    """item or dataset."""
    id: str
    number: int | str
    name: str
    state: State
    verdict: Verdict | None
    """Of an item; None for a standard dataset."""
    records: tuple[FoundRecord, ...]
    """The best of them."""
    accepted: int
    """Records that stand for it."""
    review: int
    """Records to be judged."""
    told: TargetState | None
    """What the body says of it (``konkyo status set``)."""
    notes: tuple[str, ...] = ()


class Gap(Finding, frozen=True, kw_only=True):
    """A target that was not found or is uncertain."""

    rank: int
    """From 1."""
    score: int
    """Sum of the points of ``scoring``; docs/gaps.md explains them."""
    reasons: tuple[str, ...]
    """Why it stands where it stands, in words; the strongest first."""
    scoring: tuple[Reason, ...]
    """The same with rule and points."""
    next_step: str
    """A command or an action."""
    command: str = ""
    """The command of the next step, where there is one."""
    questions: tuple[Question, ...] = ()
    """Open facts of the body on which the verdict depends."""
    datasets: tuple[DatasetRef, ...] = ()
    """Standard datasets linked to an item."""


class GapsAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo gaps``.

    ``gaps`` holds items with verdict yes, conditional or (last, not counted in ``coverage``) unknown, and the 31
    standard datasets, without what is published and what the body has ruled out.
    """

    as_of: date
    body: BodyRef
    assumed: dict[str, str]
    told: dict[str, str]
    notices: tuple[str, ...]
    catalogues: tuple[CatalogueSource, ...]
    """Latest imports; empty: no catalogue has been imported, so that nothing can have been found."""
    coverage: CoverageOfBoth
    gaps: tuple[Gap, ...]
    published: tuple[Finding, ...]
    ruled_out: tuple[Finding, ...]
    """Targets that the body has declared 対象外."""


_UNCHECKED = (
    "目録がまだ取り込まれていないため、公開の有無は確かめられません。"
    "konkyo inventory import ファイル名 で目録を取り込んでください。"
)
_NOT_FOUND_MEANS = (
    "「見つからない」は、取り込んだ目録にないという意味で、公開していないという意味ではありません。"
)


def find_gaps(
    view: KnowledgeAt,
    body: Body,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
    holdings: Holdings | None = None,
    decided: PublishableAnswer | None = None,
) -> GapsAnswer:
    """Hold what applies to a body against what its catalogue shows.

    ``holdings``: what the workspace knows (``holdings.read_holdings``); None without a workspace.
    ``decided``: the verdicts for the body, told and assumed, where the caller has them already.
    """
    known = holdings or Holdings()
    answer = decided or answer_publishable(view, body, None, told, assumed)
    findings: list[tuple[Finding, ItemAnswer | StandardDataset]] = []
    for item in answer.items:
        if item.verdict is not Verdict.NO:
            targets = (("item", item.id),)
            findings.append((_finding(targets, item.number, item.name, item.verdict, known), item))
    for dataset in view.knowledge.datasets.datasets:
        if dataset.kind is DatasetKind.STANDARD:
            older = (("dataset", dataset.succeeds),) if dataset.succeeds else ()
            targets = (("dataset", dataset.id), *older)
            findings.append((_finding(targets, dataset.number or "", dataset.name, None, known), dataset))
    applying = [(finding, source) for finding, source in findings if not _ruled_out(finding)]
    gaps = [
        _gap(finding, source, view, body, known)
        for finding, source in applying
        if finding.state is not State.PUBLISHED
    ]
    return GapsAnswer(
        as_of=view.day,
        body=body_ref(body),
        assumed=answer.assumed,
        told=answer.told,
        notices=(*answer.notices, _NOT_FOUND_MEANS if known.catalogues else _UNCHECKED),
        catalogues=known.catalogues,
        coverage=CoverageOfBoth(
            items=_coverage([finding for finding, _ in applying if finding.kind == "item"], known),
            datasets=_coverage([finding for finding, _ in applying if finding.kind == "dataset"], known),
        ),
        gaps=_ranked(gaps),
        published=tuple(finding for finding, _ in applying if finding.state is State.PUBLISHED),
        ruled_out=tuple(finding for finding, _ in findings if _ruled_out(finding)),
    )


def _finding(
    targets: Sequence[Target], number: int | str, name: str, verdict: Verdict | None, known: Holdings
) -> Finding:
    """``targets``: the target itself, then the one of the earlier generation whose records count for it."""
    kind, target_id = targets[0]
    records = tuple(record for target in targets for record in known.records.get(target, ()))
    counts = [known.coverage[target] for target in targets if target in known.coverage]
    accepted, review = sum(count.accepted for count in counts), sum(count.review for count in counts)
    told = known.states.get((kind, target_id))
    notes = []
    if kind == "dataset" and any(record.old_form and record.decision == "accept" for record in records):
        notes.append(
            "旧様式（推奨データセット）の記録があります。自治体標準オープンデータセットへの移行を検討してください"
        )
    said = told is not None and told.state == "公開済"
    if said and not accepted and known.catalogues:
        notes.append("団体は公開済としていますが、目録には見つかりません。目録に載せてください")
    if verdict is Verdict.UNKNOWN and accepted:
        notes.append(
            "目録に記録がありますが、判定に必要な事実が登録されていません（konkyo why で質問を確かめられます）"
        )
    state = State.NOT_FOUND
    if accepted or said:
        state = State.PUBLISHED
    elif review:
        state = State.UNCERTAIN
    return Finding(
        kind=kind,
        id=target_id,
        number=number,
        name=name,
        state=state,
        verdict=verdict,
        records=records,
        accepted=accepted,
        review=review,
        told=told,
        notes=tuple(notes),
    )


def _ruled_out(finding: Finding) -> bool:
    return finding.told is not None and finding.told.state == "対象外"


def _gap(
    finding: Finding, source: ItemAnswer | StandardDataset, view: KnowledgeAt, body: Body, known: Holdings
) -> Gap:
    target = (finding.kind, finding.id)
    circumstances = Circumstances(
        review=finding.review,
        vanished=known.vanished.get(target, 0),
        precedents=known.precedents.get(target, 0),
        told=finding.told,
    )
    questions: tuple[Question, ...] = ()
    datasets: tuple[DatasetRef, ...] = ()
    if isinstance(source, ItemAnswer):
        scoring = reasons_for_item(source, circumstances, view)
        questions, datasets = source.questions, source.datasets
        exact = next((dataset.name for dataset in source.datasets if dataset.kind == "exact"), "")
        known_step = step_to_know(source, body)
        name = str(source.number) if isinstance(source.number, int) else source.id
    else:
        scoring = reasons_for_dataset(source, circumstances, view)
        exact, known_step, name = source.name, None, source.id
    step = known_step or step_to_publish(
        name,
        body,
        review=finding.review,
        told=finding.told,
        form=exact,
    )
    return Gap(
        **structs.asdict(finding),
        rank=0,
        score=points_of(scoring),
        reasons=tuple(reason.text for reason in scoring),
        scoring=scoring,
        next_step=step.whole,
        command=step.command,
        questions=questions,
        datasets=datasets,
    )


def _ranked(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """By score; items before datasets and then in their own order where scores are equal. Unknown ones last."""
    ordered = sorted(gaps, key=lambda gap: (gap.verdict is Verdict.UNKNOWN, -gap.score, gap.kind != "item"))
    return tuple(structs.replace(gap, rank=rank) for rank, gap in enumerate(ordered, start=1))


def _coverage(findings: Sequence[Finding], known: Holdings) -> Coverage:
    """Counts of what surely applies: an item with the verdict "unknown" is no target yet."""
    targets = [finding for finding in findings if finding.verdict is not Verdict.UNKNOWN]
    counts = {state: sum(finding.state is state for finding in targets) for state in State}
    published = counts[State.PUBLISHED]
    return Coverage(
        target=len(targets),
        published=published,
        uncertain=counts[State.UNCERTAIN],
        not_found=counts[State.NOT_FOUND],
        ratio=round(published / len(targets), 4) if targets and known.catalogues else None,
    )
