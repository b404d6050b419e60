"""``konkyo plan lint`` as it is called."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from registry.cli import plan_lint
from registry.errors import KonkyoError

BAD = "# 青空市官民データ活用推進計画\n\n## 第1章 目的\n\n官民データ活用推進基本法第25条による。\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KONKYO_WORKSPACE", "")
    monkeypatch.delenv("KONKYO_WORKSPACE")
    path = tmp_path / "計画.md"
    path.write_text(BAD, encoding="utf-8")
    return path


def call(*words: str) -> int:
    """Run the command alone; its exit code."""
    command = typer.main.get_command(plan_lint.app)
    try:
        code = command.main(args=list(words), standalone_mode=False)
    except KonkyoError as error:
        return int(error.exit_code)
    return int(code or 0)


def test_json_keeps_its_contract(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(str(plan), "--format", "json", "--as-of", "2026-11-25") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["path"] == str(plan)
    assert answer["as_of"] == "2026-11-25"
    assert answer["errors"] == sum(one["severity"] == "error" for one in answer["findings"])
    for finding in answer["findings"]:
        assert {"code", "severity", "line", "message"} <= set(finding)
        assert finding["severity"] in ("error", "warning", "info")
    gone = [one for one in answer["findings"] if one["code"] == "L210"]
    assert [one["line"] for one in gone] == [5]
    assert gone[0]["text"] == "官民データ活用推進基本法第25条による。"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (BAD, [], 0),
        (BAD, ["--check"], 1),
        ("# 計画\n\n本文を書く。\n", ["--check"], 0),
        ("# 計画\n\n本文を書く。\n", ["--check", "--strict"], 1),
    ],
)
def test_the_gate(text: str, words: list[str], code: int, plan: Path) -> None:
    plan.write_text(text, encoding="utf-8")
    assert call(str(plan), "--as-of", "2026-11-25", *words) == code


def test_all_formats_say_the_same(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for form in ("table", "json", "csv", "markdown"):
        assert call(str(plan), "--format", form) == 0
        said[form] = capsys.readouterr().out
    count = len(json.loads(said["json"])["findings"])
    rows = list(csv.reader(said["csv"].splitlines()))
    assert rows[0] == ["行", "重さ", "コード", "指摘", "文", "直し方", "段"]
    assert len(rows) == count + 1
    assert said["markdown"].count("\n| ") == count + len(("heading", "rule"))
    assert "L210" in said["table"]
    assert "市町村の計画（9条3項）" in said["table"] or "分かりません" in said["table"]


def test_a_named_body_decides_the_duty(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for body, duty in (("神奈川県", "都道府県"), ("横浜市", "市町村")):
        assert call(str(plan), "--body", body, "--format", "json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["duty"], answer["body"]["name"]) == (duty, body)


def test_a_file_that_cannot_be_read_leaves_with_its_code(tmp_path: Path) -> None:
    assert call(str(tmp_path / "ない.md")) == 3
    assert call(str(tmp_path / "ない.pdf")) == 3


def test_no_database_is_loaded(plan: Path) -> None:
    program = (
        "import sys, typer\nfrom registry.cli import plan_lint\n"
        f"typer.main.get_command(plan_lint.app).main(args=[{str(plan)!r}], standalone_mode=False)\n"
        "loaded = {'sqlmodel', 'sqlalchemy', 'networkx', 'docx', 'textual', 'yaml'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
