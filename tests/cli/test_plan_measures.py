"""``konkyo plan measures``: every command in every format; gates, refusals and what is loaded."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from command_line import Outcome, cli_environment
from registry.errors import KonkyoError, UsageError
from registry.render.formats import Format

BODY = "132063"


@pytest.fixture
def measures(workspace_path: Path) -> Any:
    """Run a command of the group; JSON is decoded, an error of konkyo's is raised."""
    from registry.cli.plan_measures import app

    def run(*words: str | Path, form: str = "json", where: bool = True) -> Any:
        place = ["--workspace", str(workspace_path), "--body", BODY, "--as-of", "2026-11-26"] if where else []
        done = CliRunner().invoke(app, [*map(str, words), *place, "--format", form])
        if isinstance(done.exception, KonkyoError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if form == "json" else done.stdout

    return run


def test_from_an_action_to_a_full_sheet(measures: Any) -> None:
    added = measures("add", "--action", "A01", "--kpi", "進捗; 目標=80%; 年度=2028")
    number = str(added["measure"]["number"])
    assert added["measure"]["kpis"][0]["target"] == "80"
    edited = measures(
        "edit",
        number,
        "--kpi",
        "1; 現状=12; 時点=R8.4.1; 出典=総務課",
        "--year",
        "2027=調べる",
        "--uses",
        "他:手続一覧",
    )
    assert edited["measure"]["kpis"][0]["current_on"] == "2026-04-01"
    assert measures("show", "A01") == edited
    assert [line["number"] for line in measures("list")["measures"]] == [int(number)]
    assert measures("remove", number)["measures"] == []


@pytest.mark.parametrize("form", [form.value for form in Format])
@pytest.mark.parametrize("words", [("list",), ("matrix",), ("show", "一"), ("counters",)])
def test_every_form_shows_hostile_text_inert(measures: Any, words: tuple[str, ...], form: str) -> None:
    measures("add", "--title", "一", "--outline", "=cmd|' /C calc'!A0\n<b>\x1b[31m|赤", "--section", "@課")
    shown = measures(*words, form=form)
    if form == "json":
        assert shown["body"]["code"] == BODY
        return
    assert "\x1b" not in shown
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    if form == "markdown":
        assert "<b>" not in shown


def test_the_sheet_names_the_fields_of_the_guide(measures: Any) -> None:
    measures(
        "add",
        "--action",
        "B03",
        "--kpi",
        "進捗; 目標=60; 年度=2029",
        "--publishes",
        "16",
        "--personal",
        "なし",
    )
    sheet = measures("show", "B03", form="csv")
    rows = {row[0]: row[2] for row in csv.reader(io.StringIO(sheet))}
    assert rows["KPI（進捗）"].startswith("1. 標準データセット充足率［%］")
    assert rows["現状値と測定時点"] == "1. 目録がまだ取り込まれていません"
    assert rows["目標値と達成時期"] == "1. 60%（令和11年度）"
    assert rows["使うデータ・公開するデータ"] == "公開する: 項番16 洪水ハザードマップ"
    assert rows["個人情報の有無と使い方の道"] == "個人情報を使わない"
    assert rows["担当部局"] == "（未記入）"


def test_a_file_is_taken_in(measures: Any, tmp_path: Path) -> None:
    path = tmp_path / "施策.csv"
    path.write_text("施策の候補,担当課,感想\nA01,総務課,よい\nB03,,\n", encoding="utf-8")
    result = measures("import", path)
    assert (result["added"], result["ignored"], len(result["numbers"])) == (2, ["感想"], 2)
    assert "感想" in measures("import", path, form="table")
    assert len(measures("list")["measures"]) == 4


def test_columns_need_no_workspace(measures: Any, workspace_path: Path) -> None:
    assert measures("columns", where=False)["columns"][0]["heading"] == "番号"
    assert "施策名" in measures("columns", form="table", where=False)
    assert not workspace_path.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "施策名がありません"),
        (("add", "--title", "一", "--ground", "基本法11条4項"), "11条3項"),
        (("add", "--action", "B03", "--kpi", "1; 現状=40"), "入力できません"),
        (("edit", "一"), "変えるところ"),
        (("edit", "二", "--section", "課"), "個別施策「二」"),
        (("show", "9"), "個別施策「9」"),
        (("remove", "9"), "個別施策「9」"),
    ],
)
def test_refusals_say_what_to_do(measures: Any, words: tuple[str, ...], said: str) -> None:
    measures("add", "--title", "一")
    with pytest.raises(UsageError) as caught:
        measures(*words)
    assert said in str(caught.value)
    assert caught.value.mend
    assert len(measures("list")["measures"]) == 1


def test_an_overtaken_edit_is_refused(measures: Any) -> None:
    version = measures("add", "--title", "一")["measure"]["row_version"]
    measures("edit", "一", "--section", "総務課")
    with pytest.raises(KonkyoError, match="個別施策"):
        measures("edit", "一", "--section", "企画課", "--expect-version", str(version))


def test_the_help_loads_no_database(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom registry.cli.plan_measures import app\n"
        "try:\n    app(['add', '--help'])\n"
        "finally:\n    print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=cli_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = Outcome(done.returncode, done.stdout, done.stderr)
    assert "個別施策を登録します" in loaded.out
    assert not {"sqlalchemy", "sqlmodel", "networkx", "textual", "yaml"} & set(loaded.err.split())
