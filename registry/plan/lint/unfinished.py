"""L6xx: places to write, marks, conflicts, broken blocks, words that must not go out."""

import re
from collections.abc import Iterator

from registry.plan.document import FILL_IN
from registry.plan.elements import Conflict, Quote, Verbatim, plain
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import Kind, Passage
from registry.plan.lint.subject import Subject
from registry.plan.markdown import FINGERPRINT
from registry.plan.marked_text import FRONT
from registry.plan.merging import BETWEEN, OURS, THEIRS

_OPEN = re.compile(r"\s*<!--\s*konkyo:block\s+id=(\S+)\s*-->\s*")
_CLOSE = re.compile(r"\s*<!--\s*/konkyo:block\s*-->\s*")
_COMMENT = re.compile(r"<!--(?!\s*/?konkyo:block)")
_MARK = re.compile(r"（(一部未確認|未確認|資料からの推定)(?:（記憶による）)?）")
_PLACEHOLDER = re.compile(
    r"(?<![一二三四五六七八九])[○〇◯●△▲□■◎]{2,}(?![一二三四五六七八九年])|(?<![A-Za-z0-9Ａ-Ｚ])(?:X{2,}|Ｘ{2,}|x{3,}|×{2,})(?![A-Za-z0-9Ａ-Ｚ])"
    r"|(?<![A-Za-z])(?:T(?:BD|ODO)|FIX ?ME|Lorem ipsum)(?![A-Za-z])"
    r"|要確認|要調整|要検討|調整中|作成中|後日記載|追って記載|仮置き|(?:\?|？){3,}|＊{2,}|\*{3,}"
    r"|【(?!記入)[^】]{0,12}(?:記載|記入|入力|未定)[^】]{0,6}】"
)
_MY_NUMBER = re.compile(r"(?<![0-9])[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")


def check_unfinished(subject: Subject, notepad: Notepad) -> None:
    """Everything that must be done before the plan goes out."""
    for element in subject.plan.elements:
        match element:
            case Quote(line=line, lines=lines) if element.is_slot:
                label = plain(lines[0]).removeprefix(FILL_IN)
                notepad.add("L601", line, f"「{label}」がまだ書かれていません", text=label)
            case Conflict(line=line, ours=ours):
                notepad.add("L603", line, "手で直した文と新しい案のどちらかを選んでください", text=ours)
            case Verbatim(line=line, text=text) if text.lstrip().startswith("<"):
                notepad.add("L608", line, "HTML が文の中にあります", text=text)
    _check_cells(subject, notepad)
    guidance = {
        slot.guidance
        for template in subject.view.knowledge.plan.templates
        for chapter in template.chapters
        for slot in chapter.slots
    }
    for passage in subject.own_passages:
        _check_words(passage, guidance, notepad)
        _check_persons(passage, notepad)
    if not subject.word:
        _check_source(subject, notepad)


def _check_cells(subject: Subject, notepad: Notepad) -> None:
    """Places to write in a row are told once."""
    counts: dict[int, int] = {}
    for passage in subject.own_passages:
        place = _left(passage.text)
        if place >= 0:
            line = passage.line_at(place)
            counts[line] = counts.get(line, 0) + 1
    for line, count in counts.items():
        notepad.add("L601", line, f"記入する所が{count}か所あります", text=FILL_IN)


def _left(text: str) -> int:
    """Where a place to write stands in the text; -1 where there is none (「【記入】」 is the word itself)."""
    place = text.find(FILL_IN)
    while place > 0 and text[place - 1] == "「":
        place = text.find(FILL_IN, place + 1)
    return place


def _check_words(passage: Passage, guidance: set[str], notepad: Notepad) -> None:
    text = passage.text
    for found in _MARK.finditer(text):
        notepad.add("L602", passage.line_at(found.start()), f"「{found[1]}」の印があります", text=text)
    for found in _PLACEHOLDER.finditer(text):
        notepad.add("L606", passage.line_at(found.start()), f"仮の言葉「{found[0]}」があります", text=text)
    if text.strip() in guidance:
        notepad.add("L610", passage.line, "書き方の案内が本文に残っています", text=text)


def _check_persons(passage: Passage, notepad: Notepad) -> None:
    """Names behind a label, mobile numbers, private mail, my numbers; the values are not shown."""
    from registry.standards.personal.patterns import (
        LABEL_END,
        is_my_number,
        labelled_names,
        mails,
        mobiles,
        personal_mail,
    )

    text = passage.text
    if not any(character in text for character in "0０@＠:：") and passage.kind is not Kind.CELL:
        return
    if LABEL_END.search(text):
        for start, _ in labelled_names(text):
            notepad.add("L609", passage.line_at(start), "個人の氏名とみられる語があります")
    if "0" in text or "０" in text:
        for start, _ in mobiles(text, phones_expected=False):
            notepad.add("L609", passage.line_at(start), "携帯電話の番号があります")
    if "@" in text or "＠" in text:
        for (start, _), local, domain in mails(text):
            if personal_mail(local, domain):
                notepad.add("L609", passage.line_at(start), "個人のメールアドレスとみられるものがあります")
    for found in _MY_NUMBER.finditer(text):
        if is_my_number(re.sub("[- ]", "", found[0])):
            notepad.add(
                "L609", passage.line_at(found.start()), "個人番号（マイナンバー）とみられる数があります"
            )


def _check_source(subject: Subject, notepad: Notepad) -> None:
    lines = subject.plan.lines
    conflicts = {element.line for element in subject.plan.elements if isinstance(element, Conflict)}
    marked = _check_blocks(lines, notepad)
    for number, line in _outside_code(lines):
        if _COMMENT.search(line):
            notepad.add("L608", number, "覚え書き（コメント）があります", text=line)
        alone = line.startswith((OURS, THEIRS)) or (line == BETWEEN and not conflicts)
        if alone and not any(start <= number for start in conflicts):
            notepad.add("L603", number, "食い違いの印の行が残っています", text=line)
    if marked and FINGERPRINT not in subject.plan.front:
        notepad.add("L607", 1, "前書きに generated がありません")


def _outside_code(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _check_blocks(lines: tuple[str, ...], notepad: Notepad) -> bool:
    """Comments of blocks come in pairs, each id once; True when there are any."""
    opened: tuple[int, str] | None = None
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if "konkyo:block" not in line:
            continue
        start = _OPEN.fullmatch(line)
        if start is not None:
            if opened is not None:
                notepad.add("L604", opened[0], f"段「{opened[1]}」の終わりの印がありません")
            opened = (number, start[1])
            if start[1] in seen:
                notepad.add("L605", number, f"段「{start[1]}」が{seen[start[1]]}行目にもあります")
            seen.setdefault(start[1], number)
        elif _CLOSE.fullmatch(line):
            if opened is None:
                notepad.add("L604", number, "始まりの印のない、終わりの印です")
            opened = None
        else:
            notepad.add("L604", number, "段の印が読めません", text=line)
    if opened is not None:
        notepad.add("L604", opened[0], f"段「{opened[1]}」の終わりの印がありません")
    return bool(seen) and seen.keys() != {FRONT}
