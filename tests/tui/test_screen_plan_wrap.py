"""Lines of the editor are broken as Japanese is, and an edit breaks them as breaking all anew would."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._cells import cell_len
from textual.document._document import Document
from textual.geometry import Offset

from tui.japanese_wrap import JapaneseWrap, break_places

_TEXT = st.text(alphabet="あ漢。「」、ー(a 1\tｶﾞ\u0301😀|>-", max_size=40)
_EDITS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 6), st.integers(0, 9), st.sampled_from(
        ["", "あ", "\n", "漢字かな混じり文。", "a\n\nb\n", "\t"]
    )),
    max_size=5,
)  # fmt: skip


def pieces(text: str, columns: int) -> list[str]:
    places = [0, *break_places(text, columns, 4), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, [""]),
        ("みじかい文", 10, ["みじかい文"]),
        ("これは長い文である。", 18, ["これは長い文であ", "る。"]),
        ("本市の（住民基本台帳）", 8, ["本市の", "（住民基", "本台帳）"]),
        ("GTFSを公開する", 6, ["GTFSを", "公開す", "る"]),
        ("公開GTFS", 6, ["公開", "GTFS"]),
        ("> 【記入】人口", 8, ["> 【記", "入】人口"]),
        ("長い語 abcdefghij", 8, ["長い語 ", "abcdefgh", "ij"]),
        ("。。。。。。", 4, ["。。", "。。", "。。"]),
    ],
)
def test_lines_of_japanese(text: str, columns: int, expected: list[str]) -> None:
    assert pieces(text, columns) == expected


@given(_TEXT, st.integers(4, 20))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    found = pieces(text, columns)
    assert "".join(found) == text
    assert all(found[:-1])
    if "\t" not in text:
        assert all(cell_len(piece) <= columns for piece in found)


@given(st.lists(_TEXT, min_size=1, max_size=5), _EDITS, st.integers(4, 20))
def test_an_edit_is_followed(
    lines: list[str], edits: list[tuple[int, int, int, int, str]], columns: int
) -> None:
    document = Document("\n".join(lines))
    wrapped = JapaneseWrap(document, columns)
    for first, left, last, right, text in edits:
        row, end_row = sorted((min(first, document.line_count - 1), min(last, document.line_count - 1)))
        start = (row, min(left, len(document.get_line(row))))
        end = (end_row, min(right, len(document.get_line(end_row))))
        start, end = min(start, end), max(start, end)
        result = document.replace_range(start, end, text)
        wrapped.wrap_range(start, end, result.end_location)
        anew = JapaneseWrap(document, columns)
        assert wrapped.lines == anew.lines
        assert wrapped.height == anew.height == sum(map(len, anew.lines))
        assert [wrapped.location_to_offset((at, 0)) for at in range(document.line_count)] == [
            anew.location_to_offset((at, 0)) for at in range(document.line_count)
        ]
        assert wrapped.offset_to_location(Offset(0, wrapped.height + 3))[0] == document.line_count - 1
