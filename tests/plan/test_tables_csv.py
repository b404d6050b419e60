"""Tables of a plan as CSV files: one per table, inert, numbers as numbers, notes beside the rows."""

import csv
import io

import pytest

from registry.plan.plan_tables import read_number, tables_of
from registry.plan.reading import read_plan
from registry.plan.tables_csv import INDEX, file_name, table_csv, to_csv

PLAN = """# 題

## 第1章 現状

表1 数/表: 「=1」[^a]

| 名 | 数 | 率 | 符号 | 時期 |
| --- | --- | --- | --- | --- |
| =cmd\\|'/C calc'!A0 | 1,200 | 12.5% | 012 | 2027[^b] |
| @い<br>二行 | ― | 3% | 034 | 【記入】 |

## 第2章 方針

| 甲 |
| --- |
| 乙 |

[^a]: 表の注。
[^b]: 欄の注。
"""


def read(content: bytes) -> list[list[str]]:
    """Rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_one_file_per_table_and_one_that_lists_them() -> None:
    files = to_csv(read_plan(PLAN), bom=False)
    names = list(files)
    assert names == [INDEX, "01_表1_数_表_「=1」.csv", "02.csv"]
    assert read(files[INDEX]) == [
        ["番号", "表題", "章", "ファイル名", "行数", "表全体の注"],
        ["1", "表1 数/表: 「=1」", "第1章 現状", names[1], "2", "表の注。"],
        ["2", "題のない表（2番目）", "第2章 方針", "02.csv", "1", ""],
    ]
    assert read(files["02.csv"]) == [["甲"], ["乙"]]


def test_cells_are_inert_and_numbers_plain() -> None:
    files = to_csv(read_plan(PLAN), bom=False)
    assert read(files["01_表1_数_表_「=1」.csv"]) == [
        ["名", "数", "率", "符号", "時期", "注の内容"],
        ["'=cmd|'/C calc'!A0", "1200", "12.5%", "012", "2027", "欄の注。"],
        ["'@い\n二行", "―", "3%", "034", "【記入】", ""],
    ]


@pytest.mark.parametrize("bom", [True, False])
def test_bytes(bom: bool) -> None:
    table = tables_of(read_plan(PLAN))[1]
    assert table_csv(table, bom=bom) == (b"\xef\xbb\xbf" if bom else b"") + "甲\r\n乙\r\n".encode()


def test_a_plan_without_tables_has_an_empty_list() -> None:
    files = to_csv(read_plan("文。"), bom=False)
    assert list(files) == [INDEX]
    assert len(read(files[INDEX])) == 1


@pytest.mark.parametrize(
    "caption", ["表1 ../../etc/passwd", "表2 C:\\con|<x>?*", "表3 " + "長" * 300, "表4 ...", "表5 a\tb"]
)
def test_names_of_files_are_safe(caption: str) -> None:
    plan = read_plan(f"{caption}\n\n| a |\n| --- |\n| 1 |\n")
    name = file_name(tables_of(plan)[0])
    assert name.startswith("01")
    assert name.endswith(".csv")
    assert len(name.encode()) < 200
    assert not set(name[:-4]) & set('\\/:*?"<>| .\t')


@pytest.mark.parametrize(
    ("text", "value", "digits"),
    [
        ("1,234", 1234, "1234"),
        ("-0.50", -0.5, "-0.50"),
        ("12.5%", 0.125, "12.5%"),
        ("0", 0, "0"),
        ("141003", 141003, "141003"),
        ("012", None, ""),
        ("1,23", None, ""),
        ("８", None, ""),
        ("1e5", None, ""),
        ("1234567890123456", None, ""),
        ("3件", None, ""),
        ("", None, ""),
    ],
)
def test_numbers_are_told_from_words(text: str, value: float | None, digits: str) -> None:
    found = read_number(text)
    assert (found and found.value) == value
    assert (found.digits if found else "") == digits
