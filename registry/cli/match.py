"""``konkyo match``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def match(
    files: Annotated[list[Path], typer.Argument(metavar="ファイル...", help="目録のファイル（複数可）")],
    evaluate: Annotated[
        Path | None,
        typer.Option(
            "--evaluate", metavar="正解表", help="正解表（CSV）と比べ、適合率・再現率・F1 と誤りを示します"
        ),
    ] = None,
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            help="示す（--evaluate では答えとして数える）判定（コンマ区切り）。省くと accept,review、--evaluate では accept",
        ),
    ] = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """目録の各行が、どの情報項目・標準データセットに当たるかを、点と手がかりとともに示します。"""
    from registry.matching.answers import answer, parse_decisions, read_files
    from registry.render.match import evaluation_table, match_table

    default = "accept" if evaluate is not None else "accept,review"
    decisions = parse_decisions(decision or default)
    base = options.knowledge()
    catalogues = read_files(files, _progress if sys.stderr.isatty() else None)
    if evaluate is None:
        options.emit(answer(catalogues, base, decisions), form, match_table, bom=bom, output=output)
        return
    from registry.matching.evaluation import evaluate as compare
    from registry.matching.truth import read_truth

    truth = read_truth(evaluate, base)
    named = [(path.name, catalogue.records) for path, catalogue in catalogues]
    options.emit(compare(truth, named, base, decisions), form, evaluation_table, bom=bom, output=output)


def _progress(done: int, total: int) -> None:
    end = "\n" if done >= total else ""
    print(f"\r読み込み中 {done * 100 // max(total, 1)}%", end=end, file=sys.stderr, flush=True)
