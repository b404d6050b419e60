"""``konkyo plan versions``: list, show, diff, restore."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format
from registry.workspace.actor import actor

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="ワークスペースに残した計画の版を示し、比べ、ファイルに戻します。",
)

NumberArgument = Annotated[int, typer.Argument(metavar="版", help="版の番号")]


@app.command("list")
def list_(
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """残っている版を、古い順に示します。"""
    from registry.plan.versions import list_versions
    from registry.render.plan_versions import versions_table

    chosen = options.chosen_body(options.knowledge(), body, workspace)
    with options.open_existing(workspace) as store:
        listed = list_versions(store, chosen)
    options.emit(listed, form, versions_table, bom=bom, output=output)


@app.command()
def show(
    number: NumberArgument,
    generated: Annotated[
        bool, typer.Option("--generated", help="手で直す前の、konkyo が書いた案を示します")
    ] = False,
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    output: options.OutputOption = None,
) -> None:
    """版の文をそのまま示します。"""
    from registry.plan.versions import version_of

    chosen = options.chosen_body(options.knowledge(), body, workspace)
    with options.open_existing(workspace) as store:
        found = version_of(store, chosen, number)
    text = found.generated_text if generated else found.edited_text
    if output is None:
        sys.stdout.write(text)
    else:
        options.refuse_existing(output, overwrite=False, what="版")
        options.write_text(output, text)


@app.command()
def diff(
    number: NumberArgument,
    other: Annotated[
        str, typer.Argument(metavar="比べるもの", help="別の版の番号か、計画のファイル。省くと最新の版")
    ] = "",
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
) -> None:
    """版と、別の版かファイルとの違いを示します。"""
    from registry.plan.refreshing import read_text
    from registry.plan.versions import difference, list_versions, version_of

    chosen = options.chosen_body(options.knowledge(), body, workspace)
    with options.open_existing(workspace) as store:
        before = version_of(store, chosen, number)
        if other and not other.isdecimal():
            after, name = read_text(Path(other)), other
        else:
            latest = int(other) if other else list_versions(store, chosen).versions[-1].id
            after, name = version_of(store, chosen, latest).edited_text, f"版 {latest}"
    text = difference(before.edited_text, after, (f"版 {number}", name))
    sys.stdout.write(text or "違いはありません。\n")


@app.command()
def restore(
    number: NumberArgument,
    plan: Annotated[Path, typer.Argument(metavar="計画", help="戻す先のファイル")],
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """版をファイルに戻します。今のファイルは、先に版として残します。"""
    from registry.plan.refreshing import restore as put_back
    from registry.render.plan_versions import restore_table

    chosen = options.chosen_body(options.knowledge(), body, workspace)
    with options.open_existing(workspace) as store:
        answer = put_back(number, plan, chosen, store, now=options.now(), actor=actor())
    options.emit(answer, form, restore_table, bom=bom, output=output)
