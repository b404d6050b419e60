"""``konkyo body``: set, show, list."""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.workspace.domain import FactValue

_VALUES: "dict[str, FactValue]" = {"yes": "yes", "no": "no", "unknown": "unknown"}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="団体を探し、団体についての事実を登録します。",
)


@app.command("set")
def set_(
    facts: Annotated[
        list[str], typer.Argument(metavar="KEY=yes|no|unknown...", help="事実と答え（いくつでも）")
    ],
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """団体についての事実を登録します。判定（publishable、why、gaps）が、これを使います。"""
    from registry.analysis.bodies import body_card
    from registry.render.body import body_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    answers = {key.value: _VALUES[answer.value] for key, answer in options.parse_assumptions(facts).items()}
    with options.open_workspace(workspace) as store:
        store.set_facts(chosen.code, answers, now=options.now(), actor=options.actor())
        card = body_card(chosen, base, store)
    options.emit(card, form, body_table, bom=bom, output=output)


@app.command()
def show(
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """団体について、知っていることと、確かめることを示します。"""
    from registry.analysis.bodies import body_card
    from registry.render.body import body_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    if options.existing_workspace(workspace) is None:
        card = body_card(chosen, base, None)
    else:
        with options.open_workspace(workspace) as store:
            card = body_card(chosen, base, store)
    options.emit(card, form, body_table, bom=bom, output=output)


@app.command("list")
def list_(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[言葉...]", help="コード、名称、読みに含まれる言葉")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="何件まで示すか")] = 50,
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """すべての都道府県と市区町村から、団体を探します。"""
    from registry.analysis.bodies import list_bodies
    from registry.render.body import bodies_table

    listed = list_bodies(options.knowledge(), " ".join(words or []), limit)
    options.emit(listed, form, bodies_table, bom=bom, output=output)
