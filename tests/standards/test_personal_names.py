import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.standards.personal.names import may_be_person, person_like
from registry.standards.personal.roles import Role, public_context, role_of, roles_of
from registry.standards.personal.roman import spellings
from registry.standards.personal.surnames import readings, roman_surnames, surnames

PERSONS = [
    "山田太郎",
    "山田　花子",
    "山田 花子",
    "山 田 太 郎",
    "ヤマダ　タロウ",
    "ﾔﾏﾀﾞ ﾀﾛｳ",
    "やまだ たろう",
    "Taro Yamada",
    "YAMADA Taro",
    "Sato, Hanako",
    "山田さくら",
    "鈴木 みち子",
    "髙橋健太",
    "渡邊隆",
    "林一郎",
    "長谷川誠",
    "井ノ上誠",
    "東海林太郎",
    "代表取締役　鈴木一郎",
    "斎藤凛（会長）",
    "松本さゆり様",
]
NO_PERSONS = [
    "",
    "山田",
    "山口市",
    "石川町",
    "小川池",
    "山田公園",
    "松本城",
    "福島駅",
    "大野原",
    "中村区",
    "金子医院",
    "高橋美術館",
    "山田商店",
    "西大和",
    "南平和",
    "株式会社山田太郎商店",
    "社会福祉法人 山田太郎会",
    "中央公民館",
    "長門湯本",
    "宇部新川",
    "小野田線",
    "石原一丁目",
    "大内長野",
    "サイキ　ビョウイン",
    "サトウ　ホイクエン",
    "個人",
    "平和",
    "Yamada Yamada",
    "New York",
    "山" * 100_000,
    "山\x00田\ud800太郎\u202e",
]


@pytest.mark.parametrize("value", PERSONS)
def test_names_are_recognised(value: str) -> None:
    assert person_like(value)
    assert may_be_person(value)


@pytest.mark.parametrize("value", NO_PERSONS)
def test_places_firms_and_offices_are_no_names(value: str) -> None:
    assert not person_like(value)


@pytest.mark.parametrize("value", ["王 小明", "グエン・ヴァン・アン", "Maria da Silva", "金城", "甲乙丙"])
def test_under_a_heading_of_names_rare_and_foreign_names_pass(value: str) -> None:
    assert may_be_person(value)


@pytest.mark.parametrize(
    "value", ["●●●●", "山田●●", "****", "なし", "不明", "株式会社山田", "中央公民館", "12345"]
)
def test_masked_blank_and_firms_are_no_names_even_there(value: str) -> None:
    assert not may_be_person(value)


def test_the_surnames_are_many_and_well_formed() -> None:
    assert len(surnames()) >= 500
    assert all(1 <= len(name) <= 5 for name in surnames())
    assert {"ヤマダ", "サトウ"} <= readings()
    assert {"yamada", "sato", "satou", "satoh", "ono", "oono", "ito", "hattori", "namba"} <= roman_surnames()


@pytest.mark.parametrize(
    ("kana", "roman"),
    [
        ("シュンイチ", "shunichi"),
        ("ハットリ", "hattori"),
        ("ジョウ", "jo"),
        ("チャ", "cha"),
        ("リョウ", "ryoh"),
        ("ナンバ", "namba"),
    ],
)
def test_kana_become_roman_letters(kana: str, roman: str) -> None:
    assert roman in spellings(kana)


def test_kanji_have_no_spelling() -> None:
    assert spellings("山") == frozenset()


@given(st.text(max_size=60) | st.text("山田太郎花子 　・（）様ヤマダたろう", max_size=20))
def test_judging_a_value_never_raises(value: str) -> None:
    assert person_like(value) in (True, False)
    assert may_be_person(value) in (True, False)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("氏名", Role.PERSON),
        ("１．氏名　※必須", Role.PERSON),
        ("氏名（カナ）", Role.PERSON),
        ("申請者氏名", Role.PERSON),
        ("世帯主", Role.PERSON),
        ("保護者名", Role.PRIVATE),
        ("所有者", Role.PRIVATE),
        ("名前", Role.PRIVATE),
        ("所有者等", Role.PARTY),
        ("落札者氏名", Role.PARTY),
        ("氏名又は名称", Role.PARTY),
        ("団体名", Role.PARTY),
        ("代表者氏名", Role.OFFICER),
        ("管理者", Role.OFFICER),
        ("園長名", Role.OFFICER),
        ("議員氏名", Role.PUBLIC),
        ("作者", Role.PUBLIC),
        ("名称", Role.FACILITY),
        ("施設名称_カナ", Role.FACILITY),
        ("住所", Role.ADDRESS),
        ("申請者住所", Role.HOME),
        ("住所（個人）", Role.HOME),
        ("自宅住所", Role.HOME),
        ("所在地_連結表記", Role.NEVER),
        ("施設住所", Role.NEVER),
        ("電話番号", Role.PHONE),
        ("自宅電話番号", Role.HOME_PHONE),
        ("生年月日", Role.BIRTH),
        ("年齢", Role.AGE),
        ("個人番号", Role.MY_NUMBER),
        ("マイナンバー", Role.MY_NUMBER),
        ("マイナンバーカード交付枚数", Role.NEVER),
        ("法人番号", Role.OTHER),
        ("運転免許証番号", Role.CODE),
        ("被保険者数", Role.NEVER),
        ("障害等級", Role.GRAVE),
        ("続柄", Role.STATUS),
        ("国籍", Role.STATUS_BESIDE),
        ("国籍別人口", Role.NEVER),
        ("世帯数", Role.NEVER),
        ("地方公共団体名", Role.NEVER),
        ("備考", Role.OTHER),
        ("", Role.OTHER),
    ],
)
def test_headings_tell_what_a_column_holds(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_readings_belong_to_the_column_at_their_left() -> None:
    assert roles_of(["氏名", "フリガナ", "名称", "フリガナ"]) == (
        Role.PERSON,
        Role.PERSON,
        Role.FACILITY,
        Role.NEVER,
    )


def test_family_and_given_names_count_side_by_side_only() -> None:
    assert roles_of(["姓", "名"]) == (Role.PERSON, Role.PERSON)
    assert Role.PERSON not in roles_of(["名", "数"])


def test_elected_and_historical_persons_are_seen_by_other_columns() -> None:
    assert public_context(["氏名", "会派", "当選回数"])
    assert public_context(["氏名", "没年"])
    assert not public_context(["氏名", "住所"])


@given(st.text(max_size=300), st.text(max_size=50))
def test_reading_a_heading_never_raises(heading: str, before: str) -> None:
    assert isinstance(role_of(heading, before), Role)
