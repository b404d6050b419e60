"""The form of e-Gov law ids and revision ids, and what an id says.

Source: e-Gov's naming rule (https://laws.e-gov.go.jp/file/LawIdNamingConvention.pdf). Every id has 15
characters: one digit for the era, two for the year, a kind, and a rest that depends on the kind.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from registry.errors import UsageError
from registry.law.dates import ERAS

PERSONNEL_RULE: Final = "人事院規則"
PRIME_MINISTER_DECISION: Final = "内閣総理大臣決定"

_LENGTH = 15
_FIRST_ENACTMENT = "0" * _LENGTH
_FORMS = (
    ("憲法", r"CONSTITUTION"),
    # Bills of the cabinet, of the lower and of the upper house.
    ("法律", r"AC(?:0000000|1000000|0100000)(?P<number>\d{3})"),
    ("政令", r"CO[01]000000(?P<number>\d{3})"),
    ("勅令", r"IO\d{7}(?P<number>\d{3})"),
    ("太政官布告", r"DF\d{7}(?P<number>\d{3})"),
    ("太政官達", r"DT\d{7}(?P<number>\d{3})"),
    ("太政官布達", r"DH\d{7}(?P<number>\d{3})"),
    # A digit for the period, then one bit for each ministry of that period.
    ("府省令", r"M\d(?P<ministries>[0-9A-F]{7})(?P<number>\d{3})"),
    (PERSONNEL_RULE, r"RJNJ(?P<rule>\d{2})(?P<branch>\d{3})(?P<twig>\d{3})"),
    (PRIME_MINISTER_DECISION, r"RPMD(?P<month>\d{2})(?P<day>\d{2})\d{4}"),
    ("規則", r"R[0-9A-F]{8}(?P<number>\d{3})"),
)


class LawId(Struct, frozen=True):
    """What an e-Gov law id says."""

    era: str
    year: int
    kind: str
    """憲法, 法律, 政令, 勅令, 太政官布告, 太政官達, 太政官布達, 府省令, 規則, 人事院規則 or
    内閣総理大臣決定."""
    numbers: tuple[int, ...]
    """One number, several for 人事院規則, none for the constitution and decisions."""
    month_day: tuple[int, int] | None = None
    ministries: int | None = None
    """How many ministries issued it; of a 府省令 only."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(r"(?P<era>[1-5])(?P<year>\d{2})" + rest, re.ASCII)) for kind, rest in _FORMS
    )


def _read(text: str) -> LawId | None:
    if len(text) != _LENGTH:
        return None
    for kind, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return _taken_apart(kind, found.groupdict())
    return None


def _taken_apart(kind: str, parts: dict[str, str | None]) -> LawId:
    numbers = [int(part) for name in ("number", "rule", "branch", "twig") if (part := parts.get(name))]
    while kind == PERSONNEL_RULE and len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    month, day, ministries = parts.get("month"), parts.get("day"), parts.get("ministries")
    return LawId(
        era=ERAS[int(parts["era"] or 0) - 1].name,
        year=int(parts["year"] or 0),
        kind=kind,
        numbers=tuple(numbers),
        month_day=(int(month), int(day)) if month and day else None,
        ministries=int(ministries, 16).bit_count() if ministries else None,
    )


def is_law_id(text: str) -> bool:
    """True when the text has the form of an e-Gov law id; such a law need not exist."""
    return _read(text) is not None


def check_law_id(text: str) -> LawId:
    """Take an e-Gov law id apart.

    Raises:
        UsageError: The text does not follow the naming rule.
    """
    found = _read(text)
    if found is None:
        raise UsageError(
            f"「{text}」は法令IDの形ではありません。",
            where="法令ID",
            why="法令IDは、元号の数字1桁、年2桁、種類の記号、番号を合わせた15文字です。",
            mend="327AC1000000180 のように書いてください（e-Gov 法令検索では、アドレスの末尾にあります）。",
        )
    return found


class RevisionId(Struct, frozen=True):
    """What the id of a revision says."""

    law: LawId
    in_force_since: date
    amended_by: LawId | None
    """The amending law; None for a first enactment."""


def _read_revision(text: str) -> RevisionId | None:
    law_id, _, rest = text.partition("_")
    day, _, amending_id = rest.partition("_")
    law, amended_by = _read(law_id), _read(amending_id)
    if law is None or not re.fullmatch("[0-9]{8}", day):
        return None
    if amended_by is None and amending_id != _FIRST_ENACTMENT:
        return None
    try:
        return RevisionId(law, date(int(day[:4]), int(day[4:6]), int(day[6:])), amended_by)
    except ValueError:
        return None


def is_revision_id(text: str) -> bool:
    """True for the form ``{law id}_{YYYYMMDD}_{id of the amending law}``; a first enactment ends in zeros."""
    return _read_revision(text) is not None


def take_revision_apart(text: str) -> RevisionId:
    """What the id of a revision says.

    Raises:
        UsageError: The text does not follow the naming rule.
    """
    found = _read_revision(text)
    if found is None:
        raise UsageError(
            f"「{text}」は版のIDの形ではありません。",
            where="版のID",
            mend="「法令ID_施行日_改正した法令のID」の形で書いてください。",
        )
    return found
