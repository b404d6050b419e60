"""``konkyo show``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="名前", help="項番、法令の題名・略称・番号・ID、データセット、施策などの ID か名前"
        ),
    ],
    article: Annotated[str, typer.Argument(metavar="[条]", help="条番号（28条3項 など）")] = "",
    as_of: options.AsOfOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """情報項目・法令・条項・標準データセット・施策などを、つながりとともに示します。"""
    from registry.graph.neighbourhood import neighbours, node_card
    from registry.graph.resolve import node_of, resolve
    from registry.knowledge.cards import law_card, provision_card
    from registry.knowledge.items import Item
    from registry.knowledge.laws import Law, Provision
    from registry.render import show as tables

    view = options.knowledge_at(as_of)
    meant = resolve(name, article, view)
    if isinstance(meant, Item):
        from registry.publishing.item_card import answer_item_card
        from registry.render.why import item_table

        card = answer_item_card(view, meant, neighbours(node_of(meant, view), view))
        options.emit(card, form, item_table, bom=bom, output=output)
    elif isinstance(meant, Law):
        options.emit(law_card(meant, view), form, tables.law_table, bom=bom, output=output)
    elif isinstance(meant, Provision):
        options.emit(provision_card(meant, view), form, tables.provision_table, bom=bom, output=output)
    else:
        options.emit(node_card(meant, view), form, tables.node_table, bom=bom, output=output)
