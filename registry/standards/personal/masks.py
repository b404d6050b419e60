"""Showing personal data without showing it: enough to find the cell again, never the value."""

import re

from registry.standards.personal.kinds import Kind
from registry.standards.personal.patterns import (
    labelled_my_numbers,
    labelled_names,
    mails,
    mobiles,
    personal_mail,
)

_HIDDEN = "（伏せました）"
_MOST_DOTS = 5
_DIGIT = re.compile(r"\d")
_FIRST_GROUP = re.compile(r"[(（]?(\d{2,5})[-‐‑–—−ー－ 　.(（)）]")
_YEAR = re.compile(r"\s*(?:[12]\d)(?=\d\d)")
_PREFECTURE = re.compile(r"\s*(?:北海道|東京都|(?:京都|大阪)府|[一-龥]{2,3}県)")
_WHITE = re.compile(r"\s+")


def _name(value: str) -> str:
    return value[0] + "●" * max(1, min(len(value) - 1, _MOST_DOTS)) if len(value) > 1 else "●"


def _number(value: str) -> str:
    kept = min(4, len(value) // 3)
    return value[:kept] + "****"


def _phone(value: str) -> str:
    group = _FIRST_GROUP.match(value)
    if group is not None:
        return f"{group[1]}-****-****"
    return (value[:3] if len(value) > len("0312") else "") + "****"


def _mail(value: str) -> str:
    local, _, domain = value.partition("@" if "@" in value else "＠")
    _, dot, top = domain.rpartition(".")
    return f"{local[:1]}***@{domain[:1]}***{dot}{top if dot and len(top) <= len('museum') else ''}"


def _date(value: str) -> str:
    century = _YEAR.match(value)
    kept = century.end() if century is not None else 0
    return value[:kept] + _DIGIT.sub("*", value[kept:20])


def _address(value: str) -> str:
    prefecture = _PREFECTURE.match(value)
    return (prefecture[0] if prefecture is not None else value[: min(2, len(value) - 1)]) + "●●●"


def mask(kind: Kind | str, value: str) -> str:
    """The value of that kind, masked: 山●●●, 090-****-****, 1234****, a***@g***.com.

    What comes back never holds the whole value; a blank value comes back blank.
    """
    value = _WHITE.sub(" ", value.strip())
    if not value:
        return ""
    try:
        kind = Kind(kind)
    except ValueError:
        kind = Kind.IN_TEXT
    match kind:
        case Kind.NAME | Kind.IN_TEXT:
            shown = _name(value)
        case Kind.PHONE:
            shown = _phone(value)
        case Kind.MAIL:
            shown = _mail(value)
        case Kind.BIRTH:
            shown = _date(value)
        case Kind.ADDRESS:
            shown = _address(value)
        case Kind.AGE | Kind.SENSITIVE:
            shown = "●●●"
        case _:
            shown = _number(value)
    return _HIDDEN if value in shown else shown


def scrub(text: str) -> str:
    """A text with the mobile numbers, personal mail addresses, labelled names and My Numbers in it masked."""
    if len(text) > 10_000:
        return _HIDDEN
    spans = [(span, Kind.PHONE) for span in mobiles(text)]
    spans += [(span, Kind.MAIL) for span, local, domain in mails(text) if personal_mail(local, domain)]
    spans += [(span, Kind.NAME) for span in labelled_names(text)]
    spans += [(span, Kind.MY_NUMBER) for span in labelled_my_numbers(text)]
    end_of_last = len(text)
    for (begin, end), kind in sorted(spans, reverse=True):
        if end <= end_of_last:
            text = text[:begin] + mask(kind, text[begin:end]) + text[end:]
            end_of_last = begin
    return text
