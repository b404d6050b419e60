"""Drafting for a body: everything that a draft needs, gathered from the knowledge and the workspace."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.gaps import GapsAnswer
from registry.analysis.measures import measures_view
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import FactKey
from registry.plan.document import Document
from registry.plan.draft import TEMPLATE, draft_plan
from registry.plan.gathering import gaps_for, told_by
from registry.plan.inputs import DraftInputs
from registry.plan.proposing import choose
from registry.plan.register import Period, Style, parse_period
from registry.publishing.answers import answer_publishable
from registry.publishing.verdicts import Answer

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

COMPUTED = ("as_of", "knowledge", "konkyo", "generated")
"""Keys of the front matter that say what a draft was made from; people's own settings are the others."""


class Settings(Struct, frozen=True, kw_only=True):
    """What a planner chose for a draft; kept in its front matter, so that it can be made again."""

    template: str = TEMPLATE
    period: Period | None = None
    actions: tuple[str, ...] = ()
    """Ids; empty: proposed by pillar."""
    style: Style = Style.DEARU
    with_grounds: bool = False


class Drafted(Struct, frozen=True, kw_only=True):
    """A draft, and the gaps that it was written from."""

    document: Document
    gaps: GapsAnswer


def settings_of(front: Mapping[str, str]) -> Settings:
    """The settings in the front matter of a draft.

    Raises UsageError for a period that cannot be read, ValueError never: what is unknown is as if it were not there.
    """
    period = front.get("period", "")
    style = front.get("style", "")
    return Settings(
        template=front.get("template") or TEMPLATE,
        period=parse_period(period) if period else None,
        actions=tuple(filter(None, front.get("actions", "").split(","))),
        style=Style(style) if style in list(Style) else Style.DEARU,
        with_grounds=front.get("with_grounds", "") == "yes",
    )


def draft_for(
    view: KnowledgeAt,
    body: Body,
    settings: Settings,
    store: "Workspace | None" = None,
    *,
    assumed: Mapping[FactKey, Answer] | None = None,
    version: str = "",
) -> Drafted:
    """The draft of a body's plan; without a workspace nothing is known of its catalogue and its measures.

    Raises UsageError as ``draft_plan`` and for unknown actions.
    """
    told = told_by(body, store)
    decided = answer_publishable(view, body, None, told, dict(assumed or {}))
    gaps, profile = gaps_for(view, body, store, told, assumed, decided)
    document = draft_plan(
        DraftInputs(
            view=view,
            body=body,
            publishable=decided,
            gaps=gaps,
            measures=measures_view(store, view, body, view.day, gaps) if store is not None else None,
            actions=choose(view.knowledge, settings.actions, gaps),
            period=settings.period,
            style=settings.style,
            profile=profile,
            fingerprint=view.knowledge.fingerprint,
            version=version,
            with_grounds=settings.with_grounds,
        ),
        settings.template,
    )
    return Drafted(document=document, gaps=gaps)
