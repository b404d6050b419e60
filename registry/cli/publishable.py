"""``konkyo publishable``."""

from typing import Annotated

import typer

from registry.cli import options
from registry.errors import UsageError
from registry.knowledge.items import BodyKind
from registry.publishing.verdicts import Verdict
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def publishable(
    body: options.BodyOption = "",
    kind: Annotated[
        BodyKind | None,
        typer.Option("--kind", help="団体の種類で答えます（都道府県、指定都市、市、町、村、特別区）"),
    ] = None,
    as_of: options.AsOfOption = "",
    assume: options.AssumeOption = None,
    holder: Annotated[str, typer.Option("--holder", help="保有主体で絞ります")] = "",
    ministry: Annotated[str, typer.Option("--ministry", help="所管府省庁で絞ります")] = "",
    law: Annotated[str, typer.Option("--law", help="根拠法令で絞ります（題名、旧題名、略称）")] = "",
    mode: Annotated[str, typer.Option("--mode", help="公開の形で絞ります（公表、閲覧、縦覧 …）")] = "",
    dataset: Annotated[str, typer.Option("--dataset", help="標準データセットで絞ります")] = "",
    verdict: Annotated[
        Verdict | None, typer.Option("--verdict", help="判定で絞ります（yes, conditional, no, unknown）")
    ] = None,
    text: Annotated[str, typer.Option("--text", help="言葉で絞ります")] = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """何を公開できるかを、条文・保有主体・留意事項とともに示します。"""
    from registry.publishing.answers import Filters, answer_publishable
    from registry.render.publishable import publishable_table

    view = options.knowledge_at(as_of)
    found = options.find_body(view.knowledge, body)
    if found is not None and kind is not None:
        raise UsageError("--body と --kind は一緒に使えません", mend="どちらか一つにしてください")
    answer = answer_publishable(
        view,
        found,
        kind,
        options.told_facts(workspace, found),
        options.parse_assumptions(assume),
        Filters(
            holder=holder, ministry=ministry, law=law, mode=mode, dataset=dataset, verdict=verdict, text=text
        ),
    )
    options.emit(answer, form, publishable_table, bom=bom, output=output)
