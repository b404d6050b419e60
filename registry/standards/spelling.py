"""Headings compared: what is the same name, what differs only in spelling, and how to say the difference."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from registry.text.normalise import fold

_MOSTLY = 0.6
_NUMBERING = re.compile(
    r"^\s*(?:[0-9０-９]{1,2}\s*[.．、:：)）]|[①-⑳㉑-㊿]|[(（][0-9０-９]{1,2}[)）])\s*(?=[^0-9０-９\s])"
)
_DASHES = re.compile(r"[‐-―−─━ｰ－]")
_LOST_COMMA = re.compile(r"[、，,・/／.．。:：]")

_BRACKETS = str.maketrans("（）", "()")

_PAIRS = (("英字", "英語"), ("日時特記事項", "時間特記事項"), ("時刻", "時間"))
"""Words that the definitions themselves use side by side."""


class How(StrEnum):
    """In which way a heading was taken for a column of a form (``ColumnMatch.how``)."""

    SAME = "一致"
    SPELLING = "表記の違い"
    OLD_NAME = "旧様式の名"
    ALIAS = "別名"
    BY_VALUE = "値から"
    NONE = ""


def key_of(heading: str) -> str:
    """What two spellings of one heading have in common: width, kana, spaces, brackets, dashes and commas do not count."""
    return _LOST_COMMA.sub("", fold(_NUMBERING.sub("", heading)))


def loose_keys(heading: str) -> tuple[str, ...]:
    """Keys of the same heading with a word exchanged that definitions use side by side (英字 and 英語)."""
    key = key_of(heading)
    found = []
    for one, other in _PAIRS:
        first, second = fold(one), fold(other)
        if first in key:
            found.append(key.replace(first, second))
        elif second in key:
            found.append(key.replace(second, first))
    return tuple(candidate for candidate in dict.fromkeys(found) if candidate != key)


def is_machine_name(heading: str, spellings: Sequence[str]) -> bool:
    """True for a machine or English name that the definition book itself gives."""
    key = key_of(heading)
    return any(key == key_of(spelling) for spelling in spellings)


def common_prefix(headings: Sequence[str]) -> str:
    """The word and underscore with which most headings begin (公営駐輪場_), or ""."""
    named = [heading for heading in headings if heading]
    words = Counter(heading.split("_", 1)[0] for heading in named if "_" in heading[1:-1])
    if not words:
        return ""
    word, count = words.most_common(1)[0]
    return f"{word}_" if count >= 3 and count >= _MOSTLY * len(named) else ""


def same_but_width(written: str, name: str) -> bool:
    """True when only brackets differ, and only in their width."""
    return written.translate(_BRACKETS) == name.translate(_BRACKETS)


def difference(written: str, name: str) -> str:
    """In Japanese, how a heading as written differs from the name in the definition; "" when it does not."""
    if written == name:
        return ""
    said: list[str] = []
    text = written
    if "\n" in text or "\r" in text:
        said.append("改行がある")
        text = text.replace("\r", "").replace("\n", "")
    stripped = "".join(text.split())
    if stripped != text and "".join(name.split()) != name:
        stripped = text.strip()
    if stripped != text:
        said.append("空白がある")
        text = stripped
    if text == name:
        return "、".join(said)
    numbered = _NUMBERING.sub("", text)
    if numbered != text and not _NUMBERING.match(name):
        said.append("番号が付いている")
        text = numbered
    if text == name:
        return "、".join(said)
    said.extend(_of_characters(text, name))
    return "、".join(said)


def _of_characters(text: str, name: str) -> list[str]:
    said = []
    if re.search("[ｦ-ﾟ]", text):
        said.append("半角カナがある")
    if _DASHES.search(text) and not _DASHES.search(name):
        said.append("長音（ー）が横線の字になっている")
    if "＿" in text:
        said.append("下線（_）が全角")
    if any(("！" <= each <= "～") and each not in name and each not in "（）＿－" for each in text):
        said.append("英数字や記号が全角")
    if said and key_of(text) == key_of(name):
        return said
    if unicodedata.normalize("NFKC", text) == unicodedata.normalize("NFKC", name):
        said.append("かっこや記号の全角・半角が違う")
    elif key_of(text) == key_of(name):
        said.append("記号（かっこ、下線、読点）か字の表し方が違う")
    elif name and name in text:
        said.append("注などが付いている")
    else:
        said.append("語が違う")
    return said
