"""The words that stand above the columns of a catalogue, and the fields they mean."""

import re
from enum import StrEnum, auto

from registry.catalogue.values import key


class Field(StrEnum):
    """What a column of a catalogue says."""

    ID = auto()
    NUMBER = auto()
    """A running number: an id in the old オープンデータ一覧 only, nothing to go by elsewhere."""
    TITLE = auto()
    DESCRIPTION = auto()
    URL = auto()
    ACCESS_URL = auto()
    DOWNLOAD_URL = auto()
    FORMAT = auto()
    SIZE = auto()
    LICENCE = auto()
    TERMS = auto()
    TAGS = auto()
    GROUP = auto()
    FREQUENCY = auto()
    ISSUED = auto()
    MODIFIED = auto()
    YEAR = auto()
    MONTH = auto()
    DAY = auto()
    CONTACT = auto()
    CREATOR = auto()
    ORGANIZATION = auto()
    PREFECTURE = auto()
    MUNICIPALITY = auto()
    CODE = auto()
    STANDARD = auto()
    SPATIAL = auto()
    TEMPORAL = auto()
    FILE_ID = auto()
    FILE_TITLE = auto()
    FILE_MODIFIED = auto()


class TitleWord(StrEnum):
    """How surely a heading says that the table is a list of datasets."""

    STRONG = auto()
    WEAK = auto()


_STRONG_TITLES = (
    "データセット_タイトル データセットタイトル データセット・タイトル データセット名 データセット名称 "
    "データ名称 データ名 データの名称 データタイトル オープンデータ名 オープンデータ名称 公開データ名 "
    "公開データ 公開データ名称 提供データ名 データセット dataset_title dataset_name datasettitle "
    "datasetname resource_name"
)
_WEAK_TITLES = (
    "タイトル 名称 件名 題名 標題 表題 資料名 情報名 情報の名称 title name ファイル名 ファイル_タイトル"
)

