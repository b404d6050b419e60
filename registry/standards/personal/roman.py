"""Katakana to roman letters (Hepburn), as Japanese names are written in mail addresses and English columns."""

import re
from functools import cache

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_IRREGULAR = {
    "シ": "shi",
    "チ": "chi",
    "ツ": "tsu",
    "フ": "fu",
    "ジ": "ji",
    "ヂ": "ji",
    "ヅ": "zu",
    "ヤ": "ya",
    "ユ": "yu",
    "ヨ": "yo",
    "ワ": "wa",
    "ヲ": "o",
    "ン": "n",
    "ヴ": "vu",
    "ー": "",
}
_GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


@cache
def _syllables() -> dict[str, str]:
    table = {
        kana: consonant + vowel
        for consonant, row in _ROWS.items()
        for kana, vowel in zip(row, "aiueo", strict=True)
    } | _IRREGULAR
    for kana, syllable in tuple(table.items()):
        if syllable.endswith("i") and len(syllable) > 1:
            stem = syllable[:-1]
            for small, glide in _GLIDES.items():
                table[kana + small] = stem + (glide[1:] if stem in ("sh", "ch", "j") else glide)
    return table


def spellings(kana: str) -> frozenset[str]:
    """The usual roman spellings of a katakana word: サトウ gives satou, sato and satoh.

    Characters that are no katakana make the word unreadable; then the set is empty.
    """
    table = _syllables()
    parts: list[str] = []
    position = 0
    double = False
    while position < len(kana):
        pair = kana[position : position + 2]
        kana_read = pair if len(pair) == len("キャ") and pair in table else kana[position]
        position += len(kana_read)
        if kana_read == "ッ":
            double = True
            continue
        syllable = table.get(kana_read)
        if syllable is None:
            return frozenset()
        if double and syllable:
            syllable = ("t" if syllable.startswith("ch") else syllable[0]) + syllable
        double = False
        parts.append(syllable)
    written = "".join(parts)
    short = re.sub(r"ou|oo", "o", written).replace("uu", "u")
    found = {written, short}
    if re.search(r"ou$|oo$", written):
        found.add(short + "h")
    if re.search(r"n[bmp]", short):
        found |= {re.sub(r"n(?=[bmp])", "m", short), re.sub(r"n(?=[bmp])", "m", written)}
    return frozenset(found - {""})
