"""``konkyo guide``: answers on the command line, kept and gone on with, as JSON and as a record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.cli.app import run
from registry.errors import ExitCode

Told = Callable[..., str]
BODY = ("--body", "132063")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command in ``tmp_path`` with a workspace of its own; gives what it printed, errors last."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "w.sqlite3"))

    def call(*words: str, code: int = 0) -> str:
        ended = run([*words])
        printed = capsys.readouterr()
        assert ended == code, f"{words}: {ended}\n{printed.out}\n{printed.err}"
        return printed.out + printed.err

    return call


def walked(told: Told, *words: str) -> dict[str, Any]:
    """The walk as JSON."""
    printed = told("guide", *words, "--as-of", "2026-11-25", "--format", "json")
    return json.loads(printed)  # type: ignore[no-any-return]


def test_without_body_or_workspace_nothing_is_made(told: Told, tmp_path: Path) -> None:
    start = walked(told)
    assert start["walk"]["question"]["node"] == "P0"
    end = walked(told, "いいえ", "次へ")
    assert end["walk"]["result"]["node"] == "OD"
    assert end["walk"]["question"] is None
    assert list(tmp_path.iterdir()) == []


def test_answers_are_kept_gone_on_with_and_undone(told: Told) -> None:
    first = walked(told, "はい", "いいえ", "--about", "15", "--keep", *BODY)
    assert (first["kept"], first["subject"]["id"]) == (2, "item-15")
    more = walked(told, "含まない", "--about", "道路台帳", *BODY)
    assert (more["kept"], len(more["walk"]["steps"])) == (2, 3)
    assert len(walked(told, "いいえ", "--about", "15", "--anew", *BODY)["walk"]["steps"]) == 1
    walked(told, "いいえ", "--about", "15", "--anew", "--keep", *BODY)
    assert "判断ガイドの答えを記録" in told("history", *BODY)
    told("undo", *BODY)
    assert len(walked(told, "--about", "15", *BODY)["walk"]["steps"]) == 2


def test_a_title_of_its_own_is_a_walk_too(told: Told) -> None:
    kept = walked(told, "はい", "--about", "参加者の 名簿", "--keep", *BODY)
    assert kept["subject"] == {"kind": "own", "id": "参加者の 名簿", "name": "参加者の 名簿"}
    assert walked(told, "--about", "参加者の 名簿", *BODY)["kept"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("たぶん",), "この問いの答えではありません"),
        (("いいえ", "次へ", "次へ"), "問いはもうありません"),
        (("はい", "--keep"), "記録の対象がありません"),
        (("はい", "--keep", "--about", "名簿"), "団体が決まりません"),
        (("はい", "--keep", "--about", "長" * 201, *BODY), "長すぎます"),
    ],
)
def test_what_cannot_be_done_says_why(told: Told, words: tuple[str, ...], said: str) -> None:
    assert said in told("guide", *words, code=ExitCode.USAGE)


def test_the_table_tells_the_next_question_and_the_record_is_markdown(told: Told, tmp_path: Path) -> None:
    table = told("guide", "はい")
    assert "次の問い: 特定個人情報か" in table
    assert "「いいえ」 → 要配慮個人情報か" in table
    assert "わからない" in table
    told("guide", "いいえ", "次へ", "--about", "[x] 名簿", "--format", "markdown", "--output", "記録.md")
    record = (tmp_path / "記録.md").read_text(encoding="utf-8")
    assert record.startswith("# 個人に関する情報の使い方")
    assert "\\[x\\] 名簿" in record
    assert "結果: " in told("guide", "いいえ", "次へ")
