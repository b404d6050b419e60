"""What spoils a cell of any kind: spaces around it, line breaks, control characters, spreadsheet errors."""

import re
from collections.abc import Iterator, Sequence

from registry.standards.cells import Cells
from registry.standards.findings import Severity
from registry.standards.values.defects import LONGEST, Defect, quoted

_ERROR_VALUES = frozenset(
    {
        *("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"),
        *("#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!"),
    }
)
_TOO_NARROW = re.compile(r"#{4,}")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FORMULA = re.compile(r"[=@][^\s=@]|[+\-](?:[^\W\d_]|[(\"'])|[+\-].*[|!]")
"""Starts that Excel takes for a formula; a number with its sign is none."""
_LOST = "\ufffd"
_MARKS = "=+-@#"
_CONTROL_BYTES = bytes(code for code in (*range(0x20), 0x7F) if code != 0x0A)
_IN_TEXT = frozenset(
    {"-", "ー", "―", "－", "‐", "−", "--", "未定", "未設定", "未入力", "確認中", "調査中", "検討中", "準備中"}
)
_IN_VALUES = _IN_TEXT | frozenset(
    {
        "なし",
        "無し",
        "不明",
        "なし。",
        *("*", "**", "***", "＊", "＊＊＊"),
        "…",
        "...",
        "x",
        "×",
        "N/A",
        "n/a",
        "NULL",
        "null",
        "該当なし",
        "非公表",
        "非公開",
    }
)


def looks_clean(cells: Cells, breaks_allowed: bool) -> bool:
    """True when no cell of a text column has any of the defects told here or holds a placeholder."""
    joined, values = cells.joined, cells.values
    if joined.isascii():
        plain = joined.encode()
        printable = len(plain.translate(None, _CONTROL_BYTES)) == len(plain)
    else:
        printable = "".join(values).isprintable()
    if not printable and (_INVISIBLE.search(joined) or "\t" in joined or "\r" in joined):
        return False
    if not breaks_allowed and joined.count("\n") != len(values) - 1:
        return False
    spaced = not printable or " " in joined
    if spaced and list(map(str.strip, values)) != list(values):
        return False
    if any(mark in joined and (joined[0] == mark or f"\n{mark}" in joined) for mark in _MARKS):
        return False
    return _IN_TEXT.isdisjoint(values)


def suspects(values: Sequence[str]) -> list[int]:
    """Places of the cells that may have one of these defects, beside line breaks."""
    return [
        place
        for place, value in enumerate(values)
        if value
        and (value[0] in _MARKS or value != value.strip() or not value.isprintable() or value in _IN_TEXT)
    ]


def defects_of_text(value: str, breaks_allowed: bool) -> Iterator[Defect]:
    """The defects of a cell that do not depend on its kind."""
    bare = value.strip()
    if bare != value:
        if bare:
            yield Defect("V01", f"{quoted(bare)}の前後に空白か改行があります")
        else:
            yield Defect("V01", "空白だけのセルです", "空のセルにする")
    if not bare:
        return
    marked = bare[0] in _MARKS
    if marked and (bare in _ERROR_VALUES or _TOO_NARROW.fullmatch(bare)):
        yield Defect("V04", f"{quoted(bare)}は表計算ソフトのエラー表示で、元の値が失われています")
        return
    if not breaks_allowed and ("\n" in bare or "\r" in bare):
        yield Defect("V02", f"{quoted(bare)}の中に改行があります")
    if not bare.isprintable() and (found := _INVISIBLE.search(bare)):
        code = "V07" if _CONTROL.match(found[0]) else "V03"
        if code == "V07" and _LOST in bare:
            return  # characters lost before: M26
        yield Defect(code, f"{quoted(bare)}に目に見えない文字 U+{ord(found[0]):04X} があります")
    if marked and _FORMULA.match(bare[:LONGEST]):
        yield Defect("V05", f"{quoted(bare)}は「{bare[0]}」で始まり、表計算ソフトが式として読みます")


def placeholder_in_text(bare: str) -> Defect | None:
    """A word that stands in a text column where no value is known yet."""
    if bare not in _IN_TEXT:
        return None
    return Defect("V06", f"値の代わりに{quoted(bare)}などの語があります", summed=True, severity=Severity.INFO)


def placeholder_in_values(bare: str) -> Defect | None:
    """The same in columns of numbers, codes, days and addresses, where any such word stands out of place."""
    if bare not in _IN_VALUES:
        return None
    return Defect("V06", f"値の代わりに{quoted(bare)}などの語があります", summed=True)
