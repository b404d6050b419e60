"""Days and years: 日付 YYYY-MM-DD, 日時, 年 in four digits.

The definition book asks for ISO 8601 in its extended form. Other notations of one certain day are mended; day
numbers of Excel and years of two digits are not, because what they mean is a guess.
"""

import re
from datetime import date, timedelta

from registry.errors import UsageError
from registry.law.dates import era_named, parse_date
from registry.standards.values.defects import LONGEST, Defect, compact, lines_of, narrow, quoted
from registry.standards.values.times import judge as judge_time
from registry.standards.values.times import mend as mend_time

_YEAR = r"(?:18[7-9][0-9]|19(?:0[1-9]|[1-9][0-9])|20[0-9]{2})"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:19|20)(?:0[48]|[2468][048]|[13579][26])-02-29)"
)
_INSTANT = (
    rf"{_DAY}(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+\-][0-9]{{2}}:?[0-9]{{2}})?)?"
)
CLEAN = lines_of(_DAY)
CLEAN_INSTANT = lines_of(_INSTANT)
_ISO = re.compile(_DAY)
_ISO_INSTANT = re.compile(_INSTANT)
_DATE_SHAPE = re.compile(
    r"(?:明治|大正|昭和|平成|令和|[MTSHRmtshr])?(?:[0-9]{1,4}|元)(?:年[0-9]{1,2}月[0-9]{1,2}日|([-/.])[0-9]{1,2}\1[0-9]{1,2})"
)
_MONTH_FIRST = re.compile(r"(?:1[0-2]|0?[1-9])([-/])(?:3[01]|[12][0-9]|0?[1-9])\1(?:19|20)?[0-9]{2}")
_EIGHT = re.compile(r"[0-9]{8}")
_SECONDS = re.compile(r"(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}")
_ZERO_TIME = re.compile(r"(?<=[0-9日])[T ]*(?:0?0:00(?::00(?:\.0+)?)?|0時0?0分)$")
_WEEKDAY = re.compile(r"\(([月火水木金土日])(?:曜日?)?\)$")
_SHORT_YEAR = re.compile(r"[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_INCOMPLETE = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|[MTSHRmtshr])(?:[0-9]{1,2}|元)|[0-9]{4})"
    r"(?:[-/.年](?:[0-9]{1,2}(?:[-/.月](?:頃|上旬|中旬|下旬|末)?)?)?)?(?:度)?|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
    r"|[0-9]{1,2}(?:[-/]|月)[0-9]{1,2}日?"
)
_SERIAL = re.compile(r"[1-6][0-9]{4}(?:\.[0-9]{1,12})?")
_SERIALS = range(10_000, 65_000)
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1868, 2099
_PLAIN_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_YEAR_SHAPE = re.compile(r"([0-9]{4})年")
_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHRmtshr])\.?([0-9]{1,2}|元)年?")


def _bare_day(value: str) -> tuple[str, str]:
    """The day without a time of zero, and the weekday written behind it."""
    plain = _ZERO_TIME.sub("", narrow(value[:LONGEST]))
    plain = compact(plain)
    found = _WEEKDAY.search(plain)
    return (plain[: found.start()], found[1]) if found else (plain, "")


def _day_of(value: str) -> date | None:
    """The day, if it is written in a form that leaves no doubt."""
    plain, weekday = _bare_day(value)
    if not (_DATE_SHAPE.fullmatch(plain) or _EIGHT.fullmatch(plain)):
        return None
    try:
        day = parse_date(plain)
    except UsageError:
        return None
    if weekday and "月火水木金土日"[day.weekday()] != weekday:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def judge(value: str) -> Defect | None:
    """What is wrong with a day."""
    if _ISO.fullmatch(value):
        return None
    if day := _day_of(value):
        if day.isoformat() == value:
            return (
                Defect("V35", f"{quoted(value)}は{_strange(day)}") if day.year in (1868, 1869, 1900) else None
            )
        return Defect("V30", f"{quoted(value)}は YYYY-MM-DD で書きます", f"{day.isoformat()} と書く")
    plain, weekday = _bare_day(value)
    if _MONTH_FIRST.fullmatch(plain) and not _SHORT_YEAR.fullmatch(plain):
        return Defect("V34", f"{quoted(value)}は月・日・年の順のようです。YYYY-MM-DD で書きます")
    if _EIGHT.fullmatch(plain) or _DATE_SHAPE.fullmatch(plain):
        return _judge_shaped(value, plain, weekday)
    if _SERIAL.fullmatch(plain) and int(plain[:5]) in _SERIALS:
        day = _EXCEL_EPOCH + timedelta(days=int(plain[:5]))
        return Defect(
            "V33",
            f"{quoted(value)}は表計算ソフトの通し番号のようです（日付なら {day.isoformat()}）",
            "元の表で日付の表示形式にしてから書き出す",
        )
    if _INCOMPLETE.fullmatch(plain):
        return Defect("V34", f"{quoted(value)}は年月日がそろっていません。YYYY-MM-DD で書きます")
    day_part, time_part = _split(value)
    if _day_of(day_part) and (_SECONDS.fullmatch(time_part) or (time_part and judge_time(time_part) is None)):
        return Defect("V32", f"{quoted(value)}に時刻が付いています。日付だけを書くか、時刻を別の列に分けます")
    return Defect("V32", f"{quoted(value)}は一つの日付ではありません。YYYY-MM-DD で書きます")


