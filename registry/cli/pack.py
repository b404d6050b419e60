"""``konkyo pack``: make (also without its name) and verify."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from registry.cli import options
from registry.errors import ExitCode, UsageError
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge
    from registry.knowledge.body import Body
    from registry.knowledge.datasets import StandardDataset
    from registry.knowledge.items import Item
    from registry.publishing.pack_details import PackDetails


class MakeUnlessNamed(TyperGroup):
    """``pack FILE…`` means ``pack make FILE…``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``make`` in front of words that begin with no command."""
        if args and args[0] not in (*self.commands, "--help"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=MakeUnlessNamed,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="公開パックを作り（konkyo pack ファイル… -o フォルダー）、後で確かめます（verify）。",
)


@app.command()
def make(
    files: Annotated[list[Path], typer.Argument(metavar="ファイル...", help="公開するデータのファイル")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="フォルダー", help="公開パックを作るフォルダー")
    ] = None,
    body: options.BodyOption = "",
    item: Annotated[str, typer.Option("--item", help="情報項目（項番、ID、名称）")] = "",
    dataset: Annotated[str, typer.Option("--dataset", "-d", help="標準データセット（ID か名称）")] = "",
    title: Annotated[str, typer.Option("--title", help="データの題名")] = "",
    licence: Annotated[str, typer.Option("--licence", help="利用ルール（PDL1.0、CC BY 4.0 など）")] = "",
    metadata: Annotated[
        Path | None,
        typer.Option("--metadata", metavar="YAML", help="メタデータのファイル（タイトル、説明、連絡先 …）"),
    ] = None,
    base_url: Annotated[
        str, typer.Option("--base-url", help="このフォルダーを置くアドレス（ファイルの URL を作ります）")
    ] = "",
    accepted: Annotated[
        str,
        typer.Option(
            "--accept-personal-data",
            metavar="理由",
            help="個人情報の指摘を確かめたうえで含める理由（記録に残ります）",
        ),
    ] = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
) -> None:
    """データに、メタデータ・利用規約・点検の要約・SHA-256 の一覧を付けた公開パックを作ります。

    フォルダーに前のパックがあれば、versions/ に残します。pack の後の make は省けます。
    """
    from registry import __version__
    from registry.cli.progress import ProgressLine
    from registry.publishing.pack_building import PackRequest, make_pack
    from registry.publishing.pack_details import PackDetails, combined, read_details
    from registry.render.pack import pack_table

    if output is None:
        raise UsageError(
            "公開パックを作るフォルダーがありません", mend="-o にフォルダーの名前を書いてください"
        )
    told = PackDetails(title=title, licence=licence, base_url=base_url)
    if metadata is not None:
        told = combined(told, read_details(metadata))
    view = options.knowledge_at(as_of)
    found = options.find_body(view.knowledge, body)
    subject = _subject(view.knowledge, item, dataset)
    request = PackRequest(
        files=tuple(files),
        folder=output,
        told=told,
        known=_known(view.knowledge, found, subject, workspace),
        subject=subject,
        body=found,
        accepted_personal_data=accepted,
        version=__version__,
    )
    with ProgressLine() as progress:
        answer = make_pack(request, view, progress)
    options.emit(answer, form, pack_table, bom=bom)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="フォルダー", help="公開パックのフォルダー")],
    expect: Annotated[
        str, typer.Option("--expect", metavar="SHA-256", help="公表されている SHA256SUMS の SHA-256")
    ] = "",
    gate: Annotated[
        bool, typer.Option("--check", help="変わったものがあれば終了コード 1 で終わります")
    ] = False,
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """公開パックが作ったときのままかを、通信せずに確かめます。"""
    from registry.cli.progress import ProgressLine
    from registry.publishing.pack_verify import verify_pack
    from registry.render.pack import verification_table

    with ProgressLine() as progress:
        answer = verify_pack(folder, expect, progress)
    options.emit(answer, form, verification_table, bom=bom, output=output)
    if gate and not answer.sound:
        raise typer.Exit(ExitCode.NEGATIVE)


def _subject(knowledge: "Knowledge", item: str, dataset: str) -> "Item | StandardDataset | None":
    if item and dataset:
        raise UsageError("--item と --dataset は一緒に使えません", mend="どちらか一つにしてください")
    if item:
        return knowledge.item(item)
    if not dataset:
        return None
    from registry.analysis.sheets import find_dataset

    return find_dataset(knowledge, dataset)


def _known(
    knowledge: "Knowledge", body: "Body | None", subject: "Item | StandardDataset | None", workspace: str
) -> "PackDetails":
    from registry.publishing.pack_details import PackDetails, details_of_known

    if body is None or subject is None:
        return PackDetails()
    with options.workspace_if(workspace) as store:
        if store is None:
            return PackDetails()
        from registry.analysis.sheets import BodyKnowledge

        return details_of_known(BodyKnowledge(store, knowledge, body).of(subject))
