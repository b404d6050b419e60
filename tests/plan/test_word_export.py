"""The Word document of a plan: its parts, its styles, and what must never be live in it."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.plan.elements import Run, plain
from registry.plan.reading import read_plan
from registry.plan.word.carried import read_carried
from registry.plan.word.export import to_docx
from registry.plan.word.looks import LANDSCAPE_HEIGHT, PORTRAIT
from registry.plan.word.paging import Pages
from registry.plan.word.units import Kind, units_of
from registry.plan.word.widths import display_width, fit_columns, is_turned
from word_documents import HOSTILE, PLAN, W, part_of

WORD = to_docx(PLAN)
BODY = part_of(WORD, "word/document.xml")


def styles_of(content: bytes) -> list[tuple[str, str]]:
    """Name of the style and text of every paragraph outside tables and contents."""
    return [
        (found.style.name if found.style else "", found.text)
        for found in Document(BytesIO(content)).paragraphs
    ]


def test_the_same_text_gives_the_same_bytes() -> None:
    assert to_docx(PLAN) == WORD
    with ZipFile(BytesIO(WORD)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_xml_and_nothing_else() -> None:
    with ZipFile(BytesIO(WORD)) as archive:
        names = archive.namelist()
        for name in names:
            parse_xml(archive.read(name))
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if not name.endswith((".xml", ".rels"))]


def test_headings_are_real_and_their_numbers_are_written_once() -> None:
    found = styles_of(WORD)
    assert ("Title", "架空市計画（案）") in found
    assert ("Heading 1", "第1章 現状") in found
    assert ("Heading 2", "1 人口") in found
    styles = parse_xml(part_of(WORD, "word/styles.xml").encode())
    headings = [style for style in styles if "eading" in (style.get(f"{W}styleId") or "")]
    assert headings
    assert not [style for style in headings if style.find(f".//{W}numPr") is not None]


def test_cover_and_properties() -> None:
    found = styles_of(WORD)
    assert found[1:3] == [("Subtitle", "架空市"), ("Subtitle", "令和8年11月25日")]
    core = Document(BytesIO(WORD)).core_properties
    assert (core.title, core.author, core.language) == ("架空市計画（案）", "架空市", "ja-JP")
    assert core.created is not None
    assert core.created.date().isoformat() == "2026-11-25"


def test_contents_are_filled_with_headings_and_pages() -> None:
    inside = BODY[BODY.index("<w:sdt>") : BODY.index("</w:sdt>")]
    assert ' TOC \\o "1-2"' in inside
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inside)
    assert texts == ["目次", "第1章 現状", "3", "1 人口", "3", "第2章 方針", "4", "注・根拠", "5"]
    assert "updateFields" not in part_of(WORD, "word/settings.xml")


def test_captions_are_numbered_by_fields() -> None:
    assert "SEQ 表 \\* ARABIC <" in BODY
    assert ("Caption", "表1 数の表[2]") in styles_of(WORD)
    later = to_docx("表7 題\n\n| a |\n| - |\n| b |\n")
    assert "SEQ 表 \\* ARABIC \\r 7 <" in part_of(later, "word/document.xml")


def test_tables_repeat_their_heading_and_keep_their_rows() -> None:
    table = Document(BytesIO(WORD)).tables[0]
    rows = list(table._tbl.iter(f"{W}tr"))
    assert len(rows) == 4
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert sum(int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")) == PORTRAIT
    assert table.cell(1, 2).text.startswith("a|b")


def test_slots_and_conflicts_are_seen() -> None:
    found = styles_of(WORD)
    assert ("記入欄", "【記入】人口の見通し") in found
    conflict = Document(BytesIO(WORD)).tables[1]
    assert [cell.text for row in conflict.rows for cell in row.cells] == [
        "手で直した文",
        "新しい案",
        "本市は進める。",
        "本市は取り組む。",
    ]


def test_grounds_are_numbered_by_first_mention_and_listed() -> None:
    found = styles_of(WORD)
    assert ("Body Text", "人口は1,234人である（未確認）。[1]世帯は567である。[2][1]面積は89である。") in found
    notes = [text for style, text in found if style == "根拠の注"]
    assert notes[0].startswith("[1]\t住民基本台帳。https://example.jp/toukei#r7")
    assert notes[1] == "[2]\t国勢調査。（一部確認）"


def test_notes_under_a_table_are_paragraphs_of_their_own() -> None:
    found = styles_of(WORD)
    assert ("表の注", "注1 一つ目の注。") in found
    assert ("表の注", "注2 二つ目の注。") in found


def test_lists_have_letters_or_real_numbers() -> None:
    found = styles_of(WORD)
    assert ("項目 1", "ア 一つ目[1]") in found
    assert ("List Number", "番号付き") in found
    assert '<w:startOverride w:val="1"/>' in part_of(WORD, "word/numbering.xml")


def test_pages_are_a4_and_numbered_after_the_cover() -> None:
    section = Document(BytesIO(WORD)).sections[0]
    lengths = (section.page_width, section.page_height, section.left_margin, section.top_margin)
    assert [length.mm for length in lengths if length is not None] == pytest.approx(
        [210, 297, 25, 25], abs=0.1
    )
    assert section.different_first_page_header_footer
    footer = part_of(WORD, "word/footer1.xml")
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_wide_tables_stand_on_turned_pages() -> None:
    row = "|" + "長い文章がここに入る。" * 30 + "|" + "|".join("短い" for _ in range(8)) + "|"
    head = "|" + "|".join("列" for _ in range(9)) + "|\n|" + "-|" * 9
    content = to_docx(
        f"# 題\n\n## 第1章 章\n\n前。\n\n### 1 節\n\n表1 広い表\n\n{head}\n{row}\n{row}\n\n注1 注。\n\n後。\n"
    )
    sections = Document(BytesIO(content)).sections
    assert [str(section.orientation) for section in sections] == [
        "PORTRAIT (0)",
        "LANDSCAPE (1)",
        "PORTRAIT (0)",
    ]
    assert is_turned([[(Run("長" * 300),), *[(Run("短い文言です"),)] * 8]] * 2, 9)


def test_a_short_paper_has_no_cover_and_no_contents() -> None:
    body = part_of(to_docx(PLAN, short=True), "word/document.xml")
    assert "TOC \\o" not in body
    assert "titlePg" not in body
    assert "令和8年11月25日" not in body
    assert 'w:top="680"' in body
    styles = part_of(to_docx(PLAN, short=True), "word/styles.xml")
    assert "pageBreakBefore" not in styles
    assert "pageBreakBefore" in part_of(WORD, "word/styles.xml")


def test_the_markdown_travels_inside() -> None:
    assert read_carried(part_of(WORD, "customXml/item1.xml").encode()) == PLAN
    assert read_carried(b"<a/>") is None
    assert read_carried(b'<k:plan xmlns:k="urn:konkyo:plan:1">eJw=</k:plan>') is None
    custom = part_of(WORD, "docProps/custom.xml")
    assert "0123456789abcdef0123456789abcdef" in custom


@pytest.mark.parametrize(
    "place",
    ["{}", "## {}", "- {}", "| {} |\n| - |\n| {} |", "> {}", "```\n{}\n```", "表1 {}\n\n| a |\n| - |"],
)
def test_text_from_outside_stays_text(place: str) -> None:
    said = HOSTILE.replace("|", "\\|").replace("<", "\\<").replace("[", "\\[")
    content = to_docx(place.replace("{}", said))
    body = part_of(content, "word/document.xml")
    assert "\x1b" not in body
    assert "<script" not in body
    assert "\u202e" not in body
    assert not [
        text
        for text in re.findall(r"<w:instrText[^>]*>([^<]*)<", body)
        if "cmd" in text or "HYPERLINK" in text
    ]
    assert "TargetMode" not in part_of(content, "word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://example.jp/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://exa mple.jp", False),
        ("mailto:a@example.jp", False),
        ("https://[::1]/", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, followed: bool) -> None:
    content = to_docx(f"[見出し](<{address}>)")
    assert ("TargetMode" in part_of(content, "word/_rels/document.xml.rels")) is followed
    assert "見出し" in part_of(content, "word/document.xml")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_document(text: str) -> None:
    content = to_docx(text)
    document = Document(BytesIO(content))
    words = "".join(
        "".join(plain(line) for line in unit.text)
        for unit in units_of(read_plan(text))
        if unit.kind is not Kind.NOTE
    )
    shown = "".join(part.text or "" for part in document.element.body.iter(f"{W}t"))
    for character in set("".join(words.split())):
        assert character in shown


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet="a漢1 。", max_size=60), min_size=3, max_size=3), min_size=1, max_size=6
    )
)
def test_columns_fill_the_page_and_none_vanishes(texts: list[list[str]]) -> None:
    widths = fit_columns([[(Run(text),) for text in row] for row in texts], 3, PORTRAIT)
    assert sum(widths) == PORTRAIT
    assert min(widths) > 200


def test_widths_are_those_of_the_screen_and_the_gap_between_scripts() -> None:
    assert display_width("漢字") == 4
    assert display_width("abc") == 3
    assert display_width("第1章") == 6


def test_pages_are_counted_from_lines() -> None:
    pages = Pages()
    pages.paragraph("Heading1", 10, "one")
    for _ in range(30):
        pages.paragraph("BodyText", 2 * 43)
    pages.paragraph("Heading2", 10, "two")
    pages.paragraph("BodyText", 43 * 60)
    pages.paragraph("Heading1", 10, "three")
    pages.table([1] * 60, 306)
    pages.paragraph("Heading2", 10, "four")
    pages.finish()
    assert pages.of == {"one": 1, "two": 2, "three": 4, "four": 5}
    assert LANDSCAPE_HEIGHT < PORTRAIT
