"""Search over names and descriptions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.text.normalise import fold
from registry.text.search import Closeness, Entry, SearchIndex

ENTRIES = [
    Entry("road_act", 2, ("道路法",), ("道路の種類と管理、道路台帳の閲覧を定める法律",)),
    Entry("road_traffic_act", 2, ("道路交通法", "道交法")),
    Entry("fishing_port_act", 2, ("漁港及び漁場の整備等に関する法律", "漁港漁場整備法", "漁港法")),
    Entry(
        "bicycle_act", 2, ("自転車の安全利用の促進及び自転車等の駐車対策の総合的推進に関する法律", "自転車法")
    ),
    Entry("npo_act", 2, ("特定非営利活動促進法", "NPO法")),
    Entry("passport_act", 2, ("旅券法",), ("旅券の発給について定める法律",)),
    Entry("item-06", 3, ("旅券の発給申請に関する情報",), ("旅券法に基づく申請",)),
    Entry("item-15", 3, ("道路台帳",), ("道路法28条",)),
    Entry("shichigahama", 1, ("七ヶ浜町",)),
]


def found(query: str) -> list[str]:
    """Ids found, best first."""
    return [hit.id for hit in SearchIndex(ENTRIES).search(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("旅券法", ["passport_act", "item-06"]),
        ("旅券", ["item-06", "passport_act"]),
        ("ＮＰＯ法", ["npo_act"]),
        ("npo", ["npo_act"]),
        ("自転車法", ["bicycle_act"]),
        ("漁港漁場整備法", ["fishing_port_act"]),
        ("漁港 漁場 整備法", ["fishing_port_act"]),
        ("漁港　整備", ["fishing_port_act"]),
        ("道交法", ["road_traffic_act"]),
        ("道路", ["item-15", "road_act", "road_traffic_act"]),
        ("道路 28条", ["item-15"]),
        ("台帳", ["item-15", "road_act"]),
        ("道路臺帳", ["item-15", "road_act"]),
        ("七が浜", ["shichigahama"]),
        ("が浜町", ["shichigahama"]),
        ("旅券 道路", []),
        ("存在しない語", []),
    ],
)
def test_what_is_found_and_in_which_order(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_a_hit_tells_what_was_met() -> None:
    hits = SearchIndex(ENTRIES).search("漁港漁場整備法")
    assert [(hit.text, hit.closeness) for hit in hits] == [("漁港漁場整備法", Closeness.EXACT)]
    by_body = SearchIndex(ENTRIES).search("発給について")
    assert [(hit.text, hit.closeness) for hit in by_body] == [
        ("旅券の発給について定める法律", Closeness.BODY)
    ]


def test_closeness_goes_before_weight() -> None:
    entries = [
        Entry("body", 1000, ("別の名",), ("下水道",)),
        Entry("name", 100, ("公共下水道",)),
        Entry("prefix", 10, ("下水道法",)),
        Entry("exact", 0, ("下水道",)),
    ]
    hits = SearchIndex(entries).search("下水道")
    assert [hit.id for hit in hits] == ["exact", "prefix", "name", "body"]
    assert [hit.closeness for hit in hits] == sorted(Closeness, reverse=True)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_equal_hits_keep_their_order_and_can_be_limited() -> None:
    entries = [Entry(str(number), 1, ("公園",)) for number in range(5)]
    assert [hit.id for hit in SearchIndex(entries).search("公園", limit=3)] == ["0", "1", "2"]


@pytest.mark.parametrize("query", ["", " 　", "・（）", "\0"])
def test_a_query_without_words_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="検索する言葉"):
        SearchIndex(ENTRIES).search(query)


def test_texts_with_control_characters_are_kept_apart() -> None:
    index = SearchIndex([Entry("one", 1, ("道\0路", "台帳"))])
    assert [hit.text for hit in index.search("道路")] == ["道\0路"]
    assert index.search("路台") == []


def test_empty_names_do_no_harm() -> None:
    assert [hit.id for hit in SearchIndex([Entry("one", 1, ("", "（）", "道路"))]).search("道路")] == ["one"]


WORDS = st.text(alphabet="道路法台帳がケａA・ ", max_size=6)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(tuple), max_size=8), WORDS)
def test_exactly_the_entries_that_hold_every_word_are_found(names: list[tuple[str, ...]], query: str) -> None:
    if not any(map(fold, query.split())) or {"が", "ケ"} & set(query):
        return
    entries = [Entry(str(number), 1, texts) for number, texts in enumerate(names)]
    expected = {
        entry.id
        for entry in entries
        if all(any(fold(word) in fold(text) for text in entry.names) for word in query.split())
    }
    hits = SearchIndex(entries).search(query)
    assert {hit.id for hit in hits} == expected
    assert len(hits) == len(expected)
