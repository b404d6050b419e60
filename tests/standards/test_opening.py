"""Opening data files: kinds, encodings, separators, workbooks and what is refused."""

import codecs
import contextlib
import csv
import gzip
import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import InputError
from registry.standards import delimited_blocks, text_blocks
from registry.standards.delimited_blocks import ROWS_PER_BLOCK
from registry.standards.opening import open_file
from registry.standards.sheets import CellPlace, Sheet

TABLE = "名称,住所\r\n髙﨑①㈱,本町1-1\r\n"
ROWS = [["名称", "住所"], ["髙﨑①㈱", "本町1-1"]]


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read(path: Path) -> list[list[list[str]]]:
    """The rows of every sheet."""
    with open_file(path) as file:
        return [rows_of(sheet) for sheet in file.sheets]


def rows_of(sheet: Sheet) -> list[list[str]]:
    return [cells for block in sheet.blocks for cells in block.cells]


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (TABLE.encode(), "utf-8", False),
        (TABLE.encode("utf-8-sig"), "utf-8-sig", True),
        (TABLE.encode("cp932"), "cp932", False),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16", True),
        (TABLE.encode("utf-16-le"), "utf-16", False),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16", True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, bom: bool) -> None:
    with open_file(write(tmp_path, "a.csv", data)) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet) == ROWS
        assert (file.kind, file.encoding, file.bom, file.dialect) == ("csv", encoding, bom, "csv")
        assert file.repairs == ()


@pytest.mark.parametrize(("codec", "label"), [("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp")])
def test_old_encodings(tmp_path: Path, codec: str, label: str) -> None:
    text = "名称,住所\r\n中央公民館,焼津市本町一丁目\r\n"
    with open_file(write(tmp_path, "a.csv", text.encode(codec))) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet)[1] == ["中央公民館", "焼津市本町一丁目"]
        assert file.encoding == label


def test_mixed_encodings_are_read_line_by_line(tmp_path: Path) -> None:
    lines = ["名称,住所\n".encode(), "公民館,本町\n".encode("cp932"), "図書館,栄町\n".encode()]
    with open_file(write(tmp_path, "a.csv", b"".join(lines))) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet) == [["名称", "住所"], ["公民館", "本町"], ["図書館", "栄町"]]
        assert [repair.code for repair in file.repairs] == ["mixed_encoding"]


def test_another_encoding_far_below_the_head(tmp_path: Path) -> None:
    many = "名称,住所\n" + "中央公民館,焼津市本町一丁目\n" * 20_000
    with open_file(write(tmp_path, "a.csv", many.encode() + "図書館,栄町\n".encode("cp932"))) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet)[-1] == ["図書館", "栄町"]
        assert "mixed_encoding" in [repair.code for repair in file.repairs]
        assert file.encoding == "utf-8"


def test_a_broken_byte_is_replaced_and_told(tmp_path: Path) -> None:
    data = "名称,住所\n公民館,本町\n".encode() + b"\xe5\xff\xff,x\n" + "図書館,栄町\n".encode()
    with open_file(write(tmp_path, "a.csv", data)) as file:
        (sheet,) = file.sheets
        assert "\ufffd" in rows_of(sheet)[2][0]
        assert "broken_characters" in [repair.code for repair in file.repairs]


@pytest.mark.parametrize(
    ("text", "kind", "dialect"),
    [
        ("名称\t住所\n公民館\t本町\n", "tsv", "tsv"),
        ("名称;住所\n公民館;本町\n", "csv", "csv;"),
        ("名称|住所\n公民館|本町\n", "csv", "csv|"),
        ("[1]名称,[2]住所\n公民館,本町\n", "csv", "csv"),
    ],
)
def test_separators(tmp_path: Path, text: str, kind: str, dialect: str) -> None:
    with open_file(write(tmp_path, "a.csv", text.encode())) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet)[1] == ["公民館", "本町"]
        assert (file.kind, file.dialect) == (kind, dialect)


def test_line_ends_and_breaks_in_cells(tmp_path: Path) -> None:
    with open_file(write(tmp_path, "a.csv", b'a,b\r\n"1\n2",3\r4,5\n\x1a')) as file:
        (sheet,) = file.sheets
        assert rows_of(sheet) == [["a", "b"], ["1\n2", "3"], ["4", "5"]]
        assert file.text is not None
        assert (file.text.windows_ends, file.text.unix_ends, file.text.old_ends) == (1, 2, 1)


def test_spaces_stay_unless_a_quote_follows(tmp_path: Path) -> None:
    with open_file(write(tmp_path, "a.csv", "名称,住所\n 公民館, 本町\n".encode())) as file:
        assert rows_of(next(file.sheets))[1] == [" 公民館", " 本町"]
    with open_file(write(tmp_path, "b.csv", '"名称", "住所"\n"公民館", "本町,1"\n'.encode())) as file:
        assert rows_of(next(file.sheets))[1] == ["公民館", "本町,1"]


def test_blocks_are_numbered_and_begin_with_the_head(tmp_path: Path) -> None:
    count = ROWS_PER_BLOCK * 2 + 7
    text = "".join(f"{number},x\n" for number in range(1, count + 1))
    with open_file(write(tmp_path, "a.csv.gz", gzip.compress(text.encode()))) as file:
        sheet = next(file.sheets)
        numbers = [
            (number, cells[0])
            for block in sheet.blocks
            for number, cells in zip(block.numbers, block.cells, strict=True)
        ]
        assert numbers == [(number, str(number)) for number in range(1, count + 1)]
        assert [row.number for row in sheet.head] == list(range(1, 61))
        assert file.packed


