"""Two edits of one plan in one text: nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.plan.joining_edits import ELSEWHERE, join_edits
from registry.plan.merging import BETWEEN, OURS

BASE = "---\nbody: x\n---\n\n<!-- konkyo:block id=a -->\n一。\n二。\n<!-- /konkyo:block -->\n\n人の段。\n"
_LINES = st.lists(st.sampled_from(["一", "二", "三", "四", ""]), max_size=7)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "conflicts"),
    [
        pytest.param(BASE, BASE.replace("人の", "ほかの"), BASE.replace("人の", "ほかの"), 0, id="only theirs"),
        pytest.param(BASE.replace("一", "壱"), BASE, BASE.replace("一", "壱"), 0, id="only ours"),
        pytest.param(
            BASE.replace("一", "壱"), BASE.replace("人の", "ほかの"),
            BASE.replace("一", "壱").replace("人の", "ほかの"), 0, id="different places",
        ),
        pytest.param(BASE + "同\n", BASE + "同\n", BASE + "同\n", 0, id="the same"),
        pytest.param(
            BASE.replace("一", "私"), BASE.replace("一", "彼"),
            BASE.replace("一。", f"{OURS}\n私。\n{BETWEEN}\n彼。\n{ELSEWHERE}"), 1, id="one place, two texts",
        ),
        pytest.param(
            BASE + "私\n", "\ufeff" + BASE.replace("\n", "\r\n").replace("一", "壱"),
            "\ufeff" + BASE.replace("一", "壱").replace("\n", "\r\n") + "私\r\n", 0, id="saved by a Windows editor",
        ),
    ],
)  # fmt: skip
def test_joining(ours: str, theirs: str, expected: str, conflicts: int) -> None:
    joined = join_edits(BASE, ours, theirs)
    assert joined.text == expected
    assert joined.conflicts == conflicts


@given(_LINES, _LINES, _LINES)
def test_what_either_side_added_is_there(base: list[str], ours: list[str], theirs: list[str]) -> None:
    joined = join_edits("\n".join(base), "\n".join(ours), "\n".join(theirs)).text.split("\n")
    assert {*ours, *theirs} - {*base, ""} <= {*joined}
