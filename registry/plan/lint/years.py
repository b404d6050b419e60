"""Years and periods in running text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from registry.law.dates import ERAS
from registry.plan.elements import PlanText
from registry.plan.lint.characters import level

_OFFSETS = {name: era.offset for era in ERAS for name in (era.name, era.letter)}
_YEAR = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|(?<![A-Za-z0-9])[HR])(?P<number>元|[0-9]{1,2})|(?P<western>(?<![0-9.,/-])(?:19|20)[0-9]{2}))"
    r"(?P<unit>年度|年(?:[（(][^）)]{1,12}[）)])?(?P<fiscal>度)?)?(?:(?P<month>[0-9]{1,2})月)?"
)
_SPAN = re.compile(
    r"(?P<from>(?:令和|平成|(?<![A-Za-z])[HR])?(?:元|[0-9]{1,4}))(?:年度?)?\s*(?:から|〜|～|~|－|-|―)\s*"
    r"(?P<to>(?:令和|平成|[HR])?(?:元|[0-9]{1,4}))(?:年度?)"
)
_LENGTH = re.compile(r"([0-9一二三四五六七八九十]{1,3})[か箇ヵカ]?年(?:度)?間")
_KANJI = {character: value for value, character in enumerate("〇一二三四五六七八九十")}
_LONGEST = 20
_MARCH = 3


class Year(NamedTuple):
    """A year as it is written."""

    year: int
    """AD."""
    fiscal: int
    """The fiscal year that it stands for: of March of a year, the one before."""
    start: int
    end: int
    era: bool
    """Written in an era."""
    short: bool
    """Era by its letter (R8)."""


class Period(NamedTuple):
    """A period of the plan as a sentence states it."""

    first: int
    last: int
    line: int
    years: int | None
    """Number of years that the sentence states."""
    text: str


def years_in(text: str) -> Iterator[Year]:
    """Years of era and Western years, in their order."""
    text = level(text)
    for found in _YEAR.finditer(text):
        if found["western"]:
            year, era = int(found["western"]), ""
            if not found["unit"]:
                continue
        else:
            era = found["era"]
            year = _OFFSETS[era] + (1 if found["number"] == "元" else int(found["number"]))
        month = int(found["month"]) if found["month"] else None
        fiscal = year - 1 if month is not None and month <= _MARCH else year
        yield Year(year, fiscal, found.start(), found.end(), bool(era), len(era) == 1)


def period_of(plan: PlanText) -> tuple[int, int] | None:
    """The period of the front matter."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{4})", plan.front.get("period", ""))
    return (int(found[1]), int(found[2])) if found else None


def stated_period(words: str, line: int) -> Period | None:
    """The period that words about the 期間 of the plan state."""
    if "期間" not in words:
        return None
    text = level(words)
    place = text.find("期間")
    years = [year.fiscal for year in years_in(text[place:])] or [year.fiscal for year in years_in(text)]
    span = _SPAN.search(text, place) or _SPAN.search(text)
    if span is not None and len(years) < len(("first", "last")):
        first = _single(span["from"], None)
        last = _single(span["to"], span["from"])
        years = [year for year in (first, last) if year is not None]
    length = _LENGTH.search(text)
    if len(years) < len(("first", "last")) or not 0 <= years[1] - years[0] < _LONGEST:
        return None
    return Period(years[0], years[1], line, _number(length[1]) if length else None, words)


def _single(text: str, before: str | None) -> int | None:
    found = next(years_in(text + "年度"), None)
    if found is not None:
        return found.fiscal
    era = re.match(r"令和|平成|[HR]", before or "")
    if era is None or not text.isdigit():
        return None
    return _OFFSETS[era[0]] + int(text)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _KANJI.get(text)
