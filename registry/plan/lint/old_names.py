"""L216, L217, L220: names of the past, and plans of the State that newer ones replaced."""

import re
from datetime import date
from typing import NamedTuple

from registry.knowledge.policy import PolicySeries
from registry.plan.lint.findings import Notepad
from registry.plan.lint.subject import Subject
from registry.plan.lint.years import years_in
from registry.standards.findings import Severity


class OldName(NamedTuple):
    """A name of the past, what it is now, and what the knowledge says of it."""

    words: re.Pattern[str]
    since: date
    """First day on which the name is old."""
    now: str
    source: str
    """Where the knowledge says so."""
    sure: bool
    """False: the knowledge does not hold it as confirmed; then only a hint is given."""


OLD_NAMES = (
    OldName(
        re.compile("非識別加工情報"),
        date(2023, 4, 1),
        "行政機関等匿名加工情報（国は2022-04-01、地方は2023-04-01から）",
        "guide:renaming-processed-information",
        True,
    ),
    OldName(
        re.compile("官民データ活用推進戦略会議"),
        date(2021, 9, 1),
        "2021-09-01の改正（令和3年法律35号）でなくなりました",
        "laws:kanmin_data_act",
        True,
    ),
    OldName(
        re.compile("政府(?:CIO|ＣＩＯ)ポータル"),
        date(2026, 2, 1),
        "2026年1月末に公開が終わりました。国立国会図書館の保存（WARP）で見ます",
        "plan:guide-site-closed",
        True,
    ),
    OldName(
        re.compile("(?<!（)(?<!旧)推奨データセット(?!）)(?!.{0,12}自治体標準)"),
        date(2023, 1, 1),
        "自治体標準オープンデータセット（推奨データセットは2022年まで）",
        "rules:推奨データセット",
        False,
    ),
    OldName(
        re.compile("自治体ポイント(?!・地域通貨)|地域経済応援ポイント"),
        date(2020, 1, 1),
        "講義の時点の仕組みです。今の案文にはそのまま使いません（未確認）",
        "plan:pillar-3-points",
        False,
    ),
    OldName(
        re.compile("官民協議"),
        date(2016, 12, 14),
        "官民の協働（講義の表の言葉）",
        "plan:pillar-2-wording",
        False,
    ),
)
_PERSONAL_ORDINANCE = re.compile("個人情報(?:の)?保護(?:に関する)?条例")
_PERSONAL_ORDINANCE_ENDED = date(2023, 4, 1)
_PAST = re.compile("旧|廃止|当時|以前|改め|引き継|後継|から.{0,12}へ|までの")
_PRIORITY_PLAN = re.compile("重点計画")
_OLD_NATIONAL_PLAN = re.compile("世界最先端(?:IT|ＩＴ|デジタル)国家創造宣言")


def check_old_names(subject: Subject, notepad: Notepad) -> None:
    """Every passage, and the State's plan that sentences name."""
    _check_words(subject, notepad)
    _check_national_plan(subject, notepad)


def _check_words(subject: Subject, notepad: Notepad) -> None:
    for passage in subject.own_passages:
        for old in OLD_NAMES:
            found = old.words.search(passage.text)
            if found is None or subject.day < old.since or _PAST.search(passage.text):
                continue
            notepad.add(
                "L216",
                passage.line_at(found.start()),
                f"「{found[0]}」は古い名です: {old.now}",
                text=passage.text,
                severity=None if old.sure else Severity.INFO,
            )
        ordinance = _PERSONAL_ORDINANCE.search(passage.text)
        if (
            ordinance is not None
            and subject.day >= _PERSONAL_ORDINANCE_ENDED
            and not _PAST.search(passage.text)
        ):
            notepad.add(
                "L217",
                passage.line_at(ordinance.start()),
                f"「{ordinance[0]}」は、2023年4月から個人情報の保護に関する法律とその施行条例に替わりました",
                text=passage.text,
            )


def _check_national_plan(subject: Subject, notepad: Notepad) -> None:
    """The State's plan that the plan follows: is there a newer one?"""
    dated = [
        version.day
        for version in subject.view.knowledge.plan.versions
        if version.series is PolicySeries.PRIORITY_PLAN and version.day and version.day <= subject.day
    ]
    if not dated:
        return
    newest = max(dated)
    for sentence in subject.sentences:
        if _PAST.search(sentence.text):
            continue
        old = _OLD_NATIONAL_PLAN.search(sentence.text)
        plan = _PRIORITY_PLAN.search(sentence.text)
        if old is not None:
            notepad.add(
                "L220",
                sentence.line,
                f"「{old[0]}」の計画の後は、重点計画（官民データ活用推進基本計画を兼ねる）です。最新は{newest}です",
                text=sentence.text,
            )
        elif plan is not None:
            after = sentence.text[plan.end() : plan.end() + len("」（令和八年十一月二十六日閣議決定）")]
            stated = next(years_in(after), None)
            if stated is not None and stated.year < newest.year:
                notepad.add(
                    "L220",
                    sentence.line,
                    f"重点計画には、{stated.year}年より新しい版（{newest}）があります",
                    text=sentence.text,
                )
