"""L501 to L506: years and days that a reader cannot place."""

import re

from registry.errors import UsageError
from registry.law.dates import parse_date
from registry.plan.lint.characters import level
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Kind, Passage
from registry.plan.lint.subject import Subject
from registry.plan.lint.years import Year, years_in
from registry.standards.findings import Severity

_NO_ERA = re.compile(r"(?<![0-9元〇一-鿿.,/〜～~\-－])(?P<year>[0-9]{1,2})年度(?!間|目|計画|分)")
_ERA_BEFORE = re.compile(r"(?:令和|平成|昭和|[HR]|[0-9]{4})[0-9元年度]*.{0,14}$")
_LETTER = re.compile(r"(?<![A-Za-z0-9])[HRS](?:元|[0-9]{1,2})(?=年|[./~〜～-]|(?![A-Za-z0-9]))")
_RELATIVE = re.compile(
    r"今年度|本年度|昨年度?|来年度|再来年度?|一昨年度?|今年|本年(?![度齢])|去年|先月|今月|来月|先般|昨今"
)
_NOW = re.compile(r"現在(?![地価])")
_DATED = re.compile(r"[0-9日月年度末時点]$")
_TWO_DIGITS = re.compile(
    r"['’‘′][0-9]{2}(?=年|[^0-9A-Za-z]|$)|(?<![0-9/.])[0-9]{2}/[0-9]{1,2}/[0-9]{1,2}(?![0-9/])"
)
_DAY = re.compile(
    r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年[0-9]{1,2}月[0-9]{1,2}日|(?<![0-9])[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|(?<![0-9])(?:19|20)[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}(?![0-9])"
)
_LAW_NUMBER = re.compile(r"年(?:[^第、。]{0,30})第[0-9一二三四五六七八九十百]+号")


def check_dates(subject: Subject, notepad: Notepad) -> None:
    """Every passage but headings of columns, where short forms save room."""
    western: list[tuple[Passage, Year]] = []
    eras: list[tuple[Passage, Year]] = []
    for passage in subject.own_passages:
        text = level(passage.text)
        if not text:
            continue
        _check_years(passage, text, notepad)
        _check_days(passage, text, notepad)
        if passage.kind in RUNNING:
            _check_relative(passage, text, notepad)
            for year in years_in(text):
                beside = text[max(0, year.start - 1) : year.start] + text[year.end : year.end + 1]
                around = _LAW_NUMBER.match(text, max(year.start, text.find("年", year.start)))
                if not year.short and around is None and not {"(", ")"} & set(beside):
                    (eras if year.era else western).append((passage, year))
    if western and eras:
        fewer, name, other = (
            (western, "西暦", "和暦") if len(western) <= len(eras) else (eras, "和暦", "西暦")
        )
        passage, year = fewer[0]
        notepad.add(
            "L505",
            passage.line_at(year.start),
            f"{other}の文書の中に{name}が{len(fewer)}か所あります",
            text=passage.text,
        )


def _check_years(passage: Passage, text: str, notepad: Notepad) -> None:
    for found in _NO_ERA.finditer(text):
        if not _ERA_BEFORE.search(text[: found.start()]):
            notepad.add(
                "L501",
                passage.line_at(found.start()),
                f"「{found[0]}」の元号が分かりません",
                text=passage.text,
            )
    if passage.kind not in (Kind.COLUMN, Kind.CELL):
        letter = _LETTER.search(text)
        if letter is not None:
            notepad.add(
                "L502",
                passage.line_at(letter.start()),
                f"「{letter[0]}」は元号の略記です",
                text=passage.text,
            )
    short = _TWO_DIGITS.search(text)
    if short is not None:
        notepad.add("L504", passage.line_at(short.start()), f"「{short[0]}」の年が2桁です", text=passage.text)


def _check_relative(passage: Passage, text: str, notepad: Notepad) -> None:
    for found in _RELATIVE.finditer(text):
        notepad.add(
            "L503",
            passage.line_at(found.start()),
            f"「{found[0]}」がいつか、読む時によって変わります",
            text=passage.text,
        )
    for found in _NOW.finditer(text):
        if not _DATED.search(text[: found.start()].rstrip()):
            notepad.add(
                "L503",
                passage.line_at(found.start()),
                "「現在」がいつか、書かれていません",
                text=passage.text,
                severity=Severity.INFO,
            )


def _check_days(passage: Passage, text: str, notepad: Notepad) -> None:
    for found in _DAY.finditer(text):
        try:
            parse_date(found[0])
        except UsageError as error:
            notepad.add(
                "L506", passage.line_at(found.start()), f"{error.what} {error.why}".strip(), text=passage.text
            )
