"""Cells of catalogues as values: dates, sizes, lists, addresses."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from registry.law.dates import era_named

_JAPAN = timezone(timedelta(hours=9))
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(30_000, 60_000)
"""Day numbers of 1982 to 2064."""
_LONGEST_DATE = 64
"""Characters."""
_MAX_SIZE = 2**63 - 1
_UNITS = {
    unit: 1024**power
    for power, units in enumerate(
        ("B BYTE BYTES バイト", "K KB KIB キロバイト", "M MB MIB メガバイト", "G GB GIB")
    )
    for unit in units.split()
} | {"": 1}

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_WESTERN = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII
)
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])\.?(\d{1,2}|元)(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SIZE = re.compile(r"約?(\d[\d,]{0,20}(?:\.\d{1,9})?)([A-Zァ-ー]*)", re.ASCII)
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"'（）()「」、，]+", re.IGNORECASE)
_LIST_MARKS = re.compile(r"[;；,，、\n\r|｜]+")


def one_line(text: str) -> str:
    """The text with every run of white space (full-width and line breaks too) as one space."""
    return " ".join(text.split())


def key(text: str) -> str:
    """A word for comparing: NFKC, lower case, without white space."""
    return _spaceless(text).lower()


def _spaceless(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def iso_date(text: str) -> str:
    """A date as people and programs write it, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Japanese years, single-digit months, Excel's day numbers and times of day are understood; anything else,
    and days that do not exist, come back as written.
    """
    return _iso_date(text) if len(text) <= _LONGEST_DATE else one_line(text)


@lru_cache(maxsize=4096)
def _iso_date(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if compact := _COMPACT.fullmatch(plain):
        return _checked_date(int(compact[1]), compact[2], compact[3]) or plain
    if len(plain) == 5 and plain.isascii() and plain.isdecimal() and int(plain) in _EXCEL_SERIALS:
        return (_EXCEL_EPOCH + timedelta(days=int(plain))).isoformat()
    if western := _WESTERN.fullmatch(plain):
        return _checked_date(int(western[1]), western[2], western[3]) or plain
    found = _ERA.fullmatch(_spaceless(plain))
    era = era_named(found[1]) if found else None
    if found and era:
        year = era.offset + (1 if found[2] == "元" else int(found[2]))
        return _checked_date(year, found[3], found[4]) or one_line(text)
    return one_line(text)


def japanese_day(text: str) -> str:
    """The day in Japan of a timestamp; without a zone it is taken as UTC, as CKAN writes it.

    The midnights of Tokyo's catalogue stand as 15:00 of the day before.
    """
    if not _INSTANT.match(text):
        return iso_date(text)
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        return instant.astimezone(_JAPAN).date().isoformat()
    except (ValueError, OverflowError):
        return iso_date(text)


def size_in_bytes(value: object) -> int | None:
    """A size in bytes; units count in 1,024. None for nothing, for nonsense, and beyond 63 bits."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value <= _MAX_SIZE else None
    match = _SIZE.fullmatch(_spaceless(str(value)).upper())
    if match is None or match[2] not in _UNITS:
        return None
    size = float(match[1].replace(",", "")) * _UNITS[match[2]]
    return int(size) if size < _MAX_SIZE else None


def items(text: str) -> tuple[str, ...]:
    """The members of a list written in one cell, each once, in order."""
    return tuple(dict.fromkeys(part for raw in _LIST_MARKS.split(text) if (part := one_line(raw))))


def first_url(text: str) -> str:
    """The first address in the cell, or the whole cell when it holds none."""
    match = _URL.search(text)
    return match[0] if match else one_line(text)


def _checked_date(year: int, month: str | None, day: str | None) -> str:
    """ISO 8601 as far as told, "" for a day that does not exist."""
    if month is None:
        return f"{year:04}"
    try:
        full = date(year, int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return full if day else full[:7]
