"""Storing what the matcher found, keeping what people decided, counting what is covered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from registry.errors import UsageError
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import Match, MatchReport, RecordFilter
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, dump, take_in


@pytest.fixture
def workspace(workspace_path: Path) -> Iterator[Workspace]:
    """A workspace with three records."""
    with Workspace.open(workspace_path, NOW) as opened:
        take_in(opened, "a", "b", "c")
        yield opened


def match(record_id: str, target_id: str = "3", **fields: Any) -> Match:
    """A match with an item."""
    told: dict[str, Any] = {
        "score": 0.9,
        "decision": "accept",
        "evidence": ("title: 施設",),
        "target_kind": "item",
    }
    return Match(record_id=record_id, target_id=target_id, **{**told, **fields})


def coverage(workspace: Workspace) -> dict[tuple[str, str], tuple[int, int]]:
    """Accepted and open records by target."""
    return {
        (entry.target_kind, entry.target_id): (entry.accepted, entry.review)
        for entry in workspace.coverage(BODY)
    }


def test_a_run_replaces_the_run_before(workspace: Workspace) -> None:
    first = workspace.save_matches(BODY, [match("a"), match("b"), match("b", "4")], now=NOW)
    assert first == MatchReport(new=3, updated=0, unchanged=0, removed=0, kept=0)
    second = workspace.save_matches(BODY, [match("a"), match("b", score=0.5, decision="review")], now=NOW)
    assert second == MatchReport(new=0, updated=1, unchanged=1, removed=1, kept=0)
    stored = [(entry.record_id, entry.target_id, entry.score) for entry in workspace.matches(BODY)]
    assert stored == [("a", "3", 0.9), ("b", "3", 0.5)]
    assert coverage(workspace) == {("item", "3"): (1, 1)}


def test_only_records_that_were_looked_at_are_replaced(workspace: Workspace) -> None:
    workspace.save_matches(BODY, [match("a"), match("b")], now=NOW)
    report = workspace.save_matches(BODY, [match("b", "4")], record_ids=["b", "c"], now=NOW)
    assert report == MatchReport(new=1, updated=0, unchanged=0, removed=1, kept=0)
    assert coverage(workspace) == {("item", "3"): (1, 0), ("item", "4"): (1, 0)}
    with pytest.raises(ValueError, match="not looked at"):
        workspace.save_matches(BODY, [match("a")], record_ids=["b"], now=NOW)


def test_a_person_decides_once(workspace: Workspace) -> None:
    workspace.save_matches(BODY, [match("a", decision="review")], now=NOW)
    decided = workspace.decide_match(BODY, "a", "item", "3", "reject", note="別の施設", now=NOW)
    assert (decided.decision, decided.decided_by, decided.score) == ("reject", "person", 0.9)
    assert coverage(workspace) == {}
    report = workspace.save_matches(BODY, [match("a", score=1.0)], now=NOW)
    assert report == MatchReport(new=0, updated=0, unchanged=0, removed=0, kept=1)
    assert workspace.save_matches(BODY, [], now=NOW).kept == 1
    assert workspace.matches(BODY) == (decided,)


def test_a_decision_outlives_the_record_leaving_and_coming_back(workspace: Workspace) -> None:
    workspace.decide_match(BODY, "a", "item", "3", "accept", now=NOW)
    assert coverage(workspace) == {("item", "3"): (1, 0)}
    take_in(workspace, "b", "c")
    assert coverage(workspace) == {}
    assert workspace.matches(BODY, present=True) == ()
    assert [entry.record_id for entry in workspace.matches(BODY, present=False)] == ["a"]
    take_in(workspace, "a", "b", "c")
    assert coverage(workspace) == {("item", "3"): (1, 0)}
    assert workspace.matches(BODY, record_id="a")[0].decided_by == "person"


def test_a_match_nobody_proposed_can_be_made(workspace: Workspace) -> None:
    made = workspace.decide_match(BODY, "c", "dataset", "aed", "accept", now=NOW)
    assert (made.score, made.evidence) == (0.0, ())
    assert coverage(workspace) == {("dataset", "aed"): (1, 0)}


def test_unknown_records_are_refused(workspace: Workspace, workspace_path: Path) -> None:
    before = dump(workspace_path)
    with pytest.raises(UsageError, match="zzz"):
        workspace.save_matches(BODY, [match("a"), match("zzz")], now=NOW)
    with pytest.raises(UsageError, match="zzz"):
        workspace.decide_match(BODY, "zzz", "item", "3", "accept", now=NOW)
    assert dump(workspace_path) == before


def test_a_score_must_be_a_number(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="score"):
        workspace.save_matches(BODY, [match("a", score=float("nan"))], now=NOW)


def test_two_deciders(workspace: Workspace) -> None:
    workspace.save_matches(BODY, [match("a", decision="review")], now=NOW)
    (read,) = workspace.matches(BODY)
    workspace.decide_match(BODY, "a", "item", "3", "reject", now=NOW, expected_version=read.row_version)
    with pytest.raises(EditConflict) as caught:
        workspace.decide_match(BODY, "a", "item", "3", "accept", now=NOW, expected_version=read.row_version)
    assert caught.value.mine == {"decision": "accept"}
    assert caught.value.theirs == {"decision": "reject"}


def test_filters_and_pages(workspace: Workspace) -> None:
    workspace.save_matches(
        BODY,
        [
            match("a"),
            match("a", "4", decision="review"),
            match("b", decision="reject"),
            match("b", "aed", target_kind="dataset"),
        ],
        now=NOW,
    )
    assert [entry.target_id for entry in workspace.matches(BODY, decision="review")] == ["4"]
    assert [entry.record_id for entry in workspace.matches(BODY, target_kind="item", target_id="3")] == [
        "a",
        "b",
    ]
    whole = workspace.matches(BODY)
    assert len(whole) == 4
    paged: list[Match] = []
    while page := workspace.matches(BODY, limit=3, after=paged[-1] if paged else None):
        paged += page
    assert tuple(paged) == whole

    def ids(which: RecordFilter) -> list[str]:
        return [entry.record.id for entry in workspace.records(BODY, which)]

    assert ids(RecordFilter(unmatched=True)) == ["c"]
    assert ids(RecordFilter(decision="reject")) == ["b"]
    assert ids(RecordFilter(target_kind="item", target_id="3", decision="accept")) == ["a"]
    assert ids(RecordFilter(target_kind="item", target_id="4", decision="accept")) == []


def test_coverage_is_what_counting_everything_gives(workspace: Workspace, workspace_path: Path) -> None:
    """Few targets are counted one by one, many all at once: the same comes out."""
    take_in(workspace, *(f"{number:03}" for number in range(200)))
    many = [
        match(f"{number:03}", str(number % 60), decision="review" if number % 7 else "accept")
        for number in range(200)
    ]
    workspace.save_matches(BODY, many, now=NOW)
    for number in range(0, 200, 50):
        workspace.decide_match(BODY, f"{number:03}", "item", str(number % 60), "reject", now=NOW)
    expected: dict[tuple[str, str], list[int]] = {}
    for entry in workspace.matches(BODY, present=True):
        if entry.decision != "reject":
            counts = expected.setdefault((entry.target_kind, entry.target_id), [0, 0])
            counts[entry.decision == "review"] += 1
    assert coverage(workspace) == {target: (counts[0], counts[1]) for target, counts in expected.items()}
    assert len(dump(workspace_path)["target_coverage"]) == len(expected)


def test_two_runs_inside_one_change(workspace: Workspace, workspace_path: Path) -> None:
    """A match that goes and comes back within one change is an update for the history."""
    workspace.save_matches(BODY, [match("a"), match("b")], now=NOW)
    before = dump(workspace_path)
    with workspace.together(BODY, "やり直し", now=NOW):
        workspace.save_matches(BODY, [match("c")], now=NOW)
        workspace.save_matches(BODY, [match("a", score=0.1), match("c", score=0.2)], now=NOW)
        workspace.save_matches(BODY, [match("a", score=0.3)], now=NOW)
    stored = [(entry.record_id, entry.score) for entry in workspace.matches(BODY)]
    assert stored == [("a", 0.3)]
    assert workspace.history()[0].counts == {"record_match.updated": 1, "record_match.deleted": 1}
    after = dump(workspace_path)
    workspace.undo(now=NOW)
    assert dump(workspace_path) == before
    workspace.redo(now=NOW)
    assert dump(workspace_path) == after


def test_the_best_matches_of_a_target(workspace: Workspace) -> None:
    workspace.save_matches(
        BODY,
        [
            match("a", score=0.5),
            match("b", score=0.9, decision="review"),
            match("c", score=0.8),
            match("c", "4"),
        ],
        now=NOW,
    )
    assert [one.record_id for one in workspace.best_matches(BODY, "item", "3", 5)] == ["c", "a", "b"]
    assert [one.record_id for one in workspace.best_matches(BODY, "item", "3", 1)] == ["c"]
    take_in(workspace, "a", "b")
    assert [one.record_id for one in workspace.best_matches(BODY, "item", "3", 5)] == ["a", "b"]
    workspace.decide_match(BODY, "a", "item", "3", "reject", now=NOW)
    assert [one.record_id for one in workspace.best_matches(BODY, "item", "3", 5)] == ["b"]
