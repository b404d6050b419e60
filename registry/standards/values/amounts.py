"""Numbers: half-width digits without unit, separator or remark (総務省 統一ルール 1-3, 1-9)."""

import re

from registry.standards.values.defects import LONGEST, Defect, lines_of, narrow_hyphens, quoted

_NUMBER = r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
CLEAN = lines_of(_NUMBER)
_SHAPE = re.compile(_NUMBER)
_GROUPED = re.compile(r"[+\-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SIGNED = re.compile(rf"\+?{_NUMBER}")
_TRIANGLE = re.compile(r"[▲△▼]\s*[0-9][0-9,]*(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?E[+\-]?[0-9]{1,3}", re.IGNORECASE)
_PERCENT = re.compile(r"-?[0-9.,]+\s*[%％‰]")
_ABOUT = re.compile(
    r"(?:約|およそ|概ね|おおむね|計|平均|最大|最小|延べ?)\s*[0-9]|.*[0-9][^0-9]*(?:以上|以下|未満|程度|前後|超|余り?|強|弱|[~〜])"
)
_RANGE = re.compile(r"[0-9.,]+[^0-9.,]{0,4}[~〜\-～][^0-9.,]{0,2}[0-9.,]+.{0,10}")
_REMARK = re.compile(r"[0-9.,]+\s*[(（\[【※*＊].*", re.DOTALL)
_UNIT = re.compile(r"([¥\\$]?)\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^\d\s.,][^\d]{0,7}[23²³]?)?")
_DIGIT = re.compile(r"[0-9]")


def judge(value: str) -> Defect | None:
    """What is wrong with a number."""
    if _SHAPE.fullmatch(value):
        return None
    if mended := mend(value):
        return Defect("V75", f"{quoted(value)}は半角の数字だけで書きます", f"{quoted(mended)}と書く")
    plain = narrow_hyphens(value[:LONGEST])
    if _TRIANGLE.fullmatch(plain):
        return Defect("V79", f"{quoted(value)}は負の数なら半角の - を付けて書きます")
    if _EXPONENT.fullmatch(plain):
        return Defect("V81", f"{quoted(value)}は指数表示です。桁が失われていないか確かめ、数字で書きます")
    if _PERCENT.fullmatch(plain):
        return Defect("V76", f"{quoted(value)}の % は値に混ぜず、見出しか単位の列に書きます")
    if not _DIGIT.search(plain):
        return Defect("V78", f"{quoted(value)}は数値ではありません")
    unit = _UNIT.fullmatch(plain)
    if unit and (unit[1] or unit[3]) and not _ABOUT.match(plain) and "(" not in plain:
        return Defect(
            "V76",
            f"{quoted(value)}の単位{quoted(unit[1] or unit[3])}は値に混ぜず、見出しか単位の列に書きます",
        )
    if _ABOUT.match(plain) or _RANGE.fullmatch(plain):
        return Defect("V77", f"{quoted(value)}は一つの数値ではありません（概数・範囲）")
    if _REMARK.match(plain):
        return Defect("V77", f"{quoted(value)}は数値に注記が付いています。注記は備考の列に書きます")
    return Defect("V78", f"{quoted(value)}は数値ではありません")


def mend(value: str) -> str | None:
    """The number in half-width digits, without separators of thousands and plus sign."""
    plain = narrow_hyphens(value[:LONGEST])
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return plain.removeprefix("+") if _SIGNED.fullmatch(plain) else None
