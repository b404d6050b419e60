"""Every export parses back, keeps all nodes and edges, and hostile labels stay inert."""

import io
import json
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import networkx
import pytest
import rdflib

from registry.graph.edges import Edge
from registry.graph.exports import ExportForm, export
from registry.graph.nodes import Node
from registry.graph.resolve import node_of
from registry.graph.selection import Selection, select
from registry.knowledge.facts import Grade
from registry.knowledge.snapshot import load

TODAY = date(2026, 11, 25)
GOLDEN = Path(__file__).parent / "golden"
HOSTILE = '"];\n</text><script>alert(1)</script>\x1b[31m|`\\ & \u202e]]>'


def node(key: str, label: str) -> Node:
    kind, _, identifier = key.partition("/")
    return Node(
        key=key, kind=kind, id=identifier, label=label, status=Grade.VERIFIED, origin="seed", value=None
    )


def small(label: str = "道路台帳") -> Selection:
    return Selection(
        as_of=TODAY,
        centre="item/item-15",
        nodes=(
            node("item/item-15", label),
            node("provision/road_act:28条3項", "28条3項（閲覧を求められたら拒めない）"),
            node("ministry/mlit", "国土交通省"),
        ),
        edges=(
            Edge(
                source="item/item-15", target="provision/road_act:28条3項", relation="based-on", reason="根拠"
            ),
            Edge(source="item/item-15", target="ministry/mlit", relation="under"),
        ),
    )


@pytest.mark.parametrize("form", list(ExportForm))
def test_golden_bytes(form: ExportForm) -> None:
    assert export(small(), form) == (GOLDEN / f"item.{form.value}").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", list(ExportForm))
def test_the_same_selection_gives_the_same_bytes(form: ExportForm) -> None:
    knowledge = load()
    view = knowledge.at(TODAY)
    chosen = select(knowledge, TODAY, node_of(knowledge.item("16"), view))
    assert export(chosen, form) == export(select(knowledge, TODAY, node_of(knowledge.item("16"), view)), form)


def test_graphml_and_json_ld_of_the_whole_graph_parse_back() -> None:
    chosen = select(load(), TODAY)
    graph = networkx.parse_graphml(export(chosen, ExportForm.GRAPHML), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(chosen.nodes), len(chosen.edges))
    data = json.loads(export(chosen, ExportForm.JSONLD))
    assert len(data["@graph"]) == len(chosen.nodes)
    triples = rdflib.Graph()
    triples.parse(io.StringIO(export(small(), ExportForm.JSONLD)), format="json-ld")
    item = rdflib.URIRef("urn:konkyo:item/item-15")
    assert (
        item,
        rdflib.URIRef("urn:konkyo:term:under"),
        rdflib.URIRef("urn:konkyo:ministry/mlit"),
    ) in triples


@pytest.mark.parametrize("number", ["1", "10", "17", "22", "23"])
def test_the_picture_is_sound_xml_with_title_and_all_boxes(number: str) -> None:
    knowledge = load()
    view = knowledge.at(TODAY)
    chosen = select(knowledge, TODAY, node_of(knowledge.item(number), view))
    root = ElementTree.fromstring(export(chosen, ExportForm.SVG))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title") is not None
    boxes = [rect for rect in root.iter(f"{space}rect") if rect.get("rx") == "5"]
    assert len(boxes) == len(chosen.nodes)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for box in boxes:
        assert 0 <= float(box.get("x", "-1")) <= width - float(box.get("width", "0"))
        assert 0 <= float(box.get("y", "-1")) <= height - float(box.get("height", "0"))


@pytest.mark.parametrize("form", list(ExportForm))
def test_hostile_labels_stay_inert(form: ExportForm) -> None:
    text = export(small(HOSTILE), form)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if form in (ExportForm.SVG, ExportForm.GRAPHML):
        root = ElementTree.fromstring(text)
        assert not [element for element in root.iter() if element.tag.endswith("script")]
    elif form is ExportForm.JSONLD:
        assert json.loads(text)["@graph"][0]["label"].startswith('"];')
    else:
        assert len(text.splitlines()) == len(export(small(), form).splitlines())


def test_edges_that_differ_in_their_reason_are_all_kept() -> None:
    knowledge = load()
    chosen = select(knowledge, TODAY)
    steps = [(edge.source, edge.target, edge.reason) for edge in chosen.edges if edge.relation == "leads-to"]
    answers = [answer for step in knowledge.guide.nodes for answer in step.answers]
    assert len(steps) == len(answers)
    drawn = export(chosen, ExportForm.MERMAID)
    assert all(answer.answer[:5] in drawn for answer in answers if answer.answer.isalpha())
