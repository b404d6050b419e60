"""Naming a body: codes, names, readings, and what is said when the answer is not one body."""

import contextlib
import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.knowledge.bodies import Bodies, Body
from registry.knowledge.body import BODY_COLUMNS, WARD_COLUMNS, Rows, table_problems
from registry.knowledge.items import BodyKind
from registry.knowledge.local_codes import check_digit, is_valid_code, with_check_digit

SEED = Path(__file__).resolve().parents[2] / "seed"

five_digits = st.text("0123456789", min_size=5, max_size=5)


def read(name: str) -> Rows:
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(tuple(row) for row in csv.reader(stream))


@pytest.fixture(scope="module")
def bodies() -> Bodies:
    return Bodies(read("bodies"), read("administrative_wards"))


def said(problem: pytest.ExceptionInfo[UsageError]) -> str:
    return str(problem.value)


@pytest.mark.parametrize("code", ["131016", "011002", "092011", "010006", "473821", "221384"])
def test_check_digits_of_known_codes(code: str) -> None:
    assert check_digit(code[:5]) == code[5]
    assert is_valid_code(code)


@given(five_digits)
def test_exactly_one_digit_completes_a_code(five: str) -> None:
    completed = with_check_digit(five)
    assert [digit for digit in "0123456789" if is_valid_code(five + digit)] == [completed[5]]


@given(five_digits)
def test_check_digit_follows_the_published_wording(five: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(five, range(6, 1, -1), strict=True))
    number = 11 - total if total < 11 else 11 - total % 11
    assert check_digit(five) == str(number)[-1]


@given(st.text(max_size=8))
def test_validity_never_raises(text: str) -> None:
    assert is_valid_code(text) in (True, False)


@pytest.mark.parametrize("text", ["", "1310", "131016", "１３１０１", "1310x"])
def test_check_digit_refuses_what_is_not_five_digits(text: str) -> None:
    with pytest.raises(UsageError):
        check_digit(text)


def test_the_tables_are_sound() -> None:
    assert list(table_problems(read("bodies"), read("administrative_wards"))) == []


def test_all_bodies_are_there(bodies: Bodies) -> None:
    assert len(bodies) == 1788
    assert all(is_valid_code(body.code) for body in bodies)
    counts: dict[BodyKind, int] = defaultdict(int)
    for body in bodies:
        counts[body.kind] += 1
    assert counts == {
        BodyKind.PREFECTURE: 47,
        BodyKind.CITY: 792,
        BodyKind.TOWN: 743,
        BodyKind.VILLAGE: 183,
        BodyKind.SPECIAL_WARD: 23,
    }
    assert sum(body.designated_city for body in bodies) == 20
    assert sum(body.core_city for body in bodies) == 62


def test_populations_of_prefectures_and_municipalities_agree(bodies: Bodies) -> None:
    in_prefectures = sum(body.population or 0 for body in bodies if body.kind is BodyKind.PREFECTURE)
    in_municipalities = sum(body.population or 0 for body in bodies if body.kind is not BodyKind.PREFECTURE)
    assert in_prefectures == in_municipalities == 124_330_690


def test_designated_cities_are_those_with_wards(bodies: Bodies) -> None:
    with_wards = {ward.city_code for ward in bodies.wards.values()}
    assert with_wards == {body.code for body in bodies if body.designated_city}


def test_a_designated_city_is_also_a_city(bodies: Bodies) -> None:
    yokohama = bodies.find("横浜市")
    assert yokohama.kinds == {BodyKind.CITY, BodyKind.DESIGNATED_CITY}
    assert yokohama.kind_label == "指定都市"
    assert bodies.find("函館市").kinds == {BodyKind.CITY}
    assert bodies.find("函館市").kind_label == "中核市"


def test_every_code_and_full_name_finds_its_body(bodies: Bodies) -> None:
    for body in bodies:
        assert bodies.find(body.code) == body
        assert bodies.find(body.full_name) == body
        assert bodies.get(body.code) == body


