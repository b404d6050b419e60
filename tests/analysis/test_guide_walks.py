"""A walk through the decision guide for a body, and how the history tells of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from registry.analysis.change_words import differences
from registry.analysis.guide_walks import find_walk_subject, guide_walk
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.workspace.domain import BodyProfile
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace.sqlite3", NOW) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("15", "item", "道路台帳（都道府県道、市町村道）"),
        ("AED設置箇所一覧", "dataset", "AED設置箇所一覧"),
        ("避難行動要支援者\n名簿", "own", "避難行動要支援者 名簿"),
    ],
)
def test_what_a_walk_is_about(knowledge: Knowledge, text: str, kind: str, name: str) -> None:
    subject = find_walk_subject(knowledge, text)
    assert (subject.kind, subject.name) == (kind, name)


def test_a_refused_answer_keeps_nothing(knowledge: Knowledge, store: Workspace) -> None:
    view, body = knowledge.at(date(2026, 11, 25)), knowledge.bodies.find("132063")
    subject = find_walk_subject(knowledge, "15")
    with pytest.raises(UsageError):
        guide_walk(view, body, subject, ["はい", "?"], store=store, keep=True, now=NOW)
    with pytest.raises(UsageError, match="記録できません"):
        guide_walk(view, None, subject, ["はい"], store=store, keep=True, now=NOW)
    assert store.history("132063") == ()


@pytest.mark.parametrize(("about", "told"), [("15", "項目 道路台帳"), ("名簿", "名簿")])
def test_the_history_names_subject_and_question(
    knowledge: Knowledge, store: Workspace, about: str, told: str
) -> None:
    view, body = knowledge.at(date(2026, 11, 25)), knowledge.bodies.find("132063")
    subject = find_walk_subject(knowledge, about)
    guide_walk(view, body, subject, ["はい", "いいえ"], store=store, keep=True, now=NOW)
    store.set_profile(BodyProfile(body_code=body.code, name="府中市"), now=NOW)
    changes = {change.command: change.sequence for change in store.history(body.code)}
    rows = store.changed_rows(body.code, changes["判断ガイドの答えを記録"])
    found = [one for one in differences(tuple(rows), knowledge) if one.field == "answer"]
    assert [(one.table, one.after) for one in found] == [
        ("判断ガイドの答え", "はい"),
        ("判断ガイドの答え", "いいえ"),
    ]
    assert found[0].key.startswith(told)
    assert found[1].key.endswith("判断ガイド2 特定個人情報か")
    profile = differences(tuple(store.changed_rows(body.code, changes["団体の情報を設定"])), knowledge)
    assert {one.table for one in profile} == {"団体の情報"}
