"""Outside text made harmless for terminals, spreadsheets and Markdown."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from registry.text.inert import clean_title, inert, inert_cell, inert_markdown

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HOSTILE = st.text() | st.text(
    alphabet="\x1b\x9b\x9d\x90[];0m\x07\\\r\n\t\x00\x7f\u202e\u2066\ud800=+-@＝1.道", max_size=20
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("道路台帳　一覧", "道路台帳　一覧"),
        ("[red]太字[/red]", "[red]太字[/red]"),
        ("\x1b[31m赤\x1b[0m", "␛赤␛"),
        ("\x1b[2J\x1b[1;1H消す", "␛␛消す"),
        ("\x1b]0;題名\x07本文", "␛本文"),
        ("\x1b]8;;https://example.jp\x1b\\鎖\x1b]8;;\x1b\\", "␛鎖␛"),
        ("\x1b]0;終わらない題名", "␛0;終わらない題名"),
        ("\x9b31m赤", "␛赤"),
        ("\x1bc", "␛"),
        ("終わり\x1b", "終わり␛"),
        ("一\r\n二\t三\u2028四", "一 二 三 四"),
        ("空\x00字\x07\x7f", "空␀字␇␡"),
        ("\x85次", "‹U+0085›次"),
        ("表\u202egnp.txt", "表‹U+202E›gnp.txt"),
        ("\u2066隔離\u2069", "‹U+2066›隔離‹U+2069›"),
        ("\ufeff見出し", "見出し"),
        ("壊れ\udc80", "壊れ\ufffd"),
        ("家族👨\u200d👩\u200d👧", "家族👨\u200d👩\u200d👧"),
        ("葛\U000e0100城", "葛\U000e0100城"),
    ],
)
def test_terminal(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_lines_can_be_kept() -> None:
    assert inert("一\r\n二\r三\t四\u2028五\x0b六", keep_lines=True) == "一\n二\n三\t四\n五 六"


@given(HOSTILE)
def test_nothing_shown_controls_the_terminal(text: str) -> None:
    shown = inert(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not BIDI & set(shown)
    assert inert(shown) == shown
    shown.encode("utf-8")


@given(HOSTILE)
def test_with_lines_kept_only_they_and_tabs_remain(text: str) -> None:
    shown = inert(text, keep_lines=True)
    assert {character for character in shown if unicodedata.category(character) == "Cc"} <= {"\n", "\t"}
    assert inert(shown, keep_lines=True) == shown


def test_long_hostile_text_takes_no_long_time() -> None:
    for text in ("\x1b]" * 50_000, "\x9d" * 100_000, "\x1b[" + "1" * 100_000, "\x1b]" + "題" * 100_000):
        assert inert(text).startswith("␛") or text.startswith("\x9d")
    assert inert_cell("-" + "1" * 100_000 + "x").startswith("'")
    assert inert_markdown("&" + "a" * 100_000).startswith("&")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("道路台帳", "道路台帳"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+81-3-1234-5678", "'+81-3-1234-5678"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("\ufeff=1", "'=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("＋1+1", "'＋1+1"),
        ("'=1", "'=1"),
        ("-1.5", "-1.5"),
        ("+3", "+3"),
        ("-1,234.5", "-1,234.5"),
        ("-.5", "-.5"),
        ("-20%", "-20%"),
        ("-1e5", "-1e5"),
        ("-", "-"),
        ("－", "－"),
        ("--", "'--"),
        ("一行目\n二行目", "一行目\n二行目"),
        ("a\x00b", "a␀b"),
        ("", ""),
    ],
)
def test_cells(text: str, cell: str) -> None:
    assert inert_cell(text) == cell


@given(HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = inert_cell(text)
    assert inert_cell(cell) == cell
    if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} - {""} and cell:
        assert cell in ("-", "－") or re.fullmatch(r"[+-][0-9.,eE+%-]+", cell)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("道路台帳", "道路台帳"),
        ("a|b", r"a\|b"),
        ("`code`", r"\`code\`"),
        ("*強*_調_~消~", r"\*強\*\_調\_\~消\~"),
        ("<script>", r"\<script\>"),
        ("[鎖](https://example.jp)", r"\[鎖\](https://example.jp)"),
        ("逆\\斜線", "逆\\\\斜線"),
        ("# 見出し", r"\# 見出し"),
        ("- 項目", r"\- 項目"),
        ("+ 項目", r"\+ 項目"),
        ("1. 項目", r"1\. 項目"),
        ("12) 項目", r"12\) 項目"),
        ("> 引用", r"\> 引用"),
        ("===", r"\==="),
        ("    字下げ", "字下げ"),
        ("AT&T &amp; &#60;", r"AT&T \&amp; \&#60;"),
        ("一\n# 二", "一 # 二"),
        ("\x1b[31m*", r"␛\*"),
    ],
)
def test_markdown(text: str, written: str) -> None:
    assert inert_markdown(text) == written


@given(st.text() | st.text(alphabet="#-+*_`~<>[]()|\\!&;:=.1 \nａ道amp", max_size=16))
def test_markdown_shows_just_the_text(text: str) -> None:
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(inert_markdown(text))
    shown = inert(text).strip()
    if not shown:
        assert rendered == ""
        return
    inside = re.fullmatch(r"<p>(.*)</p>\n", rendered)
    assert inside is not None
    assert "<" not in inside[1]
    assert unescape(inside[1].replace("&quot;", '"')) == shown


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  道路\u3000台帳\n（令和８年度） ", "道路 台帳 （令和８年度）"),
        ("\ufeff\x1b[1m一覧\x1b[0m", "␛一覧␛"),
        (" \r\n ", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert clean_title(text) == title


@given(HOSTILE)
def test_titles_are_one_tidy_line(text: str) -> None:
    title = clean_title(text)
    assert title == " ".join(title.split())
    assert clean_title(title) == title
