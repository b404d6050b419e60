"""Cells as values: dates, sizes, formats, licences, codes of bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.formats import format_name, format_of_url, formats, is_format
from registry.catalogue.licences import LICENCES, UNKNOWN, licence, licence_of
from registry.catalogue.organizations import body_code, code_of_dataset_name, name_in_title
from registry.catalogue.values import first_url, iso_date, items, japanese_day, one_line, size_in_bytes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2022-07-28", "2022-07-28"),
        ("2022-7-28", "2022-07-28"),
        ("2022/4/1 0:00:00", "2022-04-01"),
        ("2022.7.1", "2022-07-01"),
        ("20220728", "2022-07-28"),
        ("2022年7月", "2022-07"),
        ("2022/4", "2022-04"),
        ("2022", "2022"),
        ("令和4年4月1日", "2022-04-01"),
        ("令和元年5月", "2019-05"),
        ("Ｈ３０．４．１", "2018-04-01"),
        ("R4", "2022"),
        ("44770", "2022-07-28"),
        ("2022-07-14T06:56:57.977742", "2022-07-14"),
        ("2026-13-45", "2026-13-45"),
        ("平成30年度", "平成30年度"),
        ("随時　更新", "随時 更新"),
        ("", ""),
    ],
)
def test_dates(written: str, expected: str) -> None:
    assert iso_date(written) == expected


def test_a_time_without_zone_is_utc_and_shown_as_the_day_in_japan() -> None:
    assert japanese_day("2017-11-06T15:00:00") == "2017-11-07"
    assert japanese_day("2017-11-06T15:00:00+09:00") == "2017-11-06"
    assert japanese_day("2017-11-06T25:00:00") == "2017-11-06"
    assert japanese_day("9999-12-31T23:00:00") == "9999-12-31"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (2048, 2048),
        ("2,048", 2048),
        ("１２キロバイト", 12_288),
        ("約1.5 MB", 1_572_864),
        ("0", 0),
        (None, None),
        ("不明", None),
        (True, None),
        (-1, None),
        (10**30, None),
        ("9" * 400, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_sizes(written: object, expected: int | None) -> None:
    assert size_in_bytes(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("CSV,　JSON", ("CSV", "JSON")),
        ("Excel、CSV", ("Excel", "CSV")),
        ("XLS PDF", ("XLS", "PDF")),
        ("CSV（UTF-8）", ("CSV",)),
        ("エクセル形式", ("Excel",)),
        ("CSVとXLSX", ("CSV", "XLSX")),
        ("shp", ("Shapefile",)),
        (".csv", ("CSV",)),
        ("application/pdf", ("PDF",)),
        ("text/csv; charset=utf-8", ("CSV",)),
        ("http://publications.europa.eu/resource/authority/file-type/CSV", ("CSV",)),
        ("https://www.iana.org/assignments/media-types/text/csv", ("CSV",)),
        ("3D Tiles", ("3D Tiles",)),
        ("紙の台帳", ("紙の台帳",)),
        ("", ()),
    ],
)
def test_formats(written: str, expected: tuple[str, ...]) -> None:
    assert formats(written) == expected


def test_format_of_an_address() -> None:
    assert format_of_url("https://x.example/a/b.GeoJSON?v=1#top") == "GeoJSON"
    assert format_of_url("https://x.example/a") == ""
    assert is_format("tilejson")
    assert not is_format("フォルダ")


def test_absurdly_long_cells_cost_nothing() -> None:
    for text in ("FILE" * 100_000, "(" * 200_000, "[](" * 100_000):
        assert format_name(text) == one_line(text)
        assert licence_of(text) == UNKNOWN
        assert formats(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("CC BY", "CC-BY"),
        ("CCBY", "CC-BY"),
        ("ＣＣ　ＢＹ　４．０", "CC-BY-4.0"),
        ("cc-by-40-intl", "CC-BY-4.0"),
        ("Truecc-by-40-intl", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.ja", "CC-BY-4.0"),
        ("クリエイティブ・コモンズ 表示 4.0 国際", "CC-BY-4.0"),
        ("Creative　Commons　Attribution　4.0　International", "CC-BY-4.0"),
        ("http://www.opendefinition.org/licenses/cc-by", "CC-BY"),
        ("cc-by-21-jp", "CC-BY-2.1-JP"),
        ("https://creativecommons.org/licenses/by/2.1/jp/", "CC-BY-2.1-JP"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("cc-nc", "CC-BY-NC"),
        ("cc-by-nd", "CC-BY-ND"),
        ("CCBYNDNC", "CC-BY-NC-ND"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC-BY-NC-ND-4.0"),
        ("クリエイティブ・コモンズ 表示-非営利-改変禁止 4.0 国際", "CC-BY-NC-ND-4.0"),
        ("cc-zero", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.ja", "CC0-1.0"),
        ("PDL1.0", "PDL1.0"),
        ("公共データ利用規約（第1.0版）（CC BY 4.0互換）", "PDL1.0"),
        ("https://www.digital.go.jp/resources/open_data/public_data_license_v1.0", "PDL1.0"),
        ("政府標準利用規約（第2.0版）", "GJSTU-2.0"),
        ("japanese-20", "GJSTU-2.0"),
        ("japanese-10", "GJSTU-1.0"),
        ("ODbL", "ODbL-1.0"),
        ("notspecified", UNKNOWN),
        ("other-copyright", UNKNOWN),
        ("市の利用規約による", UNKNOWN),
        ("　", ""),
    ],
)
def test_licences(written: str, expected: str) -> None:
    assert licence_of(written) == expected


def test_the_first_text_that_is_understood_decides() -> None:
    assert licence_of("CC-BY-4.0", "クリエイティブ・コモンズ 表示（CC BY）") == "CC-BY-4.0"
    assert licence_of("", "当市の規約", "CC BY 4.0") == "CC-BY-4.0"
    assert licence_of() == ""


def test_what_is_shown_of_a_licence() -> None:
    assert licence("CC-BY-4.0").open == "yes"
    assert licence("CC-BY-NC-ND-4.0").open == "no"
    assert licence("CC-BY-NC-ND-4.0").url == "https://creativecommons.org/licenses/by-nc-nd/4.0/"
    assert licence("").label == "記載なし"
    assert all(known.label and identifier == known.id for identifier, known in LICENCES.items())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("131059", "131059"),
        ("13105", "131059"),
        ("131059.0", "131059"),
        ("１３１０５９", "131059"),
        ("11002", "011002"),
        ("t131059", "131059"),
        ("t132292d0000000006", "132292"),
        ("26", "260002"),
        ("12203", ""),
        ("999999", "999999"),
        ("city", ""),
        ("org_9999", ""),
        ("", ""),
    ],
)
def test_codes_of_bodies(written: str, expected: str) -> None:
    assert body_code(written) == expected


def test_bodies_in_names_and_titles() -> None:
    assert code_of_dataset_name("272159_barber") == "272159"
    assert code_of_dataset_name("t132292d0000000006") == "132292"
    assert code_of_dataset_name("202404_report") == ""
    assert name_in_title("【青空市】観光施設一覧") == "青空市"
    assert name_in_title("【2022年07月】町丁別人口") == ""


def test_lists_and_addresses() -> None:
    assert items("集会、公共施設;　集会,") == ("集会", "公共施設")
    assert first_url("http://a.example/b.html（広場）\nhttp://c.example") == "http://a.example/b.html"
    assert first_url(" 窓口 で配布 ") == "窓口 で配布"


@given(st.text(max_size=80))
def test_no_cell_breaks_a_reader(text: str) -> None:
    for read in (
        iso_date,
        japanese_day,
        one_line,
        items,
        formats,
        licence_of,
        body_code,
        first_url,
        size_in_bytes,
    ):
        read(text)
    assert one_line(one_line(text)) == one_line(text)
