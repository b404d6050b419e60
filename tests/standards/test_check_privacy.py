"""Personal data masked in one place must not be readable in another: JSON, CSV, tables, HTML, xlsx, the account of repairs."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.knowledge.snapshot import load
from registry.render.check import check_table
from registry.render.check_html import check_html
from registry.render.check_workbook import check_workbook
from registry.render.formats import Format, render
from registry.standards.answers import CheckAnswer
from registry.standards.checking import check_files
from registry.standards.repairing import repair_files

KNOWLEDGE = load()
AT = datetime(2026, 11, 25, tzinfo=UTC)

PERSONS: dict[str, list[str]] = {
    "氏名": ["山田太郎", "　鈴木 花子 ", "佐藤\n一郎", "高橋　　　次郎", "田中㈱美咲", "山田太郎"],
    "フリガナ": ["ヤマダタロウ", "ｽｽﾞｷﾊﾅｺ", "さとういちろう", "ﾀｶﾊｼ ｼﾞﾛｳ", "タナカ-ミサキ", "ヤマダタロウ"],
    "生年月日": ["1980/4/31", "昭和55年4月1日", "S60.5.5", "1990.7.7", "1975-12-24", "1980/4/31"],
    "自宅住所": [f"東京都府中市宮西町{n}丁目{n}番{n}号" for n in range(1, 7)],
    "携帯電話": ["090-1234-5678", "０８０－２３４５－６７８９", "(070)1111-2222", "09033334444",
                "090-5555-6666、080-7777-8888", "90-9999-0000"],
    "個人番号": ["123456789018", "１２３４５６７８９０１８", "1234-5678-9018", " 123456789018", "123456789018", "123456789018"],
    "メールアドレス": ["taro.yamada1980@gmail.com", "ｈａｎａｋｏ＠docomo.ne.jp", "ichiro@ezweb.ne.jp ",
                   "jiro@yahoo.co.jp、jiro2@gmail.com", "misaki@@gmail.com", "taro.yamada1980@gmail.com"],
    "備考": ["担当：山田太郎（090-1234-5678）", "連絡先 080-2345-6789", "メール hanako@docomo.ne.jp", "=担当：佐藤一郎",
           "担当者：高橋次郎\n070-1111-2222", ""],
    "受付番号": ["1", "2", "3", "4", "5", "1"],
}  # fmt: skip
SECRETS = (
    *("山田太郎", "鈴木花子", "鈴木 花子", "佐藤一郎", "佐藤⏎一郎", "高橋次郎", "美咲", "スズキハナコ", "ヤマダタロウ", "ｽｽﾞｷﾊﾅｺ"),
    *("1980/4/31", "1980-04", "1985-05-05", "昭和55年4月1日", "S60.5.5", "1990-07-07", "1975-12-24"),
    *("1丁目1番1号", "3丁目3番3号"),
    *("1234-5678", "２３４５－６７８９", "2345-6789", "1111-2222", "33334444", "7777-8888", "9999-0000", "5555-6666"),
    *("123456789018", "１２３４５６７８９０１８", "5678-9018"),
    *("yamada1980", "ｈａｎａｋｏ", "hanako@", "ichiro@", "jiro@", "jiro2@", "misaki@"),
)  # fmt: skip


def everything(answer: CheckAnswer) -> dict[str, str]:
    """All that a user may read of a check, by where."""
    with zipfile.ZipFile(io.BytesIO(check_workbook(answer, AT))) as book:
        workbook = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    texts = {form.value: render(answer, form, check_table, columns=100_000, bom=False) for form in Format}
    one = {
        f"one file, {form.value}": render(answer.files[0], form, check_table, columns=100_000, bom=False)
        for form in Format
    }
    return texts | one | {"html": check_html(answer, AT).decode(), "xlsx": workbook}


def written(path: Path, rows: list[list[str]], encoding: str) -> None:
    """A CSV file, or for .xlsx a workbook."""
    if path.suffix == ".xlsx":
        import xlsxwriter

        workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        sheet = workbook.add_worksheet("名簿")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        workbook.close()
        return
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding, errors="replace"))


@pytest.mark.parametrize("above", [[], [["名簿　担当：山田太郎 090-1234-5678"], []]], ids=["plain", "title"])
@pytest.mark.parametrize(
    "below", [[], [["担当：佐藤一郎"], ["以上、連絡先 hanako@docomo.ne.jp"]]], ids=["plain", "notes"]
)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_nothing_personal_is_readable_anywhere(
    tmp_path: Path, above: list[list[str]], below: list[list[str]], name: str
) -> None:
    rows = [list(row) for row in zip(*PERSONS.values(), strict=True)]
    written(tmp_path / name, [*above, list(PERSONS), *rows, rows[0], *below], "utf-8")
    answer = check_files([tmp_path / name], KNOWLEDGE, most=1000)
    answer = repair_files(answer, KNOWLEDGE, tmp_path / "copy.csv")
    for where, text in everything(answer).items():
        assert [secret for secret in SECRETS if secret in text] == [], where
    named = {(one.column, one.row) for one in answer.files[0].redactions}
    whole = {one.column for one in answer.files[0].redactions if one.row is None}
    first = len(above) + 2
    for heading, cells in PERSONS.items():
        if heading not in ("受付番号", "フリガナ"):
            places = {first + at for at, cell in enumerate(cells) if cell}
            assert heading in whole or places <= {row for column, row in named if column == heading}, heading


def test_a_list_without_headings_shows_no_persons(tmp_path: Path) -> None:
    rows = [
        ["山田太郎", "090-1234-5678", "taro.yamada1980@gmail.com"],
        ["鈴木花子", "080-2345-6789", "hanako@docomo.ne.jp"],
    ] * 4
    written(tmp_path / "list.csv", rows, "utf-8")
    answer = repair_files(check_files([tmp_path / "list.csv"], KNOWLEDGE), KNOWLEDGE, tmp_path / "copy.csv")
    for where, text in everything(answer).items():
        assert [
            secret for secret in ("1234-5678", "2345-6789", "yamada1980", "hanako@") if secret in text
        ] == [], where
