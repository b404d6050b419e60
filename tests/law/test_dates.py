"""Days, eras and fiscal years."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.law.dates import (
    ERAS,
    era_named,
    era_of,
    fiscal_year,
    fiscal_year_bounds,
    format_fiscal_year,
    format_wareki,
    parse_date,
    parse_fiscal_year,
)

ERA_DAYS = st.dates(min_value=date(1873, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2026/11/25", date(2026, 11, 25)),
        ("2026.11.25", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("２０２６－１１－２５", date(2026, 11, 25)),
        ("2026年11月25日", date(2026, 11, 25)),
        ("２０２６年１１月２５日", date(2026, 11, 25)),
        ("二〇二六年十一月二十五日", date(2026, 11, 25)),
        (" 2026 年 11 月 25 日 ", date(2026, 11, 25)),
        ("令和8年11月25日", date(2026, 11, 25)),
        ("令和八年十一月二十五日", date(2026, 11, 25)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和１年５月１日", date(2019, 5, 1)),
        ("㋿8年11月25日", date(2026, 11, 25)),
        ("R8.11.25", date(2026, 11, 25)),
        ("r8/11/25", date(2026, 11, 25)),
        ("Ｒ８．１１．２５", date(2026, 11, 25)),
        ("R元.5.1", date(2019, 5, 1)),
        ("H30.4.1", date(2018, 4, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S39-10-10", date(1964, 10, 10)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_days_are_read(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("昭和64年1月8日", "平成元年1月8日"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("平成32年3月31日", "令和2年3月31日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("大正元年7月29日", "明治45年7月29日"),
        ("昭和元年12月24日", "大正15年12月24日"),
        ("明治5年12月2日", "1873-01-01"),
        ("令和0年1月1日", "令和8年11月25日"),
        ("令和8年2月29日", "2026-11-25"),
        ("2026-02-29", "2026-11-25"),
        ("2026-13-01", "2026-11-25"),
        ("20261301", "2026-11-25"),
        ("2026-00-01", "2026-11-25"),
        ("2026-11/25", "2026-11-25"),
        ("26/11/25", "2026-11-25"),
        ("8年11月25日", "2026-11-25"),
        ("令和8年度", "2026-11-25"),
        ("慶応3年10月14日", "2026-11-25"),
        ("2026-999999999999-1", "2026-11-25"),
        ("99999-01-01", "2026-11-25"),
        ("令和9999年1月1日", "2026-11-25"),
        ("2026-11-25T00:00:00", "2026-11-25"),
        ("きょう", "2026-11-25"),
        ("", "2026-11-25"),
    ],
)
def test_days_that_cannot_be_are_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_date(text)
    assert text in caught.value.what
    assert hint in caught.value.mend


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 25), "令和8年11月25日", "R8.11.25"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
    ],
)
def test_days_are_written_in_the_era_that_begins(day: date, long: str, short: str) -> None:
    assert format_wareki(day) == long
    assert format_wareki(day, short=True) == short


def test_days_before_the_gregorian_calendar_have_no_era() -> None:
    with pytest.raises(UsageError, match="和暦で書けません"):
        format_wareki(date(1872, 12, 31))


def test_every_day_has_its_era_and_eras_leave_no_gap() -> None:
    for earlier, later in pairwise(ERAS):
        assert later.first - earlier.last in (timedelta(0), timedelta(1))
        assert era_of(later.first) is later
        assert era_of(later.first - timedelta(1)) is earlier


@pytest.mark.parametrize(
    ("name", "offset"), [("令和", 2018), ("R", 2018), ("ｒ", 2018), ("平成", 1988), ("明治", 1867)]
)
def test_eras_by_name_and_letter(name: str, offset: int) -> None:
    era = era_named(name)
    assert era is not None
    assert era.offset == offset


def test_an_unknown_era() -> None:
    assert era_named("慶応") is None


@given(ERA_DAYS, st.booleans())
def test_era_form_reads_back(day: date, short: bool) -> None:
    assert parse_date(format_wareki(day, short)) == day


@given(st.dates())
def test_western_forms_read_back(day: date) -> None:
    if day.year >= 1000:
        assert parse_date(day.isoformat()) == day
        assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
        assert parse_date(day.isoformat().replace("-", "")) == day


@given(st.text(alphabet="0123456789年月日度-/.RHS令和平成元一二十〇 ", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert parse_date(text) >= date(1000, 1, 1)
    with suppress(UsageError):
        assert parse_fiscal_year(text) >= 1000


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
    ],
)
def test_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_a_day_lies_within_the_bounds_of_its_fiscal_year(day: date) -> None:
    first, last = fiscal_year_bounds(fiscal_year(day))
    assert first <= day <= last


@pytest.mark.parametrize(
    ("year", "alone", "both"),
    [
        (2026, "令和8年度", "令和8年度"),
        (2020, "令和2年度", "令和2年度"),
        (2019, "令和元年度", "令和元年度（平成31年度）"),
        (2018, "平成30年度", "平成30年度"),
        (1989, "平成元年度", "平成元年度"),
        (1988, "昭和63年度", "昭和63年度"),
        (1926, "昭和元年度", "昭和元年度（大正15年度）"),
    ],
)
def test_fiscal_years_are_named(year: int, alone: str, both: str) -> None:
    assert format_fiscal_year(year) == alone
    assert format_fiscal_year(year, both=True) == both


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026", 2026),
        ("２０２６年度", 2026),
        ("二〇二六年度", 2026),
        ("令和8年度", 2026),
        ("令和八年度", 2026),
        ("R8", 2026),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("昭和63年度", 1988),
        ("平成元年度", 1989),
    ],
)
def test_fiscal_years_are_read(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("昭和64年度", "平成元年度"),
        ("平成32年度", "令和2年度"),
        ("令和0年度", "平成30年度"),
        ("26", "令和8年度"),
        ("令和9999年度", "令和8年度"),
        ("来年度", "令和8年度"),
    ],
)
def test_fiscal_years_that_cannot_be_are_refused(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_fiscal_year(text)
    assert hint in caught.value.mend


@given(st.integers(min_value=1873, max_value=2200))
def test_names_of_fiscal_years_read_back(year: int) -> None:
    assert parse_fiscal_year(format_fiscal_year(year)) == year
