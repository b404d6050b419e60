"""Numerals as Japanese law writes them: 二十八, 百五, 〇 in positional writing, 元 for a first year.

Law numbers and articles use the multiplicative style (十百千万, without 一 before 十, 百 and 千); rules of
the National Personnel Authority use the positional one (二四, 一〇).
"""

import re
import unicodedata

from registry.errors import UsageError

_DIGIT_CHARACTERS = "〇一二三四五六七八九"
_DIGITS = {character: value for value, character in enumerate(_DIGIT_CHARACTERS)} | {
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"億": 100_000_000, "万": 10_000}
_MAX_DIGITS = 12

NUMERAL_CHARACTERS = "0-9〇零一二三四五六七八九十百千万億壱弐参拾"
"""Characters of a numeral, for use inside a character class of a regular expression."""


def parse_number(text: str) -> int:
    """Read 28, ２８, 二十八, 二八, 百五, 一〇 or 元 as a number of zero or more.

    Raises:
        UsageError: The text is not a whole number in one of these forms.
    """
    compact = unicodedata.normalize("NFKC", text).strip()
    value = (
        int(compact)
        if re.fullmatch("[0-9]+", compact) and len(compact) <= _MAX_DIGITS
        else _from_kanji(compact)
    )
    if value is None:
        raise UsageError(
            f"「{text}」は数として読めません。",
            why="算用数字だけか漢数字だけで、漢数字は位の大きい順に書きます。",
            mend="28、２８、二十八、二八、元 のように書いてください。",
        )
    return value


def _from_kanji(text: str) -> int | None:
    if not text or len(text) > 2 * _MAX_DIGITS:
        return None
    if text == "元":
        return 1
    if len(text) <= _MAX_DIGITS and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = 0
    rest = text
    for character, unit in _LARGE_UNITS.items():
        head, found, tail = rest.partition(character)
        if found:
            section = _below_ten_thousand(head)
            if not section:
                return None
            total += section * unit
            rest = tail
    section = _below_ten_thousand(rest)
    return None if section is None else total + section


def _below_ten_thousand(text: str) -> int | None:
    total = 0
    digit: int | None = None
    last_unit = 10_000
    for character in text:
        if character in _SMALL_UNITS:
            unit = _SMALL_UNITS[character]
            if unit >= last_unit or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            last_unit, digit = unit, None
        elif character in _DIGITS and digit is None:
            digit = _DIGITS[character]
        else:
            return None
    if digit == 0:
        return None
    return total + (digit or 0)


def format_kanji(number: int) -> str:
    """Write a number in the style of law numbers: 105 → 百五, 1010 → 千十, 20000 → 二万, 0 → 〇.

    Raises:
        ValueError: The number is negative or has more than 12 digits.
    """
    if not 0 <= number < 10**_MAX_DIGITS:
        raise ValueError(f"kanji numerals are written for 0 to {10**_MAX_DIGITS - 1}, not {number}")
    if number == 0:
        return _DIGIT_CHARACTERS[0]
    written = ""
    for character, unit in (*_LARGE_UNITS.items(), ("", 1)):
        section, number = divmod(number, unit)
        if section:
            written += _section(section) + character
    return written


def _section(number: int) -> str:
    written = ""
    for character, unit in (("千", 1000), ("百", 100), ("十", 10)):
        digit, number = divmod(number, unit)
        if digit:
            written += ("" if digit == 1 else _DIGIT_CHARACTERS[digit]) + character
    return written + (_DIGIT_CHARACTERS[number] if number else "")


def format_positional(number: int) -> str:
    """Write a number digit by digit: 24 → 二四, 10 → 一〇.

    Raises:
        ValueError: The number is negative.
    """
    if number < 0:
        raise ValueError(f"kanji numerals are written for zero or more, not {number}")
    return "".join(_DIGIT_CHARACTERS[int(digit)] for digit in str(number))
