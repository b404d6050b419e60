"""Values of indicators as people write them: numbers with a unit, years, units."""

import re
import unicodedata

from registry.errors import UsageError
from registry.law.dates import parse_fiscal_year

_NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([^\s0-9.,+-]*?)\s*(以上|以下|未満|超)?"
)
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:以上|以下|未満|超)?")
_UNITS = (
    "% 件 人 名 種 種類 項目 回 団体 課 校 台 枚 本 個 倍 ポイント 円 千円 万円 百万円 億円 分 時間 日 か月 年 か所 箇所 "
    "世帯 ページ 手続 業務 様式 帳票 施設 路線 レイヤ 施策 柱 升 件/年 人/年 円/年 時間/年 回/年 人/便 分/人 分/件"
)
UNITS = frozenset(_UNITS.split())
"""Units that are told from words when they stand behind a number."""
FIRST_YEAR, LAST_YEAR = 2000, 2200


def read_unit(text: str) -> str:
    """A unit in its usual width."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def read_value(text: str, unit: str, name: str, label: str) -> tuple[str, str]:
    """A value without its unit, and the unit: 1,200件 → 1200 and 件, 60%以上 → 60以上 and %.

    What is no number stays as it is written (条例の施行). ``unit`` is the one already known, "" for none;
    ``name`` and ``label`` say in messages what is read.
    Raises UsageError when the value has another unit than the indicator.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.fullmatch(plain)
    if not found:
        return " ".join(text.split()), unit
    number, written, limit = found[1].replace(",", ""), found[2], found[3] or ""
    if written and written != unit:
        if written not in UNITS:
            return " ".join(text.split()), unit
        if unit:
            raise UsageError(
                f"{label}「{text}」の単位が、KPI の単位「{unit}」と違います",
                where=f"KPI「{name}」",
                mend=f"数だけを書くか、単位={written} とそろえてください",
            )
        unit = written
    return number + limit, unit


def is_number(value: str) -> bool:
    """True for a value that progress can be measured against."""
    return bool(_PLAIN_NUMBER.fullmatch(value))


def read_due_year(text: str, name: str) -> int | None:
    """The fiscal year of a target: 2029, 令和11年度, R11年度末; None for an empty text.

    Raises UsageError for what is no fiscal year.
    """
    if not text:
        return None
    return read_fiscal_year(text.removesuffix("末"), f"KPI「{name}」の年度")


def read_fiscal_year(text: str, where: str) -> int:
    """A fiscal year that a plan can name.

    Raises UsageError for another text or a year far away.
    """
    try:
        year = parse_fiscal_year(text)
    except UsageError as problem:
        raise UsageError(problem.what, where=where, why=problem.why, mend=problem.mend) from problem
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"年度として使えない値です: {text}",
            where=where,
            why=f"{FIRST_YEAR} から {LAST_YEAR} までの年度を扱います",
            mend="西暦か和暦で書いてください（例: 2029、令和11年度）",
        )
    return year
