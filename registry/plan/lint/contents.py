"""L1xx: what the Act and the guide ask a plan to hold."""

from collections.abc import Iterable, Iterator, Sequence

from registry.knowledge.plans import ChapterDuty
from registry.law.dates import fiscal_year_bounds, format_fiscal_year
from registry.plan.elements import Quote, plain
from registry.plan.lint.citing import Citation
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Kind, Passage
from registry.plan.lint.subject import Section, Subject
from registry.plan.lint.topics import NAME_OF_ACT, PILLARS, TOPICS, Topic, speaks_of
from registry.plan.lint.years import Period, period_of, stated_period
from registry.standards.findings import Severity

ACT = "kanmin_data_act"
_DUTY = "9条"
_OF_THE_ACT = frozenset({"L109", "L112", "L113", "L114", "L115", "L118", "L119"})
"""What is asked of plans under the Act only; other kinds of plans that konkyo drafts are not held to it."""

_ASKED = (
    ("L107", Topic.CONTACT, "問合せ先が書かれていません"),
    ("L108", Topic.REVIEW, "計画の見直し（PDCA）が書かれていません"),
    ("L109", Topic.PUBLICATION, "計画をどこで公表するかが書かれていません"),
    ("L111", Topic.SYSTEM, "推進体制が書かれていません"),
    ("L112", Topic.SITUATION, "現状と課題の章がありません"),
    ("L113", Topic.AIM, "計画の目的の章がありません"),
    ("L114", Topic.SAFETY, "セキュリティや個人情報の取扱いに触れていません"),
    ("L115", Topic.NATIONAL, "国の計画との関係が書かれていません"),
    ("L117", Topic.TARGETS, "目標や指標（KPI）がありません"),
    ("L118", Topic.UPPER, "総合計画など上位の計画との関係が書かれていません"),
    ("L119", Topic.FIELDS, "重点分野との対応がありません"),
)


def find_missing(subject: Subject, citations: Sequence[Citation], notepad: Notepad) -> Period | None:
    """Note what the plan lacks; the period that it states, if it does."""
    line = subject.title_line
    if not subject.sections:
        notepad.add("L121", line, "見出しが一つもないため、章立てを読み取れません")
    headings = "\n".join(section.title for section in subject.sections)
    text = "\n".join(passage.text for passage in subject.own_passages if _speaks(passage))
    for code, topic, message in _ASKED:
        if (subject.under_the_act or code not in _OF_THE_ACT) and not speaks_of(topic, headings, text):
            notepad.add(code, line, message)
    if subject.under_the_act:
        if subject.prefecture is not True and not speaks_of(Topic.PREFECTURAL, headings, text):
            notepad.add("L116", line, "都道府県の計画を勘案したことが書かれていません")
        _find_missing_ground(subject, citations, notepad)
        _find_missing_parts(subject, text, notepad)
    _find_empty_sections(subject, notepad)
    return _find_period(subject, notepad)


def _speaks(passage: Passage) -> bool:
    """Words of the plan: cells that konkyo wrote quote the knowledge."""
    if passage.kind is Kind.CELL:
        return not passage.block
    return passage.kind is not Kind.HEADING


def _find_missing_ground(subject: Subject, citations: Iterable[Citation], notepad: Notepad) -> None:
    if any(
        citation.law is not None and citation.law.id == ACT and str(citation.place).startswith(_DUTY)
        for citation in citations
    ):
        return
    wanted = {True: "9条1項", False: "9条3項", None: "9条1項（都道府県）・9条3項（市町村）"}[
        subject.prefecture
    ]
    notepad.add(
        "L110", subject.title_line, f"官民データ活用推進基本法{wanted}の計画であることが書かれていません"
    )


