"""Does a cell hold the name of a natural person?

Two measures. ``person_like`` is strict: a frequent surname and something of the shape of a given name, in kanji,
kana or roman letters; it serves columns whose heading does not say that they hold persons. ``may_be_person`` is
lenient: nothing speaks against a name; it serves columns whose heading says so.
"""

import re
import unicodedata
from functools import cache

from registry.standards.personal.given import given_alone, given_kana, given_kanji
from registry.standards.personal.surnames import readings, roman_surnames, surnames

_LONGEST = 40
_KANJI = "々〆〇ヶヵ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_KANJI}ぁ-ゖァ-ヺー]+")
_ALL_KANJI = re.compile(f"[{_KANJI}]+")
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_KATAKANA = re.compile("[ァ-ヺー]+")
_ROMAN = re.compile(r"([A-Za-z]{2,15})[ ,]{1,2}([A-Za-z][A-Za-z.'-]{0,15})")
_LETTERS = re.compile(rf"[{_KANJI}ぁ-ゖァ-ヺーA-Za-z\u00c0-\u024f.,'’‐・ =＝-]+")
_HONORIFIC = re.compile("(?:様|さま|さん|殿|氏)$")
_BRACKETED = re.compile(r"[(（\[［【〔][^)）\]］】〕]*[)）\]］】〕]?$")
_TITLE = re.compile(
    "^(?:代表取締役(?:社長|会長)?|取締役|代表理事|代表社員|副?理事長|副?会長|代表者?|施設長|管理者|園長|校長|院長"
    "|館長|所長|支配人|店長|事務局長|責任者|担当者?|区長|自治会長|町内会長|社長|支部長|学長|住職|宮司)[ :]"
)
_MASKED = frozenset("●○◯*＊×■□?？〇")
_NOT_PERSON = re.compile(
    "株式|有限|合同会社|合資|合名|法人|会社|組合|協会|連合|連盟|財団|社団|機構|センター|委員|自治会|町内|振興|公社|公団|事務"
    "|事業|役場|役所|保育|幼稚|こども園|学校|学園|大学|病院|医院|クリニック|診療|薬局|神社|公園|会館|公民|図書|美術|博物"
    "|商店|商会|工務|工業|産業|建設|興業|製作|運輸|交通|食堂|旅館|ホテル|温泉|団地|住宅|市営|県営|町営|村営|国営|都営"
    "|市立|町立|村立|県立|都立|区立|国立|私立|丁目|番地|銀行|農協|漁協|グループ|ホーム|サービス|スクール|クラブ|ストア"
    "|ショップ|カフェ|レストラン|サロン|ハウス|ビル|マンション|個人|不明|非公開|未定|同上|該当|匿名|共有|公有|民有|国有|名義"
    "|行政|消防|警察|体育|集会|広場|交流|地区|支部|本部|支店|営業|実行|保存|講師|教室|福祉|介護|支援|相談|障害|高齢|児童"
    "|[都道府県市区町村郡課係部局署駅寺店館園院堂荘苑亭屋庵社所場城跡塔像橋坂峠島岬港湖池沼滝浜線団隊班組会室墓碑号塾]$"
)
_PLACE_KANA = re.compile(
    "ビョウイン|イイン$|クリニック|シカ$|ガッコウ|ガクエン|ホイクエン|ヨウチエン|センター|カイカン|コウエン|テン$|ドウ$|ケンキュウ|ジムショ|ジンジャ"
)
_DIRECTIONS = frozenset("東西南北")
"""Surnames of one kanji that begin more places than persons."""
_SAID_NOTHING = frozenset(
    (
        "なし",
        "無し",
        "無",
        "有",
        "不詳",
        "空欄",
        "氏名",
        "名前",
        "名",
        "姓",
        "本人",
        "男",
        "女",
        "男性",
        "女性",
    )
)


