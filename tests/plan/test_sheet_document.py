"""The sheet as a document: every part there, marks and slots, the same bytes, read back, Word without contents."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from registry.analysis.sheets import sheets_of_gaps
from registry.errors import UsageError
from registry.knowledge.datasets import StandardDataset
from registry.knowledge.facts import Grade
from registry.knowledge.items import Item
from registry.knowledge.snapshot import load
from registry.plan.document import FILL_IN, Grid, Listing, Paragraph, Slot, count_slots, texts_of
from registry.plan.elements import Table, plain
from registry.plan.markdown import to_markdown
from registry.plan.reading import read_plan
from registry.plan.sheet_document import sheet_document
from registry.plan.sheet_files import sheet_bytes, write_sheets
from registry.publishing.sheet import DecisionSheet, KnownOfTarget
from registry.publishing.sheet_assembly import make_sheet

VIEW = load().at(date(2026, 11, 25))
BODY = VIEW.knowledge.bodies.find("141003")
SUBJECTS: list[Item | StandardDataset] = [
    *VIEW.knowledge.items.values(),
    *(dataset for dataset in VIEW.knowledge.datasets.datasets if dataset.id.startswith("ods")),
]


def sheets() -> Iterator[DecisionSheet]:
    """A sheet of every target for a body, and of some for nobody."""
    for subject in SUBJECTS:
        yield make_sheet(VIEW, subject, BODY)
    yield make_sheet(VIEW, SUBJECTS[0])
    yield make_sheet(VIEW, SUBJECTS[-1])


SHEETS = list(sheets())
IDS = [f"{sheet.target.id}-{'body' if sheet.body else 'nobody'}" for sheet in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_every_part_is_there_and_can_be_read_back(sheet: DecisionSheet) -> None:
    text = to_markdown(sheet_document(sheet, VIEW, "1"))
    assert text == to_markdown(sheet_document(sheet, VIEW, "1"))
    plan = read_plan(text)
    captions = [plain(element.caption) for element in plan.elements if isinstance(element, Table)]
    for part in ("判定", "決裁", "確認事項", "利用ルールと出典", "メタデータ", "個人情報の確認の手順"):
        assert any(part in caption for caption in captions), part
    assert plan.front["kind"] == "公開判断シート"
    assert plan.front["target"] == sheet.target.id
    shown = "\n".join(
        plain(line)
        for element in plan.elements
        if isinstance(element, Table)
        for row in element.rows
        for line in row
    )
    for check in sheet.checks:
        assert check.text in shown


@pytest.mark.parametrize("sheet", SHEETS, ids=IDS)
def test_unsure_facts_carry_a_mark_and_statements_a_ground(sheet: DecisionSheet) -> None:
    document = sheet_document(sheet, VIEW)
    by_id = {block.id: block for block in document.blocks}
    checks = by_id["checks"]
    assert isinstance(checks, Grid)
    for row, check in zip(checks.rows, sheet.checks, strict=True):
        assert bool(row[1].mark) == (check.status is not Grade.VERIFIED)
        assert row[1].grounds
    for block in document.blocks:
        if isinstance(block, Listing):
            assert all(text.grounds or "目録" in text.text for text in texts_of(block)), block.id
        if isinstance(block, Paragraph) and not block.resolve:
            assert block.sentences[0].grounds, block.id
    assert set(document.grounds) >= {
        key for block in document.blocks for text in texts_of(block) for key in text.grounds
    }


def test_places_to_write_shrink_as_things_are_known() -> None:
    item = VIEW.knowledge.item("16")
    bare = sheet_document(make_sheet(VIEW, item, BODY), VIEW)
    checks = make_sheet(VIEW, item, BODY).checks
    known = KnownOfTarget(
        section="防災課",
        state="公開予定",
        fiscal_year=2027,
        answers={check.id: ("はい", "済み", check.text) for check in checks},
    )
    full = sheet_document(make_sheet(VIEW, item, BODY, known=known, licence="PDL1.0"), VIEW)
    assert any(isinstance(block, Slot) for block in bare.blocks)
    assert not any(isinstance(block, Slot) for block in full.blocks)
    assert (
        count_slots(bare) - count_slots(full) == len(checks) + 2 + 1 + 2
    )  # checks, policy and section, slot, metadata
    text = to_markdown(full)
    assert "はい（済み）" in text
    assert "令和9年度" in text
    assert "採用" in text
    assert "出典の記載" in text


def test_hostile_words_are_inert() -> None:
    known = KnownOfTarget(
        section="<script>alert(1)</script>|\n# 見出し",
        fields={"metadata-03": "[x](javascript:alert(1)) =1+1 \x1b[31m"},
        catalogues=1,
    )
    text = to_markdown(sheet_document(make_sheet(VIEW, SUBJECTS[0], BODY, known=known), VIEW))
    assert "<script>" not in text
    assert "[x](javascript" not in text
    assert "\x1b" not in text
    assert "\n# 見出し" not in text


def test_word_has_no_table_of_contents_and_the_same_bytes() -> None:
    sheet = make_sheet(VIEW, VIEW.knowledge.item("16"), BODY)
    content = sheet_bytes(sheet, VIEW, ".docx", "1")
    assert content == sheet_bytes(sheet, VIEW, ".docx", "1")
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    document = package.read("word/document.xml").decode("utf-8")
    assert "TOC" not in document
    assert "titlePg" not in document
    styles = package.read("word/styles.xml").decode("utf-8")
    title, normal = (
        re.search(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', styles, re.DOTALL)
        for name in ("Title", "Normal")
    )
    assert title is not None
    assert normal is not None
    assert 'w:before="0"' in title[0]
    assert '<w:sz w:val="18"/>' in normal[0]
    words = re.sub(r"<[^>]+>", "", document)
    for part in ("判定", "決裁", "確認事項", "利用ルール", FILL_IN, "水防法15条3項"):
        assert part in words


def test_all_gaps_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "シート"
    stages: list[tuple[str, int, int]] = []
    answer = write_sheets(
        sheets_of_gaps(VIEW, BODY), VIEW, BODY, folder, progress=lambda *stage: stages.append(stage)
    )
    assert len(answer.sheets) == len(list(folder.iterdir())) == stages[-1][1] == stages[-1][2]
    assert {sheet.path for sheet in answer.sheets} == {path.name for path in folder.iterdir()}
    one = folder / answer.sheets[-1].path
    one.write_text("書き加えた", encoding="utf-8")
    for path in folder.iterdir():
        if path != one:
            path.unlink()
    with pytest.raises(UsageError, match="同じ名前のファイル"):
        write_sheets(sheets_of_gaps(VIEW, BODY), VIEW, BODY, folder)
    assert [path.name for path in folder.iterdir()] == [one.name]
    assert one.read_text(encoding="utf-8") == "書き加えた"
    write_sheets(sheets_of_gaps(VIEW, BODY), VIEW, BODY, folder, overwrite=True)
    assert len(list(folder.iterdir())) == len(answer.sheets)
