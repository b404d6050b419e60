"""全国地方公共団体コード: six digits with a check digit, and what spreadsheets make of them.

Source: 総務省「全国地方公共団体コード」 (rule of the check digit in ``registry.knowledge.local_codes``).
"""

import re
from collections import Counter

from registry.knowledge.local_codes import is_valid_code, with_check_digit
from registry.standards.cells import Cells
from registry.standards.findings import Report, Severity
from registry.standards.values.defects import LONGEST, Defect, Judge, compact, quoted

_DIGITS = re.compile(r"[0-9]{5,6}")
_DECIMALS = re.compile(r"\.0+$")
_EXPONENT = re.compile(r"[0-9.]+E\+?[0-9]+", re.IGNORECASE)
_THREE, _FIVE = 3, 5
_MANY = 3
"""Codes of publishers that a message names."""


def _has_prefecture(code: str) -> bool:
    return "01" <= code[:2] <= "47"


def _plain(value: str) -> str:
    return _DECIMALS.sub("", compact(value[:LONGEST])).replace("-", "")


def _readings(five: str) -> list[str]:
    """The codes that five digits can be: without their check digit, or without their leading zero."""
    lost_zero = "0" + five
    codes = [with_check_digit(five)] if _has_prefecture(five) else []
    return codes + [lost_zero] * (is_valid_code(lost_zero) and _has_prefecture(lost_zero))


def judge(value: str) -> Defect | None:
    """What is wrong with a code; a valid one need not be in use."""
    plain = _plain(value)
    if _EXPONENT.fullmatch(plain):
        return Defect("V12", f"{quoted(value)}は表計算ソフトの指数表示で、団体コードの桁が失われています")
    if not _DIGITS.fullmatch(plain):
        return Defect(
            "V12",
            f"{quoted(value)}は全国地方公共団体コードではありません。検査数字まで入れて半角数字 6 桁です",
        )
    if len(plain) == len(value) == 6 and plain == value:
        return _judge_six(value)
    if len(plain) == 6:
        wrong = _judge_six(plain)
        return wrong or Defect("V13", f"{quoted(value)}は半角数字 6 桁だけで書きます", f"{plain} と書く")
    readings = _readings(plain)
    if not readings:
        return Defect(
            "V12",
            f"{quoted(value)}は 5 桁で、どの都道府県の番号でも始まりません。6 桁のコードを確かめてください",
        )
    if len(readings) == 2:
        return Defect(
            "V12",
            f"{quoted(value)}は 5 桁です。検査数字が無ければ {readings[0]}、先頭の 0 が落ちたのなら {readings[1]} です",
            "どちらの団体かを確かめ、6 桁で書く",
        )
    code = readings[0]
    cause = "検査数字がありません" if code.startswith(plain) else "先頭の 0 が落ちています"
    return Defect("V11", f"{quoted(value)}は 5 桁で、{cause}", f"{code} と書く")


def _judge_six(code: str) -> Defect | None:
    if not _has_prefecture(code):
        return Defect("V12", f"{quoted(code)}の上 2 桁 {code[:2]} は都道府県の番号（01〜47）ではありません")
    if not is_valid_code(code):
        return Defect(
            "V10",
            f"{quoted(code)}の検査数字（6 桁目）が合いません。上 5 桁 {code[:5]} の検査数字は {with_check_digit(code[:5])[5]} です",
        )
    return None


def loose_judge(value: str) -> Defect | None:
    """The same for columns such as 市区町村コード, where a body may well mean the five digits of JIS X 0402."""
    plain = _plain(value)
    if len(plain) == _THREE and plain.isdecimal() and plain == value:
        return Defect(
            "V12",
            f"{quoted(value)}は都道府県の番号を除いた 3 桁の市区町村コードのようです。6 桁の全国地方公共団体コードで書きます",
            summed=True,
            severity=Severity.WARNING,
        )
    if len(plain) != _FIVE or not plain.isdecimal() or not _has_prefecture(plain):
        return judge(value)
    readings = _readings(plain)
    if len(readings) > 1:
        return Defect(
            "V21", f"{quoted(value)}は {readings[0]} とも {readings[1]}（先頭の 0 落ち）とも読めます"
        )
    return Defect("V14", f"{quoted(value)}は検査数字のない 5 桁の市区町村コードです", f"{readings[0]} と書く")


def judge_for(name: str) -> Judge:
    """The judge for a column of this name."""
    return judge if "地方公共団体" in name or "都道府県コード" in name else loose_judge


def mend(value: str) -> str | None:
    """The six digits, where they are certain."""
    plain = _plain(value)
    if not _DIGITS.fullmatch(plain):
        return None
    code = plain
    if len(plain) == 5:
        readings = _readings(plain)
        if len(readings) != 1:
            return None
        code = readings[0]
    return code if is_valid_code(code) and _has_prefecture(code) else None


class PublisherCheck:
    """Which bodies published the rows: more than one in a file, or another than the one asked about, is told."""

    def __init__(self, heading: str, number: int, body_code: str = "") -> None:
        self._heading = heading
        self._number = number
        self._body_code = body_code
        self._rows: Counter[str] = Counter()

    def feed(self, cells: Cells, report: Report) -> None:  # noqa: ARG002 - the column decides
        """Count the codes of a chunk."""
        first = cells.values[0] if cells.values else ""
        if cells.values.count(first) == len(cells.values):
            self._rows[first] += len(cells.values)
        elif len(self._rows) <= 2000:
            self._rows.update(cells.values)

    def finish(self, report: Report) -> None:
        """Tell the bodies, if there is something to tell."""
        codes = Counter({code: rows for code, rows in self._rows.items() if is_valid_code(code)})
        if len(codes) > 1:
            named = "、".join(f"{code}（{rows:,} 行）" for code, rows in codes.most_common(_MANY))
            more = f" など {len(codes)} 団体" if len(codes) > _MANY else ""
            report.add(
                "V15",
                f"公開した団体のコードが一つではありません: {named}{more}",
                column=self._heading,
                number=self._number,
            )
        elif codes and self._body_code and self._body_code not in codes:
            code = next(iter(codes))
            report.add(
                "V15",
                f"公開した団体のコードが {code} で、{self._body_code} ではありません",
                column=self._heading,
                number=self._number,
                value=code,
            )
