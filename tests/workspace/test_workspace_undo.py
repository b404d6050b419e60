"""History, undo and redo: rows get their former content exactly, or nothing happens."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from registry.errors import ExitCode, UsageError
from registry.workspace.conflicts import UndoConflict
from registry.workspace.domain import Match, Measure, TargetState
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, OTHER_BODY, dump, record, take_in


@pytest.fixture
def workspace(workspace_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with Workspace.open(workspace_path, NOW) as opened:
        yield opened


def match(record_id: str) -> Match:
    """A match with item 3."""
    return Match(record_id=record_id, target_kind="item", target_id="3", score=0.9, decision="accept")


def work(workspace: Workspace) -> list[int]:
    """A little of everything; returns the numbers of the changes."""
    take_in(workspace, "a", "b", "c", "gone")
    workspace.save_matches(BODY, [match("a"), match("gone")], now=NOW)
    workspace.set_facts(BODY, {"has_fund": "yes", "has_plan": "no"}, now=NOW)
    take_in(workspace, record("a", title="新"), "b", "d")
    workspace.decide_match(BODY, "a", "item", "3", "reject", now=NOW)
    workspace.set_state(BODY, TargetState(target_kind="item", target_id="3", state="公開済"), now=NOW)
    workspace.set_fact(BODY, "has_fund", "no", now=NOW)
    measure = workspace.save_measure(BODY, Measure(title="一"), now=NOW)
    workspace.remove_measure(BODY, measure.measure_id, now=NOW)
    take_in(workspace, "a", "gone")
    workspace.save_matches(BODY, [], now=NOW)
    workspace.clear_state(BODY, "item", "3", now=NOW)
    return [change.sequence for change in reversed(workspace.history())]


def test_every_step_back_and_forth_restores_the_exact_rows(
    workspace: Workspace, workspace_path: Path
) -> None:
    empty = dump(workspace_path)
    sequences = work(workspace)
    states = [dump(workspace_path)]
    for sequence in reversed(sequences):
        (undone,) = workspace.undo(now=NOW)
        assert undone.sequence == sequence
        states.append(dump(workspace_path))
    assert states[-1] == empty
    with pytest.raises(UsageError, match="取り消せる変更"):
        workspace.undo(now=NOW)
    for state in reversed(states[:-1]):
        workspace.redo(now=NOW)
        assert dump(workspace_path) == state
    with pytest.raises(UsageError, match="やり直せる"):
        workspace.redo(now=NOW)


def test_several_steps_at_once_and_again(workspace: Workspace, workspace_path: Path) -> None:
    empty = dump(workspace_path)
    sequences = work(workspace)
    full = dump(workspace_path)
    for _ in range(3):
        undone = workspace.undo(100, now=NOW)
        assert [change.sequence for change in undone] == sequences[::-1]
        assert dump(workspace_path) == empty
        assert len(workspace.redo(100, now=NOW)) == len(sequences)
        assert dump(workspace_path) == full
    in_force = [entry for entry in workspace.history(limit=1000) if entry.undoes is None]
    assert all(entry.undone_by is None for entry in in_force)


def test_undo_of_an_import_that_is_not_the_last(workspace: Workspace, workspace_path: Path) -> None:
    take_in(workspace, "a")
    before = dump(workspace_path)
    report = take_in(workspace, "a", "b")
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    undone = workspace.undo_change(BODY, report.sequence, now=NOW)
    assert undone.sequence == report.sequence
    after = dump(workspace_path)
    assert len(after.pop("body_fact")) == 1
    before.pop("body_fact")
    assert after == before
    with pytest.raises(UsageError, match=str(report.sequence)):
        workspace.undo_change(BODY, report.sequence, now=NOW)


def assert_refused(workspace: Workspace, path: Path, sequence: int, *words: str) -> None:
    """Undo of that change is refused, says why, and changes nothing."""
    before, history = dump(path), workspace.history()
    with pytest.raises(UndoConflict) as caught:
        workspace.undo_change(BODY, sequence, now=NOW)
    assert caught.value.exit_code is ExitCode.WORKSPACE
    for word in words:
        assert word in str(caught.value)
    assert dump(path) == before
    assert workspace.history() == history


def test_an_updated_row_holds_the_older_change(workspace: Workspace, workspace_path: Path) -> None:
    first = workspace.set_fact(BODY, "has_fund", "yes", now=NOW).row_version
    second = workspace.set_fact(BODY, "has_fund", "no", now=NOW).row_version
    assert_refused(workspace, workspace_path, first, "団体の事実 has_fund", f"変更 {second}")
    workspace.undo_change(BODY, second, now=NOW)
    workspace.undo_change(BODY, first, now=NOW)
    assert workspace.facts(BODY) == ()


def test_a_deleted_row_holds_the_older_change(workspace: Workspace, workspace_path: Path) -> None:
    measure = workspace.save_measure(BODY, Measure(title="一"), now=NOW)
    edited = workspace.save_measure(BODY, msgspec.structs.replace(measure, title="二"), now=NOW)
    workspace.remove_measure(BODY, measure.measure_id, now=NOW)
    assert_refused(workspace, workspace_path, edited.row_version, "個別施策", "その後の変更")
    assert_refused(workspace, workspace_path, measure.row_version, "個別施策")


def test_a_row_made_anew_holds_its_deletion(workspace: Workspace, workspace_path: Path) -> None:
    state = TargetState(target_kind="item", target_id="3", state="公開済")
    workspace.set_state(BODY, state, now=NOW)
    workspace.clear_state(BODY, "item", "3", now=NOW)
    deletion = workspace.history()[0].sequence
    workspace.set_state(BODY, state, now=NOW)
    assert_refused(workspace, workspace_path, deletion, "公開の状態 item 3")


def test_an_import_is_held_by_what_was_built_on_it(workspace: Workspace, workspace_path: Path) -> None:
    first = take_in(workspace, "a", "b").sequence
    workspace.decide_match(BODY, "a", "item", "3", "accept", now=NOW)
    assert_refused(workspace, workspace_path, first, "使っています")
    workspace.undo(now=NOW)
    second = take_in(workspace, "a", "b").sequence
    third = take_in(workspace, "a").sequence
    # The third says of b that the second had it last.
    assert_refused(workspace, workspace_path, second)
    assert_refused(workspace, workspace_path, first)
    for sequence in (third, second, first):
        workspace.undo_change(BODY, sequence, now=NOW)
    assert workspace.bodies() == ()


def test_a_redo_is_refused_when_the_row_was_written_meanwhile(
    workspace: Workspace, workspace_path: Path
) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    workspace.undo(now=NOW)
    workspace.set_fact(BODY, "has_fund", "no", now=NOW)
    before = dump(workspace_path)
    with pytest.raises(UndoConflict, match="やり直せません"):
        workspace.redo(now=NOW)
    assert dump(workspace_path) == before
    workspace.undo(now=NOW)
    undo_of_first = workspace.history()[2]
    workspace.undo_change(BODY, undo_of_first.sequence, now=NOW)
    assert [fact.answer for fact in workspace.facts(BODY)] == ["yes"]
    with pytest.raises(UsageError, match="やり直しの記録"):
        workspace.undo_change(BODY, workspace.history()[0].sequence, now=NOW)


def test_a_redo_goes_on_beside_other_work(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    workspace.undo(now=NOW)
    workspace.set_fact(BODY, "has_plan", "no", now=NOW)
    workspace.redo(now=NOW)
    assert {fact.fact_key: fact.answer for fact in workspace.facts(BODY)} == {
        "has_fund": "yes",
        "has_plan": "no",
    }


def test_undo_of_one_body_leaves_the_others(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    workspace.set_fact(OTHER_BODY, "has_fund", "yes", now=NOW)
    (undone,) = workspace.undo(now=NOW, body_code=BODY)
    assert undone.body_code == BODY
    assert [body.body_code for body in workspace.bodies()] == [OTHER_BODY]
    with pytest.raises(UsageError, match="やり直せる"):
        workspace.redo(now=NOW, body_code=OTHER_BODY)
    workspace.redo(now=NOW)
    undone_both = workspace.undo(2, now=NOW)
    assert [change.body_code for change in undone_both] == [OTHER_BODY, BODY]


@pytest.mark.parametrize("count", [0, -1])
def test_a_wrong_count_is_refused(workspace: Workspace, count: int) -> None:
    with pytest.raises(UsageError, match="1以上"):
        workspace.undo(count, now=NOW)


@pytest.mark.parametrize("sequence", [0, -1, 7, 2**70])
def test_an_unknown_change_is_refused(workspace: Workspace, sequence: int) -> None:
    with pytest.raises(UsageError, match="取り消せる変更ではありません"):
        workspace.undo_change(BODY, sequence, now=NOW)


def test_undo_is_no_part_of_another_change(workspace: Workspace) -> None:
    workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
    with (
        workspace.together(BODY, "まとめて", now=NOW),
        pytest.raises(ValueError, match="changes of their own"),
    ):
        workspace.undo(now=NOW)


def test_history_tells_who_did_what(workspace: Workspace) -> None:
    take_in(workspace, "a", "b", actor="高橋")
    workspace.set_fact(OTHER_BODY, "has_fund", "yes", now=NOW, actor="山田")
    workspace.undo(now=NOW, actor="高橋")
    undo, fact, imported = workspace.history()
    assert (undo.command, undo.actor, undo.undoes) == ("取消し", "高橋", fact.sequence)
    assert (fact.actor, fact.undone_by, fact.at) == ("山田", undo.sequence, NOW)
    assert imported.counts == {"catalogue_import.inserted": 1, "catalogue_record.inserted": 2}
    assert workspace.history(BODY) == (imported,)
    assert workspace.history(limit=1) == (undo,)
    assert workspace.history(before=fact.sequence) == (imported,)


def test_rows_of_a_change_before_and_after(workspace: Workspace) -> None:
    first = take_in(workspace, "a", "b").sequence
    second = take_in(workspace, record("a", title="新しい題名")).sequence
    third = take_in(workspace, record("a", title="さらに新しい題名"), "b").sequence

    def titles(sequence: int) -> dict[object, tuple[object, object]]:
        return {
            row.row_key[0]: (row.before and row.before["title"], row.after and row.after["title"])
            for row in workspace.changed_rows(BODY, sequence)
            if row.table == "catalogue_record"
        }

    old = record("a").title
    b = record("b").title
    assert titles(first) == {"a": (None, old), "b": (None, b)}
    assert titles(second) == {"a": (old, "新しい題名"), "b": (b, b)}
    assert titles(third) == {"a": ("新しい題名", "さらに新しい題名"), "b": (b, b)}
    workspace.undo(now=NOW)
    undo = workspace.history(limit=1)[0].sequence
    assert titles(third)["a"] == ("新しい題名", "さらに新しい題名")
    assert titles(undo)["a"] == ("さらに新しい題名", "新しい題名")
    assert len(workspace.changed_rows(BODY, first, limit=1)) == 1
    assert workspace.changed_rows(BODY, 999) == ()
