"""Caveats (留意事項) on personal data of the information items that a dataset carries."""

from msgspec import Struct

from registry.knowledge.base import Knowledge
from registry.knowledge.datasets import LinkKind
from registry.knowledge.items import Item

_KIND = "個人情報"


class ItemCaveat(Struct, frozen=True, kw_only=True):
    """A caveat on personal data, with the item that it belongs to."""

    item: str
    number: int | str
    """項番."""
    name: str
    text: str
    reference: str
    close: bool
    """True: the table carries the item or a part of it, so findings weigh one step more; False: only a likeness."""


def caveats_of_item(item: Item, *, close: bool = True) -> tuple[ItemCaveat, ...]:
    """The caveats on personal data of an item."""
    return tuple(
        ItemCaveat(
            item=item.id,
            number=item.number,
            name=item.name,
            text=caveat.text,
            reference=caveat.reference,
            close=close,
        )
        for caveat in item.caveats
        if _KIND in caveat.kind.split("・")
    )


def caveats_for(knowledge: Knowledge, dataset: str | None) -> tuple[ItemCaveat, ...]:
    """Caveats of all items that the standard dataset carries (``exact``, ``partial``) or resembles, close ones first."""
    found: list[ItemCaveat] = []
    for link in knowledge.datasets.links:
        if dataset is None or link.dataset != dataset or link.item not in knowledge.items:
            continue
        close = link.kind in (LinkKind.EXACT, LinkKind.PARTIAL)
        found.extend(caveats_of_item(knowledge.items[link.item], close=close))
    return tuple(sorted(found, key=lambda caveat: not caveat.close))
