"""``konkyo history``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.errors import UsageError
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def history(
    change: Annotated[
        int | None, typer.Argument(metavar="[番号]", help="この番号の変更の中身を示します", min=1)
    ] = None,
    body: options.BodyOption = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="何件まで示すか")] = 50,
    before: Annotated[int | None, typer.Option("--before", help="この番号より前の変更")] = None,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """ワークスペースの変更の履歴を、新しいものから示します。"""
    from registry.analysis.changes import change_card, list_changes
    from registry.render.history import change_table, changes_table

    base = options.knowledge()
    found = options.find_body(base, body)
    code = None if found is None else found.code
    with options.open_existing(workspace) as store:
        if change is None:
            listed = list_changes(store, base, code, limit, before)
            card = None
        else:
            card = change_card(store, base, change, limit)
    if card is not None:
        options.emit(card, form, change_table, bom=bom, output=output)
    elif change is None:
        options.emit(listed, form, changes_table, bom=bom, output=output)
    else:
        raise UsageError(f"番号 {change} の変更はありません", mend="konkyo history で番号を確かめてください")
