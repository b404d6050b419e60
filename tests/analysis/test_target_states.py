"""States of many targets at once, their matrix, and the history of one target."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from registry.analysis.gap_matrix import COLUMNS, all_findings, gap_matrix, standing
from registry.analysis.gaps import find_gaps
from registry.analysis.holdings import read_holdings
from registry.analysis.target_history import history_of_target
from registry.analysis.target_states import StateEdit, StatesChanged, change_states, clear_states
from registry.analysis.targets import TargetRef, find_target
from registry.errors import UsageError
from registry.knowledge.snapshot import load
from registry.workspace.domain import SheetAnswer
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=9)))
LATER = NOW + timedelta(minutes=2)
KNOWLEDGE = load()
BODY = KNOWLEDGE.bodies.find("132063")
ROAD, PLAN, SPOTS = (find_target(KNOWLEDGE, name) for name in ("15", "5", "ods-31"))


@pytest.fixture
def store(workspace_path: Path) -> Iterator[Workspace]:
    with Workspace.open(workspace_path, NOW) as opened:
        yield opened


def change(store: Workspace, targets: list[TargetRef], edit: StateEdit) -> StatesChanged:
    return change_states(store, BODY, targets, edit, now=NOW, actor="t")


def said(store: Workspace) -> dict[str, tuple[str, str, int | None, str]]:
    return {
        state.target_id: (state.state, state.section, state.fiscal_year, state.reason)
        for state in store.states(BODY.code)
    }


def test_many_targets_are_one_change_that_is_taken_back_at_once(store: Workspace) -> None:
    done = change(store, [ROAD, PLAN, SPOTS], StateEdit(state="公開予定", fiscal_year=2027))
    assert (done.changed, done.unchanged, done.started) == (3, 0, 0)
    assert len(store.history(BODY.code)) == 1
    assert "3件" in store.history(BODY.code)[0].command
    store.undo(now=LATER, body_code=BODY.code)
    assert store.states(BODY.code) == ()


def test_what_is_not_told_stays(store: Workspace) -> None:
    change(store, [ROAD], StateEdit(state="検討中", section="建設課", fiscal_year=2027, note="要相談"))
    change(store, [PLAN], StateEdit(state="検討中", section="危機管理課"))
    change(store, [ROAD, PLAN], StateEdit(state="公開予定", fiscal_year=2028))
    assert said(store)["item-15"] == ("公開予定", "建設課", 2028, "")
    assert said(store)["item-05"] == ("公開予定", "危機管理課", 2028, "")
    change(store, [ROAD], StateEdit(fiscal_year=None))
    assert said(store)["item-15"][2] is None


def test_without_a_state_a_section_makes_it_considered(store: Workspace) -> None:
    done = change(store, [ROAD], StateEdit(section="建設課"))
    assert (done.changed, done.started) == (1, 1)
    assert said(store)["item-15"] == ("検討中", "建設課", None, "")


def test_ruling_out_needs_a_reason_and_nothing_is_changed_without(store: Workspace) -> None:
    with pytest.raises(UsageError, match="理由"):
        change(store, [SPOTS, ROAD], StateEdit(state="対象外"))
    assert store.states(BODY.code) == ()
    change(store, [ROAD], StateEdit(state="対象外", reason="台帳がない"))
    change(store, [ROAD], StateEdit(note="再確認"))
    assert said(store)["item-15"][3] == "台帳がない"
    change(store, [ROAD], StateEdit(state="検討中"))
    assert said(store)["item-15"][3] == "", "a reason for 対象外 says nothing of another state"


def test_clearing(store: Workspace) -> None:
    change(store, [ROAD, PLAN], StateEdit(state="検討中"))
    assert clear_states(store, BODY, [ROAD, SPOTS], now=LATER) == 1
    assert set(said(store)) == {"item-05"}


def test_matrix_counts_every_target_once(store: Workspace) -> None:
    change(store, [ROAD], StateEdit(state="公開予定"))
    change(store, [SPOTS], StateEdit(state="対象外", reason="無い"))
    answer = find_gaps(KNOWLEDGE.at(NOW.date()), BODY, holdings=read_holdings(store, BODY.code))
    matrix = gap_matrix(answer)
    whole = matrix.rows[-1]
    assert whole.total == len(all_findings(answer))
    for kind in ("item", "dataset"):
        rows = [row for row in matrix.rows if row.kind == kind]
        assert rows[0].total == sum(row.total for row in rows[1:] if row.part)
    assert whole.cells[COLUMNS.index("公開予定")] == ("item-15",)
    assert whole.cells[COLUMNS.index("対象外")] == ("ods-31",)
    assert {standing(finding) for finding in all_findings(answer)} <= set(COLUMNS)


def test_history_of_a_target(store: Workspace) -> None:
    change(store, [ROAD, PLAN], StateEdit(state="検討中"))
    change(store, [ROAD], StateEdit(state="公開予定", section="建設課"))
    answer = SheetAnswer(
        target_kind="item", target_id="item-15", check_id="item-15-c1", answer="はい", asked="測量法"
    )
    store.answer_sheet(BODY.code, [answer], now=LATER)
    told = history_of_target(store, BODY, ROAD)
    assert [line.text for line in told] == [
        "確認事項「測量法」 未回答→はい",
        "状態 検討中→公開予定、担当課 なし→建設課",
        "状態 未設定→検討中",
    ]
    assert history_of_target(store, BODY, SPOTS) == ()
    clear_states(store, BODY, [ROAD], now=LATER)
    assert history_of_target(store, BODY, ROAD)[0].text.startswith("状態 公開予定→未設定")
    store.undo(now=LATER, body_code=BODY.code)
    assert any(line.undone for line in history_of_target(store, BODY, ROAD))


def test_a_table_without_history_is_refused(store: Workspace) -> None:
    with pytest.raises(UsageError):
        store.row_history(BODY.code, "change", ("x",))
