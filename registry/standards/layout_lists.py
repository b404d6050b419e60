"""Several values in one cell (1-2): which columns hold one value only, and how a list in them looks.

A semicolon is the separator of the standard and never counts; free text, names and addresses may hold any mark.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from registry.standards.forms import ColumnKind

_DIGITS = frozenset(
    {
        ColumnKind.LOCAL_CODE,
        ColumnKind.CORPORATE_NUMBER,
        ColumnKind.POSTAL_CODE,
        ColumnKind.LATITUDE,
        ColumnKind.LONGITUDE,
        ColumnKind.PHONE,
        ColumnKind.TIME,
    }
)
_DATES = frozenset({ColumnKind.DATE, ColumnKind.DATE_TIME, ColumnKind.YEAR})
_AREAS = frozenset({ColumnKind.PREFECTURE, ColumnKind.MUNICIPALITY})
_LISTING = re.compile(
    "カテゴリ|分類|種別|種類|タグ|キーワード|診療科|categor|^tags?$|データ形式|対応言語", re.IGNORECASE
)
"""Headings of columns that are lists by nature, whatever their kind."""


class _List(NamedTuple):
    """How a list looks; a column without any of the marks is not searched."""

    marks: tuple[str, ...]
    pattern: re.Pattern[str]
    words: bool = False


_DIGIT_LIST = _List(
    ("、", "・", "／", "/", "，", ", "),
    re.compile(r"[0-9０-９][^\n、・／/,，0-9０-９]{0,8}(?:[、・／/，]|, )\s?[^\n0-9０-９]{0,8}[0-9０-９]"),
)
_DATE_LIST = _List(
    ("、", "・", "，", ", "),
    re.compile(r"[0-9０-９][^\n、・，,0-9０-９]{0,8}(?:[、・，]|, )[ 　]?[^\n0-9０-９]{0,6}[0-9０-９]"),
)
_AREA_LIST = _List(
    ("、", "・", "，", ",", "／", "/"),
    re.compile(r"[都道府県市区町村][、・，,／/][^\n]{0,12}[都道府県市区町村]"),
)
_ID_LIST = _List(("、", "，"), re.compile(r"[0-9A-Za-z][、，][ 　]?[0-9A-Za-z]"))
_WORD_LIST = _List(
    ("、", "，", ","), re.compile(r"[^\n、，,（(]{1,20}(?:[、，]|,(?![0-9]))[^\n]"), words=True
)
_ADDRESS_LIST = _List(
    ("、", "，", " ", "　", "\t"), re.compile(r"https?://[^\s、，]{1,300}[ \t　、，]{1,3}https?://")
)
_MAIL_LIST = _List(
    ("、", "，", " ", "　", ",", "/", "／"),
    re.compile(r"@[^\s、，,/／@]{1,100}[ \t　、，,/／]{1,3}[^\s、，,/／@]{1,100}@"),
)
_BRACKETED = re.compile(r"[（(〔［\[【][^（）()〔〕［］\[\]【】]*[)）〕］\]】]")
_LONG = 300
_DIGITS_OF_A_PHONE = 9
_SENTENCE = re.compile("[。！？]|です|ます|から|ので")


def several_values(kind: ColumnKind, heading: str, joined: str) -> Callable[[str], bool] | None:
    """The test for single cells of a column, or None when a look at all of them found no list."""
    listed = _list_of(kind, heading)
    if listed is None or not any(mark in joined for mark in listed.marks):
        return None
    pattern = listed.pattern
    if pattern.search(joined) is None:
        return None
    return _is_word_list if listed.words else lambda value: pattern.search(value[:_LONG]) is not None


def lines_are_values(kind: ColumnKind, value: str) -> bool:
    """True when the lines of a cell are values of their own, not one value broken to fit."""
    lines = [line.strip() for line in value[:_LONG].splitlines() if line.strip()]
    if kind in (ColumnKind.PHONE, ColumnKind.CORPORATE_NUMBER):
        whole = [line for line in lines if sum(sign.isdigit() for sign in line) >= _DIGITS_OF_A_PHONE]
    elif kind in _DIGITS or kind in _DATES or kind is ColumnKind.NUMBER:
        whole = [line for line in lines if line[0] not in "(（※" and any(sign.isdigit() for sign in line)]
    elif kind is ColumnKind.URL:
        whole = [line for line in lines if "://" in line]
    elif kind is ColumnKind.MAIL:
        whole = [line for line in lines if "@" in line]
    elif kind in _AREAS or kind in (ColumnKind.IDENTIFIER, ColumnKind.DAYS):
        whole = lines
    else:
        whole = []
    return len(whole) > 1


def _is_word_list(value: str) -> bool:
    """Words side by side; marks inside brackets explain one value, and a sentence is no list."""
    if len(value) > _LONG or _SENTENCE.search(value):
        return False
    return _WORD_LIST.pattern.search(_BRACKETED.sub("", value)) is not None


def _list_of(kind: ColumnKind, heading: str) -> _List | None:
    if kind in _DIGITS:
        return _DIGIT_LIST
    if kind in _DATES or kind is ColumnKind.NUMBER:
        return _DATE_LIST
    if kind in _AREAS:
        return _AREA_LIST
    if kind in (ColumnKind.IDENTIFIER, ColumnKind.TOWN_ID):
        return _ID_LIST
    if kind is ColumnKind.URL:
        return _ADDRESS_LIST
    if kind is ColumnKind.MAIL:
        return _MAIL_LIST
    if kind is ColumnKind.CODES or (kind is ColumnKind.TEXT and _LISTING.search(heading)):
        return _WORD_LIST
    return None
