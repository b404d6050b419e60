"""The workbook of a plan, read back with another library: sheets, lists, numbers, and measures that come back whole."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from registry.analysis.measure_columns import COLUMNS
from registry.analysis.measure_edit import MeasureChanges, add_measure
from registry.analysis.measure_files import read_measures, take_measures
from registry.cli import options
from registry.cli.app import run
from registry.errors import InputError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.snapshot import load
from registry.plan.gathering import gaps_for
from registry.plan.reading import read_plan
from registry.plan.workbook import plan_workbook, workbook_for
from registry.plan.workbook_book import Book, Column
from registry.plan.workbook_gaps import gaps_workbook
from registry.workspace.domain import TargetState
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)
PLAN = read_plan(
    '---\nkind: "計画"\nbody_name: "架空市"\nas_of: "2026-11-26"\n---\n\n# 題\n\n## 第1章\n\n'
    "表1 数の表[^a]\n\n| 名 | 数 | 率 | 符号 |\n| --- | --- | --- | --- |\n| =1+1 | 1,200 | 12.5% | 012 |\n"
    "| -b | ― | 3% | 034 |\n\n表2 名/前: [x]*?\n\n| 甲 |\n| --- |\n| 乙 |\n\n[^a]: 注。\n"
)


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    """The knowledge on the day."""
    return load().at(DAY)


@pytest.fixture(scope="module")
def body(view: KnowledgeAt) -> Body:
    """A city."""
    return view.knowledge.bodies.find("132063")


@pytest.fixture
def store(workspace_path: Path, view: KnowledgeAt, body: Body) -> Iterator[Workspace]:
    """A workspace with measures and states."""
    with Workspace.open(workspace_path, NOW) as opened:
        full = MeasureChanges(
            title="=危ない題名",
            pillars=["2", "5"],
            priority_fields=["3"],
            grounds=["基本法11条1項", "デジタル手続法16条1項"],
            outline="- 一行目\n二行目",
            section="+防災課",
            kpis=[
                "進捗 件数; 現状=1,200件; 時点=2026-04-01; 出典=a\\;b\\\\; 目標=1500; 年度=2028",
                "標準データセット充足率; 目標=60以上; 年度=2029",
            ],
            schedule=["2027=調べる", "2028=公開=する"],
            data_used=["他:台帳、名簿"],
            data_published=["16", "ods-01"],
            personal_path="なし",
            note="@覚え書き",
        )
        add_measure(opened, view, body, full, now=NOW)
        add_measure(opened, view, body, MeasureChanges(action="A01"), now=NOW)
        states = (
            TargetState(target_kind="item", target_id="item-16", state="公開済"),
            TargetState(
                target_kind="item",
                target_id="item-05",
                state="公開予定",
                fiscal_year=2027,
                section="危機管理課",
            ),
            TargetState(target_kind="dataset", target_id="ods-05", state="対象外", reason="=ない"),
        )
        for state in states:
            opened.set_state(body.code, state, now=NOW)
        yield opened


@pytest.fixture
def content(store: Workspace, view: KnowledgeAt, body: Body) -> bytes:
    """The workbook with everything in it."""
    return workbook_for(PLAN, view, body, store, NOW)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Rows by sheet."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def parts(content: bytes) -> dict[str, str]:
    """The XML of the workbook's sheets by name of the sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = re.findall(r'<sheet name="([^"]+)"', packed.read("xl/workbook.xml").decode())
        return {
            name: packed.read(f"xl/worksheets/sheet{place}.xml").decode()
            for place, name in enumerate(names, 1)
        }


def test_the_sheets(content: bytes) -> None:
    found = sheets(content)
    names = [name for name in found if name != "選択肢"]
    assert names == [
        "施策",
        "KPI",
        "重点分野の対応",
        "ギャップ",
        "公開を確認",
        "対象外",
        "01 表1 数の表",
        "02 表2 名 前 x",
        "説明",
    ]
    assert found["施策"][0] == list(COLUMNS)
    about = {row[0]: row[1] for row in found["説明"][1:]}
    assert about["計画"] == "架空市 計画"
    assert "注。" in about["シート「01 表1 数の表」"]


def test_measures_come_back_as_they_were(
    content: bytes, tmp_path: Path, store: Workspace, view: KnowledgeAt, body: Body
) -> None:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(content)
    before = store.measures(body.code)
    result = take_measures(store, view, body, read_measures(path), now=NOW)
    assert (result.unchanged, result.updated, result.added, result.ignored) == (2, 0, 0, ())
    assert store.measures(body.code) == before


