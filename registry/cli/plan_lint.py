"""``konkyo plan lint``."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.analysis.gaps import GapsAnswer
    from registry.knowledge.base import KnowledgeAt
    from registry.knowledge.body import Body

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def lint(
    file: Annotated[Path, typer.Argument(metavar="計画", help="計画のファイル（.md か .docx）")],
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    gate: Annotated[bool, typer.Option("--check", help="誤りがあれば終了コード 1 で終わります")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="--check で、注意も誤りと同じに扱います")] = False,
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """計画を、基本法と手引の求め・法令・施策と KPI・根拠・書き方・書きかけの点から点検します。"""
    from registry.plan.lint.checking import lint_file
    from registry.render.lint import lint_table

    view = options.knowledge_at(as_of)
    told = options.find_body(view.knowledge, body)
    asked = bool(body or workspace)
    answer = lint_file(
        file, view, body=told, gaps_of=partial(_gaps, view, workspace=workspace) if asked else None
    )
    options.emit(answer, form, partial(lint_table, mends=form is not Format.TABLE), bom=bom, output=output)
    if gate and (answer.errors or (strict and answer.warnings)):
        raise typer.Exit(ExitCode.NEGATIVE)


def _gaps(view: "KnowledgeAt", body: "Body", *, workspace: str) -> "GapsAnswer | None":
    """What the workspace knows of the body; None without a workspace."""
    from registry.plan.gathering import gaps_for

    with options.workspace_if(workspace) as store:
        return gaps_for(view, body, store)[0] if store is not None else None
