"""``konkyo gaps``."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from registry.analysis.gaps import State
from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Kind(StrEnum):
    """What ``--kind`` takes."""

    ITEM = "item"
    DATASET = "dataset"


@app.command()
def gaps(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    assume: options.AssumeOption = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="item（情報項目）か dataset（標準データセット）だけ")
    ] = None,
    state: Annotated[
        State | None, typer.Option("--state", help="not_found（見つからない）か uncertain（確認待ち）だけ")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="何件まで示すか（0 はすべて）")] = 0,
    check: Annotated[bool, typer.Option("--check", help="不足があれば終了コード 1 で終わります")] = False,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="書き出すファイル（.xlsx なら担当課に配る表）。省くと標準出力"),
    ] = None,
) -> None:
    """公開できるのに目録に見つからないものを、順位と理由、次の一手とともに示します。"""
    from registry.analysis.narrowing import GapFilters, narrowed
    from registry.plan.gathering import gaps_for
    from registry.render.gaps import gaps_table

    view = options.knowledge_at(as_of)
    chosen = options.chosen_body(view.knowledge, body, workspace)
    assumed = options.parse_assumptions(assume)
    with options.workspace_if(workspace) as store:
        answer, _ = gaps_for(view, chosen, store, assumed=assumed)
    filters = GapFilters(kind=kind.value if kind is not None else "", state=state, limit=limit)
    shown = narrowed(answer, filters)
    if output is not None and output.suffix.lower() == ".xlsx":
        from registry.files import write_atomically
        from registry.plan.workbook_gaps import gaps_workbook

        write_atomically(output, gaps_workbook(shown, view.day))
        print(f"書き出しました: {output}", file=sys.stderr)
    else:
        options.emit(shown, form, gaps_table, bom=bom, output=output)
    if check and shown.gaps:
        raise typer.Exit(ExitCode.NEGATIVE)
