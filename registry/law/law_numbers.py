"""Law numbers (法令番号) and e-Gov law ids.

An id is never made from a number: the id of an act tells who introduced the bill, that of an ordinance which
ministries issued it, and the number does not. Ids are only checked against numbers.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from msgspec import Struct

from registry.errors import UsageError
from registry.law.dates import ERAS, era_named, format_era_year
from registry.law.law_ids import (
    PERSONNEL_RULE,
    PRIME_MINISTER_DECISION,
    check_law_id,
    is_law_id,
    is_revision_id,
)
from registry.law.numerals import NUMERAL_CHARACTERS, format_kanji, format_positional, parse_number

__all__ = ["LawNumber", "check_law_id", "is_law_id", "is_revision_id", "law_id_conflict", "parse_law_number"]

_ACCEPTED = (
    "平成10年法律第7号、昭和四十二年厚生省・建設省令第一号、人事院規則九―二四 のように書いてください。"
)
_MAY_LACK_NUMBER = frozenset({"憲法", "太政官布告", "太政官達", "太政官布達", "詔書"})


class LawNumber(Struct, frozen=True, omit_defaults=True):
    """A law number taken apart."""

    era: str | None
    """Name of the era; None for rules of the National Personnel Authority."""
    year: int | None
    """Year of the era."""
    issued_as: str
    """What stands between year and number: 法律, 政令, 厚生省・建設省令, 防衛省訓令, 横浜市条例."""
    numbers: tuple[int, ...]
    """One number; several for 人事院規則九―二四; none where there is none (昭和二十一年憲法)."""
    month_day: tuple[int, int] | None = None
    """Day of a decision of the Prime Minister, which has no number."""

    def __str__(self) -> str:
        """With Arabic numerals, as in horizontal writing: 平成10年法律第7号."""
        return self._written(kanji=False)

    def kanji(self) -> str:
        """With kanji numerals, as laws and e-Gov write it: 平成十年法律第七号."""
        return self._written(kanji=True)

    def _written(self, *, kanji: bool) -> str:
        if self.issued_as == PERSONNEL_RULE:
            return self.issued_as + "―".join(format_positional(n) if kanji else str(n) for n in self.numbers)
        era = era_named(self.era or "")
        written = format_era_year(era, self.year, kanji) if era and self.year else ""
        if self.month_day:
            month, day = (format_kanji(n) if kanji else str(n) for n in self.month_day)
            written += f"{month}月{day}日"
        return (
            written + self.issued_as + "".join(f"第{format_kanji(n) if kanji else n}号" for n in self.numbers)
        )

    @property
    def year_ad(self) -> int | None:
        """Year AD, or None where the number has no year."""
        era = era_named(self.era or "")
        return era.offset + self.year if era and self.year else None

    @property
    def kind(self) -> str:
        """法律, 政令, 勅令, 府省令, 規則, 訓令, 告示, 条例, 憲法, 太政官布告; else what it was issued as."""
        return _kind_and_issuers(self.issued_as)[0]

    @property
    def issuers(self) -> tuple[str, ...]:
        """Ministries, commissions or bodies named in it: ("厚生省", "建設省"); empty for acts."""
        return _kind_and_issuers(self.issued_as)[1]


@lru_cache(maxsize=256)
def _kind_and_issuers(issued_as: str) -> tuple[str, tuple[str, ...]]:
    for kind in ("条例", "規則", "訓令", "告示"):
        if issued_as.endswith(kind):
            issuers = issued_as.removesuffix(kind)
            return kind, tuple(issuers.split("・")) if issuers else ()
    if found := re.fullmatch("(.+[府省庁院])令", issued_as):
        return "府省令", tuple(found[1].split("・"))
    return ("府省令", ("内閣",)) if issued_as == "閣令" else (issued_as, ())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = f"[{NUMERAL_CHARACTERS}]+"
    eras = "|".join(era.name for era in ERAS)
    return (
        re.compile(
            rf"(?P<era>{eras})(?P<year>元|{number})年(?:(?P<month>{number})月(?P<day>{number})日)?"
            rf"(?P<issued_as>[^0-9第号()]{{0,60}}?[^{NUMERAL_CHARACTERS}第号()])(?:第?(?P<number>{number})号)?"
        ),
        re.compile(rf"{PERSONNEL_RULE}({number}(?:[―‐‑–—−ー-]{number})*)"),
    )


@lru_cache(maxsize=1024)
def parse_law_number(text: str) -> LawNumber:
    """Read a law number with kanji or Arabic numerals, in any width.

    Raises:
        UsageError: The text is not a law number, or its year lies outside the era.
    """
    compact = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    yearly, personnel = _patterns()
    if found := personnel.fullmatch(compact):
        parts = re.split("[―‐‑–—−ー-]", found[1])
        return LawNumber(None, None, PERSONNEL_RULE, tuple(map(parse_number, parts)))
    found = yearly.fullmatch(compact)
    if not found:
        raise _unreadable(text, "「元号・年・種類・第何号」の形ではありません。")
    issued_as, number = found["issued_as"], found["number"]
    if issued_as == PRIME_MINISTER_DECISION:
        if number or not found["month"]:
            raise _unreadable(text, f"{PRIME_MINISTER_DECISION}には、番号がなく月日が付きます。")
    elif found["month"]:
        raise _unreadable(text, f"月日が付くのは{PRIME_MINISTER_DECISION}だけです。")
    elif not number and issued_as not in _MAY_LACK_NUMBER:
        raise _unreadable(text, "「第何号」がありません。")
    read = LawNumber(
        found["era"],
        parse_number(found["year"]),
        issued_as,
        (parse_number(number),) if number else (),
        (parse_number(found["month"]), parse_number(found["day"])) if found["month"] else None,
    )
    _check(read, text)
    return read


def _check(number: LawNumber, text: str) -> None:
    if number.year == 0 or 0 in number.numbers:
        raise _unreadable(text, "年と番号は1から数えます。")
    era = era_named(number.era or "")
    if era and number.year_ad and number.year_ad > era.last.year:
        raise _unreadable(text, f"{era.name}は{era.last.year - era.offset}年までです。")
    if number.month_day and number.year_ad:
        try:
            date(number.year_ad, *number.month_day)
        except (ValueError, OverflowError):
            raise _unreadable(text, "その月日は暦にありません。") from None


def _unreadable(text: str, why: str) -> UsageError:
    return UsageError(f"「{text}」は法令番号として読めません。", where="法令番号", why=why, mend=_ACCEPTED)


def law_id_conflict(law_id: str, number: str) -> str | None:
    """Say in what a law id and a law number disagree, or None when they agree.

    Raises:
        UsageError: One of them cannot be read.
    """
    by_id, by_number = check_law_id(law_id), parse_law_number(number)
    kind = PERSONNEL_RULE if by_number.issued_as == PERSONNEL_RULE else by_number.kind
    # Rules of commissions have ids of the form of ordinances (個人情報保護委員会規則) or of other rules.
    if by_id.kind not in (("規則", "府省令") if kind == "規則" else (kind,)):
        return f"法令IDは{by_id.kind}、法令番号は{kind}です。"
    if by_number.era is not None and (by_id.era, by_id.year) != (by_number.era, by_number.year):
        return f"法令IDは{by_id.era}{by_id.year}年、法令番号は{by_number.era}{by_number.year}年です。"
    if by_id.month_day != by_number.month_day:
        return "法令IDと法令番号の月日が違います。"
    if by_id.numbers and by_number.numbers and by_id.numbers != by_number.numbers:
        by_id_text, by_number_text = (
            "―".join(map(str, numbers)) for numbers in (by_id.numbers, by_number.numbers)
        )
        return f"法令IDの番号は{by_id_text}、法令番号の番号は{by_number_text}です。"
    issuers = len(by_number.issuers)
    if kind == "府省令" and by_id.ministries is not None and (by_id.ministries > 1) != (issuers > 1):
        return f"法令IDの府省の数は{by_id.ministries}、法令番号の府省の数は{issuers}です。"
    return None
