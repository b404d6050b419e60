"""``konkyo guide``."""

import sys
from typing import Annotated

import typer

from registry.cli import options
from registry.errors import UsageError
from registry.render.formats import Format
from registry.workspace.actor import actor

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def guide(
    answers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[答え]...", help="問いへの答えを順に。省くと、次の問いを示します"),
    ] = None,
    about: Annotated[
        str,
        typer.Option("--about", help="何について: 情報項目（項番、ID、名称）、標準データセット、自分の題名"),
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="答えを、--about の記録としてワークスペースに残します")
    ] = False,
    anew: Annotated[bool, typer.Option("--anew", help="前の記録の続きにせず、はじめから答えます")] = False,
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """個人に関する情報の使い方を、問いに一つずつ答えて確かめます（判断ガイド）。

    --format markdown は、答え・理由・根拠の記録を書きます。判断の助けであり、決めるのは担当課です。
    """
    from registry.analysis.guide_walks import find_walk_subject, guide_walk
    from registry.render.guide import guide_record, guide_table

    if keep and not about:
        raise UsageError("記録の対象がありません", mend="--about に情報項目か題名を指定してください")
    view = options.knowledge_at(as_of)
    subject = find_walk_subject(view.knowledge, about) if about else None
    chosen = options.find_body(view.knowledge, body)
    if keep:
        chosen = options.chosen_body(view.knowledge, body, workspace)
    with options.workspace_if(workspace, wanted=keep) as store:
        answer = guide_walk(
            view,
            chosen,
            subject,
            answers or [],
            store=store,
            anew=anew,
            keep=keep,
            now=options.now(),
            actor=actor(),
        )
    if form is not Format.MARKDOWN:
        options.emit(answer, form, guide_table, bom=bom, output=output)
    elif output is not None:
        options.write_text(output, guide_record(answer))
    else:
        sys.stdout.write(guide_record(answer))
