"""Coverage and gaps, without a database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from registry.analysis.gaps import GapsAnswer, State, find_gaps
from registry.analysis.holdings import CatalogueSource, FoundRecord, Holdings
from registry.analysis.narrowing import GapFilters, narrowed
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.items import FactKey
from registry.knowledge.snapshot import load
from registry.publishing.answers import answer_publishable
from registry.publishing.verdicts import Answer, Verdict
from registry.workspace.domain import TargetCoverage, TargetState

AED, FLOOD = ("dataset", "ods-08"), ("item", "item-16")
SOURCE = CatalogueSource(
    name="",
    file_name="一覧.csv",
    sha256="0" * 64,
    form="table",
    records=3,
    imported_at=datetime(2026, 11, 1, tzinfo=UTC),
    sequence=1,
)


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    return load().at(date(2026, 11, 25))


def _holdings(**more: Any) -> Holdings:
    return Holdings(**{"catalogues": (SOURCE,), **more})


def _counts(target: tuple[str, str], accepted: int, review: int) -> dict[tuple[str, str], TargetCoverage]:
    kind, target_id = target
    return {
        target: TargetCoverage(
            target_kind="item" if kind == "item" else "dataset",
            target_id=target_id,
            accepted=accepted,
            review=review,
        )
    }


def _told(target: tuple[str, str], state: Any, **more: Any) -> dict[tuple[str, str], TargetState]:
    return {target: TargetState(target_kind=target[0], target_id=target[1], state=state, **more)}  # type: ignore[arg-type]


def _ask(view: KnowledgeAt, body: str, holdings: Holdings | None = None, **facts: str) -> GapsAnswer:
    told = {FactKey(key): Answer(answer) for key, answer in facts.items()}
    return find_gaps(view, view.knowledge.bodies.find(body), told, None, holdings)


@pytest.mark.parametrize("body", ["横浜市", "神奈川県", "千代田区", "檜原村", "青森市"])
def test_targets_are_what_applies_to_the_body(view: KnowledgeAt, body: str) -> None:
    verdicts = {
        item.id: item.verdict for item in answer_publishable(view, view.knowledge.bodies.find(body)).items
    }
    answer = _ask(view, body, _holdings())
    shown = {gap.id: gap.verdict for gap in answer.gaps if gap.kind == "item"}
    assert shown == {id: verdict for id, verdict in verdicts.items() if verdict is not Verdict.NO}
    sure = [verdict for verdict in verdicts.values() if verdict in (Verdict.YES, Verdict.CONDITIONAL)]
    assert answer.coverage.items.target == len(sure)
    assert answer.coverage.datasets.target == 31
    for coverage in (answer.coverage.items, answer.coverage.datasets):
        assert coverage.published + coverage.uncertain + coverage.not_found == coverage.target


@pytest.mark.parametrize(
    ("accepted", "review", "state"),
    [(0, 0, State.NOT_FOUND), (0, 2, State.UNCERTAIN), (1, 0, State.PUBLISHED), (1, 2, State.PUBLISHED)],
)
def test_state_follows_from_the_records(view: KnowledgeAt, accepted: int, review: int, state: State) -> None:
    answer = _ask(view, "横浜市", _holdings(coverage=_counts(AED, accepted, review)))
    findings = {finding.id: finding for finding in (*answer.gaps, *answer.published)}
    assert findings["ods-08"].state is state
    assert (findings["ods-08"] in answer.published) is (state is State.PUBLISHED)


def test_records_of_the_earlier_generation_count_with_a_note(view: KnowledgeAt) -> None:
    old = FoundRecord(
        id="1",
        title="AED（推奨データセット）",
        decision="accept",
        decided_by="rule",
        score=0.9,
        evidence=(),
        old_form=True,
    )
    holdings = _holdings(
        coverage=_counts(("dataset", "rds-01"), 1, 0), records={("dataset", "rds-01"): (old,)}
    )
    (finding,) = _ask(view, "横浜市", holdings).published
    assert finding.id == "ods-08"
    assert "旧様式" in finding.notes[0]


def test_what_the_body_says_counts(view: KnowledgeAt) -> None:
    published = _ask(view, "横浜市", _holdings(states=_told(AED, "公開済")))
    assert [finding.id for finding in published.published] == ["ods-08"]
    assert "目録には見つかりません" in published.published[0].notes[0]
    ruled_out = _ask(view, "横浜市", _holdings(states=_told(AED, "対象外", reason="なし")))
    assert [finding.id for finding in ruled_out.ruled_out] == ["ods-08"]
    assert ruled_out.coverage.datasets.target == 30
    planned = _ask(view, "横浜市", _holdings(states=_told(AED, "公開予定", fiscal_year=2027)))
    gap = next(gap for gap in planned.gaps if gap.id == "ods-08")
    assert any("2027" in reason for reason in gap.reasons)


def test_scores_add_up_and_ranks_follow(view: KnowledgeAt) -> None:
    holdings = _holdings(coverage=_counts(AED, 0, 2), vanished={AED: 1}, precedents={AED: 9})
    answer = _ask(view, "横浜市", holdings)
    for gap in answer.gaps:
        assert gap.score == sum(reason.points for reason in gap.scoring)
        assert gap.reasons == tuple(reason.text for reason in gap.scoring)
        assert gap.next_step
    assert [gap.rank for gap in answer.gaps] == list(range(1, len(answer.gaps) + 1))
    known = [gap for gap in answer.gaps if gap.verdict is not Verdict.UNKNOWN]
    assert list(answer.gaps[: len(known)]) == known
    assert [gap.score for gap in known] == sorted((gap.score for gap in known), reverse=True)
    first = answer.gaps[0]
    assert first.id == "ods-08"
    assert {reason.rule: reason.points for reason in first.scoring} == {
        "G05": 20,
        "G06": 15,
        "G07": 25,
        "G08": 15,
        "G10": 15,
    }
    assert first.command == "konkyo inventory review --body 141003 --target ods-08"


def test_law_counts_as_it_binds_this_body(view: KnowledgeAt) -> None:
    for body, article in (("神奈川県", "40条5項"), ("横浜市", "42条5項")):
        gap = next(gap for gap in _ask(view, body, _holdings()).gaps if gap.id == "item-05")
        assert gap.scoring[0].rule == "G01"
        assert article in gap.scoring[0].text


def test_unknown_items_ask_their_question_and_answers_move_them(view: KnowledgeAt) -> None:
    untold = next(gap for gap in _ask(view, "横浜市", _holdings()).gaps if gap.id == "item-17")
    assert untold.verdict is Verdict.UNKNOWN
    assert untold.command.startswith("konkyo body set has_public_sewerage=")
    told = _ask(view, "横浜市", _holdings(), has_public_sewerage="yes")
    assert next(gap for gap in told.gaps if gap.id == "item-17").verdict is Verdict.CONDITIONAL
    refused = _ask(view, "横浜市", _holdings(), has_public_sewerage="no")
    assert "item-17" not in {gap.id for gap in refused.gaps}


def test_without_a_catalogue_nothing_is_said_of_publication(view: KnowledgeAt) -> None:
    answer = _ask(view, "横浜市")
    assert answer.catalogues == ()
    assert answer.coverage.items.ratio is None
    assert any("取り込まれていない" in notice for notice in answer.notices)


def test_filters_leave_coverage_and_ranks(view: KnowledgeAt) -> None:
    whole = _ask(view, "横浜市", _holdings(coverage=_counts(FLOOD, 0, 1)))
    shown = narrowed(whole, GapFilters(kind="item", state=State.UNCERTAIN))
    assert [gap.id for gap in shown.gaps] == ["item-16"]
    assert shown.gaps[0] in whole.gaps
    assert shown.coverage == whole.coverage
    assert len(narrowed(whole, GapFilters(limit=3)).gaps) == 3
