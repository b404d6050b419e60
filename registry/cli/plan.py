"""``konkyo plan``: draft, refresh and actions; the other commands of the group stand in modules of their own."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import options, plan_export, plan_lint, plan_measures, plan_templates, plan_versions
from registry.errors import ExitCode
from registry.plan.register import Style
from registry.render.formats import Format
from registry.workspace.actor import actor

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="計画の案を作り、手で直した計画を更新し、点検し、書き出します。",
)
app.command("lint")(plan_lint.lint)
app.command("export")(plan_export.export)
app.command("import")(plan_export.import_)
app.command("templates")(plan_templates.templates)
app.add_typer(plan_measures.app, name="measures")
app.add_typer(plan_versions.app, name="versions")


@app.command()
def draft(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    template: Annotated[
        str, typer.Option("--template", help="雛型の ID か、自分の雛型のフォルダー（plan templates で一覧）")
    ] = "kanmin",
    period: Annotated[str, typer.Option("--period", help="計画期間の年度（2027-2031）")] = "",
    actions: Annotated[
        str, typer.Option("--actions", help="施策の番号（A01,B03）。省くと柱ごとに提案します")
    ] = "",
    style: Annotated[
        Style, typer.Option("--style", help="文体: dearu（である）、desumasu（です・ます）")
    ] = Style.DEARU,
    with_grounds: Annotated[bool, typer.Option("--with-grounds", help="根拠の一覧を巻末に付けます")] = False,
    assume: options.AssumeOption = None,
    workspace: options.WorkspaceOption = "",
    output: options.OutputOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="既にあるファイルを置き換えます")] = False,
) -> None:
    """計画の案を、根拠を付けて Markdown で書きます（--output の拡張子が .docx なら Word で）。

    --output に書いた案は、版としてワークスペースに残ります。
    """
    from registry import __version__
    from registry.plan.document import count_slots, used_grounds
    from registry.plan.drafting import Settings, draft_for
    from registry.plan.markdown import to_markdown
    from registry.plan.register import parse_period
    from registry.plan.versions import keep

    options.refuse_existing(output, overwrite, "案")
    settings = Settings(
        template=template,
        period=parse_period(period) if period else None,
        actions=tuple(actions.split(",")) if actions else (),
        style=style,
        with_grounds=with_grounds,
    )
    assumed = options.parse_assumptions(assume)
    view = options.knowledge_at(as_of)
    chosen = options.chosen_body(view.knowledge, body, workspace)
    with options.workspace_if(workspace, wanted=output is not None) as store:
        drafted = draft_for(view, chosen, settings, store, assumed=assumed, version=__version__)
        text = to_markdown(drafted.document)
        if output is None:
            sys.stdout.write(text)
        else:
            if store is not None:
                keep(store, chosen, text, text, now=options.now(), actor=actor())
            if output.suffix.lower() == ".docx":
                from registry.files import write_atomically
                from registry.plan.word.export import to_docx

                write_atomically(output, to_docx(text))
                print(f"書き出しました: {output}", file=sys.stderr)
            else:
                options.write_text(output, text)
    for missing in drafted.document.missing:
        print(f"足りない事実: {missing.label}\n  対処: {missing.command}", file=sys.stderr)
    grounds = len(used_grounds(drafted.document))
    print(f"記入する所 {count_slots(drafted.document)} か所、根拠 {grounds} 件の案です。", file=sys.stderr)


@app.command()
def refresh(
    plan: Annotated[Path, typer.Argument(metavar="計画", help="konkyo が書き、手で直した計画（Markdown）")],
    as_of: options.AsOfOption = "",
    base: Annotated[
        Path | None, typer.Option("--base", help="案が作られたときの写し（ワークスペースにないとき）")
    ] = None,
    trial: Annotated[
        bool, typer.Option("--dry-run", help="ファイルを変えずに、何が変わるかを示します")
    ] = False,
    gate: Annotated[bool, typer.Option("--check", help="食い違いがあれば終了コード 1 で終わります")] = False,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """手で直した計画に、新しい案の変わった所だけを取り込みます。手で書いた文は一つも失いません。"""
    from registry import __version__
    from registry.plan.refreshing import body_code_of, read_text
    from registry.plan.refreshing import refresh as bring_up_to_date
    from registry.render.plan_versions import refresh_table

    code = body_code_of(read_text(plan))
    began = read_text(base) if base is not None else None
    view = options.knowledge_at(as_of)
    chosen = options.chosen_body(view.knowledge, code, workspace)
    with options.open_workspace(workspace) as store:
        answer = bring_up_to_date(
            plan,
            view,
            chosen,
            store,
            now=options.now(),
            actor=actor(),
            version=__version__,
            base=began,
            trial=trial,
        )
    options.emit(answer, form, refresh_table, bom=bom, output=output)
    if gate and answer.conflicts:
        raise typer.Exit(ExitCode.NEGATIVE)


@app.command("actions")
def list_candidates(
    body: Annotated[
        str, typer.Option("--body", "-b", help="団体を指定すると、その団体への提案に印を付けます")
    ] = "",
    pillar: Annotated[int | None, typer.Option("--pillar", min=1, max=5, help="柱の番号（1〜5）")] = None,
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """計画に入れる施策の候補を示します。"""
    from registry.plan.gathering import gaps_for
    from registry.plan.listing import list_actions
    from registry.plan.proposing import propose
    from registry.render.plan import actions_table

    view = options.knowledge_at(as_of)
    if body:
        chosen = options.chosen_body(view.knowledge, body, workspace)
        with options.workspace_if(workspace) as store:
            gaps, _ = gaps_for(view, chosen, store)
        result = list_actions(view, gaps.body, propose(view.knowledge, gaps), pillar)
    else:
        result = list_actions(view, pillar=pillar)
    options.emit(result, form, actions_table, bom=bom, output=output)
