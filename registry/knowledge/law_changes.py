"""What changed in the laws between two days: new titles, amendments in force, other ministries."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.cards import ItemRef, items_of_law
from registry.knowledge.facts import Grade
from registry.knowledge.laws import Law


class ChangeKind(StrEnum):
    """What changed."""

    RENAMED = "改題"
    MINISTRY = "所管"
    EVENT = "改正など"


class LawChange(Struct, frozen=True, kw_only=True):
    """One change of one law."""

    law: str
    """Id of the law."""
    title: str
    """Its title on the later day."""
    on: date
    kind: ChangeKind
    text: str
    status: Grade
    items: tuple[ItemRef, ...]
    """Information items that rest on the law."""


def law_changes(view: KnowledgeAt, since: date) -> tuple[LawChange, ...]:
    """Changes that took effect after ``since`` and by the day of ``view``, latest first.

    Only what is recorded of the laws: that nothing is listed does not say that nothing changed.
    """
    found = [
        LawChange(
            law=law.id,
            title=law.title_on(view.day),
            on=on,
            kind=kind,
            text=text,
            status=status,
            items=tuple(items_of_law(law, view)),
        )
        for law in view.knowledge.laws.values()
        for on, kind, text, status in _changes(law, view)
        if since < on <= view.day
    ]
    order = list(ChangeKind)
    return tuple(
        sorted(found, key=lambda change: (-change.on.toordinal(), order.index(change.kind), change.law))
    )


def _changes(law: Law, view: KnowledgeAt) -> Iterator[tuple[date, ChangeKind, str, Grade]]:
    for before, name in zip(law.names, law.names[1:], strict=False):
        if name.since is not None:
            yield name.since, ChangeKind.RENAMED, f"「{before.title}」から「{name.title}」へ", name.status
    for earlier, term in zip(law.ministries, law.ministries[1:], strict=False):
        if term.since is not None:
            names = [
                "、".join(view.knowledge.ministries[key].name for key in one.ministries)
                for one in (earlier, term)
            ]
            yield term.since, ChangeKind.MINISTRY, f"所管が{names[0]}から{names[1]}へ", term.status
    for event in law.events:
        if event.on is not None:
            yield event.on, ChangeKind.EVENT, event.text, event.status
