"""A plan as an Excel workbook: measures, indicators, the matrix, gaps, and every table of its text."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from registry.analysis.gaps import GapsAnswer
from registry.analysis.measure_answers import KpiLine, MeasureLine, MeasuresAnswer
from registry.analysis.measure_columns import COLUMNS, FIELDS, NUMBER, PILLARS, VERSION
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.plan.elements import PlanText
from registry.plan.plan_tables import read_number, tables_of
from registry.plan.workbook_book import Book, Cell, Column
from registry.plan.workbook_gaps import about_sheet, gap_sheets
from registry.workspace.domain import KPI_KINDS

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

About = list[tuple[str, Cell]]
_ROOM = 200
"""Empty rows for new measures that offer the same choices."""
_MARKS = {"covered": "○", "thin": "△", "empty": "―"}
_FILLS = {"○": "#DCEFE0", "△": "#FFF0B3", "―": "#F4F5F6"}
_KPI_COLUMNS = (
    Column(heading="施策番号"),
    Column(heading="施策名"),
    Column(heading="KPI の順"),
    Column(heading="区分", choices=tuple(kind for kind in KPI_KINDS if kind)),
    Column(heading="名称"),
    Column(heading="単位"),
    Column(heading="算式"),
    Column(heading="現状"),
    Column(heading="時点"),
    Column(heading="出典"),
    Column(heading="数え方"),
    Column(heading="目標"),
    Column(heading="年度"),
    Column(heading="現状がない理由"),
)


def workbook_for(
    text: PlanText, view: KnowledgeAt, body: Body, store: "Workspace | None", day: date
) -> bytes:
    """The workbook of a body's plan with what the workspace knows; without one, the tables and the gaps."""
    from registry.analysis.measure_columns import row_of
    from registry.analysis.measures import measures_view
    from registry.plan.gathering import gaps_for

    gaps = gaps_for(view, body, store)[0]
    if store is None:
        return plan_workbook(text, None, gaps, day)
    measures = measures_view(store, view, body, view.day, gaps)
    rows = [row_of(measure, view) for measure in store.measures(body.code)]
    return plan_workbook(text, measures, gaps, day, rows)


def plan_workbook(
    text: PlanText,
    measures: MeasuresAnswer | None,
    gaps: GapsAnswer | None,
    day: date,
    rows: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """The workbook. ``day``: from when it says that it is. ``rows``: the measures as ``measure_columns.row_of`` gives them.

    The sheet 施策 comes first and holds what ``konkyo plan measures import`` reads; without measures it is an empty
    form.
    """
    name = f"{text.front.get('body_name', '')} {text.front.get('kind', '')}".strip() or "計画"
    book = Book(name, day)
    about: About = [
        ("計画", name),
        ("基準日", text.front.get("as_of", "")),
    ]
    about += _measures(book, measures, rows)
    if measures is not None:
        about += _kpis(book, measures.measures)
        about += _matrix(book, measures)
    if gaps is not None:
        about += gap_sheets(book, gaps)
    tables = _tables(book, text)
    about_sheet(book, [*about, *tables])
    return book.content()


def _measures(book: Book, measures: MeasuresAnswer | None, rows: Sequence[Mapping[str, str]]) -> About:
    choices: dict[str, tuple[str, ...]] = {}
    if measures is not None:
        choices[PILLARS] = tuple(pillar.short for pillar in measures.pillars)
        choices[FIELDS] = tuple(field.name for field in measures.priority_fields)
    columns = [
        Column(heading=heading, prompt=meaning, choices=choices.get(heading, ()))
        for heading, meaning in COLUMNS.items()
    ]
    cells = [[_stored(heading, row.get(heading, "")) for heading in COLUMNS] for row in rows]
    called = book.sheet("施策", columns, cells, room=_ROOM, frozen=3)
    said = "個別施策。直すか書き足して、konkyo plan measures import で取り込めます。一つの欄にいくつも書くときは、行を分けます"
    return [(f"シート「{called}」", f"{said}（{len(cells)} 件）")]


def _stored(heading: str, said: str) -> Cell:
    return int(said) if heading in (NUMBER, VERSION) and said.isdecimal() else said


def _kpis(book: Book, measures: Sequence[MeasureLine]) -> About:
    rows = [_kpi(measure, kpi) for measure in measures for kpi in measure.kpis]
    called = book.sheet("KPI", _KPI_COLUMNS, rows, frozen=2)
    said = "KPI を一行に一つ示したもの。直すときは、シート「施策」の KPI の欄を直してください"
    return [(f"シート「{called}」", f"{said}（{len(rows)} 件）")]


def _kpi(measure: MeasureLine, kpi: KpiLine) -> list[Cell]:
    return [
        measure.number,
        measure.title,
        kpi.place,
        kpi.kind,
        kpi.name,
        kpi.unit,
        kpi.formula,
        read_number(kpi.current) or kpi.current,
        kpi.current_on,
        kpi.source,
        "konkyo が集計" if kpi.counter else "入力",
        read_number(kpi.target) or kpi.target,
        kpi.due_fiscal_year,
        kpi.missing,
    ]


def _matrix(book: Book, measures: MeasuresAnswer) -> About:
    cells = {(cell.pillar, cell.field): cell for cell in measures.matrix}
    columns = [
        Column(heading="柱"),
        *(Column(heading=field.name, fills=_FILLS) for field in measures.priority_fields),
    ]
    rows: list[list[Cell]] = []
    for pillar in measures.pillars:
        row: list[Cell] = [f"柱{pillar.number} {pillar.short}"]
        for field in measures.priority_fields:
            cell = cells[pillar.id, field.id]
            row.append(f"{_MARKS[cell.state]} {'、'.join(map(str, cell.measures))}".strip())
        rows.append(row)
    called = book.sheet("重点分野の対応", columns, rows)
    said = "○ 目標のある個別施策が2つ以上、△ 個別施策はあるが足りない、― なし。数字は個別施策の番号です"
    return [(f"シート「{called}」", said)]


def _tables(book: Book, text: PlanText) -> About:
    about: About = []
    for table in tables_of(text):
        columns = [Column(heading=heading) for heading in table.columns]
        called = book.sheet(f"{table.place:02} {table.title}", columns, table.rows, title=table.title)
        lines = [f"{table.title}（{table.chapter}、{len(table.rows)} 行）" if table.chapter else table.title]
        about.append((f"シート「{called}」", "\n".join((*lines, *table.notes))))
    return about
