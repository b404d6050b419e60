"""``konkyo plan``: draft and actions."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.plan.register import Style
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.analysis.gaps import GapsAnswer
    from registry.knowledge.base import KnowledgeAt
    from registry.knowledge.body import Body

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="計画の案を作ります。"
)


@app.command()
def draft(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
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
    """官民データ活用推進計画の案を、根拠を付けて Markdown で書きます。"""
    from registry import __version__
    from registry.errors import UsageError
    from registry.plan.document import count_slots, used_grounds
    from registry.plan.draft import draft_plan
    from registry.plan.inputs import DraftInputs
    from registry.plan.markdown import to_markdown
    from registry.plan.proposing import choose
    from registry.plan.register import parse_period
    from registry.publishing.answers import answer_publishable

    if output is not None and output.exists() and not overwrite:
        raise UsageError(
            "案を書き出しませんでした。同じ名前のファイルが既にあります",
            where=str(output),
            why="置き換えると、そのファイルに書き加えた文が失われます",
            mend="別の名前を --output に指定するか、失ってよければ --overwrite を付けてください",
        )
    told_period = parse_period(period) if period else None
    view = options.knowledge_at(as_of)
    chosen = options.chosen_body(view.knowledge, body, workspace)
    gaps, profile = _gaps(view, chosen, assume, workspace)
    document = draft_plan(
        DraftInputs(
            view=view,
            body=chosen,
            publishable=answer_publishable(
                view,
                chosen,
                None,
                options.parse_assumptions([f"{key}={value}" for key, value in gaps.told.items()]),
                options.parse_assumptions(assume),
            ),
            gaps=gaps,
            actions=choose(view.knowledge, actions.split(",") if actions else (), gaps),
            period=told_period,
            style=style,
            profile=profile,
            fingerprint=view.knowledge.fingerprint,
            version=__version__,
            with_grounds=with_grounds,
        )
    )
    text = to_markdown(document)
    if output is None:
        sys.stdout.write(text)
    else:
        options.write_text(output, text)
    grounds = len(used_grounds(document))
    print(f"記入する所 {count_slots(document)} か所、根拠 {grounds} 件の案です。", file=sys.stderr)


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
    from registry.plan.listing import list_actions
    from registry.plan.proposing import propose
    from registry.render.plan import actions_table

    view = options.knowledge_at(as_of)
    if body:
        gaps, _ = _gaps(view, options.chosen_body(view.knowledge, body, workspace), None, workspace)
        result = list_actions(view, gaps.body, propose(view.knowledge, gaps), pillar)
    else:
        result = list_actions(view, pillar=pillar)
    options.emit(result, form, actions_table, bom=bom, output=output)


def _gaps(
    view: "KnowledgeAt", body: "Body", assume: list[str] | None, workspace: str
) -> "tuple[GapsAnswer, dict[str, str]]":
    """The gaps of a body and what it told of itself; both work without a workspace."""
    from registry.analysis.gaps import find_gaps
    from registry.analysis.holdings import read_holdings

    told, holdings, details = {}, None, {}
    if options.existing_workspace(workspace) is not None:
        with options.open_workspace(workspace) as store:
            told = options.facts_of(store, body.code)
            holdings = read_holdings(store, body.code)
            profile = store.profile(body.code)
            details = profile.details if profile is not None else {}
    return find_gaps(view, body, told, options.parse_assumptions(assume), holdings), details
