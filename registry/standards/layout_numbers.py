"""What does not belong into a column of numbers: text (1-3), units (1-9), symbols (1-13); once for each column."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from registry.standards.cells import Cells
from registry.standards.findings import Report, shortened
from registry.standards.forms import ColumnKind
from registry.standards.layout_tally import TOLD_BY_VALUES, Tally, Together, masked

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
SYMBOLS = frozenset("-ー－―‐−—–─…‥xX×χＸｘ*＊***・△▲.") | {
    *("**", "***", "＊＊", "＊＊＊", "--", "---", "－－", "……", "...", "−−"),
    *("N/A", "n/a", "NA", "NULL", "null", "#N/A", "#REF!", "#VALUE!", "#DIV/0!"),
}
_DASHES = frozenset("-ー－―‐−—–─")
_UNITS = (
    *(
        "人",
        "名",
        "円",
        "千円",
        "百万円",
        "億円",
        "万円",
        "千人",
        "件",
        "戸",
        "世帯",
        "台",
        "個",
        "本",
        "枚",
        "冊",
        "床",
        "席",
    ),
    *(
        "室",
        "か所",
        "ヶ所",
        "カ所",
        "ヵ所",
        "箇所",
        "団体",
        "棟",
        "基",
        "頭",
        "羽",
        "ha",
        "a",
        "g",
        "kg",
        "mg",
        "t",
        "トン",
    ),
    *(
        "m",
        "cm",
        "mm",
        "km",
        "メートル",
        "センチ",
        "キロ",
        "m2",
        "平方メートル",
        "平米",
        "km2",
        "m3",
        "立方メートル",
        "l",
        "リットル",
    ),
    *(
        "%",
        "パーセント",
        "kw",
        "kwh",
        "kcal",
        "時間",
        "分",
        "秒",
        "日",
        "日間",
        "回",
        "歳",
        "才",
        "年",
        "か月",
        "ヶ月",
        "階",
        "度",
        "坪",
    ),
)
_UNITED = re.compile(
    rf"[約]?[+-]?[0-9][0-9,]*(?:\.[0-9]+)?\s?(?:{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})",
    re.IGNORECASE,
)
_QUANTITIES = frozenset(
    {"日", "歳", "才", "年", "階", "分", "回", "度", "a", "か月", "ヶ月", "時間", "日間", "秒", "名"}
)
"""Units that also end labels (1階, 3歳, 5日): they alone do not make a column one of numbers."""
_NOT_PLAIN = re.compile(r"[^0-9.\n-]")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SAMPLE = 400
_ENOUGH = 5
_MOST_NUMBERS = 0.8
_FEWEST = 0.1
_DIGIT_FIRST = re.compile(r"\s*[約+\-−▲△]?[0-9０-９]")
_CODE = re.compile(r"[0-9A-Za-z]+(?:[-_－ー‐.][0-9A-Za-z]+)+")
_LONG = 60
_REMEMBERED = 4096


def is_number(value: str) -> bool:
    """A number as programs read it."""
    return NUMBER.fullmatch(value) is not None


def sort_of(value: str) -> str:
    """What a cell of a column of numbers is: "" for a number or blank, else 記号, 単位, 桁区切り, 全角 or 文字."""
    if len(value) > _LONG:
        return "文字"
    bare = value.strip()
    if not bare or NUMBER.fullmatch(bare):
        return ""
    if bare in SYMBOLS:
        return "記号"
    if _GROUPED.fullmatch(bare):
        return "桁区切り"
    narrow = unicodedata.normalize("NFKC", bare)
    if _UNITED.fullmatch(narrow):
        return "単位"
    if NUMBER.fullmatch(narrow) or _GROUPED.fullmatch(narrow):
        return "全角"
    return "文字"


def _is_quantity(value: str) -> bool:
    narrow = unicodedata.normalize("NFKC", value.strip())
    return bool(_UNITED.fullmatch(narrow)) and narrow.lstrip("約+-0123456789,. ") not in _QUANTITIES


def holds_numbers(kind: ColumnKind, values: Iterable[str]) -> bool:
    """True for a column of numbers: by its kind, or a column of unknown kind whose values nearly all are.

    A column that only its heading calls one of numbers (幅員: 交差点　中) is none.
    """
    if kind not in (ColumnKind.NUMBER, ColumnKind.TEXT):
        return False
    filled = [value for value in values if value and not value.isspace()][:_SAMPLE]
    told = [value for value in filled if value.strip() not in SYMBOLS]
    if kind is ColumnKind.NUMBER:
        return not told or sum(_DIGIT_FIRST.match(value) is not None for value in told) >= _FEWEST * len(told)
    if len(told) < _ENOUGH:
        return False
    numbers = sum(sort_of(value) in ("", "桁区切り", "全角") or _is_quantity(value) for value in told)
    return numbers >= _MOST_NUMBERS * len(told)


class NumberColumn:
    """Sorts the cells of a column of numbers that are none."""

    def __init__(self, heading: str, number: int, *, inferred: bool, symbols_only: bool) -> None:
        self._heading = heading
        self._number = number
        self._inferred = inferred
        self._symbols_only = symbols_only
        self._codes = False
        self._memo: dict[str, str] = {heading: ""}  # repeated headings are told elsewhere
        self._counts: Counter[str] = Counter()
        self._first: dict[str, tuple[int, str]] = {}
        self._symbols: Counter[str] = Counter()
        self._symbol_cells = Tally()

    @property
    def noted(self) -> int:
        """Cells that are no numbers so far."""
        return self._counts.total()

    def feed(self, cells: Cells) -> None:
        """Look at a chunk; a chunk of bare numbers costs one search."""
        if self._codes or (_NOT_PLAIN.search(cells.joined) is None and "\n-\n" not in f"\n{cells.joined}\n"):
            return
        memo = self._memo
        for value, row in zip(cells.values, cells.numbers, strict=True):
            if not value:
                continue
            sort = memo.get(value)
            if sort is None:
                sort = sort_of(value)
                if len(memo) < _REMEMBERED and len(value) <= _LONG:
                    memo[value] = sort
            if sort:
                self._counts[sort] += 1
                self._first.setdefault(sort, (row, masked(value)))
                if sort == "記号":
                    self._symbols[value.strip()] += 1
                    self._symbol_cells.note(row, value)
                elif self._inferred and sort == "文字" and _CODE.fullmatch(value):
                    self._codes = True  # 244_1 among numbers: identifiers
                    return

    def finish(self, report: Report, together: Together) -> None:
        """Say it, at most one finding of each code."""
        if self._codes:
            return
        if not self._symbols_only:
            if not report.told(TOLD_BY_VALUES["M03"], self._number):
                self._say_text(report)
            if not report.told(TOLD_BY_VALUES["M09"], self._number):
                self._say_units(report)
        dashes = _DASHES.intersection(self._symbols)
        remark = f"。似た横線が混じっています：{' '.join(sorted(dashes))}" if len(dashes) > 1 else ""
        together.add(
            "M13",
            "数値の列に記号だけのセル",
            self._symbol_cells,
            column=self._heading or None,
            number=self._number,
            remark=remark,
        )

    def _say_text(self, report: Report) -> None:
        sorts = [sort for sort in ("文字", "桁区切り", "全角") if self._counts[sort]]
        if not sorts:
            return
        shown = "、".join(
            f"{'全角の数字' if sort == '全角' else sort} {self._counts[sort]:,}（例：「{shortened(self._first[sort][1])}」）"
            for sort in sorts
        )
        row, value = min(self._first[sort] for sort in sorts)
        count = sum(self._counts[sort] for sort in sorts)
        report.add(
            "M03",
            f"数値の列に、数としてそのまま読めないセルが {count:,} あります：{shown}。最初は {row} 行目です",
            column=self._heading,
            number=self._number,
            value=value,
            count=count,
        )

    def _say_units(self, report: Report) -> None:
        if units := self._counts["単位"]:
            row, value = self._first["単位"]
            report.add(
                "M09",
                f"単位の付いた値が {units:,} あります（「{shortened(value)}」、最初は {row} 行目）",
                column=self._heading,
                number=self._number,
                value=value,
                count=units,
            )
