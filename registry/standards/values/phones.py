"""電話番号: half-width digits and hyphens, from the area code (市外局番) on.

Lengths follow the 電気通信番号計画: ten digits for lines and 0120, 0570, 0180 and so on, eleven for 0A0 numbers
and 0800, three for the emergency and service numbers.
"""

import re

from registry.standards.values.defects import LONGEST, Defect, lines_of, narrow_hyphens, quoted

_LINE = r"0(?:[1-9]-[0-9]{4}|[1-9]{2}-[0-9]{3}|[1-9]{2}[0-9]-[0-9]{2}|[1-9]{2}[0-9]{2}-[0-9]|[5-9]0-[0-9]{4})-[0-9]{4}"
CLEAN = lines_of(_LINE)
OFTEN = (
    "V59",
    re.compile(
        r"(?:\(0(?:[1-9]\)[0-9]{4}|[1-9]{2}\)[0-9]{3}|[1-9]{2}[0-9]\)[0-9]{2}|[1-9]{2}[0-9]{2}\)[0-9])-[0-9]{4}\n)*+"
    ),
)
"""Area codes in brackets, as whole columns have them."""
_NUMBER = r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[0-9]{2,5}-[0-9]{3,6}|1[0-9]{2}|#[0-9]{4}"
_SHAPE = re.compile(_NUMBER)
_ABROAD = re.compile(r"\+81-[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{3,4}|\+[0-9][0-9\-]{7,18}")
_BRACKETS = re.compile(
    r"\((0[0-9]{1,4})\)-?([0-9]{1,4})-([0-9]{4})|(0[0-9]{1,4})-?\(([0-9]{1,4})\)-?([0-9]{4})"
)
_ANY = re.compile(r"(?<![0-9])\(?0[0-9]{1,4}[)\-]{1,2}[0-9]{1,4}[)\-]{1,2}[0-9]{4}")
_PLAIN_DIGITS = re.compile(r"0[0-9]{9,10}")
_LOST_ZERO = re.compile(r"[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{4}|[1-9][0-9]{8}|[5789]0-?[0-9]{4}-?[0-9]{4}")
_LOCAL = re.compile(r"[1-9][0-9]{0,3}-[0-9]{4}")


def _right_length(number: str) -> bool:
    digits = number.replace("-", "")
    if len(digits) <= 5:
        return True
    mobile = digits[:3] in ("020", "050", "060", "070", "080", "090") or digits.startswith("0800")
    return len(digits) == (11 if mobile else 10) or (digits.startswith("020") and len(digits) in (11, 14))


def _reading(value: str) -> str | None:
    """The number with hyphens, where it is one number whose parts are marked."""
    plain = "".join(narrow_hyphens(value[:LONGEST]).split())
    if found := _BRACKETS.fullmatch(plain):
        plain = "-".join(part for part in found.groups() if part)
    return plain if _SHAPE.fullmatch(plain) and _right_length(plain) else None


def judge(value: str) -> Defect | None:
    """What is wrong with a telephone or fax number."""
    if (_SHAPE.fullmatch(value) and _right_length(value)) or _ABROAD.fullmatch(value):
        return None
    if mended := _reading(value):
        code = "V59" if _BRACKETS.fullmatch(value) else "V60"
        return Defect(code, f"{quoted(value)}は半角数字とハイフンだけで書きます", f"{mended} と書く")
    plain = "".join(narrow_hyphens(value[:LONGEST]).split())
    if len(_ANY.findall(narrow_hyphens(value[:LONGEST]))) > 1:
        return Defect("V63", f"{quoted(value)}に番号が二つ以上あります")
    if _PLAIN_DIGITS.fullmatch(plain) and _right_length(plain):
        return Defect("V65", f"{quoted(value)}は市外局番との間にハイフンがありません", summed=True)
    if _LOST_ZERO.fullmatch(plain) and len(plain.replace("-", "")) in (9, 10):
        return Defect("V61", f"{quoted(value)}は先頭の 0 が落ちているようです（0{plain} ではありませんか）")
    if _LOCAL.fullmatch(plain):
        return Defect("V62", f"{quoted(value)}に市外局番がありません")
    digits = sum(character.isdigit() for character in plain)
    if re.fullmatch(r"[0-9\-()]+", plain) and _right_length("".join(filter(str.isdigit, plain))):
        return Defect(
            "V63",
            f"{quoted(value)}は電話番号の形ではありません。市外局番から半角のハイフンで区切って書きます",
        )
    if re.fullmatch(r"[0-9\-()]+", plain):
        return Defect(
            "V64",
            f"{quoted(value)}の桁数（{digits} 桁）は電話番号と合いません。市外局番から 10 桁（携帯・IP 電話は 11 桁）です",
        )
    if re.search(r"[0-9]{3}", plain):
        return Defect("V63", f"{quoted(value)}に番号のほかの文字があります")
    return Defect("V63", f"{quoted(value)}は電話番号ではありません")


def mend(value: str) -> str | None:
    """The number in half-width digits with hyphens; where the area code ends is never guessed."""
    if _ABROAD.fullmatch(value):
        return value
    return _reading(value)
