"""``konkyo status``: set, clear, list, import."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.render.formats import Format
from registry.workspace.actor import actor

if TYPE_CHECKING:
    from registry.workspace.domain import State

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="情報項目・標準データセットの公開の状態を記録します。",
)

TargetArgument = Annotated[
    str, typer.Argument(metavar="対象", help="情報項目（項番、ID、名称）か標準データセット（ID、名称）")
]


class StateWord(StrEnum):
    """What a body can say."""

    PUBLISHED = "公開済"
    PLANNED = "公開予定"
    CONSIDERED = "検討中"
    RULED_OUT = "対象外"


_STATES: "dict[StateWord, State]" = {
    StateWord.PUBLISHED: "公開済",
    StateWord.PLANNED: "公開予定",
    StateWord.CONSIDERED: "検討中",
    StateWord.RULED_OUT: "対象外",
}


@app.command("set")
def set_(
    target: TargetArgument,
    state: Annotated[StateWord, typer.Argument(metavar="状態", help="公開済、公開予定、検討中、対象外")],
    body: options.BodyOption = "",
    section: Annotated[str, typer.Option("--section", help="担当課")] = "",
    year: Annotated[
        int | None, typer.Option("--year", min=2000, max=2200, help="公開予定の年度（西暦）")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由")] = "",
    note: Annotated[str, typer.Option("--note", help="覚え書き")] = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """公開の状態を記録します。gaps が、これを使います。"""
    from registry.analysis.states import list_states
    from registry.analysis.targets import find_target
    from registry.render.status import states_table
    from registry.workspace.domain import TargetState

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    meant = find_target(base, target)
    told = TargetState(
        target_kind=meant.kind,
        target_id=meant.id,
        state=_STATES[state],
        reason=reason,
        section=section,
        fiscal_year=year,
        note=note,
    )
    with options.open_workspace(workspace) as store:
        store.set_state(chosen.code, told, now=options.now(), actor=actor())
        listed = list_states(store, chosen, base)
    options.emit(listed, form, states_table, bom=bom, output=output)


@app.command()
def clear(
    target: TargetArgument,
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """公開の状態の記録を消します（undo で戻せます）。"""
    from registry.analysis.states import list_states
    from registry.analysis.targets import find_target
    from registry.errors import UsageError
    from registry.render.status import states_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    meant = find_target(base, target)
    with options.open_existing(workspace) as store:
        if not store.clear_state(chosen.code, meant.kind, meant.id, now=options.now(), actor=actor()):
            raise UsageError(
                f"「{meant.name}」の状態は記録されていません",
                mend=f"konkyo status list --body {chosen.code} で確かめてください",
            )
        listed = list_states(store, chosen, base)
    options.emit(listed, form, states_table, bom=bom, output=output)


@app.command("list")
def list_(
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """記録した公開の状態を示します。"""
    from registry.analysis.states import list_states
    from registry.render.status import states_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    with options.open_existing(workspace) as store:
        listed = list_states(store, chosen, base)
    options.emit(listed, form, states_table, bom=bom, output=output)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="ファイル", help="公開の状態を記入した Excel か CSV（状態と ID の列を読みます）"
        ),
    ],
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """記入されたファイルの公開の状態を、まとめて記録します（読めないところが一つでもあれば、何も変えません）。"""
    from registry.analysis.state_files import read_states, take_states
    from registry.render.status import states_import_table

    base = options.knowledge()
    read = read_states(file, base)
    chosen = options.chosen_body(base, body, workspace)
    with options.open_workspace(workspace) as store:
        result = take_states(store, chosen, read, now=options.now(), actor=actor())
    options.emit(result, form, states_import_table, bom=bom, output=output)