def _normal(value: str) -> str:
    if len(value) > _LONGEST:
        return ""
    text = " ".join(unicodedata.normalize("NFKC", value).split())
    text = _BRACKETED.sub("", text)
    text = _TITLE.sub("", text)
    return _HONORIFIC.sub("", text).strip()


def _katakana(word: str) -> str:
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in word)


def _hiragana(word: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in word)


def _given_like(word: str, parted: bool) -> bool:
    """``parted``: a space stands between surname and given name, so that more may follow it."""
    if _ALL_KANJI.fullmatch(word):
        if len(word) == 1:
            return word in (given_kanji() if parted else given_alone())
        return len(word) <= len("一太郎") and given_kanji().issuperset(word)
    if _HIRAGANA.fullmatch(word) or _KATAKANA.fullmatch(word):
        return _hiragana(word) in given_kana()
    kana = _hiragana(word[:-1])
    return (
        word[-1] in "子美代枝江恵香奈乃"
        and 1 <= len(kana) <= len("まゆ")
        and _HIRAGANA.fullmatch(kana) is not None
    )


def _parted_name(first: str, second: str) -> bool:
    if not (_WORD.fullmatch(first) and _WORD.fullmatch(second)):
        return False
    if _HIRAGANA.fullmatch(first) or _KATAKANA.fullmatch(first):
        kana = _KATAKANA.fullmatch(_katakana(second)) is not None and not _PLACE_KANA.search(
            _katakana(second)
        )
        return kana and 2 <= len(second) <= len("シンタロウ") and _katakana(first) in readings()
    if first in surnames():
        return _given_like(second, parted=True)
    return (
        len(first) <= len("長谷川")
        and len(second) > 1
        and _ALL_KANJI.fullmatch(first + second) is not None
        and (_given_like(second, parted=True))
    )


def _whole_name(word: str) -> bool:
    """山田太郎: a surname with a given name right behind it."""
    if not len("林一郎") <= len(word) <= len("勅使河原さくら") + 1 or not _WORD.fullmatch(word):
        return False
    known = surnames()
    return any(
        word[:length] in known
        and (length > 1 or word[0] not in _DIRECTIONS)
        and _given_like(word[length:], parted=False)
        for length in range(min(len("勅使河原"), len(word) - 1), 0, -1)
    )


@cache
def _beginnings() -> frozenset[str]:
    """First characters of surnames and of the titles before them: the quick way to say no to most firms."""
    titles = "代取理会施管園校院館所支店事責担区自町住宮副"
    return frozenset(name[0] for name in surnames()) | frozenset(titles)


def person_like(value: str) -> bool:
    """True for a frequent surname with a given name: 山田太郎, 山田　花子, ヤマダ タロウ, Taro Yamada."""
    if value[:1] not in _beginnings() and " " not in value and "\u3000" not in value and "・" not in value:
        return False
    text = _normal(value)
    if not text or _NOT_PERSON.search(text):
        return False
    roman = _ROMAN.fullmatch(text)
    if roman is not None:
        known = roman_surnames()
        first, second = roman[1].lower(), roman[2].lower()
        return first != second and (first in known or second in known)
    parts = re.split("[ ・]", text)
    if len(parts) == len(("山田", "太郎")):
        return _parted_name(*parts)
    if all(len(part) == 1 for part in parts):
        return len(parts) > 1 and _whole_name("".join(parts))
    return len(parts) == 1 and _whole_name(text)


def titled(value: str) -> bool:
    """True where a post stands before the name: 理事長　山田　太郎."""
    return len(value) <= _LONGEST and _TITLE.match(" ".join(value.split())) is not None


def may_be_person(value: str) -> bool:
    """True for what can be a name under a heading such as 氏名: two to some thirty letters, no office, no firm."""
    text = _normal(value)
    if not text or text in _SAID_NOTHING or not _MASKED.isdisjoint(text):
        return False
    if _LETTERS.fullmatch(text) is None:
        return False
    return text in surnames() or person_like(text) or not _NOT_PERSON.search(text)
