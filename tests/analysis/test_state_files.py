"""States that sections filled in, taken in from Excel and CSV: all of them or none, undone at once."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from registry.analysis.state_files import read_states, take_states
from registry.analysis.states import list_states
from registry.errors import InputError
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.knowledge.snapshot import load
from registry.plan.gathering import gaps_for
from registry.plan.workbook_gaps import gaps_workbook
from registry.render.formats import Format, render
from registry.render.status import states_table
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import TargetState
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
BODY = "132063"
HEAD = "ID,名称,状態,担当課,年度,理由,覚え書き\n"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def body(knowledge: Knowledge) -> Body:
    return knowledge.bodies.find(BODY)


@pytest.fixture
def store(workspace_path: Path) -> Iterator[Workspace]:
    with Workspace.open(workspace_path, NOW) as opened:
        planned = TargetState(
            target_kind="item",
            target_id="item-05",
            state="公開予定",
            section="=課",
            fiscal_year=2027,
            note="覚え",
        )
        opened.set_state(BODY, planned, now=NOW)
        yield opened


def written(tmp_path: Path, content: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "状態.csv"
    path.write_bytes(content.encode(encoding))
    return path


def filled(content: bytes, changes: dict[str, dict[str, Any]], path: Path) -> Path:
    """The workbook as it comes back from a section: cells of some rows (by ID) filled in."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(content))
    with xlsxwriter.Workbook(path) as workbook:
        for name in read.sheet_names:
            sheet = workbook.add_worksheet(name)
            rows = read.get_sheet_by_name(name).to_python()
            at = rows[0].index("ID") if "ID" in rows[0] else None
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    told = changes.get(str(row[at]), {}) if at is not None else {}
                    value = told.get(str(rows[0][column]), cell)
                    if isinstance(value, float):
                        sheet.write_number(number, column, value)
                    else:
                        sheet.write_string(number, column, str(value))
    return path


def exported(store: Workspace, knowledge: Knowledge, body: Body) -> bytes:
    gaps = gaps_for(knowledge.at(date(2026, 11, 26)), body, store)[0]
    return gaps_workbook(gaps, NOW)


