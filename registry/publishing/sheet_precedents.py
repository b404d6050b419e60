"""Who has done it before (先行する例): examples of actions that use the data, and bodies whose catalogue has it."""

from collections.abc import Iterator, Sequence

from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.knowledge.cases import BodyExample, Case
from registry.knowledge.datasets import LinkKind, StandardDataset
from registry.knowledge.facts import Grade
from registry.knowledge.items import Item
from registry.publishing.sheet import Precedent, SheetDataset

MOST = 6
"""Precedents listed on a sheet."""


def precedents_of(
    knowledge: Knowledge,
    subject: Item | StandardDataset,
    datasets: Sequence[SheetDataset],
    body: Body | None,
    neighbours: Sequence[str] = (),
) -> tuple[Precedent, ...]:
    """At most MOST examples of other bodies; ``neighbours``: bodies of the workspace whose catalogue has the target.

    An example belongs to an action that publishes or uses the data; it does not say that the body publishes it.
    """
    found: dict[str, Precedent] = {}
    for precedent in (*_in_workspace(neighbours), *_of_actions(knowledge, subject, datasets, body)):
        found.setdefault(precedent.id, precedent)
    return tuple(found.values())[:MOST]


def _in_workspace(neighbours: Sequence[str]) -> Iterator[Precedent]:
    if neighbours:
        yield Precedent(
            bodies="、".join(neighbours),
            text="取り込んだ目録に、当たる記録があります",
            kind="目録",
            id="workspace",
            status=Grade.DERIVED,
        )


def _of_actions(
    knowledge: Knowledge,
    subject: Item | StandardDataset,
    datasets: Sequence[SheetDataset],
    body: Body | None,
) -> Iterator[Precedent]:
    forms = {dataset.id for dataset in datasets if dataset.link in ("", LinkKind.EXACT.value)}
    cases: dict[str, Case | BodyExample] = {case.id: case for case in knowledge.cases.cases}
    cases |= {example.id: example for example in knowledge.cases.examples}
    for action in knowledge.actions.actions:
        if subject.id not in action.items and not forms.intersection(action.datasets):
            continue
        for key in action.examples:
            example = cases[key]
            if body is None or body.code not in example.codes:
                yield _example(example, f"施策 {action.id}「{action.title}」の例")


def _example(example: Case | BodyExample, role: str) -> Precedent:
    text = example.summary if isinstance(example, Case) else example.text
    return Precedent(
        bodies=example.bodies,
        text=text,
        kind=role,
        id=example.id,
        status=example.status,
        checked=example.checked,
        sources=example.sources,
    )
