"""What only a whole column or a pair of columns shows."""

import random

import pytest

from registry.standards.cells import Cells
from registry.standards.codes.values import RULES
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.values import checks_for
from registry.standards.values.identifiers import is_key
from registry.standards.values.pairs import PairCheck

ID = FormColumn(name="ID", kind=ColumnKind.IDENTIFIER)


def run(column: FormColumn, values: list[str], chunk: int = 100, body_code: str = "") -> list[Finding]:
    """Findings of a column fed in chunks; the first cell stands in row 2."""
    report = Report(RULES)
    checks = checks_for(column, column.name, 1, body_code=body_code)
    for start in range(0, len(values), chunk):
        cells = Cells(
            values[start : start + chunk], range(start + 2, start + 2 + len(values[start : start + chunk]))
        )
        for check in checks:
            check.feed(cells, report)
    for check in checks:
        check.finish(report)
    return list(report.findings())


def test_a_repeated_id_names_both_rows() -> None:
    values = [f"A{number:05}" for number in range(1000)]
    values[700] = values[3]
    (finding,) = run(ID, values)
    assert (finding.code, finding.severity, finding.row, finding.value) == (
        "V25",
        Severity.ERROR,
        702,
        "A00003",
    )
    assert "5 行目" in finding.message


@pytest.mark.parametrize("chunk", [1, 7, 4096])
def test_repeated_ids_are_found_in_any_order_and_chunk(chunk: int) -> None:
    chance = random.Random(1)
    values = [f"{number}" for number in range(2000)]
    repeated = chance.sample(values, 12)
    values += repeated
    chance.shuffle(values)
    found = run(ID, values, chunk)
    assert {finding.value for finding in found} == set(repeated)
    for finding in found:
        assert finding.row is not None
        assert values[finding.row - 2] == finding.value


def test_many_repeated_ids_are_one_warning() -> None:
    (finding,) = run(ID, [str(number % 50) for number in range(200)])
    assert (finding.severity, finding.count, finding.row) == (Severity.WARNING, 150, None)


def test_more_repeated_ids_than_shown_are_counted() -> None:
    values = [str(number) for number in range(10_000)] + [str(number) for number in range(1500)]
    assert sum(finding.count for finding in run(ID, values, 4096) if finding.code == "V25") == 1500


def test_ids_with_line_breaks_are_compared_too() -> None:
    codes = [finding.code for finding in run(ID, ["a\nb", "c", "a\nb", *map(str, range(20))])]
    assert codes.count("V25") == 1


def test_empty_ids_are_told_once_and_never_repeated() -> None:
    (finding,) = run(ID, ["1", "", "", "2"])
    assert (finding.code, finding.count) == ("V26", 2)
    (finding,) = run(ID, ["", ""])
    assert "どの行にも" in finding.message


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ID", True),
        ("ＮＯ", True),
        ("投票所_ID", True),
        ("施設_ID", False),
        ("データセット_ID", False),
        ("医療機関コード", False),
    ],
)
def test_only_some_columns_must_tell_rows_apart(name: str, expected: bool) -> None:
    assert is_key(name) is expected


def test_publishers_of_a_file() -> None:
    column = FormColumn(name="全国地方公共団体コード", kind=ColumnKind.LOCAL_CODE)
    (finding,) = run(column, ["352012"] * 5 + ["352039"] * 2)
    assert finding.code == "V15"
    assert "352012（5 行）" in finding.message
    assert not run(column, ["352012"] * 5, body_code="352012")
    (finding,) = run(column, ["352012"] * 5, body_code="352039")
    assert "352039" in finding.message
    place = FormColumn(name="所在地_全国地方公共団体コード", kind=ColumnKind.LOCAL_CODE)
    assert not run(place, ["352012", "352039"])


def test_few_decimals_count_only_when_they_are_no_chance() -> None:
    column = FormColumn(name="緯度", kind=ColumnKind.LATITUDE)
    (finding,) = run(column, ["35.68", "35.69", "35.681236"])
    assert (finding.code, finding.count) == ("V52", 2)
    assert not run(column, ["35.681"] + ["35.681236"] * 50)


