"""Characters that cannot be relied on: machine-dependent signs, rare kanji, lost characters.

The sets follow Windows-31J (code page 932): signs of NEC row 13 and of the IBM extensions that JIS X 0208 lacks, and
the kanji of the IBM extensions (most of them in JIS X 0213 today). Blocks of Unicode with more of the same signs join.
"""

import re
from collections import Counter

LOST = "\ufffd"
"""What decoders write where a character could not be read."""
DITTO = "〃仝"
_BLOCKS = (("\u2160", "\u2188"), ("\u2460", "\u24ff"), ("\u2776", "\u2793"), ("\u3200", "\u33ff"))
"""Roman numerals, circled and bracketed, dingbat numbers, squared words and units."""
_TWINS = "\u3231\u3232\u3239"


def _in_jis_x_0208(character: str) -> bool:
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def _windows(leads: range) -> str:
    """Characters of these lead bytes of code page 932 that JIS X 0208 lacks."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in (*range(0x40, 0x7F), *range(0x80, 0xFD)))
    read = "".join(pair.decode("cp932", "ignore") for pair in pairs)
    return "".join(sorted(sign for sign in set(read) if sign > "\xff" and not _in_jis_x_0208(sign)))


_NEC = _windows(range(0x87, 0x88))
_IBM = _windows(range(0xFA, 0xFD))
RARE_KANJI = "".join(character for character in _IBM if "\u3400" <= character <= "\ufaff")
"""Kanji of the IBM extensions: 髙, 﨑, 瀨 …"""
_SIGNS = "".join(character for character in {*_NEC, *_IBM} if character < "\u3400" or character in _TWINS)

_BLOCK_CLASS = "".join(f"{first}-{last}" for first, last in _BLOCKS)
_SIGN_CLASS = f"{re.escape(''.join(sorted(_SIGNS)))}{_BLOCK_CLASS}"
_LOST_CLASS = f"{LOST}\ue000-\uf8ff"
SIGN = re.compile(f"[{_SIGN_CLASS}]")
UNREADABLE = re.compile(f"[{_LOST_CLASS}]")
RARE = re.compile(f"[{RARE_KANJI}\ufa0e-\ufad9]")
SUSPICIOUS = re.compile(f"[{_SIGN_CLASS}{_LOST_CLASS}{RARE_KANJI}\ufa0e-\ufad9{DITTO}]")
"""Any of them, for one search over many cells."""


def shown_characters(found: Counter[str], most: int = 8) -> str:
    """Characters with their counts, the most frequent first; those without a shape by their code."""
    parts = [f"{_shown(character)} {count:,}" for character, count in found.most_common(most)]
    return "、".join(parts) + ("…" if len(found) > most else "")


def _shown(character: str) -> str:
    if character == LOST:
        return "�（U+FFFD）"
    return f"U+{ord(character):04X}" if "\ue000" <= character <= "\uf8ff" else character
