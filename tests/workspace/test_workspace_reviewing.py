"""Many decisions as one change, records of one shape, and a list that does not shift while it is worked through."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.errors import UsageError
from registry.workspace.domain import Decision, Match, MatchDecision, Page, RecordFilter
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, dump, take_in


def open_match(record_id: str, target_id: str = "item-03", score: float = 0.5, word: str = "施設") -> Match:
    return Match(
        record_id=record_id,
        target_kind="item",
        target_id=target_id,
        score=score,
        decision="review",
        evidence=(f"題名: {word}",),
    )


def decided(record_id: str, decision: Decision, target_id: str = "item-03") -> MatchDecision:
    return MatchDecision(record_id=record_id, target_kind="item", target_id=target_id, decision=decision)


@pytest.fixture
def workspace(workspace_path: Path) -> Iterator[Workspace]:
    """Five records; all but the last are open, a and b in the same way."""
    with Workspace.open(workspace_path, NOW) as opened:
        take_in(opened, "a", "b", "c", "d", "e")
        matches = [
            open_match("a"),
            open_match("b"),
            open_match("c", word="設備"),
            open_match("d"),
            open_match("d", "item-04", 0.4),
        ]
        opened.save_matches(BODY, matches, now=NOW)
        yield opened


def ids(workspace: Workspace, which: RecordFilter, page: Page | None = None) -> list[str]:
    return [stored.record.id for stored in workspace.records(BODY, which, page or Page())]


def test_decisions_are_one_change_and_undone_at_once(workspace: Workspace, workspace_path: Path) -> None:
    before = dump(workspace_path)
    stored = workspace.decide_matches(
        BODY,
        [decided("a", "accept"), decided("d", "reject"), decided("e", "accept")],
        command="判断",
        now=NOW,
    )
    assert [(one.record_id, one.decision, one.decided_by) for one in stored] == [
        ("a", "accept", "person"),
        ("d", "reject", "person"),
        ("e", "accept", "person"),
    ]
    assert workspace.history(BODY, 1)[0].command == "判断"
    coverage = {one.target_id: (one.accepted, one.review) for one in workspace.coverage(BODY)}
    assert coverage == {"item-03": (2, 2), "item-04": (0, 1)}
    workspace.undo(now=NOW, body_code=BODY)
    after = dump(workspace_path)
    assert after["record_match"] == before["record_match"]


def test_a_record_that_is_not_there_stops_the_whole_change(
    workspace: Workspace, workspace_path: Path
) -> None:
    before = dump(workspace_path)
    with pytest.raises(UsageError, match="目録にない"):
        workspace.decide_matches(
            BODY, [decided("a", "accept"), decided("z", "accept")], command="判断", now=NOW
        )
    assert dump(workspace_path) == before


@pytest.mark.parametrize(
    ("record_id", "expected"), [("a", ("a", "b")), ("c", ("c",)), ("d", ("d",)), ("e", ())]
)
def test_records_are_alike_when_the_matcher_found_the_same(
    workspace: Workspace, record_id: str, expected: tuple[str, ...]
) -> None:
    assert workspace.alike(BODY, record_id) == expected


def test_settled_records_stay_in_the_list_of_those_who_work_through_it(workspace: Workspace) -> None:
    since = workspace.latest_change(BODY)
    queue = RecordFilter(decision="review", decided_after=since)
    assert ids(workspace, queue) == ["a", "b", "c", "d"]
    workspace.decide_matches(BODY, [decided("b", "reject")], command="判断", now=NOW)
    assert ids(workspace, queue) == ["a", "b", "c", "d"]
    assert ids(workspace, RecordFilter(decision="review")) == ["a", "c", "d"]
    assert workspace.count_records(BODY, queue) == 4
    later = RecordFilter(decision="review", decided_after=workspace.latest_change(BODY))
    assert ids(workspace, later) == ["a", "c", "d"]


def test_a_page_can_begin_anywhere(workspace: Workspace) -> None:
    assert ids(workspace, RecordFilter(), Page(limit=2, skip=3)) == ["d", "e"]
    assert ids(workspace, RecordFilter(), Page(limit=2, after="b", skip=1)) == ["d", "e"]


def test_matches_of_several_records_come_best_first(workspace: Workspace) -> None:
    found = workspace.matches_of(BODY, ["d", "e", "a"])
    assert {record: [one.target_id for one in matches] for record, matches in found.items()} == {
        "a": ["item-03"],
        "d": ["item-03", "item-04"],
    }