def test_every_name_finds_its_body_or_is_asked_back(bodies: Bodies) -> None:
    by_name: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_name[body.name].append(body)
    ambiguous = {name for name, bearers in by_name.items() if len(bearers) > 1}
    assert {"府中市", "伊達市", "森町"} < ambiguous
    for name, bearers in by_name.items():
        if name not in ambiguous:
            assert bodies.find(name) == bearers[0]
            continue
        with pytest.raises(UsageError) as problem:
            bodies.find(name)
        for body in bearers:
            assert f"{body.code} {body.full_name}" in said(problem)


def test_every_reading_finds_its_body_or_is_asked_back(bodies: Bodies) -> None:
    by_reading: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_reading[body.kana].append(body)
    for reading, readers in by_reading.items():
        if len(readers) == 1 and reading not in {body.name for body in bodies}:
            assert bodies.find(reading) == readers[0]
    with pytest.raises(UsageError) as problem:
        bodies.find("かしまし")
    assert "082228 茨城県鹿嶋市" in said(problem)
    assert "412074 佐賀県鹿島市" in said(problem)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14100", "141003"),
        ("１４１００３", "141003"),
        (" 141003 ", "141003"),
        ("11002", "011002"),
        ("92011", "092011"),
        ("1100", "011002"),
        ("13", "130001"),
        ("神奈川県横浜市", "141003"),
        ("神奈川県 横浜市", "141003"),
        ("横浜市（神奈川県）", "141003"),
        ("神奈川県（横浜市）", "141003"),
        ("府中市(東京都)", "132063"),
        ("広島県府中市", "342084"),
        ("よこはまし", "141003"),
        ("ヨコハマシ", "141003"),
        ("ﾖｺﾊﾏｼ", "141003"),
        ("とうきょうとふちゅうし", "132063"),
        ("茅ケ崎市", "142077"),
        ("茅が崎市", "142077"),
        ("龍ヶ崎市", "082082"),
        ("竜ケ崎市", "082082"),
        ("鯵ケ沢町", "023213"),
        ("鹿島市", "412074"),
        ("鹿嶋市", "082228"),
        ("北海道松前郡松前町", "013315"),
        ("福岡県京都郡苅田町", "406210"),
        ("大和郡山市", "292036"),
        ("郡上市", "212199"),
        ("東京都", "130001"),
        ("北海道", "010006"),
    ],
)
def test_ways_to_name_a_body(bodies: Bodies, text: str, code: str) -> None:
    assert bodies.find(text).code == code


def test_a_number_with_two_readings_is_asked_back(bodies: Bodies) -> None:
    with pytest.raises(UsageError) as problem:
        bodies.find("12203")
    assert "012203 北海道士別市" in said(problem)
    assert "122033 千葉県市川市" in said(problem)


def test_a_wrong_check_digit_is_told_with_the_right_one(bodies: Bodies) -> None:
    with pytest.raises(UsageError) as problem:
        bodies.find("131011")
    assert "検査数字は 6" in said(problem)
    assert "131016 東京都千代田区" in said(problem)


@pytest.mark.parametrize("text", ["横浜市中区", "神奈川県横浜市中区", "141046", "14104", "141041"])
def test_a_ward_of_a_designated_city_names_its_city(bodies: Bodies, text: str) -> None:
    with pytest.raises(UsageError) as problem:
        bodies.find(text)
    assert "行政区" in said(problem)
    assert "141003 神奈川県横浜市" in said(problem)


