"""Checks of the cells that a definition asks for: required cells that are empty, and values beyond the allowed ones.

有 and 無, and flags (1 or blank), are checked with all other values in ``registry.standards.values``.
"""

import difflib
import re
from collections import Counter

from registry.knowledge.datasets import Requirement
from registry.standards.cells import Cells
from registry.standards.findings import Report, Severity
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.sequences import listed
from registry.text.normalise import fold

_SPACES = " \u3000\t\xa0"
_BLANK = re.compile(rf"(?:\A|\n)[{_SPACES}]+(?:\n|\Z)")
_ROWS_KEPT = 100
_REMEMBERED = 2000
_LONGEST = 60
_NEAR = 0.6
_SHOWN = 8
_CHECKED_ELSEWHERE = frozenset({ColumnKind.FLAG, ColumnKind.PRESENCE})
_PARTED = re.compile("[;；]")
_OTHER_PARTING = re.compile("[、，,/／\n]")


class RequiredCheck:
    """Empty cells in a column that the definition requires (D07).

    Errors only where the definition book itself was read; else warnings. A column with no value at all is told
    once. Flags say no by being empty, so that their cells are not asked for. Blank rows must not be fed.
    """

    def __init__(self, column: FormColumn, heading: str, number: int) -> None:
        self._name = column.name
        self._heading = heading
        self._number = number
        self._asked = (
            column.required is Requirement.REQUIRED
            and not column.inferred
            and column.kind is not ColumnKind.FLAG
        )
        sure = column.confirmed and not column.required_inferred
        self._severity = Severity.ERROR if sure else Severity.WARNING
        self._note = "" if sure else "（必須の区分は未確認）"
        self._rows: list[int] = []
        self._empty = 0
        self._seen = 0

    def feed(self, cells: Cells, report: Report) -> None:  # noqa: ARG002 - only the whole column tells
        """Count empty cells; two searches where there is none."""
        if not self._asked:
            return
        self._seen += len(cells.values)
        if cells.constant and not cells.constant.isspace():
            return
        if "" not in cells.values and not _may_be_blank(cells.joined):
            return
        for value, number in zip(cells.values, cells.numbers, strict=True):
            if not value or value.isspace():
                self._empty += 1
                if len(self._rows) < _ROWS_KEPT:
                    self._rows.append(number)

    def finish(self, report: Report) -> None:
        """Say which cells are empty."""
        if not self._empty:
            return
        if self._empty == self._seen and self._seen > 1:
            message = f"必須の列「{self._name}」に値が一つもありません（{self._seen:,} 行）"
            self._add(report, message, None, self._empty)
            return
        message = f"必須の欄「{self._name}」が空です"
        for row in self._rows:
            self._add(report, message, row, 1)
        if self._empty > len(self._rows):
            self._add(report, message, self._rows[-1], self._empty - len(self._rows))

    def _add(self, report: Report, message: str, row: int | None, count: int) -> None:
        report.add(
            "D07",
            message + self._note,
            row=row,
            column=self._heading,
            number=self._number,
            severity=self._severity,
            count=count,
        )


def _may_be_blank(joined: str) -> bool:
    """True when a cell may hold nothing but spaces: one begins with a space, and then a search finds it."""
    begins = joined[:1] in _SPACES or any(space in joined and "\n" + space in joined for space in _SPACES)
    return begins and _BLANK.search(joined) is not None


class CodesCheck:
    """Values beyond those that the definition lists (D08), and other spellings of those (D10)."""

    def __init__(self, column: FormColumn, heading: str, number: int) -> None:
        self._column = column
        self._heading = heading
        self._number = number
        self._asked = bool(column.values) and column.closed and column.kind not in _CHECKED_ELSEWHERE
        self._severity = None if column.confirmed else Severity.WARNING
        self._note = "" if column.confirmed else "（値の一覧は未確認）"
        self._allowed = frozenset(column.values)
        self._good: set[str] = {"", *column.values}
        self._said: dict[str, tuple[str, str, str]] = {}

    def feed(self, cells: Cells, report: Report) -> None:
        """Look at the distinct values; at single cells only where one of them is not allowed."""
        if not self._asked:
            return
        if cells.constant in self._good:
            return
        bad = {value for value in set(cells.values) - self._good if not self._fits(value)}
        if not bad:
            return
        said = {value: self._saying(value) for value in bad}
        if all(report.full(code, self._number) for code, _, _ in said.values()):
            tally = Counter(said[value][0] for value in cells.values if value in bad)
            for code, count in tally.items():
                self._add(report, code, "", "", "", cells.numbers[-1], count)
            return
        for value, row in zip(cells.values, cells.numbers, strict=True):
            if value in bad:
                self._add(report, *said[value], value, row, 1)

    def finish(self, report: Report) -> None:
        """Nothing is left to say."""

    def _fits(self, value: str) -> bool:
        fits = not value or value.isspace() or value.strip() in self._allowed  # V01 tells the spaces
        if not fits and self._column.several and len(value) < _LONGEST * 20:
            fits = all(part in self._allowed for part in self._parts(value))
        if fits and len(self._good) < _REMEMBERED:
            self._good.add(value)
        return fits

    def _parts(self, value: str) -> list[str]:
        """Values side by side; another sign between them is a finding of its own, not of this check."""
        parts = _PARTED.split(value)
        if len(parts) == 1:
            parts = _OTHER_PARTING.split(value)
        return [stripped for part in parts if (stripped := part.strip())]

    def _saying(self, value: str) -> tuple[str, str, str]:
        """Code, message and mend for one value, remembered."""
        said = self._said.get(value)
        if said is None:
            said = self._judge(value)
            if len(self._said) < _REMEMBERED:
                self._said[value] = said
        return said

    def _add(
        self, report: Report, code: str, message: str, fix: str, value: str, row: int, count: int
    ) -> None:
        report.add(
            code,
            message + self._note,
            row=row,
            column=self._heading,
            number=self._number,
            value=value,
            fix=fix,
            severity=self._severity,
            count=count,
        )

    def _judge(self, value: str) -> tuple[str, str, str]:
        mended = mend_code(self._column, value)
        if mended is not None:
            return "D10", f"定義の表記は「{mended}」です", f"「{mended}」に直します"
        allowed = listed(self._column.values, _SHOWN)
        wrong = value
        if self._column.several and len(value) < _LONGEST * 20:
            wrong = next((part for part in self._parts(value) if part not in self._allowed), value)
        near = (
            difflib.get_close_matches(wrong, self._column.values, 1, _NEAR) if len(wrong) < _LONGEST else []
        )
        fix = f"「{near[0]}」のことなら、そう直します" if near else "定義にある値のどれかに直します"
        which = f"「{wrong}」は" if wrong != value and len(wrong) < _LONGEST else ""
        return "D08", f"{which}定義にある値（{allowed}）のどれでもありません", fix


def mend_code(column: FormColumn, value: str) -> str | None:
    """The listed value that this one is in another spelling (width, spaces, kana), or None."""
    if not column.values or not value.strip() or len(value) > _LONGEST or value in column.values:
        return None
    folded = fold(value)
    return next((listed_value for listed_value in column.values if fold(listed_value) == folded), None)
