"""Machine-readability of tables (family M): one small table for each rule, clean tables, and hostile input."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.tables import Row
from registry.standards import layout
from registry.standards.cells import Cells
from registry.standards.codes.layout import RULES
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import ColumnKind
from registry.standards.layout_words import AMBIGUOUS
from registry.standards.sheets import Block, CellPlace, Heading, Sheet, SheetFacts

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "files"
Table = Sequence[Sequence[str]]


def heading_of(names: Sequence[str], *, row: int = 1, height: int = 1, above: Table = ()) -> Heading:
    """A heading as the engine gives it."""
    rows = tuple(Row(number, list(cells)) for number, cells in enumerate(above, 1))
    clean = tuple("".join(name.split()) for name in names)
    return Heading(row=row, names=tuple(names), clean=clean, height=height, above=rows)


def findings_of(
    names: Sequence[str] | None,
    rows: Table,
    kinds: Sequence[ColumnKind] = (),
    *,
    block: int = 1000,
    apart: bool = False,
) -> list[Finding]:
    """All findings on a table whose heading is row 1, read in blocks of so many rows."""
    report = Report(RULES)
    heading = heading_of(names) if names is not None else None
    width = max([len(names or ()), *(len(row) for row in rows)])
    every = [*kinds, *[ColumnKind.TEXT] * (width - len(kinds))]
    columns = [layout.CellLayout(heading, every, number + 1) for number in range(width)]
    shape = layout.RowLayout(heading, () if apart else columns)
    first = 2 if heading else 1
    layout.check_sheet(Sheet(name="", head=(), blocks=iter(())), heading, report)
    for start in range(0, len(rows), block):
        part = Block(first + start, [list(row) for row in rows[start : start + block]])
        for place, column in enumerate(columns):
            values = [row[place] if place < len(row) else "" for row in part.cells]
            column.feed(Cells(values, part.numbers), report)
        shape.feed(part, report)
    for column in columns:
        column.finish(report)
    shape.finish(report)
    return list(report.findings())


def codes_of(*arguments: object, **options: object) -> set[str]:
    """The codes alone, without that of empty columns."""
    return {found.code for found in findings_of(*arguments, **options)} - {"M29"}  # type: ignore[arg-type]


def column(values: Sequence[str], kind: ColumnKind = ColumnKind.TEXT, name: str = "項目") -> set[str]:
    """The codes of one column beside one of identifiers."""
    rows = [[f"施設{number}", value] for number, value in enumerate(values, 1)]
    return codes_of(["名称", name], rows, [ColumnKind.TEXT, kind])


NUMBERS = [str(number) for number in range(10, 22)]


@pytest.mark.parametrize(
    ("values", "kind", "name", "expected"),
    [
        (["10時・11時（日のみ）"], ColumnKind.TIME, "開始時間", {"M02"}),
        (["03-1111-2222、03-1111-3333"], ColumnKind.PHONE, "電話番号", {"M02"}),
        (["03-1111-2222\n03-1111-3333"], ColumnKind.PHONE, "電話番号", {"M02"}),
        (["https://a.example/ https://b.example/"], ColumnKind.URL, "URL", {"M02"}),
        (["a@example.jp,b@example.jp"], ColumnKind.MAIL, "メール", {"M02"}),
        (["内科、外科"], ColumnKind.TEXT, "診療科目", {"M02"}),
        (["地質・地形,文化"], ColumnKind.TEXT, "カテゴリ", {"M02"}),
        (["甲市、乙市"], ColumnKind.MUNICIPALITY, "市区町村", {"M02"}),
        (["2024年4月1日、2025年4月1日"], ColumnKind.DATE, "指定日", {"M02"}),
        (["12・13"], ColumnKind.NUMBER, "台数", {"M02", "M03"}),
        ([*NUMBERS, "約100"], ColumnKind.NUMBER, "定員", {"M03"}),
        ([*NUMBERS, "1,200"], ColumnKind.TEXT, "人口", {"M03"}),
        ([*NUMBERS, "１２"], ColumnKind.TEXT, "人口", {"M03"}),
        (["12台", "4台"], ColumnKind.NUMBER, "台数", {"M09"}),
        ([f"{number}㎝" for number in range(60, 70)], ColumnKind.TEXT, "高さ", {"M09", "M10"}),
        ([*NUMBERS, "…", "x", "***"], ColumnKind.NUMBER, "人口", {"M13"}),
        (["氏　名"], ColumnKind.TEXT, "区分", {"M25"}),
        (["本庁　　　　　分室"], ColumnKind.TEXT, "部署", {"M25"}),
        (["〃"], ColumnKind.TEXT, "地区", {"M06"}),
        (["同上"], ColumnKind.TEXT, "地区", {"M06"}),
        (["一行目\n二行目"], ColumnKind.TEXT, "備考", {"M24"}),
        (["①会議室"], ColumnKind.TEXT, "部屋", {"M10"}),
        (["㈱青空"], ColumnKind.TEXT, "団体", {"M10"}),
        (["大会議室Ⅱ"], ColumnKind.TEXT, "部屋", {"M10"}),
        (["青空\ufffd号"], ColumnKind.TEXT, "部屋", {"M26"}),
        (["青空\ue000号"], ColumnKind.TEXT, "部屋", {"M26"}),
        (["髙﨑"], ColumnKind.TEXT, "団体", {"M27"}),
        (["令和6年", "令和7年"], ColumnKind.YEAR, "年度", {"M11"}),
        (["S62.4.1", "H1.4.1"], ColumnKind.DATE, "設置日", {"M11"}),
        (["平成元年", "平成2年"], ColumnKind.TEXT, "年次", {"M11"}),
        (["府中市"], ColumnKind.MUNICIPALITY, "市区町村名", {"M12"}),
        (["合計"], ColumnKind.TEXT, "地区", {"M18"}),
        (["合　　計"], ColumnKind.TEXT, "地区", {"M18", "M25"}),
    ],
)
def test_a_column_of_each_rule(values: list[str], kind: ColumnKind, name: str, expected: set[str]) -> None:
    assert column(values, kind, name) == expected


@pytest.mark.parametrize(
    ("values", "kind", "name"),
    [
        (["スロープ有り;エレベーター有り"], ColumnKind.CODES, "バリアフリー情報"),
        (["幼保連携型認定こども園（幼稚園、保育所）"], ColumnKind.TEXT, "種別"),
        (["03-\n1111-2222"], ColumnKind.PHONE, "電話番号"),
        (["月火水木金"], ColumnKind.DAYS, "利用可能曜日"),
        (["地質、地形の説明です。見学は自由です"], ColumnKind.TEXT, "説明"),
        (["青空市本町1丁目2番3号、4号"], ColumnKind.ADDRESS, "住所"),
        (["2024/4/1", "2024/12/31"], ColumnKind.DATE, "指定日"),
        (["2024-04-01（令和6年4月1日）", "2025-04-01（令和7年4月1日）"], ColumnKind.DATE, "指定日"),
        (["3歳", "4歳", "5歳", "3歳", "4歳", "5歳"], ColumnKind.TEXT, "対象"),
        (["1階", "2階", "3階", "1階", "2階", "3階"], ColumnKind.TEXT, "場所"),
        (["244", "245", "246", "247", "248", "244_1"], ColumnKind.TEXT, "番"),
        (["大", "中", "小", "大", "中", "小"], ColumnKind.NUMBER, "幅員"),
        (["-5", "0", "+3.5", "1e5", ".5"], ColumnKind.NUMBER, "増減"),
        (["林　徹", "東　進"], ColumnKind.PERSON, "氏名"),
        (["青空ホール　2階", "A B"], ColumnKind.TEXT, "場所"),
        (["〒100-0001", "～", "－", "≒", "★"], ColumnKind.TEXT, "記号"),
        (["時計店", "会計課", "合同庁舎"], ColumnKind.TEXT, "場所"),
        (["佐々木"], ColumnKind.TEXT, "団体"),
        (["青空市", "海山町"], ColumnKind.MUNICIPALITY, "市区町村名"),
        (["https://a.example/x,y/", "https://b.example/"], ColumnKind.URL, "URL"),
        ([""], ColumnKind.TEXT, "備考"),
    ],
)
def test_a_column_that_is_as_it_should_be(values: list[str], kind: ColumnKind, name: str) -> None:
    assert column(values, kind, name) == set()


def test_a_name_of_two_places_is_clear_beside_a_prefecture() -> None:
    kinds = [ColumnKind.PREFECTURE, ColumnKind.MUNICIPALITY]
    assert codes_of(["都道府県名", "市区町村名"], [["東京都", "府中市"]], kinds) == set()


def test_eras_beside_western_years_are_welcome() -> None:
    rows = [["2024", "令和6年"], ["2025", "令和7年"]]
    assert codes_of(["西暦", "和暦年"], rows, [ColumnKind.YEAR, ColumnKind.YEAR]) == set()


def test_names_of_several_municipalities_are_those_of_the_registry() -> None:
    from collections import Counter

    from registry.knowledge.items import BodyKind
    from registry.knowledge.snapshot import load

    names = Counter(body.name for body in load().bodies if body.kind is not BodyKind.PREFECTURE)
    assert {name for name, count in names.items() if count > 1} == AMBIGUOUS


WIDE = ["名称", "地区", "緯度", "定員"]


def wide(*places: int) -> list[list[str]]:
    """Records of four columns."""
    return [[f"施設{place}", "本町", f"35.{place:03d}", str(place * 10)] for place in places]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*wide(1, 2), ["", "", "", ""], *wide(3)], {"M21"}),
        ([*wide(1, 2), [], *wide(3)], {"M21"}),
        ([*wide(1, 2), ["　", "", " ", ""]], {"M21"}),
        ([*wide(1, 2), WIDE, *wide(3)], {"M28"}),
        ([["＜文化＞", "", "", ""], *wide(1), ["＜福祉＞", "", "", ""], *wide(2, 3)], {"M14"}),
        ([*wide(1, 2, 3), ["※令和6年4月1日現在"]], {"M19"}),
        ([*wide(1, 2, 3), ["", "", "", ""], ["出典：", "青空市の調べ", "", ""]], {"M19", "M21"}),
        ([*wide(1, 2, 3), ["20240401版", "", "", ""], ["", "", "", ""]], {"M19", "M21"}),
        ([*wide(*range(1, 9)), [""], ["番号", "氏名", "住所", "電話"], ["1", "a", "b", "c"]], {"M15", "M21"}),
        ([*wide(1, 2), *wide(1)], {"M23"}),
    ],
)
@pytest.mark.parametrize("block", [5, 6, 1000])
def test_rows_that_are_no_records(rows: list[list[str]], expected: set[str], block: int) -> None:
    """The first block is what the shape of the table is learned from."""
    kinds = [ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.LATITUDE, ColumnKind.NUMBER]
    found = codes_of(WIDE, [*wide(*range(20, 30)), *rows], kinds, block=block)
    assert found - {"M03"} == expected


def test_a_category_may_stand_before_the_first_record() -> None:
    assert codes_of(WIDE, [["＜文化＞", "", "", ""], *wide(1), ["＜福祉＞", "", "", ""], *wide(2, 3)]) == {
        "M14"
    }


def test_records_with_few_values_are_records() -> None:
    rows = [
        ["施設1", "本町", "", ""],
        ["施設2", "", "", ""],
        ["施設3", "本町", "", "5"],
        ["施設4", "", "", ""],
    ]
    assert codes_of(WIDE, rows) == set()


def test_places_are_told_as_a_spreadsheet_shows_them() -> None:
    found = findings_of(WIDE, [*wide(1, 2), ["", "", "", ""], *wide(3), ["同上", "本町", "35.1", "9"]])
    told = {finding.code: finding.message for finding in found}
    assert "4 行目" in told["M21"]
    assert "最初は 6 行目" in told["M06"]


def test_empty_columns_are_told_together_by_name_and_by_number() -> None:
    found = findings_of(["名称", "方書", "", ""], [["施設1", "", "", ""], ["施設2", "", "", ""]])
    assert {(one.code, one.count) for one in found} == {("M22", 2), ("M29", 1)}
    assert "3〜4 列目" in next(one.message for one in found if one.code == "M22")
    assert "方書" in next(one.message for one in found if one.code == "M29")


def test_what_many_columns_share_is_told_once() -> None:
    names = [f"項目{number}" for number in range(8)]
    rows = [[f"一行目{place}\n二行目" for place in range(8)]]
    told = findings_of(names, rows)
    assert [(one.code, one.count, one.column) for one in told] == [("M24", 8, None)]
    apart = findings_of(names, rows, apart=True)
    assert [one.column for one in apart] == names


def test_a_sheet_without_a_heading_is_not_judged_as_a_table() -> None:
    rows = [["人口の推移", "", ""], ["", "男", "女"], *[[f"平成{n}年", str(n), "…"] for n in range(1, 9)]]
    assert codes_of(None, rows) <= {"M13"}
    assert codes_of(None, [["　人　口", "", ""], ["", "  男", " "]]) == {"M05", "M25"}


@pytest.mark.parametrize(
    ("facts", "code", "words"),
    [
        (SheetFacts(merged=("A1:B2",), merged_count=9), "M04", "9 か所あります：A1:B2 ほか"),
        (SheetFacts(formulas=(CellPlace(3, 28),), formula_count=1), "M07", "AB3"),
        (SheetFacts(objects=2), "M08", "2"),
        (SheetFacts(comments=3), "M17", "3"),
        (SheetFacts(hidden=True), "M16", "シート"),
        (SheetFacts(hidden_rows=(5, 6)), "M16", "5、6 行目"),
        (SheetFacts(hidden_columns=(2, 27)), "M16", "B、AA 列"),
    ],
)
def test_what_a_workbook_holds_beside_values(facts: SheetFacts, code: str, words: str) -> None:
    report = Report(RULES)
    layout.check_sheet(Sheet(name="表", head=(), blocks=iter(()), facts=facts), None, report)
    assert [(one.code, words in one.message) for one in report.findings()] == [(code, True)]


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        (heading_of(["名称", "住所"]), []),
        (heading_of(["名称", "住所"], row=3, above=[["施設の一覧", "施設の一覧"], ["", ""]]), ["M20"]),
        (heading_of(["名称", "住所"], row=2, height=2), []),
        (heading_of(["名称", "住所"], row=2), ["M20"]),
        (heading_of(["№", "名称"]), ["M10"]),
        (heading_of(["区分", "平成元年", "平成2年度"]), ["M11"]),
        (heading_of(["区分", "2019（令和元）年", "2020（令和2）年"]), []),
        (heading_of(["市", "人口", "", "市", "人口"]), ["M15"]),
        (heading_of(["市", "人口", "", "世帯", "面積"]), []),
    ],
)
def test_headings(heading: Heading, codes: list[str]) -> None:
    report = Report(RULES)
    layout.check_sheet(Sheet(name="", head=(), blocks=iter(())), heading, report)
    assert [one.code for one in report.findings()] == codes


@pytest.mark.parametrize(("kind", "codes"), [("csv", []), ("xlsx", []), ("xls", []), ("html", ["M01"])])
def test_kind_of_file(kind: str, codes: list[str]) -> None:
    report = Report(RULES)
    layout.check_kind(kind, report)
    assert [one.code for one in report.findings()] == codes


HOSTILE = [
    "",
    " ",
    "-",
    "\n",
    "\r",
    "\u202e",
    "\ud800",
    "\x1b[31m",
    "\x00",
    "あ" * 100_000,
    "1," * 50_000,
    "http://" * 9000,
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE)), max_size=4), max_size=12),
    st.lists(st.sampled_from(list(ColumnKind)), min_size=4, max_size=4),
    st.integers(1, 5),
)
def test_no_table_makes_it_raise(rows: list[list[str]], kinds: list[ColumnKind], block: int) -> None:
    for names in (None, ["名称", "診療科目", "年度", "№\n"]):
        findings_of(names, rows, kinds, block=block)


@pytest.mark.parametrize("kind", list(ColumnKind))
@pytest.mark.parametrize(
    "value", ["あ" * 100_000, "1、" * 50_000, " a" * 50_000, "http://" * 9000, "@a" * 50_000, "1,2 " * 25_000]
)
def test_long_cells_are_judged_quickly(kind: ColumnKind, value: str) -> None:
    import time

    started = time.perf_counter()
    column([value], kind, "カテゴリ")
    assert time.perf_counter() - started < 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*wide(1, 2, 3, 4), WIDE, ["", "", "", ""], ["＜区分＞"], ["※注"]]),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 6),
)
def test_every_row_is_counted_once_however_the_blocks_fall(rows: list[list[str]], block: int) -> None:
    rows = [*wide(*range(10, 20)), *rows]
    kinds = [ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.LATITUDE, ColumnKind.NUMBER]
    assert _told(findings_of(WIDE, rows, kinds, block=10 + block)) == _told(findings_of(WIDE, rows, kinds))


def _told(found: list[Finding]) -> list[tuple[str, int, str]]:
    return [(one.code, one.count, one.message) for one in found]


PRIVATE = [
    "090-1234-5678",
    "０９０（１２３４）５６７８",
    "hanako@example.jp",
    "123456789018",
    "青空花子",
    "昭和62年4月1日",
]


@pytest.mark.parametrize("kind", list(ColumnKind))
@pytest.mark.parametrize("secret", PRIVATE)
def test_personal_data_is_not_quoted(secret: str, kind: ColumnKind) -> None:
    """Numbers, mail boxes, names and birthdays, in columns that may hold them."""
    if "花" in secret and kind not in (
        ColumnKind.PERSON,
        ColumnKind.TEXT,
        ColumnKind.ADDRESS,
        ColumnKind.KANA,
    ):
        return
    if "昭和" in secret and kind not in (ColumnKind.DATE, ColumnKind.TEXT):
        return
    cells = [
        f" {secret}",
        f"{secret}　　　　{secret}",
        f"{secret}\n{secret}",
        secret,
        f"{secret}①",
        f"約{secret}",
    ]
    if "花" not in secret:
        cells.append(f"{secret}、{secret}")
    rows = [[f"施設{number}", cell] for number, cell in enumerate([*cells, *NUMBERS, secret, "合計"])]
    for names in (["名称", "生年月日"], None):
        for found in findings_of(names, rows, [ColumnKind.TEXT, kind]):
            for text in (found.message, found.value):
                assert secret not in text, found


def test_codes_are_in_order_and_speak_plainly() -> None:
    assert [rule.code for rule in RULES] == [f"M{number:02d}" for number in range(1, len(RULES) + 1)]
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} == {"M26"}
    for rule in RULES:
        assert rule.why.endswith("。"), rule.code
        assert rule.mend.endswith("。"), rule.code


def test_rules_of_the_registry_have_their_code_and_their_grade() -> None:
    from registry.knowledge.facts import Grade
    from registry.knowledge.snapshot import load

    by_code = {rule.code: rule for rule in RULES}
    facts = {fact.id: fact for fact in load().rules.rules}
    for number in range(1, 16):
        fact = facts[f"rule-table-1-{number}"]
        rule = by_code[f"M{number:02d}"]
        assert re.search(rf"1-{number}(?![0-9])", rule.source)
        assert ("原文未確認" in rule.source) is (fact.status is not Grade.VERIFIED)
