"""``konkyo search``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="言葉...", help="探す言葉（複数ならすべてを含むもの）")
    ],
    kind: Annotated[
        str, typer.Option("--kind", help="種類で絞ります（item, law, provision, dataset, action …）")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="何件まで示すか")] = 50,
    as_of: options.AsOfOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """情報項目・法令・条項・データセット・施策などを、幅・かな・旧字・略称・旧題名の違いを越えて探します。"""
    from registry.graph.finding import find
    from registry.render.search import search_table

    answer = find(" ".join(words), options.knowledge_at(as_of), limit, kind)
    options.emit(answer, form, search_table, bom=bom, output=output)