def workbook() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("一覧")
    sheet.merge_range("A1:C1", "AED 設置箇所一覧")
    sheet.write_row("A2", ["名称", "住所", "台数"])
    sheet.write_row("A3", ["公民館", "本町1-1", 2])
    sheet.write_formula("C4", "=C3+1", None, 3)
    sheet.write_comment("A3", "確認中")
    sheet.insert_textbox("E5", "凡例")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    other = book.add_worksheet("作業用")
    other.write("A1", "メモ")
    other.hide()
    book.add_worksheet("空")
    book.close()
    return target.getvalue()


def test_workbook_with_its_facts_under_any_name(tmp_path: Path) -> None:
    with open_file(write(tmp_path, "a.csv", workbook())) as file:
        assert file.kind == "xlsx"
        sheets = {sheet.name: (rows_of(sheet), sheet.facts, sheet.head) for sheet in file.sheets}
    assert list(sheets) == ["一覧", "作業用"]
    rows, facts, head = sheets["一覧"]
    assert rows[2][:3] == ["公民館", "本町1-1", "2"]
    assert head[0].across
    assert (facts.merged, facts.merged_count) == (("A1:C1",), 1)
    assert (facts.formulas, facts.formula_count) == ((CellPlace(4, 3),), 1)
    assert (facts.objects, facts.comments) == (1, 1)
    assert (facts.hidden_rows, facts.hidden_columns, facts.hidden) == ((4,), (2,), False)
    assert sheets["作業用"][1].hidden


def test_csv_named_xlsx(tmp_path: Path) -> None:
    with open_file(write(tmp_path, "a.xlsx", TABLE.encode())) as file:
        assert (file.kind, rows_of(next(file.sheets))) == ("csv", ROWS)


def test_a_page_that_is_one_table(tmp_path: Path) -> None:
    page = "<html><head><title>一覧</title></head><body><table><tr><th>名称</th><th>住所</th></tr>"
    page += "<tr><td>公民館</td><td>本町</td></tr></table></body></html>"
    with open_file(write(tmp_path, "a.xls", page.encode("cp932"))) as file:
        assert (file.kind, rows_of(next(file.sheets))) == ("html", [["名称", "住所"], ["公民館", "本町"]])


_TABLE_IN_PAGE = "<table><tr><td>電話</td><td>1</td></tr><tr><td>名称</td><td>2</td></tr></table>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (bytes(range(256)) * 40, "データの表として読める形式ではありません"),
        (b'{"a": [1, 2]}', "JSON"),
        ("<!DOCTYPE html><html><body><p>お探しのページ</p></body></html>".encode(), "ウェブページ"),
        (f"<html><body>{'市のお知らせです。' * 20}{_TABLE_IN_PAGE}</body></html>".encode(), "ウェブページ"),
        (f"<html><body>{_TABLE_IN_PAGE * 2}</body></html>".encode(), "表が 2 あり"),
        ('名称,住所\n"公民館,本町\n'.encode(), "引用符"),
        ("名称,住所\n".encode() * 9 + b"a\0b,c\n", "NUL"),
        (gzip.compress(b"a,b\n" * 9)[:-9], "gzip"),
        (b"PK\x03\x04broken", "壊れているか"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"a," + b"x" * 3_000_000, "1 行が長すぎる"),
        (b"a," * 3_000 + b"b\n", "列が"),
    ],
    ids=str.split(
        "empty pdf binary json page page-with-a-table page-with-tables quote nul gzip xlsx xls long-line columns"
    ),
)
def test_refusals_are_plain(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, "a.csv", data))
    assert words in str(caught.value)
    assert "目録" not in str(caught.value)
    assert caught.value.mend


def test_old_macintosh_lines(tmp_path: Path) -> None:
    with open_file(write(tmp_path, "a.csv", "名称,住所\r公民館,本町\r".encode("cp932"))) as file:
        assert rows_of(next(file.sheets)) == [["名称", "住所"], ["公民館", "本町"]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    with contextlib.suppress(InputError):
        read(write(tmp_path, "a.csv", data))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(0, 5000), value=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, value: int) -> None:
    data = bytearray(workbook())
    data[place % len(data)] = value
    with contextlib.suppress(InputError):
        read(write(tmp_path, "a.xlsx", bytes(data)))


_TEXT = st.one_of(
    st.text(alphabet=st.sampled_from('ab名,"\n\r \u2028\x0c'), max_size=60),
    st.lists(
        st.sampled_from(["a,b", "", '"a,1",b', 'a"b,"c', '"a', 'b"', "名,", '"a""b",c']), max_size=12
    ).map("\n".join),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=_TEXT, size=st.integers(1, 30), rows=st.integers(1, 4), part=st.sampled_from([20, 10_000]))
def test_rows_are_those_of_the_csv_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, size: int, rows: int, part: int
) -> None:
    """Whatever the size of the blocks, and whether they hold quotation marks or not."""
    monkeypatch.setattr(text_blocks, "_BLOCK_BYTES", size)
    monkeypatch.setattr(delimited_blocks, "ROWS_PER_BLOCK", rows)
    monkeypatch.setattr(delimited_blocks, "_LONGEST_PART", part)
    text = "a,b\n" + text
    expected = list(csv.reader(io.StringIO(text, newline="")))
    with contextlib.suppress(InputError):  # an open quote
        assert read(write(tmp_path, "a.csv", text.encode())) == [expected]
