"""Folding for comparison, bigrams and matching."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.text.normalise import bigrams, fold, matches, query_forms
from registry.text.variants import VARIANTS

JAPANESE = "あがかけアガカケヵヶｶﾞｹー・（）「」 　七浜町市丘髙﨑邊濱国國々3３aAＡ-−ーっゝ。゛\u3099\u309a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＮＰＯ法", "npo法"),
        ("もりまち", "モリマチ"),
        ("もりまち", "ﾓﾘﾏﾁ"),
        ("ガイドライン", "ｶﾞｲﾄﾞﾗｲﾝ"),
        ("ガイドライン", "カ\u3099イト\u3099ライン"),
        ("七ヶ浜", "七ケ浜"),
        ("七ヶ浜", "七が浜"),
        ("七ヶ浜", "七ガ浜"),
        ("七ヶ浜", "七ｹ浜"),
        ("七ヶ浜", "七 ヶ 浜"),
        ("龍ケ崎市", "竜ヶ﨑市"),
        ("自由が丘", "自由ヶ丘"),
        ("三か所", "三ヶ所"),
        ("３カ月", "3ヵ月"),
        ("髙橋", "高橋"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("舘山", "館山"),
        ("澤", "沢"),
        ("横濱", "横浜"),
        ("眞鶴", "真鶴"),
        ("廣島縣", "広島県"),
        ("國學院", "国学院"),
        ("條例", "条例"),
        ("道路臺帳", "道路台帳"),
        ("塩竈市", "塩釜市"),
        ("𠮷野", "吉野"),
        ("葛\U000e0100城市", "葛城市"),
        ("\ufa19社", "神社"),
        ("サーバー", "サーバ"),
        ("センター", "センタ−"),
        ("マイナンバー・カード", "マイナンバーカード"),
        ("３－１", "3‐1"),
        ("【和歌山県】一覧（令和８年度）", "和歌山県 一覧 令和8年度"),
        ("「公共施設」", "『公共施設』"),
        ("公共施設_一覧", "公共施設一覧"),
        ("公共\u200b施設\ufeff", "公共施設"),
        ("公共\r\n施設\t\x00", "公共施設"),
        ("㈱森", "(株)森"),
        ("㍻31年", "平成31年"),
        ("31条〜32条", "31条～32条"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_writings_of_the_same_word_compare(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("びょういん", "びよういん"),
        ("がん検診", "けん検診"),
        ("バス", "ハス"),
        ("道路法", "道路"),
        ("阪", "坂"),
        ("1.5", "15"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_nothing_is_left_of_signs_alone() -> None:
    assert fold(" 　-ー・（）\n\u200b") == ""


def test_no_character_folds_to_something_that_folds_on() -> None:
    everything = (chr(code) for code in range(0x20000))
    assert [hex(ord(one)) for one in everything if fold(fold(one)) != fold(one)] == []


def test_variants_are_sound() -> None:
    assert len(VARIANTS) > 450
    for variant, usual in VARIANTS.items():
        assert len(variant) == len(usual) == 1
        assert usual not in VARIANTS
        assert unicodedata.normalize("NFKC", variant) == variant, "Unicode unites this one by itself"
        assert unicodedata.normalize("NFKC", usual) == usual


@given(st.text() | st.text(alphabet=JAPANESE))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def folded_character(character: str) -> str:
    """What the module says of one character, done step by step."""
    folded = ""
    for one in unicodedata.normalize("NFKC", character).lower():
        if unicodedata.category(one) in {
            "Cc",
            "Cf",
            "Cs",
            "Zs",
            "Zl",
            "Zp",
            "Ps",
            "Pe",
            "Pi",
            "Pf",
            "Pd",
            "Pc",
        }:
            continue
        if one in "・·•∙⋅‧●ー−~∼\"'`´─━" or re.match(
            "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]", one
        ):
            continue
        kana = chr(ord(one) + 0x60) if "ぁ" <= one <= "ゖ" or one in "ゝゞ" else one
        folded += {"ヵ": "カ", "ヶ": "ケ", "ς": "σ"}.get(kana, VARIANTS.get(kana, kana))
    return folded if folded == character else "".join(map(folded_character, folded))


def slowly_folded(text: str) -> str:
    folded = "".join(map(folded_character, text))
    while unicodedata.normalize("NFKC", folded) != folded:
        folded = "".join(map(folded_character, unicodedata.normalize("NFKC", folded)))
    kanji = "々〇㐀-䶿一-鿿\U00020000-\U0003ffff"
    return re.sub(f"(?<=[0-9{kanji}])[カガ](?=[{kanji}])", "ケ", folded)


@given(
    st.text() | st.text(alphabet=JAPANESE) | st.text(alphabet=JAPANESE + "𠮷𡈽\U000e0100\ufe00\ud842\udfb7")
)
def test_folding_quickly_is_folding_character_by_character(text: str) -> None:
    assert fold(text) == slowly_folded(text)


@given(st.text())
def test_folded_text_has_no_spaces_controls_or_brackets(text: str) -> None:
    kept = {unicodedata.category(character) for character in fold(text)}
    assert not kept & {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Ps", "Pe", "Pi", "Pf", "Pd", "Pc"}


@given(st.text(alphabet=JAPANESE))
def test_folding_does_not_depend_on_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("旅券", "旅券法施行規則", True),
        ("旅", "旅券法", True),
        ("道交", "道路交通法", False),
        ("が丘", "自由ヶ丘", True),
        ("自由が", "自由ヶ丘", True),
        ("が", "自由ヶ丘", True),
        ("がん", "大腸がん検診", True),
        ("カ月", "3ヵ月ごと", True),
        ("が管理", "市が管理する道路", True),
        ("ＮＰＯ", "npo法", True),
        ("（）", "（）", False),
        ("", "旅券法", False),
    ],
)
def test_matching(query: str, text: str, expected: bool) -> None:
    assert matches(query, ["別の文", text]) is expected


def test_nothing_matches_without_texts() -> None:
    assert not matches("旅券", [])


@given(
    st.text(alphabet="がかけガカケ七浜町市丘ん3aー・", max_size=8),
    st.text(alphabet="がかけガカケ七浜町市丘ん3aー・", min_size=1, max_size=4),
    st.text(alphabet="がかけガカケ七浜町市丘ん3aー・", max_size=8),
)
def test_whatever_stands_in_a_text_is_found(before: str, query: str, after: str) -> None:
    assert matches(query, [before + query + after]) or fold(query) == ""


@given(st.text(alphabet=JAPANESE, max_size=12))
def test_forms_of_a_query_begin_with_the_folded_query(query: str) -> None:
    forms = query_forms(query)
    assert forms[:1] == ((fold(query),) if fold(query) else ())
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("旅券法", ("旅券", "券法")), ("旅券", ("旅券",)), ("旅", ("旅",)), ("・", ()), ("ＡＢ", ("ab",))],
)
def test_bigrams(text: str, pairs: tuple[str, ...]) -> None:
    assert bigrams(text) == pairs
