"""Findings on the file itself (family F): characters, kind, separators, name, number of tables."""

from collections.abc import Sequence
from pathlib import Path

from registry.knowledge.base import Knowledge
from registry.standards.answers import SheetCheck
from registry.standards.file_names import KIND_NAMES, example_name, fits_a_pattern, wrong_ending
from registry.standards.findings import Report, Severity
from registry.standards.forms import Recognised
from registry.standards.opening import DataFile
from registry.standards.text_blocks import TextBlocks

_SEPARATORS = {"tsv": "タブ", "csv;": "セミコロン（;）", "csv|": "縦線（|）"}
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
"""What a sheet of a workbook has at least to be taken for a table of data of its own."""


def check_file_itself(path: Path, data: DataFile, rows: int, report: Report) -> None:
    """Findings on a file whose sheets have been read; ``rows`` counts them all, the headings too."""
    report.sheet = ""
    if data.text is not None:
        _check_encoding(data, data.text, report)
        _check_line_ends(data.text, rows, report)
        if data.dialect in _SEPARATORS and not path.name.lower().endswith((".tsv", ".txt")):
            report.add("F06", f"値が{_SEPARATORS[data.dialect]}で区切られています")
    elif data.kind == "html" and data.encoding not in ("utf-8", "utf-8-sig"):
        report.add("F01", f"文字コードは {data.encoding} です")
    if ending := wrong_ending(path, data.kind):
        kind = KIND_NAMES.get(data.kind, data.kind)
        report.add("F05", f"名前は「{ending}」で終わりますが、中身は{kind}です")
    if data.packed:
        report.add("F13", "gzip で圧縮されたファイルです")


def _check_encoding(data: DataFile, text: TextBlocks, report: Report) -> None:
    if data.encoding in ("utf-8", "utf-8-sig"):
        words = "BOM が付いています" if text.mark else "BOM がありません"
        report.add("F02", f"UTF-8 で、{words}")
    else:
        shown = "CP932（Shift_JIS 系）" if data.encoding == "cp932" else f"{data.encoding.upper()} "
        report.add("F01", f"文字コードは {shown}です")
    for repair in data.repairs:
        if repair.code != "mixed_encoding" and report.has("M26"):
            continue  # told there with the column and the row
        code = "F03" if repair.code == "mixed_encoding" else "F04"
        words = "UTF-8 と CP932（Shift_JIS 系）の行が混ざっています"
        if code == "F04":
            words = "どの文字コードでも読めない文字があります"
        report.add(
            code,
            f"{words}（最初はファイルの {repair.line:,} 行目、{repair.count:,} か所）",
            count=repair.count,
        )


def _check_line_ends(text: TextBlocks, rows: int, report: Report) -> None:
    """Line feeds inside of cells are no ends of rows, so only what is certain is told."""
    windows, unix, old = text.windows_ends, text.unix_ends, text.old_ends
    if windows >= rows - 1:
        return
    if windows == 0 and not (unix and old):
        report.add("F07", f"行の終わりは {'LF' if unix else 'CR'} です")
    else:
        report.add(
            "F07", f"CRLF が {windows:,}、LF が {unix:,}、CR が {old:,} あり、改行コードが混ざっています"
        )


def check_name(
    path: Path, recognised: Recognised | None, body_code: str, knowledge: Knowledge, report: Report
) -> None:
    """Whether the name says what the file is; asked only of files that are a known dataset."""
    if recognised is None:
        return
    definitions = {dataset.id: dataset for dataset in knowledge.datasets.datasets}
    found = definitions.get(recognised.definition) or definitions.get(recognised.id)
    if found is None or not found.file_names or fits_a_pattern(path, found.file_names):
        return
    example = example_name(found.file_names, body_code)
    report.add("F08", f"{recognised.name}の標準のファイル名は「{example}」です", value=path.name)


def check_sheets(sheets: Sequence[SheetCheck], report: Report) -> None:
    """Several tables, none at all, or tables without headings or rows. ``sheets`` are those of one file."""
    headed = [sheet for sheet in sheets if sheet.heading_row is not None]
    for sheet in sheets:
        report.sheet = sheet.name
        if sheet.heading_row is None:
            severity = Severity.INFO if headed else None
            report.add("F12", "見出しらしい行がなく、列ごとの点検をしていません", severity=severity)
        elif sheet.rows == 0 and (len(headed) == 1 or sheet.dataset is not None):
            report.add("F10", f"見出し（{sheet.heading_row} 行目）の下にデータがありません")
    report.sheet = ""
    tables = [
        sheet
        for sheet in headed
        if sheet.dataset is not None or (sheet.rows >= _LEAST_ROWS and len(sheet.columns) >= _LEAST_COLUMNS)
    ]
    if len(tables) > 1:
        names = "、".join(f"「{sheet.name}」" for sheet in tables[:5])
        report.add(
            "F09", f"データの表が {len(tables)} シートにあります：{names}{' ほか' if len(tables) > 5 else ''}"
        )


def check_asides(names: Sequence[str], report: Report) -> None:
    """Sheets beside the data."""
    if names:
        report.sheet = ""
        shown = "、".join(f"「{name}」" for name in names[:5])
        report.add(
            "F14",
            f"記入例や選択肢のシートが入っています：{shown}{' ほか' if len(names) > 5 else ''}。中の値は点検していません",
            count=len(names),
        )