def _find_missing_parts(subject: Subject, text: str, notepad: Notepad) -> None:
    """Policies (9条2項1号) and measures (2号), and the pillars in each."""
    for code, code_of_pillar, topic, name, what in (
        ("L103", "L105", Topic.POLICIES, "施策の基本的な方針", "方針"),
        ("L104", "L106", Topic.MEASURES, "個別の施策", "施策"),
    ):
        chapters = _about(subject, topic)
        if not chapters and speaks_of(topic, "", text):
            continue
        if not chapters:
            asked = _duty_of(subject, topic)
            severity = Severity.ERROR if asked is ChapterDuty.REQUIRED else None
            notepad.add(code, subject.title_line, f"{name}の章がありません", severity=severity)
            continue
        spoken = RUNNING | {Kind.HEADING} if topic is Topic.POLICIES else frozenset(Kind)
        words = "\n".join(passage.text for passage in subject.passages_in(chapters) if passage.kind in spoken)
        words = NAME_OF_ACT.sub("", words)
        for pillar in subject.view.knowledge.plan.pillars:
            if pillar.id in PILLARS and not PILLARS[pillar.id].search(words):
                notepad.add(
                    code_of_pillar,
                    chapters[0].heading.line,
                    f"柱{pillar.number}（{pillar.short}）の{what}がありません",
                )


def _about(subject: Subject, topic: Topic) -> tuple[Section, ...]:
    """The chapters about a topic: headings that speak of it, the title of the plan aside."""
    signs = TOPICS[topic].heading
    return tuple(
        section
        for at, section in enumerate(subject.sections)
        if signs is not None
        and signs.search(NAME_OF_ACT.sub("", section.title))
        and not (at == 0 and section.heading.level == 1)
    )


def _duty_of(subject: Subject, topic: Topic) -> ChapterDuty | None:
    """How strongly the knowledge's template asks for the chapter."""
    number = 5 if topic is Topic.POLICIES else 6
    for template in subject.view.knowledge.plan.templates:
        for chapter in template.chapters:
            if chapter.number == number:
                return chapter.prefecture if subject.prefecture else chapter.municipality
    return None


def _find_empty_sections(subject: Subject, notepad: Notepad) -> None:
    for section in subject.sections:
        if section.leaf and section.first == section.end:
            notepad.add(
                "L120",
                section.heading.line,
                f"「{section.title}」の下に何も書かれていません",
                text=section.title,
            )


def _find_period(subject: Subject, notepad: Notepad) -> Period | None:
    texts = _period_texts(subject)
    stated = [period for text, line in texts if (period := stated_period(text, line)) is not None]
    told = period_of(subject.plan)
    for period in stated:
        length = period.last - period.first + 1
        if period.years is not None and period.years != length:
            notepad.add(
                "L507",
                period.line,
                f"{period.first}年度から{period.last}年度までは{length}年間ですが、{period.years}年間とあります",
                text=period.text,
            )
    if not stated and not any(
        isinstance(element, Quote) and element.is_slot and "期間" in plain(element.lines[0])
        for element in subject.plan.elements
    ):
        notepad.add("L101", subject.title_line, "計画期間（始まりと終わりの年度）が書かれていません")
    found = stated[0] if stated else None
    if found is None and told is not None:
        found = Period(told[0], told[1], subject.title_line, None, "")
    if found is not None and fiscal_year_bounds(found.last)[1] < subject.day:
        notepad.add(
            "L102",
            found.line,
            f"計画期間は{format_fiscal_year(found.last)}で終わっています（{subject.day}現在）",
            text=found.text,
        )
    if stated and told is not None and told != (stated[0].first, stated[0].last):
        notepad.add(
            "L507",
            stated[0].line,
            f"前書きの期間（{told[0]}-{told[1]}）と本文の期間（{stated[0].first}-{stated[0].last}）が違います",
            text=stated[0].text,
        )
    return found


def _period_texts(subject: Subject) -> Iterator[tuple[str, int]]:
    """Sentences, headings and rows that may state the period, and what stands below a heading about it."""
    below = {
        passage.line
        for passage in subject.passages_in(
            [section for section in subject.sections if section.leaf and "期間" in section.title]
        )
    }
    row, line = "", 0
    for passage in subject.own_passages:
        if passage.kind in (Kind.CELL, Kind.COLUMN):
            row = f"{row} {passage.text}" if passage.line == line else passage.text
            line = passage.line
            yield row, line
        elif passage.kind in RUNNING:
            for sentence in passage.sentences:
                lead = "期間は、" if passage.line in below and "期間" not in sentence.text else ""
                yield lead + sentence.text, sentence.line
        else:
            yield passage.text, passage.line
