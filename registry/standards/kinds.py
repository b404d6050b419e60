"""What the values of a column are, from its heading and from the type that a definition states.

The last words of a heading decide (施設_開設年月日 is a date, 災害種別_洪水 a flag); a stated type decides where
the heading leaves it open. The same rules serve columns of a definition and headings of a body's own.
"""

import re
import unicodedata
from functools import lru_cache

from registry.standards.forms import ColumnKind

_LONGEST = 100
"""Characters of a heading that are looked at; longer ones are sentences."""

_FLAG_PREFIX = re.compile(r"^災害種別_|^(?:対応|対象|想定)する?災害_")

_RULES: tuple[tuple[ColumnKind, str], ...] = (
    (ColumnKind.FLAG, r"^指定避難所との重複$"),
    (ColumnKind.PRESENCE, r"(?:の|対応|設備|トイレ|設置)?有無$|有無\(.*\)$"),
    (ColumnKind.CORPORATE_NUMBER, r"^(?:.*_)?法人番号$"),
    (ColumnKind.TOWN_ID, r"町字(?:id|コード)$|^choaza_id$|streetaddressid$"),
    (ColumnKind.POSTAL_CODE, r"郵便番号$|^〒|^(?:zip|postal)_?(?:code)?$|postalcode$|^post_?code$"),
    (
        ColumnKind.LOCAL_CODE,
        r"地方公共団体コード$|都道府県コード又は市区?町村コード$|^(?:市区?町村|団体|自治体|"
        r"行政区域?|標準地域)コード$"
        r"|localgov(?:ernment)?_?code$",
    ),
    (
        ColumnKind.TEXT,
        r"^ssid|座標参照系|測地系|町字\)$|番地以下\)$|曜日特記事項$|時間特記事項$|日時特記事項$|"
        r"(?:日時|時間|日)備考$",
    ),
    (
        ColumnKind.LATITUDE,
        r"緯度$|緯度\(.*\)$|^北緯|^y$|^y座標|y座標\(.*緯|^lat(?:itude)?$|[_#/ ]lat(?:itude)?$|"
        r"10進_?y$|(?:位置|座標)y$",
    ),
    (
        ColumnKind.LONGITUDE,
        r"経度$|経度\(.*\)$|^東経|^x$|^x座標|x座標\(.*経|^(?:lon|lng|long)(?:itude)?$|[_#/ ](?:lon|"
        r"lng|long)(?:itude)?$"
        r"|10進_?x$|(?:位置|座標)x$",
    ),
    (ColumnKind.MAIL, r"メール(?:アドレス)?$|^e-?mail|mail_?address$|電子メール"),
    (
        ColumnKind.URL,
        r"url(?:\(.*\)|[0-9]+)?$|uri$|ホームページ(?:アドレス)?$|^hp(?:アドレス)?$|webサイト$|"
        r"webフォーム$|^リンク$|urlアドレス$"
        r"|^homepage$|^website$|関連ページ$",
    ),
    (
        ColumnKind.PHONE,
        r"(?<!公衆)電話(?:番号)?(?:[0-9]|\(.*\))?$|"
        r"(?<![a-z])tel(?:ephone)?(?:番号)?[0-9]?(?:\(.*\))?$|^phone(?:_?number)?$|"
        r"(?<![a-z])fax(?:番号)?$"
        r"|ファ(?:ッ)?クス(?:番号)?$|ファクシミリ(?:番号)?$",
    ),
    (
        ColumnKind.KANA,
        r"(?:カナ|かな|フリガナ|ふりがな|よみがな|読み仮名|ヨミガナ|ヨミ|よみ)\)?(?:表記)?$|_?kana$",
    ),
    (ColumnKind.TEXT, r"曜日?\(発生年月日\)$|^男女(?:別|計)?$|金額一覧$|商品名"),
    (
        ColumnKind.TIME,
        r"(?:日時?|年月日)\(時[間刻]?\)$|(?:開始|終了|開[館園店所]|閉[館園店所])(?:時刻|時間).{1,6}曜日?$",
    ),
    (ColumnKind.DAYS, r"曜日$|曜日\(.*\)$|^(?:営業|開館|開所|診療|利用可能|サービス|収集)日?曜$"),
    (ColumnKind.DATE_TIME, r"日時$|日時\(.*\)$|datetime$|timestamp$"),
    (
        ColumnKind.DATE,
        r"年月日$|年月日\(.*\)$|(?:開始|終了|登録|更新|公開|公表|指定|許可|満了|廃止|廃業|作成|設置|"
        r"認定|認可|届出|調査|基準"
        r"|開設|竣工|提供|締切|改訂|改定|施行|設立|申請|受付|最終更新|公告|契約|発生|募集終了|"
        r"有効期限|建築|点検|使用開始)日"
        r"(?:\(.*\))?$|(?:_|^)日付$|(?:^|_)date$|designateddate$|^生年月日|誕生日$",
    ),
    (
        ColumnKind.TIME,
        r"(?:開始|終了|開所|閉[館所園店]|始業|終業)時間(?:\(.*\))?$|時刻(?:\(.*\))?$|(?:start|end|"
        r"open|close)_?time$",
    ),
    (
        ColumnKind.YEAR,
        r"(?:^|_)(?:西暦|年|年次|年度)(?:\(.*\))?$|(?:設置|竣工|建築|建設|築造|完成|指定|開設|"
        r"発生)年度?(?:\(西暦\))?$|年\(西暦\)$",
    ),
    (
        ColumnKind.PERSON,
        r"氏名(?:\(.*\))?$|^代表者(?:名)?$|_代表者(?:名)?$|代表者名$|^担当者?(?:名)?$|"
        r"担当者(?:名)?$|(?:申請|届出|営業|開設|管理|所有|占有|責任|届出"
        r"|保護|利用|記入|作成|世帯)者氏名|世帯主(?:名)?$|^本名$|^会長(?:名)?$|^代表名$|(?:議員|"
        r"委員|職員)名$|^(?:姓|名|姓名)$|保護者名$",
    ),
    (ColumnKind.PREFECTURE, r"都道府県名?$|(?:^|_)prefecture$"),
    (ColumnKind.MUNICIPALITY, r"市区町村名?$|^市町村名?$|市区町村\(郡\)$|\(市区?町村\)$|(?:^|_)city$"),
    (
        ColumnKind.ADDRESS,
        r"住所[0-9]?$|住所\(.*\)$|^所在$|連結表記$|所在地$|所在地\(.*\)$|^(?:設置|開催|施設|"
        r"営業所?)?場?所?の?所在地$|^addr?ess$|fulladdress$|_address$|居住地$|通学区域の住所$",
    ),
    (
        ColumnKind.NUMBER,
        r"(?:数|人口|面積|定員|標高|世帯|延長|幅員|口径|料金|金額|価格|単価|費用|容量|水量|水深|"
        r"高さ|長さ|距離|重量|率|割合|総数|合計|小計|総計|金額|高度の値"
        r"|分量|エネルギー|たんぱく質|脂質|炭水化物|カルシウム|マグネシウム|食塩相当量|"
        r"ビタミン[a-z0-9]+|食物繊維|亜鉛|人員|男|女|男性|女性|男子|女子|(?:^|_)計)"
        r"(?:\((?:円|人|㎡|m2|m|km|mm|台|件|基|個|世帯|床|t|kg|g|ha|%|税込|数|名|基本|洋式|和式|"
        r"小便器|大人|子供|小人|一般)\))?$"
        r"|^(?:男性|女性|男女共用)トイレ数|最大[^_]{1,10}台数$|^price$|^count$|^population$|サイズ$|"
        r"^capacity$",
    ),
    (
        ColumnKind.IDENTIFIER,
        r"(?:^|[_a-z ])(?:id|no|№)\.?$|^(?:no|№)[.．]?$|[ぁ-んァ-ヶ一-龠]id$|^(?:整理|管理|施設|"
        r"登録|識別)?番号$|(?:通し|許可|事業所|医療機関|届出|指定|整理|管理|通)番号$"
        r"|(?:学校|医療機関|事業所|施設|poi|地域)コード$|^identifier$|^連番$|^項番$|^通番$|識別子$",
    ),
)

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)

