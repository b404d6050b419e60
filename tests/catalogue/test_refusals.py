"""Files built to hurt and files that are something else: refused whole, early, with place and advice."""

import gzip
import io
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from excel_cases import sheet_xml, text_row, workbook_stream, xls, xlsx
from registry.catalogue import limits
from registry.catalogue.reading import read_catalogue
from registry.errors import InputError

ROWS = [["データ名", "データ形式"], ["統計", "CSV"]]
SHEET = sheet_xml("".join(text_row(number, row) for number, row in enumerate(ROWS, 1)))


def refused(path: Path, part: str) -> InputError:
    """The error, which must hold ``part``, name the file and give advice."""
    with pytest.raises(InputError) as caught:
        read_catalogue(path)
    error = caught.value
    assert part in str(error)
    assert str(path) in error.where
    assert error.mend
    return error


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_cell_in_the_last_corner_is_refused_in_both_generations(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused(xlsx(tmp_path / "a.xlsx", SHEET.replace("</sheetData>", f"{far}</sheetData>")), "1,048,576 行")
    absurd = SHEET.replace('r="B2"', 'r="A99999999999"')
    refused(xlsx(tmp_path / "b.xlsx", absurd), "範囲の外")
    corner = struct.pack("<HHHHHd", 0x0203, 14, 65_535, 255, 0, 1.0)
    refused(written(tmp_path / "c.xls", bytes(xls(workbook_stream(ROWS, corner)))), "65,536 行")


def test_a_sheet_under_another_name_is_measured_too(tmp_path: Path) -> None:
    far = sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    path = xlsx(tmp_path / "a.xlsx", SHEET, {"xl/other.xml": far})
    refused(path, "xl/other.xml")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_document_type_definitions_in_any_part(tmp_path: Path, part: str, codec: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    error = refused(xlsx(tmp_path / "a.xlsx", SHEET, {part: evil.encode(codec)}), "DTD")
    assert part in error.where


def test_a_workbook_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 10 bytes, the data unpacks to 40 MiB; it must never reach the reader."""
    path = xlsx(tmp_path / "a.xlsx", sheet_xml("<row/>" * (40 * limits.MEBIBYTE // 6)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert data.count(struct.pack("<I", size)) >= 1
    path.write_bytes(bytes(data).replace(struct.pack("<I", size), struct.pack("<I", 10)))
    tracemalloc.start()
    try:
        refused(path, "壊れている")
        assert tracemalloc.get_traced_memory()[1] < 20 * limits.MEBIBYTE
    finally:
        tracemalloc.stop()


def test_a_workbook_with_too_many_parts_or_too_much_text(tmp_path: Path) -> None:
    many = {f"xl/p{number}.xml": b"" for number in range(limits.MAX_WORKBOOK_PARTS)}
    refused(xlsx(tmp_path / "a.xlsx", SHEET, dict(many)), "10,005 個")
    blank = b" " * (limits.RATIO_FROM_BYTES + limits.MEBIBYTE)
    refused(xlsx(tmp_path / "b.xlsx", SHEET, {"xl/sharedStrings.xml": blank}), "200 倍")


def test_other_packages_are_named(tmp_path: Path) -> None:
    for name, kind in {
        "word/document.xml": "Word",
        "content.xml": "OpenDocument",
        "xl/workbook.bin": "xlsb",
        "目録.csv": "zip ファイル",
    }.items():
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")
        refused(path, kind)


def test_encrypted_files_are_named(tmp_path: Path) -> None:
    refused(written(tmp_path / "a.xlsx", bytes(xls(b"x", "EncryptedPackage"))), "パスワード")
    locked = workbook_stream(ROWS)[:20] + struct.pack("<HHH", 0x2F, 2, 0) + workbook_stream(ROWS)[20:]
    refused(written(tmp_path / "b.xls", bytes(xls(locked))), "パスワード")
    path = xlsx(tmp_path / "c.xlsx", SHEET)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    refused(written(path, bytes(data)), "パスワード")


def test_old_excel_cut_off_anywhere_is_refused_without_eating_the_memory(tmp_path: Path) -> None:
    whole = bytes(xls(workbook_stream(ROWS * 40)))
    assert read_catalogue(written(tmp_path / "a.xls", whole)).records
    for length in range(8, len(whole), 512):
        refused(written(tmp_path / "b.xls", whole[:length]), "xls")


def test_old_excel_with_tables_that_lead_astray(tmp_path: Path) -> None:
    whole = xls(workbook_stream(ROWS))
    table = 512
    for place, number in ((table + 4 * 3, 2), (table + 4 * 3, 9_999), (48, 9_999), (76, 9_999), (30, 31)):
        astray = bytearray(whole)
        struct.pack_into("<I", astray, place, number)
        refused(written(tmp_path / "a.xls", bytes(astray)), "xls")


def test_old_excel_that_promises_too_much(tmp_path: Path) -> None:
    for promise in (
        struct.pack("<HHII", 0x00FC, 8, 0xFFFFFFFF, 0xFFFFFFFF),
        struct.pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFFF, 0, 0xFFFF, 0),
        struct.pack("<HHIIHHH", 0x0200, 14, 9, 3, 0, 5, 0),
    ):
        refused(written(tmp_path / "a.xls", bytes(xls(workbook_stream(ROWS, promise)))), "xls")


def test_other_old_office_documents(tmp_path: Path) -> None:
    refused(written(tmp_path / "a.xls", bytes(xls(b"x" * 5000, "WordDocument"))), "古い Office の文書")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (
            b"<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>",
            "ウェブページ",
        ),
        (b"<html><table><tr><td>a<td>b</table></html>", "見出しの行"),
        (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'></rdf:RDF>", "XML"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "XML"),
        (gzip.compress(gzip.compress(b"a,b\n")), "二重に圧縮"),
        (gzip.compress(b""), "空"),
        (b" \r\n\t\r\n", "空白だけ"),
        ("\ufeff".encode(), "空白だけ"),
        (b"SQLite format 3\0" + bytes(100), "SQLite"),
        (b"PAR1" + bytes(100), "Parquet"),
        (bytes(5000), "文字以外"),
        (b"a,b\n" + bytes(range(9)) * 30, "文字以外"),
        (b"%PDF-1.7\n", "PDF"),
        ("題名だけの文章です。\n".encode(), "見出しの行"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_it_is_instead_is_said(tmp_path: Path, content: bytes, part: str) -> None:
    refused(written(tmp_path / "目録.csv", content), part)


def test_spans_that_blow_a_page_up(tmp_path: Path) -> None:
    row = b"<tr>" + b"<td colspan=2000 rowspan=5000>x" * 3
    refused(written(tmp_path / "a.xls", b"<html><table>" + row * 20_000), "セルを超えます")


def test_one_cell_over_many_lines(tmp_path: Path) -> None:
    text = '"データ名","形式"\n"' + "あいうえお\n" * 40_000 + '",CSV\n'
    assert "2 行目" in refused(written(tmp_path / "a.csv", text.encode("cp932")), "131,072 文字").where


def test_endless_blank_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.catalogue.delimited.MAX_ROWS", 10_000)
    refused(written(tmp_path / "a.csv", "データ名,形式\n".encode() + b",\n" * 20_000), "10,000 行")


def test_too_many_columns(tmp_path: Path) -> None:
    refused(written(tmp_path / "a.csv", b"," * 5000), "列が")


def test_an_endless_line_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write("データ名,形式\n".encode())
        for _ in range(200):
            stream.write(b"x" * limits.MEBIBYTE)
    tracemalloc.start()
    try:
        assert "2 行目" in refused(path, "長すぎる").where
        assert tracemalloc.get_traced_memory()[1] < 8 * limits.MEBIBYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("start", [b"", b"[", "データ名,形式\n".encode()], ids=["blank", "json", "csv"])
def test_gzip_bombs_are_stopped_before_they_unfold(tmp_path: Path, start: bytes) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        stream.write(start)
        for _ in range(100):
            stream.write((b" " * 1023 + b"\n") * 1024)
    path = written(tmp_path / "a.gz", packed.getvalue())
    tracemalloc.start()
    try:
        refused(path, "" if not start else "展開後の大きさ")
        assert tracemalloc.get_traced_memory()[1] < 80 * limits.MEBIBYTE
    finally:
        tracemalloc.stop()


def test_a_damaged_gzip(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(os.urandom(20_000)))
    packed[5000] ^= 0xFF
    refused(written(tmp_path / "a.gz", bytes(packed)), "")
    refused(
        written(tmp_path / "b.gz", gzip.compress("データ名,形式\n統計,CSV\n".encode())[:-4]), "途中で切れて"
    )


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", b"x")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", deny)
        refused(path, "権限がありません")
    refused(Path(f"{tmp_path}/{'x' * 5000}"), "開けません")
    with pytest.raises(InputError, match="開けません"):
        read_catalogue(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="名前付きパイプのない OS です")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "普通のファイルではない")
