"""Law numbers, e-Gov law ids, and whether the two agree."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UsageError
from registry.law.law_numbers import (
    LawNumber,
    check_law_id,
    is_law_id,
    is_revision_id,
    law_id_conflict,
    parse_law_number,
)

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"

LAWS = [
    ("特定非営利活動促進法", "平成十年法律第七号", "平成10年法律第7号", "410AC1000000007"),
    (
        "特定非営利活動促進法施行規則",
        "平成二十三年内閣府令第五十五号",
        "平成23年内閣府令第55号",
        "423M60000002055",
    ),
    ("道路交通法", "昭和三十五年法律第百五号", "昭和35年法律第105号", "335AC0000000105"),
    ("道路交通法施行令", "昭和三十五年政令第二百七十号", "昭和35年政令第270号", "335CO0000000270"),
    ("道路交通法施行規則", "昭和三十五年総理府令第六十号", "昭和35年総理府令第60号", "335M50000002060"),
    ("貸金業法施行規則", "昭和五十八年大蔵省令第四十号", "昭和58年大蔵省令第40号", "358M50000040040"),
    ("災害対策基本法", "昭和三十六年法律第二百二十三号", "昭和36年法律第223号", "336AC0000000223"),
    ("防災庁設置法", "令和八年法律第六十一号", "令和8年法律第61号", "508AC0000000061"),
    ("旅券法", "昭和二十六年法律第二百六十七号", "昭和26年法律第267号", "326AC0000000267"),
    ("旅券法施行令", "平成元年政令第百二十二号", "平成元年政令第122号", "401CO0000000122"),
    ("旅券法施行規則", "令和四年外務省令第十号", "令和4年外務省令第10号", "504M60000020010"),
    ("漁港法の施行規則", "昭和二十六年農林省令第四十七号", "昭和26年農林省令第47号", "326M50010000047"),
    ("自転車法", "昭和五十五年法律第八十七号", "昭和55年法律第87号", "355AC1000000087"),
    ("旅行業法", "昭和二十七年法律第二百三十九号", "昭和27年法律第239号", "327AC0100000239"),
    ("道路法", "昭和二十七年法律第百八十号", "昭和27年法律第180号", "327AC1000000180"),
    ("道路法施行規則", "昭和二十七年建設省令第二十五号", "昭和27年建設省令第25号", "327M50004000025"),
    ("水防法施行規則", "平成十二年建設省令第四十四号", "平成12年建設省令第44号", "412M50004000044"),
    (
        "下水の処理開始の公示事項等に関する省令",
        "昭和四十二年厚生省・建設省令第一号",
        "昭和42年厚生省・建設省令第1号",
        "342M50004100001",
    ),
    ("都市計画法", "昭和四十三年法律第百号", "昭和43年法律第100号", "343AC0000000100"),
    ("防衛施設周辺整備法", "昭和四十九年法律第百一号", "昭和49年法律第101号", "349AC0000000101"),
    ("官民データ活用推進基本法", "平成二十八年法律第百三号", "平成28年法律第103号", "428AC1000000103"),
    (
        "デジタル手続法の規則",
        "平成十五年国土交通省令第二十五号",
        "平成15年国土交通省令第25号",
        "415M60000800025",
    ),
    ("著作権法", "昭和四十五年法律第四十八号", "昭和45年法律第48号", "345AC0000000048"),
    ("地方自治法", "昭和二十二年法律第六十七号", "昭和22年法律第67号", "322AC0000000067"),
    ("日本国憲法", "昭和二十一年憲法", "昭和21年憲法", "321CONSTITUTION"),
]


@pytest.mark.parametrize(("title", "kanji", "arabic", "law_id"), LAWS)
def test_numbers_of_real_laws(title: str, kanji: str, arabic: str, law_id: str) -> None:
    number = parse_law_number(kanji)
    assert number == parse_law_number(arabic)
    assert number.kanji() == kanji
    assert str(number) == arabic
    assert is_law_id(law_id), title
    assert law_id_conflict(law_id, kanji) is None


@pytest.mark.parametrize(
    ("text", "kind", "issuers", "year_ad", "numbers"),
    [
        ("平成10年法律第7号", "法律", (), 1998, (7,)),
        ("令和元年政令第44号", "政令", (), 2019, (44,)),
        ("昭和21年勅令第118号", "勅令", (), 1946, (118,)),
        ("明治五年太政官布告第三百三十七号", "太政官布告", (), 1872, (337,)),
        ("平成２３年内閣府令第５５号", "府省令", ("内閣府",), 2011, (55,)),
        ("昭和42年厚生省・建設省令第1号", "府省令", ("厚生省", "建設省"), 1967, (1,)),
        ("令和3年 内閣府・総務省令 第9号", "府省令", ("内閣府", "総務省"), 2021, (9,)),
        ("令和五年デジタル庁令第一号", "府省令", ("デジタル庁",), 2023, (1,)),
        ("平成19年防衛省訓令第92号", "訓令", ("防衛省",), 2007, (92,)),
        ("平成28年個人情報保護委員会規則第3号", "規則", ("個人情報保護委員会",), 2016, (3,)),
        ("平成十二年千葉市条例第三号", "条例", ("千葉市",), 2000, (3,)),
        ("令和8年八王子市規則第12号", "規則", ("八王子市",), 2026, (12,)),
        ("平成18年国土交通省告示第1号", "告示", ("国土交通省",), 2006, (1,)),
        ("令和8年法律56号", "法律", (), 2026, (56,)),
        ("人事院規則九―二四", "規則", ("人事院",), None, (9, 24)),
        ("人事院規則9-24", "規則", ("人事院",), None, (9, 24)),
        ("人事院規則一〇―一一", "規則", ("人事院",), None, (10, 11)),
        ("平成二十七年十月十日内閣総理大臣決定", "内閣総理大臣決定", (), 2015, ()),
    ],
)
def test_parts_of_a_number(
    text: str, kind: str, issuers: tuple[str, ...], year_ad: int | None, numbers: tuple[int, ...]
) -> None:
    number = parse_law_number(text)
    assert (number.kind, number.issuers, number.year_ad, number.numbers) == (kind, issuers, year_ad, numbers)
    assert parse_law_number(str(number)) == number
    assert parse_law_number(number.kanji()) == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "形ではありません"),
        ("法律第七号", "形ではありません"),
        ("道路法", "形ではありません"),
        ("2026年法律第1号", "形ではありません"),
        ("平成十年法律", "第何号"),
        ("平成十年法律第号", "形ではありません"),
        ("平成10年第7号", "形ではありません"),
        ("平成10年法律第0号", "1から数えます"),
        ("平成0年法律第7号", "1から数えます"),
        ("平成40年法律第1号", "31年まで"),
        ("昭和六十五年法律第一号", "64年まで"),
        ("平成10年3月25日法律第7号", "月日が付くのは"),
        ("平成27年内閣総理大臣決定", "月日が付きます"),
        ("平成27年13月10日内閣総理大臣決定", "暦にありません"),
        ("平成27年999999999999月1日内閣総理大臣決定", "暦にありません"),
        ("平成10年法律第7号及び平成11年法律第8号", "形ではありません"),
    ],
)
def test_what_is_no_law_number_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_law_number(text)
    assert why in caught.value.why
    assert caught.value.mend


@given(
    st.sampled_from([("明治", 45), ("大正", 15), ("昭和", 64), ("平成", 31), ("令和", 99)]),
    st.integers(min_value=1, max_value=99),
    st.sampled_from(
        ["法律", "政令", "内閣府令", "厚生省・建設省令", "防衛省訓令", "千代田区条例", "国家公安委員会規則"]
    ),
    st.integers(min_value=1, max_value=9999),
)
def test_both_writings_read_back(era: tuple[str, int], year: int, issued_as: str, number: int) -> None:
    name, last = era
    written = LawNumber(name, min(year, last), issued_as, (number,))
    assert parse_law_number(str(written)) == written
    assert parse_law_number(written.kanji()) == written


@given(st.text(alphabet="平成令和元年法律政令府省条例第号0123456789一二十百月日・ ", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = parse_law_number(text)
    except UsageError:
        return
    assert parse_law_number(number.kanji()) == number


@pytest.mark.parametrize(
    ("law_id", "kind", "numbers"),
    [
        ("321CONSTITUTION", "憲法", ()),
        ("327AC1000000180", "法律", (180,)),
        ("327AC0100000239", "法律", (239,)),
        ("322CO0000000016", "政令", (16,)),
        ("326CO0000000319", "政令", (319,)),
        ("321IO0000000118", "勅令", (118,)),
        ("105DF0000000337", "太政官布告", (337,)),
        ("427M60001080001", "府省令", (1,)),
        ("427RJNJ09017142", "人事院規則", (9, 17, 142)),
        ("427RJNJ09024000", "人事院規則", (9, 24)),
        ("322R00000001001", "規則", (1,)),
        ("427RPMD10100000", "内閣総理大臣決定", ()),
    ],
)
def test_ids_of_every_kind(law_id: str, kind: str, numbers: tuple[int, ...]) -> None:
    found = check_law_id(law_id)
    assert (found.kind, found.numbers) == (kind, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "327AC100000018",
        "327AC10000001800",
        "627AC1000000180",
        "027AC1000000180",
        "327AC2000000180",
        "327XX1000000180",
        "327ac1000000180",
        "327M5000400002G",
        "327M5000400g025",
        "３２７AC1000000180",
        "327AC1000000180\n",
        "327AC100000018\n",
        "道路法",
    ],
)
def test_what_is_no_law_id(text: str) -> None:
    assert not is_law_id(text)
    with pytest.raises(UsageError, match="法令IDの形"):
        check_law_id(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("327AC1000000180_20260723_508AC0000000065", True),
        ("420AC1000000058_20080606_000000000000000", True),
        ("327AC1000000180_20260231_508AC0000000065", False),
        ("327AC1000000180_2026072_508AC0000000065", False),
        ("327AC1000000180_20260723", False),
        ("327AC1000000180", False),
        ("327AC1000000180_20260723_508AC0000000065_x", False),
    ],
)
def test_revision_ids(text: str, expected: bool) -> None:
    assert is_revision_id(text) is expected


@pytest.mark.parametrize(
    ("law_id", "number", "conflict"),
    [
        ("428M60020000003", "平成28年個人情報保護委員会規則第3号", None),
        ("427RJNJ09024000", "人事院規則九―二四", None),
        ("427RPMD10100000", "平成27年10月10日内閣総理大臣決定", None),
        ("105DF0000000337", "明治五年太政官布告", None),
        ("327AC1000000180", "昭和27年政令第180号", "政令"),
        ("327AC1000000180", "昭和28年法律第180号", "昭和28年"),
        ("327AC1000000180", "平成27年法律第180号", "平成27年"),
        ("327AC1000000180", "昭和27年法律第181号", "181"),
        ("342M50004100001", "昭和42年建設省令第1号", "府省の数"),
        ("342M50004000001", "昭和42年厚生省・建設省令第1号", "府省の数"),
        ("427RJNJ09024000", "人事院規則九―二五", "9―25"),
        ("427RPMD10100000", "平成27年10月11日内閣総理大臣決定", "月日"),
        ("412AC0000000003", "平成12年横浜市条例第3号", "条例"),
    ],
)
def test_ids_and_numbers_are_compared(law_id: str, number: str, conflict: str | None) -> None:
    found = law_id_conflict(law_id, number)
    if conflict is None:
        assert found is None
    else:
        assert found is not None
        assert conflict in found


def test_ids_and_numbers_of_the_collected_facts_agree() -> None:
    files = sorted(FACTS.glob("laws-*.yaml"))
    if not files:
        pytest.skip("調査資料（facts）がありません。開発環境だけの試験です")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    pairs = re.findall(r"law_number: (\S+)\n\s+law_id: (\w+)\n", text)
    amendments = re.findall(r"amending_act_number: (\S+)\n\s+amending_law_id: (\w+)\n", text)
    assert len(pairs) == 50
    conflicts = {
        number: law_id_conflict(law_id, number) for number, law_id in pairs + amendments if law_id != "null"
    }
    assert len(conflicts) > 80
    assert not [number for number, conflict in conflicts.items() if conflict]
    revisions = re.findall(r"revision_id: (\w+)", text)
    assert revisions
    assert all(map(is_revision_id, revisions))
