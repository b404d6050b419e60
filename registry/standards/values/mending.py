"""Repairs of single cells that leave no doubt."""

from collections.abc import Callable

from registry.standards.forms import ColumnKind
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

Mender = Callable[[str], str | None]

MENDERS: dict[ColumnKind, Mender] = {
    ColumnKind.LOCAL_CODE: local_code.mend,
    ColumnKind.TOWN_ID: numbers_of_registers.mend_town,
    ColumnKind.CORPORATE_NUMBER: numbers_of_registers.mend_corporate,
    ColumnKind.POSTAL_CODE: numbers_of_registers.mend_postal,
    ColumnKind.IDENTIFIER: identifiers.mend,
    ColumnKind.DATE: days.mend,
    ColumnKind.DATE_TIME: days.mend_instant,
    ColumnKind.YEAR: days.mend_year,
    ColumnKind.TIME: times.mend,
    ColumnKind.LATITUDE: coordinates.mend_of(coordinates.LATITUDE),
    ColumnKind.LONGITUDE: coordinates.mend_of(coordinates.LONGITUDE),
    ColumnKind.PHONE: phones.mend,
    ColumnKind.URL: links.mend_url,
    ColumnKind.MAIL: links.mend_mail,
    ColumnKind.NUMBER: amounts.mend,
    ColumnKind.KANA: names.mend_kana,
    ColumnKind.PREFECTURE: names.mend_prefecture,
    ColumnKind.DAYS: words.mend_days,
    ColumnKind.PRESENCE: words.mend_presence,
    ColumnKind.FLAG: words.mend_flag,
}


def mend(kind: ColumnKind, value: str) -> str | None:
    """The repaired cell, or None when nothing is to be mended or the repair would be a guess.

    Spaces and line breaks around the value go in every kind; mending twice changes nothing.
    """
    bare = value.strip()
    mender = MENDERS.get(kind)
    mended = (mender(bare) if mender and bare else None) or bare
    return mended if mended != value else None