_TEXT_HEADINGS = re.compile(
    r"(?:備考|特記事項|概要|説明|内容|注意点|条件|方法|詳細\)?|ライセンス|名称|単位\)?|区分|"
    r"種別|種類)$|名$|_名$"
)
"""What never becomes a number, a date or a time, whatever word stands before."""

_TYPES: tuple[tuple[str, ColumnKind], ...] = (
    ("日時", ColumnKind.DATE_TIME),
    ("日付", ColumnKind.DATE),
    ("時刻", ColumnKind.TIME),
    ("url", ColumnKind.URL),
    ("uri", ColumnKind.URL),
    ("数値", ColumnKind.NUMBER),
    ("整数", ColumnKind.NUMBER),
    ("小数", ColumnKind.NUMBER),
    ("poiコード", ColumnKind.IDENTIFIER),
)

_BEFORE_TYPE = frozenset(
    {
        ColumnKind.LATITUDE,
        ColumnKind.LONGITUDE,
        ColumnKind.LOCAL_CODE,
        ColumnKind.TOWN_ID,
        ColumnKind.POSTAL_CODE,
        ColumnKind.CORPORATE_NUMBER,
        ColumnKind.FLAG,
        ColumnKind.YEAR,
        ColumnKind.MAIL,
    }
)
"""Kinds that say more than a type such as 数値 does."""

