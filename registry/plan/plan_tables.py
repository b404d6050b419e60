"""The tables of a plan as data: plain cells under one row of headings, numbers told from words, notes beside them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from registry.plan.document import FILL_IN
from registry.plan.elements import Heading, Line, PlanText, Table, plain
from registry.text.inert import inert

NOTES = "注の内容"
"""Heading of the column that is added when cells of a table carry notes."""
_ABSENT = frozenset(("", "―", "—", "‐", "-", "－", "…", FILL_IN))
"""What stands in a column of numbers where there is none."""
_LONGEST_NUMBER = 15
"""Digits that a spreadsheet keeps."""


class Number(Struct, frozen=True):
    """A number as it was written."""

    value: int | float
    """A share is a share: 12.5% is 0.125."""
    decimals: int
    grouped: bool
    percent: bool

    @property
    def digits(self) -> str:
        """Without the commas that group it."""
        value = self.value * 100 if self.percent else self.value
        return f"{value:.{self.decimals}f}" + ("%" if self.percent else "")


class PlanTable(Struct, frozen=True, kw_only=True):
    """A table of a plan. A cell of a column of numbers that holds a number is a Number."""

    place: int
    """Among the tables of the plan, from 1."""
    caption: str
    """With its number (表3 …) where it has one; else empty."""
    chapter: str
    """The heading of level 2 above it."""
    notes: tuple[str, ...]
    """Of the whole table."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Number, ...], ...]

    @property
    def title(self) -> str:
        """The caption; without one the place."""
        return self.caption or f"題のない表（{self.place}番目）"


def tables_of(plan: PlanText) -> tuple[PlanTable, ...]:
    """Every table in order."""
    found: list[PlanTable] = []
    chapter = ""
    for element in plan.elements:
        if isinstance(element, Heading) and element.level <= 2:
            chapter = _one_line(element.text)
        elif isinstance(element, Table):
            found.append(_table(element, plan, len(found) + 1, chapter))
    return tuple(found)


def numeric_columns(rows: Sequence[Sequence[str]], width: int) -> tuple[bool, ...]:
    """Which columns hold numbers and nothing else but marks for "none"."""
    found = []
    for column in range(width):
        cells = [row[column].strip() for row in rows if column < len(row)]
        told = [cell for cell in cells if cell not in _ABSENT]
        found.append(bool(told) and all(read_number(cell) is not None for cell in told))
    return tuple(found)


def read_number(text: str) -> Number | None:
    """A number written plainly (1,234 · -0.5 · 12.5%); None for other text and for codes such as 012."""
    found = _number_pattern().fullmatch(text.strip())
    if found is None:
        return None
    digits = found["digits"].replace(",", "")
    if sum(character.isdigit() for character in digits) > _LONGEST_NUMBER:
        return None
    whole, _, decimals = digits.partition(".")
    if len(whole.lstrip("-")) > 1 and whole.lstrip("-").startswith("0"):
        return None
    percent = bool(found["percent"])
    value: int | float = float(digits) if decimals else int(digits)
    return Number(value / 100 if percent else value, len(decimals), "," in found["digits"], percent)


@lru_cache(maxsize=1)
def _number_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<digits>-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?P<percent>%?)", re.ASCII
    )


def _table(table: Table, plan: PlanText, place: int, chapter: str) -> PlanTable:
    width = max([len(table.columns), *map(len, table.rows)])
    columns = [*map(_one_line, table.columns), *[""] * (width - len(table.columns))]
    words = [[*map(_cell, row), *[""] * (width - len(row))] for row in table.rows]
    numeric = numeric_columns(words, width)
    rows: list[list[str | Number]] = [
        [(read_number(cell) if numeric[at] else None) or cell for at, cell in enumerate(row)] for row in words
    ]
    notes = ["\n".join(_notes(row, plan)) for row in table.rows]
    if any(notes):
        columns.append(NOTES)
        for row, told in zip(rows, notes, strict=True):
            row.append(told)
    return PlanTable(
        place=place,
        caption=_one_line(table.caption),
        chapter=chapter,
        notes=tuple(_notes((table.caption, *table.columns), plan)),
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
    )


def _notes(cells: Iterable[Line], plan: PlanText) -> list[str]:
    labels = dict.fromkeys(run.note for cell in cells for run in cell if run.note in plan.notes)
    return [_one_line(plan.notes[label]) for label in labels]


def _one_line(line: Line) -> str:
    return " ".join(inert(plain(line)).split())


def _cell(line: Line) -> str:
    return inert(plain(line), keep_lines=True).strip()
