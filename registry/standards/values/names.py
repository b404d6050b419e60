"""Kana, and names of prefectures and municipalities."""

import re
import unicodedata

from registry.standards.values.defects import LONGEST, Defect, lines_of, narrow, quoted

PREFECTURES = (
    *(
        "北海道",
        "青森県",
        "岩手県",
        "宮城県",
        "秋田県",
        "山形県",
        "福島県",
        "茨城県",
        "栃木県",
        "群馬県",
        "埼玉県",
        "千葉県",
    ),
    *(
        "東京都",
        "神奈川県",
        "新潟県",
        "富山県",
        "石川県",
        "福井県",
        "山梨県",
        "長野県",
        "岐阜県",
        "静岡県",
        "愛知県",
        "三重県",
    ),
    *(
        "滋賀県",
        "京都府",
        "大阪府",
        "兵庫県",
        "奈良県",
        "和歌山県",
        "鳥取県",
        "島根県",
        "岡山県",
        "広島県",
        "山口県",
        "徳島県",
    ),
    *(
        "香川県",
        "愛媛県",
        "高知県",
        "福岡県",
        "佐賀県",
        "長崎県",
        "熊本県",
        "大分県",
        "宮崎県",
        "鹿児島県",
        "沖縄県",
    ),
)
_PREFECTURES = frozenset(PREFECTURES)
_SHORT = {name[:-1]: name for name in PREFECTURES if name != "北海道"}
_KANA_WORD = r"[ァ-ヺ0-9A-Za-z０-９Ａ-Ｚａ-ｚ（）()「」&＆][ァ-ヺー・0-9A-Za-z０-９Ａ-Ｚａ-ｚ（）()「」&＆]*+"
_KANA = rf"{_KANA_WORD}(?:[ \u3000]{_KANA_WORD})*+"
CLEAN_KANA = lines_of(_KANA)
_HALF_KANA = re.compile("[\uff65-\uff9f]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_FALSE_LONG_MARK = re.compile("(?<=[ァ-ヺ])[-‐‑‒–—―−－─━一](?=[ァ-ヺ]|$)")
_SUFFIX = re.compile(r".{1,12}[市区町村]")
_ADDRESS_MARK = re.compile(r"[0-9０-９]|[一二三四五六七八九十]丁目|番地|大字")


def judge_kana(value: str) -> Defect | None:
    """What is wrong with kana: katakana in full width, signs and digits allowed."""
    head = value[:LONGEST]
    if _HALF_KANA.search(value):
        return Defect(
            "V85", f"{quoted(value)}に半角のカナがあります", f"{quoted(mend_kana(value) or '')}と書く"
        )
    if found := _FALSE_LONG_MARK.search(head):
        return Defect(
            "V87", f"{quoted(value)}の「{found[0]}」（U+{ord(found[0]):04X}）は長音「ー」ではありません"
        )
    if _KANJI.search(head):
        return Defect("V86", f"{quoted(value)}に漢字があります。全角のカナで書きます")
    if _HIRAGANA.search(head):
        return Defect("V86", f"{quoted(value)}にひらがながあります。全角のカタカナで書きます")
    return None


def mend_kana(value: str) -> str | None:
    """Half-width kana as full-width kana; everything else stays."""
    return _HALF_KANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), value)


def judge_prefecture(value: str) -> Defect | None:
    """What is wrong with the name of a prefecture."""
    mended = mend_prefecture(value)
    if mended == value:
        return None
    if mended:
        return Defect("V94", f"{quoted(value)}は「{mended}」と書きます", f"「{mended}」と書く")
    return Defect("V95", f"{quoted(value)}は 47 都道府県のどれでもありません")


def mend_prefecture(value: str) -> str | None:
    """The full name, where only its last character is missing."""
    plain = narrow(value[:LONGEST])
    return plain if plain in _PREFECTURES else _SHORT.get(plain)


def judge_municipality(value: str) -> Defect | None:
    """What is wrong with the name of a municipality; names of 郡 and 政令市 may stand before it."""
    if value in _PREFECTURES:
        return Defect("V97", f"{quoted(value)}は都道府県の名です。市区町村の名を書きます")
    if _ADDRESS_MARK.search(value[:LONGEST]) or len(value) > LONGEST:
        return Defect("V96", f"{quoted(value)}は市区町村の名だけでなく、その先の住所まで入っています")
    if not _SUFFIX.fullmatch(value):
        return Defect("V97", f"{quoted(value)}は市・区・町・村で終わっていません")
    if value.startswith(PREFECTURES):
        return Defect("V98", f"{quoted(value)}に都道府県の名が入っています。市区町村の名だけを書きます")
    return None
