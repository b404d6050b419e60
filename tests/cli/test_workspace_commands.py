"""Commands that make and change a workspace, from outside: body, inventory, gaps, status, history, undo."""

import csv
import hashlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from command_line import RunCli, cli_environment

BODY = "141003"
HEADING = "データセット_ID,地方公共団体名,データセット_タイトル,データセット_概要,ファイル_ダウンロードURL\n"


def _catalogue(folder: Path, *lines: str, name: str = "一覧.csv") -> Path:
    path = folder / name
    path.write_text(HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _sample(folder: Path) -> Path:
    return _catalogue(
        folder,
        "1,横浜市,AED設置箇所一覧,,https://city.example/aed.csv",
        "2,横浜市,公衆トイレ一覧,,https://city.example/toilet.csv",
        "3,横浜市,市長の一日,,https://city.example/day.csv",
    )


def _fingerprint(path: Path) -> str:
    """SHA-256 of all rows, the history included."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as connection:
        names = sorted(
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        )
        for name in names:
            rows = sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            digest.update(repr((name, rows)).encode())
    return digest.hexdigest()


@pytest.fixture
def konkyo(run_cli: RunCli, workspace_path: Path) -> Any:
    """Run a command on the test's workspace; JSON answers come decoded."""

    def run(*words: str | Path, code: int | None = 0, form: str = "json") -> Any:
        outcome = run_cli(*words, "--workspace", workspace_path, "--format", form, code=code)
        return json.loads(outcome.out) if form == "json" and outcome.out and code in (0, 1) else outcome

    return run


def test_import_updates_and_marks_what_vanished(konkyo: Any, tmp_path: Path) -> None:
    first = konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    assert (first["records_in_file"], first["records"], first["new"]) == (3, 3, 3)
    assert first["form"] == "open_data_list_new"
    again = konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 3)
    changed = _catalogue(tmp_path, "1,横浜市,AED設置箇所一覧（新）,,", "4,横浜市,文化財一覧,,")
    third = konkyo("inventory", "import", changed, "--body", BODY)
    assert (third["new"], third["updated"], third["vanished"]) == (1, 1, 2)
    assert konkyo("inventory", "list")["total"] == 2
    assert {record["id"] for record in konkyo("inventory", "list", "--vanished")["records"]} == {"2", "3"}


def test_only_the_bodys_own_records_are_taken(konkyo: Any, tmp_path: Path) -> None:
    path = _catalogue(
        tmp_path, "1,横浜市,AED設置箇所一覧,,", "2,川崎市,文化財一覧,,", "3,川崎市,イベント一覧,,"
    )
    report = konkyo("inventory", "import", path, "--body", "横浜市")
    assert report["records"] == 1
    assert report["others"] == [{"code": "141305", "name": "神奈川県川崎市", "records": 2}]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("141004", "検査数字"),
        ("府中市", "132063 東京都府中市、342084 広島県府中市"),
        ("存在しない市", "見つかりません"),
    ],
)
def test_body_that_is_none_is_asked_back(konkyo: Any, tmp_path: Path, body: str, said: str) -> None:
    outcome = konkyo("inventory", "import", _sample(tmp_path), "--body", body, code=2)
    assert said in outcome.err


def test_refused_files_leave_every_row_as_it_was(konkyo: Any, tmp_path: Path, workspace_path: Path) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    before = _fingerprint(workspace_path)
    refused = {
        "empty.csv": b"",
        "blank.csv": b"\n\n\n",
        "heading_only.csv": HEADING.encode(),
        "binary.csv": bytes(range(256)) * 20,
        "truncated.json.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc",
        "broken.json": b'{"result": [',
        "nul.csv": b"\x00" * 5000,
        "osaka.csv": (HEADING + "1,大阪府,文化財一覧,,\n").encode(),
    }
    for name, content in refused.items():
        path = tmp_path / name
        path.write_bytes(content)
        outcome = konkyo("inventory", "import", path, "--body", BODY, code=3)
        assert "Traceback" not in outcome.err, name
        assert outcome.err.startswith("エラー: "), name
        assert name in outcome.err, name
    assert _fingerprint(workspace_path) == before


def test_refused_file_makes_no_workspace(konkyo: Any, tmp_path: Path, workspace_path: Path) -> None:
    konkyo("inventory", "import", tmp_path / "なし.csv", "--body", BODY, code=3)
    assert not workspace_path.exists()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL が要ります")
