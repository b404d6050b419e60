"""L508 to L511, L518, L519: numbers of headings and tables, and what refers to them."""

import re
from collections import defaultdict
from collections.abc import Sequence

from registry.errors import UsageError
from registry.law.numerals import NUMERAL_CHARACTERS, parse_number
from registry.plan.elements import Table, plain
from registry.plan.lint.characters import level
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Kind, caption_line
from registry.plan.lint.subject import Subject

_FORMS = (
    ("章", re.compile(rf"第([{NUMERAL_CHARACTERS}]+)章")),
    ("節", re.compile(rf"第([{NUMERAL_CHARACTERS}]+)節")),
    ("項", re.compile(r"([0-9]+)[-.]([0-9]+)(?:[-.]([0-9]+))?(?=[\s.]|[^0-9.%年月])")),
    ("番号", re.compile(r"([0-9]{1,2})(?:[.:]\s*|\s+)(?=[^0-9つ])")),
    ("括弧", re.compile(r"\(([0-9]{1,2})\)")),
)
_CAPTION = re.compile(r"表\s*([0-9]+)(?:[-.]([0-9]+))?")
_TABLE_REFERENCE = re.compile(r"(?<![一-鿿])(?:別)?表\s*([0-9]+)(?:[-.]([0-9]+))?(?![0-9])")
_CHAPTER_REFERENCE = re.compile(rf"第([{NUMERAL_CHARACTERS}]+)章")
_ELSEWHERE = re.compile(r"[法令例画引](?:の|」の?|』の?)?$|ガイドライン(?:の|」の?)?$|手引(?:の|」の?)?$|同$")
_SHORT_TABLE = 2
"""Rows; a table of fewer rows needs no caption."""


def check_structure(subject: Subject, notepad: Notepad) -> None:
    """Headings, captions, references."""
    chapters = _check_headings(subject, notepad)
    tables = _check_captions(subject, notepad)
    for passage in subject.own_passages:
        if passage.kind not in RUNNING and passage.kind is not Kind.CELL:
            continue
        text = level(passage.text)
        if tables:
            for found in _TABLE_REFERENCE.finditer(text):
                if (found[1], found[2]) not in tables and not _is_elsewhere(text, found.start()):
                    notepad.add(
                        "L511", passage.line_at(found.start()), f"{found[0]}がありません", text=passage.text
                    )
        if chapters:
            for found in _CHAPTER_REFERENCE.finditer(text):
                if _read(found[1]) not in chapters and not _is_elsewhere(text, found.start()):
                    notepad.add(
                        "L511", passage.line_at(found.start()), f"{found[0]}がありません", text=passage.text
                    )


def _is_elsewhere(text: str, place: int) -> bool:
    """The reference is to a law, a guide or another plan."""
    return _ELSEWHERE.search(text[max(0, place - 8) : place]) is not None


def _read(text: str) -> int | None:
    try:
        return parse_number(text)
    except UsageError:
        return None


def _check_headings(subject: Subject, notepad: Notepad) -> set[int | None]:
    """Numbers in a row; the numbers of the chapters."""
    chapters: set[int | None] = set()
    last: dict[str, int] = {}
    owner: dict[str, int] = {}
    levels: list[int] = []
    for at, section in enumerate(subject.sections):
        heading, title = section.heading, level(section.title)
        if levels and heading.level > levels[-1] + 1:
            notepad.add(
                "L518", heading.line, f"「{section.title}」で見出しの段階が飛んでいます", text=section.title
            )
        levels.append(heading.level)
        form, number, prefix = _number(title)
        if form == "章":
            chapters.add(number)
        if number is None:
            continue
        parent = _parent(subject, at)
        key = f"{form}{prefix}" if form in ("項",) else f"{form}{heading.level}"
        if form != "章" and form != "項" and owner.get(key) != parent:
            expected = {1, last.get(key, 0) + 1}
        else:
            expected = {last.get(key, 0) + 1}
        if number not in expected:
            repeated = number == last.get(key)
            what = "重なっています" if repeated else f"続いていません（{last.get(key, 0)}の次が{number}です）"
            notepad.add("L508", heading.line, f"「{section.title}」の番号が{what}", text=section.title)
        last[key], owner[key] = number, parent
    _check_repeats(subject, notepad)
    return chapters


def _number(title: str) -> tuple[str, int | None, str]:
    for form, pattern in _FORMS:
        found = pattern.match(title)
        if found is not None:
            parts = [part for part in found.groups() if part]
            return form, _read(parts[-1]), "-".join(parts[:-1])
    return "", None, ""


def _parent(subject: Subject, at: int) -> int:
    level_here = subject.sections[at].heading.level
    for place in range(at - 1, -1, -1):
        if subject.sections[place].heading.level < level_here:
            return place
    return -1


def _check_repeats(subject: Subject, notepad: Notepad) -> None:
    seen: dict[tuple[int, str], int] = {}
    for at, section in enumerate(subject.sections):
        key = (_parent(subject, at), re.sub(r"\s", "", level(section.title)))
        if key in seen:
            notepad.add(
                "L519",
                section.heading.line,
                f"「{section.title}」が{seen[key]}行目にもあります",
                text=section.title,
            )
        seen.setdefault(key, section.heading.line)


def _check_captions(subject: Subject, notepad: Notepad) -> set[tuple[str, str | None]]:
    """Numbers of captions in a row; all of them."""
    found: set[tuple[str, str | None]] = set()
    sequences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bare: list[int] = []
    for element in subject.plan.elements:
        if not isinstance(element, Table):
            continue
        caption = level(plain(element.caption))
        numbered = _CAPTION.match(caption)
        line = caption_line(subject.plan, element.line) if caption else element.line
        if numbered is None:
            if len(element.rows) >= _SHORT_TABLE:
                bare.append(element.line)
            continue
        found.add((numbered[1], numbered[2]))
        group = f"{numbered[1]}-" if numbered[2] else ""
        sequences[group].append((int(numbered[2] or numbered[1]), line))
    for group, numbers in sequences.items():
        _check_sequence(group, numbers, notepad)
    for line in bare:
        notepad.add("L510", line, "題（表1 …）のない表です")
    return found


def _check_sequence(group: str, numbers: Sequence[tuple[int, int]], notepad: Notepad) -> None:
    before = 0
    for number, line in numbers:
        if number == before:
            notepad.add("L509", line, f"表{group}{number}が重なっています")
        elif number != before + 1:
            notepad.add("L509", line, f"表{group}{before}の次が表{group}{number}です")
        before = number