def test_wards_of_hamamatsu_changed_in_2024(bodies: Bodies) -> None:
    wards = [ward for ward in bodies.wards.values() if ward.city_code == "221309"]
    assert {ward.code for ward in wards if ward.until == date(2023, 12, 31)} == {
        "221317",
        "221325",
        "221333",
        "221341",
        "221350",
        "221368",
        "221376",
    }
    new = [ward for ward in wards if ward.since == date(2024, 1, 1)]
    assert [(ward.code, ward.name) for ward in new] == [
        ("221384", "浜松市中央区"),
        ("221392", "浜松市浜名区"),
        ("221406", "浜松市天竜区"),
    ]
    assert all(is_valid_code(ward.code) and "計算" in ward.note for ward in new)
    with pytest.raises(UsageError) as problem:
        bodies.find("浜松市中区")
    assert "2023-12-31 まで" in said(problem)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("横浜", "141003 神奈川県横浜市"),
        ("大坂市", "271004 大阪府大阪市"),
        ("東京", "130001 東京都"),
        ("京都", "260002 京都府"),
    ],
)
def test_an_unknown_name_suggests_near_ones(bodies: Bodies, text: str, near: str) -> None:
    with pytest.raises(UsageError) as problem:
        bodies.find(text)
    assert near in said(problem)


@given(text=st.text(max_size=12))
def test_finding_answers_or_asks_back(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert SMALL.find(text).code in SMALL


SMALL = Bodies(
    (
        BODY_COLUMNS,
        ("130001", "東京都", "東京都", "とうきょうと", "都道府県", "0", "0", "1", ""),
        ("132063", "府中市", "東京都", "ふちゅうし", "市", "0", "0", "0", "1"),
    ),
)


def test_search_ranks_the_best_match_first(bodies: Bodies) -> None:
    assert [body.full_name for body in bodies.search("府中")] == [
        "東京都府中市",
        "広島県府中市",
        "広島県府中町",
    ]
    assert bodies.search("横浜市")[0].code == "141003"
    assert [body.code for body in bodies.search("神奈川 ヨコハマ")] == ["141003"]
    assert bodies.search("1410")[0].code == "141003"
    assert len(bodies.search("市", limit=7)) == 7
    assert [body.code for body in bodies.search("", limit=2)] == ["010006", "011002"]
    assert bodies.search("ほげほげ") == ()


def test_bodies_encode_as_compact_rows(bodies: Bodies) -> None:
    every = tuple(bodies)
    encoded = msgspec.json.encode(every)
    assert encoded.startswith(b'[["010006",')
    assert msgspec.json.decode(encoded, type=tuple[Body, ...]) == every


SOUND = ("131016", "千代田区", "東京都", "ちよだく", "特別区", "0", "0", "1", "69000")
TOKYO = ("130001", "東京都", "東京都", "とうきょうと", "都道府県", "0", "0", "1", "")


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        (0, "131017", "検査数字"),
        (0, "130001", "二度"),
        (1, "千代田市", "合いません"),
        (2, "京東都", "都道府県"),
        (4, "政令市", "種別"),
        (5, "はい", "0 か 1"),
        (8, "69,000", "人口"),
    ],
)
def test_a_broken_row_of_bodies_is_named(column: int, value: str, part: str) -> None:
    broken = (*SOUND[:column], value, *SOUND[column + 1 :])
    problems = list(table_problems((BODY_COLUMNS, TOKYO, broken), (WARD_COLUMNS,)))
    assert [(problem.file, problem.line) for problem in problems] == [("bodies.csv", 3)]
    assert part in problems[0].message


def test_a_broken_row_of_wards_is_named() -> None:
    ward = ("141046", "横浜市中区", "神奈川県", "よこはましなかく", "141003", "2024", "", "")
    problems = list(table_problems((BODY_COLUMNS, TOKYO, SOUND), (WARD_COLUMNS, ward)))
    assert {problem.line for problem in problems} == {2}
    assert any("指定都市がありません" in problem.message for problem in problems)
    assert any("日付「2024」" in problem.message for problem in problems)


def test_a_wrong_heading_is_named() -> None:
    problems = list(table_problems((("コード", "名称"),), (WARD_COLUMNS,)))
    assert [problem.line for problem in problems] == [1]
