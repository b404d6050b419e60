"""``konkyo plan export`` and ``konkyo plan import``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode, UsageError
from registry.render.formats import Format
from registry.workspace.actor import actor

if TYPE_CHECKING:
    from registry.plan.elements import PlanText

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("export")
def export(
    plan: Annotated[Path, typer.Argument(metavar="計画", help="計画のファイル（Markdown）")],
    to: Annotated[
        str,
        typer.Option(
            "--to", help="形: docx（Word）、html、xlsx（Excel）、csv。省くと --output の拡張子による"
        ),
    ] = "",
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    bom: options.BomOption = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="書き出すファイル（csv はフォルダー）。省くと計画の隣"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="既にあるファイルを置き換えます")] = False,
) -> None:
    """手で直した計画を、Word・HTML・Excel・CSV に書き出します。"""
    from registry.plan.exporting import ExportForm, form_of, remaining, target_of, write_export
    from registry.plan.reading import read_plan
    from registry.plan.refreshing import read_text

    form = form_of(to, output)
    target = target_of(plan, form, output)
    options.refuse_existing(target, overwrite, "計画")
    text = read_text(plan)
    read = read_plan(text)

    def workbook(read: "PlanText") -> bytes:
        from registry.plan.workbook import plan_workbook, workbook_for

        code = body or read.front.get("body", "")
        view = options.knowledge_at(as_of or read.front.get("as_of", ""))
        if not code and options.existing_workspace(workspace) is None:
            return plan_workbook(read, None, None, view.day)
        chosen = options.chosen_body(view.knowledge, code, workspace)
        with options.workspace_if(workspace) as store:
            return workbook_for(read, view, chosen, store, view.day)

    write_export(text, read, form, target, bom=bom, workbook=workbook)
    print(f"書き出しました: {target}", file=sys.stderr)
    left = remaining(text, read)
    if left.slots or left.conflicts:
        print(
            f"記入する所 {left.slots} か所、食い違い {left.conflicts} か所が残っています。", file=sys.stderr
        )
    if form is ExportForm.DOCX:
        print("目次のページ番号は見込みです。Word で目次を選び、F9 を押すと確定します。", file=sys.stderr)


@app.command("import")
def import_(
    word: Annotated[Path, typer.Argument(metavar="Word文書", help="Word で直した計画（.docx）")],
    into: Annotated[Path, typer.Option("--into", help="取り込む先の計画（Markdown）")],
    base: Annotated[
        Path | None, typer.Option("--base", help="書き出したときの計画の写し（文書に残っていないとき）")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="konkyo が書いていない Word 文書を、新しい計画として読みます")
    ] = False,
    trial: Annotated[
        bool, typer.Option("--dry-run", help="ファイルを変えずに、何が変わるかを示します")
    ] = False,
    gate: Annotated[
        bool, typer.Option("--check", help="食い違いか、取り込めないものがあれば終了コード 1 で終わります")
    ] = False,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """Word で直した計画の文を、Markdown の計画に取り込みます。両方で直した所は並べて示し、どちらも失いません。"""
    from registry.plan.refreshing import body_code_of, read_text
    from registry.plan.word.taking import take, take_new
    from registry.render.plan_word import import_table

    if new:
        options.refuse_existing(into, overwrite=False, what="計画")
        answer = take_new(word, into)
    else:
        code = body_code_of(read_text(into)) if into.exists() else ""
        with options.workspace_if(workspace) as store:
            keeping = None
            if store is not None and code:
                try:
                    keeping = (store, options.knowledge().bodies.find(code))
                except UsageError:
                    keeping = None
            answer = take(
                word,
                into,
                base=base,
                keeping=keeping,
                now=options.now(),
                actor=actor(),
                trial=trial,
            )
    options.emit(answer, form, import_table, bom=bom, output=output)
    if gate and (answer.conflicts or answer.not_taken):
        raise typer.Exit(ExitCode.NEGATIVE)
