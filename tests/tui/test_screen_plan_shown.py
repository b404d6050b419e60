"""The plan without its comments: whatever is typed is stored, and blocks keep their names."""

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.plan.marked_text import read_marked
from tui.plan_shape import shape_of
from tui.plan_shown import ShownPlan

PLAN = """---
body: "132063"
generated: "x"
---

<!-- konkyo:block id=title -->
# 計画（案）
<!-- /konkyo:block -->

<!-- konkyo:block id=chapter-1 -->
## 第1章 現状
<!-- /konkyo:block -->

<!-- konkyo:block id=chapter-1/slot -->
> 【記入】人口
>
> 推移を書く。
<!-- /konkyo:block -->

手で書いた段落。

<!-- konkyo:block id=chapter-2 -->
## 第2章 目的
<!-- /konkyo:block -->

<!-- konkyo:block id=chapter-2/table -->
| 欄 | 値 |
| --- | --- |
| 【記入】 | 【記入】 |
<!-- /konkyo:block -->
"""
_LINE = st.text(alphabet="あい #>|-\t a<!", max_size=6)


def _typed(text: str, before: str, after: str) -> ShownPlan:
    shown = ShownPlan(text)
    shown.change("\n".join(shown.lines).replace(before, after).split("\n"))
    return shown


def test_an_untouched_plan_is_stored_byte_for_byte() -> None:
    odd = PLAN.replace("\n", "\r\n", 9).replace("手で", "\x1b[31m手\x0cで\u202e") + "終わり"
    for text in (PLAN, "", "x", "\ufeff" + PLAN, PLAN.replace("\n", "\r\n"), odd):
        shown = ShownPlan(text)
        assert shown.text == text
        assert not shown.change(shown.lines)
    assert "konkyo:block" not in "\n".join(ShownPlan(PLAN).lines)
    assert all(line.isprintable() for line in ShownPlan(odd).lines)


def test_a_change_stays_in_its_block() -> None:
    shown = _typed(PLAN, "推移を書く。", "人口は26万人である。\n> 世帯は13万である。")
    block = read_marked(shown.text).blocks()["chapter-1/slot"]
    assert block.content[2:] == ("> 人口は26万人である。", "> 世帯は13万である。")


def test_a_paragraph_begun_below_a_block_belongs_to_people() -> None:
    shown = _typed(PLAN, "## 第1章 現状", "## 第1章 現状\n\n新しい段落。")
    assert read_marked(shown.text).blocks()["chapter-1"].content == ("## 第1章 現状",)
    assert "新しい段落。" in shown.text


def test_a_block_that_is_cut_and_pasted_keeps_its_name() -> None:
    shown = ShownPlan(PLAN)
    lines = shown.lines
    at = lines.index("## 第2章 目的")
    shown.change(lines[:at] + lines[at + 1 :])
    assert "id=chapter-2 " not in shown.text
    shown.change([*lines[:1], lines[at], *lines[1:at], *lines[at + 1 :]])
    assert "id=chapter-2 " in shown.text


def test_lines_are_found_in_both_directions() -> None:
    shown = ShownPlan(PLAN)
    stored = PLAN.split("\n")
    for row, line in enumerate(shown.lines):
        number = shown.line_of(row)
        assert stored[number - 1] == line
        assert shown.row_of(number) == row
    assert shown.row_of(1) == 0


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.lists(_LINE, max_size=4)), max_size=5))
def test_no_typed_line_is_ever_lost(edits: list[tuple[int, int, list[str]]]) -> None:
    shown = ShownPlan(PLAN)
    for at, gone, new in edits:
        lines = shown.lines
        lines[at : at + gone] = new
        shown.change(lines)
        assert shown.lines == (lines or [""])
        again = ShownPlan(shown.text)
        assert [line for line in again.lines if line] == [line for line in lines if line]
        assert shown.text.startswith('---\nbody: "132063"')


def test_the_shape_counts_slots_and_edits() -> None:
    shape = shape_of(_typed(PLAN, "推移を書く。", "推移。"), PLAN)
    assert (shape.title, shape.slots, shape.edited, shape.conflicts) == ("計画（案）", 3, 2, 0)
    assert [(one.title, one.mark) for one in shape.sections] == [
        ("第1章 現状", "記1 直"),
        ("第2章 目的", "記2"),
    ]
    filled = _typed(PLAN, "> 【記入】人口", "人口")
    assert [one.mark for one in shape_of(filled, PLAN).sections] == ["直", "記2"]
    assert shape_of(filled, PLAN).stops == (filled.lines.index("| 【記入】 | 【記入】 |"),)
