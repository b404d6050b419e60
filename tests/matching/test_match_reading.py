"""What ``konkyo match`` says of a file that has no records, or rows that it had to leave out."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command_line import RunCli

HEADING = "データ名称,データ概要,データ形式\n"


@pytest.mark.parametrize("words", [("match",), ("inventory", "import", "--body", "141003")])
def test_a_list_of_headings_only_is_refused_alike(
    words: tuple[str, ...], run_cli: "RunCli", tmp_path: Path, workspace_path: Path
) -> None:
    path = tmp_path / "見出しだけ.csv"
    path.write_text(HEADING + "※注記です,,\n", encoding="utf-8")
    place = ("--workspace", workspace_path) if words[0] == "inventory" else ()
    outcome = run_cli(*words, path, *place, code=3)
    assert "記録が1件もない" in outcome.err
    assert "2 行目（注記・合計の行）" in outcome.err
    assert outcome.out == ""
    assert not workspace_path.exists()


def test_rows_left_out_are_told(run_cli: "RunCli", tmp_path: Path) -> None:
    path = tmp_path / "一覧.csv"
    path.write_text(HEADING + "公園一覧,x,CSV\n※注記です,,\n,題名なし,CSV\n", encoding="utf-8")
    answer = json.loads(run_cli("match", path, "--format", "json").out)
    assert [row["line"] for row in answer["source"]["skipped"]] == [3, 4]
    table = run_cli("match", path).out
    assert "読み飛ばし: 3 行目 注記・合計の行「※注記です」" in table
    assert "読み飛ばし: 4 行目 題名（データの名称）がない" in table
