"""A heading without what is only there for the eye: padding, line breaks, numbering, marks of requirement."""

import re
from itertools import pairwise

_MOST_CHARACTERS = 200
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_WORDS = "必須項目|必須入力|入力必須|必須以外|必須|任意|推奨"
_OPEN, _CLOSE = r"(（\[［【〔<＜《", r")）\]］】〕>＞》"
_MARK = f"(?:[{_OPEN}] ?[※＊*]? ?(?:{_WORDS}) ?[{_CLOSE}]|[※＊*] ?(?:{_WORDS}))"
_MARK_BEFORE = re.compile(f"^(?:{_MARK}|[◎○〇●★☆※＊*]) ?")
_MARK_AFTER = re.compile(f" ?(?:{_MARK}|[※＊*][0-9０-９]{{0,2}}|[{_OPEN}] ?[◎※＊*] ?[{_CLOSE}])$")
_NUMBERING = re.compile(
    r"^(?:[(（\[［【〔][0-9０-９]{1,3}[)）\]］】〕]"
    r"|[0-9０-９]{1,3}(?:[-－.．][0-9０-９]{1,3})?[.．、:：)）]"
    r"|[①-⑳㉑-㉟]"
    r"|№[0-9０-９]{1,3}) ?(?=[^0-9０-９ ])"
)


def clean_name(name: str) -> str:
    """The name itself: 「１．名 称（必須）」 is 名称. What would leave nothing is not taken away."""
    plain = without_padding(name)
    if len(plain) > _MOST_CHARACTERS:
        return plain
    for pattern in (_MARK_BEFORE, _MARK_AFTER, _NUMBERING, _MARK_BEFORE, _MARK_AFTER):
        plain = pattern.sub("", plain, count=1) or plain
    return plain


def without_padding(text: str) -> str:
    """In one line; a space stays only between two words of ASCII letters or digits."""
    words = text.translate(_UNSEEN).split()
    if len(words) < 2:
        return words[0] if words else ""
    pieces = [words[0]]
    for before, word in pairwise(words):
        if _is_latin(before[-1]) and _is_latin(word[0]):
            pieces.append(" ")
        pieces.append(word)
    return "".join(pieces)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
