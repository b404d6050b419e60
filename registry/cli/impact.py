"""``konkyo impact``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def impact(
    name: Annotated[
        str, typer.Argument(metavar="名前", help="法令、条項、府省庁、標準データセットなどの ID か名前")
    ],
    article: Annotated[str, typer.Argument(metavar="[条]", help="条番号（28条3項 など）")] = "",
    depth: Annotated[int, typer.Option("--depth", min=1, max=6, help="何段先までたどるか")] = 3,
    as_of: options.AsOfOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """それが変わったら見直すことになる情報項目・条項・データセット・施策・計画の章を示します。"""
    from registry.graph.neighbourhood import impact as find_impact
    from registry.graph.resolve import node_of, resolve
    from registry.render.show import impact_table

    view = options.knowledge_at(as_of)
    answer = find_impact(node_of(resolve(name, article, view), view), view, depth)
    options.emit(answer, form, impact_table, bom=bom, output=output)
