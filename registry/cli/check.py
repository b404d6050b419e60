"""``konkyo check``."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.standards.answers import CheckAnswer, FileCheck

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Level(StrEnum):
    """From which severity on findings are shown."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="ファイル...", help="データのファイルかフォルダー（複数可）")
    ],
    dataset: Annotated[
        str, typer.Option("--dataset", "-d", help="この標準データセット（ID か名前）として点検します")
    ] = "",
    level: Annotated[
        Level, typer.Option("--level", help="この重さから示します: error, warning, info")
    ] = Level.INFO,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="同じ列の同じ指摘を、この件数まで一つずつ示します")
    ] = 20,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix", metavar="写し", help="直せるところを直した写しを、ここ（複数ならフォルダー）に書きます"
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="既にある写しと報告を置き換えます")] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="報告", help="所管課に渡す報告（.html か .xlsx）を書きます"),
    ] = None,
    gate: Annotated[bool, typer.Option("--check", help="誤りがあれば終了コード 1 で終わります")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="--check で、注意も誤りと同じに扱います")] = False,
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """データのファイルを、標準データセットの項目・値の書き方・機械判読・個人情報の点から点検します。"""
    from registry.cli.progress import ProgressLine
    from registry.render.check import check_table
    from registry.standards.checking import check_files, refuse_sources
    from registry.standards.showing import from_level

    writer = _report_writer(report, overwrite)
    base = options.knowledge()
    with ProgressLine() as progress:
        answer = check_files(files, base, dataset=dataset, most=limit, progress=progress)
        refuse_sources(answer, (report, output))
        if fix is not None:
            from registry.standards.repairing import repair_files

            answer = repair_files(answer, base, fix, overwrite=overwrite, bom=bom, progress=progress)
    if report is not None:
        from registry.files import write_atomically

        write_atomically(report, writer(answer, options.now()))
    shown = from_level(answer, level)
    result: FileCheck | CheckAnswer = shown.files[0] if _single(files, answer) else shown
    options.emit(result, form, partial(check_table, mends=form is not Format.TABLE), bom=bom, output=output)
    counts = answer.summary
    if gate and (counts.errors or counts.refused or (strict and counts.warnings)):
        raise typer.Exit(ExitCode.NEGATIVE)


def _single(files: list[Path], answer: "CheckAnswer") -> bool:
    """One file was named, so its own object is the answer."""
    return len(files) == 1 and len(answer.files) == 1 and not files[0].is_dir()


def _report_writer(report: Path | None, overwrite: bool) -> "Callable[[CheckAnswer, datetime], bytes]":
    """Who writes the report, found out before the work begins.

    Raises UsageError for an unknown ending and for a file that is there already.
    """
    from registry.errors import UsageError

    if report is not None and report.exists() and not overwrite:
        raise UsageError(
            "報告を書きませんでした。同じ名前のファイルが既にあります",
            where=str(report),
            mend="別の名前を --report に指定するか、失ってよければ --overwrite を付けてください",
        )
    ending = report.suffix.lower() if report is not None else ".html"
    if ending in (".html", ".htm"):
        from registry.render.check_html import check_html

        return check_html
    if ending == ".xlsx":
        from registry.render.check_workbook import check_workbook

        return check_workbook
    raise UsageError(
        f"報告の形「{ending}」は書けません",
        where=str(report),
        mend="名前の終わりを .html か .xlsx にしてください",
    )
