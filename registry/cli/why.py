"""``konkyo why``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.knowledge.items import BodyKind
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def why(
    item: Annotated[str, typer.Argument(metavar="情報項目", help="項番（1〜24）、ID、名称")],
    body: options.BodyOption = "",
    kind: Annotated[BodyKind | None, typer.Option("--kind", help="団体の種類で答えます")] = None,
    as_of: options.AsOfOption = "",
    assume: options.AssumeOption = None,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """情報項目から条項・保有主体・留意事項を経て判定に至る鎖を、条文へのリンクとともに示します。"""
    from registry.publishing.answers import answer_why
    from registry.render.why import why_table

    view = options.knowledge_at(as_of)
    found = options.find_body(view.knowledge, body)
    answer = answer_why(
        view,
        view.knowledge.item(item),
        found,
        kind,
        options.told_facts(workspace, found),
        options.parse_assumptions(assume),
    )
    options.emit(answer, form, why_table, bom=bom, output=output)
