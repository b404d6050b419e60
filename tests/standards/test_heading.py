"""Finding the headings of a table, whatever stands above and beside them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.tables import Row
from registry.errors import InputError
from registry.knowledge.snapshot import load
from registry.standards.building import forms_of
from registry.standards.heading import find_heading
from registry.standards.heading_names import clean_name
from registry.standards.opening import open_file
from registry.text.normalise import fold

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "files"
NAMES = [
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "名称",
    "名称_カナ",
    "住所",
    "緯度",
    "経度",
    "備考",
]
DATA = [
    "222127",
    "1",
    "静岡県",
    "焼津市",
    "中央公民館",
    "チュウオウコウミンカン",
    "本町1-1",
    "34.8",
    "138.3",
    "",
]
KNOWN = frozenset(map(fold, [*NAMES, "電話番号", "災害種別_洪水", "災害種別_津波", "ID"]))


def table(*rows: list[str]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows, 1)]


def wide(text: str) -> list[str]:
    return [text] + [""] * (len(NAMES) - 1)


@pytest.mark.parametrize(
    ("rows", "row", "height"),
    [
        ([NAMES, DATA], 1, 1),
        ([NAMES], 1, 1),
        ([wide("AED設置箇所一覧"), wide("令和6年4月1日現在"), wide(""), NAMES, DATA], 4, 1),
        ([[""], NAMES, DATA], 2, 1),
        ([wide("焼津市"), [f"　{name}\n（必須）" for name in NAMES], DATA], 2, 1),
        ([[f"{number}.{name}" for number, name in enumerate(NAMES, 1)], DATA], 1, 1),
        ([["名称", "名称", "", "住所", "緯度", "経度"], ["公民館", "", "", "本町", "34.8", "138.3"]], 1, 1),
        (
            [
                ["エリア", "スポット", "紹介文"],
                ["北", "滝", "見事な滝です。"],
                ["南", "岬", "海が見えます。"],
            ],
            1,
            1,
        ),
        ([["年度", "件数"], ["2023", "15"], ["2024", "17"]], 1, 1),
        ([["項目", "内容"], ["データ名", "AED"], ["更新日", "2024-04-01"]], 1, 1),
        ([["name", "address"], ["名称", "住所"], ["公民館", "本町"]], 2, 1),
        ([["必須", "任意", "任意"], ["施設", "場所", "人数"], ["公民館", "本町", "30"]], 2, 1),
    ],
)
def test_one_row(rows: list[list[str]], row: int, height: int) -> None:
    found = find_heading(table(*rows), KNOWN)
    assert found is not None
    assert (found.row, found.height) == (row, height)
    assert len(found.above) == row - height
    assert len(found.names) == len(found.clean)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [[""], ["", ""]],
        [["このデータは市が公開するものです。"], ["利用の条件は次のとおりです。"]],
        [["1", "2", "3"], ["4", "5", "6"]],
        [["2024-04-01", "34.8", "138.3"], ["2024-04-02", "34.9", "138.4"]],
    ],
)
def test_none(rows: list[list[str]]) -> None:
    assert find_heading(table(*rows), KNOWN) is None


def test_two_rows_of_text_with_gaps() -> None:
    rows = table(
        ["名称", "住所", "災害種別", "", "備考"],
        ["", "", "洪水", "津波", ""],
        ["公民館", "本町", "1", "", ""],
    )
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert (found.row, found.height) == (2, 2)
    assert found.names == ("名称", "住所", "災害種別 洪水", "災害種別 津波", "備考")
    assert fold(found.clean[2]) == fold("災害種別_洪水")


def test_two_rows_of_merged_cells() -> None:
    rows = [
        Row(1, ["避難所の一覧"] * 5, across=True),
        Row(2, ["施設", "場所", "災害", "災害", "メモ"]),
        Row(3, ["施設", "場所", "洪水", "津波", "メモ"], from_above=frozenset({0, 1, 4})),
        Row(4, ["公民館", "本町", "1", "", ""]),
        Row(5, ["図書館", "栄町", "1", "1", "3階以上"]),
    ]
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert (found.row, found.height) == (3, 2)
    assert found.names == ("施設", "場所", "災害 洪水", "災害 津波", "メモ")


def test_groups_without_cells_merged_downwards() -> None:
    rows = table(
        ["施設", "施設", "施設", "利用", "利用"],
        ["名前", "場所", "階", "平日", "休日"],
        ["公民館", "本町", "2", "300", "400"],
    )
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert (found.row, found.height) == (2, 2)
    assert found.names[-1] == "利用 休日"


def test_a_title_with_a_day_beside_it_is_no_group() -> None:
    title = ["一覧", *[""] * 5, "令和6年4月", *[""] * 3]
    found = find_heading(table(title, NAMES, DATA), KNOWN)
    assert found is not None
    assert (found.row, found.height, found.names) == (2, 1, tuple(NAMES))


def test_machine_names_and_requirements_below() -> None:
    machine = [
        "localgov_code",
        "no",
        "pref_name",
        "city_name",
        "name",
        "name_kana",
        "address",
        "lat",
        "lon",
        "note",
    ]
    marks = ["必須", "必須", "任意", "任意", "◎", "", "", "○", "○", ""]
    found = find_heading(table(NAMES, machine, marks, DATA), KNOWN)
    assert found is not None
    assert (found.row, found.height) == (3, 3)
    assert found.clean == tuple(NAMES)
    assert found.names[1] == "NO no 必須"


def test_data_in_latin_letters_are_no_machine_names() -> None:
    rows = table(["名称", "ID", "備考"], ["Yaizu Hall", "A_one", "new"], ["Mori Hall", "B_two", "old"])
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert (found.row, found.height) == (1, 1)


def test_link_data() -> None:
    rows = table(
        ["#LINK", "http://linkdata.example/", ""],
        ["#lang", "ja", ""],
        [
            "#property",
            "名称",
            "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
            "http://purl.org/dc/elements/1.1/title",
        ],
        ["#object_type_xsd", "string:ja", "float", "string"],
        ["1", "公民館", "34.8", "題"],
    )
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert (found.row, found.height) == (4, 2)
    assert found.clean == ("ID", "名称", "緯度", "title")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("名称", "名称"),
        (" 名　称\r\n", "名称"),
        ("１．名称", "名称"),
        ("1.名称", "名称"),
        ("(1)名称", "名称"),
        ("①名称", "名称"),
        ("1-2.名称", "名称"),
        ("名称※必須", "名称"),
        ("※必須 名称", "名称"),
        ("名称（必須）", "名称"),
        ("【必須】名称", "名称"),
        ("3.名称（任意）", "名称"),
        ("名称※1", "名称"),
        ("◎名称", "名称"),
        ("0-4歳の男性", "0-4歳の男性"),
        ("1日の利用者数", "1日の利用者数"),
        ("10:00開始", "10:00開始"),
        ("必須", "必須"),
        ("（必須）", "（必須）"),
        ("Postal  code", "Postal code"),
        ("建物名等(方書)", "建物名等(方書)"),
        ("料金（基本）", "料金（基本）"),
        ("員数（数）", "員数（数）"),
        ("", ""),
    ],
)
def test_clean_name(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_cleaning_never_raises_and_leaves_something(name: str) -> None:
    clean = clean_name(name)
    assert bool(clean) == bool(clean_name(clean))


_CELLS = st.one_of(st.sampled_from([*NAMES, "", "1", "34.8", "#property", "必須"]), st.text(max_size=12))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELLS, max_size=8), max_size=12))
def test_nothing_raises(rows: list[list[str]]) -> None:
    found = find_heading(table(*rows), KNOWN)
    if found is not None:
        assert 1 <= found.height <= found.row <= len(rows)
        assert len(found.names) == len(found.clean)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True),
    st.lists(st.lists(_CELLS, max_size=8), max_size=8),
)
def test_known_names_in_the_first_row_are_the_headings(names: list[str], rows: list[list[str]]) -> None:
    found = find_heading(table(names, *rows), KNOWN)
    assert found is not None
    assert found.row - found.height == 0


def test_hostile_cells() -> None:
    rows = table(
        NAMES, ["x" * 100_000, "\ud800", "\0", "\u202e", "\x1b[31m", "(" * 50_000, "1" * 50_000, "", "", ""]
    )
    found = find_heading(rows, KNOWN)
    assert found is not None
    assert found.row == 1


def test_samples_have_their_headings_in_the_first_row() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample files of the developers are not here")
    known = frozenset(fold(column.name) for form in forms_of(load().datasets) for column in form.columns)
    elsewhere = {}
    for path in sorted(SAMPLES.rglob("*.csv")):
        try:
            with open_file(path) as file:
                found = find_heading(next(file.sheets).head, known)
        except InputError:
            continue
        if found is None or found.row != 1:
            elsewhere[path.name] = found and found.row
    assert elsewhere == {"ubegenkir4.3.15.csv": 7}
