"""The repaired copy: what is certain is mended, what is not is left, and nothing is lost."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.knowledge.snapshot import load
from registry.standards.answers import FileCheck, Fixed
from registry.standards.checking import check_files
from registry.standards.repairing import repair_files

KNOWLEDGE = load()
OLD = [
    column.name
    for dataset in KNOWLEDGE.datasets.datasets
    if dataset.id == "rds-01" and dataset.columns is not None
    for column in dataset.columns.columns
]
ROW = dict.fromkeys(OLD, "") | {
    "都道府県コード又は市区町村コード": "132063", "NO": "0000000001", "都道府県名": "東京都", "市区町村名": "府中市",
    "名称": "市役所", "名称_カナ": "シヤクシヨ", "住所": "東京都府中市一丁目1", "緯度": "35.668900", "経度": "139.477000",
    "設置位置": "受付", "電話番号": "042-000-0001", "利用可能曜日": "月火水木金", "開始時間": "08:30", "終了時間": "17:15",
    "小児対応設備の有無": "有",
}  # fmt: skip


def written(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding, errors="replace")


def repaired(
    folder: Path, content: bytes, name: str = "data.csv"
) -> tuple[FileCheck, Fixed, list[dict[str, str]]]:
    """The check, the account of the repair, and the rows of the copy."""
    source, copy = folder / name, folder / "copy.csv"
    source.write_bytes(content)
    answer = repair_files(check_files([source], KNOWLEDGE), KNOWLEDGE, copy, overwrite=True)
    fixed = answer.files[0].fixed
    assert fixed is not None
    assert source.read_bytes() == content
    return (
        answer.files[0],
        fixed,
        list(csv.DictReader(io.StringIO(copy.read_text(encoding="utf-8"), newline=""))),
    )


def test_an_old_form_becomes_the_new_one(tmp_path: Path) -> None:
    rows = [
        ["AEDの一覧", *[""] * 21],
        OLD,
        list(ROW.values()),
        [""] * 22,
        list((ROW | {"NO": "2", "備考": "①"}).values()),
    ]
    check, fixed, copy = repaired(tmp_path, written(rows, "cp932"))
    assert check.encoding == "cp932"
    assert [row["ID"] for row in copy] == ["0000000001", "2"]
    assert copy[0]["全国地方公共団体コード"] == "132063"
    assert copy[0]["地方公共団体名"] == "東京都府中市"
    assert copy[0]["所在地_連結表記"] == ROW["住所"]
    assert copy[1]["備考"] == "①"
    mapping = {one.column: (one.headings, one.how) for one in fixed.mapping}
    assert mapping["地方公共団体名"] == (("都道府県名", "市区町村名"), "二つの列をつないだ")
    assert mapping["町字ID"] == ((), "空の列を加えた")
    done = {change.what: change.count for change in fixed.changes}
    assert done["空白の行を除いた"] == 1
    assert done["見出しの上の題名や注の行を除いた"] == 1
    assert done["文字コードを UTF-8 にした"] == 1


@pytest.mark.parametrize(
    ("column", "value", "mended"),
    [
        ("電話番号", "０４２－０００－０００１", "042-000-0001"),
        ("開始時間", "9時30分", "09:30"),
        ("名称", "　市役所 ", "市役所"),
        ("緯度", "35.6689００", "35.668900"),
        ("都道府県コード又は市区町村コード", "13206", "132063"),
        ("名称_カナ", "ｼﾔｸｼﾖ", "シヤクシヨ"),
        pytest.param("緯度", "139.477000", "139.477000", id="swapped coordinates are not exchanged"),
        pytest.param("経度", "1394770", "1394770", id="a lost point is not put back"),
        pytest.param("開始時間", "朝", "朝", id="words stay"),
        pytest.param("名称", "", "", id="nothing is invented"),
    ],
)
def test_only_what_is_certain_is_mended(tmp_path: Path, column: str, value: str, mended: str) -> None:
    names = {"都道府県コード又は市区町村コード": "全国地方公共団体コード"}
    _, _, copy = repaired(tmp_path, written([OLD, list((ROW | {column: value}).values())]))
    assert copy[0][names.get(column, column)] == mended


def test_own_columns_and_cells_beyond_the_headings_are_kept(tmp_path: Path) -> None:
    rows = [["品名 ", "数\n量", ""], ["りんご", "1", ""], ["みかん", "2", "", "はみ出し"]]
    _, fixed, _ = repaired(tmp_path, written(rows))
    copy = list(csv.reader(io.StringIO((tmp_path / "copy.csv").read_text(encoding="utf-8"), newline="")))
    assert copy[1:] == [["りんご", "1", ""], ["みかん", "2", "はみ出し"]]
    assert [one.column for one in fixed.mapping][:2] == ["品名", "数量"]


def test_a_copy_never_replaces_what_it_must_not(tmp_path: Path) -> None:
    source = tmp_path / "data.csv"
    source.write_bytes(written([OLD, list(ROW.values())]))
    answer = check_files([source], KNOWLEDGE)
    with pytest.raises(UsageError, match="元のファイルには書き込みません"):
        repair_files(answer, KNOWLEDGE, source, overwrite=True)
    (tmp_path / "there.csv").write_text("大切", encoding="utf-8")
    with pytest.raises(UsageError, match="既にあります"):
        repair_files(answer, KNOWLEDGE, tmp_path / "there.csv")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.csv").write_bytes(source.read_bytes())
    with pytest.raises(UsageError, match="名前が重なる"):
        repair_files(check_files([tmp_path / "a", tmp_path / "b"], KNOWLEDGE), KNOWLEDGE, tmp_path / "out")
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "大切"


DIRTY = st.one_of(
    st.sampled_from(
        ["", " ", "　有", "ｱｲｳ", "１２３", "2024/4/1", "令和6年4月1日",
         "9:5", "１０：００", "35.1", "139,477", "3,000円", "○", "なし",
         "=1+1", "#REF!", "http://x.example/ ", "ＨＴＴＰＳ", "a\nb", "042(000)0001", "1.23E+11", "\ue000", "①㈱"]
    ),
    st.text(max_size=8).filter(lambda text: "\0" not in text),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.dictionaries(st.sampled_from(OLD), DIRTY, max_size=6), min_size=1, max_size=4))
def test_nothing_fixable_is_left_in_the_copy(tmp_path: Path, cells: list[dict[str, str]]) -> None:
    rows = [OLD, *([*(ROW | {"NO": f"{number:010}"} | row).values()] for number, row in enumerate(cells))]
    _, fixed, copy = repaired(tmp_path, written(rows))
    assert [(one.code, one.column, one.value) for one in fixed.left if one.fixable] == []
    assert fixed.rows == len(copy)
    again = repair_files(
        check_files([tmp_path / "copy.csv"], KNOWLEDGE), KNOWLEDGE, tmp_path / "again.csv", overwrite=True
    )
    assert again.files[0].fixed is not None
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "copy.csv").read_bytes()
