"""The main job on every real catalogue: import, gaps, draft."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RunCli = Callable[..., Any]

JOBS = [
    ("131059_bunkyo_metadata.xlsx", "文京区", 64),
    ("132152_kunitachi.package_search.json", "国立市", 3),
    ("222127_yaizu_README.md", "焼津市", 201),
    ("300004_wakayama_pref_open_data_list.csv", "和歌山県", 92),
    ("310000_tottori_pref_catalog.csv", "鳥取県", 131),
    ("350001_yamaguchi_A_ckan_excerpt.json", "宇部市", 11),
    ("ckan_tokyo_municipalities_A.package_search.json.gz", "港区", 138),
]
"""File, body, records of that body in it."""


@pytest.mark.parametrize(("name", "body", "records"), JOBS)
def test_import_gaps_draft(
    name: str, body: str, records: int, shared: Path, run_cli: RunCli, workspace_path: Path, tmp_path: Path
) -> None:
    place = ("--workspace", str(workspace_path))
    source = shared / "samples" / "catalogs" / name
    report = json.loads(
        run_cli("inventory", "import", str(source), "--body", body, *place, "--format", "json").out
    )
    assert report["new"] == records
    again = json.loads(
        run_cli("inventory", "import", str(source), "--body", body, *place, "--format", "json").out
    )
    assert (again["new"], again["unchanged"]) == (0, records)
    gaps = json.loads(run_cli("gaps", "--body", body, *place, "--format", "json").out)
    assert gaps["coverage"]["datasets"]["target"] == 31
    assert gaps["gaps"]
    assert [gap["rank"] for gap in gaps["gaps"]] == list(range(1, len(gaps["gaps"]) + 1))
    draft = tmp_path / "plan.md"
    run_cli("plan", "draft", "--body", body, *place, "--output", str(draft))
    text = draft.read_text(encoding="utf-8")
    assert sum(line.startswith("## 第") for line in text.splitlines()) == 7
    duty = "第9条第1項" if body.endswith("県") else "第9条第3項"
    assert duty in text
