"""Required cells and listed values, column by column."""

from hypothesis import given
from hypothesis import strategies as st

from registry.knowledge.datasets import Requirement
from registry.standards.cells import Cells
from registry.standards.codes.headings import RULES
from registry.standards.column_checks import mend_code
from registry.standards.columns import CodesCheck, RequiredCheck
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import ColumnKind, FormColumn

REQUIRED = FormColumn(name="名称", kind=ColumnKind.TEXT, required=Requirement.REQUIRED)
KINDS = FormColumn(name="種別", kind=ColumnKind.CODES, values=("消火栓", "防火水そう", "プール"))
SEVERAL = FormColumn(name="分類", kind=ColumnKind.CODES, values=("国宝", "史跡"), several=True)


def _required(column: FormColumn, *chunks: list[str], most: int = 20) -> list[Finding]:
    return _checked(RequiredCheck(column, column.name, 3), chunks, most)


def _codes(column: FormColumn, *chunks: list[str], most: int = 20) -> list[Finding]:
    return _checked(CodesCheck(column, column.name, 3), chunks, most)


def _checked(check: RequiredCheck | CodesCheck, chunks: tuple[list[str], ...], most: int) -> list[Finding]:
    report = Report(RULES, most)
    row = 2
    for chunk in chunks:
        check.feed(Cells(chunk, range(row, row + len(chunk))), report)
        row += len(chunk)
    check.finish(report)
    return list(report.findings())


def test_empty_and_blank_cells_of_a_required_column() -> None:
    findings = _required(REQUIRED, ["甲", "", "乙"], ["　", "丙"], [" \t"])
    assert [(each.code, each.row, each.severity) for each in findings] == [
        ("D07", row, Severity.ERROR) for row in (3, 5, 7)
    ]
    assert _required(REQUIRED, ["甲", "乙 丙", "x\n\ny"]) == []


def test_a_column_without_any_value_is_told_once() -> None:
    (finding,) = _required(REQUIRED, ["", ""], ["　"])
    assert (finding.row, finding.count) == (None, 3)


def test_many_empty_cells_are_counted() -> None:
    findings = _required(REQUIRED, ["甲", *[""] * 500], most=5)
    assert sum(each.count for each in findings) == 500
    assert len(findings) == 6


def test_inferred_marks_warn_and_others_are_not_asked() -> None:
    inferred = FormColumn(
        name="診療科目", kind=ColumnKind.TEXT, required=Requirement.REQUIRED, required_inferred=True
    )
    (finding,) = _required(inferred, ["内科", ""])
    assert finding.severity is Severity.WARNING
    assert "未確認" in finding.message
    in_part = FormColumn(name="名称", kind=ColumnKind.TEXT, required=Requirement.REQUIRED, confirmed=False)
    assert [each.severity for each in _required(in_part, ["", "x"])] == [Severity.WARNING]
    for column in (
        FormColumn(name="備考", kind=ColumnKind.TEXT, required=Requirement.NOT_REQUIRED),
        FormColumn(name="備考", kind=ColumnKind.TEXT),
        FormColumn(name="災害種別_洪水", kind=ColumnKind.FLAG, required=Requirement.REQUIRED, values=("1",)),
    ):
        assert _required(column, ["", ""]) == []


def test_warnings_stay_warnings_when_cut_short() -> None:
    inferred = FormColumn(
        name="x", kind=ColumnKind.TEXT, required=Requirement.REQUIRED, required_inferred=True
    )
    findings = _required(inferred, ["甲", *[""] * 50], most=3)
    assert {each.severity for each in findings} == {Severity.WARNING}


def test_values_beyond_the_list() -> None:
    findings = _codes(KINDS, ["消火栓", "", "防火水槽", "プ－ル", "消火栓 "])
    assert [(each.code, each.row) for each in findings] == [
        ("D08", 4),
        ("D10", 5),
    ]  # V01 tells the space of row 6
    assert "「防火水そう」" in findings[0].fix
    assert findings[1].fixable
    assert "「プール」" in findings[1].fix


def test_values_side_by_side() -> None:
    assert _codes(SEVERAL, ["国宝;史跡", "国宝; 史跡", "国宝；史跡", "国宝、史跡", ""]) == []
    (finding,) = _codes(SEVERAL, ["国宝;城"])
    assert finding.code == "D08"
    assert "「城」" in finding.message


def test_open_lists_and_values_checked_elsewhere_are_left() -> None:
    for column in (
        FormColumn(name="サービス", kind=ColumnKind.CODES, values=("訪問介護",), closed=False),
        FormColumn(name="有無", kind=ColumnKind.PRESENCE, values=("有", "無")),
        FormColumn(name="洪水", kind=ColumnKind.FLAG, values=("1",)),
        FormColumn(name="備考", kind=ColumnKind.TEXT),
    ):
        assert _codes(column, ["なにか", "○"]) == []


def test_lists_of_forms_known_in_part_warn() -> None:
    column = FormColumn(name="種類", kind=ColumnKind.CODES, values=("建造物",), confirmed=False)
    (finding,) = _codes(column, ["絵画"])
    assert finding.severity is Severity.WARNING
    assert "未確認" in finding.message


@given(st.text(max_size=80))
def test_mending_a_code_is_idempotent(value: str) -> None:
    mended = mend_code(KINDS, value)
    assert mended is None or mended in KINDS.values
    assert mended is None or mend_code(KINDS, mended) is None


@given(
    st.lists(
        st.text(max_size=50) | st.sampled_from(["\ud800", "x" * 100_000, "\x00;", ";" * 3000]), max_size=8
    )
)
def test_nothing_raises(values: list[str]) -> None:
    for column in (REQUIRED, KINDS, SEVERAL):
        assert _required(column, values) is not None
        assert _codes(column, values) is not None
