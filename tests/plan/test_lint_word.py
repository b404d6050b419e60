"""Plans in Word: the same rules, with the numbers of paragraphs."""

from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from lint_plans import DAY, draft, filled, knowledge
from registry.errors import InputError
from registry.plan.elements import CONFLICT_SIDES, Conflict, Entry, Heading, Paragraph, Table, plain
from registry.plan.lint.checking import lint_file, lint_text
from registry.plan.lint.word_text import read_word
from registry.plan.register import Style
from registry.plan.word.export import to_docx


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("青空市DX推進計画", style="Title")
    document.add_heading("第1章 はじめに", level=1)
    document.add_paragraph("基本法第10条により、本市は手続のオンライン化を義務付けられている。")
    document.add_paragraph("情報政策課が進める。", style="List Bullet")
    document.add_heading("第3章 取組", level=1)
    document.add_paragraph("表1 取組")
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, ("取組", "指標", "目標値", "担当課"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("電子申請", "申請率", "", "市民課"), strict=True):
        cell.text = text
    document.add_paragraph("○○を行う。")
    path = tmp_path / "計画.docx"
    document.save(str(path))
    return path


def test_headings_lists_and_tables_are_read(plan: Path) -> None:
    read = read_word(plan, plan.read_bytes())
    headings = [(one.level, plain(one.text), one.line) for one in read.elements if isinstance(one, Heading)]
    assert headings == [(1, "青空市DX推進計画", 1), (2, "第1章 はじめに", 2), (2, "第3章 取組", 5)]
    assert [plain(one.lines[0]) for one in read.elements if isinstance(one, Entry)] == [
        "情報政策課が進める。"
    ]
    table = next(one for one in read.elements if isinstance(one, Table))
    assert (plain(table.caption), table.line, len(table.rows)) == ("表1 取組", 7, 1)


def test_findings_count_paragraphs_and_rows(plan: Path) -> None:
    answer = lint_file(plan, knowledge().at(DAY))
    found = {(one.code, one.line) for one in answer.findings}
    assert {("L201", 3), ("L508", 5), ("L301", 8), ("L606", 9)} <= found
    assert answer.path == str(plan)


@pytest.mark.parametrize("style", list(Style))
def test_a_word_file_of_konkyo_says_what_its_markdown_says(style: Style, tmp_path: Path) -> None:
    for text in (draft(style=style), filled(draft(style=style), polite=style is Style.DESUMASU)):
        path = tmp_path / "計画.docx"
        path.write_bytes(to_docx(text))
        of_word = Counter(one.code for one in lint_file(path, knowledge().at(DAY)).findings)
        assert of_word == Counter(one.code for one in lint_text(text, knowledge().at(DAY)).findings)


def test_links_and_text_under_review(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("甲")
    removed = document.add_paragraph("○○課")._p
    mark = removed.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}del", {})
    for run in list(removed):
        mark.append(run)
    removed.append(mark)
    path = tmp_path / "a.docx"
    document.save(str(path))
    read = read_word(path, path.read_bytes())
    assert [plain(one.lines[0]) for one in read.elements if hasattr(one, "lines")] == [paragraph.text]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"PK\x03\x04broken"), ("b.docx", b""), ("c.doc", b"x"), ("d.md", b"\xff\xfe\x80\x81\x00")],
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=name) as caught:
        lint_file(path, knowledge().at(DAY))
    assert caught.value.mend


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="読めません"):
        lint_file(tmp_path / "ない.md", knowledge().at(DAY))


def test_shift_jis_is_read(tmp_path: Path) -> None:
    path = tmp_path / "計画.md"
    path.write_bytes("# 青空市計画\n\n○○を行う。\n".encode("cp932"))
    assert "L606" in {one.code for one in lint_file(path, knowledge().at(DAY)).findings}


def test_what_other_word_files_have(tmp_path: Path) -> None:
    document = Document()
    document.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), "見出し 1")
    document.add_paragraph("第1章 現状", style=document.styles["見出し 1"])
    document.add_paragraph("")
    document.add_paragraph("[3]の注はない。")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, (("施策", "課", ""), ("甲", "市民課", "1"), ("乙", "", "2")), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(0, 1).merge(table.cell(0, 2))
    conflict = document.add_table(rows=2, cols=2)
    for row, pair in zip(conflict.rows, (CONFLICT_SIDES, ("前の文", "後の文")), strict=True):
        for cell, text in zip(row.cells, pair, strict=True):
            cell.text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    heading, paragraph, read, settled = read_word(path, path.read_bytes()).elements
    assert isinstance(heading, Heading)
    assert (heading.level, heading.line) == (2, 1)
    assert isinstance(paragraph, Paragraph)
    assert (plain(paragraph.lines[0]), paragraph.line) == ("[3]の注はない。", 3)
    assert isinstance(read, Table)
    said = [[plain(cell).strip() for cell in row] for row in (read.columns, *read.rows)]
    assert said == [["施策", "課", "課"], ["甲", "市民課", "1"], ["乙", "市民課", "2"]]
    assert read.line == 4
    assert isinstance(settled, Conflict)
    assert (settled.ours, settled.theirs, settled.line) == ("前の文", "後の文", 7)
