"""What a reading of published files by eye found wrong in the check, one case each."""

import struct
from pathlib import Path

import pytest

from registry.errors import InputError, UsageError
from registry.knowledge.snapshot import load
from registry.standards.answers import FileCheck, Fixed
from registry.standards.checking import check_files, refuse_sources
from registry.standards.findings import Severity
from registry.standards.forms import ColumnKind, Fit
from registry.standards.kinds import kind_of
from registry.standards.opening import open_file
from registry.standards.repairing import repair_files
from registry.standards.values import coordinates, days, local_code, phones

KNOWLEDGE = load()


def checked(folder: Path, text: str, *, dataset: str = "") -> FileCheck:
    """A CSV file checked."""
    source = folder / "data.csv"
    source.write_text(text, encoding="utf-8")
    return check_files([source], KNOWLEDGE, dataset=dataset).files[0]


def repaired(folder: Path, text: str, *, dataset: str = "") -> Fixed:
    """The account of the repaired copy."""
    source = folder / "data.csv"
    source.write_text(text, encoding="utf-8")
    answer = check_files([source], KNOWLEDGE, dataset=dataset)
    fixed = repair_files(answer, KNOWLEDGE, folder / "copy.csv", overwrite=True).files[0].fixed
    assert fixed is not None
    return fixed


