"""Judging records: the queue, a card with its evidence, settling one or many, adding a target; words of the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.analysis.change_words import differences
from registry.analysis.reviewing import (
    cards_alike,
    queue_line,
    queue_lines,
    review_card,
    settle,
    take_for,
)
from registry.analysis.targets import TargetRef
from registry.errors import UsageError
from registry.knowledge.snapshot import load
from registry.workspace.domain import Page, RecordFilter
from registry.workspace.repository import Workspace
from screen_fixtures import FROZEN

KNOWLEDGE = load()
BODY = KNOWLEDGE.bodies.find("132063")
WAITING = RecordFilter(decision="review")


@pytest.fixture
def store(example_workspace: Path) -> Iterator[Workspace]:
    with Workspace.open(example_workspace, FROZEN) as opened:
        yield opened


def first_waiting(store: Workspace) -> str:
    return queue_lines(store, BODY, KNOWLEDGE, WAITING, Page(limit=1))[0].id


def test_the_queue_tells_how_each_record_stands(store: Workspace) -> None:
    lines = queue_lines(store, BODY, KNOWLEDGE, RecordFilter(), Page())
    assert len(lines) == 30
    standing = {line.title: line.standing for line in lines}
    assert standing["青空市洪水ハザードマップ"] == "確認待ち"
    assert standing["公衆トイレ"] == "採用"
    assert standing["釣り場の案内"] == "候補なし"
    toilets = next(line for line in lines if line.title == "公衆トイレ")
    assert (toilets.section, toilets.accepted) == ("環境課", ("公衆トイレ一覧",))
    assert queue_line(store, BODY, KNOWLEDGE, toilets.id) == toilets
    assert queue_line(store, BODY, KNOWLEDGE, "無い") is None


def test_a_card_proposes_what_is_accepted_else_the_best_that_is_open(store: Workspace) -> None:
    card = review_card(store, BODY, KNOWLEDGE, first_waiting(store))
    assert card.open
    assert [one.label for one in card.candidates] == ["項目16", "標準"]
    assert card.ticked_beforehand() == {("item", "item-16")}
    assert all(one.evidence and 0 < one.points <= 100 for one in card.candidates)
    with pytest.raises(UsageError, match="無い"):
        review_card(store, BODY, KNOWLEDGE, "無い")


def test_settling_takes_the_ticked_and_leaves_a_rules_finding_to_the_rule(store: Workspace) -> None:
    key = first_waiting(store)
    card = review_card(store, BODY, KNOWLEDGE, key)
    done = settle(store, BODY, [card], card.ticked_beforehand(), now=FROZEN)
    assert (done.records, done.changed, done.accepted) == (1, True, ("項目16 洪水ハザードマップ",))
    after = review_card(store, BODY, KNOWLEDGE, key)
    assert [(one.decision, one.by_person) for one in after.candidates] == [
        ("accept", False),
        ("reject", True),
    ]
    again = settle(store, BODY, [after], after.ticked_beforehand(), now=FROZEN)
    assert not again.changed
    assert store.history(BODY.code, 1)[0].command == "対応付け: 青空市洪水ハザードマップ → 採用"


def test_settling_for_none_rejects_all_of_it(store: Workspace) -> None:
    key = first_waiting(store)
    done = settle(store, BODY, [review_card(store, BODY, KNOWLEDGE, key)], (), now=FROZEN)
    assert done.accepted == ()
    assert {one.decision for one in review_card(store, BODY, KNOWLEDGE, key).candidates} == {"reject"}


def test_only_records_that_wait_have_others_alike(store: Workspace) -> None:
    key = first_waiting(store)
    assert [card.stored.record.id for card in cards_alike(store, BODY, KNOWLEDGE, key)] == [key]
    settle(store, BODY, [review_card(store, BODY, KNOWLEDGE, key)], (), now=FROZEN)
    assert cards_alike(store, BODY, KNOWLEDGE, key) == ()


def test_a_target_that_a_person_thought_of_leaves_the_rest_open(store: Workspace) -> None:
    key = first_waiting(store)
    dataset = next(one for one in KNOWLEDGE.datasets.datasets if one.id == "ods-05")
    target = TargetRef("dataset", dataset.id, dataset.name)
    take_for(store, BODY, review_card(store, BODY, KNOWLEDGE, key), target, now=FROZEN, actor="t")
    card = review_card(store, BODY, KNOWLEDGE, key)
    added = next(one for one in card.candidates if one.target == "ods-05")
    assert (added.decision, added.by_person, added.points) == ("accept", True, 0)
    assert card.open, "the other candidate still waits"
    assert store.history(BODY.code, 1)[0].command == f"対応付け: 青空市洪水ハザードマップ → {dataset.name}"
    (change,) = store.history(BODY.code, 1)
    rows = store.changed_rows(BODY.code, change.sequence)
    assert {one.key for one in differences(rows)} == {f"{key} dataset ods-05"}
    assert {one.key for one in differences(rows, KNOWLEDGE)} == {f"{key} 標準 {dataset.name}"}
