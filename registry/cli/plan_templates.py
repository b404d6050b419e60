"""``konkyo plan templates``."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format


def templates(
    folder: Annotated[
        list[Path] | None,
        typer.Option(
            "--folder", help="団体の雛型のフォルダー（繰り返せます）。省くと環境変数 KONKYO_TEMPLATES"
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="雛型に誤りがあれば終了コード 1 で終わります")
    ] = False,
    as_of: options.AsOfOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """計画の雛型を、章の並び、構成の確かさ、点検の結果とともに示します。"""
    from registry.plan.template_list import list_templates
    from registry.render.plan_templates import templates_table

    result = list_templates(options.knowledge_at(as_of), folder)
    options.emit(result, form, templates_table, bom=bom, output=output)
    if check and any(line.problems for line in result.templates):
        raise typer.Exit(ExitCode.NEGATIVE)
