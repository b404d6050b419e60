"""The report of a check as an Excel workbook: filters, frozen headings, one sheet each for overview, findings,
columns and personal data. The same answer gives the same bytes."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from registry.render.check import COLUMNS, place, sheet_shown, summary_line
from registry.render.moments import minute
from registry.standards.answers import CheckAnswer
from registry.standards.findings import SEVERITY_LABELS
from registry.text.inert import inert

_MOST_ROWS = 1_000_000
_WIDEST = 60
_LONGEST_CELL = 32_000


def check_workbook(answer: CheckAnswer, at: datetime) -> bytes:
    """The workbook; every cell is text or a number, never a formula. ``at`` is when the check ran."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"title": "データの点検の報告", "created": at.replace(tzinfo=None)})
    styles = {
        "head": workbook.add_format({"bold": True, "bg_color": "#EEF2F6", "border": 1, "text_wrap": True}),
        "cell": workbook.add_format({"text_wrap": True, "valign": "top", "border": 1}),
    }
    _sheet(
        workbook,
        styles,
        "概要",
        ("ファイル", "形式", "文字コード", "行", "標準データセット", "様式", "誤り", "注意", "参考", "備考"),
        _overview(answer, at),
    )
    _sheet(workbook, styles, "指摘", ("ファイル", *COLUMNS, "件数", "--fix で直せる"), _findings(answer))
    _sheet(
        workbook,
        styles,
        "列の対応",
        ("ファイル", "シート", "列", "見出し", "標準の項目", "種類", "対応の仕方"),
        _columns(answer),
    )
    _sheet(
        workbook,
        styles,
        "個人情報の候補",
        ("ファイル", "場所", "列", "種類", "値（伏せ字）", "理由", "件数"),
        _redactions(answer),
    )
    workbook.close()
    return stream.getvalue()


Line = tuple[str | int | float, ...]


def _overview(answer: CheckAnswer, at: datetime) -> list[Line]:
    lines: list[Line] = []
    for check in answer.files:
        found = check.dataset
        lines.append(
            (
                check.path,
                check.kind,
                check.encoding,
                check.rows,
                found.name if found else "",
                found.generation_name if found else "",
                check.errors,
                check.warnings,
                check.infos,
                check.refused,
            )
        )
    lines.append((f"{summary_line(answer.summary)}（{minute(at)}）", *[""] * 9))
    return lines


def _findings(answer: CheckAnswer) -> list[Line]:
    return [
        (
            check.path,
            SEVERITY_LABELS[finding.severity],
            finding.code,
            place(sheet_shown(finding.sheet, check), finding.row),
            finding.column or "",
            finding.value,
            finding.message,
            finding.fix,
            finding.count,
            "直せる" if finding.fixable else "",
        )
        for check in answer.files
        for finding in check.findings
    ]


def _columns(answer: CheckAnswer) -> list[Line]:
    return [
        (check.path, sheet.name, column.number, column.heading, column.column or "", column.kind, column.how)
        for check in answer.files
        for sheet in check.sheets
        for column in sheet.columns
    ]


def _redactions(answer: CheckAnswer) -> list[Line]:
    return [
        (
            check.path,
            place(sheet_shown(redaction.sheet, check), redaction.row) or "列全体",
            redaction.column,
            redaction.kind,
            redaction.masked,
            redaction.reason,
            redaction.count,
        )
        for check in answer.files
        for redaction in check.redactions
    ]


def _sheet(
    workbook: Any, styles: dict[str, Any], name: str, columns: Sequence[str], lines: Sequence[Line]
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.write_row(0, 0, columns, styles["head"])
    widths = [2 * len(column) + 2 for column in columns]
    for row, line in enumerate(lines[:_MOST_ROWS], 1):
        for at, value in enumerate(line):
            if isinstance(value, str):
                text = inert(value)[:_LONGEST_CELL]
                sheet.write_string(row, at, text, styles["cell"])
                widths[at] = min(_WIDEST, max(widths[at], 2 * len(text)))
            else:
                sheet.write_number(row, at, value, styles["cell"])
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, min(len(lines), _MOST_ROWS)), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