def book(path: Path, sheets: dict[str, list[list[str]]], merged: str = "") -> None:
    """A workbook of texts."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged:
            sheet.merge_range(merged, rows[0][1])
    workbook.close()


@pytest.mark.parametrize(
    ("value", "code"),
    [("7/29/24", "V34"), ("11/1/2018", "V34"), ("1985/1/0", "V31"), ("2023-02-03 14:46:00", "V32")],
)
def test_days(value: str, code: str) -> None:
    defect = days.judge(value)
    assert defect is not None
    assert defect.code == code
    assert ("月・日・年" in defect.message) == (value in ("7/29/24", "11/1/2018"))
    assert ("時刻が付いています" in defect.message) == (" " in value)


def test_an_instant_with_seconds_is_mended_whole() -> None:
    assert days.mend_instant("2021/03/26 09:03:39") == "2021-03-26T09:03:39"
    defect = days.judge_instant("2021/03/26 09:03:39")
    assert defect is not None
    assert (defect.code, defect.fix) == ("V30", "2021-03-26T09:03:39 と書く")


def test_a_right_number_of_digits_is_not_called_wrong() -> None:
    defect = phones.judge("(054-626-1111)")
    assert defect is not None
    assert defect.code == "V63"
    assert "桁" not in defect.message


def test_seconds_of_arc_in_any_sign() -> None:
    defect = coordinates.judge_of(coordinates.LONGITUDE)("131°18′20″")
    assert defect is not None
    assert defect.code == "V48"


def test_three_digits_of_a_municipality_are_no_error_of_each_row() -> None:
    defect = local_code.loose_judge("212")
    assert defect is not None
    assert (defect.code, defect.summed, defect.severity) == ("V12", True, Severity.WARNING)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("発生日時（時間）", ColumnKind.TIME),
        ("開始時刻土曜日", ColumnKind.TIME),
        ("曜日(発生年月日)", ColumnKind.TEXT),
        ("男女", ColumnKind.TEXT),
    ],
)
def test_kinds(heading: str, kind: ColumnKind) -> None:
    assert kind_of(heading) is kind


def test_one_fault_is_told_once(tmp_path: Path) -> None:
    rows = "".join(
        f"施設{n},{value}\n" for n, value in enumerate(["10人", '"1,000"', "約30", "-", "***", "5", "6", "7"])
    )
    codes = {found.code for found in checked(tmp_path, f"名称,定員\n{rows}").findings}
    assert {"V75", "V76", "V77", "V06"} <= codes
    assert codes.isdisjoint({"M03", "M09", "M13"})
    empty = checked(tmp_path, "名称,住所,,\n甲,乙,,\n丙,丁,,\n")
    assert [found.code for found in empty.findings if found.code in ("H02", "M22")] == ["M22"]


def test_headings_of_a_printed_table_are_no_errors(tmp_path: Path) -> None:
    rows = [["区分", "計", "計", "男"], ["甲", "1", "2", "3"], ["乙", "4", "5", "6"], ["丙", "7", "8", "9"]]
    for merged, severity in (("", Severity.ERROR), ("B1:C1", Severity.WARNING)):
        path = tmp_path / f"book{len(merged)}.xlsx"
        book(path, {"表": rows}, merged)
        found = [one for one in check_files([path], KNOWLEDGE).files[0].findings if one.code == "H01"]
        assert [one.severity for one in found] == [severity]


def test_sheets_with_examples_and_choices_are_not_data(tmp_path: Path) -> None:
    data = [
        ["名称", "緯度", "経度", "備考"],
        *([f"施設{n}", "35.123456", "139.123456", ""] for n in range(4)),
    ]
    wrong = [
        ["名称", "緯度", "経度", "備考"],
        *([f"例{n}", "0", "0", "担当：山田太郎 090-1234-5678"] for n in range(9)),
    ]
    book(tmp_path / "book.xlsx", {"一覧": data, "一覧_作成例": wrong})
    check = check_files([tmp_path / "book.xlsx"], KNOWLEDGE).files[0]
    assert {found.code for found in check.findings if found.sheet == "一覧_作成例"} <= {"P05", "P10", "P02"}
    assert [found.message for found in check.findings if found.code == "F14"]
    assert {found.sheet for found in check.redactions} == {"一覧_作成例"}
    assert check.errors == 0
    book(tmp_path / "only.xlsx", {"作成例": wrong})
    assert check_files([tmp_path / "only.xlsx"], KNOWLEDGE).files[0].errors > 0


def test_texts_of_excel_95_are_not_called_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from registry.catalogue import workbook as reader
    from registry.catalogue.tables import Row, Table
    from registry.standards import workbook_facts

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<4H", 0, 0, 0x3E, 3) + bytes(496)
    path = tmp_path / "old.xls"
    path.write_bytes(head + "Book".encode("utf-16-le") + bytes(600))
    monkeypatch.setattr(
        reader, "workbook_tables", lambda *_, **__: iter([Table("表", iter([Row(1, ["\ufffd\0@"])]))])
    )
    monkeypatch.setattr(workbook_facts, "compound_facts", lambda *_: {})
    with pytest.raises(InputError, match="Excel 95"), open_file(path) as data:
        list(data.sheets)


def test_what_only_resembles_a_dataset_keeps_its_headings_and_is_mended_by_the_same_kinds(
    tmp_path: Path,
) -> None:
    text = "ＡＥＤ設置施設,所在地,設置場所,小児対応,更新日\n" + "公民館,一丁目1,玄関,有,令和6年4月1日\n" * 3
    fixed = repaired(tmp_path, text)
    assert [found for found in fixed.left if found.fixable] == []
    told = [found for found in fixed.left if found.code == "H05"]
    assert all("--dataset" in found.fix for found in told)


def test_the_users_word_decides_what_the_copy_becomes(tmp_path: Path) -> None:
    text = "名称,住所,緯度,経度\n市役所,東京都府中市一丁目1,35.668900,139.477000\n"
    assert checked(tmp_path, text, dataset="aed").dataset.fit is Fit.IS  # type: ignore[union-attr]
    fixed = repaired(tmp_path, text, dataset="aed")
    assert "所在地_連結表記" in [one.column for one in fixed.mapping]
    assert [found for found in fixed.left if found.fixable] == []


def test_the_account_names_every_cell_that_is_not_in_the_copy(tmp_path: Path) -> None:
    text = (
        "AEDの一覧,令和6年,\n作成：防災課,,\n名称,住所,備考\n必須,必須,任意\n市役所,一丁目,\n公民館,二丁目,\n"
    )
    fixed = repaired(tmp_path, text)
    copy = (tmp_path / "copy.csv").read_text(encoding="utf-8")
    account = copy + " ".join(f"{change.before} {change.after}" for change in fixed.changes)
    account += " ".join(name for one in fixed.mapping for name in one.headings)
    for cell in filter(None, text.replace("\n", ",").split(",")):
        assert cell in account, cell


def test_a_folder_is_not_made_when_nothing_is_written(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.csv").write_text("名称,住所\n甲,乙\n", encoding="utf-8")
    answer = check_files([tmp_path / "a", tmp_path / "b"], KNOWLEDGE)
    with pytest.raises(UsageError):
        repair_files(answer, KNOWLEDGE, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_reports_and_answers_never_replace_a_source(tmp_path: Path) -> None:
    source = tmp_path / "data.csv"
    source.write_text("名称,住所\n甲,乙\n", encoding="utf-8")
    answer = check_files([source], KNOWLEDGE)
    refuse_sources(answer, (None, tmp_path / "new.html"))
    (tmp_path / "link.csv").symlink_to(source)
    for target in (source, tmp_path / "link.csv"):
        with pytest.raises(UsageError, match="元のファイルには書き込みません"):
            refuse_sources(answer, (target,))


FIGURES = "区分,幼稚園 園数,幼稚園 園児数,保育所 施設数,保育所 児童数\n" + "".join(
    f"令和{n}年,{n},{n}00,{n},{n}50\n" for n in range(1, 9)
)
PREFIXED = (
    "".join(
        f"凍結防止剤_{name},"
        for name in (
            "全国地方公共団体コード",
            "ID",
            "名称",
            "名称（カナ）",
            "名称（英字）",
            "説明",
            "緯度",
            "経度",
            "座標参照系",
            "座標参照系コード",
            "地区名",
        )
    )
    + "凍結防止剤_備考\n"
    + "132063,1,甲,コウ,,,35.1234,139.1234,世界測地系,,乙,\n" * 3
)


@pytest.mark.parametrize("text", [FIGURES, PREFIXED], ids=["figures", "another subject"])
def test_none_is_an_answer(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).dataset is None


def test_columns_on_access_for_all_tell_no_list_apart(tmp_path: Path) -> None:
    tourism = next(one for one in KNOWLEDGE.datasets.datasets if one.id == "ods-11")
    assert tourism.columns is not None
    names = [column.name for column in tourism.columns.columns]
    access = [
        *(
            "車椅子可",
            "車椅子貸出",
            "ツエ貸出",
            "バリアフリートイレ",
            "点字ブロック等の移動支援",
            "字幕",
            "筆談対応",
        ),
        *(
            "優先駐車場",
            "オストメイト対応トイレ",
            "授乳室",
            "おむつ替えコーナー",
            "飲食可否",
            "ベビーカー貸出",
        ),
    ]
    found = checked(
        tmp_path, ",".join([*names, *access]) + "\n" + ",".join(["x"] * (len(names) + len(access))) + "\n"
    ).dataset
    assert found is not None
    assert found.id == "ods-11"
