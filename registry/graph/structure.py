"""Is the graph as a whole in order? Orphans, cycles where none may be, steps nobody reaches.

The rules on single files (``registry.knowledge.checks``) cannot see this; here the whole is looked at.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.graph.build import build_graph
from registry.graph.nodes import KIND_LABELS
from registry.knowledge.base import Knowledge

if TYPE_CHECKING:
    import networkx

ACYCLIC = ("part-of", "carries-out", "succeeded-by", "succeeds", "bureau-of", "has")
"""Relations that must not lead back. Steps of the decision guide may: who fails turns back to statistics."""

MAY_STAND_ALONE = frozenset(
    {
        "source",
        "licence",
        "codes",
        "document",
        "rule",
        "case",
        "example",
        "principle",
        "safety",
        "metadata",
        "procedure",
        "field",
        "dataset",
    }
)
"""Kinds that are read on their own and need no neighbour."""


class Flaw(Struct, frozen=True):
    """Something out of order in the whole."""

    check: str
    """G1 … G4."""
    key: str
    text: str


class StructureReport(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo graph check``."""

    nodes: int
    edges: int
    kinds: dict[str, int]
    relations: dict[str, int]
    flaws: tuple[Flaw, ...]


CHECKS = {
    "G1": "つながりのない節点がない",
    "G2": "輪があってはならない関係に輪がない",
    "G3": "判断の手順は始まりからすべてたどれる",
    "G4": "根拠法令のある情報項目は条項を経て法令に届く",
}


def examine_structure(knowledge: Knowledge) -> StructureReport:
    """Look at the whole graph."""
    graph = build_graph(knowledge)
    return examine_graph(graph, knowledge)


def examine_graph(graph: "networkx.MultiDiGraph[str]", knowledge: Knowledge) -> StructureReport:
    """Look at a graph that was built from ``knowledge``."""
    kinds: dict[str, int] = {}
    relations: dict[str, int] = {}
    for _, kind in graph.nodes(data="kind"):
        kinds[kind] = kinds.get(kind, 0) + 1
    for _, _, relation in graph.edges(data="relation"):
        relations[relation] = relations.get(relation, 0) + 1
    flaws = (
        *_orphans(graph),
        *_cycles(graph),
        *_unreached_steps(graph, knowledge),
        *_items_without_law(graph, knowledge),
    )
    return StructureReport(
        nodes=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        kinds=kinds,
        relations=relations,
        flaws=flaws,
    )


def _orphans(graph: "networkx.MultiDiGraph[str]") -> Iterator[Flaw]:
    for key, data in graph.nodes(data=True):
        kind = data["kind"]
        if kind in MAY_STAND_ALONE:
            continue
        linked = any(relation != "read-in" for _, _, relation in graph.out_edges(key, data="relation"))
        if not linked and graph.in_degree(key) == 0:
            yield Flaw("G1", key, f"{KIND_LABELS[kind]}「{data['label']}」は、どこともつながっていません")


def _cycles(graph: "networkx.MultiDiGraph[str]") -> Iterator[Flaw]:
    import networkx

    for relation in ACYCLIC:
        part: networkx.DiGraph[str] = networkx.DiGraph()
        part.add_edges_from((a, b) for a, b, named in graph.edges(data="relation") if named == relation)
        if not networkx.is_directed_acyclic_graph(part):
            ring = networkx.find_cycle(part)
            yield Flaw(
                "G2", ring[0][0], f"{relation} をたどると戻ります: {' → '.join(edge[0] for edge in ring)}"
            )


def _unreached_steps(graph: "networkx.MultiDiGraph[str]", knowledge: Knowledge) -> Iterator[Flaw]:
    import networkx

    start = knowledge.guide.start
    if start is None:
        return
    leads: networkx.DiGraph[str] = networkx.DiGraph()
    leads.add_node(f"step/{start}")
    leads.add_edges_from((a, b) for a, b, relation in graph.edges(data="relation") if relation == "leads-to")
    reached = {f"step/{start}", *networkx.descendants(leads, f"step/{start}")}
    for node in knowledge.guide.nodes:
        if f"step/{node.id}" not in reached:
            yield Flaw("G3", f"step/{node.id}", f"手順「{node.label}」には、始まりからたどり着けません")


def _items_without_law(graph: "networkx.MultiDiGraph[str]", knowledge: Knowledge) -> Iterator[Flaw]:
    for item in knowledge.items.values():
        provisions = [b for _, b, r in graph.out_edges(f"item/{item.id}", data="relation") if r == "based-on"]
        relations = {r for provision in provisions for _, _, r in graph.out_edges(provision, data="relation")}
        if item.has_legal_basis and "part-of" not in relations:
            yield Flaw(
                "G4", f"item/{item.id}", f"項番{item.number} {item.name}には、法令に届く条項がありません"
            )
