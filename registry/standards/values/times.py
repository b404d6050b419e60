"""Times of day: 時刻 hh:mm; 24:00 ends a day, later hours are how shops write the small hours."""

import re

from registry.standards.values.defects import LONGEST, Defect, compact, quoted

_CLEAN = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_LATE = re.compile(r"2[4-9]:[0-5][0-9]")
_COLON = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_WORDS = re.compile(
    r"(午前|午後|AM|PM)?([0-9]{1,2})(?:時(?:([0-9]{1,2})分|(半))?|:([0-9]{2}))(AM|PM)?", re.IGNORECASE
)
_HOURS, _MINUTES = 30, 60
_FRACTION = re.compile(r"0?\.[0-9]+")


def judge(value: str) -> Defect | None:
    """What is wrong with a time."""
    if _CLEAN.fullmatch(value):
        return None
    if _LATE.fullmatch(value):
        return Defect(
            "V41",
            f"{quoted(value)}は 24 時を過ぎた書き方で、読めないプログラムがあります",
            "翌日の時刻で書き、特記事項で補う",
        )
    if mended := mend(value):
        code = "V42" if f"0{value}" == mended else "V38"
        return Defect(code, f"{quoted(value)}は hh:mm（2 桁ずつ）で書きます", f"{mended} と書く")
    plain = compact(value[:LONGEST])
    found = _COLON.fullmatch(plain)
    if found and (int(found[1]) >= _HOURS or int(found[2]) >= _MINUTES):
        return Defect("V40", f"{quoted(value)}という時刻はありません（{found[1]} 時 {found[2]} 分）")
    if _FRACTION.fullmatch(plain):
        return Defect(
            "V39", f"{quoted(value)}は表計算ソフトの時刻の内部の値のようです。hh:mm で書き出してください"
        )
    return Defect("V39", f"{quoted(value)}は一つの時刻ではありません。hh:mm で書き、条件は特記事項に書きます")


def _padded(hour: int, minute: int) -> str | None:
    written = f"{hour:02}:{minute:02}"
    return written if _CLEAN.fullmatch(written) else None


def mend(value: str) -> str | None:
    """The time as hh:mm, where it is certain."""
    plain = compact(value[:LONGEST])
    if _LATE.fullmatch(plain):
        return plain
    if found := _COLON.fullmatch(plain):
        return None if found[3] not in (None, "00") else _padded(int(found[1]), int(found[2]))
    if plain == "正午":
        return "12:00"
    found = _WORDS.fullmatch(plain)
    if not found or (found[1] and found[6]):
        return None
    half = (found[1] or found[6] or "").upper()
    hour = int(found[2])
    minute = 30 if found[4] else int(found[3] or found[5] or 0)
    if half and hour > 11:
        return None  # 午後12時 is midnight to some and noon to others
    return _padded(hour + 12 * (half in ("午後", "PM")), minute)
