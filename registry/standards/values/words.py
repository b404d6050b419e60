"""Columns of few words: 曜日, 有無, 該当 (1 or blank)."""

import re

from registry.standards.values.defects import LONGEST, Defect, narrow, narrow_hyphens, quoted

_DAYS = "月火水木金土日"
_DAY_MARKS = re.compile(r"曜日?|[\s・,、，;；/.]+")
_DAY_RANGE = re.compile(rf"([{_DAYS}])[~〜～\-]([{_DAYS}])")
_DAY_SET = re.compile(rf"[{_DAYS}]+")
_YES = frozenset({"有り", "あり", "有る", "ある", "有。"})
_NO = frozenset({"無し", "なし", "無い", "ない", "無。"})
_MARKS = frozenset("○◯〇●◎⭕✓✔☑レ")
_TRUE = frozenset({"TRUE", "YES", "Y", "T", "有", "あり", "該当", "はい"})
_FALSE = frozenset(
    {"×", "✕", "✗", "X", "0", "FALSE", "NO", "N", "F", "無", "なし", "非該当", "-", "ー", "―", "いいえ"}
)


def judge_days(value: str) -> Defect | None:
    """What is wrong with days of the week: they stand side by side in the order 月火水木金土日."""
    mended = mend_days(value)
    if mended == value:
        return None
    if mended:
        return Defect(
            "V88", f"{quoted(value)}は月火水木金土日の順に並べて書きます", f"{quoted(mended)}と書く"
        )
    if value.endswith("祝") and mend_days(value[:-1]) == value[:-1]:
        return Defect("V82", f"{quoted(value)}の「祝」は曜日ではありません。特記事項に書きます")
    return Defect(
        "V89", f"{quoted(value)}は曜日の並び（月火水木金土日）ではありません。条件は特記事項に書きます"
    )


def mend_days(value: str) -> str | None:
    """The days in order, from lists (月・水・金), full names (月曜日) and ranges (月～金)."""
    if len(value) > LONGEST:
        return None
    plain = _DAY_MARKS.sub("", narrow_hyphens(value))
    plain = plain.replace("から", "~").removesuffix("まで") if "から" in plain else plain
    if found := _DAY_RANGE.fullmatch(plain):
        first, last = _DAYS.index(found[1]), _DAYS.index(found[2])
        return _DAYS[first : last + 1] if first < last else None
    if not _DAY_SET.fullmatch(plain):
        return None
    return "".join(day for day in _DAYS if day in plain)


def judge_presence(value: str) -> Defect | None:
    """What is wrong with 有 or 無; blank means that it is not known."""
    if value in ("有", "無"):
        return None
    if mended := mend_presence(value):
        return Defect("V90", f"{quoted(value)}は「{mended}」と書きます", f"「{mended}」と書く")
    return Defect("V91", f"{quoted(value)}は有・無のどちらでもありません。有、無か空欄にします")


def mend_presence(value: str) -> str | None:
    """有 or 無, from the same words in kana."""
    plain = narrow(value[:LONGEST])
    if plain in ("有", "無"):
        return plain
    return "有" if plain in _YES else "無" if plain in _NO else None


def judge_flag(value: str) -> Defect | None:
    """What is wrong with a mark of what applies: 1, or blank where it does not."""
    if value == "1":
        return None
    plain = narrow(value[:LONGEST]).upper()
    if mended := mend_flag(value):
        return Defect("V93", f"{quoted(value)}は 1 と書きます", f"{mended} と書く")
    if plain in _FALSE or value in _FALSE:
        return Defect("V92", f"{quoted(value)}は該当しない印なら空欄にします", "空のセルにする")
    if plain in _TRUE:
        return Defect("V92", f"{quoted(value)}は該当する印なら 1 と書きます", "1 と書く")
    return Defect("V92", f"{quoted(value)}は 1（該当）でも空欄（非該当）でもありません。条件は備考に書きます")


def mend_flag(value: str) -> str | None:
    """1 from a full-width 1 and from the marks that nobody reads otherwise (○)."""
    plain = narrow(value[:LONGEST])
    return "1" if plain == "1" or value.strip() in _MARKS else None
