import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.knowledge.snapshot import load
from registry.standards.answers import Redaction
from registry.standards.cells import Cells
from registry.standards.codes.personal import RULES
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.kinds import kind_of
from registry.standards.personal import ItemCaveat, PersonalData, caveats_for, caveats_of_item
from registry.standards.personal.patterns import is_my_number
from registry.standards.personal.tracks import MOST_PLACES

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NAMES = ["山田太郎", "鈴木　花子", "佐藤 健一", "高橋由美子", "田中実", "伊藤さくら", "渡邊隆", "中村翔太"]
CLOSE = ItemCaveat(
    item="item-20",
    number=20,
    name="調査",
    text="個票は出さない",
    reference="都市計画法施行規則6条の4",
    close=True,
)
LIKE = ItemCaveat(
    item="item-14", number=14, name="登録簿", text="住所の扱いを決める", reference="旅行業法21条", close=False
)


def check(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    caveats: Sequence[ItemCaveat] = (),
    chunk: int = 50,
) -> tuple[PersonalData, tuple[Finding, ...]]:
    personal = PersonalData(
        headings, [FormColumn(name=name, kind=kind_of(name)) for name in headings], None, caveats
    )
    report = Report(RULES)
    for begin in range(0, len(rows), chunk):
        part = rows[begin : begin + chunk]
        numbers = range(begin + 2, begin + 2 + len(part))
        for column in range(len(headings)):
            personal.feed(column + 1, Cells([row[column] for row in part], numbers), report)
    personal.finish(report)
    return personal, report.findings()


def codes(findings: Sequence[Finding]) -> list[tuple[str, str | None]]:
    return [(found.code, found.column) for found in findings]


def with_check_digit(eleven: int) -> str:
    return next(f"{eleven:011d}{digit}" for digit in range(10) if is_my_number(f"{eleven:011d}{digit}"))


def people(*columns: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(NAMES, *columns, strict=False))


PHONES = [f"083-922-{n:04d}" for n in range(1000, 1008)]
HOMES = [f"山口市亀山町{n}番地" for n in range(1, 9)]


def test_a_list_of_applicants() -> None:
    births = [f"19{50 + n}-04-0{n + 1}" for n in range(8)]
    ages = [str(40 + n) for n in range(8)]
    personal, findings = check(
        ["氏名", "住所", "電話番号", "生年月日", "年齢"], people(HOMES, PHONES, births, ages)
    )
    assert codes(findings) == [
        ("P02", "氏名"),
        ("P03", "住所"),
        ("P04", "生年月日"),
        ("P04", "年齢"),
        ("P05", "電話番号"),
    ]
    assert {found.severity for found in findings} == {Severity.WARNING}
    assert all(found.row is None and found.count == 8 for found in findings)
    assert personal.columns == {1, 2, 3, 4, 5}
    assert personal.is_personal(1)
    assert not personal.is_personal(6)


def test_a_list_of_facilities_is_clean() -> None:
    rows = [
        (f"第{n}公民館", HOMES[n], PHONES[n], "info@example.jp", "株式会社山田", "1975-04-01")
        for n in range(8)
    ]
    headings = ["名称", "住所", "電話番号", "連絡先メールアドレス", "指定管理者", "設置年月日"]
    personal, findings = check(headings, rows)
    assert not findings
    assert not personal.redactions
    assert not personal.columns


def test_heads_of_facilities_are_only_mentioned_and_the_address_is_the_facility() -> None:
    rows = [(f"第{n}保育園", HOMES[n], PHONES[n], NAMES[n]) for n in range(8)]
    _, findings = check(["施設名", "住所", "電話番号", "管理者"], rows)
    assert [(found.code, found.column, found.severity) for found in findings] == [
        ("P02", "管理者", Severity.INFO)
    ]


def test_sole_proprietors_among_firms_are_told_row_by_row() -> None:
    rows = [("第一保育園", "社会福祉法人いろは会")] * 20 + [("第二保育園", "山田　花子")]
    _, findings = check(["名称", "団体名"], rows)
    assert [(found.code, found.row, found.value) for found in findings] == [("P02", 22, "山●●●●")]


@pytest.mark.parametrize("headings", [["氏名", "会派", "住所"], ["氏名", "没年", "住所"]])
def test_elected_and_historical_persons_are_no_finding(headings: list[str]) -> None:
    _, findings = check(headings, people(["いろは会"] * 8, HOMES))
    assert not findings


def test_authors_are_no_finding() -> None:
    _, findings = check(["名称", "作者"], [("観音像", name) for name in NAMES])
    assert not findings


def test_names_are_found_by_their_values() -> None:
    _, findings = check(["番号", "列2"], [(str(n), name) for n, name in enumerate(NAMES)])
    assert codes(findings) == [("P02", "列2")]


def test_names_behind_posts_leave_phones_alone() -> None:
    rows = [(f"第{n}病院", f"理事長　{name}", f"087-868-{n:04d}") for n, name in enumerate(NAMES)]
    _, findings = check(["hospital", "head", "telephone"], rows)
    assert [(found.code, found.severity) for found in findings] == [("P02", Severity.INFO)]


