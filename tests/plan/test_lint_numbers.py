"""Numbers and names that contradict the workspace, where the plan states them."""

from collections.abc import Iterator

import pytest

from lint_plans import DAY, draft, filled, knowledge, with_catalogue
from registry.analysis.gaps import GapsAnswer
from registry.knowledge.body import Body
from registry.plan.gathering import gaps_for
from registry.plan.lint.checking import lint_text
from registry.plan.lint.findings import LintAnswer
from registry.workspace.repository import Workspace

BODY = "132063"
PLACE = "実情に応じて進めるものとする。"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with with_catalogue(tmp_path_factory.mktemp("目録") / "workspace.sqlite3", BODY) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan(store: Workspace) -> str:
    return filled(draft(BODY, store=store))


def lint(text: str, store: Workspace) -> LintAnswer:
    view = knowledge().at(DAY)

    def gaps_of(body: Body) -> GapsAnswer:
        return gaps_for(view, body, store, None)[0]

    return lint_text(text, view, gaps_of=gaps_of)


def test_a_draft_agrees_with_the_workspace_it_was_made_from(plan: str, store: Workspace) -> None:
    assert "種のうち、公開を目録で確かめられたもの" in plan
    assert lint(plan, store).findings == ()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("本市は、オープンデータとして999件を公開している（令和8年度）。", "記録は"),
        ("令和8年11月の目録には、データが7件ある。", "記録は"),
        (
            "自治体標準オープンデータセット31種のうち、公開したものは令和8年度で30種である。",
            "標準データセットの公開を確かめたもの",
        ),
        (
            "手引書の表の情報項目のうち、保有するものは99項目で、公開したものは0項目である（令和8年度）。",
            "情報項目の対象",
        ),
    ],
)
def test_other_numbers_are_told(sentence: str, words: str, plan: str, store: Workspace) -> None:
    text = plan.replace(PLACE, f"{PLACE}\n\n{sentence}", 1)
    found = [one for one in lint(text, store).findings if one.code == "L410"]
    assert found
    assert text.split("\n")[found[0].line - 1] == sentence
    assert any(words in one.message for one in found), [one.message for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "本市は、オープンデータを令和13年度までに100件に増やすものとする。",
        "本市は、令和8年度にオープンデータの研修を12回開いた。",
        "オープンデータとして公開するデータの数の目標は、50件とする。",
    ],
)
def test_aims_and_other_counts_are_left_alone(sentence: str, plan: str, store: Workspace) -> None:
    text = plan.replace(PLACE, f"{PLACE}\n\n{sentence}", 1)
    assert [one.code for one in lint(text, store).findings if one.code == "L410"] == []


def test_without_a_workspace_nothing_is_compared(plan: str) -> None:
    text = plan.replace(PLACE, f"{PLACE}\n\nオープンデータを999件公開している（令和8年度）。", 1)
    assert lint_text(text, knowledge().at(DAY)).findings == ()


def test_a_plan_of_another_body_is_told_at_the_title() -> None:
    other = knowledge().bodies.find("横浜市")
    answer = lint_text(filled(draft(BODY)), knowledge().at(DAY), body=other)
    found = [one for one in answer.findings if one.code == "L411"]
    assert {"132063" in one.message or "府中市" in one.message for one in found} == {True}
    assert answer.body is not None
    assert answer.body.code == "141003"
