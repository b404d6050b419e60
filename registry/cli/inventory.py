"""``konkyo inventory``: import, list, show, review."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.render.formats import Format
from registry.workspace.actor import actor

if TYPE_CHECKING:
    from registry.workspace.domain import Decision

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="団体の公開データの目録を取り込み、確かめます。",
)


class Shown(StrEnum):
    """Which matches ``inventory review`` lists."""

    REVIEW = "review"
    ACCEPT = "accept"
    REJECT = "reject"
    ALL = "all"


_WANTED: "dict[Shown, Decision | None]" = {
    Shown.REVIEW: "review",
    Shown.ACCEPT: "accept",
    Shown.REJECT: "reject",
    Shown.ALL: None,
}


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="ファイル", help="目録のファイル（CSV、Excel、JSON、Markdown など）")
    ],
    body: options.BodyOption = "",
    organization: Annotated[
        str, typer.Option("--organization", help="この組織名の記録だけを取り込みます（ファイルの書き方で）")
    ] = "",
    catalogue: Annotated[
        str, typer.Option("--catalogue", help="目録の名前（一つの団体に目録がいくつもあるとき）")
    ] = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """目録を取り込み、情報項目と標準データセットに対応付けます。もう一度取り込むと更新になります。"""
    from registry.analysis.intake import read_own, take_in
    from registry.cli.progress import ProgressLine
    from registry.render.inventory import intake_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    with ProgressLine() as progress:
        read = read_own(file, chosen, base, organization=organization, progress=progress)
        with options.open_workspace(workspace) as store:
            report = take_in(
                store,
                chosen,
                read,
                base,
                now=options.now(),
                actor=actor(),
                catalogue_name=catalogue,
                progress=progress,
            )
    options.emit(report, form, intake_table, bom=bom, output=output)


@app.command("list")
def list_(
    body: options.BodyOption = "",
    text: Annotated[str, typer.Option("--text", help="題名か説明にこの言葉を含むもの")] = "",
    organization: Annotated[str, typer.Option("--organization", help="組織名が同じもの")] = "",
    target: Annotated[
        str, typer.Option("--target", help="この情報項目・標準データセットに対応付いたもの")
    ] = "",
    unmatched: Annotated[bool, typer.Option("--unmatched", help="どれにも対応付いていないもの")] = False,
    vanished: Annotated[bool, typer.Option("--vanished", help="目録から消えたもの")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="何件まで示すか")] = 100,
    after: Annotated[str, typer.Option("--after", help="この ID の次から示します")] = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """取り込んだ目録の記録を示します。"""
    from registry.analysis.inventory import list_records
    from registry.analysis.targets import find_target
    from registry.render.inventory import records_table
    from registry.workspace.domain import Page, RecordFilter

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    wanted = find_target(base, target) if target else None
    which = RecordFilter(
        text=text,
        organization=organization,
        present=not vanished,
        target_kind=None if wanted is None else wanted.kind,
        target_id="" if wanted is None else wanted.id,
        unmatched=unmatched,
    )
    with options.open_existing(workspace) as store:
        listed = list_records(store, chosen, base, which, Page(limit=limit, after=after))
    options.emit(listed, form, records_table, bom=bom, output=output)


@app.command()
def show(
    record: Annotated[str, typer.Argument(metavar="記録", help="記録の ID")],
    body: options.BodyOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """目録の記録を一件、対応付けの手掛かりとともに示します。"""
    from registry.analysis.inventory import show_record
    from registry.render.inventory import record_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    with options.open_existing(workspace) as store:
        card = show_record(store, chosen, base, record)
    options.emit(card, form, record_table, bom=bom, output=output)


@app.command()
def review(
    body: options.BodyOption = "",
    accept: Annotated[
        tuple[str, str] | None, typer.Option("--accept", metavar="ID 対象", help="当てはまると判断します")
    ] = None,
    reject: Annotated[
        tuple[str, str] | None, typer.Option("--reject", metavar="ID 対象", help="当てはまらないと判断します")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="判断に添える覚え書き")] = "",
    target: Annotated[str, typer.Option("--target", help="この情報項目・標準データセットの候補だけ")] = "",
    decision: Annotated[
        Shown, typer.Option("--decision", help="review（要確認）、accept（該当）、reject（非該当）、all")
    ] = Shown.REVIEW,
    text: Annotated[str, typer.Option("--text", help="題名にこの言葉を含むもの")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="何件まで示すか")] = 50,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """確認待ちの対応付けを示し、判断を記録します。一度の判断は、次の取込みでも引き継がれます。"""
    from registry.analysis import inventory
    from registry.analysis.targets import find_target
    from registry.render.inventory import review_table

    base = options.knowledge()
    chosen = options.chosen_body(base, body, workspace)
    wanted = find_target(base, target) if target else None
    judgements = []
    if accept is not None:
        judgements.append(inventory.Judgement(accept[0], find_target(base, accept[1]), "accept"))
    if reject is not None:
        judgements.append(inventory.Judgement(reject[0], find_target(base, reject[1]), "reject"))
    with options.open_existing(workspace) as store:
        if judgements:
            listed = inventory.judge(
                store, chosen, base, judgements, now=options.now(), actor=actor(), note=note
            )
        else:
            listed = inventory.review(
                store,
                chosen,
                base,
                decision=_WANTED[decision],
                target=wanted,
                text=text,
                limit=limit,
            )
    options.emit(listed, form, review_table, bom=bom, output=output)