@pytest.mark.parametrize(
    "names",
    [
        ["ヤマダ タロウ", "サトウ ハナコ", "スズキ イチロウ", "タナカ ミノル"],
        ["ﾔﾏﾀﾞ ﾀﾛｳ", "ｻﾄｳ ﾊﾅｺ", "ｽｽﾞｷ ｲﾁﾛｳ", "ﾀﾅｶ ﾐﾉﾙ"],
        ["Taro Yamada", "Hanako Sato", "Ichiro Suzuki", "Minoru Tanaka"],
        ["山 田 太 郎", "佐 藤 花 子", "鈴 木 一 郎", "田 中 実"],
    ],
)
def test_names_in_kana_roman_letters_and_spaced_out(names: list[str]) -> None:
    _, findings = check(["列1"], [(name,) for name in names])
    assert codes(findings) == [("P02", "列1")]


def test_my_numbers_by_their_check_digits() -> None:
    numbers = [with_check_digit(10_000_000_019 * (n + 1) % 10**11) for n in range(8)]
    personal, findings = check(
        ["コード", "氏名"], [(number, name) for number, name in zip(numbers, NAMES, strict=True)]
    )
    assert (findings[0].code, findings[0].severity, findings[0].column) == ("P01", Severity.ERROR, "コード")
    assert not any(number in str(findings) + str(personal.redactions) for number in numbers)


def test_other_numbers_of_twelve_digits_are_none() -> None:
    rows = [(f"{352_000_000_000 + n * 37}", f"{1_000_020_352_080 + n}") for n in range(300)]
    _, findings = check(["ID", "法人番号"], rows)
    assert not findings


def test_my_numbers_by_the_heading() -> None:
    spaced = with_check_digit(12345678901)
    _, findings = check(["個人番号"], [(f"{spaced[:4]}-{spaced[4:8]}-{spaced[8:]}",)])
    assert [(found.code, found.severity) for found in findings] == [("P01", Severity.ERROR)]
    _, findings = check(["個人番号"], [("A-0012",), ("A-0013",)])
    assert [(found.code, found.severity) for found in findings] == [("P01", Severity.WARNING)]
    _, findings = check(["個人番号"], [("",)])
    assert not findings


def test_my_number_in_a_note() -> None:
    _, findings = check(["名称", "備考"], [("甲", "確認済み"), ("乙", "個人番号は123456789018です")])
    assert [(found.code, found.row) for found in findings] == [("P01", 3)]


def test_numbers_that_identify_and_sensitive_columns() -> None:
    rows = [(name, "123456789012", f"00123{n}", "ぜん息", "長男", "ブラジル") for n, name in enumerate(NAMES)]
    _, findings = check(["児童氏名", "運転免許証番号", "口座番号", "既往歴", "続柄", "国籍"], rows)
    assert [found.code for found in findings] == ["P07", "P02", "P08", "P09", "P09", "P09"]
    assert "要配慮個人情報に当たり得ます" in findings[3].message
    assert "限りません" in findings[4].message


def test_figures_on_groups_are_no_personal_data() -> None:
    rows = [("ブラジル", "30", "12", "5", "900", "40")] * 10
    _, findings = check(
        ["国籍", "年齢", "障害者手帳所持者数", "生活保護世帯数", "個人番号カード交付枚数", "病名別件数"], rows
    )
    assert not findings


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (["障害等級", "人数"], False),
        (["障害等級", "名称"], False),
        (["障害等級", "生年月日"], True),
        (["病歴", "番号"], True),
    ],
)
def test_sensitive_columns_count_where_a_row_is_a_person(headings: list[str], told: bool) -> None:
    _, findings = check(headings, [("1級", "1980-01-01")] * 5)
    assert ("P09" in [found.code for found in findings]) is told


def test_contacts_in_notes() -> None:
    rows = [
        ("一号館", ""),
        ("二号館", "担当：山田太郎 090-1234-5678"),
        ("三号館", "hanako.sato@gmail.com へ"),
        ("四号館", "9:00～17:00"),
    ]
    personal, findings = check(["名称", "備考"], rows)
    assert [(found.code, found.row) for found in findings] == [("P05", 3), ("P06", 4), ("P10", 3)]
    assert not personal.columns
    assert {place.masked for place in personal.redactions} == {"090-****-****", "h***@g***.com", "山●●●"}


def test_a_close_caveat_weighs_one_step_more_and_is_cited() -> None:
    _, findings = check(["名称", "管理者"], [("甲園", name) for name in NAMES], [CLOSE])
    assert findings[0].severity is Severity.WARNING
    assert "項番20 個票は出さない（都市計画法施行規則6条の4）" in findings[0].message
    _, findings = check(["氏名"], [(name,) for name in NAMES], [CLOSE, LIKE])
    assert findings[0].severity is Severity.ERROR