@pytest.mark.parametrize(
    ("heading", "values", "found"),
    [
        ("緯度（日本測地系）", ["35.681236"], True),
        ("緯度（世界測地系）", ["35.681236"], False),
        ("緯度（日本測地系2011）", ["35.681236"], False),
        ("座標参照系", ["世界測地系", "日本測地系"], True),
        ("座標参照系", ["世界測地系", "JGD2011", ""], False),
        ("座標参照系", ["Tokyo Datum"], True),
    ],
)
def test_the_old_datum_is_told_where_it_is_named(heading: str, values: list[str], found: bool) -> None:
    kind = ColumnKind.LATITUDE if heading.startswith("緯度") else ColumnKind.TEXT
    codes = [finding.code for finding in run(FormColumn(name=heading, kind=kind), values)]
    assert codes == (["V53"] if found else [])


def pair(latitudes: list[str], longitudes: list[str]) -> list[Finding]:
    """Findings of a pair of columns."""
    report = Report(RULES)
    check = PairCheck("緯度", 4, "経度", 5)
    rows = range(2, 2 + len(latitudes))
    check.feed(Cells(latitudes, rows), Cells(longitudes, rows), report)
    check.finish(report)
    return list(report.findings())


def test_half_a_position() -> None:
    found = pair(["35.1", "", "", "35.2"], ["139.1", "139.2", "", " "])
    assert [(finding.code, finding.row, finding.column) for finding in found] == [
        ("V55", 3, "緯度"),
        ("V55", 5, "経度"),
    ]


def test_one_position_for_most_rows() -> None:
    many = [f"35.{number:06}" for number in range(100)]
    assert not pair(many, ["139.123456"] * 100)
    (finding,) = pair(
        many[:40] + ["35.681236"] * 60, [f"139.{number:06}" for number in range(40)] + ["139.767125"] * 60
    )
    assert (finding.code, finding.count) == ("V56", 60)
    assert not pair([""] * 100, [""] * 100)


def test_findings_beyond_the_first_are_counted() -> None:
    found = run(FormColumn(name="日付", kind=ColumnKind.DATE), ["2024/4/1"] * 500)
    assert sum(finding.count for finding in found) == 500
    assert len(found) == 21


@pytest.mark.parametrize(
    ("kind", "good", "bad", "code"),
    [
        (ColumnKind.DATE, "2024-04-01", "2024-02-30", "V31"),
        (ColumnKind.PHONE, "083-223-2358", "(083)223-2358", "V59"),
        (ColumnKind.PHONE, "083-223-2358", "83-223-2358", "V61"),
        (ColumnKind.NUMBER, "12", "12人", "V76"),
        (ColumnKind.CORPORATE_NUMBER, "7000012050002", "8000012050002", "V19"),
        (ColumnKind.TIME, "09:00", "9:99", "V40"),
        (ColumnKind.TEXT, "施設", "施設 ", "V01"),
        (ColumnKind.ADDRESS, "山口市", "山口市\n亀山町", "V02"),
    ],
)
@pytest.mark.parametrize("sequence", [list, tuple])
def test_single_defects_among_many_rows_keep_their_places(
    kind: ColumnKind, good: str, bad: str, code: str, sequence: type
) -> None:
    values = [good, ""] * 500
    places = [0, 17, 18, 500, 998, 999]
    for place in places:
        values[place] = bad
    report = Report(RULES)
    for check in checks_for(FormColumn(name="列", kind=kind), "列", 1):
        for start in range(0, 1000, 250):
            check.feed(Cells(sequence(values[start : start + 250]), range(start + 2, start + 252)), report)
        check.finish(report)
    assert [(finding.code, finding.row) for finding in report.findings()] == [
        (code, place + 2) for place in places
    ]


def test_a_column_full_of_brackets_is_counted_right() -> None:
    values = ["(083)223-2358", "083-223-2358", "(0835)22-1111", "", "(083)22-1111"] * 100
    found = run(FormColumn(name="電話番号", kind=ColumnKind.PHONE), values, 50)
    counts = {
        code: sum(finding.count for finding in found if finding.code == code) for code in ("V59", "V64")
    }
    assert counts == {"V59": 200, "V64": 100}
