"""Long lists read record by record: the same records as read whole, whatever the rows; little memory."""

import csv
import random
import tracemalloc
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.catalogue.delimited import DelimitedRows
from registry.catalogue.encoding import TextLines
from registry.catalogue.findings import MAX_SKIPPED
from registry.catalogue.reading import open_catalogue, read_catalogue
from registry.catalogue.record import Catalogue
from registry.catalogue.seen import Seen
from registry.catalogue.source import Source
from registry.catalogue.streaming import Care, ReadAgain


def _cut(headings: str) -> list[str]:
    return headings.split(",")


OLD = _cut(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,データ名称,データ概要,データ形式,分類,更新頻度,URL,"
    "API対応有無,ライセンス,登録日,最終更新日,備考"
)
NEW = _cut(
    "全国地方公共団体コード,データセット_ID,地方公共団体名,データセット_タイトル,データセット_概要,データセット_キーワード,"
    "データセット_分類,データセット_URL,データセット_最終更新日,ファイル_タイトル,ファイル_ダウンロードURL,ファイル_形式,"
    "ファイル_サイズ,ファイル_最終更新日,ライセンス,利用規約"
)
OWN = _cut("名称,概要,形式,分類,ライセンス,年,月,担当課,リンク")
CELLS = [
    *("", "", "1", "2", "3", "14100", "横浜市", "公園一覧", "公園一覧", "避難所 ", " 避難所", "二つ  の空白", "全角　空白"),
    *("CSV", "CSV,　XLSX", "https://city.example/a.csv", "https://city.example/x 参照", "見よ https://a.example/b.pdf"),
    *("CC BY 4.0", "独自の条件", "令和5年4月1日", "2024-04-01", "2024/4", "不明", "10KB", "=1+1", "-3(x)", "<b>x</b>", "[red]"),
    *("-", "改行\nあり", "\ue000外字", "※注記", "■分類", "題名\u200b", "A;B;A", "有", "財政課"),
]  # fmt: skip
"""Texts of cells, as bodies write them and as they had better not."""


def _write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def _whole(path: Path) -> Catalogue:
    with open_catalogue(path, Care.WHOLE) as stream:
        assert stream.held
        return stream.account().__class__(**{**_fields(stream.account()), "records": tuple(stream)})


def _fields(catalogue: Catalogue) -> dict[str, Any]:
    return {name: getattr(catalogue, name) for name in catalogue.__struct_fields__}


def _comparable(catalogue: Catalogue) -> dict[str, Any]:
    told = _fields(catalogue)
    return told | {"repairs": sorted(catalogue.repairs, key=lambda repair: repair.code)}


