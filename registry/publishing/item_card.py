"""An item with its place in the graph, for nobody in particular."""

from datetime import date

from msgspec import Struct

from registry.graph.neighbourhood import NeighbourCard
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.items import Item
from registry.publishing.answers import ItemAnswer, answer_item
from registry.publishing.verdicts import Asker


class ItemCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo show`` for an information item."""

    kind: str = "item"
    as_of: date
    notices: tuple[str, ...]
    item: ItemAnswer
    neighbours: tuple[NeighbourCard, ...]


def answer_item_card(view: KnowledgeAt, item: Item, neighbours: tuple[NeighbourCard, ...]) -> ItemCard:
    """An item for nobody in particular, with its neighbours in the graph."""
    answer = answer_item(item, Asker(), view)
    return ItemCard(as_of=view.day, notices=view.notices(), item=answer, neighbours=neighbours)
