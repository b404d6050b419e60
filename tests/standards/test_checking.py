"""The engine of ``konkyo check``: files and folders, findings of family F, nothing raises, clean files stay clean."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import InputError, UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.standards.answers import FileCheck
from registry.standards.checking import check_file, check_files, known_headings
from registry.standards.file_names import body_code_of, fits_a_pattern
from registry.standards.findings import Severity

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "files"
_HEADINGS = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,内線番号,法人番号,"
    "団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,小児対応設備の有無,URL,備考"
)
NAMES = _HEADINGS.split(",")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def record(number: int) -> list[str]:
    place = f"公民館第{number}分館"
    return [
        *(
            "222127",
            f"{number:010d}",
            "静岡県",
            "焼津市",
            place,
            "コウミンカンブンカン",
            f"静岡県焼津市本町{number}-1",
            "",
        ),
        *(
            f"34.86{number:04d}",
            f"138.32{number:04d}",
            "1階正面入口",
            "054-626-1139",
            "",
            "1000020222127",
            "焼津市",
        ),
        *("月火水木金", "08:30", "17:15", "", "有", f"https://www.city.example.lg.jp/{number}.html", ""),
    ]


def table(count: int = 12) -> list[list[str]]:
    return [list(NAMES), *(record(number) for number in range(1, count + 1))]


def as_csv(rows: Iterable[Sequence[str]], *, delimiter: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def told(check: FileCheck, family: str = "F") -> dict[str, Severity]:
    return {found.code: found.severity for found in check.findings if found.code.startswith(family)}


def test_a_clean_file_has_no_error(tmp_path: Path, knowledge: Knowledge) -> None:
    check = check_file(write(tmp_path, "222127_aed.csv", as_csv(table()).encode("utf-8-sig")), knowledge)
    assert check.dataset is not None
    assert (check.dataset.id, check.dataset.definition) == ("ods-08", "rds-01")
    assert (check.kind, check.encoding, check.dialect, check.rows) == ("csv", "utf-8-sig", "csv", 12)
    assert (check.errors, check.warnings) == (0, 0), check.findings
    assert told(check) == {"F02": Severity.INFO}
    (sheet,) = check.sheets
    assert (sheet.name, sheet.heading_row, sheet.rows) == ("", 1, 12)
    assert [match.column for match in sheet.columns] == NAMES


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("222127_aed.csv", as_csv(table()).encode(), {"F02"}),
        ("222127_aed.csv", as_csv(table()).encode("cp932"), {"F01"}),
        ("222127_aed.csv", as_csv(table(), delimiter="\t").encode("utf-16"), {"F01", "F06"}),
        ("222127_aed.tsv", as_csv(table(), delimiter="\t").encode(), {"F02"}),
        ("222127_aed.csv", as_csv(table(), delimiter=";").encode(), {"F02", "F06"}),
        ("222127_aed.xlsx", as_csv(table()).encode(), {"F02", "F05"}),
        ("222127_aed.csv", as_csv(table(), end="\n").encode(), {"F02", "F07"}),
        ("222127_aed.csv", (as_csv(table()[:5]) + as_csv(table()[5:], end="\n")).encode(), {"F02", "F07"}),
        ("aed.csv", as_csv(table()).encode(), {"F02", "F08"}),
        ("222127_aed.csv", as_csv(table(0)).encode(), {"F02", "F10"}),
        ("222127_aed.csv", "ご利用ください。\r\n市のお知らせです。\r\n".encode(), {"F02", "F12"}),
        (
            "222127_aed.csv",
            as_csv(table()).encode() + as_csv([record(13)]).encode("cp932"),
            {"F02", "F03"},
        ),
        ("222127_aed.csv", as_csv(table()).encode() + b"\xe5\xff\xff\r\n", {"F02", "F04"}),
    ],
    ids=str.split(
        "utf8 cp932 utf16-tabs tsv semicolons csv-as-xlsx lf mixed-ends name no-rows prose mixed broken"
    ),
)
def test_findings_on_the_file(
    tmp_path: Path, knowledge: Knowledge, name: str, data: bytes, codes: set[str]
) -> None:
    assert set(told(check_file(write(tmp_path, name, data), knowledge))) == codes


def test_rows_of_another_length(tmp_path: Path, knowledge: Knowledge) -> None:
    rows = table()
    rows[3] = rows[3][:-3]
    rows[5] = [*rows[5], "余り"]
    rows[7] = [*rows[7], "", ""]
    rows.append([])
    rows.append(["令和6年4月1日版"])
    check = check_file(write(tmp_path, "222127_aed.csv", as_csv(rows)), knowledge)
    found = [(each.row, each.severity) for each in check.findings if each.code == "F11"]
    assert found == [(4, Severity.ERROR), (6, Severity.ERROR), (None, Severity.INFO)]
    assert check.rows == 13
    assert not [each for each in check.findings if each.code == "D07"]


def test_rows_beyond_those_described_are_counted(tmp_path: Path, knowledge: Knowledge) -> None:
    rows = [NAMES, *(record(number)[:-1] for number in range(1, 31))]
    check = check_file(write(tmp_path, "222127_aed.csv", as_csv(rows)), knowledge, most=5)
    found = [each for each in check.findings if each.code == "F11"]
    assert (len(found), sum(each.count for each in found)) == (6, 30)
    assert check.errors == 30


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_numbers": False, "strings_to_urls": False})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def test_a_workbook_with_notes_is_fine(tmp_path: Path, knowledge: Knowledge) -> None:
    notes = [["このブックについて"], ["毎年 4 月に更新します。"]]
    path = write(tmp_path, "222127_aed.xlsx", workbook(("一覧", table()), ("説明", notes)))
    check = check_file(path, knowledge)
    assert [sheet.name for sheet in check.sheets] == ["一覧", "説明"]
    assert told(check) == {"F12": Severity.INFO}
    assert check.errors == 0, check.findings
    assert check.dataset is not None


def test_two_tables_in_a_workbook(tmp_path: Path, knowledge: Knowledge) -> None:
    path = write(tmp_path, "222127_aed.xlsx", workbook(("東", table()), ("西", table())))
    check = check_file(path, knowledge)
    assert told(check) == {"F09": Severity.WARNING}
    assert {found.sheet for found in check.findings if found.code.startswith("M")} <= {"東", "西", ""}


def test_folders_and_refusals(tmp_path: Path, knowledge: Knowledge) -> None:
    folder = tmp_path / "公開"
    (folder / "下").mkdir(parents=True)
    good = write(folder, "222127_aed.csv", as_csv(table()))
    bad = write(folder / "下", "page.csv", "<html><body><p>お探しのページはありません</p></body></html>")
    write(folder, "memo.docx", b"PK\x03\x04")
    write(folder, ".hidden.csv", "a,b\n")
    answer = check_files([folder, good], knowledge)
    assert [check.path for check in answer.files] == [str(good), str(bad)]
    assert "ウェブページ" in answer.files[1].refused
    summary = answer.summary
    assert (summary.files, summary.refused, summary.clean, summary.with_errors) == (2, 1, 1, 0)
    with pytest.raises(InputError):
        check_files([bad], knowledge)
    with pytest.raises(InputError):
        check_files([tmp_path / "nowhere.csv"], knowledge)
    with pytest.raises(InputError, match="フォルダーの中"):
        check_files([_empty(tmp_path)], knowledge)


def _empty(folder: Path) -> Path:
    empty = folder / "空"
    empty.mkdir()
    return empty


@pytest.mark.parametrize("name", ["ods-08", "AED設置箇所一覧", "aed", "ＡＥＤ設置箇所一覧", "rds-01"])
def test_the_user_says_what_it_is(tmp_path: Path, knowledge: Knowledge, name: str) -> None:
    path = write(tmp_path, "a.csv", as_csv([["名称", "場所"], ["公民館", "本町"], ["図書館", "栄町"]]))
    check = check_file(path, knowledge, dataset=name)
    assert check.dataset is not None
    assert check.dataset.id == "ods-08"


def test_an_unknown_dataset(tmp_path: Path, knowledge: Knowledge) -> None:
    path = write(tmp_path, "a.csv", as_csv(table()))
    with pytest.raises(UsageError) as caught:
        check_file(path, knowledge, dataset="AED一覧")
    assert "AED設置箇所一覧（ods-08）" in str(caught.value)


def test_progress_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    seen: list[tuple[str, int, int]] = []
    path = write(tmp_path, "222127_aed.csv", as_csv(table(2000)))
    check_file(path, knowledge, progress=lambda *told: seen.append(told))
    assert seen
    assert all(0 <= done <= total == path.stat().st_size for _, done, total in seen[1:])


def test_personal_data_is_never_shown(tmp_path: Path, knowledge: Knowledge) -> None:
    people = [["氏名", "住所", "生年月日", "電話番号"]]
    people += [[f"架空 花子{number}", "焼津市本町1-1", "1980/1/2", "090-0000-000O"] for number in range(9)]
    check = check_file(write(tmp_path, "members.csv", as_csv(people)), knowledge)
    assert check.redactions
    shown = "".join(found.value + found.message + found.fix for found in check.findings)
    assert "架空 花子1" not in shown


def test_body_code_and_names(knowledge: Knowledge) -> None:
    assert body_code_of(Path("222127_aed.csv"), [], knowledge) == "222127"
    assert body_code_of(Path("20240401_aed.csv"), [["222127", "222127", "x"]], knowledge) == "222127"
    assert body_code_of(Path("user143669.csv"), [["000000", "", "35201"]], knowledge) == ""
    patterns = ("[団体コード]_population(_yyyymmdd).csv",)
    assert fits_a_pattern(Path("222127_population.csv"), patterns)
    assert fits_a_pattern(Path("222127_Population_20240401.csv.gz"), patterns)
    assert not fits_a_pattern(Path("population.csv"), patterns)


def test_known_headings_are_folded(knowledge: Knowledge) -> None:
    known = known_headings(knowledge)
    assert "緯度" in known
    assert len(known) > 300


_CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "222127", "34.8", "2024/4/1", "09:00", "=1+1", "\u202e", "\x1b[31m", "有", "#REF!"]
    ),
    st.text(max_size=30),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from([*NAMES, "氏名", "生年月日", "人口", "メールアドレス"]), min_size=1, max_size=8),
    st.lists(st.lists(_CELLS, max_size=9), max_size=12),
)
def test_nothing_raises(
    tmp_path: Path, knowledge: Knowledge, names: list[str], rows: list[list[str]]
) -> None:
    data = as_csv([names, *rows]).replace("\0", "").encode("utf-8", errors="surrogatepass")
    try:
        check = check_file(write(tmp_path, "a.csv", data), knowledge)
    except InputError:
        return
    assert check.rows <= len(rows) + 1


def test_hostile_cells(tmp_path: Path, knowledge: Knowledge) -> None:
    for place in range(len(NAMES)):
        rows = table(3)
        rows[1][place] = "あ" * 100_000
        rows[2][place] = "1" * 30_000 + "(" * 30_000
        rows[3][place] = "\u202e\x1b[31m\x07\ufffd\u200b"
        check = check_file(write(tmp_path, "222127_aed.csv", as_csv(rows)), knowledge)
        assert check.rows == 3
        assert all(len(found.value) <= 40 for found in check.findings)


def test_samples(knowledge: Knowledge) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample files of the developers are not here")
    answer = check_files([SAMPLES], knowledge)
    refused = [Path(check.path).name for check in answer.files if check.refused]
    assert refused == ["福岡県_evacuation_20250610.csv"]
    by_name = {Path(check.path).name: check for check in answer.files}
    assert {"F01", "F06"} <= set(told(by_name["353434_hospital.csv"]))
    assert "F05" in told(by_name["平成26年度学校保健統計調査_統計表.xlsx"])
    assert not [
        found for check in answer.files for found in check.findings if found.code in ("F03", "F04", "F11")
    ]
