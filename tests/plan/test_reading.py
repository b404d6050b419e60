"""Reading the Markdown of a plan: every kind of element, its line and block, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.plan.elements import (
    Conflict,
    Entry,
    Heading,
    Mark,
    Paragraph,
    PlanText,
    Quote,
    Run,
    Table,
    Verbatim,
    lines_of,
    plain,
)
from registry.plan.reading import read_plan


def only(text: str) -> object:
    """The one element of a text."""
    (element,) = read_plan(text).elements
    return element


def words(plan: PlanText) -> list[tuple[str, int, str, list[str]]]:
    """Kind, line, block and texts of every element."""
    return [
        (type(element).__name__, element.line, element.block, [plain(line) for line in lines_of(element)])
        for element in plan.elements
    ]


def test_headings_of_every_level() -> None:
    plan = read_plan("# 題\n## 第1章 **太** `x`\n\n下線の見出し\n---\n")
    assert [(element.line, element.level) for element in plan.elements if isinstance(element, Heading)] == [
        (1, 1),
        (2, 2),
        (4, 2),
    ]
    assert plan.elements[1].text == (  # type: ignore[union-attr]
        Run("第1章 "),
        Run("太", frozenset({Mark.STRONG})),
        Run(" "),
        Run("x", frozenset({Mark.CODE})),
    )


def test_each_line_of_a_paragraph_is_a_line() -> None:
    element = only("一文目。[^a]\n二文目。\n\n[^a]: 注")
    assert isinstance(element, Paragraph)
    assert element.lines == ((Run("一文目。"), Run("", note="a")), (Run("二文目。"),))


@pytest.mark.parametrize("end", ["  ", "     ", "\\"])
def test_a_line_broken_on_purpose_ends_a_paragraph(end: str) -> None:
    plan = read_plan(f"注1 一つ{end}\n注2 二つ\nその続き{end}\n注3 三つ")
    assert words(plan) == [
        ("Paragraph", 1, "", ["注1 一つ"]),
        ("Paragraph", 2, "", ["注2 二つ", "その続き"]),
        ("Paragraph", 4, "", ["注3 三つ"]),
    ]


def test_entries_know_depth_and_number() -> None:
    plan = read_plan("- ア 一\n  続き\n  - 中\n\n3. 三\n4. 四\n\n   段落\n")
    found = [
        (element.line, element.depth, element.number, [plain(line) for line in element.lines])
        for element in plan.elements
        if isinstance(element, Entry)
    ]
    assert found == [
        (1, 0, None, ["ア 一", "続き"]),
        (3, 1, None, ["中"]),
        (5, 0, 3, ["三"]),
        (6, 0, 4, ["四"]),
    ]
    assert isinstance(plan.elements[-1], Paragraph)


def test_a_table_takes_its_caption_and_leaves_the_rest() -> None:
    plan = read_plan(
        "前の文。\n表1 題[^a]\n\n| a | b |\n| - | - |\n| x\\|y<br>z | **太** |\n| 1 |\n\n[^a]: 注"
    )
    paragraph, table = plan.elements
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert [plain(line) for line in paragraph.lines] == ["前の文。"]
    assert (table.line, plain(table.caption), table.caption[-1].note) == (4, "表1 題", "a")
    assert [[plain(cell) for cell in row] for row in table.rows] == [["x|y\nz", "太"], ["1", ""]]


@pytest.mark.parametrize(
    ("above", "is_caption"),
    [("表1 題", True), ("表 2-1 題", True), ("表１０", True), ("表の説明", False), ("図1", False)],
)
def test_captions_begin_with_a_number(above: str, is_caption: bool) -> None:
    table = read_plan(f"{above}\n\n| a |\n| - |\n").elements[-1]
    assert isinstance(table, Table)
    assert bool(table.caption) is is_caption


def test_slots_are_quotations_with_the_mark() -> None:
    slot, quote = read_plan("> 【記入】課題\n>\n> 案内\n\n本文\n\n> 引用\n").elements[::2]
    assert isinstance(slot, Quote)
    assert isinstance(quote, Quote)
    assert (slot.is_slot, quote.is_slot) == (True, False)
    assert [plain(line) for line in slot.lines] == ["【記入】課題", "案内"]


def test_code_and_html_stand_as_they_are() -> None:
    plan = read_plan("```\n<b>\n```\n\n<div onclick=x>\nhtml\n</div>\n\n<!-- 覚え -->\n")
    assert plan.elements == (
        Verbatim(line=1, text="<b>\n"),
        Verbatim(line=5, text="<div onclick=x>\nhtml\n</div>"),
    )


def test_comments_of_blocks_are_never_shown() -> None:
    plan = read_plan("<!-- konkyo:block id=a/b -->\n<div>\n<!-- /konkyo:block -->\n")
    assert plan.elements == (Verbatim(line=2, block="a/b", text="<div>"),)


def test_conflicts_are_taken_whole() -> None:
    plan = read_plan("前\n<<<<<<< 手で直した文\n# 私\n=======\n彼\n>>>>>>> 新しい案\n後\n")
    assert plan.elements[1] == Conflict(line=2, ours="# 私", theirs="彼")
    assert [plain(line) for element in plan.elements[::2] for line in lines_of(element)] == ["前", "後"]


def test_an_open_conflict_is_text() -> None:
    assert "手で直した文" in words(read_plan("<<<<<<< 手で直した文\n私\n"))[0][3][0]


def test_notes_and_front_matter() -> None:
    plan = read_plan(
        '---\nkind: "計画"\nas_of: 2026-11-25\nbad\n---\n\n文[^x]\n\n[^x]: 根拠。\n    続き\n[^y]: 別'
    )
    assert plan.front == {"kind": "計画", "as_of": "2026-11-25"}
    assert {label: plain(line) for label, line in plan.notes.items()} == {"x": "根拠。続き", "y": "別"}
    assert plan.note_lines == {"x": 9, "y": 11}


def test_blocks_give_elements_their_id() -> None:
    plan = read_plan(
        "間の文\n\n<!-- konkyo:block id=c1 -->\n## 章\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1/p -->\n文。\n<!-- /konkyo:block -->\n後\n"
    )
    assert words(plan) == [
        ("Paragraph", 1, "", ["間の文"]),
        ("Heading", 4, "c1", ["章"]),
        ("Paragraph", 8, "c1/p", ["文。"]),
        ("Paragraph", 10, "", ["後"]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_change_nothing(end: str) -> None:
    text = "# 題\n\n<!-- konkyo:block id=a -->\n文。\n<!-- /konkyo:block -->\n- 項目"
    assert words(read_plan(text.replace("\n", end))) == words(read_plan(text))


@pytest.mark.parametrize("inside", ["\r", "\x0b", "\x0c", "\x85", "\u2028", "\0", "\x1c"])
def test_characters_that_break_lines_elsewhere_do_not_move_numbers(inside: str) -> None:
    plan = read_plan(f"一{inside}二\n\n## 章\n")
    assert plan.elements[-1].line == 3
    assert len(plan.lines) == 4


MARKDOWN = st.lists(
    st.text(alphabet="#->*_`[]()|!<>^: \t\n\r1。.漢表記入【】\\~=&\u3000\0", max_size=30)
    | st.sampled_from(
        [
            "<!-- konkyo:block id=a -->",
            "<!-- /konkyo:block -->",
            "<<<<<<< 手で直した文",
            "=======",
            ">>>>>>> 新しい案",
            "[^a]: 注",
            "| a | b |\n| - | - |\n| c | d |",
            "---",
            "> 【記入】x",
        ]
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(MARKDOWN | st.text(max_size=200))
def test_any_text_is_read_and_every_place_exists(text: str) -> None:
    plan = read_plan(text)
    source = text.removeprefix("\ufeff").replace("\0", "\ufffd").split("\n")
    assert [line.rstrip("\r") for line in plan.lines] == [line.rstrip("\r") for line in source]
    last = 0
    for element in plan.elements:
        assert 1 <= element.line <= len(plan.lines)
        assert element.line >= last
        last = element.line
    assert set(plan.notes) == set(plan.note_lines)
    assert all(1 <= line <= len(plan.lines) for line in plan.note_lines.values())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="あいうえお漢字かな。、", min_size=1, max_size=40), st.integers(0, 20))
def test_a_sentence_stands_in_the_line_that_is_told(sentence: str, before: int) -> None:
    text = "\n" * before + f"<!-- konkyo:block id=x -->\n{sentence}\n<!-- /konkyo:block -->\n"
    (element,) = read_plan(text).elements
    assert isinstance(element, Paragraph)
    assert (element.block, element.line) == ("x", before + 2)
    assert read_plan(text).lines[element.line - 1] == plain(element.lines[0]) == sentence
