"""全国地方公共団体コード: five digits of JIS X 0401 and 0402 and a check digit.

Source: 総務省「全国地方公共団体コード」; the rule was recomputed on all codes of seed/bodies.csv.
"""

import re

from registry.errors import UsageError

_WEIGHTS = (6, 5, 4, 3, 2)
_FIVE_DIGITS = re.compile(r"[0-9]{5}")
_SIX_DIGITS = re.compile(r"[0-9]{6}")


def check_digit(five: str) -> str:
    """The check digit of a code's first five digits.

    Raises UsageError when they are not five ASCII digits.
    """
    if not _FIVE_DIGITS.fullmatch(five):
        raise UsageError(
            f"「{five}」は団体コードの上 5 桁ではありません",
            why="検査数字は半角数字 5 桁から計算します",
            mend="13101 のように半角数字 5 桁で指定してください",
        )
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def with_check_digit(five: str) -> str:
    """The six-digit code of five digits.

    Raises UsageError when they are not five ASCII digits.
    """
    return five + check_digit(five)


def is_valid_code(code: str) -> bool:
    """True when ``code`` is six ASCII digits whose last is the check digit; it need not be in use."""
    return bool(_SIX_DIGITS.fullmatch(code)) and check_digit(code[:5]) == code[5]
