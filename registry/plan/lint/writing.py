"""L512 to L517, L521: characters, long sentences, style."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from registry.plan.lint.characters import level, radicals_in
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Passage, Sentence
from registry.plan.lint.subject import Subject

LONG = 150
"""Characters of a sentence that is too long."""
_DEPENDENT = re.compile(r"[①-⑳㉑-㉟㊀-㊿Ⅰ-ⅻ㈠-㉃㌀-㍿㎀-㏟℡№㏍∮∟⊿]")
_HALF_KANA = re.compile(r"[ｦ-ﾟ]+")
_WIDE_DIGITS = re.compile(r"[０-９]+")
_DIGITS = re.compile(r"[0-9]+")
_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ませんでした|でしょう|ましょう|ください)(?:か)?(?:[（(][^）)]*[）)])?。$"
)
_PLAIN = re.compile(
    r"(?:である|であった|ではない|でない|だ|だった|する|した|しない|いる|いた|いない|ある|あった|ない|なった|なる|れる|れた|せる|られる|べき|[くぐすつぬぶむうえるけげせてねべめれ]る|とおりとする)"
    r"(?:[（(][^）)]*[）)])?。$"
)
_STYLES = {"dearu": True, "desumasu": False}


def check_writing(subject: Subject, notepad: Notepad) -> None:
    """Characters, length of sentences, style."""
    _check_characters(subject, notepad)
    for sentence in subject.sentences:
        if len(sentence.text) > LONG:
            notepad.add("L515", sentence.line, f"{len(sentence.text)}字の文です", text=sentence.text)
    _check_style(subject, notepad)


def _check_characters(subject: Subject, notepad: Notepad) -> None:
    dependent: Counter[str] = Counter()
    first: dict[str, int] = {}
    wide: list[tuple[int, str]] = []
    narrow: list[tuple[int, str]] = []
    marks: Counter[str] = Counter()
    places: dict[str, int] = {}
    for passage in subject.own_passages:
        for found in _DEPENDENT.finditer(passage.text):
            dependent[found[0]] += 1
            first.setdefault(found[0], passage.line_at(found.start()))
        for found in _HALF_KANA.finditer(passage.text):
            full = unicodedata.normalize("NFKC", found[0])
            notepad.add(
                "L513",
                passage.line_at(found.start()),
                f"半角カタカナ「{found[0]}」があります",
                text=found[0],
                fix=f"「{full}」に直してください",
            )
        _check_unseen(passage, notepad)
        wide += [(passage.line_at(found.start()), found[0]) for found in _WIDE_DIGITS.finditer(passage.text)]
        narrow += [(passage.line_at(found.start()), found[0]) for found in _DIGITS.finditer(passage.text)]
        if passage.kind in RUNNING:
            for mark in "、，。．":
                count = passage.text.count(mark)
                if count:
                    marks[mark] += count
                    places.setdefault(mark, passage.line_at(passage.text.index(mark)))
    if dependent:
        notepad.add(
            "L512",
            min(first.values()),
            f"機種依存文字（{'、'.join(dependent)}）が{dependent.total()}か所あります",
            text="".join(dependent),
        )
    _check_mixture(wide, narrow, notepad)
    for usual, other in (("、", "，"), ("。", "．")):
        if marks[usual] and marks[other]:
            rarer = min((usual, other), key=lambda mark: marks[mark])
            notepad.add(
                "L516",
                places[rarer],
                f"「{usual}」{marks[usual]}か所と「{other}」{marks[other]}か所が混ざっています",
            )


def _check_mixture(wide: list[tuple[int, str]], narrow: list[tuple[int, str]], notepad: Notepad) -> None:
    """One figure in full width and more in half width is a usual convention; any other mixture is told."""
    if not wide or not narrow:
        return
    if all(len(text) == 1 for _, text in wide) and all(len(text) > 1 for _, text in narrow):
        return
    line, text = min((wide, narrow), key=len)[0]
    notepad.add(
        "L514",
        line,
        f"全角の数字{len(wide)}か所と半角の数字{len(narrow)}か所が混ざっています",
        text=text,
    )


def _check_unseen(passage: Passage, notepad: Notepad) -> None:
    radicals = radicals_in(passage.text)
    if radicals:
        notepad.add(
            "L517",
            passage.line_at(passage.text.index(radicals[0])),
            f"漢字に見える別の文字（部首の文字「{radicals[:6]}」）があります",
            text=passage.text,
            fix=f"「{level(radicals[:6])}」に直してください（PDF から写すと入ることがあります）",
        )
    for found in _UNSEEN.finditer(passage.text):
        name = "壊れた文字" if found[0] == "\ufffd" else "目に見えない文字"
        notepad.add(
            "L517",
            passage.line_at(found.start()),
            f"{name}（U+{ord(found[0]):04X}）があります",
            text=passage.text,
        )


def _check_style(subject: Subject, notepad: Notepad) -> None:
    styled = list(_styled(subject))
    plain = [sentence for sentence, is_plain in styled if is_plain]
    polite = [sentence for sentence, is_plain in styled if not is_plain]
    if not plain or not polite:
        return
    told = _STYLES.get(subject.plan.front.get("style", ""))
    wants_plain = told if told is not None else len(plain) >= len(polite)
    name = "です・ます" if wants_plain else "だ・である"
    for sentence in polite if wants_plain else plain:
        notepad.add("L521", sentence.line, f"「{name}」の文が混ざっています", text=sentence.text)


def _styled(subject: Subject) -> Iterator[tuple[Sentence, bool]]:
    """Sentences whose end tells the style, and whether it is だ・である."""
    for sentence in subject.sentences:
        if _POLITE.search(sentence.text):
            yield sentence, False
        elif _PLAIN.search(sentence.text):
            yield sentence, True
