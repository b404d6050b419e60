"""``konkyo match``, its evaluation, and the files it reads."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from registry.errors import InputError, UsageError
from registry.knowledge.snapshot import load
from registry.matching.answers import parse_decisions
from registry.matching.plain_csv import read_titles
from registry.matching.truth import read_truth

if TYPE_CHECKING:
    from command_line import RunCli

TITLES = """id,title,description,organization
a,道路台帳平面図,,海辺市
b,街路樹一覧,,海辺市
c,令和5年度 事業評価書,特定防衛施設周辺整備調整交付金に係る事業評価,海辺市
"""
TRUTH = """record_id,title,seed_items,recommended_datasets,remark
a,道路台帳平面図,15,,sure
b,街路樹一覧,22,,sure; wrong on purpose
c,令和5年度 事業評価書,24,,borderline
z,ない題名,16,AED設置箇所一覧,sure
"""


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "題名.csv"
    path.write_text(TITLES, encoding="utf-8-sig")
    return path


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "正解.csv"
    path.write_text(TRUTH, encoding="cp932")
    return path


def test_json_as_promised(run_cli: "RunCli", titles: Path) -> None:
    answer = json.loads(run_cli("match", titles, "--format", "json").out)
    assert answer["source"]["records"] == 3
    first, second, third = answer["records"]
    assert (first["index"], first["id"], first["title"]) == (0, "a", "道路台帳平面図")
    assert first["items"][0]["number"] == 15
    assert first["items"][0]["decision"] == "accept"
    assert first["items"][0]["evidence"]
    assert second["items"] == second["datasets"] == []
    assert third["items"][0]["number"] == 24


def test_evaluation_tells_scores_and_every_error(run_cli: "RunCli", titles: Path, truth: Path) -> None:
    answer = json.loads(run_cli("match", titles, "--evaluate", truth, "--format", "json").out)
    scores = {(score["kind"], score["rows"]): score for score in answer["scores"]}
    assert scores["items", "sure"]["right"] == 1
    assert scores["items", "sure"]["missed"] == 1
    assert scores["items", "sure"]["recall"] == 0.5
    assert scores["items", "borderline"]["f1"] == 1.0
    assert [error["record"] for error in answer["errors"]] == ["b"]
    assert "ない題名" in answer["missing"][0]
    for form in ("table", "markdown", "csv"):
        printed = run_cli("match", titles, "--evaluate", truth, "--format", form).out
        assert "街路樹一覧" in printed


def test_markup_in_titles_stays_inert(run_cli: "RunCli", tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,title,organization\n1,"=cmd|AED設置箇所 \x1b[31m[red]",海辺市\n', encoding="utf-8")
    printed = run_cli("match", path, "--format", "csv").out
    assert "\x1b" not in printed
    assert "\n=cmd" not in printed
    assert ",=cmd" not in printed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "正解表に必要な列がありません"),
        ("id,seed_items\n1,99\n", "正解表の「99」に当たる対象がありません"),
        ("", "正解表に必要な列がありません"),
        ('id,seed_items\n1,"15\n', "CSV として読めません"),
    ],
)
def test_a_truth_that_cannot_be_read_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_truth(path, load(overlays=()))


def test_names_of_the_earlier_generation_speak_for_today(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("id,datasets\n1,支援制度情報;AED設置箇所一覧;rds-01\n", encoding="utf-8")
    assert read_truth(path, load(overlays=())).rows[0].datasets == {"ods-22", "ods-08"}


def test_decisions_are_checked() -> None:
    assert parse_decisions("accept, review,accept") == ("accept", "review")
    for text in ("yes", ","):
        with pytest.raises(UsageError):
            parse_decisions(text)


@pytest.mark.parametrize("content", ["id,title,url\n1,a,b\n", "名称,列\n1,2\n", "title\nx\n"])
def test_other_files_are_no_list_of_titles(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, encoding="utf-8")
    assert read_titles(path) is None