def test_killed_import_leaves_before_or_after(konkyo: Any, tmp_path: Path, workspace_path: Path) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    big = _catalogue(
        tmp_path, *(f"x{number},横浜市,文化財一覧 {number},,https://city.example" for number in range(3000))
    )
    words = ["inventory", "import", str(big), "--body", BODY, "--workspace", str(workspace_path)]
    totals = set()
    for pause in (0.9, 1.3, 1.8):
        with subprocess.Popen(
            [sys.executable, "-m", "registry.cli", *words],
            env=cli_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        totals.add(konkyo("inventory", "list", "--limit", "1")["total"])
        with closing(sqlite3.connect(workspace_path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            records, imports = (
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("catalogue_record", "catalogue_import")
            )
        assert (records, imports > 1) in {(3, False), (3003, True)}
    assert totals <= {3, 3000}


def test_decision_of_a_person_outlives_the_next_import(konkyo: Any, tmp_path: Path) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    decided = konkyo("inventory", "review", "--accept", "3", "16", "--reject", "1", "ods-08")
    assert {(match["record_id"], match["target"], match["decision"]) for match in decided["matches"]} == {
        ("3", "item-16", "accept"),
        ("1", "ods-08", "reject"),
    }
    report = konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    assert report["matches"]["people"] == 2
    card = konkyo("inventory", "show", "3")
    assert [(match["target"], match["decided_by"]) for match in card["matches"]] == [("item-16", "person")]
    rejected = konkyo("inventory", "review", "--decision", "reject")
    assert [match["record_id"] for match in rejected["matches"]] == ["1"]
    gaps = konkyo("gaps")
    assert "ods-08" in {gap["id"] for gap in gaps["gaps"]}
    assert "item-16" in {finding["id"] for finding in gaps["published"]}
    konkyo("undo", "2")
    assert konkyo("inventory", "show", "3")["matches"] == []


def test_gaps_follow_the_contract_and_gate(konkyo: Any, tmp_path: Path) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    answer = konkyo("gaps", "--body", BODY, "--as-of", "2026-11-25")
    assert {"as_of", "body", "coverage", "gaps"} <= answer.keys()
    assert {"target", "published", "ratio"} <= answer["coverage"]["items"].keys()
    wanted = {"kind", "id", "name", "verdict", "rank", "score", "reasons", "next_step"}
    assert all(wanted <= gap.keys() for gap in answer["gaps"])
    assert {"ods-08", "ods-13"} <= {finding["id"] for finding in answer["published"]}
    konkyo("gaps", "--check", code=1)
    assert konkyo("gaps", "--kind", "dataset", "--limit", "2", code=0)["gaps"][1]["kind"] == "dataset"


def test_gaps_work_without_a_workspace(konkyo: Any, workspace_path: Path) -> None:
    answer = konkyo("gaps", "--body", BODY)
    assert answer["catalogues"] == []
    assert not workspace_path.exists()
    outcome = konkyo("gaps", code=2)
    assert "--body" in outcome.err


def test_told_facts_reach_verdicts(konkyo: Any) -> None:
    before = {item["number"]: item["verdict"] for item in konkyo("publishable", "--body", BODY)["items"]}
    card = konkyo("body", "set", "has_public_sewerage=yes", "manages_fishing_port=no", "--body", BODY)
    assert {"has_public_sewerage": "yes", "manages_fishing_port": "no"}.items() <= {
        fact["key"]: fact["answer"] for fact in card["facts"]
    }.items()
    after = {item["number"]: item["verdict"] for item in konkyo("publishable", "--body", BODY)["items"]}
    assert (before[17], after[17], after[10]) == ("unknown", "conditional", "no")
    konkyo("body", "set", "no_such_fact=yes", "--body", BODY, code=2)
    konkyo("body", "set", "has_fund=maybe", "--body", BODY, code=2)


def test_body_list_finds_by_name_and_reading(run_cli: RunCli) -> None:
    listed = json.loads(run_cli("body", "list", "ふちゅう", "--format", "json").out)
    assert {"132063", "342084"} <= {body["code"] for body in listed["bodies"]}
    assert listed["total"] == 1788


def test_status_history_undo_and_redo(konkyo: Any, workspace_path: Path) -> None:
    konkyo("status", "set", "洪水ハザードマップ", "公開予定", "--year", "2027", "--body", BODY)
    told = konkyo("status", "set", "AED設置箇所一覧", "対象外", "--reason", "なし", "--body", BODY)
    assert {(state["id"], state["state"]) for state in told["states"]} == {
        ("item-16", "公開予定"),
        ("ods-08", "対象外"),
    }
    assert [change["number"] for change in konkyo("history")["changes"]] == [2, 1]
    konkyo("undo")
    assert [state["id"] for state in konkyo("status", "list")["states"]] == ["item-16"]
    konkyo("undo", "--redo")
    assert len(konkyo("status", "list")["states"]) == 2
    konkyo("status", "clear", "16")
    assert len(konkyo("status", "list")["states"]) == 1
    konkyo("status", "clear", "16", code=2)
    konkyo("status", "set", "16", "どこか", "--body", BODY, code=2)
    konkyo("history", "99", code=2)
    konkyo("undo", "9", "--body", "131016", code=2)
    assert workspace_path.exists()


def test_commands_that_need_a_workspace_say_so(konkyo: Any) -> None:
    for words in (("inventory", "list", "--body", BODY), ("history",), ("status", "list", "--body", BODY)):
        outcome = konkyo(*words, code=4)
        assert "ワークスペースがまだありません" in outcome.err


def test_hostile_titles_come_out_inert(konkyo: Any, tmp_path: Path) -> None:
    hostile = [
        "=cmd|' /C calc'!A0",
        "\x1b[31m赤いAED設置箇所一覧\x1b[0m",
        "[red]文化財一覧[/red] | <script>alert(1)</script>",
        "@SUM(1)",
    ]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([f"{number}", "横浜市", title, "", ""] for number, title in enumerate(hostile))
    path = tmp_path / "一覧.csv"
    path.write_text(HEADING + stream.getvalue(), encoding="utf-8")
    konkyo("inventory", "import", path, "--body", BODY)
    for form in ("table", "markdown", "csv"):
        text = konkyo("inventory", "list", form=form).out
        assert "\x1b" not in text, form
    markdown = konkyo("inventory", "list", form="markdown").out
    assert "<script>" not in markdown
    for words in (("inventory", "list"), ("inventory", "show", "0"), ("gaps",)):
        for row in csv.reader(io.StringIO(konkyo(*words, form="csv").out)):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+", "\t"))], row


def test_doctor_examines_the_workspace(
    konkyo: Any, run_cli: RunCli, tmp_path: Path, workspace_path: Path
) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    outcome = run_cli("doctor", "--workspace", workspace_path, code=None)
    assert "ワークスペース: 問題ありません" in outcome.err
    with closing(sqlite3.connect(workspace_path)) as connection, connection:
        connection.execute("UPDATE target_coverage SET accepted_count = accepted_count + 1")
    outcome = run_cli("doctor", "--workspace", workspace_path, code=1)
    assert "数え直しと合わない" in outcome.err


def test_all_formats_of_gaps_name_the_same_targets(konkyo: Any, tmp_path: Path) -> None:
    konkyo("inventory", "import", _sample(tmp_path), "--body", BODY)
    gaps = konkyo("gaps")["gaps"]
    rows = list(csv.reader(io.StringIO(konkyo("gaps", form="csv").out)))[1:]
    assert [row[2] for row in rows] == [f"{gap['number']} {gap['name']}" for gap in gaps]
    markdown = konkyo("gaps", form="markdown").out
    assert sum(line.startswith("| ") for line in markdown.splitlines()) == len(gaps) + 2


MAIN_JOB = [
    ("131059_bunkyo_metadata.xlsx", "文京区"),
    ("132152_kunitachi.package_search.json", "国立市"),
    ("222127_yaizu_README.md", "焼津市"),
    ("300004_wakayama_pref_open_data_list.csv", "和歌山県"),
    ("310000_tottori_pref_catalog.csv", "鳥取県"),
    ("350001_yamaguchi_A_ckan_excerpt.json", "山口県"),
    ("350001_yamaguchi_A_ckan_excerpt.json", "宇部市"),
    ("ckan_tokyo_municipalities_A.package_search.json.gz", "東京都港区"),
    ("ckan_tokyo_municipalities_A.package_search.json.gz", "東京都府中市"),
]


@pytest.mark.parametrize(("name", "body"), MAIN_JOB)
def test_main_job_on_real_catalogues(konkyo: Any, shared: Path, name: str, body: str) -> None:
    report = konkyo("inventory", "import", shared / "samples" / "catalogs" / name, "--body", body)
    left_out = sum(other["records"] for other in report["others"]) + report["unattributed"]
    assert report["records"] + left_out == report["records_in_file"] > 0
    assert all(skipped["reason"] for skipped in report["skipped"])
    assert konkyo("inventory", "list", "--limit", "1")["total"] == report["records"]
    answer = konkyo("gaps")
    assert answer["catalogues"][0]["records"] == report["records"]
    assert answer["gaps"]
