"""Days, era years (和暦) and fiscal years (年度).

Eras follow the day on which they began; days before 明治6年 (1873-01-01) are refused in era form, because
Japan then counted by the lunisolar calendar. The fiscal year of a local government runs from 1 April to
31 March (地方自治法208条1項).
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from registry.errors import UsageError
from registry.law.numerals import NUMERAL_CHARACTERS, format_kanji, parse_number


class Era(NamedTuple):
    """An era (元号) and the days that may bear its name."""

    name: str
    letter: str
    first: date
    """First day written in this era (of 明治: first day of the Gregorian calendar in Japan)."""
    last: date
    """Last day that may be written in this era. 1912-07-30 and 1926-12-25 bear the old name and the new,
    because those eras began within the day; they are written in the new one."""
    offset: int
    """Add it to the era year for the year AD."""


ERAS = (
    Era("明治", "M", date(1873, 1, 1), date(1912, 7, 30), 1867),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25), 1911),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7), 1925),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30), 1988),
    Era("令和", "R", date(2019, 5, 1), date.max, 2018),
)
_BY_NAME = {name: era for era in ERAS for name in (era.name, era.letter)}
_ACCEPTED = (
    "2026-11-25、2026/11/25、20261125、2026年11月25日、令和8年11月25日、R8.11.25 のように書いてください。"
)
_ACCEPTED_YEARS = "2026、2026年度、令和8年度、R8 のように書いてください。"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    number = f"[{NUMERAL_CHARACTERS}]+"
    era = "|".join(name for era in ERAS for name in (era.name, era.letter))
    return (
        re.compile(rf"({number})(?:年({number})月({number})日|([-/.])({number})\4({number}))"),
        re.compile(
            rf"({era})(元|{number})(?:年({number})月({number})日|([-/.])({number})\5({number}))", re.I
        ),
        re.compile(rf"(?:({era})(元|{number})|([0-9]{{4}}|[〇一二三四五六七八九]{{4}}))(?:年度?)?", re.I),
    )


def _compact(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", normal).translate({0x2010: "-", 0x2011: "-", 0x2212: "-", 0x30FC: "-"})


def parse_date(text: str) -> date:
    """Read a day in Western or era form, in any width, with Arabic or kanji numerals.

    Raises:
        UsageError: The form is unknown, the day does not exist, or it lies outside the era named.
    """
    compact = _compact(text)
    if compact.isascii() and compact.isdigit() and len(compact) == 8:
        return _day(text, int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    western, eras, _ = _patterns()
    if found := western.fullmatch(compact):
        year = parse_number(found[1])
        if year < 1000:
            raise UsageError(
                f"「{text}」の年が分かりません。",
                why="西暦は4桁で、和暦は元号を付けて書きます。",
                mend=_ACCEPTED,
            )
        return _day(text, year, parse_number(found[2] or found[5]), parse_number(found[3] or found[6]))
    if found := eras.fullmatch(compact):
        month, day = parse_number(found[3] or found[6]), parse_number(found[4] or found[7])
        return _era_day(text, _BY_NAME[found[1].upper()], parse_number(found[2]), month, day)
    raise UsageError(f"「{text}」は日付として読めません。", mend=_ACCEPTED)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise UsageError(
            f"「{text}」という日はありません。",
            why=f"{year}年{month}月{day}日は暦にない日です。",
            mend=_ACCEPTED,
        ) from None


def _era_day(text: str, era: Era, year: int, month: int, day: int) -> date:
    if year < 1:
        raise UsageError(
            f"「{text}」という日はありません。", why="元号の年は元年（1年）から数えます。", mend=_ACCEPTED
        )
    found = _day(text, era.offset + year, month, day)
    if era.first <= found <= era.last:
        return found
    if found < ERAS[0].first:
        raise UsageError(
            f"「{text}」は扱えません。",
            why="明治5年までは旧暦（太陰太陽暦）で、西暦の日付にそのまま直せません。",
            mend="明治6年1月1日（1873-01-01）以後の日付か、西暦の日付を書いてください。",
        )
    end = "" if era.last == date.max else f"{_wareki(era, era.last)}まで"
    raise UsageError(
        f"「{text}」は{era.name}の期間の外です。",
        why=f"{era.name}は{_wareki(era, era.first)}から{end}です。",
        mend=f"{format_wareki(found)}（{found.isoformat()}）と書いてください。",
    )


def era_of(day: date) -> Era:
    """The era in which a day is written; on a day of two eras the new one.

    Raises:
        UsageError: The day lies before 1873-01-01.
    """
    for era in reversed(ERAS):
        if era.first <= day:
            return era
    raise UsageError(
        f"{day.isoformat()} は和暦で書けません。",
        why="明治5年までは旧暦で、西暦の日付と一対一に対応しません。",
        mend="1873-01-01（明治6年1月1日）以後の日付を使ってください。",
    )


def _wareki(era: Era, day: date) -> str:
    year = day.year - era.offset
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def format_wareki(day: date, short: bool = False) -> str:
    """Write a day in its era: 令和8年11月25日, or R8.11.25 when ``short``.

    The first year is 元年 (令和元年5月1日) and 1 in the short form (R1.5.1).

    Raises:
        UsageError: The day lies before 1873-01-01.
    """
    era = era_of(day)
    if short:
        return f"{era.letter}{day.year - era.offset}.{day.month}.{day.day}"
    return _wareki(era, day)


def format_era_year(era: Era, year: int, kanji: bool = False) -> str:
    """Write a year of an era: 令和8年, 令和元年; with ``kanji`` 令和八年."""
    if year == 1:
        return f"{era.name}元年"
    return f"{era.name}{format_kanji(year) if kanji else year}年"


def era_named(name: str) -> Era | None:
    """The era of a name or letter (令和, R, r), or None."""
    return _BY_NAME.get(unicodedata.normalize("NFKC", name).upper())


def fiscal_year(day: date) -> int:
    """The fiscal year in which a day lies, by the year AD of its 1 April."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def format_fiscal_year(year: int, both: bool = False) -> str:
    """Write a fiscal year: 2026 → 令和8年度.

    A fiscal year in whose first nine months the era changed is named after the new era, as the State named
    its budget of 2019 (令和元年度); with ``both`` the name that it bore on 1 April follows:
    令和元年度（平成31年度）.

    Raises:
        UsageError: The year lies before 1873.
    """
    named = era_of(date(year, 12, 31))
    written = format_era_year(named, year - named.offset) + "度"
    before = era_of(date(year, 4, 1))
    if both and before != named:
        written += f"（{format_era_year(before, year - before.offset)}度）"
    return written


def parse_fiscal_year(text: str) -> int:
    """Read 2026, 2026年度, 令和8年度, R8, 令和元年度 or 平成31年度 as a fiscal year.

    Raises:
        UsageError: The form is unknown, or no day of April to December of that year lies in the era.
    """
    found = _patterns()[2].fullmatch(_compact(text))
    if not found:
        raise UsageError(f"「{text}」は年度として読めません。", mend=_ACCEPTED_YEARS)
    if found[3]:
        year = parse_number(found[3])
        if year < 1000:
            raise UsageError(f"「{text}」は年度として読めません。", mend=_ACCEPTED_YEARS)
        return year
    era = _BY_NAME[found[1].upper()]
    year = era.offset + parse_number(found[2])
    if era.first.year <= year <= min(era.last.year, date.max.year - 1):
        first, last = date(year, 4, 1), date(year, 12, 31)
        if era.first <= last and first <= era.last:
            return year
    raise UsageError(
        f"「{text}」という年度はありません。",
        why=f"その年の4月から12月までに、{era.name}の日がありません。",
        mend=f"{format_fiscal_year(year)}と書いてください。"
        if 1873 <= year < date.max.year
        else _ACCEPTED_YEARS,
    )
