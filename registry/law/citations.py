"""Citations of laws: reading the place that is cited, and writing citations and links.

Accepted for a place: canonical and formal form, Arabic and kanji numerals, any width, spaces, ranges with 〜
or から … まで. 第 may be left out, except that the number after a branch (36条の2, 10号の3) needs 第 or a
space before it, because 36条の21項 has two readings. Links go to e-Gov 法令検索 (https://laws.e-gov.go.jp).
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from registry.errors import UsageError
from registry.law.articles import IROHA, Article
from registry.law.law_numbers import check_law_id, parse_law_number
from registry.law.numerals import NUMERAL_CHARACTERS, parse_number

__all__ = ["Article", "cite", "law_url", "parse_article"]

_HOST: Final = "https://laws.e-gov.go.jp/law/"
_LOOK_ALIKES = str.maketrans(
    {"二": "ニ", "八": "ハ", "口": "ロ", "卜": "ト", "力": "カ", "夕": "タ", "千": "チ"}
    | {chr(ord(letter) - 0x60): letter for letter in IROHA}
)
"""What people type where the letter of a sub-item must stand: kanji that look alike, and hiragana."""
_ACCEPTED = "28条3項、第28条第3項、36条の2第1項、3条2項8号ロ、31条〜32条の3、附則7条 のように書いてください。"


@lru_cache(maxsize=1)
def _place_pattern() -> re.Pattern[str]:
    number = f"[{NUMERAL_CHARACTERS}]+"
    branches = rf"(?:[のノ之]{number})*"
    return re.compile(
        rf"""(?P<supplementary>附則)?
        (?:第?(?P<number>{number})条(?P<branches>{branches}))?
        (?:(?P<before_paragraph>[第\ ]?)(?P<paragraph>{number})項)?
        (?:(?P<before_item>[第\ ]?)(?P<item>{number})号(?P<item_branches>{branches}))?
        (?:\ ?(?P<letter>[ァ-ヺぁ-ん二八口卜力夕千])(?P<inner>\([1-9][0-9]{{0,2}}\))?)?""",
        re.VERBOSE,
    )


@lru_cache(maxsize=4096)
def parse_article(text: str) -> Article:
    """Read an article, paragraph, item or sub-item, or a range of them.

    Raises:
        UsageError: The text is not such a place, or is a range that runs backward.
    """
    start_text, end_text = _split_range(_compact(text))
    if end_text is None:
        return _read_place(start_text, text)
    if end_text[-1] in "条項号" and not _place_pattern().fullmatch(start_text):
        start_text += end_text[-1]  # 1〜4項
    start = _read_place(start_text, text)
    end = _complete(_read_place(end_text, text, is_end=True), start)
    if not start < end or start.covers(end):
        raise UsageError(
            f"「{text}」は範囲として読めません。",
            where="条項の指定",
            why=f"{start}から{end}までと読みましたが、終わりが始まりより後にありません。",
            mend="31条〜32条の3 のように、前の条から後の条へ書いてください。",
        )
    return replace(start, end=end)


def _compact(text: str) -> str:
    normal = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    return re.sub(r" (?=[条項号のノ之第])|(?<=[第のノ之則]) ", "", normal)


def _split_range(text: str) -> tuple[str, str | None]:
    parts = [part.strip() for part in re.split(r"[〜~\-‐–—―−]|から", text)]
    if len(parts) != 2 or not all(parts):
        return text, None
    return parts[0], parts[1].removesuffix("まで")


def _complete(end: Article, start: Article) -> Article:
    """Fill in what the end of a range leaves unsaid: 28条1項〜3項 ends at 28条3項."""
    if end.supplementary:
        return end
    end = replace(end, supplementary=start.supplementary)
    if end.number:
        return end
    end = replace(end, number=start.number)
    if end.paragraph:
        return end
    end = replace(end, paragraph=start.paragraph)
    return end if end.item else replace(end, item=start.item)


def _read_place(text: str, whole_text: str, *, is_end: bool = False) -> Article:
    found = _place_pattern().fullmatch(text)
    if found is None or not text:
        raise _unreadable(whole_text, _reason(whole_text))
    place = found.groupdict()
    if place["branches"] and (place["paragraph"] or place["item"]):
        marker = place["before_paragraph"] if place["paragraph"] else place["before_item"]
        if not marker:
            raise _unreadable(
                whole_text, "枝番号（の2）のすぐ後の項や号には「第」が要ります（36条の2第1項）。"
            )
    number = _numbers(place["number"], place["branches"])
    item = _numbers(place["item"], place["item_branches"])
    paragraph = parse_number(place["paragraph"]) if place["paragraph"] else None
    if paragraph == 0 or 0 in number or 0 in item:
        raise _unreadable(whole_text, "条・項・号は1から数えます。")
    if not number and not place["supplementary"] and not is_end:
        raise _unreadable(whole_text, "条の番号がありません。")
    letter = (place["letter"] or "").translate(_LOOK_ALIKES)
    if letter and (letter not in IROHA or not (item or is_end)):
        raise _unreadable(whole_text, "イ・ロ・ハは号の下に付きます（3条2項8号ロ）。")
    return Article(
        number=number,
        paragraph=paragraph,
        item=item,
        sub_items=tuple(part for part in (letter, place["inner"]) if part),
        supplementary=bool(place["supplementary"]),
    )


def _numbers(first: str | None, branches: str | None) -> tuple[int, ...]:
    if not first:
        return ()
    return (parse_number(first), *map(parse_number, re.split("[のノ之]", branches or "")[1:]))


def _reason(text: str) -> str:
    if re.search(r"[前後]段|本文|ただし書|但書|各号|柱書", text):
        return "後段・ただし書・本文などは番号ではないので、条・項・号までで指します。"
    if re.search(r"[・、,]|及び|並びに|又は", text):
        return "一度に指せるのは一か所か、一続きの範囲だけです。"
    if re.search(r"別表|様式|別記", text):
        return "別表と様式は条の番号では指せません。"
    return "条・項・号の番号として読めません。"


def _unreadable(text: str, why: str) -> UsageError:
    return UsageError(f"「{text}」は条項として読めません。", where="条項の指定", why=why, mend=_ACCEPTED)


def law_url(law_id: str, article: Article | None = None, on: date | None = None) -> str:
    """Address of a law on e-Gov 法令検索, at an article, in the version in force on a day.

    Raises:
        UsageError: ``law_id`` is not an e-Gov law id.
    """
    check_law_id(law_id)
    url = _HOST + law_id
    if on is not None:
        url += f"?occasion_date={on.year:04d}{on.month:02d}{on.day:02d}"
    anchor = article.anchor if article else None
    return f"{url}#{anchor}" if anchor else url


def cite(title: str, number: str | None = None, article: Article | None = None) -> str:
    """First mention of a law in a document: 道路法（昭和27年法律第180号）第28条第3項.

    ``number`` may be in kanji or Arabic numerals.

    Raises:
        UsageError: ``number`` is not a law number.
    """
    written = f"{title}（{parse_law_number(number)}）" if number else title
    return written + (article.formal() if article else "")
