"""The merge of a regenerated plan: no word of people is lost, nothing is resolved silently."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.plan.marked_text import BLOCK_END, block_start, read_marked
from registry.plan.merging import BETWEEN, OURS, THEIRS, Outcome, merge_plan


def plan(*blocks: tuple[str, str], front: str = "") -> str:
    """A draft as it is generated: blocks with a blank line between them."""
    head = f"---\n{front}\n---\n\n" if front else ""
    return (
        head + "\n\n".join(f"{block_start(name)}\n{content}\n{BLOCK_END}" for name, content in blocks) + "\n"
    )


BASE = plan(("a", "一。\n二。\n三。"), ("b", "四。"), ("c", "五。\n六。"))


@pytest.mark.parametrize(
    ("edited", "generated", "expected", "outcomes"),
    [
        pytest.param(BASE, BASE.replace("四", "肆"), BASE.replace("四", "肆"), [Outcome.UPDATED], id="only data changed"),
        pytest.param(BASE.replace("一", "壱"), BASE, BASE.replace("一", "壱"), [], id="only people changed"),
        pytest.param(
            BASE.replace("一", "壱"), BASE.replace("三", "参"), BASE.replace("一", "壱").replace("三", "参"),
            [Outcome.UPDATED], id="two lines of one block",
        ),
        pytest.param(
            BASE.replace("一。\n二", "壱。\n二"), BASE.replace("二", "弐"), BASE.replace("一", "壱").replace("二", "弐"),
            [Outcome.UPDATED], id="neighbouring lines",
        ),
        pytest.param(
            BASE.replace("四", "人"), BASE.replace("四", "機"),
            BASE.replace("四。", f"{OURS}\n人。\n{BETWEEN}\n機。\n{THEIRS}"),
            [Outcome.CONFLICT, Outcome.UPDATED], id="conflict shows both",
        ),
        pytest.param(
            BASE.replace("四", "同"), BASE.replace("四", "同"), BASE.replace("四", "同"), [], id="same change on both sides",
        ),
        pytest.param(
            plan(("c", "五。\n六。"), ("a", "一。\n二。\n三。"), ("b", "四。")), BASE.replace("五", "伍"),
            plan(("c", "伍。\n六。"), ("a", "一。\n二。\n三。"), ("b", "四。")), [Outcome.UPDATED], id="moved stays moved",
        ),
        pytest.param(
            plan(("a", "一。\n二。\n三。"), ("c", "五。\n六。")), BASE.replace("四", "肆"),
            plan(("a", "一。\n二。\n三。"), ("c", "五。\n六。")), [Outcome.STAYS_DELETED], id="deleted stays deleted",
        ),
        pytest.param(
            BASE, plan(("a", "一。\n二。\n三。"), ("x", "新。"), ("b", "四。"), ("c", "五。\n六。")),
            plan(("a", "一。\n二。\n三。"), ("x", "新。"), ("b", "四。"), ("c", "五。\n六。")), [Outcome.ADDED], id="new block",
        ),
        pytest.param(
            BASE, plan(("a", "一。\n二。\n三。"), ("c", "五。\n六。")),
            plan(("a", "一。\n二。\n三。"), ("c", "五。\n六。")), [Outcome.REMOVED], id="untouched block goes with the draft",
        ),
        pytest.param(
            BASE.replace("四", "人"), plan(("a", "一。\n二。\n三。"), ("c", "五。\n六。")),
            BASE.replace("四", "人"), [Outcome.KEPT], id="edited block stays",
        ),
        pytest.param(
            BASE.replace("\n", "\r\n").replace("一", "壱"), BASE.replace("五", "伍"),
            BASE.replace("\n", "\r\n").replace("一", "壱").replace("五", "伍"), [Outcome.UPDATED], id="CR LF stays",
        ),
    ],
)  # fmt: skip
def test_merge(edited: str, generated: str, expected: str, outcomes: list[Outcome]) -> None:
    merged = merge_plan(BASE, edited, generated)
    assert merged.text == expected
    assert [event.outcome for event in merged.events] == outcomes


def test_front_matter_keeps_what_people_set_and_renews_what_is_computed() -> None:
    base, edited, new = (
        plan(("a", "一。"), front=front)
        for front in ("day: 1\nstyle: x", "day: 1\nstyle: y\nnote: 手", "day: 2\nstyle: z\nmore: 3")
    )
    merged = merge_plan(base, edited, new, ("day",)).text
    assert merged == plan(("a", "一。"), front="day: 2\nstyle: y\nnote: 手\nmore: 3")


def test_text_between_blocks_and_damaged_blocks_are_never_touched() -> None:
    edited = BASE.replace(
        f"{block_start('b')}\n四。\n{BLOCK_END}", f"手の文\n{block_start('b')}\n四。"
    ).replace("三。", "三。\n加。")
    merged = merge_plan(BASE, edited, BASE.replace("四", "肆").replace("六", "陸"))
    assert merged.text == edited.replace("六", "陸")


@given(st.text())
def test_any_text_is_read_and_given_back(text: str) -> None:
    wanted = text.replace("\0", "\ufffd")
    assert read_marked(text).text() == wanted


WORDS = st.text(alphabet="あいう漢字　 。-|#>", max_size=6)
Edit = Callable[[list[list[str]]], None]


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, str, str, list[str]]:
    """A draft, the plan that people made of it, a new draft, and the lines that people wrote."""
    names = [f"k{number}" for number in range(draw(st.integers(1, 6)))]
    blocks = [(name, draw(st.lists(WORDS, min_size=1, max_size=5))) for name in names]
    base = plan(*((name, "\n".join(lines)) for name, lines in blocks))
    new = [
        (name, [draw(WORDS) if draw(st.booleans()) else line for line in lines])
        for name, lines in blocks
        if draw(st.integers(0, 4))
    ]
    for number in range(draw(st.integers(0, 2))):
        new.insert(draw(st.integers(0, len(new))), (f"new{number}", [draw(WORDS)]))
    generated = plan(*((name, "\n".join(lines)) for name, lines in new)) if new else "\n"
    lines, written = base.split("\n"), []
    for number in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        own = f"手{number}　{draw(WORDS)}"
        kind = draw(st.sampled_from(["insert", "rewrite", "delete", "move"]))
        if kind == "insert":
            lines.insert(place, own)
            written.append(own)
        elif kind == "rewrite" and not lines[place].startswith("手"):
            lines[place] = own
            written.append(own)
        elif kind == "delete" and not lines[place].startswith("手"):
            del lines[place]
            lines = lines or [""]
        elif kind == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
    edited = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return base, edited, generated, written


@given(drafts())
def test_no_line_of_people_is_lost(drawn: tuple[str, str, str, list[str]]) -> None:
    base, edited, generated, written = drawn
    merged = merge_plan(base, edited, generated)
    left = merged.text.replace("\r\n", "\n").split("\n")
    for line in written:
        assert line in left
    assert merge_plan(generated, merged.text, generated).text == merged.text
    assert merge_plan(base, edited, base).text == edited
    assert bool(merged.conflicts) == any(line == OURS for line in left)
