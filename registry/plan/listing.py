"""The actions to choose from, with what links them to a body's gaps."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Grade
from registry.plan.inputs import ChosenAction
from registry.publishing.answers import BodyRef


class ActionLine(Struct, frozen=True, kw_only=True):
    """An action as it is offered."""

    id: str
    title: str
    pillar: str
    pillar_name: str
    fields: tuple[str, ...]
    article: str
    kpi: str
    formula: str
    examples: int
    proposed: bool
    """True when the draft of the body would propose it."""
    why: str
    status: Grade


class ActionList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan actions``."""

    as_of: date
    body: BodyRef | None
    actions: tuple[ActionLine, ...]


def list_actions(
    view: KnowledgeAt,
    body: BodyRef | None = None,
    proposals: Sequence[ChosenAction] = (),
    pillar: int | None = None,
) -> ActionList:
    """All actions, or those of one pillar; ``proposals`` are marked."""
    knowledge = view.knowledge
    pillars = {entry.id: entry for entry in knowledge.plan.pillars}
    fields = {entry.id: entry.name for entry in knowledge.plan.fields}
    reasons = {choice.action.id: choice.why for choice in proposals}
    return ActionList(
        as_of=view.day,
        body=body,
        actions=tuple(
            ActionLine(
                id=action.id,
                title=action.title,
                pillar=action.pillar,
                pillar_name=pillars[action.pillar].short,
                fields=tuple(fields[field] for field in action.fields),
                article=action.article,
                kpi=action.kpi.name,
                formula=action.kpi.formula,
                examples=len(action.examples),
                proposed=action.id in reasons,
                why=reasons.get(action.id, ""),
                status=action.status,
            )
            for action in knowledge.actions.actions
            if pillar is None or pillars[action.pillar].number == pillar
        ),
    )
