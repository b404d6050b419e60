"""Edits made in Word come back into the Markdown, and nothing else changes."""

import copy
import random
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.errors import InputError
from registry.plan.merging import OURS
from registry.plan.word.export import to_docx
from registry.plan.word.importing import Imported, import_docx, word_to_markdown
from word_documents import HOSTILE, PLAN, XMLNS, W, edited, paragraph, replace, without_keys

WORD = to_docx(PLAN)


def brought(edit: Callable[[WordDocument], None], now: str | None = None) -> Imported:
    return import_docx(edited(WORD, edit), now)


def lines_changed(text: str) -> tuple[list[str], list[str]]:
    """Lines of the plan that went, and lines that came."""
    old, new = PLAN.split("\n"), text.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    "text", [PLAN, PLAN.replace("\n", "\r\n"), "\ufeff" + PLAN, PLAN.rstrip(), "", "一行", "\n\n"]
)
def test_without_edits_nothing_changes(text: str) -> None:
    imported = import_docx(to_docx(text))
    assert imported.text == text
    assert imported.not_taken == ()


def test_saving_in_another_program_changes_nothing() -> None:
    assert import_docx(edited(WORD, lambda _: None)).text == PLAN


def test_a_changed_word_changes_one_line_and_keeps_references() -> None:
    imported = brought(lambda word: replace(word, "世帯は567", "世帯は600"))
    assert lines_changed(imported.text) == (
        ["世帯は567である。[^gbbbbbb][^gaaaaaa]"],
        ["世帯は600である。[^gbbbbbb][^gaaaaaa]"],
    )
    assert (imported.changed, imported.added, imported.removed, imported.moved) == (1, 0, 0, 0)


def test_a_new_sentence_gets_a_line_of_its_own() -> None:
    imported = brought(lambda word: replace(word, "面積は89である。", "面積は89である。標高は5である。"))
    assert lines_changed(imported.text) == ([], ["標高は5である。"])


def test_what_is_typed_stays_text() -> None:
    imported = brought(lambda word: replace(word, "面積は89", f"# - 1. {HOSTILE}".replace("\x1b", "")))
    assert imported.not_taken == ()
    assert "\\<script\\>" in imported.text
    assert "# - 1" not in [line[:5] for line in imported.text.split("\n")]


def test_bold_and_links_of_changed_lines_stay() -> None:
    imported = brought(lambda word: replace(word, "の段落で、", "の一段落で、"))
    _, came = lines_changed(imported.text)
    assert came == ["人が書いた**太字**の一段落で、[案内](<https://example.jp/a#b>)と\\*記号\\*がある。"]


def test_cells_rows_and_captions() -> None:
    def edit(word: WordDocument) -> None:
        replace(word, "数の表", "人数の表")
        table = word.tables[0]._tbl
        rows = list(table.iter(f"{W}tr"))
        replace(word, "【記入】", "済 | 了")
        table.remove(rows[3])
        new = without_keys(copy.deepcopy(rows[1]))
        next(new.iter(f"{W}t")).text = "四"
        rows[2].addnext(new)

    imported = brought(edit)
    gone, came = lines_changed(imported.text)
    assert gone[0] == "表1 数の表[^gbbbbbb]"
    assert "| 三 | 3 | ― |" in gone
    assert came[0] == "表1 人数の表[^gbbbbbb]"
    assert "| 二 | 2 | 済 \\| 了 |" in came
    assert "| 四 | 1 | a\\|b[^gaaaaaa] |" in came


def test_a_new_column_writes_the_table_anew() -> None:
    def edit(word: WordDocument) -> None:
        for row in word.tables[0]._tbl.iter(f"{W}tr"):
            cell = without_keys(copy.deepcopy(next(row.iter(f"{W}tc"))))
            next(cell.iter(f"{W}t")).text = "列"
            row.append(cell)

    imported = brought(edit)
    assert "| 名 | 数 | 備考 | 列 |" in imported.text
    assert imported.not_taken == ()


def test_a_filled_slot_is_no_box_any_more() -> None:
    def edit(word: WordDocument) -> None:
        replace(word, "【記入】人口の見通し", "人口は減る。")
        element = paragraph(word, "推計の年と出典を書く。")._p
        element.getparent().remove(element)

    imported = brought(edit)
    assert "id=c1/a/s -->\n人口は減る。\n<!-- /konkyo:block -->" in imported.text
    assert "> 【記入】" not in imported.text


