"""A selection of the graph as Mermaid, DOT, GraphML and JSON-LD. Same input, same bytes; labels cannot break out."""

import io
import json
from enum import StrEnum
from typing import Any

from registry.graph.edges import RELATION_LABELS, Edge
from registry.graph.nodes import KIND_LABELS, Node
from registry.graph.selection import Selection
from registry.graph.svg import to_svg
from registry.knowledge.laws import Law
from registry.text.inert import inert

LABEL_LENGTH = 60
"""Characters of a label in a drawing; the data formats carry the whole text."""


class ExportForm(StrEnum):
    """``--to`` of ``konkyo graph export``."""

    MERMAID = "mermaid"
    DOT = "dot"
    GRAPHML = "graphml"
    JSONLD = "jsonld"
    SVG = "svg"


def export(selection: Selection, form: ExportForm) -> str:
    """The selection in one form."""
    writers = {
        ExportForm.MERMAID: to_mermaid,
        ExportForm.DOT: to_dot,
        ExportForm.GRAPHML: to_graphml,
        ExportForm.JSONLD: to_jsonld,
        ExportForm.SVG: to_svg,
    }
    return writers[form](selection)


def short_label(node: Node) -> str:
    """A label for drawings: kind and name, on one line, not longer than LABEL_LENGTH."""
    text = f"{KIND_LABELS[node.kind]}: {inert(node.label)}"
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"


def edge_label(edge: Edge) -> str:
    """What an edge says in a drawing: its relation, and its reason where it has a short one."""
    reason = inert(edge.reason)
    shown = reason if len(reason) <= LABEL_LENGTH else reason[: LABEL_LENGTH - 1] + "…"
    return f"{RELATION_LABELS[edge.relation]}: {shown}" if shown else RELATION_LABELS[edge.relation]


def to_mermaid(selection: Selection) -> str:
    """A Mermaid flowchart; names of nodes are numbers, labels are quoted with HTML entities."""
    number = {node.key: f"n{at}" for at, node in enumerate(selection.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {number[node.key]}["{_entities(short_label(node))}"]' for node in selection.nodes]
    lines += [
        f'  {number[edge.source]} -- "{_entities(edge_label(edge))}" --> {number[edge.target]}'
        for edge in selection.edges
    ]
    return "\n".join(lines) + "\n"


def _entities(text: str) -> str:
    marked = {'"', "#", "&", "<", ">", "`", "\\", "[", "]", "{", "}", "|", ";"}
    return "".join(f"#{ord(character)};" if character in marked else character for character in text)


def to_dot(selection: Selection) -> str:
    """A Graphviz digraph with quoted names and labels."""
    lines = ["digraph konkyo {", '  rankdir="LR";', '  node [shape="box", fontname="Noto Sans CJK JP"];']
    lines += [f"  {_quoted(node.key)} [label={_quoted(short_label(node))}];" for node in selection.nodes]
    lines += [
        f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(edge_label(edge))}];"
        for edge in selection.edges
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + inert(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_graphml(selection: Selection) -> str:
    """GraphML with kind, label, status and origin of nodes, relation, reason and term of edges."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in selection.nodes:
        graph.add_node(
            node.key,
            kind=node.kind,
            label=inert(node.label),
            status=node.status.value if node.status is not None else "",
            origin=inert(node.origin),
        )
    for at, edge in enumerate(selection.edges):
        graph.add_edge(
            edge.source,
            edge.target,
            key=f"{edge.relation}-{at}",
            relation=edge.relation,
            label=RELATION_LABELS[edge.relation],
            reason=inert(edge.reason),
            since=str(edge.since or ""),
            until=str(edge.until or ""),
            status=edge.status.value if edge.status is not None else "",
        )
    stream = io.BytesIO()
    networkx.write_graphml_xml(graph, stream, prettyprint=True)
    return stream.getvalue().decode() + "\n"


CONTEXT: dict[str, Any] = {
    "konkyo": "urn:konkyo:term:",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "label": "rdfs:label",
    "identifier": "dct:identifier",
    "status": "konkyo:status",
    "origin": "konkyo:origin",
    "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
}
"""Terms of this project live under urn:konkyo:; no address under a government's host is made up."""


def to_jsonld(selection: Selection) -> str:
    """JSON-LD: one object per node, its edges as properties that name other nodes."""
    context = {
        **CONTEXT,
        **{
            name: {"@id": f"konkyo:{name}", "@type": "@id"}
            for name in sorted({edge.relation for edge in selection.edges})
        },
    }
    outgoing: dict[str, dict[str, list[str]]] = {}
    for edge in selection.edges:
        targets = outgoing.setdefault(edge.source, {}).setdefault(edge.relation, [])
        if node_uri(edge.target) not in targets:
            targets.append(node_uri(edge.target))
    graph = []
    for node in selection.nodes:
        described: dict[str, Any] = {
            "@id": node_uri(node.key),
            "@type": ["schema:Legislation", "konkyo:law"] if node.kind == "law" else f"konkyo:{node.kind}",
            "identifier": node.id,
            "label": inert(node.label),
            "origin": inert(node.origin),
        }
        if node.status is not None:
            described["status"] = node.status.value
        if isinstance(node.value, Law) and node.value.law_id is not None:
            described["sameAs"] = f"https://laws.e-gov.go.jp/law/{node.value.law_id}"
        graph.append({**described, **outgoing.get(node.key, {})})
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def node_uri(key: str) -> str:
    """The URN of a node; characters that a URN cannot hold are percent-encoded."""
    from urllib.parse import quote

    return "urn:konkyo:" + quote(key, safe="/:-._~")
