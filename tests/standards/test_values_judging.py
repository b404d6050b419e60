"""What each kind of column says about single cells, and what is mended."""

import pytest

from registry.standards.cells import Cells
from registry.standards.codes.values import RULES
from registry.standards.findings import Finding, Report
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.values import checks_for, mend

K = ColumnKind


def check(kind: ColumnKind, *values: str, name: str = "列", several: bool = False) -> list[Finding]:
    """Findings of one column with these cells from row 2 on."""
    report = Report(RULES)
    column = FormColumn(name=name, kind=kind, several=several)
    for one in checks_for(column, name, 3):
        one.feed(Cells(list(values), list(range(2, 2 + len(values)))), report)
        one.finish(report)
    return list(report.findings())


CASES = [
    # LOCAL_CODE: body, without check digit, lost zero, wrong check digit, width
    (K.LOCAL_CODE, "352012", "", None),
    (K.LOCAL_CODE, "010006", "", None),
    (K.LOCAL_CODE, "352013", "V10", None),
    (K.LOCAL_CODE, "92011", "V11", "092011"),
    (K.LOCAL_CODE, "35201", "V11", "352012"),
    (K.LOCAL_CODE, "35343", "V12", None),
    (K.LOCAL_CODE, "482013", "V12", None),
    (K.LOCAL_CODE, "３５２０１２", "V13", "352012"),
    (K.LOCAL_CODE, "35201-2", "V13", "352012"),
    (K.LOCAL_CODE, "352012.0", "V13", "352012"),
    (K.LOCAL_CODE, "3.00002E+12", "V12", None),
    (K.LOCAL_CODE, "下関市", "V12", None),
    # 町字ID
    (K.TOWN_ID, "0008001", "", None),
    (K.TOWN_ID, "0008-001", "", None),
    (K.TOWN_ID, "73000", "V17", "0073000"),
    (K.TOWN_ID, "724", "V17", "0000724"),
    (K.TOWN_ID, "０００８００１", "V16", "0008001"),
    (K.TOWN_ID, "12", "V18", None),
    # 法人番号: of 国税庁 and of a city
    (K.CORPORATE_NUMBER, "7000012050002", "", None),
    (K.CORPORATE_NUMBER, "1000020352080", "", None),
    (K.CORPORATE_NUMBER, "8000012050002", "V19", None),
    (K.CORPORATE_NUMBER, "7-0000-1205-0002", "V16", "7000012050002"),
    (K.CORPORATE_NUMBER, "7.00001E+12", "V20", None),
    (K.POSTAL_CODE, "754-1292", "", None),
    (K.POSTAL_CODE, "7541292", "V22", "754-1292"),
    (K.POSTAL_CODE, "〒７５４－１２９２", "V22", "754-1292"),
    (K.POSTAL_CODE, "600001", "V23", None),
    # IDs
    (K.IDENTIFIER, "FF2099000001", "", None),
    (K.IDENTIFIER, "1.23E+11", "V27", None),
    (K.IDENTIFIER, "ＡＢ０１", "V28", "AB01"),
    # days
    (K.DATE, "2024-04-01", "", None),
    (K.DATE, "2024-02-29", "", None),
    (K.DATE, "2023-02-29", "V31", None),
    (K.DATE, "2024/4/1", "V30", "2024-04-01"),
    (K.DATE, "2024.4.1", "V30", "2024-04-01"),
    (K.DATE, "20240401", "V30", "2024-04-01"),
    (K.DATE, "R6.4.1", "V30", "2024-04-01"),
    (K.DATE, "令和6年4月1日", "V30", "2024-04-01"),
    (K.DATE, "令和６年４月１日（月）", "V30", "2024-04-01"),
    (K.DATE, "令和6年4月1日（火）", "V32", None),
    (K.DATE, "2024-04-01 00:00:00", "V30", "2024-04-01"),
    (K.DATE, "平成31年5月1日", "V32", None),
    (K.DATE, "令和6年2月30日", "V31", None),
    (K.DATE, "45383", "V33", None),
    (K.DATE, "24/4/1", "V34", None),
    (K.DATE, "2024年4月", "V34", None),
    (K.DATE, "R6", "V34", None),
    (K.DATE, "9999-12-31", "V35", None),
    (K.DATE, "1900-01-01", "V35", None),
    (K.DATE, "毎年4月頃", "V32", None),
    (K.DATE_TIME, "2024-04-01T09:30", "", None),
    (K.DATE_TIME, "2024-04-01 09:30:00", "", None),
    (K.DATE_TIME, "2024/4/1 9:30", "V30", "2024-04-01T09:30"),
    (K.DATE_TIME, "令和6年4月1日午後1時", "V30", "2024-04-01T13:00"),
    (K.DATE_TIME, "2024-04-01 25:99", "V40", None),
    (K.YEAR, "2024", "", None),
    (K.YEAR, "2024年", "V36", "2024"),
    (K.YEAR, "令和元年", "V36", "2019"),
    (K.YEAR, "平成40年", "V37", None),
    (K.YEAR, "2024年度", "V37", None),
    # times
    (K.TIME, "09:30", "", None),
    (K.TIME, "24:00", "", None),
    (K.TIME, "25:30", "V41", None),
    (K.TIME, "9:30", "V42", "09:30"),
    (K.TIME, "9時30分", "V38", "09:30"),
    (K.TIME, "９：３０", "V38", "09:30"),
    (K.TIME, "7:30:00", "V38", "07:30"),
    (K.TIME, "午後1時", "V38", "13:00"),
    (K.TIME, "午後12時", "V39", None),
    (K.TIME, "9:5", "V39", None),
    (K.TIME, "09:60", "V40", None),
    (K.TIME, "9:00～17:00", "V39", None),
    # positions
    (K.LATITUDE, "35.681236", "", None),
    (K.LATITUDE, "139.767125", "V46", None),
    (K.LONGITUDE, "35.681236", "V46", None),
    (K.LONGITUDE, "1397671", "V47", None),
    (K.LATITUDE, "343.208813", "V47", None),
    (K.LATITUDE, "0", "V51", None),
    (K.LATITUDE, "-35.681236", "V45", None),
    (K.LONGITUDE, "180.5", "V45", None),
    (K.LATITUDE, "34°03'07.7\"N", "V48", "34.0521389"),
    (K.LONGITUDE, "東経131度38分37.1秒", "V48", "131.6436389"),
    (K.LATITUDE, "３５．６８１２", "V48", "35.6812"),
    (K.LATITUDE, "35,6812", "V50", None),
    (K.LATITUDE, "34°70'07\"", "V50", None),
    # telephone
    (K.PHONE, "083-223-2358", "", None),
    (K.PHONE, "090-1234-5678", "", None),
    (K.PHONE, "0120-123-456", "", None),
    (K.PHONE, "0120-123456", "", None),
    (K.PHONE, "110", "", None),
    (K.PHONE, "(0820)56-7111", "V59", "0820-56-7111"),
    (K.PHONE, "（０８２０）５６－７１１１", "V60", "0820-56-7111"),
    (K.PHONE, "0836-\n21-9504", "V60", "0836-21-9504"),
    (K.PHONE, "0836‐31‐1732", "V60", "0836-31-1732"),
    (K.PHONE, "835-22-1111", "V61", None),
    (K.PHONE, "67-1277", "V62", None),
    (K.PHONE, "0836-34-8353（観光課）", "V63", None),
    (K.PHONE, "0836-34-8353 内線 123", "V63", None),
    (K.PHONE, "083-245-0121\n083-246-3413", "V63", None),
    (K.PHONE, "083-22-358", "V64", None),
    (K.PHONE, "0832232358", "V65", None),
    # addresses on the network
    (K.URL, "https://www.city.example.lg.jp/a/b.html?c=1#d", "", None),
    (K.URL, "https://ja.example.jp/施設", "", None),
    (K.URL, "www.example.jp", "V66", None),
    (K.URL, "公開終了", "V66", None),
    (K.URL, "https://example.jp/ （外部サイト）", "V66", None),
    (K.URL, "http//example.jp/", "V67", None),
    (K.URL, "http://https://example.jp/", "V67", None),
    (K.URL, "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／", "V68", "https://example.jp/"),
    (K.URL, "https://a.example.jp/ https://b.example.jp/", "V69", None),
    (K.MAIL, "info@example.lg.jp", "", None),
    (K.MAIL, "info＠example.lg.jp", "V71", "info@example.lg.jp"),
    (K.MAIL, "info★example.lg.jp", "V70", None),
    # numbers
    (K.NUMBER, "1200", "", None),
    (K.NUMBER, "-1.5", "", None),
    (K.NUMBER, "001", "", None),
    (K.NUMBER, "１２", "V75", "12"),
    (K.NUMBER, "1,300", "V75", "1300"),
    (K.NUMBER, "1,30", "V78", None),
    (K.NUMBER, "12人", "V76", None),
    (K.NUMBER, "3,000円", "V76", None),
    (K.NUMBER, "45%", "V76", None),
    (K.NUMBER, "約100", "V77", None),
    (K.NUMBER, "10～20", "V77", None),
    (K.NUMBER, "273(3㎡あたり1人）", "V77", None),
    (K.NUMBER, "▲5", "V79", None),
    (K.NUMBER, "1.2E+05", "V81", None),
    (K.NUMBER, "無料", "V78", None),
    # words
    (K.KANA, "ヤマグチシリツトショカン", "", None),
    (K.KANA, "ABCセンター（ダイ2）", "", None),
    (K.KANA, "ｺｰﾄﾞ", "V85", "コード"),
    (K.KANA, "やまぐち", "V86", None),
    (K.KANA, "山口", "V86", None),
    (K.KANA, "グロ―アップ", "V87", None),
    (K.DAYS, "月火水木金土日", "", None),
    (K.DAYS, "月・水・金", "V88", "月水金"),
    (K.DAYS, "月～金", "V88", "月火水木金"),
    (K.DAYS, "日月火", "V88", "月火日"),
    (K.DAYS, "月曜日", "V88", "月"),
    (K.DAYS, "月火水木金祝", "V82", None),
    (K.DAYS, "毎日", "V89", None),
    (K.DAYS, "平日", "V89", None),
    (K.DAYS, "土～月", "V89", None),
    (K.PRESENCE, "有", "", None),
    (K.PRESENCE, "あり", "V90", "有"),
    (K.PRESENCE, "無し", "V90", "無"),
    (K.PRESENCE, "○", "V91", None),
    (K.FLAG, "1", "", None),
    (K.FLAG, "○", "V93", "1"),
    (K.FLAG, "×", "V92", None),
    (K.FLAG, "0", "V92", None),
    (K.FLAG, "○(2階)", "V92", None),
    (K.PREFECTURE, "山口県", "", None),
    (K.PREFECTURE, "東京", "V94", "東京都"),
    (K.PREFECTURE, "山口県下関市", "V95", None),
    (K.MUNICIPALITY, "四日市市", "", None),
    (K.MUNICIPALITY, "熊毛郡田布施町", "", None),
    (K.MUNICIPALITY, "岩国市岩国1-1-7", "V96", None),
    (K.MUNICIPALITY, "宇都宮", "V97", None),
    (K.MUNICIPALITY, "山口県岩国市", "V98", None),
    (K.ADDRESS, "山口県山口市亀山町２－１", "", None),
    (K.ADDRESS, "下関市菊川町9番地2\n旧館", "V02", None),
    (K.TEXT, "一行目\n二行目", "", None),
    (K.TEXT, " 施設", "V01", "施設"),
    (K.TEXT, "施設\u3000", "V01", "施設"),
    (K.TEXT, "\u3000", "V01", ""),
    (K.TEXT, "施\u200b設", "V03", None),
    (K.TEXT, "施\x00設", "V07", None),
    (K.TEXT, "#REF!", "V04", None),
    (K.NUMBER, "#N/A", "V04", None),
    (K.TEXT, "=1+2", "V05", None),
    (K.TEXT, "-A棟", "V05", None),
    (K.TEXT, "-5℃", "", None),
    (K.TEXT, "確認中", "V06", None),
    (K.TEXT, "なし", "", None),
    (K.NUMBER, "不明", "V06", None),
    (K.DATE, "未定", "V06", None),
]


