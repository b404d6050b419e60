"""``konkyo undo``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format
from registry.workspace.actor import actor

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def undo(
    count: Annotated[int, typer.Argument(metavar="[回数]", help="いくつ前まで取り消すか", min=1)] = 1,
    redo: Annotated[bool, typer.Option("--redo", help="取消しを取り消して、元の変更をやり直します")] = False,
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """直前の変更を取り消します。取消しも履歴に残り、--redo で戻せます。"""
    from registry.analysis.changes import changes_of
    from registry.render.history import changes_table

    base = options.knowledge()
    found = options.find_body(base, body)
    if found is None:
        found = options.chosen_body(base, "", workspace)
    with options.open_existing(workspace) as store:
        take_back = store.redo if redo else store.undo
        changes = take_back(count, now=options.now(), actor=actor(), body_code=found.code)
        listed = changes_of(
            changes, base, "取り消した取消し（元の変更に戻しました）" if redo else "取り消した変更"
        )
    options.emit(listed, form, changes_table, bom=bom, output=output)
