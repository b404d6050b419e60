"""``konkyo sheet`` and ``konkyo pack`` from the command line, each as a process or through ``run``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_line import CHECKOUT, RunCli
from registry.cli.app import run
from registry.errors import ExitCode

Told = Callable[..., str]
EXAMPLES = CHECKOUT / "examples" / "aozora"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command in this process, in ``tmp_path`` with a workspace of its own; gives what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "w.sqlite3"))

    def call(*words: str | Path, code: int = 0) -> str:
        ended = run([str(word) for word in words])
        printed = capsys.readouterr()
        assert ended == code, f"{words}: {ended}\n{printed.out}\n{printed.err}"
        return printed.out + printed.err

    return call


def sheet(told: Told, *words: str) -> dict[str, Any]:
    """The sheet as JSON."""
    printed = told("sheet", *words, "--format", "json")
    return json.loads(printed[: printed.rindex("}") + 1])  # type: ignore[no-any-return]


def test_a_sheet_needs_neither_body_nor_workspace(told: Told, tmp_path: Path) -> None:
    made = sheet(told, "16", "--as-of", "2026-11-25")
    assert (made["body"], made["target"]["id"], made["item"]["verdict"]) == (None, "item-16", "conditional")
    kind = sheet(told, "AED設置箇所一覧", "--kind", "市")
    assert (kind["kind"], kind["item"], kind["datasets"][0]["id"]) == ("市", None, "ods-08")
    assert not (tmp_path / "w.sqlite3").exists()


def test_answers_are_kept_shown_gated_and_undone(told: Told) -> None:
    words = ("16", "--body", "141003", "--as-of", "2026-11-25")
    before = sheet(told, *words)
    conditions = [check["id"] for check in before["checks"] if check["condition"]]
    told("sheet", *words, "--check", code=ExitCode.NEGATIVE)
    answers = [part for key in conditions for part in ("--answer", f"{key}=はい：確かめた")]
    told("sheet", *words, *answers, "--check")
    after = sheet(told, *words)
    assert after["blocking_checks"] == 0
    assert {check["note"] for check in after["checks"] if check["answer"]} == {"確かめた"}
    assert "公開判断シートに回答" in told("history")
    told("sheet", *words, "--answer", f"{conditions[0]}=")
    assert sheet(told, *words)["blocking_checks"] == 1
    told("undo")
    told("undo")
    assert sheet(told, *words)["open_checks"] == before["open_checks"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sheet",), "対象がありません"),
        (("sheet", "99"), "当たる情報項目も標準データセットもありません"),
        (("sheet", "16", "--body", "141003", "--answer", "c99=はい"), "確認事項「c99」はありません"),
        (("sheet", "16", "--body", "141003", "--answer", "c1=たぶん"), "答えとして読めません"),
        (("sheet", "16", "--body", "141003", "--answer", "c1"), "答えがありません"),
        (("sheet", "16", "--answer", "c1=はい"), "団体が決まりません"),
        (("sheet", "16", "--body", "141003", "--kind", "市"), "一緒に使えません"),
        (("sheet", "--all", "--body", "141003"), "-o にフォルダー"),
        (("sheet", "16", "--all", "--body", "141003", "-o", "x"), "-o にフォルダー"),
        (("pack", "a.csv", "--licence", "CC0"), "フォルダーがありません"),
        (
            ("pack", "a.csv", "-o", "x", "--licence", "CC0", "--item", "1", "--dataset", "aed"),
            "一緒に使えません",
        ),
        (
            ("pack", "a.csv", "-o", "x", "--dataset", "16", "--licence", "CC0"),
            "標準データセットではありません",
        ),
        (("pack", "a.csv", "-o", "x"), "利用ルールが決まっていません"),
        (("pack", "a.csv", "-o", ".", "--licence", "CC0"), "今いるフォルダー"),
    ],
)
def test_wrong_use_is_told_and_leaves_nothing(
    told: Told, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.csv").write_text("名称\nあ\n", encoding="utf-8")
    assert said in told(*words, code=ExitCode.USAGE)
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite" not in path.name) == ["a.csv"]


def test_documents_go_to_files_and_are_not_replaced(told: Told, tmp_path: Path) -> None:
    told("sheet", "16", "-o", "a.md")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "# 公開判断シート" in text
    assert "同じ名前" in told("sheet", "16", "-o", "a.md", code=ExitCode.USAGE)
    told("sheet", "16", "-o", "a.md", "--overwrite")
    told("sheet", "16", "-o", "a.docx")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    told("sheet", "16", "-o", "a.csv", "--format", "csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("区分,事項,内容,根拠")
    assert told("sheet", "16", "--format", "markdown").replace("\r", "") == text


def test_the_catalogue_fills_sheet_and_pack(told: Told, tmp_path: Path) -> None:
    told("inventory", "import", EXAMPLES / "open_data_list_new.csv", "--body", "132063")
    made = sheet(told, "AED設置箇所一覧", "--body", "132063")
    assert made["catalogues"] == 1
    record = next(record for record in made["records"] if record["decision"] == "accept")
    assert made["metadata"][0]["value"] == record["title"]
    printed = told(
        "pack",
        EXAMPLES / "aed_old_cp932.csv",
        "-o",
        "pack",
        "--body",
        "132063",
        "-d",
        "AED設置箇所一覧",
        "--licence",
        "CC BY 4.0",
    )
    assert "公開パック" in printed
    manifest = json.loads((tmp_path / "pack/manifest.json").read_text(encoding="utf-8"))
    assert manifest["title"] == record["title"]
    assert manifest["target"] == "ods-08"
    assert "説明" not in manifest["blank"]


def test_all_sheets_go_to_a_folder(told: Told, tmp_path: Path) -> None:
    printed = told("sheet", "--all", "--body", "141003", "-o", "シート", "--as-of", "2026-11-25")
    names = [path.name for path in (tmp_path / "シート").iterdir()]
    assert len(names) > 40
    assert f"{len(names)} 件" in printed
    told("sheet", "--all", "--body", "141003", "-o", "シート", "--word", "--check", code=ExitCode.NEGATIVE)
    assert len(list((tmp_path / "シート").glob("*.docx"))) == len(names)


def test_pack_and_verify_as_processes(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "施設.csv").write_text("名称,所在地\n図書館,青空市本町1-1\n", encoding="utf-8")
    words = ("施設.csv", "--body", "132063", "--licence", "PDL1.0", "--as-of", "2026-11-25")
    made = run_cli("pack", *words, "-o", "pack", "--format", "json", cwd=tmp_path)
    answer = json.loads(made.out)
    assert answer["changed"]
    run_cli("pack", "make", *words, "--output", "pack", cwd=tmp_path)
    run_cli("pack", "verify", "pack", "--check", "--expect", answer["sums_sha256"], cwd=tmp_path)
    (tmp_path / "pack/data/施設.csv").write_text("改ざん", encoding="utf-8")
    told = run_cli("pack", "verify", "pack", "--format", "json", cwd=tmp_path)
    assert json.loads(told.out)["files"][0]["state"] == "changed"
    assert (
        "変わった" in run_cli("pack", "verify", "pack", "--check", code=ExitCode.NEGATIVE, cwd=tmp_path).out
    )


def test_personal_data_is_a_negative_answer(told: Told, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("名称,個人番号\nあ,123456789018\n", encoding="utf-8")
    words = ("pack", "a.csv", "-o", "p", "--licence", "CC0")
    assert "個人情報" in told(*words, code=ExitCode.NEGATIVE)
    assert not (tmp_path / "p").exists()
    told(*words, "--accept-personal-data", "架空の番号")
    assert (tmp_path / "p").is_dir()
