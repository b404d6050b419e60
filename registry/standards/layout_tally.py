"""The same finding in one column or in many: counted, and told once."""

import re
from collections import defaultdict
from typing import NamedTuple

from registry.standards.findings import Report, shortened
from registry.standards.personal.masks import scrub

TOLD_BY_VALUES = {
    "M02": ("V69", "V84"),
    "M03": ("V75", "V76", "V77", "V78", "V79", "V81"),
    "M09": ("V76", "V77"),
    "M13": ("V06", "V78"),
    "M24": ("V02",),
}
"""Codes of the values that tell the same, cell by cell: where a column has one of them, the layout keeps silent."""
_APART = 3
"""In so many columns a finding is told for each of them; in more, or in nameless ones, once for all."""
_SHOWN_COLUMNS = 6
_MAIL = re.compile(r"[^\s、，,;@＠]{1,64}[@＠]")
_LONG_NUMBER = re.compile(r"[0-9０-９](?:[-‐－ー―() （）]{0,2}[0-9０-９]){8,}")
_KEPT = 300


def masked(value: str) -> str:
    """A cell as findings may quote it: telephone and other long numbers, mail boxes and names with a label are hidden."""
    return _LONG_NUMBER.sub("＊＊＊", _MAIL.sub("＊＊＊@", scrub(value[:_KEPT])))


class Tally:
    """How many cells, and the first of them; an empty value where it may be a person's."""

    def __init__(self) -> None:
        self.count = 0
        self.row = 0
        self.value = ""

    def note(self, row: int, value: str) -> None:
        """One more cell."""
        if not self.count:
            self.row, self.value = row, masked(value)
        self.count += 1


class _Entry(NamedTuple):
    column: str | None
    number: int
    tally: Tally
    remark: str


class Together:
    """Findings of the columns of a sheet, kept until all of them are known."""

    def __init__(self) -> None:
        self._entries: defaultdict[tuple[str, str], list[_Entry]] = defaultdict(list)

    def add(
        self, code: str, what: str, tally: Tally, *, column: str | None, number: int, remark: str = ""
    ) -> None:
        """A column has such cells (``what`` in Japanese, 改行のあるセル); nothing when the tally is empty."""
        if tally.count:
            self._entries[(code, what)].append(_Entry(column, number, tally, remark))

    def finish(self, report: Report) -> None:
        """Tell all that was added, and forget it."""
        for (code, what), noted in self._entries.items():
            told = TOLD_BY_VALUES.get(code, ())
            entries = [entry for entry in noted if not (told and report.told(told, entry.number))]
            apart = _APART if all(entry.column for entry in entries) else 1
            if len(entries) > apart:
                _tell_together(code, what, entries, report)
                continue
            for column, number, tally, remark in entries:
                report.add(
                    code,
                    f"{what}が {tally.count:,} あります（{_example(tally)}）{remark}",
                    column=column,
                    number=number,
                    value=tally.value,
                    count=tally.count,
                )
        self._entries.clear()


def _tell_together(code: str, what: str, entries: list[_Entry], report: Report) -> None:
    first = min(entries, key=lambda entry: entry.tally.row)
    count = sum(entry.tally.count for entry in entries)
    names = [
        f"「{shortened(entry.column)}」" if entry.column else f"{entry.number} 列目" for entry in entries
    ]
    rest = "ほか" if len(names) > _SHOWN_COLUMNS else ""
    remarks = "".join(dict.fromkeys(entry.remark for entry in entries))
    report.add(
        code,
        f"{what}が {len(entries)} 列に {count:,} あります（{_example(first.tally)}）{remarks}。"
        f"列は {'、'.join(names[:_SHOWN_COLUMNS])}{rest}",
        value=first.tally.value,
        count=count,
    )


def _example(tally: Tally) -> str:
    value = shortened(tally.value)
    shown = f"「{value}」、" if value.strip() else ""
    return f"{shown}最初は {tally.row} 行目"
