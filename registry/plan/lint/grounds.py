"""L401 to L409, L413, L414: what statements rest on, and how fresh it is."""

import re
from collections import Counter
from datetime import timedelta

from registry.law.dates import parse_date
from registry.plan.elements import Run, lines_of, plain
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import Kind, Sentence
from registry.plan.lint.subject import Subject
from registry.plan.lint.years import years_in

OLD_GROUND = timedelta(days=365)
"""A ground confirmed longer ago is old."""
OLD_DRAFT = timedelta(days=183)
"""A draft of an earlier day is old."""
_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_CHECKED = re.compile(r"（[^（）]*、((?:令和|平成)[0-9元]+年[0-9]+月[0-9]+日)）\s*$")
_RESOLVES = re.compile(
    r"(?:とする|とします|ものとする|ものとします|目指す|目指します|図る|図ります|進める|進めます|努める|努めます|取り組む|取り組みます|行う|行います"
    r"|定める|定めます|設ける|設けます|公表する|公表します)(?:（[^）]*）)?。$|（案）。$"
)
_REMARK = re.compile(r"^(?:注[0-9]*|※)")
_COUNTED = re.compile(
    r"(?<![0-9０-９第約万億千])(?:約)?[0-9０-９][0-9０-９,，.．万億千]*\s*(?:人|世帯|円|％|%|パーセント|ポイント|件|台|団体|施設|ha|km2|k㎡|㎢|回(?!答))"
)
_SOURCED = re.compile(
    r"出典|資料|調査|統計|による|によれば|によると|より作成|国勢|台帳|時点|現在|末日|末の|白書|推計|決算|報告|表[0-9０-９]|図[0-9０-９]"
)
_AIMED = re.compile(
    r"目標|増や|減ら|引き上げ|拡大し|目指|めざ|KPI|ＫＰＩ|以上と|以内|まで(?:に|の)|上限|下限|程度|計画期間"
)
_NOT_STATED = frozenset({"opening", "title", "notes"})
"""Blocks that state nothing about the world."""


def check_grounds(subject: Subject, notepad: Notepad) -> None:
    """Grounds of sentences, footnotes, freshness, links."""
    for sentence in subject.sentences:
        _check_ground(sentence, notepad)
        _check_number(subject, sentence, notepad)
    _check_notes(subject, notepad)
    _check_freshness(subject, notepad)
    _check_links(subject, notepad)


def _check_ground(sentence: Sentence, notepad: Notepad) -> None:
    """Statements in generated blocks need a footnote; resolves and remarks below tables do not."""
    passage = sentence.passage
    if not passage.block or passage.kind is Kind.QUOTE or passage.block in _NOT_STATED:
        return
    text = sentence.text
    if sentence.noted or not text.endswith("。"):
        return
    last = passage.sentences[-1]
    if last.noted and last is not sentence and _one_line(sentence, last):
        return
    beside = [other.text for other in passage.sentences if _one_line(other, sentence)]
    if any(_RESOLVES.search(other) or _REMARK.match(other) for other in beside):
        return
    notepad.add("L401", sentence.line, "根拠の脚注がない文です", text=text)


def _one_line(one: Sentence, other: Sentence) -> bool:
    """Sentences that konkyo wrote as one statement stand on one line, its footnotes at their end."""
    return one.line == other.line


def _check_number(subject: Subject, sentence: Sentence, notepad: Notepad) -> None:
    if sentence.noted or (subject.generated and sentence.passage.block):
        return
    text = sentence.text
    found = _COUNTED.search(text)
    if found is None or _AIMED.search(text) or _SOURCED.search(text) or _REMARK.match(text):
        return
    if next(years_in(text), None) is None:
        notepad.add(
            "L402", sentence.line, f"「{found[0].strip()}」がいつの、何による数か書かれていません", text=text
        )


def _check_notes(subject: Subject, notepad: Notepad) -> None:
    plan = subject.plan
    used: Counter[str] = Counter()
    for passage in subject.passages:
        used.update(label for _, label in passage.notes)
        for missing in _REFERENCE.finditer(passage.text):
            notepad.add(
                "L403",
                passage.line_at(missing.start()),
                f"脚注「{missing[1]}」の本文がありません",
                text=missing[0],
            )
    for label, words in plan.notes.items():
        line = plan.note_lines.get(label, 1)
        if not plain(words).strip():
            notepad.add("L406", line, f"脚注「{label}」が空です", text=label)
        if not used[label]:
            notepad.add("L404", line, f"脚注「{label}」が本文で使われていません", text=plain(words))
    seen: dict[str, int] = {}
    for number, source in enumerate(plan.lines, start=1):
        defined = _DEFINITION.match(source)
        if defined is not None:
            if defined[1] in seen:
                notepad.add(
                    "L405",
                    number,
                    f"脚注「{defined[1]}」が{seen[defined[1]]}行目にもあります",
                    text=source,
                )
            seen.setdefault(defined[1], number)


def _check_freshness(subject: Subject, notepad: Notepad) -> None:
    plan, day = subject.plan, subject.day
    for label, words in plan.notes.items():
        checked = _CHECKED.search(plain(words))
        if checked is not None:
            read = parse_date(checked[1])
            if read + OLD_GROUND < day:
                notepad.add(
                    "L407",
                    plan.note_lines.get(label, 1),
                    f"{read}に確かめた根拠です（{(day - read).days}日前）",
                    text=plain(words),
                )
    told = plan.front.get("knowledge", "")
    held = subject.view.knowledge.fingerprint
    line = _front_line(subject, "knowledge")
    if told and held and told != held:
        notepad.add("L408", line, "案を作ったときの知識ベースと、今の知識ベースが違います", text=told)
    drafted = subject.drafted_on
    if drafted is not None and drafted + OLD_DRAFT < day:
        notepad.add(
            "L409",
            _front_line(subject, "as_of"),
            f"案の基準日は{drafted}です（{(day - drafted).days}日前）",
            text=str(drafted),
        )


def _front_line(subject: Subject, key: str) -> int:
    for number, line in enumerate(subject.plan.lines, start=1):
        if line.partition(":")[0].strip() == key:
            return number
    return 1


def _check_links(subject: Subject, notepad: Notepad) -> None:
    for element in subject.plan.elements:
        for offset, line in enumerate(lines_of(element)):
            for run in line:
                if run.link:
                    own_line = element.line + (
                        offset if len(lines_of(element)) > 1 and not _is_table(element) else 0
                    )
                    _check_link(run, own_line, notepad)


def _is_table(element: object) -> bool:
    return hasattr(element, "rows")


def _check_link(run: Run, line: int, notepad: Notepad) -> None:
    link = run.link
    if re.search(r"//(?:[^/]*\.)?example\.(?:com|jp|org|net|lg\.jp)|^#?$|^https?:/?/?$|\s|%20$|、|。", link):
        notepad.add("L414", line, f"リンクの宛先「{link}」が正しくありません", text=run.text)
    elif link.startswith("http://"):
        notepad.add("L413", line, f"「{link}」は http です", text=run.text)
