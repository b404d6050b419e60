"""Small edits: facts, profiles, states, measures, drafts; and two people editing the same row."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from registry.errors import ExitCode, UsageError
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import BodyProfile, Draft, FactValue, Kpi, Measure, State, TargetState
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, OTHER_BODY, dump


@pytest.fixture
def workspace(workspace_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with Workspace.open(workspace_path, NOW) as opened:
        yield opened


def test_facts_are_told_and_told_anew(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", note="財政課に確認", now=NOW)
    workspace.set_facts(BODY, {"has_fund": "no", "has_plan": "unknown"}, now=NOW)
    told = [(fact.fact_key, fact.answer, fact.note) for fact in workspace.facts(BODY)]
    assert told == [("has_fund", "no", "財政課に確認"), ("has_plan", "unknown", "")]
    assert workspace.facts(OTHER_BODY) == ()


def test_an_answer_that_is_none_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="has_fund"):
        workspace.set_facts(BODY, {"has_plan": "yes", "has_fund": cast(FactValue, "maybe")}, now=NOW)
    assert workspace.facts(BODY) == ()


def test_telling_the_same_again_is_no_change(workspace: Workspace) -> None:
    first = workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    again = workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    assert again == first
    assert len(workspace.history()) == 1


def test_profile(workspace: Workspace) -> None:
    assert workspace.profile(BODY) is None
    profile = BodyProfile(body_code=BODY, name="架空市", details={"担当課": "デジタル推進課"}, note="政令市")
    stored = workspace.set_profile(profile, now=NOW)
    assert stored == msgspec.structs.replace(profile, row_version=stored.row_version)
    assert workspace.profile(BODY) == stored
    assert [body.name for body in workspace.bodies()] == ["架空市"]


def test_states(workspace: Workspace) -> None:
    state = TargetState(
        target_kind="item",
        target_id="3",
        state="公開予定",
        reason="様式を準備中",
        section="下水道課",
        fiscal_year=2027,
        note="要確認",
    )
    stored = workspace.set_state(BODY, state, now=NOW)
    other = TargetState(target_kind="dataset", target_id="aed", state="対象外", reason="所管外")
    workspace.set_state(BODY, other, now=NOW)
    assert workspace.states(BODY, "item") == (stored,)
    assert [entry.target_id for entry in workspace.states(BODY)] == ["aed", "3"]
    assert workspace.clear_state(BODY, "item", "3", now=NOW)
    assert not workspace.clear_state(BODY, "item", "3", now=NOW)
    assert workspace.states(BODY, "item") == ()


def test_a_state_that_is_none_is_refused(workspace: Workspace) -> None:
    wrong = TargetState(target_kind="item", target_id="3", state=cast(State, "たぶん"))
    with pytest.raises(UsageError, match="公開の状態"):
        workspace.set_state(BODY, wrong, now=NOW)


@pytest.mark.parametrize("year", [0, -1, 10_000, 2**70])
def test_a_fiscal_year_that_is_none_is_refused(workspace: Workspace, year: int) -> None:
    wrong = TargetState(target_kind="item", target_id="3", state="公開予定", fiscal_year=year)
    with pytest.raises(UsageError, match="年度"):
        workspace.set_state(BODY, wrong, now=NOW)


def test_measures(workspace: Workspace) -> None:
    measure = Measure(
        title="標準データセットの公開",
        action_id="A-11-2",
        pillars=("オープンデータ",),
        grounds=("basic_act:11条1項",),
        kpis=(Kpi(name="公開数", kind="進捗", unit="件", target="31", current_on=date(2026, 4, 1)),),
        schedule={"2027": "公開"},
        data_published=("item:3",),
    )
    first = workspace.save_measure(BODY, measure, now=NOW)
    second = workspace.save_measure(BODY, measure, now=NOW)
    assert 0 < first.measure_id < second.measure_id
    assert workspace.measures(BODY) == (first, second)
    edited = workspace.save_measure(BODY, msgspec.structs.replace(first, section="情報政策課"), now=NOW)
    assert workspace.measures(BODY) == (edited, second)
    assert workspace.remove_measure(BODY, first.measure_id, now=NOW)
    assert workspace.measures(BODY) == (second,)


def test_drafts(workspace: Workspace) -> None:
    draft = Draft(
        kind="官民データ活用推進計画",
        title="第2期",
        generated_text="# 案",
        edited_text="# 案",
        as_of=NOW.date(),
    )
    stored = workspace.save_draft(BODY, draft, now=NOW)
    assert stored.created_at == NOW
    edited = workspace.save_draft(BODY, msgspec.structs.replace(stored, edited_text="# 直した案"), now=NOW)
    assert edited.draft_id == stored.draft_id
    assert workspace.draft(BODY, stored.draft_id) == edited
    assert workspace.drafts(BODY, "官民データ活用推進計画") == (edited,)
    assert workspace.drafts(BODY, "DX推進計画") == ()
    assert workspace.draft(BODY, 999) is None


def test_a_number_is_not_given_out_twice(workspace: Workspace) -> None:
    first = workspace.save_measure(BODY, Measure(title="一"), now=NOW)
    workspace.undo(now=NOW)
    second = workspace.save_measure(BODY, Measure(title="二"), now=NOW)
    assert second.measure_id != first.measure_id
    workspace.undo_change(BODY, second.row_version, now=NOW)
    workspace.redo(2, now=NOW)
    assert [measure.title for measure in workspace.measures(BODY)] == ["一", "二"]


def test_numbers_are_the_bodys_own_from_one(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    one, two = (workspace.save_measure(BODY, Measure(title=title), now=NOW).measure_id for title in "一二")
    other = workspace.save_measure("131016", Measure(title="三"), now=NOW).measure_id
    assert (one, two, other) == (1, 2, 1)
    drafts = [
        workspace.save_draft(
            BODY, Draft(kind="計画", title=text, generated_text=text, edited_text=text), now=NOW
        )
        for text in "案二"
    ]
    assert [draft.draft_id for draft in drafts] == [1, 2]
    workspace.remove_measure(BODY, two, now=NOW)
    assert workspace.save_measure(BODY, Measure(title="四"), now=NOW).measure_id == 3


Edit = Callable[[Workspace, str, int | None], Any]


def edit_fact(workspace: Workspace, text: str, expected: int | None) -> Any:
    return workspace.set_fact(BODY, "has_fund", "yes", note=text, now=NOW, expected_version=expected)


def edit_profile(workspace: Workspace, text: str, expected: int | None) -> Any:
    profile = BodyProfile(body_code=BODY, name=text)
    return workspace.set_profile(profile, now=NOW, expected_version=expected)


def edit_state(workspace: Workspace, text: str, expected: int | None) -> Any:
    state = TargetState(target_kind="item", target_id="3", state="検討中", note=text)
    return workspace.set_state(BODY, state, now=NOW, expected_version=expected)


def edit_measure(workspace: Workspace, text: str, expected: int | None) -> Any:
    return workspace.save_measure(BODY, Measure(title=text, measure_id=7), now=NOW, expected_version=expected)


def edit_draft(workspace: Workspace, text: str, expected: int | None) -> Any:
    draft = Draft(kind="k", title="t", generated_text="", edited_text=text, draft_id=7)
    return workspace.save_draft(BODY, draft, now=NOW, expected_version=expected)


@pytest.mark.parametrize("edit", [edit_fact, edit_profile, edit_state, edit_measure, edit_draft])
def test_an_overtaken_edit_shows_both_values(workspace: Workspace, workspace_path: Path, edit: Edit) -> None:
    read = edit(workspace, "最初", 0)
    theirs = edit(workspace, "相手の値", read.row_version)
    before = dump(workspace_path)
    with pytest.raises(EditConflict) as caught:
        edit(workspace, "自分の値", read.row_version)
    assert caught.value.exit_code is ExitCode.WORKSPACE
    assert "自分の値" in caught.value.why
    assert "相手の値" in caught.value.why
    assert list(caught.value.mine.values()) == ["自分の値"]
    assert caught.value.theirs is not None
    assert list(caught.value.theirs.values()) == ["相手の値"]
    with pytest.raises(EditConflict):
        edit(workspace, "自分の値", 0)
    assert dump(workspace_path) == before
    assert edit(workspace, "相手の値", read.row_version).row_version == theirs.row_version
    assert edit(workspace, "自分の値", theirs.row_version).row_version > theirs.row_version
    edit(workspace, "問わない", None)


def test_an_edit_of_a_removed_row_is_a_conflict(workspace: Workspace) -> None:
    measure = workspace.save_measure(BODY, Measure(title="一"), now=NOW)
    workspace.remove_measure(BODY, measure.measure_id, now=NOW)
    with pytest.raises(EditConflict, match="個別施策") as caught:
        workspace.save_measure(BODY, measure, now=NOW, expected_version=measure.row_version)
    assert caught.value.theirs is None
    assert "削除されています" in caught.value.why


def test_removing_an_edited_row_is_a_conflict(workspace: Workspace) -> None:
    measure = workspace.save_measure(BODY, Measure(title="一"), now=NOW)
    workspace.save_measure(BODY, msgspec.structs.replace(measure, title="二"), now=NOW)
    with pytest.raises(EditConflict, match="個別施策") as caught:
        workspace.remove_measure(BODY, measure.measure_id, now=NOW, expected_version=measure.row_version)
    assert "二" in caught.value.why


def test_a_version_is_not_reused_after_undo(workspace: Workspace) -> None:
    """What was read, undone and written anew by others is not the row that was read."""
    workspace.set_fact(BODY, "has_fund", "no", now=NOW)
    read = workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    workspace.undo(now=NOW)
    workspace.set_fact(BODY, "has_fund", "unknown", now=NOW)
    with pytest.raises(EditConflict):
        workspace.set_fact(BODY, "has_fund", "no", now=NOW, expected_version=read.row_version)


def test_several_edits_as_one_change(workspace: Workspace) -> None:
    with workspace.together(BODY, "まとめて設定", now=NOW, actor="高橋"):
        workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
        workspace.save_measure(BODY, Measure(title="一"), now=NOW)
        assert len(workspace.facts(BODY)) == 1
    (change,) = workspace.history()
    assert (change.command, change.actor) == ("まとめて設定", "高橋")
    assert change.counts == {"body_fact.inserted": 1, "measure.inserted": 1}
    workspace.undo(now=NOW)
    assert workspace.facts(BODY) == ()
    assert workspace.measures(BODY) == ()


def test_a_failed_step_takes_the_whole_change_back(workspace: Workspace) -> None:
    def both() -> None:
        with workspace.together(BODY, "まとめて設定", now=NOW):
            workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
            with pytest.raises(EditConflict):
                workspace.set_fact(BODY, "has_fund", "no", now=NOW, expected_version=99)

    with pytest.raises(RuntimeError, match="rolled back"):
        both()
    assert workspace.facts(BODY) == ()
    assert workspace.history() == ()


def test_one_change_is_about_one_body(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match=OTHER_BODY), workspace.together(BODY, "まとめて設定", now=NOW):
        workspace.set_fact(OTHER_BODY, "has_fund", "yes", now=NOW)
    assert workspace.bodies() == ()


def test_times_must_know_their_zone(workspace: Workspace) -> None:
    naive = datetime(2026, 11, 25)
    with pytest.raises(ValueError, match="time zone"):
        workspace.set_fact(BODY, "has_fund", "yes", now=naive)
    with pytest.raises(ValueError, match="time zone"):
        workspace.undo(now=naive)


def test_texts_that_no_database_stores_are_made_storable(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", note="a\x00b\ud800c", now=NOW, actor="\ud800")
    assert workspace.facts(BODY)[0].note == "a\ufffdb\ufffdc"