def _rows_under(heading: list[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.lists(st.sampled_from(CELLS), min_size=len(heading), max_size=len(heading))
    ragged = st.lists(st.sampled_from(CELLS), max_size=len(heading) + 2)
    rows = st.lists(st.one_of(row, row, row, ragged, st.just(heading)), max_size=12)
    return rows.map(lambda some: [heading, *some])


@given(st.sampled_from([OLD, NEW, OWN]).flatmap(_rows_under))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_same_as_reading_the_whole(tmp_path: Path, rows: list[list[str]]) -> None:
    path = _write(tmp_path / "一覧.csv", rows)
    assert _comparable(read_catalogue(path)) == _comparable(_whole(path))


@pytest.mark.parametrize("heading", [OLD, NEW, OWN])
def test_plain_rows_are_read_as_the_long_way_reads_them(tmp_path: Path, heading: list[str]) -> None:
    plain = [cell for cell in CELLS if cell and cell.isprintable() and "  " not in cell]
    rows = [
        [plain[(number * 7 + place * 3) % len(plain)] for place in range(len(heading))]
        for number in range(99)
    ]
    path = _write(tmp_path / "一覧.csv", [heading, *rows])
    assert _comparable(read_catalogue(path)) == _comparable(_whole(path))


@pytest.mark.parametrize("odd", ["=1+1", "<b>題</b>", "二つ  の空白", "覚え ", "", "改行\nあり"])
@pytest.mark.parametrize("place", [1, 127, 128, 200, 299])
def test_an_odd_row_among_many_plain_ones(tmp_path: Path, odd: str, place: int) -> None:
    heading = _cut("データ名称,データ概要,データ形式,ライセンス,課の覚え")
    rows = [[f"題{number}", f"概要{number}", "CSV", "CC BY", f"覚え{number}"] for number in range(300)]
    rows[place][-1] = odd
    rows[place - 1 : place - 1] = [["■分類", "", "", "", ""], [*rows[place - 1][:2], "PDF", "CC BY", ""]]
    path = _write(tmp_path / "一覧.csv", [heading, *rows])
    assert _comparable(read_catalogue(path)) == _comparable(_whole(path))


def _line(record_id: str, title: str, form: str = "CSV", body: str = "横浜市") -> list[str]:
    return ["", record_id, "", body, title, "概要", form, "", "", "", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("lines", "care", "records"),
    [
        ([_line("1", "公園"), _line("2", "駅")], None, 2),
        ([_line("1", "公園"), _line("1", "公園", "PDF"), _line("2", "駅")], None, 2),
        ([_line("1", "公園"), _line("2", "駅"), _line("1", "橋")], Care.DATASETS, 3),
        ([_line("1", "公園"), _line("2", "駅"), _line("1", "公園", "PDF")], Care.WHOLE, 2),
        ([_line("1", "公園"), _line("1", "公園", body="川崎市"), _line("2", "駅")], Care.DATASETS, 3),
    ],
)
def test_what_comes_later_may_ask_for_more_care(
    tmp_path: Path, lines: list[list[str]], care: Care | None, records: int
) -> None:
    path = _write(tmp_path / "一覧.csv", [OLD, *lines])
    asked = Care.IDS
    while True:
        try:
            with open_catalogue(path, asked) as stream:
                found = tuple(stream)
            break
        except ReadAgain as again:
            asked = again.care
    assert asked == (care or Care.IDS)
    assert len(found) == records
    assert found == _whole(path).records


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    peaks = []
    for count in (5_000, 20_000):
        rows = [_line(str(number), f"公園 {number}") for number in range(count)]
        path = _write(tmp_path / f"{count}.csv", [OLD, *rows])
        tracemalloc.start()
        with open_catalogue(path) as stream:
            deque(stream, 0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_rows_left_out_are_noted_up_to_a_limit(tmp_path: Path) -> None:
    path = _write(tmp_path / "一覧.csv", [OLD, _line("1", "公園"), *([_line("2", "")] * (MAX_SKIPPED + 5))])
    catalogue = read_catalogue(path)
    assert len(catalogue.skipped) == MAX_SKIPPED
    (more,) = catalogue.repairs
    assert (more.code, more.count, more.line) == ("more_skipped", 5, MAX_SKIPPED + 3)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_set_of_hashes(*, shuffled: bool) -> None:
    seen = Seen()
    words = [f"d-{number}" for number in range(20_000)]
    if shuffled:
        random.Random(1).shuffle(words)
    assert all(seen.add(word) for word in words)
    assert not any(seen.add(word) for word in words)
    assert len(seen) == len(words)
    assert all(word in seen for word in words)
    assert not any(f"e-{number}" in seen for number in range(20_000))


@pytest.mark.parametrize("again", [0, 99, 1_500, 2_999])
def test_many_are_taken_into_a_set_at_once(again: int) -> None:
    words = [f"{number:05d}" for number in range(3_000)]
    seen = Seen()
    assert all(seen.add_all(words[start : start + 100]) for start in range(0, 3_000, 100))
    assert seen.add_all([])
    assert len(seen) == len(words)
    assert not seen.add_all(["x", words[again], "y"])
    assert "x" in seen
    assert "y" not in seen
    assert not Seen().add_all(["a", "b", "b"])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_lines_are_the_same_in_blocks(tmp_path: Path, codec: str) -> None:
    lines = [f"{number},公園\u3000{'長い' * (number % 900)}一覧\n" for number in range(300)]
    path = tmp_path / "a.csv"
    path.write_bytes("".join(lines).encode(codec))
    with Source(path) as source:
        read = TextLines(source.stream, source.head, complete=source.complete, where="a.csv")
        assert list(read) == lines
        assert read.number == len(lines)


def test_a_line_in_another_encoding_is_found_inside_a_block(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("公園,1\n".encode() * 50_000 + "駅,2\n".encode("cp932") + "橋,3\n".encode() * 10)
    with Source(path) as source:
        read = TextLines(source.stream, source.head, complete=source.complete, where="a.csv")
        lines = list(read)
    assert lines[50_000] == "駅,2\n"
    assert [(repair.code, repair.line) for repair in read.repairs] == [("mixed_encoding", 50_001)]


def test_rows_carry_their_numbers(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", [["a", "b"], [], ["c", "d\ne"]])
    with Source(path) as source:
        rows = DelimitedRows(TextLines(source.stream, source.head, complete=True, where=""), "", lambda: None)
        assert [(row.number, row.cells) for row in rows] == [(1, ["a", "b"]), (2, []), (3, ["c", "d\ne"])]
