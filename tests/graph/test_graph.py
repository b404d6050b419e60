"""The graph over the real knowledge: edges, dates, structure, impact, search."""

from datetime import date

import pytest

from registry.errors import UsageError
from registry.graph.build import build_graph
from registry.graph.edges import RELATION_LABELS, all_edges
from registry.graph.finding import find
from registry.graph.neighbourhood import impact, neighbours
from registry.graph.nodes import KIND_LABELS, nodes_of
from registry.graph.resolve import node_of, resolve
from registry.graph.reversed_labels import REVERSED_LABELS
from registry.graph.structure import examine_graph, examine_structure
from registry.knowledge.base import Knowledge
from registry.knowledge.items import Item
from registry.knowledge.laws import Law, Provision
from registry.knowledge.snapshot import load

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def test_every_edge_joins_two_nodes_by_a_named_relation(knowledge: Knowledge) -> None:
    nodes = nodes_of(knowledge)
    edges = list(all_edges(knowledge, nodes))
    assert len(edges) > 5_000
    assert {edge.relation for edge in edges} <= set(RELATION_LABELS)
    assert all(edge.source in nodes.by_key and edge.target in nodes.by_key for edge in edges)


def test_all_kinds_of_the_model_are_there(knowledge: Knowledge) -> None:
    kinds = {node.kind for node in nodes_of(knowledge).by_key.values()}
    assert kinds == set(KIND_LABELS)


def test_the_graph_of_a_day_is_part_of_the_whole(knowledge: Knowledge) -> None:
    whole, before = build_graph(knowledge), build_graph(knowledge, date(2026, 11, 1))
    assert set(before.edges(keys=True)) < set(whole.edges(keys=True))
    ministries = {
        target
        for _, target, data in before.out_edges("item/item-05", data=True)
        if data["relation"] == "under"
    }
    assert ministries == {"ministry/cabinet_office"}


def test_the_structure_is_in_order(knowledge: Knowledge) -> None:
    report = examine_structure(knowledge)
    assert report.flaws == ()
    assert report.kinds["item"] == 24


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("旅券", {"law/passport_act", "item/item-06"}),
        ("ＮＰＯ法", {"law/npo_act"}),
        ("NPO", {"law/npo_act", "item/item-01"}),
        ("自転車法", {"law/bicycle_act"}),
        ("漁港漁場整備法", {"law/fishing_port_act"}),
        ("道交法", {"law/road_traffic_act"}),
        ("昭和二十七年法律第百八十号", {"law/road_act"}),
        ("327AC1000000180", {"law/road_act"}),
        ("ｵｰﾌﾟﾝﾃﾞｰﾀ一覧", {"dataset/ods-06", "dataset/rds-14"}),
        ("水防", {"law/flood_act"}),
        ("道路臺帳", {"item/item-15"}),
    ],
)
def test_search_finds_the_right_node_first(knowledge: Knowledge, words: str, first: set[str]) -> None:
    answer = find(words, knowledge.at(TODAY))
    assert answer.found
    assert answer.found[0].key in first


def test_search_without_a_hit_is_empty(knowledge: Knowledge) -> None:
    assert find("宇宙エレベーター", knowledge.at(TODAY)).found == ()


@pytest.mark.parametrize(
    ("text", "article", "expected"),
    [
        ("10", "", "item-10"),
        ("漁港台帳", "", "item-10"),
        ("漁港法", "", "fishing_port_act"),
        ("漁港及び漁場の整備等に関する法律", "", "fishing_port_act"),
        ("平成28年法律第103号", "", "kanmin_data_act"),
        ("道路法", "第二十八条第三項", "road_act:28条3項"),
        ("道路法28条3項", "", "road_act:28条3項"),
        ("官民データ活用推進基本法", "9条3項", "kanmin_data_act:9条3項"),
    ],
)
def test_words_lead_to_what_is_meant(knowledge: Knowledge, text: str, article: str, expected: str) -> None:
    meant = resolve(text, article, knowledge.at(TODAY))
    assert isinstance(meant, Item | Law | Provision)
    assert meant.id == expected


def test_a_renumbered_article_is_found_by_the_number_of_the_day(knowledge: Knowledge) -> None:
    rule = "漁港漁場整備法施行規則"
    before = resolve(rule, "10条", knowledge.at(date(2018, 4, 1)))
    today = resolve(rule, "19条", knowledge.at(TODAY))
    assert isinstance(before, Provision)
    assert before == today
    with pytest.raises(UsageError) as caught:
        resolve(rule, "10条", knowledge.at(TODAY))
    assert "19条" in caught.value.why


def test_a_wrong_article_names_those_that_are_kept(knowledge: Knowledge) -> None:
    with pytest.raises(UsageError) as caught:
        resolve("道路法", "999条", knowledge.at(TODAY))
    assert "28条3項" in caught.value.why


def test_neighbours_of_an_item(knowledge: Knowledge) -> None:
    view = knowledge.at(TODAY)
    around = {(near.relation, near.id) for near in neighbours(node_of(knowledge.item("19"), view), view)}
    assert ("carried-by", "ods-18") in around
    assert ("held-by", knowledge.items["item-19"].holders[0].holder) in around


def test_what_depends_on_a_law(knowledge: Knowledge) -> None:
    view = knowledge.at(TODAY)
    answer = impact(node_of(view.find_law("水防法"), view), view)
    reached = {found.key: found for found in answer.dependents}
    assert "item/item-16" in reached
    assert "provision/flood_act:15条3項" in reached
    assert all(found.path[0] == key and found.path[-1] == "law/flood_act" for key, found in reached.items())
    assert all(len(found.path) == found.distance + 1 for found in reached.values())


@pytest.mark.parametrize(
    ("check", "cut", "added"),
    [
        ("G1", ("holder/road_administrator", None), None),
        ("G2", None, ("law/road_act", "law/road_rule", "carries-out")),
        ("G3", ("step/A1", "leads-to"), None),
        ("G4", (None, "part-of"), None),
    ],
)
def test_each_structural_check_sees_its_flaw(
    knowledge: Knowledge,
    check: str,
    cut: tuple[str | None, str | None] | None,
    added: tuple[str, str, str] | None,
) -> None:
    graph = build_graph(knowledge)
    if cut is not None:
        node, relation = cut
        lost = [
            (a, b, key)
            for a, b, key, named in graph.edges(keys=True, data="relation")
            if (node is None or node in (a, b)) and (relation is None or named == relation)
        ]
        graph.remove_edges_from(lost)
    if added is not None:
        graph.add_edge(added[0], added[1], relation=added[2])
    found = {flaw.check for flaw in examine_graph(graph, knowledge).flaws}
    assert check in found
    assert found <= {check, "G1"}


def test_every_relation_reads_in_both_directions() -> None:
    assert REVERSED_LABELS.keys() == RELATION_LABELS.keys()
    assert all("「" not in label for label in REVERSED_LABELS.values())