def test_new_and_deleted_paragraphs() -> None:
    def edit(word: WordDocument) -> None:
        paragraph(word, "第2章").insert_paragraph_before("新しい段落。", style="Body Text")
        paragraph(word, "ア 一つ目").insert_paragraph_before(
            "ア0 新しい項目", style=paragraph(word, "ア").style
        )
        paragraph(word, "第2章").insert_paragraph_before("2 新しい節", style="Heading 2")
        for beginning in ("イ 二つ目", "【記入】人口", "推計の年"):
            element = paragraph(word, beginning)._p
            element.getparent().remove(element)

    imported = brought(edit)
    gone, came = lines_changed(imported.text)
    assert set(came) == {"新しい段落。", "- ア0 新しい項目", "### 2 新しい節"}
    assert gone == [
        "- イ 二つ目",
        "<!-- konkyo:block id=c1/a/s -->",
        "> 【記入】人口の見通し",
        ">",
        "> 推計の年と出典を書く。",
    ]
    assert "<!-- 担当の覚え -->" in imported.text


def test_a_moved_section_moves_with_its_blocks() -> None:
    def edit(word: WordDocument) -> None:
        heading, target = paragraph(word, "【記入】人口")._p, paragraph(word, "人口は1,234人")._p
        following = heading.getnext()
        target.addprevious(heading)
        target.addprevious(following)

    imported = brought(edit)
    assert imported.moved == 1
    assert imported.text.index("id=c1/a/s") < imported.text.index("id=c1/a/p")
    assert sorted(imported.text.split("\n")) == sorted(PLAN.split("\n"))


def test_tracked_changes_are_read_as_accepted_and_comments_are_told() -> None:
    def edit(word: WordDocument) -> None:
        found = paragraph(word, "人口は1,234人")
        run = found.runs[0]._r
        run.addprevious(
            parse_xml(f'<w:ins {XMLNS} w:id="901" w:author="課長"><w:r><w:t>本市の</w:t></w:r></w:ins>')
        )
        run.addprevious(
            parse_xml(
                f'<w:del {XMLNS} w:id="902" w:author="課長"><w:r><w:delText>昔の</w:delText></w:r></w:del>'
            )
        )
        row = list(word.tables[0]._tbl.iter(f"{W}tr"))[3]
        row.insert(0, parse_xml(f'<w:trPr {XMLNS}><w:del w:id="903" w:author="課長"/></w:trPr>'))
        word.add_comment(found.runs, text="出典は？", author="課長", initials="K")

    imported = brought(edit)
    assert lines_changed(imported.text) == (
        ["人口は1,234人である（未確認）。[^gaaaaaa]", "| 三 | 3 | ― |"],
        ["本市の人口は1,234人である（未確認）。[^gaaaaaa]"],
    )
    assert [(comment.author, comment.text) for comment in imported.comments] == [("課長", "出典は？")]


def test_notes_are_edited() -> None:
    def edit(word: WordDocument) -> None:
        replace(word, "（一部確認）", "（確認済み、令和9年1月5日）")

    gone, came = lines_changed(brought(edit).text)
    assert gone == ["[^gbbbbbb]: 国勢調査。（一部確認）"]
    assert came == ["[^gbbbbbb]: 国勢調査。（確認済み、令和9年1月5日）"]


