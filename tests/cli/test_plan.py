"""``konkyo plan`` as it is called."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.cli.app import run

RunCli = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "none" / "workspace.sqlite3"))


def test_draft_without_a_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["plan", "draft", "--body", "横浜市", "--as-of", "2026-11-25", "--period", "2027-2031"]
    assert run(words) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith('---\nkind: "官民データ活用推進計画"\nbody: "141003"\n')
    assert 'as_of: "2026-11-25"' in printed.out
    assert "本計画の期間は、令和9年度から令和13年度までの5年間とする。" in printed.out
    assert "記入する所" in printed.err


def test_draft_into_a_file_is_kept_as_a_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "計画.md"
    words = ["plan", "draft", "--body", "140007", "--style", "desumasu", "--output", str(target)]
    assert run(words) == 0
    assert "神奈川県官民データ活用推進計画" in target.read_text(encoding="utf-8")
    assert run(words) == 2
    assert "既にあります" in capsys.readouterr().err
    assert run(["plan", "versions", "list", "--body", "140007", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["versions"]) == 1


def test_refresh_versions_and_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "plan.md"
    body = ["--body", "132063"]
    assert run(["plan", "draft", *body, "--output", str(target), "--as-of", "2026-11-25"]) == 0
    edited = target.read_text(encoding="utf-8").replace("本市", "当市", 1)
    target.write_text(edited, encoding="utf-8", newline="")
    capsys.readouterr()
    assert run(["plan", "refresh", str(target), "--as-of", "2026-11-26", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changed"]
    assert "当市" in target.read_text(encoding="utf-8")
    assert run(["plan", "versions", "diff", str(answer["before"]), str(target), *body]) == 0
    assert "+as_of" in capsys.readouterr().out
    assert run(["plan", "versions", "restore", str(answer["before"]), str(target), *body]) == 0
    assert target.read_text(encoding="utf-8") == edited


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--body", "府中市"], "府中市"),
        (["--body", "141003", "--actions", "Z01"], "konkyo plan actions"),
        (["--body", "141003", "--period", "2031-2027"], "--period"),
        ([], "--body"),
    ],
)
def test_wrong_use_says_what_to_do(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "draft", *words]) == 2
    assert said in capsys.readouterr().err


def test_actions_of_a_pillar_with_proposals(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "actions", "--body", "141003", "--pillar", "2", "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert len(result["actions"]) == 16
    assert {line["pillar"] for line in result["actions"]} == {"pillar-2"}
    assert any(line["proposed"] for line in result["actions"])
    assert run(["plan", "actions"]) == 0
    assert "A01" in capsys.readouterr().out


def test_an_edited_draft_is_never_overwritten_unasked(run_cli: RunCli, tmp_path: Path) -> None:
    draft = tmp_path / "plan.md"
    run_cli("plan", "draft", "--body", "焼津市", "--output", str(draft))
    edited = draft.read_text(encoding="utf-8") + "\n本市が書き加えた文。\n"
    draft.write_text(edited, encoding="utf-8")
    outcome = run_cli("plan", "draft", "--body", "焼津市", "--output", str(draft), code=2)
    assert "--overwrite" in outcome.err
    assert draft.read_text(encoding="utf-8") == edited
    run_cli("plan", "draft", "--body", "焼津市", "--output", str(draft), "--overwrite")
    assert "書き加えた文" not in draft.read_text(encoding="utf-8")
