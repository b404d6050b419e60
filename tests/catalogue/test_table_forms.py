"""Lists as tables: both generations of オープンデータ一覧, lists of one's own, Excel, HTML, Markdown."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from excel_cases import sheet_xml, text_row, workbook_stream, xls, xlsx
from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Catalogue, Form
from registry.errors import InputError

Read = Callable[..., Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a catalogue from its content; the name never helps."""

    def reading(content: str | bytes, codec: str = "utf-8") -> Catalogue:
        path = tmp_path / "目録.dat"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(codec))
        return read_catalogue(path)

    return reading


def rows(*lines: list[str], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue()


NEW = """データセット_ID 全国地方公共団体コード 地方公共団体名 データセット_タイトル データセット_概要
データセット_キーワード データセット_分類 データセット_更新頻度 データセット_最終更新日 データセット_連絡先名称
データセット_連絡先電話番号 ファイル_タイトル ファイル_ダウンロードURL ファイル_形式 ファイル_ライセンス ファイル_サイズ
ファイル_最終更新日""".split()  # noqa: SIM905 - one name a word reads better


def new_row(**told: str) -> list[str]:
    return [told.get(name, "") for name in NEW]


def test_rows_with_one_id_are_one_record_with_several_files(read: Read) -> None:
    shared = {
        "データセット_ID": "A1",
        "全国地方公共団体コード": "13105",
        "地方公共団体名": "青空区",
        "データセット_タイトル": "道路台帳平面図",
        "データセット_キーワード": "道路;台帳",
        "データセット_連絡先名称": "土木課",
        "データセット_連絡先電話番号": "00-0000-0000",
        "ファイル_ライセンス": "CC BY 4.0",
    }
    other = {"データセット_ID": "B1", "データセット_タイトル": "AED設置箇所一覧", "ファイル_形式": "CSV"}
    catalogue = read(
        rows(
            NEW,
            new_row(
                **shared,
                **{"ファイル_形式": "PDF", "ファイル_サイズ": "2048", "ファイル_最終更新日": "2026/4/1"},
            ),
            new_row(**other),
            new_row(
                **shared, **{"ファイル_形式": "SHP", "ファイル_ダウンロードURL": "https://x.example/a.zip"}
            ),
        )
    )
    road, aed = catalogue.records
    assert catalogue.form is Form.OPEN_DATA_LIST_NEW
    assert (road.id, road.organization, road.organization_code) == ("A1", "青空区", "131059")
    assert [(file.format, file.size_bytes, file.url) for file in road.resources] == [
        ("PDF", 2048, ""),
        ("Shapefile", None, "https://x.example/a.zip"),
    ]
    assert (road.tags, road.contact, road.licence, road.modified) == (
        ("道路", "台帳"),
        "土木課 / 00-0000-0000",
        "CC-BY-4.0",
        "2026-04-01",
    )
    assert (aed.id, aed.source_line) == ("B1", 3)


def test_rows_without_id_belong_together_when_they_follow_each_other(read: Read) -> None:
    catalogue = read(
        rows(
            NEW,
            new_row(データセット_タイトル="文化財", ファイル_形式="CSV"),
            new_row(データセット_タイトル="文化財", ファイル_形式="XLSX"),
            new_row(ファイル_形式="PDF"),
            new_row(データセット_タイトル="統計", ファイル_形式="PDF"),
        )
    )
    assert [(record.title, len(record.resources)) for record in catalogue.records] == [
        ("文化財", 3),
        ("統計", 1),
    ]


def test_one_id_for_different_titles_is_told_and_loses_nothing(read: Read) -> None:
    lines = [
        new_row(データセット_ID="1", データセット_タイトル=title) for title in ("統計書", "予算書", "決算書")
    ]
    first = read(rows(NEW, *lines))
    ids = {record.title: record.id for record in first.records}
    assert len(set(ids.values())) == 3
    assert ids["統計書"] == "1"
    assert [(repair.code, repair.count) for repair in first.repairs] == [("repeated_id", 2)]
    again = read(rows(NEW, lines[0], lines[2], lines[1]))
    assert {record.title: record.id for record in again.records} == ids


def test_old_form_with_columns_missing_and_more(read: Read) -> None:
    catalogue = read(
        rows(
            [
                "NO",
                "都道府県名",
                "市区町村名",
                "データ名称",
                "データ概要",
                "データ形式",
                "ライセンス",
                "所管課",
                "独自の欄",
            ],
            ["0001", "青空県", "", "①統計", "説明", "CSV,　XLSX", "ＣＣ　ＢＹ", "統計課", "あ"],
            ["0002", "青空県", "青空市", "②統計", "説明", "", "市の規約", "", ""],
        ),
        "cp932",
    )
    first, second = catalogue.records
    assert (catalogue.form, catalogue.encoding) == (Form.OPEN_DATA_LIST_OLD, "cp932")
    assert (first.id, first.organization, first.creator, first.extras) == (
        "0001",
        "青空県",
        "統計課",
        {"独自の欄": "あ"},
    )
    assert [file.format for file in first.resources] == ["CSV", "XLSX"]
    assert (second.organization, second.licence, second.resources) == ("青空市", "unknown", ())
    assert second.extras["利用条件の記載"] == "市の規約"


OWN = ["分野", "データ名", "内容", "ファイル形式", "更新日", "担当課", "リンク"]


@pytest.mark.parametrize(("delimiter", "dialect"), [(",", "csv"), ("\t", "tsv"), (";", "csv;")])
@pytest.mark.parametrize("codec", ["utf-8-sig", "cp932", "utf-16"])
def test_a_list_of_ones_own(read: Read, delimiter: str, dialect: str, codec: str) -> None:
    text = rows(
        ["青空市の公開データ"],
        [],
        OWN,
        ["防災", "避難場所", "一覧,\n地図", "CSV", "令和8年4月1日", "危機管理課", "https://x.example/a.csv"],
        ["防災", "", "題名なし", "CSV", "", "", ""],
        OWN,
        ["※ 更新日は公開日です"],
        delimiter=delimiter,
    )
    catalogue = read(text, codec)
    (record,) = catalogue.records
    assert (catalogue.form, catalogue.dialect, catalogue.header_row) == (Form.TABLE, dialect, 3)
    assert (record.title, record.groups, record.modified, record.creator, record.source_line) == (
        "避難場所",
        ("防災",),
        "2026-04-01",
        "危機管理課",
        4,
    )
    assert record.description == "一覧,\n地図"
    assert [(row.line, row.reason) for row in catalogue.skipped] == [
        (1, "見出しより上の行（表題や注記）"),
        (5, "題名（データの名称）がない"),
        (6, "見出しの繰り返し"),
        (7, "注記・合計の行"),
    ]


def test_headings_in_two_rows(read: Read) -> None:
    catalogue = read(
        rows(
            ["データセット", "", "", "ファイル", "", ""],
            ["タイトル", "概要", "更新頻度", "形式", "ライセンス", "サイズ"],
            ["AED設置箇所一覧", "市内", "年1回", "CSV", "CC BY 4.0", "12KB"],
        )
    )
    (record,) = catalogue.records
    assert (record.title, record.description, record.frequency) == ("AED設置箇所一覧", "市内", "年1回")
    assert record.resources[0].size_bytes == 12_288


def test_columns_headed_by_formats(read: Read) -> None:
    catalogue = read(
        rows(["データ名", "CSV", "PDF"], ["統計", "○", "https://x.example/a.pdf"], ["予算", "×", "-"])
    )
    first, second = catalogue.records
    assert [(file.format, file.url) for file in first.resources] == [
        ("CSV", ""),
        ("PDF", "https://x.example/a.pdf"),
    ]
    assert second.resources == ()


def test_ids_last_when_rows_move_and_equal_titles_are_counted(read: Read) -> None:
    lines = [["データ名", "形式"], ["統計", "CSV"], ["予算", "CSV"], ["統計", "PDF"]]
    first = [record.id for record in read(rows(*lines)).records]
    assert first[2] == f"{first[0]}-2"
    moved = {record.title: record.id for record in read(rows(lines[0], ["新規", "CSV"], *lines[2:])).records}
    assert (moved["統計"], moved["予算"]) == (first[0], first[1])


def test_names_of_people_and_places_are_no_catalogue(read: Read) -> None:
    with pytest.raises(InputError, match="見出しの行") as caught:
        read(
            rows(
                ["名称", "住所", "緯度", "経度", "タグ", "URL"],
                ["図書館", "青空市1-1", "35", "139", "本", ""],
            )
        )
    assert "「名称」" in caught.value.why


def test_rows_longer_and_shorter_than_the_headings(read: Read) -> None:
    catalogue = read("データ名,形式,ライセンス\n統計,CSV,CC BY,あふれた\n予算\n")
    assert [record.title for record in catalogue.records] == ["統計", "予算"]
    assert {repair.code for repair in catalogue.repairs} == {"extra_cells", "missing_cells"}


def test_quotes_in_the_wrong_places(read: Read) -> None:
    catalogue = read('データ名,形式\n統計"速報",CSV\n"予算"書, "CSV"\n')
    assert [record.title for record in catalogue.records] == ['統計"速報"', "予算書"]
    assert catalogue.records[1].resources[0].format == "CSV"
    with pytest.raises(InputError, match="引用符") as caught:
        read('データ名,形式\n統計,CSV\n"予算,CSV\n' + "決算,CSV\n" * 3)
    assert "3 行目" in caught.value.where


EXCEL_ROWS = [
    ["タイトル", "説明", "データ形式", "ライセンス"],
    ["AED設置箇所一覧", "市内のAED", "CSV", "CC BY 4.0"],
]


def test_old_and_new_excel_give_the_same(tmp_path: Path) -> None:
    new = xlsx(
        tmp_path / "a.csv", sheet_xml("".join(text_row(n, row) for n, row in enumerate(EXCEL_ROWS, 1)))
    )
    old = tmp_path / "b.csv"
    old.write_bytes(xls(workbook_stream(EXCEL_ROWS)))
    first, second = read_catalogue(new), read_catalogue(old)
    assert (first.dialect, second.dialect) == ("xlsx", "xls")
    assert first.records == second.records
    assert first.records[0].title == "AED設置箇所一覧"


def test_a_heading_only_workbook_is_an_empty_catalogue(tmp_path: Path) -> None:
    catalogue = read_catalogue(xlsx(tmp_path / "a.xlsx", sheet_xml(text_row(1, EXCEL_ROWS[0]))))
    assert (catalogue.records, [repair.code for repair in catalogue.repairs]) == ((), ["no_records"])


def test_merged_cells_several_sheets_and_typed_cells(tmp_path: Path) -> None:
    import datetime

    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/mm/dd"})
        book.add_worksheet("説明").write("A1", "この表の使い方")
        first = book.add_worksheet("防災")
        first.write_row("A1", ["分類", "データ名", "データ形式", "最終更新日", "団体コード"])
        first.merge_range("A2:A3", "避難")
        first.merge_range("B2:B3", "避難場所")
        first.write("C2", "CSV")
        first.write_datetime("D2", datetime.datetime(2026, 4, 1), day)
        first.write_number("E2", 131059)
        first.write("C3", "GeoJSON")
        first.merge_range("A4:E4", "水害")
        first.write_row("B5", ["洪水ハザードマップ", "PDF"])
        second = book.add_worksheet("福祉")
        second.write_row("A1", ["データ名", "データ形式"])
        second.write_row("A2", ["保育所", "CSV"])
    catalogue = read_catalogue(path)
    shelter, flood, nursery = catalogue.records
    assert (shelter.groups, [file.format for file in shelter.resources]) == (
        ("防災", "避難"),
        ["CSV", "GeoJSON"],
    )
    assert (shelter.modified, shelter.organization_code) == ("2026-04-01", "131059")
    assert (flood.title, flood.groups) == ("洪水ハザードマップ", ("防災", "水害"))
    assert nursery.groups == ("福祉",)
    assert [row.reason for row in catalogue.skipped] == ["シートに目録の見出しがない", "分類の見出しの行"]


def test_html_in_an_excel_name(read: Read) -> None:
    page = """<html><head><meta charset="Shift_JIS"><script>var a = "<table>";</script></head><body>
    <table><tr><td>案内</td></tr></table><h2>公開データ</h2>
    <table><tr><th>分野<th>データ名<th>データ形式<th>ライセンス
    <tr><td rowspan=2>防災<td><a href="https://x.example/1">避難場所</a><td>CSV<br>PDF<td>CC&nbsp;BY
    <tr><td>消火栓<td>CSV<td>CC BY
    </table></body></html>"""
    catalogue = read(page, "cp932")
    first, second = catalogue.records
    assert (catalogue.dialect, catalogue.encoding) == ("html", "cp932")
    assert (first.title, first.url, [file.format for file in first.resources]) == (
        "避難場所",
        "https://x.example/1",
        ["CSV", "PDF"],
    )
    assert (second.title, second.groups, second.licence) == ("消火栓", ("防災",), "CC-BY")


def test_markdown_with_several_tables(read: Read) -> None:
    text = """# オープンデータ

| 使い方 | 説明 |
| --- | --- |
| a | b |

## 防災
| データ名 | フォルダ | CSV |
| :-- | :-: | --: |
| [避難場所](https://x.example/a_(1) "題") | [場所](<https://x.example/f>) | [CSV](https://x.example/a.csv) |
| 消火栓 \\| 防火水槽 | | |

```
| データ名 | CSV |
|---|---|
| コードの中 | |
```

## 福祉
データ名 | 形式
--- | ---
**保育所** | CSV
"""
    catalogue = read(text)
    assert [(record.title, record.groups, record.source_line) for record in catalogue.records] == [
        ("避難場所", ("防災",), 10),
        ("消火栓 | 防火水槽", ("防災",), 11),
        ("保育所", ("福祉",), 22),
    ]
    assert catalogue.records[0].resources[0].url == "https://x.example/a.csv"
    assert [row.reason for row in catalogue.skipped] == ["表に目録の見出しがない"]


def test_suspicious_texts_stay_as_they_are_and_are_reported(read: Read) -> None:
    title = "\x1b[31m赤\x1b[0m [red]題[/red] <b>太字</b>"
    catalogue = read(
        rows(
            ["データ名", "内容", "形式"], [title, "=cmd|' /C calc'!A0", "CSV"], ["\ue000外字", "- 注", "CSV"]
        )
    )
    assert catalogue.records[0].title == title
    assert catalogue.records[0].description == "=cmd|' /C calc'!A0"
    assert {repair.code for repair in catalogue.repairs} == {
        "control_characters",
        "markup",
        "formula",
        "private_characters",
    }


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("データ名,形式\n" + "統計,CSV\n" * 20_000, encoding="utf-8")
    steps: list[tuple[int, int]] = []
    read_catalogue(path, progress=lambda done, total: steps.append((done, total)))
    assert len(steps) > 5
    assert steps == sorted(steps)
    assert steps[-1] == (path.stat().st_size, path.stat().st_size)


def test_a_long_utf16_list(read: Read) -> None:
    text = "データ名,形式\r\n" + "".join(f"統計{number},CSV\r\n" for number in range(20_000))
    catalogue = read(text, "utf-16")
    assert (catalogue.encoding, len(catalogue.records)) == ("utf-16", 20_000)
