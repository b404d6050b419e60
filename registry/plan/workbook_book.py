"""A workbook of tables: one row of headings, filters, frozen headings, lists to choose from, print titles.

Text is never a formula, also when someone edits the cell; numbers and days are numbers and days. The same content
gives the same bytes.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from registry.plan.plan_tables import Number
from registry.text.display import width
from registry.text.inert import inert, inert_cell

Cell = str | int | date | Number | None
_LISTS = "選択肢"
_WIDEST, _LEAST, _NARROWEST, _FILTER_BUTTON = 56, 18, 6, 3
"""Half-width columns that the widest column of a sheet takes, as far as the sheet then fits on paper."""
_A3_WIDTH, _A4_WIDTH = 230, 150
_LINE_HEIGHT, _TALLEST = 14.25, 400
"""Points."""
_LONGEST_HEADER = 200
_HEAD, _TO_FILL = "#E8EEF4", "#FFF0B3"
_ROOM_TO_FILL = 14
_LONGEST_CELL = 32_000
_CUT = "…（長いため、この後は省きました）"
_LONGEST_SHEET_NAME = 31
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 250, 30
_NOT_IN_NAMES = re.compile(r"[\\/?*:\[\]'\s]+")
_A3, _A4 = 8, 9
_TEXT, _GENERAL = 49, 0
"""Built-in number formats."""
_LONGEST_TEXT = 255
"""Older versions of Excel show # for longer cells of the format for text."""
_FONT = {"font_name": "Yu Gothic", "font_size": 10}


class Column(Struct, frozen=True, kw_only=True):
    """A column of a sheet."""

    heading: str
    prompt: str = ""
    """Shown when a cell of it is chosen."""
    choices: tuple[str, ...] = ()
    to_fill: bool = False
    """People write here: its heading stands out and it has room."""
    only_choices: bool = False
    """Refuse everything that is not among the choices."""
    year: bool = False
    """Warn of what is no fiscal year."""
    fills: Mapping[str, str] = {}
    """Beginning of a cell → colour of its ground."""


