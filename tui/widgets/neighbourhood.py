"""A node of the graph with what is next to it, drawn in plain characters; neighbours can be walked to."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from registry.graph.neighbourhood import NeighbourCard, NodeCard, node_card
from registry.graph.nodes import nodes_of
from registry.graph.reversed_labels import REVERSED_LABELS
from registry.knowledge.base import KnowledgeAt
from registry.text.display import truncate
from registry.text.inert import inert
from tui.widgets.passages import Passage

_LEFT_OUT = ("source", "column")
"""Kinds that would drown the rest."""
_LONGEST = 60
"""Cells of a label; the node itself shows it whole."""
_ARROWS = {"out": "--", "in": "<-"}


def graph_along(keys: Sequence[str], view: KnowledgeAt) -> list[Passage]:
    """The drawing of the last node of a trail of keys; says so where the knowledge has none of them."""
    by_key = nodes_of(view.knowledge).by_key
    trail = [by_key[key] for key in keys if key in by_key]
    if not trail:
        return [Passage("この基準日には見つかりません", "dim")]
    return list(neighbourhood_of(node_card(trail[-1], view), [node.label for node in trail[:-1]]))


def neighbourhood_of(card: NodeCard, trail: Sequence[str]) -> Iterator[Passage]:
    """The drawing; ``trail``: labels of the nodes that led here, the first one first."""
    if trail:
        yield Passage(" > ".join((*trail, card.label)), "dim")
    yield Passage(f"[{card.kind_label}] {card.label}", "heading")
    shown = [one for one in card.neighbours if one.kind not in _LEFT_OUT]
    hidden = len(card.neighbours) - len(shown)
    for direction in ("out", "in"):
        mine = sorted((one for one in shown if one.direction == direction), key=_said)
        for said, group in groupby(mine, key=_said):
            yield from _branch(direction, said, tuple(group))
    if not shown:
        yield Passage("  つながりはありません", "dim")
    if hidden:
        yield Passage("")
        yield Passage(f"ほかに出典と列 {hidden}", "dim")


def _branch(direction: str, said: str, group: tuple[NeighbourCard, ...]) -> Iterator[Passage]:
    yield Passage("  |", "dim")
    yield Passage(f"  +{_ARROWS[direction]} {said}", "accent")
    for one in group:
        label = truncate(inert(one.label), _LONGEST)
        yield Passage(f"  |     {label}", key=one.key, mark=one.kind_label, hang=8)


def _said(one: NeighbourCard) -> str:
    return one.relation_label if one.direction == "out" else REVERSED_LABELS[one.relation]
