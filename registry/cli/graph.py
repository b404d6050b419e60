"""``konkyo graph``."""

import sys
from typing import Annotated

import typer

from registry.cli import options
from registry.errors import ExitCode
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None, help="知識のグラフを書き出し、確かめます。")


@app.command()
def export(
    name: Annotated[
        str, typer.Argument(metavar="[名前]", help="中心にするもの（項番、法令、ID、名前）。省くと全体")
    ] = "",
    to: Annotated[str, typer.Option("--to", help="形: mermaid, dot, graphml, jsonld, svg")] = "mermaid",
    depth: Annotated[int, typer.Option("--depth", min=1, max=6, help="中心から何段まで含めるか")] = 1,
    with_sources: Annotated[bool, typer.Option("--with-sources", help="出典と列も含めます")] = False,
    as_of: options.AsOfOption = "",
    output: options.OutputOption = None,
) -> None:
    """グラフの全体か、一つの節点のまわりを、図やデータの形で書き出します。"""
    from registry.errors import UsageError
    from registry.graph.exports import ExportForm
    from registry.graph.exports import export as export_graph
    from registry.graph.resolve import node_of, resolve
    from registry.graph.selection import select

    if to not in list(ExportForm):
        raise UsageError(f"形「{to}」はありません", mend=f"{'、'.join(ExportForm)} のどれかにしてください")
    view = options.knowledge_at(as_of)
    if not name and to == ExportForm.SVG:
        raise UsageError(
            "svg は一つの節点のまわりだけを描けます",
            mend="項番か名前を付けてください（konkyo graph export 10 --to svg）",
        )
    centre = node_of(resolve(name, "", view), view) if name else None
    left_out = () if with_sources else ("source", "column")
    text = export_graph(select(view.knowledge, view.day, centre, depth, without=left_out), ExportForm(to))
    if output is None:
        sys.stdout.write(text)
    else:
        options.write_text(output, text)


@app.command()
def check(
    gate: Annotated[bool, typer.Option("--check", help="誤りがあれば終了コード 1 にします")] = False,
    form: options.FormatOption = Format.TABLE,
    output: options.OutputOption = None,
) -> None:
    """孤立した節点、あってはならない輪、たどり着けない手順、法令に届かない情報項目を調べます。"""
    from registry.graph.structure import examine_structure
    from registry.render.graph import structure_table

    report = examine_structure(options.knowledge())
    options.emit(report, form, structure_table, output=output)
    if gate and report.flaws:
        raise typer.Exit(ExitCode.NEGATIVE)