_NOT_FROM_TEXT = frozenset({ColumnKind.NUMBER, ColumnKind.YEAR})
"""Kinds that a definition rules out by calling the column 文字列."""


def _plain(heading: str) -> str:
    """Half width, small letters, no spaces and line breaks; brackets are (), the last bracket of a note stays."""
    text = unicodedata.normalize("NFKC", heading[:_LONGEST])
    text = (
        "".join(text.split())
        .lower()
        .replace("〔", "(")
        .replace("〕", ")")
        .replace("・", "_")
        .replace("ー_", "_")
    )
    text = re.sub(r"^[※*◎○●]+", "", text)
    return re.sub(r"^[0-9]{1,2}[.:](?=\D)", "", text)


@lru_cache(maxsize=8192)
def kind_of(heading: str, type_: str | None = None) -> ColumnKind:
    """The kind of a column with this heading; ``type_`` is the type as a definition words it.

    Never raises; headings that say nothing give TEXT.
    """
    plain = _plain(heading)
    by_heading = _by_heading(plain)
    if type_ is None:
        return by_heading
    stated = _plain(type_)
    if by_heading in _BEFORE_TYPE:
        return by_heading
    for word, kind in _TYPES:
        if stated.startswith(word):
            return kind
    if "統制語彙" in stated and by_heading is not ColumnKind.PRESENCE:
        return ColumnKind.CODES
    if "カナ" in stated:
        return ColumnKind.KANA
    if stated.startswith("文字列") and "数字" not in stated and by_heading in _NOT_FROM_TEXT:
        return ColumnKind.TEXT
    return by_heading


def _by_heading(plain: str) -> ColumnKind:
    if not plain:
        return ColumnKind.TEXT
    if _FLAG_PREFIX.search(plain):
        return ColumnKind.FLAG
    for kind, pattern in _COMPILED:
        if pattern.search(plain):
            return kind if not (_is_measure(kind) and _TEXT_HEADINGS.search(plain)) else ColumnKind.TEXT
    return ColumnKind.TEXT


def _is_measure(kind: ColumnKind) -> bool:
    return kind in (
        ColumnKind.NUMBER,
        ColumnKind.DATE,
        ColumnKind.TIME,
        ColumnKind.DATE_TIME,
        ColumnKind.DAYS,
    )
