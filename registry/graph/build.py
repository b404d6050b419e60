"""The knowledge as a networkx graph, for algorithms and for GraphML."""

from datetime import date
from typing import TYPE_CHECKING

from registry.graph.edges import RELATION_LABELS
from registry.graph.neighbourhood import adjacency_of
from registry.graph.nodes import KIND_LABELS
from registry.knowledge.base import Knowledge

if TYPE_CHECKING:
    import networkx


def build_graph(knowledge: Knowledge, on: date | None = None) -> "networkx.MultiDiGraph[str]":
    """A MultiDiGraph whose nodes are keys (``item/item-10``) and whose edges are keyed by relation and number.

    With ``on``, only edges that hold on that day are taken. Nodes carry kind, kind_label, label, status and
    origin; edges carry relation, label, reason, since, until and status, empty text where there is none.
    """
    import networkx

    adjacency = adjacency_of(knowledge)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in adjacency.nodes.by_key.values():
        graph.add_node(
            node.key,
            kind=node.kind,
            kind_label=KIND_LABELS[node.kind],
            label=node.label,
            status=node.status.value if node.status is not None else "",
            origin=node.origin,
        )
    for edges in adjacency.outgoing.values():
        for number, edge in enumerate(edges):
            if on is not None and not edge.holds_on(on):
                continue
            graph.add_edge(
                edge.source,
                edge.target,
                key=f"{edge.relation}-{number}",
                relation=edge.relation,
                label=RELATION_LABELS[edge.relation],
                reason=edge.reason,
                since=str(edge.since or ""),
                until=str(edge.until or ""),
                status=edge.status.value if edge.status is not None else "",
            )
    return graph
