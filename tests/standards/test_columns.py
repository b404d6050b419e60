"""Headings matched with the columns of a form, and what the comparison finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.knowledge.datasets import Requirement
from registry.knowledge.snapshot import load
from registry.standards.building import forms_of
from registry.standards.codes.headings import RULES
from registry.standards.columns import compare, match_columns
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import ColumnKind, Form
from registry.standards.recognition import recognise
from registry.standards.sheets import Heading

FORMS = forms_of(load().datasets, load().rules.code_lists)
BY_ID = {form.id: form for form in FORMS}

Rows = list[list[str]]


def _heading(names: list[str]) -> Heading:
    return Heading(row=1, names=tuple(names), clean=tuple("".join(name.split()) for name in names))


def _names(form: str) -> list[str]:
    return [column.name for column in BY_ID[form].columns]


def _matched(names: list[str], form: str, rows: Rows | None = None) -> dict[str, tuple[str | None, str]]:
    pairs = match_columns(_heading(names), rows or [], BY_ID[form])
    return {match.heading: (match.column, match.how) for match, _ in pairs}


def _findings(names: list[str], rows: Rows | None = None) -> list[Finding]:
    heading = _heading(names)
    found = recognise(heading, rows or [], FORMS)
    form: Form | None = BY_ID.get(found[0].definition) if found else None
    report = Report(RULES)
    compare(heading, match_columns(heading, rows or [], form), form, found[0] if found else None, report)
    return list(report.findings())


def _codes(names: list[str], rows: Rows | None = None) -> list[str]:
    return sorted(finding.code for finding in _findings(names, rows))


SPELLINGS = [
    ("都道府県コ―ド又は市区町村コ―ド", "rds-01", "都道府県コード又は市区町村コード", "表記の違い"),
    ("名称＿カナ", "rds-01", "名称_カナ", "表記の違い"),
    ("名称カナ", "rds-01", "名称_カナ", "表記の違い"),
    ("1.名称", "rds-01", "名称", "表記の違い"),
    ("小児対応設備の有無", "rds-01", "小児対応設備の有無", "一致"),
    ("建物名等_方書", "ods-14", "建物名等(方書)", "表記の違い"),
    ("全国地方公共団体ｺｰﾄﾞ", "ods-14", "全国地方公共団体コード", "表記の違い"),
    ("localgov_code", "ods-13", "全国地方公共団体コード", "別名"),
    ("fullAddress", "ods-13", "所在地_連結表記", "別名"),
    ("NO", "ods-13", "ID", "旧様式の名"),
    ("住所", "ods-13", "所在地_連結表記", "旧様式の名"),
    ("多機能トイレ数", "ods-13", "バリアフリートイレ数", "旧様式の名"),
    ("設置場所", "ods-13", "設置位置", "別名"),
    ("TEL", "rds-01", "電話番号", "別名"),
    ("市区町村コード", "rds-06", "都道府県コード又は市区町村コード", "別名"),
    ("学校コード", "ods-24", "教育機関_学校コード", "一致"),
    ("名称_英字", "ods-13", "名称_英語", "表記の違い"),
    ("独自の列", "ods-13", None, ""),
]


@pytest.mark.parametrize(("heading", "form", "column", "how"), SPELLINGS)
def test_how_a_heading_is_taken(heading: str, form: str, column: str | None, how: str) -> None:
    assert _matched([heading], form) == {heading: (column, how)}


def test_surer_ways_come_first() -> None:
    matched = _matched(["施設名", "名称", "電話", "電話番号"], "rds-01")
    assert matched["名称"] == ("名称", "一致")
    assert matched["電話番号"] == ("電話番号", "一致")
    assert matched["施設名"][0] is None


def test_two_old_columns_that_became_one_share_it() -> None:
    matched = _matched(["都道府県名", "市区町村名"], "ods-08")
    assert {column for column, _ in matched.values()} == {"地方公共団体名"}


def test_between_its_neighbours_a_garbled_heading_is_known() -> None:
    names = _names("ods-14")
    at = names.index("所在地_番地以下")
    names[at] = "所在地_ｰ以下"
    assert _matched(names, "ods-14")["所在地_ｰ以下"] == ("所在地_番地以下", "表記の違い")


def test_coordinates_by_their_values() -> None:
    rows = [["青葉会館", "35.123456", "136.654321"]] * 4
    pairs = match_columns(_heading(["名称", "位置1", "位置2"]), rows, BY_ID["rds-01"])
    assert [(match.column, match.how) for match, _ in pairs][1:] == [("緯度", "値から"), ("経度", "値から")]
    alone = match_columns(_heading(["名称", "位置1"]), rows, None)
    assert alone[1][0].column is None
    assert alone[1][1].kind is ColumnKind.LATITUDE


def test_a_guessed_column_asks_for_nothing() -> None:
    (pair,) = match_columns(_heading(["区分"]), [], BY_ID["rds-09"])
    assert pair[0].column == "種別"
    assert pair[1].values == ()
    assert pair[1].required is Requirement.UNKNOWN
    assert pair[1].kind is ColumnKind.TEXT


def test_without_a_form_the_kind_comes_from_the_heading() -> None:
    pairs = match_columns(_heading(["電話番号", "謎"]), [["000-000-0000", ""]], None)
    assert [(match.column, match.kind) for match, _ in pairs] == [(None, "電話番号"), (None, "文字列")]
    assert [match.filled for match, _ in pairs] == [True, False]


@pytest.mark.parametrize("form", ["ods-13", "ods-14", "ods-23", "ods-03"])
def test_a_file_in_the_form_of_today_is_clean(form: str) -> None:
    assert _codes(_names(form)) == []


def test_flat_form_without_the_prefix_is_clean() -> None:
    assert _codes([name.removeprefix("教育機関_") for name in _names("ods-24")]) == []


def test_the_earlier_form_is_told_what_changes() -> None:
    (finding,) = _findings(_names("rds-01"))
    assert (finding.code, finding.severity) == ("D06", Severity.INFO)
    assert "NO → ID" in finding.message
    assert "方書 → 建物名等(方書)" in finding.message


def test_a_form_known_in_part_says_so_and_gives_no_errors() -> None:
    names = [name for name in _names("ods-01") if name not in ("所在地_連結表記", "名称", "内線番号")]
    findings = {finding.code: finding for finding in _findings(names)}
    assert findings["D01"].severity is Severity.WARNING
    assert "未確認" in findings["D01"].message
    assert "未確認" in findings["D09"].message
    assert "名称" in findings["D02"].message
    assert "内線番号" not in findings["D02"].message, "inferred columns are never missed"


def test_missing_required_columns_are_errors_where_the_book_was_read() -> None:
    names = [name for name in _names("ods-13") if name not in ("設置位置", "備考")]
    findings = {finding.code: finding for finding in _findings(names)}
    assert findings["D01"].severity is Severity.ERROR
    assert findings["D01"].value == "設置位置"
    assert "備考" in findings["D02"].message


def test_added_columns_are_told_once() -> None:
    findings = [
        finding for finding in _findings([*_names("ods-14"), "機種", "点検者"]) if finding.code == "D03"
    ]
    assert len(findings) == 1
    assert "機種、点検者" in findings[0].message


def test_old_names_in_the_form_of_today() -> None:
    names = ["NO" if name == "ID" else name for name in _names("ods-13")]
    (finding,) = _findings(names)
    assert (finding.code, finding.column, finding.column_number) == ("D04", "NO", 2)
    assert "「ID」" in finding.fix


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("備　考", "空白"),
        ("備\n考", "改行"),
        ("16.備考", "番号"),
        ("全国地方公共団体ｺｰﾄﾞ", "半角カナ"),
        ("全国地方公共団体コ―ド", "横線"),
        ("所在地＿町字", "下線"),
        ("建物名等_方書", "記号"),
    ],
)
def test_what_differs_in_the_spelling(written: str, said: str) -> None:
    names = _names("ods-14")
    matched = match_columns(_heading([written]), [], BY_ID["ods-14"])[0][0].column
    names[names.index(str(matched))] = written
    (finding,) = _findings(names)
    assert (finding.code, finding.severity, finding.fixable) == ("H03", Severity.WARNING, True)
    assert said in finding.message
    assert f"「{matched}」" in finding.fix


def test_the_width_of_brackets_is_worth_a_word_only() -> None:
    names = ["建物名等（方書）" if name == "建物名等(方書)" else name for name in _names("ods-14")]
    (finding,) = _findings(names)
    assert (finding.code, finding.severity) == ("H03", Severity.INFO)
    assert "全角・半角" in finding.message


def test_machine_names_of_the_definition_keep_its_demands() -> None:
    names = ["name" if name == "名称" else name for name in _names("ods-13")]
    (finding,) = _findings(names)
    assert finding.code == "H04"
    assert "英語名か機械名" in finding.message
    column = match_columns(_heading(["name"]), [], BY_ID["ods-13"])[0][1]
    assert column.required is Requirement.REQUIRED


def test_padding_is_told_without_a_form_too() -> None:
    findings = _findings(["発生日時　　年", "天候　", "死者数"])
    assert [(finding.code, finding.column_number) for finding in findings] == [("H03", 1), ("H03", 2)]


def test_duplicate_headings() -> None:
    (finding,) = [each for each in _findings([*_names("ods-14"), "備考", "備考"]) if each.code == "H01"]
    assert (finding.severity, finding.count, finding.column_number) == (Severity.ERROR, 2, 17)
    assert "16 列目、17 列目、18 列目" in finding.message


def test_empty_headings() -> None:
    names = [*_names("ods-14"), "", "", "", "Column1"]
    rows = [[*["x"] * 16, "", "7", "", ""]]
    findings = [finding for finding in _findings(names, rows) if finding.code == "H02"]
    assert [(each.severity, each.column_number) for each in findings] == [(Severity.ERROR, 18)]
    empty = _findings([*_names("rds-01"), *[""] * 54])
    assert [each for each in empty if each.code == "H02"] == [], (
        "M22 tells columns with neither heading nor value"
    )


def test_headings_laid_out_for_print_are_no_errors() -> None:
    names = ["区分", "計", "男", "計", "男", ""]
    heading = _heading(names)
    sample = [["甲", "1", "2", "3", "4", "5"]]
    for flat, severity in ((True, Severity.ERROR), (False, Severity.WARNING)):
        report = Report(RULES)
        compare(heading, match_columns(heading, sample, None), None, None, report, flat=flat)
        told = {(each.code, each.severity) for each in report.findings() if each.code in ("H01", "H02")}
        assert told == {("H01", severity), ("H02", severity)}


def test_moved_columns() -> None:
    names = _names("ods-14")
    names.remove("緯度")
    names.append("緯度")
    (finding,) = _findings(names)
    assert finding.code == "D05"
    assert finding.message.endswith("緯度")
    assert _codes(sorted(_names("ods-23"))) == [], "the order of this form is not confirmed"


def test_own_headings_with_the_mapping() -> None:
    names = ["施設名", "住所", "設置場所", "小児用パッドの有無", "独自"]
    findings = {finding.code: finding for finding in _findings(names)}
    assert findings["H05"].severity is Severity.WARNING
    for said in ("施設名 → 名称", "住所 → 所在地_連結表記", "設置場所 → 設置位置"):
        assert said in findings["H05"].message
    assert "独自" in findings["D03"].message
    assert "H04" not in findings
    assert not [finding for finding in findings.values() if finding.severity is Severity.ERROR]


def test_a_dataset_without_a_list_is_not_forced() -> None:
    findings = _findings(["駐車場名", "所在地", "収容台数", "料金"])
    assert [finding.code for finding in findings] == ["D09"]
    assert "見ていません" in findings[0].message


_NAMES = st.text(max_size=30) | st.sampled_from(
    ["名称", "NO", "\ud800", "\x00", "a" * 9000, "緯度", "", "Column1"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_NAMES, max_size=10),
    st.lists(st.lists(st.text(max_size=20), max_size=11), max_size=4),
    st.sampled_from([None, *FORMS]),
)
def test_nothing_raises(names: list[str], rows: Rows, form: Form | None) -> None:
    heading = _heading(names)
    matches = match_columns(heading, rows, form)
    assert len(matches) == len(names)
    report = Report(RULES)
    found = recognise(heading, rows, FORMS)
    compare(heading, matches, form, found[0] if found else None, report)
    assert report.findings() is not None
