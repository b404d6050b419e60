"""The eight places, each loaded when it is first opened."""

from importlib import import_module

from tui.places.base import Place

PLACES: dict[str, tuple[str, str, str]] = {
    "home": ("ホーム", "tui.places.home", "Home"),
    "items": ("情報項目", "tui.places.items", "Items"),
    "gaps": ("ギャップ", "tui.places.gaps", "Gaps"),
    "review": ("対応付け", "tui.places.review", "Review"),
    "plan": ("計画", "tui.places.plan", "Plan"),
    "laws": ("法令", "tui.places.laws", "Laws"),
    "check": ("点検", "tui.places.check", "Check"),
    "guide": ("ガイド", "tui.places.guide", "Guide"),
}
"""Name, title, module and class of each, in the order of their digits."""


def make_place(name: str) -> Place:
    """A new place of that name."""
    _, module, kind = PLACES[name]
    place: Place = getattr(import_module(module), kind)()
    return place
