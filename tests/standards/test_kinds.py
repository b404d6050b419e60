"""Kinds of columns from real headings and types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.standards.forms import ColumnKind
from registry.standards.kinds import kind_of

CASES = [
    ("緯度", ColumnKind.LATITUDE),
    ("Y座標", ColumnKind.LATITUDE),
    ("北緯", ColumnKind.LATITUDE),
    ("緯度（北緯）", ColumnKind.LATITUDE),
    ("世界_10進_Y", ColumnKind.LATITUDE),
    ("http://www.w3.org/2003/01/geo/wgs84_pos#lat", ColumnKind.LATITUDE),
    ("防災行政無線_緯度", ColumnKind.LATITUDE),
    ("経緯", ColumnKind.TEXT),
    ("経　度", ColumnKind.LONGITUDE),
    ("X座標", ColumnKind.LONGITUDE),
    ("東経", ColumnKind.LONGITUDE),
    ("世界_10進_X", ColumnKind.LONGITUDE),
    ("公営駐輪場_座標参照系", ColumnKind.TEXT),
    ("TEL", ColumnKind.PHONE),
    ("ＴＥＬ", ColumnKind.PHONE),
    ("連絡先電話番号", ColumnKind.PHONE),
    ("管理先電話番号", ColumnKind.PHONE),
    ("FAX番号", ColumnKind.PHONE),
    ("phone", ColumnKind.PHONE),
    ("ホテル名", ColumnKind.TEXT),
    ("調査年月日", ColumnKind.DATE),
    ("認可等年月日", ColumnKind.DATE),
    ("通学区域_廃止日", ColumnKind.DATE),
    ("最終更新日", ColumnKind.DATE),
    ("指定年月日（西暦）", ColumnKind.DATE),
    ("文化財指定日", ColumnKind.DATE),
    ("休館日", ColumnKind.TEXT),
    ("定休日", ColumnKind.TEXT),
    ("開催日時", ColumnKind.DATE_TIME),
    ("開始時間", ColumnKind.TIME),
    ("施設_開始時刻", ColumnKind.TIME),
    ("子供預かり閉所時間", ColumnKind.TIME),
    ("開館時間", ColumnKind.TEXT),
    ("利用可能時間特記事項", ColumnKind.TEXT),
    ("開始日時特記事項", ColumnKind.TEXT),
    ("年度", ColumnKind.YEAR),
    ("竣工年", ColumnKind.YEAR),
    ("年齢", ColumnKind.TEXT),
    ("町字ID", ColumnKind.TOWN_ID),
    ("郵便番号", ColumnKind.POSTAL_CODE),
    ("〒", ColumnKind.POSTAL_CODE),
    ("法人番号", ColumnKind.CORPORATE_NUMBER),
    ("都道府県コ―ド又は市区町村コ―ド".replace("―", "ー"), ColumnKind.LOCAL_CODE),
    ("全国地方公共団体ｺｰﾄﾞ", ColumnKind.LOCAL_CODE),
    ("市区町村コード", ColumnKind.LOCAL_CODE),
    ("localgov_code", ColumnKind.LOCAL_CODE),
    ("NO", ColumnKind.IDENTIFIER),
    ("№", ColumnKind.IDENTIFIER),
    ("施設_ID", ColumnKind.IDENTIFIER),
    ("事業所番号", ColumnKind.IDENTIFIER),
    ("学校コード", ColumnKind.IDENTIFIER),
    ("SSID", ColumnKind.TEXT),
    ("URL", ColumnKind.URL),
    ("連絡先FormURL", ColumnKind.URL),
    ("ホームページアドレス", ColumnKind.URL),
    ("連絡先メールアドレス", ColumnKind.MAIL),
    ("e-mail", ColumnKind.MAIL),
    ("名称_カナ", ColumnKind.KANA),
    ("名称（カナ）", ColumnKind.KANA),
    ("フリガナ", ColumnKind.KANA),
    ("学校名カナ表記", ColumnKind.KANA),
    ("利用可能曜日", ColumnKind.DAYS),
    ("利用可能曜日特記事項", ColumnKind.TEXT),
    ("一時預かりの有無", ColumnKind.PRESENCE),
    ("ドアのガラスの有無", ColumnKind.PRESENCE),
    ("災害種別_洪水", ColumnKind.FLAG),
    ("指定避難所との重複", ColumnKind.FLAG),
    ("病床数", ColumnKind.NUMBER),
    ("面積（㎡）", ColumnKind.NUMBER),
    ("収容定員", ColumnKind.NUMBER),
    ("0-4歳の男性", ColumnKind.NUMBER),
    ("男性トイレ数（小便器）", ColumnKind.NUMBER),
    ("公営駐輪場_最大駐輪台数", ColumnKind.NUMBER),
    ("員数（単位）", ColumnKind.TEXT),
    ("料金備考", ColumnKind.TEXT),
    ("会計", ColumnKind.TEXT),
    ("条件", ColumnKind.TEXT),
    ("代表者名", ColumnKind.PERSON),
    ("申請者氏名", ColumnKind.PERSON),
    ("担当者", ColumnKind.PERSON),
    ("氏　名", ColumnKind.PERSON),
    ("世帯主", ColumnKind.PERSON),
    ("都道府県名", ColumnKind.PREFECTURE),
    ("所在地_市区町村", ColumnKind.MUNICIPALITY),
    ("教育機関_学校所在地（市区町村）", ColumnKind.MUNICIPALITY),
    ("所在地_連結表記", ColumnKind.ADDRESS),
    ("営業所所在地", ColumnKind.ADDRESS),
    ("1.住所", ColumnKind.ADDRESS),
    ("備　考", ColumnKind.TEXT),
    ("名称", ColumnKind.TEXT),
    ("", ColumnKind.TEXT),
]

TYPED = [
    ("緯度", "数値", ColumnKind.LATITUDE),
    ("緯度", "文字列（半角文字）", ColumnKind.LATITUDE),
    ("定員", "数値", ColumnKind.NUMBER),
    ("想定収容人数", "文字列", ColumnKind.TEXT),
    ("高度の値", "文字列（半角数字）", ColumnKind.NUMBER),
    ("口径", "数値（mm）", ColumnKind.NUMBER),
    ("開始日", "日付（YYYY-MM-DD）", ColumnKind.DATE),
    ("画像", "URI", ColumnKind.URL),
    ("車椅子使用者用トイレ有無", "文字列（統制語彙）", ColumnKind.PRESENCE),
    ("電話番号", "文字列", ColumnKind.PHONE),
]


@pytest.mark.parametrize(("heading", "kind"), CASES)
def test_headings_say_the_kind(heading: str, kind: ColumnKind) -> None:
    assert kind_of(heading) is kind


@pytest.mark.parametrize(("heading", "type_", "kind"), TYPED)
def test_types_decide_where_the_heading_leaves_it_open(heading: str, type_: str, kind: ColumnKind) -> None:
    assert kind_of(heading, type_) is kind


@given(st.text(max_size=200), st.none() | st.text(max_size=20))
def test_nothing_raises(heading: str, type_: str | None) -> None:
    assert kind_of(heading, type_) in ColumnKind
    assert kind_of("（" * 5000 + heading) in ColumnKind
