"""Kanji numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.law.numerals import format_kanji, format_positional, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("28", 28),
        ("２８", 28),
        ("二十八", 28),
        ("二八", 28),
        ("十", 10),
        ("百", 100),
        ("百五", 105),
        ("百二十三", 123),
        ("二百六十七", 267),
        ("三百三十八", 338),
        ("千", 1000),
        ("千十", 1010),
        ("一千", 1000),
        ("二万", 20_000),
        ("一万二千三百四十五", 12_345),
        ("三億", 300_000_000),
        ("〇", 0),
        ("零", 0),
        ("一〇", 10),
        ("二〇二六", 2026),
        ("元", 1),
        ("壱", 1),
        ("弐拾参", 23),
        (" 七 ", 7),
    ],
)
def test_numbers_are_read(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "十百",
        "百百",
        "二三百",
        "〇十",
        "百〇五",
        "万",
        "一万二億",
        "元年",
        "二元",
        "2千",
        "-1",
        "1.5",
        "½",
        "1" * 5000,
        "一" * 5000,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="数として読めません"):
        parse_number(text)


@pytest.mark.parametrize(
    ("number", "written", "positional"),
    [
        (0, "〇", "〇"),
        (7, "七", "七"),
        (10, "十", "一〇"),
        (24, "二十四", "二四"),
        (100, "百", "一〇〇"),
        (105, "百五", "一〇五"),
        (180, "百八十", "一八〇"),
        (1010, "千十", "一〇一〇"),
        (20_000, "二万", "二〇〇〇〇"),
    ],
)
def test_numbers_are_written(number: int, written: str, positional: str) -> None:
    assert format_kanji(number) == written
    assert format_positional(number) == positional


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_both_styles_read_back(number: int) -> None:
    assert parse_number(format_kanji(number)) == number
    assert parse_number(format_positional(number)) == number
    assert parse_number(str(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_beyond_the_style_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="kanji numerals"):
        format_kanji(number)


def test_positional_style_has_no_negative_numbers() -> None:
    with pytest.raises(ValueError, match="kanji numerals"):
        format_positional(-1)


@given(st.text(alphabet="0123456789〇一二三四五六七八九十百千万億元", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except UsageError:
        return
    assert number >= 0