def test_an_empty_form_takes_new_measures_only_when_filled(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(plan_workbook(PLAN, None, None, NOW))
    assert next(iter(sheets(path.read_bytes()))) == "施策"
    with pytest.raises(InputError, match="一件もありません"):
        read_measures(path)


def test_indicators_are_numbers_and_days(content: bytes) -> None:
    rows = [dict(zip(sheets(content)["KPI"][0], row, strict=True)) for row in sheets(content)["KPI"][1:]]
    first, second = rows[0], rows[1]
    assert (first["現状"], first["時点"], first["目標"], first["年度"]) == (
        1200.0,
        date(2026, 4, 1),
        1500.0,
        2028.0,
    )
    assert (second["数え方"], second["目標"]) == ("konkyo が集計", "60以上")
    assert second["現状がない理由"]


def test_the_matrix_names_measures(content: bytes) -> None:
    rows = sheets(content)["重点分野の対応"]
    assert len(rows) == 6
    assert len(rows[0]) == 9
    assert rows[2][rows[0].index("観光")] == "△ 1"


def test_cells_of_the_text_keep_their_kind(content: bytes) -> None:
    rows = sheets(content)["01 表1 数の表"]
    assert rows == [["名", "数", "率", "符号"], ["=1+1", 1200.0, 0.125, "012"], ["-b", "―", 0.03, "034"]]


def test_no_cell_is_a_formula_or_a_link(content: bytes) -> None:
    for name, sheet in parts(content).items():
        assert "<f>" not in sheet, name
        assert "<hyperlink" not in sheet, name


def test_text_stays_text_when_it_is_edited(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        styles = packed.read("xl/styles.xml").decode()
    assert 'numFmtId="49"' in styles
    assert 'quotePrefix="1"' in styles


def test_every_sheet_can_be_filtered_and_printed(content: bytes) -> None:
    for name, sheet in parts(content).items():
        if name == "選択肢":
            continue
        assert "<autoFilter" in sheet, name
        assert 'state="frozen"' in sheet, name
        assert 'orientation="landscape"' in sheet, name
        assert 'fitToHeight="0"' in sheet, name


def test_lists_offer_the_words_that_are_read(content: bytes) -> None:
    found = parts(content)
    lists = {tuple(filter(None, column)) for column in zip(*sheets(content)["選択肢"], strict=True)}
    assert ("公開済", "公開予定", "検討中", "対象外") in lists
    assert ("進捗", "効果") in lists
    assert any("オープンデータの推進" in choices for choices in lists)
    assert re.search(
        r'<dataValidation type="list"[^>]*showErrorMessage="1"[^>]*sqref="H2:', found["ギャップ"]
    )
    assert found["施策"].count('type="list"') == 2
    assert 'state="hidden"' in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode()


def test_gaps_tell_what_the_body_said(content: bytes) -> None:
    found = sheets(content)
    first = dict(zip(found["ギャップ"][0], found["ギャップ"][1], strict=True))
    assert (first["順位"], first["ID"], first["状態"], first["年度"]) == (1.0, "item-05", "公開予定", 2027.0)
    assert first["担当課"] == "危機管理課"
    assert first["次の一手"]
    ruled = dict(zip(found["対象外"][0], found["対象外"][1], strict=True))
    assert (ruled["ID"], ruled["理由"], ruled["団体コード"]) == ("ods-05", "=ない", "132063")


def test_the_same_plan_gives_the_same_bytes(
    content: bytes, store: Workspace, view: KnowledgeAt, body: Body
) -> None:
    assert workbook_for(PLAN, view, body, store, NOW) == content
    gaps = gaps_for(view, body, store)[0]
    assert gaps_workbook(gaps, NOW) == gaps_workbook(gaps, NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}


def test_the_same_export_a_day_later_gives_the_same_bytes(
    workspace_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONKYO_WORKSPACE", str(workspace_path))
    plan, target = tmp_path / "計画.md", tmp_path / "計画.xlsx"
    body = ["--body", "132063"]
    assert run(["plan", "measures", "add", "--action", "A01", *body]) == 0
    assert run(["plan", "draft", *body, "--as-of", "2026-11-26", "--output", str(plan)]) == 0
    made = []
    for moment in (NOW, NOW + timedelta(seconds=1), NOW + timedelta(days=1)):
        monkeypatch.setattr(options, "now", lambda moment=moment: moment)
        monkeypatch.setattr(options, "today", lambda moment=moment: moment.date())
        assert run(["plan", "export", str(plan), "--to", "xlsx", "--overwrite"]) == 0
        made.append(target.read_bytes())
        time.sleep(0.6)  # for clocks that libraries read themselves
    assert made[0] == made[1] == made[2]


def test_without_a_workspace_there_are_gaps_and_tables(view: KnowledgeAt, body: Body) -> None:
    found = sheets(workbook_for(PLAN, view, body, None, NOW))
    assert {"施策", "ギャップ", "01 表1 数の表"} <= set(found)
    assert "KPI" not in found


def test_sheets_of_any_name_and_content() -> None:
    book = Book("題", NOW)
    names = [
        book.sheet(name, [Column(heading="列")], [["\x00\ud800" + "長" * 40_000]])
        for name in ("a" * 50, "a" * 60, "'", "選択肢")
    ]
    found = sheets(book.content())
    assert list(found) == names
    assert all(len(name) <= 31 for name in names)
    assert names[3] != "選択肢"
    assert all(str(rows[1][0]).endswith("省きました）") for rows in found.values())


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "=cmd|'/C calc'!A0",
            "'quoted",
            " 前後 ",
            "a\nb",
            "_x0041_",
            "<b>&amp;",
        ),
        *(
            "http://example.jp/",
            "mailto:a@b.jp",
            "1e5",
            "TRUE",
            "2026-11-26",
            "00123",
            "{=A1}",
            "internal:'説明'!A1",
        ),
    ],
)
def test_text_comes_back_as_text(cell: str) -> None:
    book = Book("題", NOW)
    book.sheet("表", [Column(heading="=列")], [[cell]])
    content = book.content()
    assert sheets(content) == {"表": [["=列"], [cell]]}
    assert "<f>" not in parts(content)["表"]
