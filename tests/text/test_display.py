"""Widths, padding, truncation and wrapping."""

from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.text.display import (
    Ambiguous,
    graphemes,
    pad,
    truncate,
    truncate_middle,
    width,
    wrap,
    wrap_phrases,
)

FAMILY = "👨\u200d👩\u200d👧"
TEXTS = (
    st.text(alphabet=f"漢字かなｶﾞﾊﾟabc 12、。「」（）ーっ…①\u3099\U000e0100\ufe0f{FAMILY}👍🏽🇯🇵e\u0301葛")
    | st.text()
)
AMBIGUOUS = st.sampled_from([1, 2])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字", 4),
        ("ｶﾞ", 2),
        ("が", 2),
        ("か\u3099", 2),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("全角　空白", 10),
        ("（株）", 6),
        ("①", 1),
        ("…", 1),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("🇯🇵", 2),
        ("🇯🇵🇫🇷", 4),
        ("☎\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200bb", 2),
        ("\x00\x1b", 0),
    ],
)
def test_widths(text: str, columns: int) -> None:
    assert width(text) == columns


def test_ambiguous_characters_are_as_wide_as_the_terminal_makes_them() -> None:
    assert width("①…α", ambiguous=1) == 3
    assert width("①…α", ambiguous=2) == 6


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("がｶﾞ", ["が", "ｶﾞ"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("🇯🇵🇫🇷", ["🇯🇵", "🇫🇷"]),
        ("abc", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_graphemes(text: str, parts: list[str]) -> None:
    assert list(graphemes(text)) == parts


@given(TEXTS)
def test_graphemes_make_up_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert all(graphemes(text))


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("道路台帳", 8, "道路台帳"),
        ("道路台帳", 7, "道路台…"),
        ("道路台帳", 6, "道路…"),
        ("道路台帳", 1, "…"),
        ("道路台帳", 0, ""),
        ("ｶﾞｲﾄﾞ", 4, "ｶﾞｲ…"),
        ("ｶﾞｲﾄﾞ", 2, "…"),
        ("葛\U000e0100城市", 4, "葛\U000e0100…"),
        (f"{FAMILY}漢字", 3, f"{FAMILY}…"),
    ],
)
def test_truncation(text: str, columns: int, expected: str) -> None:
    assert truncate(text, columns) == expected


def test_an_ellipsis_that_does_not_fit_is_left_out() -> None:
    assert truncate("道路台帳", 2, ellipsis="...") == "道"
    assert truncate("①①", 1, ambiguous=2) == ""


@given(TEXTS, st.integers(min_value=0, max_value=20), AMBIGUOUS)
def test_truncated_text_fits_and_keeps_graphemes_whole(text: str, columns: int, ambiguous: Ambiguous) -> None:
    short = truncate(text, columns, ambiguous=ambiguous)
    assert width(short, ambiguous) <= columns
    if short != text:
        kept = list(graphemes(short.removesuffix("…")))
        assert kept == list(graphemes(text))[: len(kept)]


@pytest.mark.parametrize(
    ("align", "expected"), [("left", "道路   "), ("right", "   道路"), ("center", " 道路  ")]
)
def test_padding(align: Literal["left", "right", "center"], expected: str) -> None:
    assert pad("道路", 7, align) == expected


def test_wide_text_is_not_cut_by_padding() -> None:
    assert pad("道路台帳", 3) == "道路台帳"


@given(st.text(alphabet="漢字ｶﾞabc①", max_size=10), st.integers(min_value=0, max_value=30), AMBIGUOUS)
def test_padded_text_fills_its_columns(text: str, columns: int, ambiguous: Ambiguous) -> None:
    assert width(pad(text, columns, ambiguous=ambiguous), ambiguous) == max(columns, width(text, ambiguous))


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("道路台帳の閲覧", 8, ["道路台帳", "の閲覧"]),
        ("公表する。次", 8, ["公表す", "る。次"]),
        ("条文（要旨）", 6, ["条文", "（要", "旨）"]),
        ("konkyo show law", 11, ["konkyo show", "law"]),
        ("使うkonkyo", 8, ["使う", "konkyo"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一行目\n二行目", 10, ["一行目", "二行目"]),
        ("一行目\n\n三行目", 10, ["一行目", "", "三行目"]),
        ("  字下げ", 10, ["  字下げ"]),
        ("末尾の空白   ", 10, ["末尾の空白"]),
        ("漢", 1, ["漢"]),
    ],
)
def test_wrapping(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        (
            "自転車の安全利用の促進及び自転車等の駐車対策の総合的推進に関する法律 7条5項",
            34,
            ["自転車の安全利用の促進及び", "自転車等の駐車対策の", "総合的推進に関する法律 7条5項"],
        ),
        ("道路法施行規則 4条の2第1項  記載事項", 34, ["道路法施行規則 4条の2第1項", "記載事項"]),
        ("目録を取り込むときに確かめる", 14, ["目録を取り込む", "ときに確かめる"]),
        ("お知らせの問い合わせ先", 12, ["お知らせの", "問い合わせ先"]),
        ("施行規則4条の2第6項による", 16, ["施行規則4条の2", "第6項による"]),
        ("令和8年11月25日に", 14, ["令和8年11月", "25日に"]),
        ("公開可・条件付（要旨）", 14, ["公開可・条件付", "（要旨）"]),
        ("特定漁港漁場整備事業計画", 10, ["特定漁港漁", "場整備事業", "計画"]),
        ("", 10, [""]),
    ],
)
def test_wrapping_at_phrases(text: str, columns: int, lines: list[str]) -> None:
    assert wrap_phrases(text, columns) == lines


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("第5章 施策の方針", 20, "第5章 施策の方針"),
        ("第5章 官民データ活用の推進に関する施策の基本的な方針", 28, "第5章 官民データ…本的な方針"),
        ("官民データ活用", 8, "官民デ…"),
    ],
)
def test_cutting_out_the_middle(text: str, columns: int, expected: str) -> None:
    assert truncate_middle(text, columns) == expected


@given(TEXTS, st.integers(min_value=0, max_value=30), AMBIGUOUS)
def test_what_lost_its_middle_fits(text: str, columns: int, ambiguous: Ambiguous) -> None:
    assert width(truncate_middle(text, columns, ambiguous=ambiguous), ambiguous) <= columns


def test_a_line_has_at_least_one_column() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        wrap("漢字", 0)


@pytest.mark.parametrize("break_lines", [wrap, wrap_phrases])
@given(text=TEXTS, columns=st.integers(min_value=2, max_value=20), ambiguous=AMBIGUOUS)
def test_wrapped_lines_fit_and_lose_nothing_but_space(
    break_lines: Callable[..., list[str]], text: str, columns: int, ambiguous: Ambiguous
) -> None:
    lines = break_lines(text, columns, ambiguous)
    for line in lines:
        assert width(line, ambiguous) <= columns or len(list(graphemes(line))) == 1
    assert "".join("".join(lines).split()) == "".join(text.split())