_STRONG_WORDS = frozenset(_STRONG_TITLES.split())
_WORDS = {
    Field.ID: ("データセット_id データセットid データid 管理id 整理番号 管理番号 id dataset_id identifier"),
    Field.NUMBER: "no no. 番号 項番 通番 連番 通し番号 #",
    Field.TITLE: f"{_STRONG_TITLES} {_WEAK_TITLES}",
    Field.DESCRIPTION: (
        "データセット_概要 データ概要 データの概要 概要 説明 データ説明 データの説明 内容 データ内容 "
        "データの内容 主な内容 収録内容 内容説明 概要説明 description notes summary"
    ),
    Field.URL: (
        "データセット_url url データurl データセットurl 公開url 掲載url ページurl 公開ページ "
        "掲載ページ 公開先 掲載先 リンク リンク先 リンク先url 掲載場所 公開場所 フォルダ フォルダー "
        "アドレス link landingpage landing_page page_url"
    ),
    Field.ACCESS_URL: "ファイル_アクセスurl アクセスurl access_url accessurl",
    Field.DOWNLOAD_URL: (
        "ファイル_ダウンロードurl ダウンロードurl ダウンロード ファイルurl dlurl download_url "
        "downloadurl file_url resource_url"
    ),
    Field.FORMAT: (
        "ファイル_形式 データ形式 データの形式 ファイル形式 公開形式 提供形式 公開データ形式 形式 "
        "フォーマット ファイルフォーマット データフォーマット 拡張子 ファイルの種類 ファイル種別 "
        "format formats file_format mediatype"
    ),
    Field.SIZE: (
        "ファイル_サイズ ファイルサイズ データサイズ サイズ 容量 データ容量 size file_size bytesize"
    ),
    Field.LICENCE: (
        "ファイル_ライセンス ライセンス ライセンス表示 ライセンス種別 適用ライセンス 利用ライセンス "
        "二次利用ライセンス license licence license_id license_title"
    ),
    Field.TERMS: "ファイル_利用規約 利用規約 利用条件 二次利用条件",
    Field.TAGS: "データセット_キーワード キーワード タグ tags tag keywords keyword",
    Field.GROUP: (
        "データセット_分類 分類 データ分類 カテゴリ カテゴリー 分野 ジャンル グループ 大分類 中分類 "
        "小分類 category category_name categories group groups theme"
    ),
    Field.FREQUENCY: (
        "データセット_更新頻度 更新頻度 更新周期 更新サイクル 更新間隔 frequency update_frequency "
        "repeat_rule_description"
    ),
    Field.ISSUED: (
        "データセット_公開日 公開日 公開年月日 登録日 登録年月日 掲載日 公開開始日 初回公開日 issued "
        "created published release_date"
    ),
    Field.MODIFIED: (
        "データセット_最終更新日 最終更新日 最終更新年月日 最終更新日時 最終更新 更新日 更新年月日 "
        "更新日時 データ更新日 modified updated last_modified last_updated update_date"
    ),
    Field.YEAR: "year 年",
    Field.MONTH: "month 月",
    Field.DAY: "day 日",
    Field.CONTACT: (
        "データセット_連絡先名称 データセット_連絡先メールアドレス データセット_連絡先電話番号 "
        "データセット_連絡先内線番号 データセット_連絡先formurl 連絡先 連絡先名称 連絡先電話番号 "
        "連絡先メールアドレス 問い合わせ先 問合せ先 問合わせ先 お問い合わせ先 お問合せ先 お問い合わせ "
        "電話 電話番号 内線 内線番号 メールアドレス tel phone email contact"
    ),
    Field.CREATOR: (
        "データセット_作成者 作成者 担当 担当課 担当課名 担当部署 担当部局 担当所属 担当係 所管 所管課 "
        "所管課名 所管部署 所管部局 主管課 データ所管課 原課 所属 所属名 部署 部署名 部局 部局名 部 課 "
        "課名 部課名 課室名 提供部署 公開部署 情報提供課 department division section author creator"
    ),
    Field.ORGANIZATION: (
        "地方公共団体名 団体名 自治体 自治体名 公開団体 公開者 提供者 提供元 提供団体 発行者 公開組織 "
        "組織 機関名 publisher provider organization organisation"
    ),
    Field.PREFECTURE: "都道府県名 都道府県 県名",
    Field.MUNICIPALITY: "市区町村名 市区町村 市町村名 市町村",
    Field.CODE: (
        "全国地方公共団体コード 都道府県コード又は市区町村コード 都道府県コードまたは市区町村コード "
        "地方公共団体コード 市区町村コード 市町村コード 団体コード 自治体コード"
    ),
    Field.STANDARD: "データセット_準拠する標準 準拠する標準 準拠標準 標準",
    Field.SPATIAL: "データセット_対象地域 対象地域 spatial",
    Field.TEMPORAL: (
        "データセット_対象期間 対象期間 対象年度 対象年月 データ時点 時点 作成年度・時点 temporal"
    ),
    Field.FILE_ID: "ファイル_id resource_id",
    Field.FILE_TITLE: (
        "ファイル_タイトル ファイル名 ファイル名称 ファイルタイトル リソース名 file_name filename"
    ),
    Field.FILE_MODIFIED: "ファイル_最終更新日 ファイル更新日",
}

FIELD_WORDS = {word: field for field, words in _WORDS.items() for word in words.split()}
"""Field by the key of the heading."""

_REMARK = re.compile(r"[(〔\[【].*?[)〕\]】]|[※*◎○●★]|^\d{1,2}[.)、]")

_MAX_HEADING = 100
"""Characters; what is longer is text."""


def heading_key(name: str) -> str:
    """A heading for looking up: without width, case, spaces and remarks such as （必須）."""
    if len(name) > _MAX_HEADING:
        return ""
    plain = key(name).replace("-", "_").replace(":", "_")
    if plain in FIELD_WORDS:
        return plain
    return _REMARK.sub("", plain)


def title_word(name: str) -> TitleWord:
    """Whether the heading of the title column is one that only lists of datasets use."""
    return TitleWord.STRONG if heading_key(name) in _STRONG_WORDS else TitleWord.WEAK
