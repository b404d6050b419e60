"""Excel workbooks, new (xlsx) and old (xls): each sheet a table, merged cells filled.

Values only: formulas are not computed here; the value that Excel stored is read.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from registry.catalogue.compound import safe_compound
from registry.catalogue.limits import MAX_COLUMNS, MAX_SHEET_CELLS
from registry.catalogue.package import safe_workbook
from registry.catalogue.tables import Row, Table
from registry.errors import InputError

Merged = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, as (row, column) from 0."""

_MAX_MERGED = 20_000
"""Merged ranges of a sheet that are filled."""


def workbook_tables(data: bytes, where: str, *, zipped: bool) -> Iterator[Table]:
    """The sheets in order; ``zipped`` tells xlsx from xls.

    Raises InputError for a workbook that cannot or must not be opened.
    """
    content = safe_workbook(io.BytesIO(data), where) if zipped else io.BytesIO(safe_compound(data, where))
    workbook = _opened(content, where)
    for name in workbook.sheet_names:
        sheet = _sheet(workbook, name, where)
        if sheet is None or sheet.end is None:
            continue
        height, width = sheet.end[0] + 1, sheet.end[1] + 1
        if height * width > MAX_SHEET_CELLS:
            raise InputError(
                "シートが大きすぎるため読み込みを止めました",
                where=f"{where} のシート「{name}」",
                why=f"{height:,} 行 × {width:,} 列あります",
                mend="目録の表だけを新しいブックに写してください",
            )
        yield Table(name, _rows(sheet))


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without point, days as ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _rows(sheet: Any) -> Iterator[Row]:
    starts: defaultdict[int, list[Merged]] = defaultdict(list)
    for area in (sheet.merged_cell_ranges or ())[:_MAX_MERGED]:
        starts[area[0][0]].append(area)
    running: list[tuple[Merged, str]] = []
    for index, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [cell_text(value) for value in values[:MAX_COLUMNS]]
        running = [(area, text) for area, text in running if area[1][0] >= index]
        above: set[int] = set()
        for area, text in running[:MAX_COLUMNS]:
            columns = _columns(area, len(cells))
            above.update(columns)
            _fill(cells, columns, text)
        across = False
        for area in starts.get(index, ()):
            columns = _columns(area, len(cells))
            text = cells[columns.start] if columns else ""
            _fill(cells, columns, text)
            across = across or (len(columns) > 1 and len(columns) * 2 > len(cells))
            if area[1][0] > index:
                running.append((area, text))
        yield Row(index + 1, cells, from_above=frozenset(above), across=across)


def _columns(area: Merged, width: int) -> range:
    return range(area[0][1], min(area[1][1] + 1, width))


def _fill(cells: list[str], columns: range, text: str) -> None:
    for column in columns:
        cells[column] = text


def _opened(content: io.BytesIO, where: str) -> Any:
    import python_calamine

    with _reader_errors(where):
        return python_calamine.CalamineWorkbook.from_filelike(content)


def _sheet(workbook: Any, name: str, where: str) -> Any:
    """None for sheets without cells (charts, dialogs)."""
    import python_calamine

    with _reader_errors(f"{where} のシート「{name}」"):
        try:
            return workbook.get_sheet_by_name(name)
        except python_calamine.WorksheetNotFound:
            return None


@contextmanager
def _reader_errors(where: str) -> Iterator[None]:
    """Turns what the reader throws into an InputError."""
    import python_calamine

    try:
        yield
    except python_calamine.PasswordError as error:
        raise InputError(
            "パスワード付きのファイルは読めません", where=where, mend="パスワードを外して保存し直してください"
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(where, str(error)) from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(where, "読み取り中に矛盾が見つかりました") from error


def _damaged(where: str, why: str) -> InputError:
    return InputError(
        "Excel ファイルとして読めません",
        where=where,
        why=f"壊れているか、別の種類のファイルです（{why}）",
        mend="Excel で開いて xlsx か CSV で保存し直してください",
    )
