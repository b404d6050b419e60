"""Any sequence of imports, edits, undos and redos against a model that simply keeps every state."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from registry.errors import UsageError
from registry.workspace.domain import Decision, FactValue, Match, TargetState
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, Dump, dump, record, take_in

IDS = st.sampled_from(["a", "b", "c", "d"])
RECORDS = st.lists(
    st.builds(record, IDS, title=st.sampled_from(["一", "二"]), source_line=st.integers(1, 3)),
    min_size=1,
    max_size=4,
    unique_by=lambda entry: entry.id,
)
MATCHES = st.lists(
    st.builds(
        Match,
        record_id=IDS,
        target_kind=st.just("item"),
        target_id=st.sampled_from(["3", "4"]),
        score=st.sampled_from([0.5, 1.0]),
        decision=st.sampled_from(["accept", "review"]),
    ),
    max_size=4,
    unique_by=lambda entry: (entry.record_id, entry.target_id),
)


class AnyWork(RuleBasedStateMachine):
    """``_done``: states before each change in force; ``_undone``: states after each undone one."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "w.sqlite3"
        self._workspace = Workspace.open(self._path, NOW)
        self._done: list[Dump] = []
        self._undone: list[Dump] = []
        self._present: dict[str, Any] = {}

    @initialize()
    def begin(self) -> None:
        self._state = dump(self._path)

    def teardown(self) -> None:
        self._workspace.close()
        self._folder.cleanup()

    def _changed(self) -> None:
        state = dump(self._path)
        self._done.append(self._state)
        self._undone.clear()
        self._state = state

    @rule(records=RECORDS)
    def take_in(self, records: list[Any]) -> None:
        report = take_in(self._workspace, *records)
        assert report.new + report.updated + report.unchanged + report.returned == len(records)
        self._changed()

    @rule(matches=MATCHES)
    def match(self, matches: list[Match]) -> None:
        known = {entry.record.id for entry in self._workspace.every_record(BODY)}
        before = len(self._workspace.history(limit=10_000))
        self._workspace.save_matches(BODY, [entry for entry in matches if entry.record_id in known], now=NOW)
        if len(self._workspace.history(limit=10_000)) > before:
            self._changed()

    @rule(record_id=IDS, decision=st.sampled_from(["accept", "reject"]))
    def decide(self, record_id: str, decision: Decision) -> None:
        if self._workspace.record(BODY, record_id) is None:
            with pytest.raises(UsageError):
                self._workspace.decide_match(BODY, record_id, "item", "3", decision, now=NOW)
            return
        before = len(self._workspace.history(limit=10_000))
        self._workspace.decide_match(BODY, record_id, "item", "3", decision, now=NOW)
        if len(self._workspace.history(limit=10_000)) > before:
            self._changed()

    @rule(first=st.sampled_from(["yes", "no"]), records=RECORDS)
    def together(self, first: FactValue, records: list[Any]) -> None:
        with self._workspace.together(BODY, "まとめて", now=NOW):
            self._workspace.clear_state(BODY, "item", "3", now=NOW)
            take_in(self._workspace, *records)
            self._workspace.save_matches(BODY, [], now=NOW)
            self._workspace.set_fact(BODY, "has_fund", first, now=NOW)
            state = TargetState(target_kind="item", target_id="3", state="検討中", note=first)
            self._workspace.set_state(BODY, state, now=NOW)
        self._changed()

    @precondition(lambda self: self._done)
    @rule(count=st.integers(1, 3))
    def undo(self, count: int) -> None:
        undone = self._workspace.undo(count, now=NOW)
        assert len(undone) == min(count, len(self._done))
        for _ in undone:
            self._undone.append(self._state)
            self._state = self._done.pop()
        assert dump(self._path) == self._state

    @precondition(lambda self: self._undone)
    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        count = data.draw(st.integers(1, len(self._undone)))
        assert len(self._workspace.redo(count, now=NOW)) == count
        for _ in range(count):
            self._done.append(self._state)
            self._state = self._undone.pop()
        assert dump(self._path) == self._state

    @invariant()
    def coverage_is_what_counting_gives(self) -> None:
        counted: dict[str, list[int]] = {}
        for match in self._workspace.matches(BODY, present=True):
            if match.decision != "reject":
                counts = counted.setdefault(match.target_id, [0, 0])
                counts[match.decision == "review"] += 1
        kept = {entry.target_id: [entry.accepted, entry.review] for entry in self._workspace.coverage(BODY)}
        assert kept == counted


AnyWork.TestCase.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnyWork = AnyWork.TestCase
