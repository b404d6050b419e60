"""What the workspace knows of a body, gathered for gaps, drafts, lint and exports; loads nothing of drafting."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from registry.analysis.gaps import GapsAnswer, find_gaps
from registry.analysis.holdings import read_holdings
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import FactKey
from registry.publishing.answers import PublishableAnswer
from registry.publishing.verdicts import Answer

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


def told_by(body: Body, store: "Workspace | None") -> dict[FactKey, Answer]:
    """The facts that a body told; none without a workspace."""
    known = set(FactKey)
    return {
        FactKey(fact.fact_key): Answer(fact.answer)
        for fact in (store.facts(body.code) if store is not None else ())
        if fact.fact_key in known
    }


def gaps_for(
    view: KnowledgeAt,
    body: Body,
    store: "Workspace | None" = None,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
    decided: PublishableAnswer | None = None,
) -> tuple[GapsAnswer, Mapping[str, str]]:
    """The gaps of a body and what it said of itself; works without a workspace.

    ``decided``: the verdicts, where they were worked out already.
    """
    facts = dict(told) if told is not None else told_by(body, store)
    holdings = read_holdings(store, body.code) if store is not None else None
    kept = store.profile(body.code) if store is not None else None
    gaps = find_gaps(view, body, facts, dict(assumed or {}), holdings, decided=decided)
    return gaps, kept.details if kept is not None else {}