def test_a_footnote_made_with_word_becomes_a_note() -> None:
    def edit(word: WordDocument) -> None:
        xml = (
            f'<w:footnotes {XMLNS}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 市の調べ。</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        found = paragraph(word, "人口は1,234人")
        found._p.append(parse_xml(f'<w:r {XMLNS}><w:footnoteReference w:id="2"/></w:r>'))

    gone, came = lines_changed(brought(edit).text)
    assert gone == ["面積は89である。"]
    assert came == ["面積は89である。[^word1]", "[^word1]: 市の調べ。"]


def test_a_note_typed_into_the_list_becomes_a_note() -> None:
    def edit(word: WordDocument) -> None:
        found = paragraph(word, "人口は1,234人")
        found.add_run("[3]", style="根拠番号")
        last = paragraph(word, "[2]")
        new = without_keys(copy.deepcopy(last._p))
        texts = list(new.iter(f"{W}t"))
        texts[0].text, texts[1].text = "[3]", "新しい根拠。"
        last._p.addnext(new)

    gone, came = lines_changed(brought(edit).text)
    assert gone == ["面積は89である。"]
    assert came == ["面積は89である。[^w3]", "[^w3]: 新しい根拠。"]


def test_a_note_goes_when_nothing_cites_it_any_more() -> None:
    def edit(word: WordDocument) -> None:
        for element in list(word.element.body.iter(f"{W}hyperlink")):
            if element.get(f"{W}anchor") == "_konkyo_N2":
                element.getparent().remove(element)
        element = paragraph(word, "[2]")._p
        element.getparent().remove(element)

    imported = brought(edit)
    assert "gbbbbbb" not in imported.text
    assert "[^gaaaaaa]: " in imported.text


def test_a_note_that_is_cited_stays() -> None:
    def edit(word: WordDocument) -> None:
        element = paragraph(word, "[2]")._p
        element.getparent().remove(element)

    imported = brought(edit)
    assert imported.text == PLAN
    assert imported.not_taken == ("注 [2] の削除（本文がまだ引いています）",)


def test_a_heading_of_another_level() -> None:
    def edit(word: WordDocument) -> None:
        paragraph(word, "1 人口").style = word.styles["Heading 3"]

    assert "#### 1 人口" in brought(edit).text


def test_what_cannot_be_taken_is_told() -> None:
    def edit(word: WordDocument) -> None:
        replace(word, "令和8年11月25日", "令和9年1月1日")
        replace(word, "本市は取り組む。", "本市はやる。")
        paragraph(word, "第2章")._p.append(parse_xml(f"<w:r {XMLNS}><w:pict/></w:r>"))

    told = " ".join(brought(edit).not_taken)
    assert "表紙" in told
    assert "食い違いの表" in told
    assert "図・写真" in told


def test_both_sides_changed_are_merged_or_shown() -> None:
    now = PLAN.replace("世帯は567", "世帯は999").replace("国勢調査。", "国勢調査（速報）。")
    imported = brought(lambda word: replace(word, "面積は89", "面積は90"), now)
    assert imported.conflicts == ()
    assert "面積は90" in imported.text
    assert "世帯は999" in imported.text
    clash = brought(lambda word: replace(word, "世帯は567", "世帯は600"), now)
    assert len(clash.conflicts) == 1
    assert OURS in clash.text
    assert "世帯は600" in clash.text
    assert "世帯は999" in clash.text


def test_a_move_in_word_and_edits_in_the_markdown_meet() -> None:
    def edit(word: WordDocument) -> None:
        slot, target = paragraph(word, "【記入】人口")._p, paragraph(word, "人口は1,234人")._p
        following = slot.getnext()
        target.addprevious(slot)
        target.addprevious(following)
        paragraph(word, "第2章").insert_paragraph_before("Word で加えた段落。", style="Body Text")

    now = PLAN.replace("世帯は567", "世帯は999").replace("ウ 三つ目", "ウ 三つ目（手で）")
    imported = brought(edit, now)
    assert (imported.conflicts, imported.not_taken) == ((), ())
    assert imported.text.index("id=c1/a/s") < imported.text.index("id=c1/a/p")
    assert set(now.split("\n")) - set(imported.text.split("\n")) == set()
    assert set(imported.text.split("\n")) - set(now.split("\n")) == {"Word で加えた段落。"}


def test_sections_moved_on_both_sides_stay_as_in_the_markdown() -> None:
    def edit(word: WordDocument) -> None:
        slot, target = paragraph(word, "【記入】人口")._p, paragraph(word, "人口は1,234人")._p
        following = slot.getnext()
        target.addprevious(slot)
        target.addprevious(following)

    first, second = PLAN.index("<!-- konkyo:block id=c1/a/l"), PLAN.index("<!-- konkyo:block id=c1/a/t")
    third = PLAN.index("<!-- konkyo:block id=c1/a/s")
    now = PLAN[:first] + PLAN[second:third] + PLAN[first:second] + PLAN[third:]
    imported = brought(edit, now)
    assert imported.text == now
    assert "段の入替え" in imported.not_taken[0]


def test_a_paragraph_made_an_entry_and_an_entry_made_a_paragraph() -> None:
    def edit(word: WordDocument) -> None:
        paragraph(word, "人が書いた").style = word.styles["List Bullet"]
        paragraph(word, "ウ 三つ目").style = word.styles["Body Text"]

    imported = brought(edit)
    assert imported.not_taken == ()
    gone, came = lines_changed(imported.text)
    assert gone[1] == "- ウ 三つ目"
    assert came[0].startswith("- 人が書いた**太字**")
    assert came[1] == "ウ 三つ目"


def test_text_between_blocks_is_merged_too() -> None:
    now = PLAN.replace("<!-- 担当の覚え -->", "<!-- 担当の覚え -->\n\n後で書いた段落。")
    imported = brought(lambda word: replace(word, "の段落で、", "の一段落で、"), now)
    assert imported.conflicts == ()
    assert "の一段落で、" in imported.text
    assert "後で書いた段落。" in imported.text


def test_a_document_that_lost_its_markdown_needs_the_copy() -> None:
    foreign = BytesIO()
    Document().save(foreign)
    with pytest.raises(InputError, match="元の計画が分かりません"):
        import_docx(foreign.getvalue())


def test_any_word_document_can_become_markdown() -> None:
    document = Document()
    document.add_heading("計画", level=0)
    document.add_heading("第1章 現状", level=1)
    document.add_paragraph("段落 # である。")
    document.add_paragraph("項目", style="List Bullet")
    document.add_paragraph("手順", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"|{number}"
    stream = BytesIO()
    document.save(stream)
    text, comments, lost = word_to_markdown(stream.getvalue())
    assert text.split("\n\n")[:4] == ["# 計画", "## 第1章 現状", "段落 # である。", "- 項目\n1. 手順"]
    assert "| \\|0 | \\|1 |\n| --- | --- |\n| \\|2 | \\|3 |" in text
    assert (comments, lost) == ((), ())


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0" + bytes(600), WORD[:2000], b"<html>"])
def test_files_that_are_no_word_document_are_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="Word 文書が読めません"):
        import_docx(content)


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", 8) as archive:
        archive.writestr("word/document.xml", bytes(257 * 1024 * 1024))
    with pytest.raises(InputError):
        import_docx(stream.getvalue())


_PIECES = (
    "# 題",
    "## 章",
    "段落である。[^gaaaaaa]\n二文目。",
    "- 項目\n- 項目二\n  続き",
    "1. 一\n2. 二",
    "表1 名\n\n| a | b |\n| --- | --- |\n| x\\|y | **太** |",
    "> 【記入】課題\n>\n> 案内",
    "> 引用\n> 続き",
    "```\ncode <b>\n```",
    "<!-- 覚え -->",
    "[^gaaaaaa]: 注 <https://a.example/x#y>。",
    "a  \nb\\\nc",
    "\u3000全角\x07\x1b[31m",
    "<div>\nhtml\n</div>",
    "見出し\n===",
    "<<<<<<< 手で直した文\na\n=======\nb\n>>>>>>> 新しい案",
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Plans of everything that Markdown has, in blocks and between them."""
    parts = []
    for number, piece in enumerate(
        draw(st.lists(st.sampled_from(_PIECES) | st.text(max_size=20), max_size=8))
    ):
        block = draw(st.booleans())
        parts.append(
            f"<!-- konkyo:block id=b{number} -->\n{piece}\n<!-- /konkyo:block -->" if block else piece
        )
    return draw(st.sampled_from(["\n", "\n\n"])).join(parts) + draw(st.sampled_from(["", "\n"]))


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_comes_back_byte_for_byte(text: str) -> None:
    assert import_docx(to_docx(text)).text == text


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(0, 2**32))
def test_after_any_edit_every_word_is_in_the_markdown_or_told(text: str, seed: int) -> None:
    chance = random.Random(seed)

    def edit(word: WordDocument) -> None:
        body = word.element.body
        for _ in range(chance.randint(1, 3)):
            found = [
                one for one in body.iterchildren(f"{W}p") if any(part.text for part in one.iter(f"{W}t"))
            ]
            if not found:
                return
            one, other = chance.choice(found), chance.choice(found)
            match chance.randrange(4):
                case 0:
                    body.remove(one)
                case 1:
                    other.addnext(one) if one is not other else None
                case 2:
                    other.addnext(without_keys(copy.deepcopy(one)))
                case _:
                    next(part for part in one.iter(f"{W}t") if part.text).text = "変えた*文*。1. "

    content = edited(to_docx(text), edit)
    imported = import_docx(content)
    shown = "".join(imported.text.replace("\\", "").split())
    for found in Document(BytesIO(content)).paragraphs:
        if "変えた" in found.text:
            assert "変えた*文*" in shown or imported.not_taken
