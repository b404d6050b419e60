"""Walks through the decision guide in the workspace: kept whole, one change each, undone, never overwritten unseen."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from registry.errors import UsageError
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import SheetAnswer, WalkStep
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=9)))
BODY = "132063"
FIRST = WalkStep(node="P0", answer="はい", asked="個人に関する情報が入りますか")
SECOND = WalkStep(node="P1", answer="いいえ", note="番号の欄がない")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace.sqlite3", NOW) as opened:
        yield opened


def told(steps: tuple[WalkStep, ...]) -> list[tuple[str, str, str]]:
    return [(step.node, step.answer, step.note) for step in steps]


def test_a_walk_is_kept_changed_and_undone(workspace: Workspace) -> None:
    one = workspace.keep_walk(BODY, "item", "item-15", [FIRST], before=(), now=NOW)
    two = workspace.keep_walk(BODY, "item", "item-15", [*one, SECOND], before=one, now=NOW)
    assert told(two) == [("P0", "はい", ""), ("P1", "いいえ", "番号の欄がない")]
    other = [WalkStep(node="P0", answer="いいえ")]
    assert told(workspace.keep_walk(BODY, "item", "item-15", other, before=two, now=NOW)) == [
        ("P0", "いいえ", "")
    ]
    assert [change.command for change in workspace.history(BODY)] == ["判断ガイドの答えを記録"] * 3
    workspace.undo(now=NOW, body_code=BODY)
    assert told(workspace.walk_steps(BODY, "item", "item-15")) == told(two)
    workspace.redo(now=NOW, body_code=BODY)
    assert told(workspace.walk_steps(BODY, "item", "item-15")) == [("P0", "いいえ", "")]


def test_the_same_walk_again_changes_nothing(workspace: Workspace) -> None:
    one = workspace.keep_walk(BODY, "own", "名簿", [FIRST], before=(), now=NOW)
    workspace.keep_walk(BODY, "own", "名簿", one, before=one, now=NOW)
    assert len(workspace.history(BODY)) == 1


def test_walks_are_listed_and_apart_from_the_answers_of_sheets(workspace: Workspace) -> None:
    workspace.keep_walk(BODY, "own", "避難行動要支援者名簿", [FIRST, SECOND], before=(), now=NOW)
    later = NOW + timedelta(minutes=1)
    workspace.keep_walk(BODY, "item", "item-16", [FIRST], before=(), now=later)
    answer = SheetAnswer(target_kind="item", target_id="item-16", check_id="c1", answer="はい")
    workspace.answer_sheet(BODY, [answer], now=later)
    assert [
        (walk.subject_kind, walk.subject_id, walk.steps, walk.last_node) for walk in workspace.walks(BODY)
    ] == [("item", "item-16", 1, "P0"), ("own", "避難行動要支援者名簿", 2, "P1")]
    assert [one.check_id for one in workspace.sheet_answers(BODY)] == ["c1"]
    assert told(workspace.walk_steps(BODY, "item", "item-16")) == [("P0", "はい", "")]
    assert workspace.walks("011002") == ()


def test_what_somebody_else_answered_is_not_overwritten(workspace: Workspace) -> None:
    one = workspace.keep_walk(BODY, "own", "名簿", [FIRST], before=(), now=NOW)
    mine = workspace.keep_walk(BODY, "own", "名簿", [*one, SECOND], before=one, now=NOW)
    for steps in ([WalkStep(node="P0", answer="いいえ")], []):
        with pytest.raises(EditConflict):
            workspace.keep_walk(BODY, "own", "名簿", steps, before=one, now=NOW)
    with pytest.raises(EditConflict):
        workspace.keep_walk(BODY, "own", "名簿", [WalkStep(node="P0", answer="いいえ")], before=(), now=NOW)
    assert workspace.walk_steps(BODY, "own", "名簿") == mine


@pytest.mark.parametrize(
    ("title", "steps"), [("", [FIRST]), (" ", [FIRST]), ("長" * 201, [FIRST]), ("名簿", [FIRST] * 100)]
)
def test_what_cannot_be_kept_is_refused(workspace: Workspace, title: str, steps: list[WalkStep]) -> None:
    with pytest.raises(UsageError):
        workspace.keep_walk(BODY, "own", title, steps, before=(), now=NOW)
    assert workspace.history(BODY) == ()


def test_more_than_nine_answers_stay_in_order(workspace: Workspace) -> None:
    steps = [WalkStep(node=f"N{number}", answer="次へ") for number in range(15)]
    workspace.keep_walk(BODY, "own", "名簿", steps, before=(), now=NOW)
    assert [step.node for step in workspace.walk_steps(BODY, "own", "名簿")] == [
        f"N{number}" for number in range(15)
    ]