@pytest.mark.parametrize(("kind", "value", "code", "mended"), CASES)
def test_a_cell_is_judged_and_mended(kind: ColumnKind, value: str, code: str, mended: str | None) -> None:
    name = "全国地方公共団体コード" if kind is K.LOCAL_CODE else "列"
    assert [finding.code for finding in check(kind, value, name=name)] == ([code] if code else [])
    assert mend(kind, value) == mended


@pytest.mark.parametrize(
    ("value", "code"), [("35201", "V14"), ("35343", "V21"), ("92011", "V11"), ("352013", "V10")]
)
def test_five_digits_are_only_told_where_the_column_may_mean_them(value: str, code: str) -> None:
    assert [finding.code for finding in check(K.LOCAL_CODE, value, name="市区町村コード")] == [code]


def test_a_finding_names_place_and_value() -> None:
    (finding,) = check(K.DATE, "", "2024-04-01", "R6.4.1", name="登録日")
    assert (finding.row, finding.column, finding.column_number, finding.value) == (4, "登録日", 3, "R6.4.1")
    assert "R6.4.1" in finding.message
    assert "2024-04-01" in finding.fix
    assert finding.fixable


@pytest.mark.parametrize(
    ("kind", "value", "secret"),
    [
        (K.CORPORATE_NUMBER, "123456789018", "123456789018"),
        (K.MAIL, "yamada.taro＠example.lg.jp", "yamada"),
        (K.MAIL, "yamada taro@example", "yamada"),
        (K.URL, "yamada.taro@example.lg.jp", "yamada"),
    ],
)
def test_what_may_be_personal_is_not_repeated(kind: ColumnKind, value: str, secret: str) -> None:
    (finding,) = check(kind, value)
    assert secret not in finding.value + finding.message + finding.fix


def test_placeholders_are_told_once_for_a_column() -> None:
    (finding,) = check(K.NUMBER, "1", "-", "不明", "-")
    assert (finding.code, finding.count, finding.row) == ("V06", 3, None)
    assert "3 行目" in finding.message


@pytest.mark.parametrize(
    ("value", "codes"),
    [("国宝;史跡", []), ("国宝、史跡", ["V84"]), ("国宝\n史跡", ["V84"]), ("史跡", [])],
)
def test_values_side_by_side_are_parted_by_semicolons(value: str, codes: list[str]) -> None:
    assert [finding.code for finding in check(K.CODES, value, several=True)] == codes


def test_every_code_is_known_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(code[0] == "V" and len(code) == 3 for code in codes)
