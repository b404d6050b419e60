"""The tables of a plan as CSV files, one for each table and one that lists them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from registry.plan.elements import PlanText
from registry.plan.plan_tables import Number, PlanTable, tables_of
from registry.text.inert import inert_cell

INDEX = "表の一覧.csv"
_INDEX_COLUMNS = ("番号", "表題", "章", "ファイル名", "行数", "表全体の注")
_BOM = b"\xef\xbb\xbf"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s.]+')
_LONGEST_NAME = 40


def to_csv(text: PlanText, *, bom: bool) -> dict[str, bytes]:
    """Files by name: ``表の一覧.csv``, then one per table. UTF-8, lines end with CR LF.

    Cells are inert for spreadsheets; numbers stand without the commas that group them.
    """
    tables = tables_of(text)
    names = [file_name(table) for table in tables]
    index = [
        (str(table.place), table.title, table.chapter, name, str(len(table.rows)), "\n".join(table.notes))
        for table, name in zip(tables, names, strict=True)
    ]
    files = {INDEX: _written(_INDEX_COLUMNS, index, bom=bom)}
    for table, name in zip(tables, names, strict=True):
        files[name] = table_csv(table, bom=bom)
    return files


def table_csv(table: PlanTable, *, bom: bool) -> bytes:
    """One table."""
    return _written(table.columns, ([_text(cell) for cell in row] for row in table.rows), bom=bom)


def file_name(table: PlanTable) -> str:
    """Name of the file of a table: its place keeps names apart, its caption tells them."""
    said = _NOT_IN_NAMES.sub("_", table.caption).strip("_")[:_LONGEST_NAME].strip("_")
    return f"{table.place:02}_{said}.csv" if said else f"{table.place:02}.csv"


def _text(cell: str | Number) -> str:
    return cell.digits if isinstance(cell, Number) else cell


def _written(columns: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([inert_cell(column) for column in columns])
    writer.writerows([inert_cell(cell) for cell in row] for row in rows)
    return (_BOM if bom else b"") + stream.getvalue().encode("utf-8")
