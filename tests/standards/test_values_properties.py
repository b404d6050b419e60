"""Whatever the cell: nothing raises, mending is idempotent, quick and slow ways agree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.standards.cells import Cells
from registry.standards.codes.values import RULES
from registry.standards.findings import Finding, Report
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.values import checks_for, mend
from registry.standards.values.pairs import PairCheck

_SIGNS = (
    "0123456789０１９.-,:/年月日時分元 \u3000\n令和RHS午後前月火土日～・;；()（）°'\"NEe+▲約人円%#=@〒ーｰ―－"
    "アｱあ山県市町○×有無1１hтtp:/.jp\x00\x1b\u200b"
)
_NEAR = st.sampled_from(
    [
        *(
            "352012",
            "92011",
            "35201",
            "0008-001",
            "73000",
            "7000012050002",
            "7541292",
            "2024/4/1",
            "R6.4.1",
            "45383",
            "9:30",
        ),
        *(
            "午後1時",
            "34°03'07.7\"N",
            "139.767125",
            "(0820)56-7111",
            "0836-21-9504",
            "https://example.jp/",
            "info@example.jp",
        ),
        *(
            "1,300",
            "１２",
            "▲5",
            "ｺｰﾄﾞ",
            "月～金",
            "あり",
            "○",
            "東京",
            "岩国市岩国1-1-7",
            "#REF!",
            "=1+2",
            "-",
            "未定",
        ),
    ]
)
cells = st.one_of(
    st.text(_SIGNS, max_size=24),
    _NEAR,
    st.text(max_size=12),
    st.tuples(_NEAR, st.text(_SIGNS, max_size=3)).map("".join),
)
kinds = st.sampled_from(list(ColumnKind))


def run(kind: ColumnKind, values: list[str], name: str = "ID") -> list[Finding]:
    """Findings of a column."""
    report = Report(RULES)
    for check in checks_for(FormColumn(name=name, kind=kind), name, 1):
        check.feed(Cells(values, range(2, 2 + len(values))), report)
        check.finish(report)
    return list(report.findings())


@given(
    kinds,
    st.lists(cells, min_size=1, max_size=5),
    st.sampled_from(["ID", "市区町村コード", "座標参照系", "緯度（日本測地系）"]),
)
def test_nothing_raises(kind: ColumnKind, values: list[str], name: str) -> None:
    run(kind, values, name)
    report = Report(RULES)
    check = PairCheck("緯度", 1, "経度", 2)
    check.feed(Cells(values, range(len(values))), Cells(values[::-1], range(len(values))), report)
    check.finish(report)
    report.findings()


@given(kinds, cells)
@settings(max_examples=400)
def test_mending_is_idempotent_and_leaves_nothing_to_mend(kind: ColumnKind, value: str) -> None:
    mended = mend(kind, value)
    if mended is None:
        mended = value
    else:
        assert mended != value
        assert mend(kind, mended) is None
    assert not [finding.code for finding in run(kind, [mended], "名") if finding.fixable]


@given(kinds, cells)
@settings(max_examples=400)
def test_what_is_called_fixable_is_mended(kind: ColumnKind, value: str) -> None:
    if any(finding.fixable for finding in run(kind, [value], "名")):
        assert mend(kind, value) is not None


@given(kinds, st.lists(cells, min_size=2, max_size=6))
@settings(max_examples=400)
def test_a_chunk_is_judged_like_its_cells(kind: ColumnKind, values: list[str]) -> None:
    together = run(kind, values, "名")
    alone = [finding for value in values for finding in run(kind, [value], "名")]
    few = {"V52"}  # told from a share of the cells on
    assert {finding.code for finding in together} - few == {finding.code for finding in alone} - few


@given(kinds)
@settings(max_examples=25, deadline=None)
def test_huge_and_broken_cells(kind: ColumnKind) -> None:
    huge = [
        "9" * 100_000,
        "-" * 100_000,
        "0" * 50_000 + "-",
        "(" * 100_000,
        " " * 100_000,
        "あ" * 100_000,
        "1," * 50_000,
    ]
    broken = [
        "\ud800",
        "\u202e2024",
        "\x1b[31m1",
        "a\x00b",
        "\r\n",
        "\ufeff1",
        "http://" + "a." * 50_000,
        "@" * 100_000,
    ]
    for value in huge + broken:
        run(kind, [value, "1"])
        mend(kind, value)
