"""``konkyo check`` as a process sees it: answers, gates, copies, reports."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "aozora" / "aed_old_cp932.csv"


def checked(run: Any, *words: str, code: int = 0) -> Any:
    """The JSON answer."""
    return json.loads(run("check", *words, "--format", "json", code=code).out)


def test_one_file_is_its_own_object(run_cli: Any) -> None:
    answer = checked(run_cli, str(EXAMPLE))
    assert answer["path"] == str(EXAMPLE)
    assert (answer["encoding"], answer["dialect"], answer["rows"]) == ("cp932", "csv", 5)
    assert {"id": "ods-08", "name": "AED設置箇所一覧", "generation": "old"}.items() <= answer[
        "dataset"
    ].items()
    for finding in answer["findings"]:
        assert {"code", "severity", "row", "column", "message", "fix"} <= finding.keys()
        assert finding["severity"] in ("error", "warning", "info")
    errors = {
        (one["code"], one["row"], one["column"]) for one in answer["findings"] if one["severity"] == "error"
    }
    assert {("V46", 4, "緯度"), ("V47", 5, "経度"), ("V25", 7, "NO"), ("D07", 8, "名称")} <= errors
    assert "090-0000-1234" not in json.dumps(answer, ensure_ascii=False)


def test_several_files_have_a_summary_and_the_unreadable_is_told(run_cli: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<!DOCTYPE html><html><body>表のない頁</body></html>", encoding="utf-8")
    answer = checked(run_cli, str(EXAMPLE), str(page))
    assert [bool(one["refused"]) for one in answer["files"]] == [False, True]
    assert answer["summary"]["refused"] == 1
    assert "ウェブページ" in run_cli("check", str(page), code=3).err


def test_the_gate_ends_with_one_only_when_asked(run_cli: Any, tmp_path: Path) -> None:
    run_cli("check", str(EXAMPLE))
    run_cli("check", str(EXAMPLE), "--check", code=1)
    only_encoding = tmp_path / "own.csv"
    only_encoding.write_bytes("品名,数\r\nりんご,1\r\n".encode("cp932"))
    run_cli("check", str(only_encoding), "--check")
    run_cli("check", str(only_encoding), "--check", "--strict", code=1)


def test_a_dataset_can_be_told_and_an_unknown_one_is_refused(run_cli: Any) -> None:
    assert checked(run_cli, str(EXAMPLE), "--dataset", "公衆トイレ一覧")["dataset"]["id"] == "ods-13"
    refused = run_cli("check", str(EXAMPLE), "--dataset", "トイレット", code=2).err
    assert "公衆トイレ一覧" in refused


def test_a_copy_is_mended_and_the_original_stays(run_cli: Any, tmp_path: Path) -> None:
    before = EXAMPLE.read_bytes()
    copy = tmp_path / "copy.csv"
    answer = checked(run_cli, str(EXAMPLE), "--fix", str(copy), "--bom")
    assert answer["fixed"]["encoding"] == "utf-8-sig"
    assert copy.read_bytes().startswith(b"\xef\xbb\xbf")
    assert EXAMPLE.read_bytes() == before
    run_cli("check", str(EXAMPLE), "--fix", str(copy), code=2)


@pytest.mark.parametrize("ending", ["html", "xlsx"])
def test_reports_hold_the_findings_and_no_live_content(run_cli: Any, tmp_path: Path, ending: str) -> None:
    hostile = tmp_path / "x.csv"
    hostile.write_text("名称,URL\n<script>alert(1)</script>,\"=cmd|'/c calc'!A0\"\n", encoding="utf-8")
    report = tmp_path / f"report.{ending}"
    run_cli("check", str(EXAMPLE), str(hostile), "--report", str(report))
    if ending == "html":
        text = report.read_text(encoding="utf-8")
        assert "<script" not in text
    else:
        with zipfile.ZipFile(report) as parts:
            text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
        assert "<f>" not in text
    assert "V46" in text
    assert "090-0000-1234" not in text
    run_cli("check", str(EXAMPLE), "--report", str(report), code=2)
    run_cli("check", str(EXAMPLE), "--report", str(tmp_path / "report.pdf"), code=2)