def _strange(day: date) -> str:
    if day.year == 1900:
        return "表計算ソフトが空や 0 を日付にしたときの年です"
    return "旧暦の時代の日付です。西暦の日付か確かめてください"


def _judge_shaped(value: str, plain: str, weekday: str) -> Defect:
    if _SHORT_YEAR.fullmatch(plain):
        return Defect("V34", f"{quoted(value)}の年が 2 桁で、西暦か和暦か分かりません。YYYY-MM-DD で書きます")
    try:
        day = parse_date(plain)
    except UsageError as refused:
        era = not plain[0].isdigit()
        if era and "という日はありません" not in refused.what:
            return Defect("V32", f"{quoted(value)}の元号と年月日が合いません。{refused.mend}")
        return Defect("V31", f"{quoted(value)}という日は暦にありません")
    if weekday and "月火水木金土日"[day.weekday()] != weekday:
        return Defect(
            "V32",
            f"{quoted(value)}の日付と曜日が合いません（{day.isoformat()} は{'月火水木金土日'[day.weekday()]}曜日）",
        )
    return Defect("V35", f"{quoted(value)}の年 {day.year} は、ほかの年の書き誤りではありませんか")


def mend(value: str) -> str | None:
    """The day as YYYY-MM-DD."""
    day = _day_of(value)
    return day.isoformat() if day else None


def judge_instant(value: str) -> Defect | None:
    """What is wrong with a day that may have a time behind it."""
    if _ISO_INSTANT.fullmatch(value):
        return None
    if mended := mend_instant(value):
        return (
            Defect("V30", f"{quoted(value)}は YYYY-MM-DDThh:mm で書きます", f"{mended} と書く")
            if mended != value
            else None
        )
    day, time = _split(value)
    if not time:
        return judge(value)
    return judge(day) or judge_time(time) or Defect("V32", f"{quoted(value)}は一つの日時ではありません")


def _split(value: str) -> tuple[str, str]:
    """Day and time of an instant, parted at the T, the first space or 日."""
    plain = narrow(value[:LONGEST])
    found = re.match(r"(\S+?日|[0-9A-Za-z./\-]*?[0-9])(?:T| +|(?<=日))(?=\S)(.*)$", plain, re.DOTALL)
    return (found[1], found[2]) if found else (plain, "")


def mend_instant(value: str) -> str | None:
    """Day and time as YYYY-MM-DDThh:mm, or the day alone where there is no time."""
    if _ISO_INSTANT.fullmatch(value):
        return value
    day, time = _split(value)
    if not time:
        return mend(value)
    mended_day, mended_time = mend(day), time if _SECONDS.fullmatch(time) else mend_time(time)
    if mended_day is None or mended_time is None or mended_time > "23:59:59":
        return None
    return f"{mended_day}T{mended_time}"


def judge_year(value: str) -> Defect | None:
    """What is wrong with a year."""
    if _PLAIN_YEAR.fullmatch(value):
        return None
    if mended := mend_year(value):
        return Defect("V36", f"{quoted(value)}は西暦 4 桁で書きます", f"{mended} と書く")
    return Defect("V37", f"{quoted(value)}は西暦 4 桁の年ではありません")


def mend_year(value: str) -> str | None:
    """The year AD in four digits."""
    plain = compact(value[:LONGEST])
    if found := _YEAR_SHAPE.fullmatch(plain):
        plain = found[1]
    elif found := _ERA_YEAR.fullmatch(plain):
        era = era_named(found[1])
        year = (era.offset if era else 0) + (1 if found[2] == "元" else int(found[2]))
        if not era or found[2] in ("0", "00") or not era.first.year <= year <= min(era.last.year, _LAST_YEAR):
            return None
        plain = str(year)
    return plain if _PLAIN_YEAR.fullmatch(plain) else None
