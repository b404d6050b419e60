"""The part of the graph that an export shows: all of it, or what lies around one node."""

from collections import deque
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from registry.graph.edges import Edge
from registry.graph.neighbourhood import adjacency_of
from registry.graph.nodes import Node
from registry.knowledge.base import Knowledge


class Selection(Struct, frozen=True, kw_only=True):
    """Nodes and edges in a fixed order; every edge joins two of the nodes."""

    as_of: date
    centre: str | None
    """Key of the node asked for; None for the whole graph."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def select(
    knowledge: Knowledge,
    on: date,
    centre: Node | None = None,
    depth: int = 1,
    kinds: Iterable[str] = (),
    without: Iterable[str] = ("source", "column"),
) -> Selection:
    """Nodes within ``depth`` steps of ``centre`` on the day (or all nodes), and the edges among them.

    ``kinds`` keeps only these kinds, ``without`` leaves kinds out; the centre itself always stays.
    """
    adjacency = adjacency_of(knowledge)
    wanted, unwanted = set(kinds), set(without)

    def shown(key: str) -> bool:
        kind = adjacency.nodes.by_key[key].kind
        return (not wanted or kind in wanted) and kind not in unwanted

    if centre is None:
        keys = {key for key in adjacency.nodes.by_key if shown(key)}
    else:
        distance = {centre.key: 0}
        waiting = deque([centre.key])
        while waiting:
            key = waiting.popleft()
            if distance[key] >= depth:
                continue
            around = [edge.target for edge in adjacency.outgoing.get(key, ()) if edge.holds_on(on)]
            around += [edge.source for edge in adjacency.incoming.get(key, ()) if edge.holds_on(on)]
            for other in around:
                if other not in distance and shown(other):
                    distance[other] = distance[key] + 1
                    waiting.append(other)
        keys = set(distance)
    edges: dict[Edge, None] = {}
    for key in adjacency.nodes.by_key:
        if key not in keys:
            continue
        for edge in adjacency.outgoing.get(key, ()):
            if edge.target in keys and edge.holds_on(on):
                edges[edge] = None
    return Selection(
        as_of=on,
        centre=centre.key if centre is not None else None,
        nodes=tuple(node for key, node in adjacency.nodes.by_key.items() if key in keys),
        edges=tuple(edges),
    )
