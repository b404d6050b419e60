"""The walk through the decision guide: what is asked next, where it ends, what the record says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.guide.record import record_markdown
from registry.guide.walk import UNSURE, answered, back, find_node, noted, question_at, walk
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.facts import Grade
from registry.knowledge.snapshot import load
from registry.workspace.domain import WalkStep

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def view(knowledge: Knowledge) -> KnowledgeAt:
    return knowledge.at(DAY)


def go(view: KnowledgeAt, *answers: str) -> tuple[WalkStep, ...]:
    steps: tuple[WalkStep, ...] = ()
    for answer in answers:
        steps = answered(view, steps, answer)
    return steps


@pytest.mark.parametrize(
    ("answers", "node", "ways"),
    [
        (("いいえ", "次へ"), "OD", []),
        (
            ("はい", "いいえ", "含まない", "統計で足りる", "切れた", "次へ"),
            "OD",
            ["統計情報に変換しての利用"],
        ),
        (
            ("はい", "いいえ", "含まない", "個人情報が要る", "利用", "範囲内", "次へ", "終わり"),
            "Z1",
            ["利用目的範囲内での活用"],
        ),
        (
            (
                "はい",
                "いいえ",
                "含む",
                "行政として取得",
                "個人情報が要る",
                "提供",
                "他の行政機関等",
                "ある",
                "次へ",
                "終わり",
            ),
            "Z2",
            [],
        ),
        (
            (
                "はい",
                "いいえ",
                "含まない",
                "個人情報が要る",
                "提供",
                "民間・大学",
                "匿名加工",
                "それ以外（任意）",
                "適合",
                "共同受託",
                "次へ",
                "満たす",
                "次へ",
                "終わり",
            ),
            "Z3",
            [],
        ),
        (("はい", "はい", "定める事務", "当たる", "済み", "済み", "次へ", "終わり"), "Z1", []),
    ],
)
def test_ways_to_an_end(view: KnowledgeAt, answers: tuple[str, ...], node: str, ways: list[str]) -> None:
    walked = walk(view, go(view, *answers))
    assert [step.answer for step in walked.steps] == list(answers)
    assert walked.question is None
    assert walked.result is not None
    assert walked.result.node == node
    assert {way.name for way in walked.result.ways} >= set(ways)
    assert walked.result.to_do[-1].place == len(answers)


def test_the_start_asks_and_takes_only_its_answers(view: KnowledgeAt) -> None:
    walked = walk(view, ())
    assert walked.question is not None
    assert [choice.answer for choice in walked.question.choices] == ["いいえ", "はい"]
    assert walked.result is None
    with pytest.raises(UsageError, match="この問いの答えではありません"):
        answered(view, (), "たぶん")


def test_grounds_carry_the_status_of_their_provision(view: KnowledgeAt) -> None:
    question = question_at(view, "P3")
    provisions = view.knowledge.provisions
    assert [ground.provision for ground in question.grounds] == ["appi:69条2項2号", "appi:69条2項3号"]
    assert all(ground.status is view.grade(provisions[ground.provision]) for ground in question.grounds)
    assert question.grounds[0].text.endswith("69条2項2号")
    assert "記憶による" in question.caution


def test_before_the_law_came_into_force_its_provisions_are_not_in_force(knowledge: Knowledge) -> None:
    early = knowledge.at(date(2018, 4, 1))
    grounds = [ground for node in knowledge.guide.nodes for ground in question_at(early, node.id).grounds]
    assert any(not ground.in_force for ground in grounds)
    assert all(
        ground.in_force == early.in_force(knowledge.provisions[ground.provision]) for ground in grounds
    )


def test_weak_facts_weigh_on_the_result(view: KnowledgeAt) -> None:
    answers = ("はい", "はい", "定める事務", "当たる", "済み", "済み", "次へ", "終わり")
    result = walk(view, go(view, *answers)).result
    assert result is not None
    assert result.status is Grade.RECALLED
    assert [step.question.node for step in result.doubtful] == ["M1", "M2", "M3", "M4"]


def test_unsure_waits_and_keeps_whom_to_ask(view: KnowledgeAt) -> None:
    steps = answered(view, go(view, "はい"), UNSURE, note="総務課に聞く")
    walked = walk(view, steps)
    assert walked.waits
    assert walked.note == "総務課に聞く"
    assert walked.question is not None
    assert walked.question.node == "P1"
    assert len(walked.steps) == 1
    gone_on = answered(view, steps, "いいえ")
    assert [step.answer for step in gone_on] == ["はい", "いいえ"]
    assert gone_on[-1].note == "総務課に聞く"
    assert back(view, steps) == go(view, "はい")


def test_an_earlier_answer_given_anew_drops_what_came_after(view: KnowledgeAt) -> None:
    steps = noted(go(view, "はい", "いいえ", "含まない"), 2, "番号の欄がない")
    again = answered(view, steps, "はい", place=2)
    assert [(step.node, step.answer, step.note) for step in again] == [
        ("P0", "はい", ""),
        ("P1", "はい", "番号の欄がない"),
    ]
    assert answered(view, steps, "はい", place=2, note="")[1].note == ""


def test_answers_that_the_guide_no_longer_offers_are_told(view: KnowledgeAt) -> None:
    old = WalkStep(node="P1", answer="以前の答え", asked="以前の問い")
    later = WalkStep(node="Y1", answer="含む")
    walked = walk(view, (*go(view, "はい"), old, later))
    assert walked.lost == (old, later)
    assert walked.question is not None
    assert walked.question.node == "P1"
    assert back(view, (*go(view, "はい"), old, later)) == go(view, "はい")
    assert "以前の答え" in record_markdown(walked, "名簿")
    reworded = (WalkStep(node="P0", answer="はい", asked="別の言葉の問い"),)
    assert walk(view, reworded).steps[0].outdated


def test_the_end_takes_no_more_answers(view: KnowledgeAt) -> None:
    with pytest.raises(UsageError, match="問いはもうありません"):
        answered(view, go(view, "いいえ", "次へ"), "次へ")


@pytest.mark.parametrize(
    ("wanted", "node"),
    [("P2", "P2"), ("path-set-purpose", "U2"), ("life-cycle", "L1"), ("care-data", ""), ("?", "")],
)
def test_what_a_search_finds_leads_to_a_question(view: KnowledgeAt, wanted: str, node: str) -> None:
    assert find_node(view, wanted) == node


def test_the_record_shows_hostile_words_inert(view: KnowledgeAt) -> None:
    steps = noted(go(view, "いいえ", "次へ"), 1, "| <b>\x1b[31m赤\n# 見出し")
    text = record_markdown(walk(view, steps), "`名簿`\u202e[x](y)", "青空市")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\| \\<b\\>" in text
    assert "\n# 見出し" not in text
    assert "結果: オープンデータにできるか" in text


@given(st.lists(st.integers(0, 9), max_size=30))
def test_every_walk_goes_forward_and_back(numbers: list[int]) -> None:
    view = load().at(DAY)
    steps: tuple[WalkStep, ...] = ()
    trail = [steps]
    for number in numbers:
        question = walk(view, steps).question
        if question is None:
            break
        steps = answered(view, steps, question.choices[number % len(question.choices)].answer)
        trail.append(steps)
    walked = walk(view, steps)
    assert len(walked.steps) == len(steps)
    assert (walked.question is None) == (walked.result is not None)
    assert not walked.lost
    for before in reversed(trail[:-1]):
        steps = back(view, steps)
        assert steps == before


def test_every_question_leads_to_the_end(knowledge: Knowledge) -> None:
    leads = {node.id: {answer.next for answer in node.answers} for node in knowledge.guide.nodes}
    reach = {node for node, following in leads.items() if not following}
    while True:
        more = {node for node, following in leads.items() if following & reach} - reach
        if not more:
            break
        reach |= more
    assert reach == set(leads)
    assert UNSURE not in {answer.answer for node in knowledge.guide.nodes for answer in node.answers}