def test_a_workbook_comes_back_filled_in(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    told = {
        "ods-03": {"状態": "検討中", "担当課": "防災課", "年度": "令和9年度", "理由": "@確認中"},
        "item-05": {"状態": "公開済", "年度": ""},
    }
    path = filled(exported(store, knowledge, body), told, tmp_path / "g.xlsx")
    result = take_states(store, body, read_states(path, knowledge), now=NOW)
    assert (result.added, result.updated, result.unchanged) == (1, 1, 0)
    assert result.silent > 30
    states = {state.target_id: state for state in store.states(BODY)}
    assert (states["ods-03"].state, states["ods-03"].section, states["ods-03"].fiscal_year) == (
        "検討中",
        "防災課",
        2027,
    )
    assert states["ods-03"].reason == "@確認中"
    assert (states["item-05"].state, states["item-05"].fiscal_year, states["item-05"].note) == (
        "公開済",
        None,
        "覚え",
    )


def test_untouched_it_changes_nothing(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    path = tmp_path / "g.xlsx"
    path.write_bytes(exported(store, knowledge, body))
    before = store.states(BODY)
    result = take_states(store, body, read_states(path, knowledge), now=NOW)
    assert (result.added, result.updated, result.unchanged) == (0, 0, 1)
    assert store.states(BODY) == before


def test_the_list_of_states_can_be_taken_in_again(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    listed = render(list_states(store, body, knowledge), Format.CSV, states_table, bom=True)
    assert "'=課" in listed
    before = store.states(BODY)
    result = take_states(store, body, read_states(written(tmp_path, listed), knowledge), now=NOW)
    assert result.unchanged == 1
    assert store.states(BODY) == before


def test_what_others_changed_meanwhile_is_not_overwritten(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    told = {"ods-03": {"状態": "検討中"}, "ods-08": {"状態": "検討中"}}
    path = filled(exported(store, knowledge, body), told, tmp_path / "g.xlsx")
    other = TargetState(target_kind="dataset", target_id="ods-08", state="公開済")
    store.set_state(BODY, other, now=NOW)
    before = store.states(BODY)
    with pytest.raises(EditConflict):
        take_states(store, body, read_states(path, knowledge), now=NOW)
    assert store.states(BODY) == before


def test_a_file_without_notes_keeps_them(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    path = written(tmp_path, "前書き\n\n対象,公開の状態\n5,公開済\nAED設置箇所一覧,対象外\n", "cp932")
    take_states(store, body, read_states(path, knowledge), now=NOW)
    states = {state.target_id: state for state in store.states(BODY)}
    assert (states["item-05"].state, states["item-05"].note) == ("公開済", "覚え")
    assert states["ods-08"].state == "対象外"


@pytest.mark.parametrize(
    ("content", "what", "where"),
    [
        ("名称,数\na,1\n", "見出しの行が見つかりません", "状態.csv"),
        (HEAD + "item-16,,公開中,,,,\n", "「公開中」はありません", "2 行目「状態」"),
        (HEAD + "item-16,,公開済,,,,\nitem-99,,公開済,,,,\n", "当たる情報項目も", "3 行目「ID」"),
        (HEAD + ",洪水ハザードマップ,公開済,,,,\n", "どの対象の状態か", "2 行目「対象」"),
        (HEAD + "item-16,AED設置箇所一覧,公開済,,,,\n", "別の対象を指しています", "2 行目「名称」"),
        (HEAD + "item-16,,公開予定,,来年,,\n", "年度として読めません", "2 行目「年度」"),
        (HEAD + "item-16,,公開予定,,2300,,\n", "年度として使えない", "2 行目「年度」"),
        (HEAD + "item-16,,,防災課,,,\n", "状態が書かれていません", "2 行目「状態」"),
        (HEAD + "item-16,,公開済,,,,\n\n16の2,,,,,,\n16,,検討中,,,,\n", "二度書かれています", "5 行目"),
        ("ID,状態,版\nitem-16,公開済,新\n", "数ではありません", "2 行目「版」"),
        ("", "空", "状態.csv"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, knowledge: Knowledge, content: str, what: str, where: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_states(written(tmp_path, content), knowledge)
    assert what in refused.value.what
    assert where in refused.value.where
    assert refused.value.mend


def test_a_file_of_another_body_is_refused(
    tmp_path: Path, store: Workspace, knowledge: Knowledge, body: Body
) -> None:
    path = written(tmp_path, "ID,状態,団体コード\nitem-16,公開済,11002\n")
    with pytest.raises(InputError, match="ほかの団体のファイル"):
        take_states(store, body, read_states(path, knowledge), now=NOW)


def test_the_command_is_one_change_and_can_be_undone(tmp_path: Path, workspace_path: Path) -> None:
    from registry.cli import status, undo

    where = ["--body", BODY, "--workspace", str(workspace_path)]
    path = written(
        tmp_path, HEAD + "item-16,,公開済,河川課,,,\nods-08,,検討中,,R9,=理由,\n,,,,,,\nods-03,,,,,,\n"
    )
    done = CliRunner().invoke(status.app, ["import", str(path), *where, "--format", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["added"], told["updated"], told["unchanged"], told["silent"]) == (2, 0, 0, 1)
    shown = CliRunner().invoke(status.app, ["list", *where, "--format", "csv"]).stdout
    assert [row[3] for row in csv.reader(io.StringIO(shown))] == ["状態", "検討中", "公開済"]
    assert CliRunner().invoke(undo.app, [*where]).exit_code == 0
    shown = CliRunner().invoke(status.app, ["list", *where, "--format", "json"]).stdout
    assert json.loads(shown)["states"] == []
