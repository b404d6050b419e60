"""Options of ``konkyo plan measures``, and how its results are printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import options
from registry.render.formats import Format

if TYPE_CHECKING:
    from registry.workspace.domain import Measure
    from registry.workspace.repository import Workspace

WhichArgument = Annotated[
    str, typer.Argument(metavar="個別施策", help="番号、基にした施策の候補（A01 など）、施策名のどれか")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="施策名")]
ActionOption = Annotated[
    str | None, typer.Option("--action", help="基にする施策の候補（A01 など。konkyo plan actions で一覧）")
]
PillarOption = Annotated[
    list[str] | None, typer.Option("--pillar", help="柱の番号か名称（繰り返せます。1,2 とも書けます）")
]
FieldOption = Annotated[
    list[str] | None, typer.Option("--field", help="重点分野の番号か名称（繰り返せます）")
]
GroundOption = Annotated[
    list[str] | None, typer.Option("--ground", help="根拠の条項（基本法11条1項 など。繰り返せます）")
]
OutlineOption = Annotated[str | None, typer.Option("--outline", help="概要")]
SectionOption = Annotated[str | None, typer.Option("--section", help="担当部局")]
KpiOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kpi",
        help="KPI: 「進捗 名称; 単位=%; 現状=32.5; 時点=2026-03-31; 出典=…; 目標=60; 年度=2029」。"
        "登録済みの KPI は番号か名称で指し、書いた項目だけ変えます（「1; 目標=70」）。"
        "konkyo が数える KPI は「現状=count:…」（繰り返せます）",
    ),
]
YearOption = Annotated[
    list[str] | None,
    typer.Option(
        "--year", help="スケジュール: 2027=内容（繰り返せます。内容を空にするとその年度を消します）"
    ),
]
UsesOption = Annotated[
    list[str] | None,
    typer.Option("--uses", help="使うデータ: 項番、データセットの ID か名称、一覧にないものは 他:○○"),
]
PublishesOption = Annotated[
    list[str] | None, typer.Option("--publishes", help="公開するデータ（書き方は --uses と同じ）")
]
PersonalOption = Annotated[
    str | None,
    typer.Option("--personal", help="個人情報の使い方の道（判断ガイドの ID か名称）。使わないなら なし"),
]
NoteOption = Annotated[str | None, typer.Option("--note", help="備考")]


class Shown:
    """The body and the day that a command is about, and how its result is printed."""

    def __init__(
        self, body: str, as_of: str, workspace: str, form: Format, bom: bool, output: Path | None
    ) -> None:
        self.view = options.knowledge_at(as_of)
        self.body = options.chosen_body(self.view.knowledge, body, workspace)
        self._form, self._bom, self._output = form, bom, output

    def sheet(self, store: "Workspace", measure: "Measure") -> None:
        """One measure as a sheet."""
        from registry.analysis.measures import measure_sheet
        from registry.render.measures import sheet_table

        result = measure_sheet(store, self.view, self.body, measure)
        options.emit(result, self._form, sheet_table, bom=self._bom, output=self._output)

    def all(self, store: "Workspace") -> None:
        """All measures."""
        from registry.analysis.measures import measures_view
        from registry.render.measures import measures_table

        result = measures_view(store, self.view, self.body, self.view.day)
        options.emit(result, self._form, measures_table, bom=self._bom, output=self._output)

    def matrix(self, store: "Workspace") -> None:
        """The matrix of pillars and fields."""
        from registry.analysis.measures import measures_view
        from registry.render.measures import matrix_table

        result = measures_view(store, self.view, self.body, self.view.day)
        options.emit(result, self._form, matrix_table, bom=self._bom, output=self._output)
