"""緯度 and 経度: decimal degrees of the world geodetic system, inside Japan.

Limits: latitude 20 to 46 (沖ノ鳥島 20.4, 択捉島 45.6), longitude 122 to 154 (与那国島 122.9, 南鳥島 154.0).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from registry.standards.cells import Cells
from registry.standards.findings import Report
from registry.standards.values.defects import LONGEST, Defect, Judge, lines_of, narrow, quoted

_LATITUDE = r"(?:2[0-9]|3[0-9]|4[0-5])\.[0-9]{4,20}"
_LONGITUDE = r"1(?:2[2-9]|[34][0-9]|5[0-3])\.[0-9]{4,20}"
_NUMBER = re.compile(r"[+\-]?[0-9]{1,12}(?:\.[0-9]{0,25})?")
_DEGREES = re.compile(
    r"(?:北緯|東経|[NE])?([0-9]{1,3})(?:°|度|:)([0-9]{1,2})(?:'|′|’|分|:)(?:([0-9]{1,2}(?:\.[0-9]{1,10})?)(?:\"|″|”|''|′′|’’|秒)?)?(?:[NE]|北|東)?",
    re.IGNORECASE,
)
_DEGREE_SIGN = re.compile(r"(?:北緯|東経|[NE])?([0-9]{1,3}\.[0-9]+)(?:°|度)?(?:[NE])?", re.IGNORECASE)
_ENOUGH_DECIMALS = 4
_FEW_SHARE = 0.05
"""Share of cells with few decimals from which it is no chance of final zeros."""
_OLD_DATUM = re.compile(r"日本測地系(?![ _]?20)|旧測地系|旧日本測地|tokyo|epsg:? ?4301", re.IGNORECASE)


class Axis(NamedTuple):
    """One of the two coordinates."""

    name: str
    other: str
    lowest: float
    highest: float
    clean: re.Pattern[str]
    digits: int
    """Digits before the decimal point."""


LATITUDE = Axis("緯度", "経度", 20.0, 46.0, lines_of(_LATITUDE), 2)
LONGITUDE = Axis("経度", "緯度", 122.0, 154.0, lines_of(_LONGITUDE), 3)
_OTHER = {LATITUDE.name: LONGITUDE, LONGITUDE.name: LATITUDE}


def number_of(value: str) -> float | None:
    """A plain decimal number, or None."""
    return float(value) if _NUMBER.fullmatch(value) else None


def _inside(axis: Axis, degrees: float) -> bool:
    return axis.lowest <= degrees <= axis.highest


def _decimal(axis: Axis, value: str) -> str | None:
    """Decimal degrees inside Japan, where the writing leaves no doubt."""
    plain = "".join(narrow(value[:LONGEST]).split())
    if found := _DEGREE_SIGN.fullmatch(plain):
        return found[1] if _inside(axis, float(found[1])) else None
    if plain != value and _NUMBER.fullmatch(plain):
        return plain if _inside(axis, float(plain)) else None
    found = _DEGREES.fullmatch(plain)
    if not found or int(found[2]) >= 60 or float(found[3] or 0) >= 60:
        return None
    degrees = int(found[1]) + int(found[2]) / 60 + float(found[3] or 0) / 3600
    return f"{degrees:.7f}" if _inside(axis, degrees) else None


def _judge(axis: Axis, value: str) -> Defect | None:
    number = number_of(value)
    if number is None:
        if mended := _decimal(axis, value):
            return Defect("V48", f"{quoted(value)}は十進の度（半角の数だけ）で書きます", f"{mended} と書く")
        return Defect("V50", f"{quoted(value)}は{axis.name}として読めません。十進の度を半角の数で書きます")
    if _inside(axis, number):
        if len(value.partition(".")[2]) < _ENOUGH_DECIMALS:
            return Defect(
                "V52",
                f"{axis.name}の小数が、{quoted(value)}のように 4 桁に足りません",
                summed=True,
                least_share=_FEW_SHARE,
            )
        return None
    if number == 0:
        return Defect("V51", f"{axis.name}が 0 です。位置が分からないなら空欄にします")
    if _inside(_OTHER[axis.name], number):
        return Defect(
            "V46",
            f"{quoted(value)}は{axis.other}の値のようです。{axis.name}の欄に写していないか、{axis.other}と入れ替わっていないか確かめてください",
        )
    whole = value.partition(".")[0]
    if len(whole) > axis.digits and whole.isdigit():
        shifted = f"{whole[: axis.digits]}.{whole[axis.digits :]}{value.partition('.')[2]}"
        if _inside(axis, float(shifted)):
            cause = "の小数点の位置が違う" if "." in value else "は小数点が落ちている"
            return Defect("V47", f"{quoted(value)}{cause}ようです（{shifted} ではありませんか）")
    return Defect(
        "V45", f"{quoted(value)}は日本の{axis.name}（{axis.lowest:.0f}〜{axis.highest:.0f} 度）の外です"
    )


def judge_of(axis: Axis) -> Judge:
    """The judge of latitudes or of longitudes."""

    def judge(value: str) -> Defect | None:
        return _judge(axis, value)

    return judge


def mend_of(axis: Axis) -> Callable[[str], str | None]:
    """What turns degrees, minutes and seconds, and full-width digits, into decimal degrees."""

    def mend(value: str) -> str | None:
        return value if number_of(value) is not None else _decimal(axis, value)

    return mend


def names_old_datum(text: str) -> bool:
    """True when a heading or cell names the old Japanese datum (旧日本測地系); 日本測地系2000 and 2011 are world ones."""
    return _OLD_DATUM.search(text[:LONGEST]) is not None


class OldDatumCheck:
    """Headings and cells that say that positions are in the old Japanese datum."""

    def __init__(self, heading: str, number: int, *, cells_name_it: bool) -> None:
        """``cells_name_it``: the column holds names of datums; otherwise only the heading is looked at."""
        self._heading = heading
        self._number = number
        self._cells_name_it = cells_name_it
        self._known: set[str] = set()
        self._found = "" if cells_name_it or not names_old_datum(heading) else heading

    def feed(self, cells: Cells, report: Report) -> None:  # noqa: ARG002 - told once, at the end
        """Look for the name of the datum in the cells."""
        if not self._cells_name_it or self._found or self._known.issuperset(cells.values):
            return
        fresh = set(cells.values).difference(self._known)
        self._found = next((value for value in sorted(fresh) if names_old_datum(value)), "")
        if len(self._known) < 1000:
            self._known |= fresh

    def finish(self, report: Report) -> None:
        """Tell it."""
        if self._found:
            report.add(
                "V53",
                f"{quoted(self._found)}とあります。日本測地系（旧）の緯度・経度は世界測地系と約 400 m ずれます",
                column=self._heading,
                number=self._number,
                value=self._found,
            )