def test_a_like_caveat_is_only_cited() -> None:
    _, findings = check(["氏名"], [(name,) for name in NAMES], [LIKE])
    assert findings[0].severity is Severity.WARNING
    assert "似た情報項目の留意事項: 項番14" in findings[0].message


def test_redactions_are_limited_and_the_whole_column_stands_first() -> None:
    personal, findings = check(["氏名"], [(NAMES[n % 8],) for n in range(3000)])
    first: Redaction = personal.redactions[0]
    assert (first.row, first.count, first.kind) == (None, 3000, "氏名")
    assert len(personal.redactions) == 1 + MOST_PLACES
    assert findings[0].count == 3000


def test_scattered_hits_beyond_the_limit_are_counted() -> None:
    rows = [("x", "090-1234-5678" if n % 3 == 0 else "083-922-1111") for n in range(3000)]
    _, findings = check(["名称", "電話番号"], rows)
    assert sum(found.count for found in findings) == 1000
    assert len(findings) <= 22


def test_chunks_do_not_change_the_answer() -> None:
    rows = people(HOMES, PHONES) * 20
    assert (
        check(["氏名", "住所", "電話番号"], rows, chunk=7)[1]
        == check(["氏名", "住所", "電話番号"], rows, chunk=160)[1]
    )


def test_a_row_of_data_taken_for_headings_is_not_shown() -> None:
    _, findings = check(
        ["山田太郎", "090-1234-5678"], [(name, f"090-2222-{n:04d}") for n, name in enumerate(NAMES)]
    )
    assert findings
    assert "山田太郎" not in str(findings)
    assert "1234-5678" not in str(findings)


personal_rows = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(10**7, 10**8 - 1).map(lambda n: f"090-{str(n)[:4]}-{str(n)[4:]}"),
        st.from_regex(r"\A[a-z]{4,8}[0-9]{2}@gmail\.com\Z"),
        st.integers(0, 10**11 - 1).map(with_check_digit),
        st.dates().map(str),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    personal_rows,
    st.permutations(["氏名", "電話番号", "メールアドレス", "個人番号", "生年月日"]),
    st.integers(1, 5),
)
def test_no_value_is_ever_shown(rows: list[tuple[str, ...]], headings: list[str], chunk: int) -> None:
    order = [["氏名", "電話番号", "メールアドレス", "個人番号", "生年月日"].index(name) for name in headings]
    mixed = [tuple(row[place] for place in order) for row in rows]
    personal, findings = check(headings, [*mixed, *[tuple(reversed(row)) for row in mixed]], chunk=chunk)
    shown = str(findings) + str(personal.redactions)
    assert not any(value in shown for row in rows for value in row)


hostile = st.text(max_size=40) | st.sampled_from(
    [
        "\x00",
        "\ud800",
        "\u202e山田太郎",
        "\x1b[31m山田太郎",
        "山" * 5000,
        "090-1234-5678\n担当：山田太郎",
        "@",
        "＠",
        "個人番号：",
        "0" * 12,
        "山田太郎",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(hostile | st.sampled_from(["氏名", "住所", "名称", "備考", "個人番号", "姓", "名"]), max_size=4),
    st.lists(st.lists(hostile, min_size=4, max_size=4), max_size=8),
    st.sampled_from([ColumnKind.TEXT, ColumnKind.PERSON, ColumnKind.PHONE, ColumnKind.IDENTIFIER]),
)
def test_nothing_raises(headings: list[str], rows: list[list[str]], kind: ColumnKind) -> None:
    personal = PersonalData(headings, [FormColumn(name="x", kind=kind)], "ods-01")
    report = Report(RULES)
    for column in range(4):
        personal.feed(column + 1, Cells([row[column] for row in rows], range(2, 2 + len(rows))), report)
    personal.finish(report)
    for found in report.findings():
        personal.conceal(found)


def test_caveats_come_from_the_knowledge() -> None:
    knowledge = load()
    close = [caveat for caveat in caveats_for(knowledge, "ods-19") if caveat.close]
    assert [caveat.number for caveat in close] == [20]
    assert all(not caveat.close for caveat in caveats_for(knowledge, "ods-15"))
    assert {caveat.number for caveat in caveats_for(knowledge, "ods-15")} == {4, 14}
    assert caveats_for(knowledge, "ods-06") == ()
    assert caveats_for(knowledge, None) == ()
    assert [caveat.reference for caveat in caveats_of_item(knowledge.items["item-10"])]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_published_files_of_facilities_have_no_errors() -> None:
    seen = 0
    for path in sorted((SHARED / "samples" / "files").rglob("*.csv")):
        content = path.read_bytes()
        for encoding in ("utf-8-sig", "cp932"):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            rows = list(csv.reader(io.StringIO(text, newline="")))
            width = len(rows[0])
            _, findings = check(rows[0], [(row + [""] * width)[:width] for row in rows[1:]])
            assert not [found for found in findings if found.severity is Severity.ERROR], path.name
            assert {found.code for found in findings} <= {"P02", "P05", "P06"}, path.name
            seen += 1
            break
    assert seen > 40
