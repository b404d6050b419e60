"""What a check of a file found (指摘), and the collector that keeps memory constant however much is found."""

import math
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

_SHOWN_CHARACTERS = 40
_REST = "同じ指摘がほかに"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The file breaks its definition, or readers and programs will misread it."""
    WARNING = "warning"
    """Likely wrong, or hard to use; a person decides."""
    INFO = "info"
    """Worth knowing; nothing is wrong yet."""


SEVERITY_LABELS = {Severity.ERROR: "誤り", Severity.WARNING: "注意", Severity.INFO: "参考"}


class Rule(Struct, frozen=True, kw_only=True):
    """One code of findings: what it says, why it matters, what to do."""

    code: str
    """Family letter and two digits: F file, H headings, D definition, V values, M machine-readability, P personal data."""
    severity: Severity
    title: str
    why: str
    mend: str
    source: str
    """Where the rule comes from: 総務省 統一ルール 1-n, the definition book, or this project's own judgement."""
    fixable: bool = False
    """True: ``check --fix`` mends it without guessing."""


class Finding(Struct, frozen=True, kw_only=True):
    """One finding; ``row`` and ``column`` are as a spreadsheet shows them."""

    code: str
    severity: Severity
    row: int | None = None
    """Row of the file or sheet, from 1; None: the whole file or column."""
    column: str | None = None
    """Heading as written; None: the whole file or row."""
    column_number: int | None = None
    """Place of the column, from 1."""
    value: str = ""
    """The cell, shortened; personal data masked."""
    message: str
    fix: str
    count: int = 1
    """Cells that this finding stands for."""
    sheet: str = ""
    fixable: bool = False


def shortened(value: str) -> str:
    """A cell in one line of at most 40 characters."""
    shown = value[: _SHOWN_CHARACTERS * 2].replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return shown if len(value) <= _SHOWN_CHARACTERS else shown[: _SHOWN_CHARACTERS - 1] + "…"


def _place_in_order(found: Finding) -> tuple[int, str, str, int, float]:
    rest = found.row is None and found.message.startswith(_REST)
    row = math.inf if rest else found.row or 0
    return list(Severity).index(found.severity), found.code, found.sheet, found.column_number or 0, row


class Report:
    """Collects findings; per code and column the first ``most`` are kept one by one, the rest only counted."""

    def __init__(self, rules: Iterable[Rule], most: int = 20) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._most = most
        self._findings: list[Finding] = []
        self._counts: Counter[tuple[str, str, int | None]] = Counter()
        self._columns: dict[tuple[str, str, int | None], str | None] = {}
        self._severities: dict[tuple[str, str, int | None], Severity] = {}
        self.sheet = ""
        """Name of the sheet under way; goes into every finding."""

    def add(
        self,
        code: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        number: int | None = None,
        value: str = "",
        fix: str = "",
        severity: Severity | None = None,
        count: int = 1,
        certain: bool = True,
    ) -> None:
        """Note a finding of a known code; ``fix`` and ``severity`` are the rule's unless told.

        ``value`` is shortened here; whoever adds masks it before. ``certain`` False: how to mend this one is a guess,
        though others of its code are mended.
        """
        rule = self._rules[code]
        key = (code, self.sheet, number)
        self._counts[key] += count
        if self._counts[key] > self._most and row is not None:
            self._columns[key] = column
            self._severities[key] = severity or rule.severity
            return
        self._findings.append(
            Finding(
                code=code,
                severity=severity or rule.severity,
                row=row,
                column=column,
                column_number=number,
                value=shortened(value),
                message=message,
                fix=fix or rule.mend,
                count=count,
                sheet=self.sheet,
                fixable=rule.fixable and certain,
            )
        )

    def full(self, code: str, number: int | None) -> bool:
        """True when more of this code in this column are only counted (then ``count`` may be used)."""
        return self._counts[(code, self.sheet, number)] >= self._most

    def told(self, codes: Iterable[str], number: int | None) -> bool:
        """True when one of these codes was found in this column of the sheet under way."""
        return any((code, self.sheet, number) in self._counts for code in codes)

    def has(self, code: str) -> bool:
        """True when this code was found anywhere in the file."""
        return any(key[0] == code for key in self._counts)

    def findings(self) -> tuple[Finding, ...]:
        """All findings, and one for the rest of each code and column that was cut short."""
        rest = [
            Finding(
                code=code,
                severity=self._severities[(code, sheet, number)],
                column=self._columns[(code, sheet, number)],
                column_number=number,
                message=f"{_REST} {count - self._most:,} 件あります（{self._rules[code].title}）",
                fix=self._rules[code].mend,
                count=count - self._most,
                sheet=sheet,
                fixable=self._rules[code].fixable,
            )
            for (code, sheet, number), count in self._counts.items()
            if (code, sheet, number) in self._columns
        ]
        return tuple(sorted((*self._findings, *rest), key=_place_in_order))
