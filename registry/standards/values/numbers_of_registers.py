"""Numbers that registers give out: 町字ID, 法人番号, 郵便番号.

法人番号: 平成二十六年財務省令第七十号（法人番号の指定等に関する省令）2条 and 国税庁「チェックデジットの計算」: the first digit is
9 − (Σ Pn·Qn mod 9) over the other twelve, counted from the last, Q = 1 for odd n and 2 for even.
町字ID: アドレス・ベース・レジストリ, four digits of 大字・町 (0000 where there is none) and three of 丁目・小字;
written 0008-001 or 0008001.
"""

import re

from registry.standards.values.defects import LONGEST, Defect, compact, lines_of, quoted

CLEAN_TOWN = lines_of(r"[0-9]{7}|[0-9]{4}-[0-9]{3}")
CLEAN_POSTAL = lines_of(r"[0-9]{3}-[0-9]{4}")
_TOWN = re.compile(r"(?:(?:[0-9]{7}|[0-9]{4}-[0-9]{3})?\n)*+(?:[0-9]{7}|[0-9]{4}-[0-9]{3})?")
CLEAN_POSTAL = re.compile(r"(?:(?:[0-9]{3}-[0-9]{4})?\n)*+(?:[0-9]{3}-[0-9]{4})?")
_TOWN = re.compile(r"[0-9]{7}|[0-9]{4}-[0-9]{3}")
_SHORT_TOWN = re.compile(r"[1-9][0-9]{2,5}")
_POSTAL = re.compile(r"([0-9]{3})-?([0-9]{4})")
_THIRTEEN = re.compile(r"[1-9][0-9]{12}")
_TWELVE = re.compile(r"[0-9]{12}")
_EXPONENT = re.compile(r"[0-9.]+E\+?[0-9]+", re.IGNORECASE)


def judge_town(value: str) -> Defect | None:
    """What is wrong with a 町字ID."""
    if _TOWN.fullmatch(value):
        return None
    mended = mend_town(value)
    if mended is None:
        return Defect(
            "V18", f"{quoted(value)}は町字ID ではありません。0008001 か 0008-001 のように数字 7 桁で書きます"
        )
    if _SHORT_TOWN.fullmatch(value):
        return Defect("V17", f"{quoted(value)}は先頭の 0 が落ちています", f"{mended} と書く")
    return Defect("V16", f"{quoted(value)}は半角で書きます", f"{mended} と書く")


def mend_town(value: str) -> str | None:
    """The town id in half width, with the zeros that a spreadsheet dropped."""
    plain = compact(value[:LONGEST])
    if _TOWN.fullmatch(plain):
        return plain
    return plain.zfill(7) if _SHORT_TOWN.fullmatch(plain) else None


def corporate_check_digit(twelve: str) -> str:
    """The first digit of the 法人番号 whose other twelve digits are given."""
    total = sum(int(digit) * (1, 2)[place % 2] for place, digit in enumerate(reversed(twelve)))
    return str(9 - total % 9)


def is_corporate(value: str) -> bool:
    """True for thirteen half-width digits whose check digit holds (the sum is that of all digits, even ones twice)."""
    return _THIRTEEN.fullmatch(value) is not None and (int(value) + int(value[1::2])) % 9 == 0


def judge_corporate(value: str) -> Defect | None:
    """What is wrong with a 法人番号; twelve digits may be a 個人番号 and are not shown."""
    if is_corporate(value):
        return None
    plain = compact(value[:LONGEST]).replace("-", "")
    if _THIRTEEN.fullmatch(plain):
        right = corporate_check_digit(plain[1:])
        if plain[0] != right:
            return Defect(
                "V19", f"{quoted(plain)}の検査用数字（先頭）が合いません。下 12 桁からは {right} です"
            )
        return Defect("V16", f"{quoted(value)}は半角数字 13 桁だけで書きます", f"{plain} と書く")
    if _TWELVE.fullmatch(plain):
        message = "数字が 12 桁です。会社法人等番号なら先頭に検査用数字が要ります。個人番号なら公開できません"
        return Defect("V20", message, "国税庁の法人番号公表サイトで 13 桁の番号を確かめる", secret=True)
    if _EXPONENT.fullmatch(plain):
        return Defect("V20", f"{quoted(value)}は指数表示で、下の桁が失われています")
    return Defect("V20", f"{quoted(value)}は法人番号ではありません。半角数字 13 桁です")


def mend_corporate(value: str) -> str | None:
    """The thirteen digits in half width, if their check digit holds."""
    plain = compact(value[:LONGEST]).replace("-", "")
    return plain if _THIRTEEN.fullmatch(plain) and plain[0] == corporate_check_digit(plain[1:]) else None


def judge_postal(value: str) -> Defect | None:
    """What is wrong with a postal code."""
    mended = mend_postal(value)
    if mended == value:
        return None
    if mended:
        return Defect("V22", f"{quoted(value)}は半角数字 3 桁、ハイフン、4 桁で書きます", f"{mended} と書く")
    plain = compact(value[:LONGEST])
    lost = "先頭の 0 が落ちたのかもしれません。" if re.fullmatch(r"[0-9]{6}|[0-9]{2}-[0-9]{4}", plain) else ""
    return Defect("V23", f"{quoted(value)}は郵便番号ではありません。{lost}数字 7 桁です")


def mend_postal(value: str) -> str | None:
    """The seven digits as 999-9999."""
    found = _POSTAL.fullmatch(compact(value[:LONGEST]).removeprefix("〒"))
    return f"{found[1]}-{found[2]}" if found else None
