"""What commands call an item or a standard dataset, resolved to its kind and id."""

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.datasets import DatasetKind, StandardDataset
from registry.knowledge.plans import Action
from registry.text.normalise import fold
from registry.workspace.domain import TargetKind


class TargetRef(Struct, frozen=True):
    """An item or a standard dataset of today's generation."""

    kind: TargetKind
    id: str
    name: str


def find_target(knowledge: Knowledge, text: str) -> TargetRef:
    """The target of that 項番, id or name; a dataset of the earlier generation means its successor.

    Raises UsageError when nothing answers to the text.
    """
    wanted = fold(text)
    successors = {
        dataset.succeeds: dataset for dataset in knowledge.datasets.datasets if dataset.succeeds is not None
    }
    for dataset in sorted(knowledge.datasets.datasets, key=lambda one: one.kind is not DatasetKind.STANDARD):
        names = (dataset.id, dataset.name, *dataset.aliases)
        if wanted in {fold(name) for name in names}:
            return _dataset(successors.get(dataset.id, dataset))
    try:
        item = knowledge.item(text)
    except UsageError as unknown:
        raise UsageError(
            f"「{text}」に当たる情報項目も標準データセットもありません",
            why="項番（1〜24）、ID（item-16、ods-03 など）、名称のどれとも一致しません",
            mend=f"konkyo search {text} で探してください",
        ) from unknown
    return TargetRef("item", item.id, item.name)


def _dataset(dataset: StandardDataset) -> TargetRef:
    return TargetRef("dataset", dataset.id, dataset.name)


def name_of_target(knowledge: Knowledge, kind: str, target_id: str) -> str:
    """The name to show; the id itself when the knowledge has it no more."""
    if kind == "item":
        item = knowledge.items.get(target_id)
        return target_id if item is None else item.name
    return next(
        (dataset.name for dataset in knowledge.datasets.datasets if dataset.id == target_id), target_id
    )


def actions_with(knowledge: Knowledge, kind: str, target_id: str) -> tuple[Action, ...]:
    """The actions of a plan that publish or use a target, in their own order."""
    return tuple(
        action
        for action in knowledge.actions.actions
        if target_id in (action.items if kind == "item" else action.datasets)
    )
