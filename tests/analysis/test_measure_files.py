"""Measures taken in from YAML, JSON, CSV and Excel: all of them or none, and round trips through a table."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from registry.analysis.measure_columns import COLUMNS, list_columns, row_of
from registry.analysis.measure_edit import MeasureChanges, add_measure, edit_measure
from registry.analysis.measure_files import read_measures, take_measures
from registry.errors import InputError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.snapshot import load
from registry.text.inert import inert_cell
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import Kpi, Measure
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    """The knowledge on the day."""
    return load().at(DAY)


@pytest.fixture(scope="module")
def body(view: KnowledgeAt) -> Body:
    """A city."""
    return view.knowledge.bodies.find("132063")


@pytest.fixture
def store(workspace_path: Path) -> Iterator[Workspace]:
    """A workspace with two measures, one of which fills every field."""
    view = load().at(DAY)
    body = view.knowledge.bodies.find("132063")
    with Workspace.open(workspace_path, NOW) as opened:
        full = MeasureChanges(
            title="=危ない題名",
            pillars=["2", "5"],
            priority_fields=["3"],
            grounds=["基本法11条1項", "デジタル手続法16条1項", "appi:69条"],
            outline="- 一行目\n二行目",
            section="防災課",
            kpis=[
                "進捗 件数; 現状=1,200件; 時点=2026-04-01; 出典=a\\;b\\\\; 目標=1500; 年度=2028",
                "標準データセット充足率",
            ],
            schedule=["2027=調べる", "2028=公開=する"],
            data_used=["他:台帳、名簿"],
            data_published=["16", "ods-01"],
            personal_path="なし",
            note="@覚え書き",
        )
        add_measure(opened, view, body, full, now=NOW)
        add_measure(opened, view, body, MeasureChanges(action="A01"), now=NOW)
        yield opened


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    """A file with that content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def as_csv(rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    """Rows as an export writes them."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(rows[0])
    writer.writerows([inert_cell(cell) for cell in row.values()] for row in rows)
    return stream.getvalue().encode(encoding)


def as_workbook(path: Path, rows: list[dict[str, str]]) -> Path:
    """Rows as a workbook with a title above the headings."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("個別施策")
        sheet.write_string(0, 0, "個別施策の一覧")
        for at, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)], start=2):
            for column, cell in enumerate(cells):
                if cell.isdecimal():
                    sheet.write_number(at, column, int(cell))
                else:
                    sheet.write_string(at, column, cell)
    return path


def take(store: Workspace, view: KnowledgeAt, body: Body, path: Path) -> Any:
    """Take a file in."""
    return take_measures(store, view, body, read_measures(path), now=NOW)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_table_of_what_is_stored_changes_nothing(
    store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path, encoding: str
) -> None:
    before = store.measures(body.code)
    rows = [row_of(measure, view) for measure in before]
    assert list(rows[0]) == list(COLUMNS) == [column.heading for column in list_columns().columns]
    result = take(store, view, body, written(tmp_path, "書出し.csv", as_csv(rows, encoding)))
    assert (result.added, result.updated, result.unchanged, result.ignored) == (0, 0, 2, ())
    assert store.measures(body.code) == before
    assert take(store, view, body, as_workbook(tmp_path / "書出し.xlsx", rows)).unchanged == 2
    assert len(store.history()) == 2


def test_a_table_without_numbers_makes_the_same_measures_anew(
    store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path
) -> None:
    before = store.measures(body.code)
    rows = [row_of(measure, view) | {"番号": "", "版": ""} for measure in before]
    result = take(store, view, body, written(tmp_path, "新規.csv", as_csv(rows)))
    assert (result.added, len(store.history())) == (2, 3)

    def told(measure: Measure) -> dict[str, str]:
        return row_of(measure, view) | {"番号": "", "版": ""}

    assert [told(measure) for measure in store.measures(body.code)[2:]] == [
        told(measure) for measure in before
    ]
    store.undo(now=NOW)
    assert store.measures(body.code) == before


def test_only_the_columns_of_the_file_change(
    store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path
) -> None:
    first, second = store.measures(body.code)
    table = f"番号,担当課,令和9年度,KPI（効果）,所感\n{second.measure_id},総務課,調べる,時間; 目標=5分,よい\n"
    result = take(store, view, body, written(tmp_path, "担当.csv", table))
    assert (result.updated, result.ignored) == (1, ("所感",))
    unchanged, changed = store.measures(body.code)
    assert unchanged == first
    assert (changed.title, changed.pillars) == (second.title, second.pillars)
    assert (changed.section, changed.schedule) == ("総務課", {"2027": "調べる"})
    assert changed.kpis == (Kpi(name="時間", kind="効果", unit="分", target="5"),)


