"""Articles: reading, writing, ordering, comparing, linking."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.law.articles import IROHA
from registry.law.citations import Article, cite, law_url, parse_article
from registry.law.numerals import format_kanji

NUMBERS: st.SearchStrategy[tuple[int, ...]] = st.lists(
    st.integers(min_value=1, max_value=400), min_size=1, max_size=3
).map(tuple)


@st.composite
def places(draw: st.DrawFn) -> Article:
    """A single place of any depth, in main or supplementary provisions."""
    supplementary = draw(st.booleans())
    number = draw(NUMBERS | st.just(())) if supplementary else draw(NUMBERS)
    paragraph = draw(st.none() | st.integers(min_value=1, max_value=40))
    item = draw(NUMBERS | st.just(())) if number or paragraph else ()
    letters: tuple[str, ...] = ()
    deeper: bool = draw(st.booleans())
    if item and deeper:
        letters = (draw(st.sampled_from(IROHA)),)
        if draw(st.booleans()):
            letters += (f"({draw(st.integers(min_value=1, max_value=30))})",)
    return Article(
        number=number, paragraph=paragraph, item=item, sub_items=letters, supplementary=supplementary
    )


@st.composite
def ranges(draw: st.DrawFn) -> Article:
    """A range whose two ends are places of the same depth."""
    depth = draw(st.sampled_from(["article", "paragraph", "item"]))
    first, last = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True)))
    if depth == "article":
        return Article(number=first, end=Article(number=last))
    number = draw(NUMBERS)
    if depth == "item":
        paragraph = draw(st.none() | st.integers(min_value=1, max_value=9))
        end = Article(number=number, paragraph=paragraph, item=last)
        return Article(number=number, paragraph=paragraph, item=first, end=end)
    assume(first[0] < last[0])
    return Article(number=number, paragraph=first[0], end=Article(number=number, paragraph=last[0]))


@pytest.mark.parametrize(
    ("text", "canonical", "formal", "anchor"),
    [
        ("28条3項", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        ("第28条第3項", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        ("第二十八条第三項", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        ("２８条３項", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        (" 第 28 条 第 3 項 ", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        ("第２８条\u3000第３項", "28条3項", "第28条第3項", "Mp-At_28-Pr_3"),
        ("36条の2第1項", "36条の2第1項", "第36条の2第1項", "Mp-At_36_2-Pr_1"),
        ("36条の2 1項", "36条の2第1項", "第36条の2第1項", "Mp-At_36_2-Pr_1"),
        ("第三十六条の二", "36条の2", "第36条の2", "Mp-At_36_2"),
        ("第三十六条ノ二", "36条の2", "第36条の2", "Mp-At_36_2"),
        ("16条2号", "16条2号", "第16条第2号", "Mp-At_16-Pr_1-It_2"),
        ("24条の6の6第1項1号", "24条の6の6第1項1号", "第24条の6の6第1項第1号", "Mp-At_24_6_6-Pr_1-It_1"),
        ("2条1項10号の3", "2条1項10号の3", "第2条第1項第10号の3", "Mp-At_2-Pr_1-It_10_3"),
        ("3条2項8号ロ", "3条2項8号ロ", "第3条第2項第8号ロ", "Mp-At_3-Pr_2-It_8"),
        ("3条2項8号ﾛ", "3条2項8号ロ", "第3条第2項第8号ロ", "Mp-At_3-Pr_2-It_8"),
        ("3条2項8号口", "3条2項8号ロ", "第3条第2項第8号ロ", "Mp-At_3-Pr_2-It_8"),
        ("3条2項8号二", "3条2項8号ニ", "第3条第2項第8号ニ", "Mp-At_3-Pr_2-It_8"),
        ("3条2項8号い（１）", "3条2項8号イ(1)", "第3条第2項第8号イ(1)", "Mp-At_3-Pr_2-It_8"),
        ("31条〜32条の3", "31条〜32条の3", "第31条から第32条の3まで", "Mp-At_31"),
        ("31条～32条の3", "31条〜32条の3", "第31条から第32条の3まで", "Mp-At_31"),
        ("31条-32条の3", "31条〜32条の3", "第31条から第32条の3まで", "Mp-At_31"),
        ("第三十一条から第三十二条の三まで", "31条〜32条の3", "第31条から第32条の3まで", "Mp-At_31"),
        ("32〜36条", "32条〜36条", "第32条から第36条まで", "Mp-At_32"),
        ("28条1項〜3項", "28条1項〜3項", "第28条第1項から第3項まで", "Mp-At_28-Pr_1"),
        ("28条1項〜28条3項", "28条1項〜3項", "第28条第1項から第3項まで", "Mp-At_28-Pr_1"),
        ("4条の2第1〜4項", "4条の2第1項〜4項", "第4条の2第1項から第4項まで", "Mp-At_4_2-Pr_1"),
        ("16条2号〜5号", "16条2号〜5号", "第16条第2号から第5号まで", "Mp-At_16-Pr_1-It_2"),
        ("3条2項8号イ〜ハ", "3条2項8号イ〜ハ", "第3条第2項第8号イからハまで", "Mp-At_3-Pr_2-It_8"),
        ("附則7条", "附則7条", "附則第7条", None),
        ("附則第七条第二項", "附則7条2項", "附則第7条第2項", None),
        ("附則3項", "附則3項", "附則第3項", None),
        ("附則2条〜5条", "附則2条〜5条", "附則第2条から第5条まで", None),
        ("附則", "附則", "附則", None),
    ],
)
def test_articles_are_read_and_written(text: str, canonical: str, formal: str, anchor: str | None) -> None:
    article = parse_article(text)
    assert str(article) == canonical
    assert article.formal() == formal
    assert article.anchor == anchor


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "読めません"),
        ("28", "読めません"),
        ("3項", "条の番号がありません"),
        ("2号", "条の番号がありません"),
        ("道路法28条", "読めません"),
        ("28条0項", "1から数えます"),
        ("0条", "1から数えます"),
        ("36条の21項", "枝番号"),
        ("2条1項10号の3イロ", "読めません"),
        ("28条イ", "号の下"),
        ("28条3項ロ", "号の下"),
        ("16条2号ン", "号の下"),
        ("31条後段", "後段"),
        ("31条ただし書", "後段"),
        ("28条・29条", "一か所"),
        ("28条、29条", "一か所"),
        ("28条及び29条", "一か所"),
        ("別表第一", "別表"),
        ("3条〜22条・別記様式", "一か所"),
        ("31条〜28条", "終わりが始まりより後"),
        ("28条〜28条3項", "終わりが始まりより後"),
        ("28条3項〜28条", "終わりが始まりより後"),
        ("28条〜", "読めません"),
        ("28条〜29条〜30条", "読めません"),
        ("1" * 20 + "条", "算用数字"),
    ],
)
def test_what_is_no_place_is_refused_with_reason_and_examples(text: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_article(text)
    assert why in caught.value.why
    assert caught.value.mend


@given(places() | ranges())
def test_both_forms_read_back(article: Article) -> None:
    assert parse_article(str(article)) == article
    assert parse_article(article.formal()) == article


@given(places())
def test_kanji_numerals_read_back(article: Article) -> None:
    digits = {number for part in (article.number, article.item) for number in part} | {article.paragraph or 1}
    written = article.formal().partition("(")[0]
    for number in sorted(digits, reverse=True):
        written = written.replace(f"第{number}", f"第{format_kanji(number)}")
        written = written.replace(f"の{number}", f"の{format_kanji(number)}")
    if len(article.sub_items) < 2:
        assert parse_article(written) == article


@given(st.text(alphabet="0123456789条項号の第附則〜からまで一二三十百イロハニ()・後段 ", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        article = parse_article(text)
    except UsageError:
        return
    assert parse_article(str(article)) == article


def test_the_order_is_that_of_the_text() -> None:
    in_order = [
        "2条",
        "2条1項",
        "2条1項10号",
        "2条1項10号イ",
        "2条1項10号ロ",
        "2条1項10号の2",
        "2条2項",
        "2条の2",
        "2条の2の2",
        "2条の3",
        "3条",
        "10条",
        "31条",
        "31条〜32条の3",
        "32条",
        "附則",
        "附則2条",
        "附則10条",
    ]
    articles = [parse_article(text) for text in in_order]
    assert [str(article) for article in sorted(reversed(articles))] == in_order
    assert all(earlier < later and later > earlier for earlier, later in pairwise(articles))
    assert all(earlier <= later and later >= earlier for earlier, later in pairwise(articles))
    assert parse_article("28条") <= parse_article("第28条")


@given(places() | ranges(), places() | ranges())
def test_two_places_are_equal_or_one_comes_first(one: Article, other: Article) -> None:
    assert [one < other, one == other, one > other].count(True) == 1


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("28条", "28条"),
        ("28条", "28条3項"),
        ("28条", "28条3項2号"),
        ("28条3項", "28条3項2号イ"),
        ("36条の2", "36条の2第1項"),
        ("2条1項10号の3", "2条1項10号の3ロ"),
        ("16条", "16条2号"),
        ("16条1項", "16条2号"),
        ("16条2号", "16条1項2号"),
        ("31条〜32条の3", "31条"),
        ("31条〜32条の3", "31条の2第3項"),
        ("31条〜32条の3", "32条の3第2項"),
        ("31条〜32条の3", "31条の2〜32条"),
        ("28条1項〜3項", "28条2項5号"),
        ("28条", "28条1項〜3項"),
        ("3条2項8号イ〜ハ", "3条2項8号ロ"),
        ("附則", "附則7条"),
        ("附則", "附則3項"),
        ("附則2条〜5条", "附則4条1項"),
    ],
)
def test_a_place_covers_what_lies_within_it(outer: str, inner: str) -> None:
    assert parse_article(outer).covers(parse_article(inner))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("28条", "28条の2"),
        ("28条", "2条"),
        ("28条3項", "28条"),
        ("28条3項", "28条2項"),
        ("16条2項", "16条2号"),
        ("2条1項10号", "2条1項10号の3"),
        ("31条〜32条の3", "32条の4"),
        ("31条〜32条の3", "30条"),
        ("31条〜32条の3", "31条〜33条"),
        ("28条1項〜3項", "28条"),
        ("28条2項〜29条1項", "29条"),
        ("28条", "附則28条"),
        ("附則", "7条"),
        ("附則7条", "附則7項"),
    ],
)
def test_a_place_does_not_cover_what_lies_outside(outer: str, inner: str) -> None:
    assert not parse_article(outer).covers(parse_article(inner))


@given(places() | ranges())
def test_a_place_covers_itself_and_its_parts(article: Article) -> None:
    assert article.covers(article)
    assert article.covers(article.start)
    assert article.start.end is None


@given(places(), places(), places())
def test_covering_is_transitive(one: Article, two: Article, three: Article) -> None:
    if one.covers(two) and two.covers(three):
        assert one.covers(three)


def test_links_to_a_law() -> None:
    road_act = "327AC1000000180"
    page = "https://laws.e-gov.go.jp/law/327AC1000000180"
    article = parse_article("28条3項")
    day = date(2026, 4, 1)
    assert law_url(road_act) == page
    assert law_url(road_act, article) == f"{page}#Mp-At_28-Pr_3"
    assert law_url(road_act, on=day) == f"{page}?occasion_date=20260401"
    assert law_url(road_act, article, on=day) == f"{page}?occasion_date=20260401#Mp-At_28-Pr_3"
    assert law_url(road_act, parse_article("附則2条")) == page


@pytest.mark.parametrize("law_id", ["", "327AC100000018", "327AC1000000180#x", "../../327AC1000", "道路法"])
def test_no_link_is_made_from_what_is_no_law_id(law_id: str) -> None:
    with pytest.raises(UsageError, match="法令ID"):
        law_url(law_id)


def test_first_mention_of_a_law() -> None:
    article = parse_article("28条3項")
    expected = "道路法（昭和27年法律第180号）第28条第3項"
    assert cite("道路法", "昭和二十七年法律第百八十号", article) == expected
    assert cite("道路法", "昭和27年法律第180号", article) == expected
    assert cite("道路法", "昭和27年法律第180号") == "道路法（昭和27年法律第180号）"
    assert cite("道路法", article=article) == "道路法第28条第3項"
    with pytest.raises(UsageError, match="法令番号"):
        cite("道路法", "昭和27年")
