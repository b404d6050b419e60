"""Ugly and hostile catalogues: a clear error or an inert result, in bounded memory."""

import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.catalogue import limits
from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Form
from registry.errors import InputError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "aozora"
HEADING = "データ名称,データ概要,データ形式,分類,更新頻度,ライセンス,最終更新日\r\n"


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_catalogue(path)
    error = caught.value
    assert error.what
    assert error.where
    assert error.mend
    return error


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "form", "records", "files"),
    [
        ("open_data_list_new.csv", Form.OPEN_DATA_LIST_NEW, 30, 33),
        ("open_data_list_old_cp932.csv", Form.OPEN_DATA_LIST_OLD, 12, 14),
        ("package_search.json", Form.CKAN, 20, 23),
    ],
)
def test_the_bundled_examples(name: str, form: Form, records: int, files: int) -> None:
    catalogue = read_catalogue(EXAMPLES / name)
    assert (catalogue.form, len(catalogue.records)) == (form, records)
    assert sum(len(record.resources) for record in catalogue.records) == files
    assert {record.licence for record in catalogue.records} == {"CC-BY-4.0"}


def test_old_and_new_form_give_the_same_titles() -> None:
    new = [record.title for record in read_catalogue(EXAMPLES / "open_data_list_new.csv").records][:12]
    assert [
        record.title for record in read_catalogue(EXAMPLES / "open_data_list_old_cp932.csv").records
    ] == new


def test_a_heading_without_rows_is_an_empty_catalogue_and_says_so(tmp_path: Path) -> None:
    catalogue = read_catalogue(write(tmp_path / "a.csv", HEADING))
    assert catalogue.records == ()
    assert catalogue.repairs


def test_title_rows_above_the_heading_and_odd_extensions(tmp_path: Path) -> None:
    text = (
        "青空市オープンデータ一覧,,,,,,\r\n令和8年11月1日現在,,,,,,\r\n"
        + HEADING
        + "AED,一覧,CSV,医療,年1回,CC BY,2026-04-01\r\n"
    )
    catalogue = read_catalogue(write(tmp_path / "一覧.xlsx", text.encode("cp932")))
    assert (catalogue.header_row, catalogue.encoding, [record.title for record in catalogue.records]) == (
        3,
        "cp932",
        ["AED"],
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_encodings(codec: str, tmp_path: Path) -> None:
    text = HEADING + "①髙橋会館㈱の一覧,説明,CSV,施設,年1回,CC BY,2026-04-01\r\n" * 1
    (record,) = read_catalogue(write(tmp_path / "a.csv", text.encode(codec))).records
    assert record.title == "①髙橋会館㈱の一覧"


def test_outside_text_is_kept_as_data(tmp_path: Path) -> None:
    title = "\x1b[31m赤い=cmd|' /C calc'!A0[red]題"
    (record,) = read_catalogue(
        write(tmp_path / "a.csv", HEADING + f'"{title}",説明,CSV,a,b,CC BY,2026-04-01\r\n')
    ).records
    assert "=cmd" in record.title


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 200,
        b"{" * 50,
        b'{"success": true',
        b"[" * 100_000 + b"]" * 100_000,
        b"null",
        "名前,住所\r\n山田,青空市\r\n".encode(),
    ],
    ids=["empty", "binary", "png", "pdf", "braces", "truncated-json", "deep-json", "null", "not-a-catalogue"],
)
def test_what_is_no_catalogue_is_refused(content: bytes, tmp_path: Path) -> None:
    refused(write(tmp_path / "x.csv", content))


def test_places_that_are_no_files(tmp_path: Path) -> None:
    refused(tmp_path)
    refused(tmp_path / "ない.csv")


def test_nul_bytes_are_refused_with_the_line(tmp_path: Path) -> None:
    error = refused(write(tmp_path / "a.csv", (HEADING + "A,b\x00,CSV,a,b,c,2026\r\n").encode()))
    assert "2" in error.where + error.why + error.what


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress((EXAMPLES / "package_search.json").read_bytes())
    assert read_catalogue(write(tmp_path / "a.gz", packed)).records
    refused(write(tmp_path / "b.gz", packed[: len(packed) // 2]))


def test_a_gzip_bomb_is_stopped_early(tmp_path: Path) -> None:
    path = tmp_path / "bomb.json.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        block = b" " * (4 * limits.MEBIBYTE)
        for _ in range(20):
            stream.write(block)
    refused(path)


def _one_line(size: int) -> Iterator[bytes]:
    yield HEADING.encode()
    yield from (b"x" * limits.MEBIBYTE for _ in range(size))


def test_200_megabytes_in_one_line_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.writelines(_one_line(200))
    error = refused(path)
    assert "2" in error.where + error.why + error.what


def workbook(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET_PARTS = {
    "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": b"<workbook/>",
}


def test_an_excel_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    big = b"<row/>" * (50 * limits.MEBIBYTE // 6)
    refused(
        workbook(
            tmp_path / "bomb.xlsx",
            {**SHEET_PARTS, "xl/worksheets/sheet1.xml": big, "xl/worksheets/sheet2.xml": big},
        )
    )


def test_an_excel_file_with_external_entities_is_refused(tmp_path: Path) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    refused(workbook(tmp_path / "evil.xlsx", {**SHEET_PARTS, "xl/worksheets/sheet1.xml": evil}))


def test_a_remote_context_is_never_fetched(tmp_path: Path) -> None:
    data = {
        "@context": "http://127.0.0.1:9/context.jsonld",
        "@type": "dcat:Dataset",
        "@id": "urn:x",
        "dct:title": "題",
    }
    refused(write(tmp_path / "a.jsonld", json.dumps(data)))


def test_mixed_encodings_are_reported_or_refused(tmp_path: Path) -> None:
    mixed = HEADING.encode("cp932") + "青空市,説明,CSV,a,b,CC BY,2026-04-01\r\n".encode()
    path = write(tmp_path / "a.csv", mixed)
    outcome = "refused"
    try:
        outcome = "repaired" if read_catalogue(path).repairs else "silent"
    except InputError as error:
        outcome = "refused" if error.mend else "no advice"
    assert outcome in {"refused", "repaired"}


def test_a_workbook_is_read_with_merged_headings(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "一覧.csv"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("公開データ")
        sheet.merge_range("A1:E1", "青空市 公開データ一覧")
        sheet.write_row("A3", ["タイトル", "説明", "データ形式", "最終更新日", "ライセンス"])
        sheet.write_row("A4", ["AED設置箇所一覧", "市内のAED", "CSV", "2026-04-01", "CC BY 4.0"])
        sheet.write_formula("B5", "=1+1", value=2)
        sheet.write("A5", "公共施設一覧")
    catalogue = read_catalogue(path)
    assert catalogue.dialect == "xlsx"
    assert [record.title for record in catalogue.records] == ["AED設置箇所一覧", "公共施設一覧"]