class Book:
    """Collects sheets; ``content`` ends the workbook. ``day``: from when it says that it is."""

    def __init__(self, title: str, day: date) -> None:
        import xlsxwriter

        self._stream = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._workbook.set_properties(
            {"title": inert(title), "created": datetime(day.year, day.month, day.day)}
        )
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._names: set[str] = set()
        self._list_sheet: Any = None

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        room: int = 0,
        frozen: int = 1,
        title: str = "",
    ) -> str:
        """Add a sheet and give its name. ``room``: empty rows below that offer the same choices; ``title``: at the
        head of printed pages, where it is not the name."""
        called = self._name(name)
        sheet = self._workbook.add_worksheet(called)
        for at, column in enumerate(columns):
            colour = _TO_FILL if column.to_fill else _HEAD
            sheet.write_string(
                0, at, _safe(column.heading), self._format(bold=True, bg_color=colour, num_format=_TEXT)
            )
        for row, cells in enumerate(rows, 1):
            for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self._write(sheet, row, at, cell, column)
        last = max(1, len(rows))
        widths = _widths(columns, rows)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, widths[at])
            self._validate(sheet, at, column, last + room)
        for row, cells in enumerate(rows, 1):
            lines = max(_lines(cell, columns) for cell, columns in zip(cells, widths, strict=True))
            if lines > 1:
                sheet.set_row(row, min(_TALLEST, lines * _LINE_HEIGHT))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_column_name(len(columns))}{last + room + 1}"})
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4 if sum(widths) <= _A4_WIDTH else _A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header("&L" + inert(title or called)[:_LONGEST_HEADER].replace("&", "&&"))
        sheet.set_footer("&C&P / &N")
        return called

    def content(self) -> bytes:
        """The workbook."""
        if self._list_sheet is not None:
            self._list_sheet.hide()
        self._workbook.close()
        return self._stream.getvalue()

    def _name(self, wanted: str) -> str:
        plain = _NOT_IN_NAMES.sub(" ", inert(wanted)).strip() or "表"
        name, again = plain[:_LONGEST_SHEET_NAME].strip(), 1
        while name.casefold() in self._names or name == _LISTS:
            again += 1
            tail = f" ({again})"
            name = plain[: _LONGEST_SHEET_NAME - len(tail)].strip() + tail
        self._names.add(name.casefold())
        return name

    def _format(self, **how: object) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {**_FONT, "valign": "top", "border": 1, "border_color": "#7A8794", "text_wrap": True, **how}
            )
        return self._formats[key]

    def _write(self, sheet: Any, row: int, at: int, cell: Cell, column: Column) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, at, None, self._format(num_format=_TEXT))
        elif isinstance(cell, str):
            said = _safe(cell)
            how: dict[str, object] = {"num_format": _TEXT if len(said) <= _LONGEST_TEXT else _GENERAL}
            how |= {"quote_prefix": True} if inert_cell(said) != said else {}
            fill = next((colour for start, colour in column.fills.items() if said.startswith(start)), "")
            how |= {"bg_color": fill} if fill else {}
            sheet.write_string(row, at, said, self._format(**how))
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, self._format(num_format="yyyy-mm-dd", align="left"))
        else:
            number = _number(cell)
            shown = ("#,##0" if number.grouped else "0") + (
                "." + "0" * number.decimals if number.decimals else ""
            )
            shown += "%" if number.percent else ""
            sheet.write_number(row, at, number.value, self._format(num_format=shown))

    def _validate(self, sheet: Any, at: int, column: Column, last: int) -> None:
        told = {
            "input_title": column.heading[:_LONGEST_PROMPT_TITLE],
            "input_message": column.prompt[:_LONGEST_PROMPT],
        }
        rule: dict[str, object] = {"validate": "any"}
        if column.choices:
            rule = {"validate": "list", "source": self._choices(column.choices)}
            rule |= {
                "error_title": column.heading[:_LONGEST_PROMPT_TITLE],
                "error_message": "一覧にある言葉から選んでください。",
            }
            rule |= {} if column.only_choices else {"show_error": False}
        elif column.year:
            rule = {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2200}
            rule |= {
                "error_type": "warning",
                "error_title": "年度",
                "error_message": "西暦の年度（2027 など）ではありません。",
            }
        if column.prompt:
            rule |= told
        if len(rule) > 1:
            sheet.data_validation(1, at, last, at, rule)

    def _choices(self, choices: tuple[str, ...]) -> str:
        """The range of a hidden sheet in which the choices stand."""
        if choices not in self._lists:
            if self._list_sheet is None:
                self._list_sheet = self._workbook.add_worksheet(_LISTS)
            at = len(self._lists)
            for row, choice in enumerate(choices):
                self._list_sheet.write_string(row, at, _safe(choice), self._format(num_format=_TEXT))
            letter = _column_name(at + 1)
            self._lists[choices] = f"='{_LISTS}'!${letter}$1:${letter}${len(choices)}"
        return self._lists[choices]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Width of each column in half-width columns: what it holds, as far as the sheet then fits on paper."""
    wanted = [
        max(width(column.heading) + _FILTER_BUTTON, _ROOM_TO_FILL if column.to_fill else 0)
        for column in columns
    ]
    for cells in rows:
        for at, cell in enumerate(cells):
            wanted[at] = max(wanted[at], *map(width, _shown(cell)))
    page = _A4_WIDTH if sum(min(_LEAST, columns) for columns in wanted) <= _A4_WIDTH else _A3_WIDTH
    widest = _WIDEST
    while widest > _LEAST and sum(min(widest, columns + 1) for columns in wanted) > page:
        widest -= 1
    return [max(_NARROWEST, min(widest, columns + 1)) for columns in wanted]


def _lines(cell: Cell, columns: int) -> int:
    """Lines that a cell takes in a column of that width."""
    return sum(max(1, -(-width(line) // (columns - 1))) for line in _shown(cell))


def _shown(cell: Cell) -> list[str]:
    if cell is None:
        return [""]
    if isinstance(cell, str):
        return inert(cell, keep_lines=True).split("\n")
    return [cell.isoformat() if isinstance(cell, date) else f"{_number(cell).digits},,"]


def _number(cell: int | Number) -> Number:
    return cell if isinstance(cell, Number) else Number(cell, 0, False, False)


def _column_name(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _safe(outside: str) -> str:
    said = inert(outside, keep_lines=True)
    return said if len(said) <= _LONGEST_CELL else said[:_LONGEST_CELL] + _CUT
