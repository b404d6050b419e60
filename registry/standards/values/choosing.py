"""Which checks a column gets, by the kind of its values."""

import re
from collections.abc import Callable
from typing import NamedTuple

from registry.knowledge.datasets import Requirement
from registry.standards.cells import ColumnCheck
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.values import (
    amounts,
    coordinates,
    days,
    identifiers,
    links,
    local_code,
    names,
    numbers_of_registers,
    phones,
    times,
    words,
)
from registry.standards.values.column import ValueCheck
from registry.standards.values.defects import LONGEST, Defect, Judge, Placeholder, narrow, quoted
from registry.standards.values.text import placeholder_in_text, placeholder_in_values

_OTHER_SEPARATORS = re.compile("[、，,；\n]")
_DATUM_NAMES = re.compile("測地系|座標参照系")
_DIGITS = b"0123456789\n"
_PLACES = ("所在地", "学校", "住所", "施設")
"""Beginnings of names of columns with the code of a place, not of the body that publishes."""


class _Rules(NamedTuple):
    judge: Judge | None = None
    clean: re.Pattern[str] | None = None
    placeholder: Placeholder = placeholder_in_values
    breaks_allowed: bool = False
    plain: bytes = b""
    """Characters of which any mixture is clean."""
    often: tuple[str, re.Pattern[str]] | None = None
    accept: Callable[[str], bool] | None = None


def _no_placeholder(_: str) -> Defect | None:
    return None


_RULES: dict[ColumnKind, _Rules] = {
    ColumnKind.LOCAL_CODE: _Rules(local_code.judge),
    ColumnKind.TOWN_ID: _Rules(numbers_of_registers.judge_town, numbers_of_registers.CLEAN_TOWN),
    ColumnKind.CORPORATE_NUMBER: _Rules(
        numbers_of_registers.judge_corporate, accept=numbers_of_registers.is_corporate
    ),
    ColumnKind.POSTAL_CODE: _Rules(numbers_of_registers.judge_postal, numbers_of_registers.CLEAN_POSTAL),
    ColumnKind.IDENTIFIER: _Rules(identifiers.judge, identifiers.CLEAN, plain=_DIGITS),
    ColumnKind.DATE: _Rules(days.judge, days.CLEAN),
    ColumnKind.DATE_TIME: _Rules(days.judge_instant, days.CLEAN_INSTANT),
    ColumnKind.YEAR: _Rules(days.judge_year),
    ColumnKind.TIME: _Rules(times.judge),
    ColumnKind.LATITUDE: _Rules(coordinates.judge_of(coordinates.LATITUDE), coordinates.LATITUDE.clean),
    ColumnKind.LONGITUDE: _Rules(coordinates.judge_of(coordinates.LONGITUDE), coordinates.LONGITUDE.clean),
    ColumnKind.PHONE: _Rules(phones.judge, phones.CLEAN, breaks_allowed=True, often=phones.OFTEN),
    ColumnKind.URL: _Rules(links.judge_url, links.CLEAN_URL),
    ColumnKind.MAIL: _Rules(links.judge_mail, links.CLEAN_MAIL),
    ColumnKind.NUMBER: _Rules(amounts.judge, amounts.CLEAN, plain=_DIGITS),
    ColumnKind.KANA: _Rules(names.judge_kana, names.CLEAN_KANA, placeholder_in_text),
    ColumnKind.PREFECTURE: _Rules(names.judge_prefecture, None, placeholder_in_text),
    ColumnKind.MUNICIPALITY: _Rules(names.judge_municipality, None, placeholder_in_text),
    ColumnKind.DAYS: _Rules(words.judge_days),
    ColumnKind.PRESENCE: _Rules(words.judge_presence, None, _no_placeholder),
    ColumnKind.FLAG: _Rules(words.judge_flag, None, _no_placeholder),
    ColumnKind.TEXT: _Rules(None, None, placeholder_in_text, breaks_allowed=True),
}
_OTHERS = _Rules(None, None, placeholder_in_text)
"""統制語彙, 住所, 氏名."""


def _one_of_several(judge: Judge | None) -> Judge:
    """The judge of a column whose values stand side by side, parted by semicolons."""

    def judge_several(value: str) -> Defect | None:
        if ";" in value:
            return None
        if _OTHER_SEPARATORS.search(value[:LONGEST]):
            return Defect("V84", f"{quoted(value)}は値の区切りが半角の ; ではありません")
        return judge(value) if judge else None

    return judge_several


def checks_for(column: FormColumn, heading: str, number: int, *, body_code: str = "") -> list[ColumnCheck]:
    """The value checks of a column; ``heading`` as written and ``number`` go into the findings.

    ``body_code``: the body that publishes, where the user named it.
    """
    kind = column.kind
    rules = _RULES.get(kind, _OTHERS)
    judge, clean = rules.judge, rules.clean
    name = narrow(column.name)
    if kind is ColumnKind.LOCAL_CODE:
        judge = local_code.judge_for(name)
    if column.several:
        judge, clean = _one_of_several(judge), None
    position = kind in (ColumnKind.LATITUDE, ColumnKind.LONGITUDE)
    checks: list[ColumnCheck] = [
        ValueCheck(
            heading,
            number,
            judge,
            clean=clean,
            placeholder=rules.placeholder,
            breaks_allowed=rules.breaks_allowed,
            often=rules.often,
            accept=rules.accept,
            plain=b"" if column.several else rules.plain,
        )
    ]
    if kind is ColumnKind.LOCAL_CODE and not name.startswith(_PLACES):
        checks.append(local_code.PublisherCheck(heading, number, body_code))
    if kind is ColumnKind.IDENTIFIER and identifiers.is_key(column.name):
        required = column.required is Requirement.REQUIRED
        checks.append(identifiers.UniqueCheck(heading, number, required=required))
    if position and coordinates.names_old_datum(heading):
        checks.append(coordinates.OldDatumCheck(heading, number, cells_name_it=False))
    if _DATUM_NAMES.search(name[:LONGEST]) and not position:
        checks.append(coordinates.OldDatumCheck(heading, number, cells_name_it=True))
    return checks
