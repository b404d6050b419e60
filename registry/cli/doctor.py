"""``konkyo doctor``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def doctor(
    registry: Annotated[bool, typer.Option("--registry", help="知識ベースだけを調べます")] = False,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    output: options.OutputOption = None,
) -> None:
    """知識ベースのすべての規則を確かめ、確認の度合いを数えます。ワークスペースがあれば、それも調べます。"""
    from registry.analysis.registry_health import examine_whole
    from registry.knowledge.locations import overlay_folders, seed_folder
    from registry.render.doctor import health_table

    health = examine_whole(seed_folder(), overlay_folders(), options.knowledge())
    options.emit(health, form, health_table, output=output)
    healthy = health.sound and not health.overlay_problems
    if not registry:
        healthy = options.report_workspace(workspace) and healthy
    if not healthy:
        raise typer.Exit(ExitCode.NEGATIVE)
