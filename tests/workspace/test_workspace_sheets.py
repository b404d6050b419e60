"""Answers on decision sheets: stored, replaced, forgotten, undone; other bodies are left alone."""

from pathlib import Path

import pytest

from registry.errors import UsageError
from registry.workspace.domain import SheetAnswer
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, OTHER_BODY


def said(check_id: str, answer: str = "はい", note: str = "", target: str = "item-16") -> SheetAnswer:
    """An answer about an item."""
    return SheetAnswer(
        target_kind="item",
        target_id=target,
        check_id=check_id,
        answer=answer,  # type: ignore[arg-type]
        note=note,
        asked="問い",
    )


def told(workspace: Workspace, body: str = BODY) -> list[tuple[str, str, str, str]]:
    """What is stored."""
    return [(each.target_id, each.check_id, each.answer, each.note) for each in workspace.sheet_answers(body)]


def test_answers_are_kept_replaced_and_read_by_target(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        workspace.answer_sheet(BODY, [said("c1"), said("c2", "いいえ", "まだ")], now=NOW)
        workspace.answer_sheet(BODY, [said("c1", "該当なし"), said("c1", target="item-01")], now=NOW)
        workspace.answer_sheet(OTHER_BODY, [said("c1", "いいえ")], now=NOW)
        assert told(workspace) == [
            ("item-01", "c1", "はい", ""),
            ("item-16", "c1", "該当なし", ""),
            ("item-16", "c2", "いいえ", "まだ"),
        ]
        assert [each.check_id for each in workspace.sheet_answers(BODY, "item", "item-01")] == ["c1"]
        assert told(workspace, OTHER_BODY) == [("item-16", "c1", "いいえ", "")]
        assert [body.body_code for body in workspace.bodies()] == [OTHER_BODY, BODY]


def test_undo_and_redo_bring_answers_back(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        workspace.answer_sheet(BODY, [said("c1"), said("c2")], now=NOW)
        first = told(workspace)
        workspace.answer_sheet(BODY, [said("c1", "いいえ", "直した")], now=NOW)
        second = told(workspace)
        assert workspace.clear_sheet_answer(BODY, "item", "item-16", "c2", now=NOW)
        assert not workspace.clear_sheet_answer(BODY, "item", "item-16", "c2", now=NOW)
        workspace.undo(now=NOW)
        assert told(workspace) == second
        workspace.undo(now=NOW)
        assert told(workspace) == first
        workspace.redo(now=NOW)
        assert told(workspace) == second
        workspace.undo(2, now=NOW)
        assert told(workspace) == []


def test_a_word_that_is_no_answer_stores_nothing(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        with pytest.raises(UsageError, match="使えない値"):
            workspace.answer_sheet(BODY, [said("c1"), said("c2", "たぶん")], now=NOW)
        assert told(workspace) == []
        assert workspace.history() == ()
