"""Which standard dataset a table is: forms of both generations, their variants, headings of a body's own, none."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.tables import Row
from registry.knowledge.snapshot import load
from registry.standards.building import forms_of
from registry.standards.forms import Fit, Form, Generation, Recognised
from registry.standards.recognition import recognise
from registry.standards.sheets import Heading

FORMS = forms_of(load().datasets, load().rules.code_lists)
BY_ID = {form.id: form for form in FORMS}


def _heading(names: list[str], above: tuple[str, ...] = ()) -> Heading:
    rows = tuple(Row(at + 1, [text]) for at, text in enumerate(above))
    clean = tuple("".join(name.split()) for name in names)
    return Heading(row=len(above) + 1, names=tuple(names), clean=clean, above=rows)


def _best(
    names: list[str], rows: list[list[str]] | None = None, above: tuple[str, ...] = ()
) -> Recognised | None:
    found = recognise(_heading(names, above), rows or [], FORMS)
    return found[0] if found else None


def _id(names: list[str], rows: list[list[str]] | None = None, above: tuple[str, ...] = ()) -> str | None:
    found = _best(names, rows, above)
    return found.id if found else None


@pytest.mark.parametrize("form", [form for form in FORMS if form.columns], ids=lambda form: form.id)
def test_every_form_is_recognised_as_itself(form: Form) -> None:
    found = _best([column.name for column in form.columns])
    assert found is not None
    assert (found.definition, found.id, found.fit) == (form.id, form.dataset, Fit.IS)
    assert found.generation is (Generation.OLD if form.id.startswith("rds") else Generation.NEW)


@pytest.mark.parametrize("form", [form for form in FORMS if form.columns], ids=lambda form: form.id)
def test_order_does_not_matter(form: Form) -> None:
    names = [column.name for column in form.columns]
    random.Random(7).shuffle(names)
    assert _id(names) == form.dataset


def _old_aed() -> list[str]:
    return [column.name for column in BY_ID["rds-01"].columns]


VARIANTS = [
    ("half-width kana", [name.replace("コード", "ｺｰﾄﾞ") for name in _old_aed()]),
    ("a dash for ー", [name.replace("ー", "―") for name in _old_aed()]),
    ("full-width underscore", [name.replace("_", "＿") for name in _old_aed()]),
    ("numbered", [f"{at}.{name}" for at, name in enumerate(_old_aed(), 1)]),
    ("padded", [f"　{name}　　" for name in _old_aed()]),
    ("line breaks", [name[:2] + "\n" + name[2:] for name in _old_aed()]),
    ("repeated", [*_old_aed(), "備考", "名称"]),
    ("empty ones behind", [*_old_aed(), *[""] * 54]),
    ("own columns added", [*_old_aed(), "機種", "設置年月", "管理区分"]),
    ("some left out", [name for name in _old_aed() if name not in ("方書", "内線番号", "法人番号", "URL")]),
]


@pytest.mark.parametrize("names", [names for _, names in VARIANTS], ids=[name for name, _ in VARIANTS])
def test_variants_of_spelling_keep_the_form(names: list[str]) -> None:
    found = _best(names)
    assert found is not None
    assert (found.id, found.generation, found.definition) == ("ods-08", Generation.OLD, "rds-01")


def test_machine_and_english_names_of_the_definition() -> None:
    columns = BY_ID["ods-13"].columns
    for at in (0, 1):
        found = _best(
            [column.spellings[at] if len(column.spellings) > at else column.name for column in columns]
        )
        assert found is not None
        assert (found.definition, found.generation) == ("ods-13", Generation.NEW)


def test_brackets_replaced_and_an_address_left_out() -> None:
    names = [column.name for column in BY_ID["ods-14"].columns if column.name != "所在地_連結表記"]
    names = [name.replace("(方書)", "_方書") for name in names]
    found = _best(names)
    assert found is not None
    assert (found.id, found.generation) == ("ods-14", Generation.NEW)


def test_a_part_of_a_form_in_its_own_words_is_that_form() -> None:
    names = "ID,地方公共団体名,イベント名,コンテンツURL,開始日,終了日,場所名称,所在地_連結表記,緯度,経度,イベント種類,URL"
    found = _best(names.split(","))
    assert found is not None
    assert (found.id, found.generation, found.definition) == ("ods-12", Generation.NEW, "ods-12")
    hydrants = [column.name for column in BY_ID["rds-09"].columns if column.name != "口径"]
    assert _id(hydrants) == "ods-14"


@pytest.mark.parametrize("form", ["ods-23", "ods-24", "ods-26", "ods-27", "ods-30"])
def test_flat_form_without_the_prefix(form: str) -> None:
    names = [column.name.removeprefix(BY_ID[form].prefix) for column in BY_ID[form].columns]
    found = _best(names)
    assert found is not None
    assert (found.id, found.generation) == (form, Generation.NEW)


def test_prefix_of_the_data_model_form_on_a_flat_definition() -> None:
    names = ["ごみの分別方法_" + column.name for column in BY_ID["ods-28"].columns]
    assert _id(names) == "ods-28"


OWN = [
    ("ods-01", "施設名,施設類型,所管課,住所,電話番号"),
    ("ods-02", "名称,指定区分,種別,指定年月日,所在地,所有者"),
    ("ods-03", "施設名,住所,洪水,土砂災害,地震,津波,収容人数"),
    ("ods-03", "避難所名,所在地,電話番号,収容可能人数,備考"),
    ("ods-03", "番号,避難場所名称,住所,緯度,経度,対象とする異常な現象の種類_洪水"),
    ("ods-04", "町丁名,世帯数,総数,男,女"),
    ("ods-04", "年齢,男,女,計"),
    ("ods-04", "地区,0～4歳男,0～4歳女,5～9歳男,5～9歳女"),
    ("ods-05", "園名,種別,住所,電話番号,定員,受入年齢,延長保育"),
    ("ods-05", "保育所名,所在地,認可定員,設置主体"),
    ("ods-06", "データ名,説明,データ形式,ライセンス,更新頻度"),
    ("ods-07", "施設名,住所,SSID,利用可能エリア"),
    ("ods-08", "施設名,郵便番号,住所,電話番号,AED設置場所,小児用パッド"),
    ("ods-09", "介護保険事業所番号,事業所名,サービス種類,所在地,電話番号"),
    ("ods-10", "医療機関名称,診療科目,所在地,電話番号"),
    ("ods-11", "名称,所在地,交通アクセス,駐車場,入館料,休館日,説明,写真"),
    ("ods-12", "講座名,開催日時,場所,定員,参加費,申込方法"),
    ("ods-13", "トイレ名,住所,男性用洋式,男性用和式,女性用洋式,多目的"),
    ("ods-14", "水利番号,種別,住所,口径"),
    ("ods-15", "営業所名称,営業所所在地,業種,許可年月日,許可満了日,営業者名"),
    ("ods-16", "日付,主食,主菜,副菜,牛乳,エネルギー"),
    ("ods-17", "町丁目,小学校区,中学校区"),
    ("ods-18", "ボーリング名,緯度,経度,孔口標高,総掘進長"),
    ("ods-20", "入札日,件名,落札業者,落札金額"),
    ("ods-21", "stop_id,stop_name,stop_lat,stop_lon,zone_id"),
    ("ods-22", "制度名,対象者,支援内容,申請方法,問い合わせ先"),
    ("ods-23", "子局名,所在地,緯度,経度"),
    ("ods-25", "駐車場名,所在地,収容台数,料金"),
    ("ods-26", "駐輪場名,所在地,収容台数,利用料金"),
    ("ods-27", "投票区,投票所名,所在地"),
    ("ods-28", "品目,分別区分,出し方"),
    ("ods-29", "施設名,住所,授乳室,おむつ替え台,利用時間"),
    ("ods-30", "ごみ集積所番号,住所,緯度,経度"),
]


@pytest.mark.parametrize(("dataset", "names"), OWN)
def test_own_headings_are_known_by_the_words_of_the_field(dataset: str, names: str) -> None:
    found = _best(names.split(","))
    assert found is not None
    assert (found.id, found.generation) == (dataset, Generation.OWN)
    assert found.evidence


NONE = [
    "年度,職員数,男性,女性",
    "款,項,目,予算額,決算額",
    "路線名,観測地点,交通量,大型車混入率",
    "候補者名,得票数,党派",
    "学校名,学年,児童数,学級数",
    "氏名,会派,当選回数,住所",
    "施設名,所在地,開設者,許可番号,許可年月日",
    "名称,住所,緯度,経度",
    "年,出生,死亡,婚姻,離婚",
    "時間軸コード,年次,総人口,人口動態,自然増減,出生児数,死亡者数,社会増減,転入,転出",
    "警察署,事故内容,死者数,負傷者数,路線,年齢（当事者A）,天候,道路形状,緯度,経度",
    "順位,ダウンロード数,自治体名,データセット・タイトル,リソース名,データセット名",
    "№,要配慮者利用施設名称,所在地,避難確保計画対象,洪水浸水レベル（最大）,土砂災害警戒区域",
    "ID,指定暑熱避難施設の名称,所在地,緯度,経度,施設管理者名,指定日",
    "給食費,学校名,金額",
    "学校名,身長,体重",
    "公園名,遊具,設置年",
    "NO,都道府県コード又は市区町村コード,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,電話番号,備考",
    "title,text,categories,price,shop,phone,fax,url,lat,long",
    "NO,名称,住所,種別,緯度,経度",
    "番号,緯度,経度,施設名,種別,確保水量（立方メートル）,所在地",
    "イベント名,来場者数,年度",
    "文化財種別,件数,年度",
    "介護認定者数,要介護1,要介護2",
    "保育所名,入所児童数,待機児童数,4月",
    "投票区,有権者数,投票者数,投票率",
]


@pytest.mark.parametrize("names", NONE)
def test_other_tables_are_none(names: str) -> None:
    assert _id(names.split(",")) is None


def test_values_decide_where_headings_leave_it_open() -> None:
    names = ["施設名等", "設置場所", "区", "所在地", "緯度", "経度"]
    indoors = [["青空保育園", "1階玄関", "中区", "青葉町1-1", "35.1", "136.1"]] * 5
    assert _id(names, indoors) == "ods-08"
    assert _id(names, [["青空の碑", "北側", "中区", "青葉町1-1", "35.1", "136.1"]] * 5) is None
    hospitals = [["青空病院", "青葉町1-1", "000-000-0000"], ["みどり医院", "緑町2", "000-000-0001"]] * 3
    assert _id(["名称", "住所", "電話番号"], hospitals) == "ods-10"


def test_a_title_above_the_table_speaks_too() -> None:
    names = ["番号", "設置場所", "所在地", "台数"]
    assert _id(names, above=("AED（自動体外式除細動器）の設置場所一覧",)) is None
    assert _id(["施設名", "設置場所", "貸出", "利用可能時間"], above=("AEDの設置場所一覧",)) is None
    assert _id(["施設名", "パッドの期限", "設置場所"], above=("AEDの設置場所一覧",)) == "ods-08"


def test_metadata_files_go_with_their_dataset() -> None:
    names = [
        "情報の管理主体_法人番号",
        "情報の管理主体_全国地方公共団体コード",
        "情報の管理主体_名称",
        "問い合わせ先_名称",
        "データタイトル",
        "公開日",
        "座標参照系",
    ]
    district = _best(names, [["", "", "青葉市", "", "青葉市立小学校の校区", "", ""]])
    assert district is not None
    assert (district.id, district.definition, district.fit) == ("ods-17", "", Fit.IS)
    meals = _best(names[:-1], [["", "", "青葉市", "", "青葉市の給食の献立", ""]])
    assert meals is not None
    assert meals.id == "ods-16"


def test_own_headings_are_compared_with_the_form_of_today() -> None:
    found = _best(
        [
            "名称",
            "住所",
            "災害種別_洪水",
            "災害種別_津波",
            "災害種別_地震",
            "災害種別_高潮",
            "収容人数",
            "管理課",
        ]
    )
    assert found is not None
    assert (found.id, found.generation, found.definition) == ("ods-03", Generation.OWN, "ods-03")


def test_the_user_says_what_it_is() -> None:
    heading = _heading(["名称", "住所", "緯度", "経度"])
    (found,) = recognise(heading, [], FORMS, dataset="ods-11")
    assert (found.id, found.fit) == ("ods-11", Fit.IS)
    (nothing,) = recognise(_heading(["甲", "乙"]), [], FORMS, dataset="ods-11")
    assert nothing.fit is Fit.RESEMBLES
    (old,) = recognise(
        _heading([column.name for column in BY_ID["rds-05"].columns]), [], FORMS, dataset="ods-11"
    )
    assert (old.definition, old.generation) == ("rds-05", Generation.OLD)
    assert recognise(heading, [], FORMS, dataset="none-such") == ()


def test_quick_enough_for_every_sheet() -> None:
    heading = _heading([column.name for column in BY_ID["ods-12"].columns] + ["独自の列"] * 20)
    rows = [["青葉市のイベント会場の名前"] * 71] * 200
    recognise(heading, rows, FORMS)
    best = min(_timed(heading, rows) for _ in range(5))
    assert best < 0.1


def _timed(heading: Heading, rows: list[list[str]]) -> float:
    start = time.perf_counter()
    recognise(heading, rows, FORMS)
    return time.perf_counter() - start


_CELLS = st.text(max_size=30) | st.sampled_from(
    ["\ud800", "\x00", "\u202e洪水", "\x1b[31m", "あ" * 5000, "", "名称"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_CELLS, max_size=12), st.lists(st.lists(_CELLS, max_size=14), max_size=5))
def test_nothing_raises(names: list[str], rows: list[list[str]]) -> None:
    for found in recognise(_heading(names), rows, FORMS):
        assert 0 <= found.score <= 1