YAML = """\
- 施策名: 防災データの公開
  柱: 2
  重点分野: [インフラ・防災・減災等, 観光]
  根拠条文: [基本法11条1項]
  KPI:
    - 進捗 公開したデータの種数; 目標=5種; 年度=2028
    - 名称: 利用の件数
      区分: 効果
      目標: 100
      年度: 令和11年度
  スケジュール:
    2027: 調べる
    令和10年度: 公開する
  公開するデータ: [16, ods-01]
  個人情報: なし
- 施策の候補: B03
  KPI: 進捗; 目標=60
  担当部局: 情報政策課
"""


@pytest.mark.parametrize("form", ["yaml", "json", "wrapped"])
def test_lists_as_people_write_them(
    store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path, form: str
) -> None:
    from registry.knowledge.yaml_text import read_yaml

    data = read_yaml(YAML).data
    content = {"yaml": YAML, "json": json.dumps(data), "wrapped": json.dumps({"個別施策": data})}[form]
    path = written(tmp_path, "施策.yml" if form == "yaml" else "施策.json", content)
    result = take(store, view, body, path)
    assert (result.added, result.updated) == (2, 0)
    own, taken_over = store.measures(body.code)[2:]
    assert own.pillars == ("pillar-2",)
    assert own.priority_fields == ("field-7", "field-3")
    assert own.kpis == (
        Kpi(name="公開したデータの種数", kind="進捗", unit="種", target="5", due_fiscal_year=2028),
        Kpi(name="利用の件数", kind="効果", target="100", due_fiscal_year=2029),
    )
    assert own.schedule == {"2027": "調べる", "2028": "公開する"}
    assert own.data_published == ("item-16", "ods-01")
    assert own.personal_path == "none"
    assert (taken_over.action_id, taken_over.section) == ("B03", "情報政策課")
    assert taken_over.kpis == (
        Kpi(name="標準データセット充足率", kind="進捗", counter="datasets_share", target="60"),
    )


@pytest.mark.parametrize(
    ("name", "content", "place", "said"),
    [
        ("a.csv", "施策名,柱\n一,2\n二,9\n", "3 行目", "柱「9」"),
        ("a.csv", "施策名,KPI\n一,率; 目標=60%; 単位=件\n", "2 行目", "単位"),
        ("a.csv", "施策名,KPI（進捗）\n一,率; 目漂=6\n", "2 行目", "目漂"),
        ("a.csv", "番号,施策名\n99,一\n", "2 行目", "番号 99"),
        ("a.csv", "番号,施策名\nA1,一\n", "2 行目", "数ではありません"),
        ("a.csv", "施策名,担当課\n,総務課\n", "2 行目", "施策名がありません"),
        ("a.csv", "題,担当\n一,二\n", "a.csv", "見出しの行"),
        ("a.csv", "施策名\n", "a.csv", "一件もありません"),
        ("a.yaml", "施策名: 一\n", "a.yaml", "一覧がありません"),
        ("a.yaml", "- 一\n", "1 番目", "組ではありません"),
        ("a.yaml", "- 施策名: 一\n  施策名: 二\n", "2 行目", "YAML"),
        ("a.yaml", "- 施策名: !!python/name:os.system\n", "1 行目", "YAML"),
        ("a.yaml", "- 施策名: [[一]]\n", "1 番目", "値が読めません"),
        ("a.json", '[{"施策名": "一"', "a.json", "JSON"),
        ("a.json", "[" * 100_000, "a.json", "JSON"),
        ("a.csv", "", "a.csv", "空"),
        ("a.xlsx", b"PK\x03\x04 broken", "a.xlsx", "Excel"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    store: Workspace,
    view: KnowledgeAt,
    body: Body,
    tmp_path: Path,
    name: str,
    content: Any,
    place: str,
    said: str,
) -> None:
    before = store.measures(body.code)
    with pytest.raises(InputError) as caught:
        take(store, view, body, written(tmp_path, name, content))
    assert place in caught.value.where
    assert said in str(caught.value)
    assert store.measures(body.code) == before
    assert len(store.history()) == 2


def test_a_measure_changed_since_the_export_is_not_overwritten(
    store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path
) -> None:
    rows = [row_of(measure, view) | {"担当部局": "企画課"} for measure in store.measures(body.code)]
    edit_measure(store, view, body, "A01", MeasureChanges(section="総務課"), now=NOW)
    before = store.measures(body.code)
    with pytest.raises(EditConflict, match="個別施策"):
        take(store, view, body, written(tmp_path, "古い.csv", as_csv(rows)))
    assert store.measures(body.code) == before


def test_a_number_stands_once(store: Workspace, view: KnowledgeAt, body: Body, tmp_path: Path) -> None:
    number = store.measures(body.code)[0].measure_id
    path = written(tmp_path, "二度.csv", f"番号,担当課\n{number},一\n{number},二\n")
    with pytest.raises(InputError, match="二度"):
        take(store, view, body, path)
