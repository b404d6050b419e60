"""What people decided stays decided."""

import pytest

from registry.errors import UsageError
from registry.matching.matcher import Candidate, RecordMatch
from registry.matching.review import Remembered, questions, remember, settle

HALL = Candidate("ods-01", "公共施設一覧", 0.6, "review", ("題名: 公園",))
ROAD = Candidate("item-15", "道路台帳", 0.95, "accept", ("題名: 道路台帳",))
MATCHES = [
    RecordMatch("r1", 0, "公園一覧", (), (HALL,)),
    RecordMatch("r2", 1, "道路台帳", (ROAD,), ()),
    RecordMatch("r3", 2, "広場", (), (HALL,)),
]
NAMES = {"ods-01": "公共施設一覧", "item-15": "道路台帳", "ods-11": "観光施設一覧"}


def test_only_what_is_open_is_asked() -> None:
    assert [question.record_id for question in questions(MATCHES, [])] == ["r1", "r3"]
    memory = remember((), "r1", "ods-01", "accept", "公園も施設に含める")
    assert [question.record_id for question in questions(MATCHES, memory)] == ["r3"]


def test_a_decision_outlives_a_new_title_and_a_new_run() -> None:
    memory = [Remembered("r1", "ods-01", "reject")]
    renamed = [RecordMatch("r1", 0, "公園・広場一覧（新）", (), (HALL,))]
    assert questions(renamed, memory) == []
    (settled,) = settle(renamed, memory, NAMES)
    assert (settled.decision, settled.decided_by, settled.score) == ("reject", "person", 0.6)


def test_an_accepted_match_that_is_proposed_no_more_is_told_still() -> None:
    settled = list(settle(MATCHES, [Remembered("r2", "ods-11", "accept", "人の判断")], NAMES))
    added = next(one for one in settled if one.target == "ods-11")
    assert (added.record_id, added.name, added.decided_by, added.score) == (
        "r2",
        "観光施設一覧",
        "person",
        0.0,
    )
    assert len(settled) == 4


def test_the_last_decision_holds() -> None:
    memory = remember(remember((), "r1", "ods-01", "accept"), "r1", "ods-01", "reject")
    assert [one.decision for one in memory] == ["reject"]
    with pytest.raises(UsageError, match="maybe"):
        remember((), "r1", "ods-01", "maybe")
