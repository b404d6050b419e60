"""A node with what is next to it, and what depends on it."""

from collections import deque
from datetime import date
from functools import cache

from msgspec import Struct

from registry.graph.edges import RELATION_LABELS, Edge, all_edges
from registry.graph.nodes import KIND_LABELS, Node, nodes_of
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.facts import Grade


class Adjacency:
    """Edges by both of their ends."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.nodes = nodes_of(knowledge)
        self.outgoing: dict[str, list[Edge]] = {}
        self.incoming: dict[str, list[Edge]] = {}
        for edge in all_edges(knowledge, self.nodes):
            self.outgoing.setdefault(edge.source, []).append(edge)
            self.incoming.setdefault(edge.target, []).append(edge)


@cache
def adjacency_of(knowledge: Knowledge) -> Adjacency:
    """The adjacency of a knowledge, built once."""
    return Adjacency(knowledge)


class NeighbourCard(Struct, frozen=True, kw_only=True):
    """A node next to the one shown."""

    direction: str
    """"out" when the shown node names it, "in" when it names the shown node."""
    relation: str
    relation_label: str
    key: str
    id: str
    kind: str
    kind_label: str
    label: str
    reason: str
    since: date | None
    until: date | None


class NodeCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo show`` for any node but laws and provisions."""

    kind: str
    as_of: date
    key: str
    id: str
    label: str
    kind_label: str
    status: Grade | None
    origin: str
    facts: dict[str, object]
    """The node's own fields, as they stand in seed/ (texts, numbers, lists)."""
    neighbours: tuple[NeighbourCard, ...]
    notices: tuple[str, ...]


def node_card(node: Node, view: KnowledgeAt) -> NodeCard:
    """A node with its fields and the neighbours of the day."""
    from msgspec import to_builtins

    return NodeCard(
        kind=node.kind,
        as_of=view.day,
        key=node.key,
        id=node.id,
        label=node.label,
        kind_label=KIND_LABELS[node.kind],
        status=node.status,
        origin=node.origin,
        facts=to_builtins(node.value),
        neighbours=neighbours(node, view),
        notices=view.notices(),
    )


def neighbours(node: Node, view: KnowledgeAt) -> tuple[NeighbourCard, ...]:
    """What is next to a node on the day, named ones first."""
    adjacency = adjacency_of(view.knowledge)
    found: dict[tuple[str, str, str], NeighbourCard] = {}
    for direction, edges in (("out", adjacency.outgoing), ("in", adjacency.incoming)):
        for edge in edges.get(node.key, ()):
            if not edge.holds_on(view.day):
                continue
            other = adjacency.nodes.by_key[edge.target if direction == "out" else edge.source]
            found.setdefault(
                (direction, edge.relation, other.key),
                NeighbourCard(
                    direction=direction,
                    relation=edge.relation,
                    relation_label=RELATION_LABELS[edge.relation],
                    key=other.key,
                    id=other.id,
                    kind=other.kind,
                    kind_label=KIND_LABELS[other.kind],
                    label=other.label,
                    reason=edge.reason,
                    since=edge.since,
                    until=edge.until,
                ),
            )
    return tuple(found.values())


class Dependent(Struct, frozen=True, kw_only=True):
    """A node that rests on the one asked about."""

    key: str
    kind: str
    kind_label: str
    label: str
    distance: int
    path: tuple[str, ...]
    """Keys from the dependent node down to the one asked about."""


class ImpactAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo impact``."""

    as_of: date
    key: str
    label: str
    dependents: tuple[Dependent, ...]
    notices: tuple[str, ...]


_CARRIES = {
    "part-of",
    "based-on",
    "opened-by",
    "held-under",
    "governed-by",
    "carries-out",
    "cites",
    "carried-by",
    "publishes",
    "needs-law",
    "related-law",
    "duty-in",
    "under-pillar",
    "held-by",
    "under",
    "succeeds",
    "in-field-of",
}
"""Relations along which a change of the target reaches the source."""


def impact(node: Node, view: KnowledgeAt, depth: int = 3) -> ImpactAnswer:
    """Everything that would have to be looked at if ``node`` changed, nearest first, up to ``depth`` steps."""
    adjacency = adjacency_of(view.knowledge)
    paths: dict[str, tuple[str, ...]] = {node.key: (node.key,)}
    waiting = deque([node.key])
    while waiting:
        key = waiting.popleft()
        if len(paths[key]) > depth:
            continue
        for edge in adjacency.incoming.get(key, ()):
            if edge.relation in _CARRIES and edge.holds_on(view.day) and edge.source not in paths:
                paths[edge.source] = (edge.source, *paths[key])
                waiting.append(edge.source)
    dependents = (
        Dependent(
            key=key,
            kind=adjacency.nodes.by_key[key].kind,
            kind_label=KIND_LABELS[adjacency.nodes.by_key[key].kind],
            label=adjacency.nodes.by_key[key].label,
            distance=len(path) - 1,
            path=path,
        )
        for key, path in paths.items()
        if key != node.key
    )
    return ImpactAnswer(
        as_of=view.day, key=node.key, label=node.label, dependents=tuple(dependents), notices=view.notices()
    )
