"""``konkyo sheet``."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode, UsageError
from registry.knowledge.items import BodyKind
from registry.render.formats import Format
from registry.workspace.actor import actor

if TYPE_CHECKING:
    from registry.knowledge.base import KnowledgeAt
    from registry.knowledge.items import FactKey
    from registry.publishing.sheet import DecisionSheet, SheetFolder
    from registry.publishing.verdicts import Answer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def sheet(
    target: Annotated[
        str,
        typer.Argument(
            metavar="[対象]",
            help="情報項目（項番、ID、名称）か標準データセット（ID、名称）。--all では省きます",
        ),
    ] = "",
    body: options.BodyOption = "",
    kind: Annotated[
        BodyKind | None,
        typer.Option("--kind", help="団体の種類で答えます（都道府県、指定都市、市、町、村、特別区）"),
    ] = None,
    as_of: options.AsOfOption = "",
    assume: options.AssumeOption = None,
    licence: Annotated[
        str, typer.Option("--licence", help="採用する利用ルール（PDL1.0、CC BY 4.0 など）")
    ] = "",
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            help="確認事項への回答: ID=はい|いいえ|該当なし。覚え書きは「：」の後に（繰り返せます。空で消します）",
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="不足のすべてについて、-o のフォルダーに一つずつ書きます")
    ] = False,
    word: Annotated[bool, typer.Option("--word", help="--all で、Word（.docx）で書きます")] = False,
    gate: Annotated[
        bool, typer.Option("--check", help="公開の前に済ませることが残っていれば終了コード 1 で終わります")
    ] = False,
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="既にあるファイルを置き換えます")] = False,
) -> None:
    """公開判断シートを作ります: 判定と根拠、確認事項、利用ルール、メタデータ、決裁欄。

    -o の名前が .md か .docx で終われば文書、ほかは --format の形で書きます。回答はワークスペースに残ります。
    """
    if body and kind is not None:
        raise UsageError("--body と --kind は一緒に使えません", mend="どちらか一つにしてください")
    assumed = options.parse_assumptions(assume)
    if every:
        if target or answer or kind is not None or output is None:
            raise UsageError(
                "--all は、対象・--answer・--kind を付けず、-o にフォルダーを指定して使います",
                mend="konkyo sheet --all --body 141003 -o シート のように書いてください",
            )
        folder = _write_all(body, as_of, assumed, licence, workspace, output, word=word, overwrite=overwrite)
        _emit_folder(folder, form, bom)
        blocking = sum(made.blocking_checks for made in folder.sheets)
    else:
        options.refuse_existing(output, overwrite, "シート")
        view = options.knowledge_at(as_of)
        made = _make(view, target, body, kind, assumed, licence, answer or [], workspace)
        _emit(made, view, form, bom, output)
        blocking = made.blocking_checks
    if gate and blocking:
        raise typer.Exit(ExitCode.NEGATIVE)


def _make(
    view: "KnowledgeAt",
    target: str,
    body: str,
    kind: BodyKind | None,
    assumed: "Mapping[FactKey, Answer]",
    licence: str,
    answers: list[str],
    workspace: str,
) -> "DecisionSheet":
    from registry.analysis.sheets import find_subject, keep_answers, sheet_for

    if not target:
        raise UsageError("対象がありません", mend="項番か標準データセットを書くか、--all を付けてください")
    subject = find_subject(view.knowledge, target)
    chosen = options.find_body(view.knowledge, body)
    if answers:
        chosen = options.chosen_body(view.knowledge, body, workspace)
    if chosen is None:
        return sheet_for(view, subject, None, kind, assumed=assumed, licence=licence)
    with options.workspace_if(workspace, wanted=bool(answers)) as store:
        made = sheet_for(view, subject, chosen, store=store, assumed=assumed, licence=licence)
        if not answers or store is None:
            return made
        keep_answers(store, chosen, made, answers, now=options.now(), actor=actor())
        return sheet_for(view, subject, chosen, store=store, assumed=assumed, licence=licence)


def _write_all(
    body: str,
    as_of: str,
    assumed: "Mapping[FactKey, Answer]",
    licence: str,
    workspace: str,
    folder: Path,
    *,
    word: bool,
    overwrite: bool,
) -> "SheetFolder":
    from registry import __version__
    from registry.analysis.sheets import sheets_of_gaps
    from registry.cli.progress import ProgressLine
    from registry.plan.sheet_files import MARKDOWN, WORD, write_sheets

    view = options.knowledge_at(as_of)
    chosen = options.chosen_body(view.knowledge, body, workspace)
    with options.workspace_if(workspace) as store, ProgressLine() as progress:
        return write_sheets(
            sheets_of_gaps(view, chosen, store, assumed=assumed, licence=licence),
            view,
            chosen,
            folder,
            ending=WORD if word else MARKDOWN,
            version=__version__,
            overwrite=overwrite,
            progress=progress,
        )


def _emit(made: "DecisionSheet", view: "KnowledgeAt", form: Format, bom: bool, output: Path | None) -> None:
    from registry import __version__
    from registry.plan.sheet_files import MARKDOWN, WORD, sheet_bytes
    from registry.render.sheet import sheet_table

    ending = output.suffix.lower() if output is not None else ""
    if form is Format.MARKDOWN and ending != WORD:
        ending = MARKDOWN
    if ending not in (MARKDOWN, WORD):
        options.emit(made, form, sheet_table, bom=bom, output=output)
        return
    content = sheet_bytes(made, view, ending, __version__)
    if output is None:
        sys.stdout.write(content.decode("utf-8"))
        return
    from registry.files import write_atomically

    write_atomically(output, content)
    print(f"書き出しました: {output}", file=sys.stderr)


def _emit_folder(folder: "SheetFolder", form: Format, bom: bool) -> None:
    from registry.render.sheet import sheet_folder_table

    options.emit(folder, form, sheet_folder_table, bom=bom)
