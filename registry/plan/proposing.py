"""Which actions to put into a plan: those chosen by id, or a proposal per pillar."""

from collections.abc import Sequence

from registry.analysis.gaps import GapsAnswer, State
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.plans import Action
from registry.plan.inputs import ChosenAction

PER_PILLAR = 3
"""How many actions are proposed per pillar; the guide advises to start small."""
_GAP_WEIGHT = 3
_MOST_EXAMPLES = 2


def choose(knowledge: Knowledge, wanted: Sequence[str], gaps: GapsAnswer) -> tuple[ChosenAction, ...]:
    """The actions of the ids, in the order of the list; without ids, a proposal.

    Raises UsageError for an id that does not exist.
    """
    if not wanted:
        return propose(knowledge, gaps)
    known = {action.id: action for action in knowledge.actions.actions}
    ids = list(dict.fromkeys(text.strip().upper() for text in wanted if text.strip()))
    missing = [text for text in ids if text not in known]
    if missing:
        raise UsageError(
            f"施策「{'、'.join(missing)}」はありません",
            where="--actions",
            mend="konkyo plan actions で番号を確かめてください（例: A01,B03）",
        )
    return tuple(
        ChosenAction(action, "選んだ施策", False) for action in known.values() if action.id in set(ids)
    )


def propose(knowledge: Knowledge, gaps: GapsAnswer, per_pillar: int = PER_PILLAR) -> tuple[ChosenAction, ...]:
    """For each pillar the actions that answer most of the body's gaps, then those done elsewhere.

    A target of which no catalogue says anything counts as well: it is to be looked into.
    """
    open_targets = {gap.id: gap.name for gap in gaps.gaps if gap.state is not State.PUBLISHED}
    proposed: list[ChosenAction] = []
    for pillar in knowledge.plan.pillars:
        actions = [action for action in knowledge.actions.actions if action.pillar == pillar.id]
        ranked = sorted(actions, key=lambda action: (-_score(action, open_targets), action.id))
        kept = sorted(ranked[:per_pillar], key=lambda action: action.id)
        proposed += [ChosenAction(action, _why(action, open_targets, gaps), True) for action in kept]
    return tuple(proposed)


def _linked(action: Action, open_targets: dict[str, str]) -> list[str]:
    return [open_targets[target] for target in (*action.items, *action.datasets) if target in open_targets]


def _score(action: Action, open_targets: dict[str, str]) -> int:
    return _GAP_WEIGHT * len(_linked(action, open_targets)) + min(len(action.examples), _MOST_EXAMPLES)


def _why(action: Action, open_targets: dict[str, str], gaps: GapsAnswer) -> str:
    linked = _linked(action, open_targets)
    if linked:
        stand = "目録で確かめられないデータ" if gaps.catalogues else "公開の状況を確かめるデータ"
        return f"{stand}に関わる（{'、'.join(linked[:3])}{'など' if len(linked) > 3 else ''}）"
    return f"他団体の例 {len(action.examples)}件" if action.examples else "柱の候補"
