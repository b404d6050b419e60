"""What a body tells of itself, and the commands by which a draft says that missing facts are supplied."""

import json
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from registry.cli.app import run
from registry.plan.needs import NEEDS

CHECKOUT = Path(__file__).resolve().parents[2]
BODY = ("--body", "132063")
FILLED = {
    "目録のファイル": "list.csv",
    "始まりの年度": "2027",
    "終わりの年度": "2031",
    "KEY": "has_public_sewerage",
    "項番": "16",
    "年度": "2027",
    "担当課": "危機管理課",
}


@pytest.fixture(autouse=True)
def _workspace(workspace_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONKYO_WORKSPACE", str(workspace_path))
    monkeypatch.chdir(tmp_path)


def details(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, str]:
    """The details after ``body WORDS``."""
    capsys.readouterr()
    assert run(["body", *words, *BODY, "--format", "json"]) == 0
    profile: dict[str, Any] = json.loads(capsys.readouterr().out)["profile"] or {"details": {}}
    return dict(profile["details"])


def test_details_are_told_changed_taken_away_and_undone(capsys: pytest.CaptureFixture[str]) -> None:
    first = details(
        capsys,
        "set",
        "has_public_sewerage=yes",
        "--detail",
        "担当課=情報政策課",
        "--detail",
        "連絡先=042-000-0000",
    )
    assert first == {"担当課": "情報政策課", "連絡先": "042-000-0000"}
    assert details(capsys, "set", "--detail", "担当課=デジタル課", "--detail", "連絡先=") == {
        "担当課": "デジタル課"
    }
    assert details(capsys, "set", "has_public_sewerage=no") == {"担当課": "デジタル課"}
    assert run(["undo"]) == 0
    assert run(["undo"]) == 0
    assert details(capsys, "show") == first
    assert run(["body", "show", *BODY]) == 0
    printed = capsys.readouterr().out
    assert "担当課: 情報政策課" in printed


def test_plan_and_sheet_quote_them(capsys: pytest.CaptureFixture[str]) -> None:
    details(capsys, "set", "--detail", "担当課=情報|政策課", "--detail", "連絡先=042-000-0000")
    assert run(["plan", "draft", *BODY]) == 0
    draft = capsys.readouterr().out
    assert "担当及び連絡先" in draft
    assert "情報\\|政策課" in draft
    assert run(["sheet", "16", *BODY, "--format", "markdown"]) == 0
    assert "042-000-0000" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [[], ["--detail", "担当課"], ["--detail", "=x"], ["--detail", f"{'長' * 41}=x"]]
)
def test_what_is_no_detail_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["body", "set", *words, *BODY]) == 2
    assert "対処" in capsys.readouterr().err


@pytest.mark.parametrize("need", NEEDS.values(), ids=lambda need: need.name)
def test_commands_of_missing_facts_are_real(
    need: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shutil.copy(CHECKOUT / "examples" / "aozora" / "open_data_list_new.csv", tmp_path / "list.csv")
    command = need.command_for("132063")
    for name, value in FILLED.items():
        command = command.replace(name, value)
    program, *words = shlex.split(command)
    assert program == "konkyo"
    assert run(words) == 0, capsys.readouterr().err
