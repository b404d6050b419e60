"""``konkyo body``: set, show, list."""

from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.errors import UsageError
from registry.render.formats import Format
from registry.workspace.actor import actor

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
        list[str] | None, typer.Argument(metavar="[KEY=yes|no|unknown...]", help="事実と答え（いくつでも）")
    ] = None,
    detail: Annotated[
        list[str] | None,
        typer.Option(
            "--detail",
            metavar="名前=内容",
            help="計画とシートに載せる担当と連絡先（担当課=…、連絡先=…。繰り返せます。内容を空にすると消します）",
        ),
    ] = None,
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """団体についての事実と、担当や連絡先を登録します。事実は判定（publishable、why、gaps）が使います。"""
    from registry.analysis.bodies import body_card, parse_details, tell_body
    from registry.render.body import body_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    answers = {key.value: _VALUES[answer.value] for key, answer in options.parse_assumptions(facts).items()}
    details = parse_details(detail or ())
    if not answers and not details:
        raise UsageError(
            "登録するものがありません",
            mend="事実を KEY=yes のように書くか、担当や連絡先を --detail 担当課=情報政策課 のように書いてください",
        )
    with options.open_workspace(workspace) as store:
        tell_body(store, chosen.code, answers, details, now=options.now(), actor=actor())
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
