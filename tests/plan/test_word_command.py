"""``konkyo plan export`` and ``konkyo plan import``: files, refusals, versions."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from registry.cli.plan_export import app
from registry.errors import InputError, UsageError
from registry.plan.exporting import ExportForm, form_of, remaining
from registry.plan.reading import read_plan
from registry.plan.word.export import to_docx
from word_documents import PLAN, edited, replace

RUNNER = CliRunner()


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "w.db"))
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: str) -> str:
    result = RUNNER.invoke(app, list(words), catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


@pytest.mark.parametrize(
    ("form", "name"),
    [("docx", "plan.docx"), ("html", "plan.html"), ("xlsx", "plan.xlsx"), ("csv", "plan_表")],
)
def test_every_form_stands_beside_the_plan(plan: Path, form: str, name: str) -> None:
    told = run("export", str(plan), "--to", form)
    assert (plan.parent / name).exists()
    assert "記入する所 2 か所、食い違い 1 か所が残っています" in told
    with pytest.raises(UsageError, match="既にあります"):
        run("export", str(plan), "--to", form)
    run("export", str(plan), "--to", form, "--overwrite")


def test_the_ending_tells_the_form() -> None:
    assert form_of("", Path("a.xlsx")) is ExportForm.XLSX
    assert form_of("", None) is ExportForm.DOCX
    with pytest.raises(UsageError, match="書き出せません"):
        form_of("pdf", None)


def test_open_places_are_counted() -> None:
    left = remaining(PLAN, read_plan(PLAN))
    assert (left.slots, left.conflicts) == (2, 1)


def test_edits_come_into_the_file(plan: Path) -> None:
    word = plan.with_suffix(".docx")
    word.write_bytes(edited(to_docx(PLAN), lambda document: replace(document, "面積は89", "面積は90")))
    trial = json.loads(run("import", str(word), "--into", str(plan), "--dry-run", "--format", "json"))
    assert (trial["written"], trial["changed"]) == (False, 1)
    assert plan.read_text(encoding="utf-8") == PLAN
    answer = json.loads(run("import", str(word), "--into", str(plan), "--format", "json"))
    assert (answer["written"], answer["changed"], answer["conflicts"]) == (True, 1, 0)
    assert plan.read_text(encoding="utf-8") == PLAN.replace("面積は89", "面積は90")


def test_without_edits_the_file_is_not_touched(plan: Path) -> None:
    word = plan.with_suffix(".docx")
    word.write_bytes(to_docx(PLAN))
    before = plan.stat().st_mtime_ns
    assert "書いていません" in run("import", str(word), "--into", str(plan))
    assert plan.stat().st_mtime_ns == before


def test_what_the_plan_was_is_kept_as_a_version(plan: Path) -> None:
    from registry.cli import options

    text = PLAN.replace('body_name: "架空市"', 'body: "141003"\nbody_name: "横浜市"')
    plan.write_text(text, encoding="utf-8")
    with options.open_workspace(""):
        pass
    word = plan.with_suffix(".docx")
    word.write_bytes(edited(to_docx(text), lambda document: replace(document, "面積は89", "面積は90")))
    answer = json.loads(run("import", str(word), "--into", str(plan), "--format", "json"))
    with options.open_workspace("") as store:
        kept = {draft.draft_id: draft.edited_text for draft in store.drafts("141003")}
    assert kept[answer["before"]] == text


def test_the_document_of_another_plan_is_refused(plan: Path) -> None:
    word = plan.with_suffix(".docx")
    word.write_bytes(to_docx(PLAN.replace('body_name: "架空市"', 'body: "141003"')))
    plan.write_text(PLAN.replace('body_name: "架空市"', 'body: "141305"'), encoding="utf-8")
    with pytest.raises(UsageError, match="別の計画から"):
        run("import", str(word), "--into", str(plan))


def test_a_foreign_document_becomes_a_new_plan_only_on_demand(plan: Path, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("第1章 現状", level=1)
    word = tmp_path / "foreign.docx"
    document.save(str(word))
    with pytest.raises(InputError, match="元の計画が分かりません"):
        run("import", str(word), "--into", str(plan))
    with pytest.raises(UsageError, match="既にあります"):
        run("import", str(word), "--into", str(plan), "--new")
    new = tmp_path / "new.md"
    run("import", str(word), "--into", str(new), "--new")
    assert new.read_text(encoding="utf-8") == "## 第1章 現状\n"
