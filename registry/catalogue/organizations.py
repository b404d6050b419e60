"""The six-digit code of a body (全国地方公共団体コード), where a file tells it in one of its guises.

The sixth digit checks the five before it; that tells a code that lost its check digit from one that lost its
leading zero to Excel.
"""

import re
import unicodedata
from functools import lru_cache

from registry.knowledge.local_codes import is_valid_code, with_check_digit

_PREFECTURES = range(1, 48)
_TOKYO_NAME = re.compile(r"t(\d{6})(?:d\d+)?")
_CODE_PREFIX = re.compile(r"(\d{6})(?=[_-]|$)")
_NAME_IN_BRACKETS = re.compile(r"\s*【([^】\s]{1,12}[都道府県市区町村])】")

_LONGEST_NAME = 40
"""Characters of a name that are looked at."""


@lru_cache(maxsize=4096)
def body_code(text: str) -> str:
    """The six-digit code that a code column or an organisation's name means, or "".

    Understood: six digits, five digits without the check digit, a lost leading zero, ``131059.0``, full width,
    Tokyo's ``t132292`` and ``t132292d0000000006``. Five digits that could be either body are left alone. Six
    digits are taken as told, whether the check digit fits or not.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_NAME]).strip().removesuffix(".0")
    if tokyo := _TOKYO_NAME.fullmatch(plain):
        plain = tokyo[1]
    if not (plain.isascii() and plain.isdecimal()):
        return ""
    if len(plain) == 6:
        return plain
    if len(plain) == 2 and int(plain) in _PREFECTURES:
        return with_check_digit(plain + "000")
    if len(plain) != 5:
        return ""
    unchecked = _numbers_a_body(plain)
    without_zero = plain[0] != "0" and _numbers_a_body("0" + plain[:4]) and is_valid_code("0" + plain)
    if unchecked and without_zero:
        return ""
    if without_zero:
        return "0" + plain
    return with_check_digit(plain) if unchecked else ""


def _numbers_a_body(five: str) -> bool:
    """A prefecture ends in 000; its cities, wards, towns and villages count from 100."""
    return int(five[:2]) in _PREFECTURES and (five[2:] == "000" or five[2] != "0")


def code_of_dataset_name(name: str) -> str:
    """The code in a CKAN dataset's name: BODIK's ``272159_barber``, Tokyo's ``t132292d0000000006``; or ""."""
    if tokyo := _TOKYO_NAME.fullmatch(name):
        return tokyo[1]
    found = _CODE_PREFIX.match(name)
    return found[1] if found and is_valid_code(found[1]) and int(found[1][:2]) in _PREFECTURES else ""


def name_in_title(title: str) -> str:
    """The body that stands in brackets before a title, as shared catalogues of a prefecture write it; or ""."""
    found = _NAME_IN_BRACKETS.match(title)
    return found[1] if found else ""
