"""Numbers, addresses of mail and names in running text that point to a person.

Every pattern is linear: repeats are bounded, and no two of them can share characters. ``text`` may be any cell.
"""

import re
import unicodedata
from collections.abc import Iterator

from registry.standards.personal.names import person_like
from registry.standards.personal.surnames import roman_surnames

Span = tuple[int, int]
"""Begin and end within a text."""

_DASH = r"[-‐‑‒–—―−ー－ｰ.・]"
_GAP = rf"(?:[ 　]?{_DASH}[ 　]?|[ 　]|[ 　]?[)）(（][ 　]?)"
MOBILE = re.compile(
    rf"[0０][6-9６-９][0０](?:{_GAP}[1-9１-９]\d{{3}}{_GAP}\d{{4}}|[1-9１-９]\d{{7}}|[1-9１-９]\d{{3}}{_GAP}\d{{4}})(?!\d)"
)
"""Mobile numbers; 060 only with its gaps, because postal codes begin so."""
_BEFORE_NUMBER = re.compile(r"[\d０-９/=_.,+A-Za-z-]")
_PHONE_WORD = re.compile(r"電話|携帯|連絡先|TEL|Tel|tel|ＴＥＬ|℡|☎|FAX", re.ASCII)
_NATIONAL = "＋+"

_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]+\Z")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_LONGEST_LOCAL_PART = 64
_LONGEST_DOMAIN = 255
_MAILS_LOOKED_AT = 20
_CARRIERS = re.compile(
    r"(?:^|\.)(?:docomo\.ne\.jp|docomo-camera\.ne\.jp|mopera\.net|ezweb\.ne\.jp|au\.com|auone\.jp|softbank\.(?:ne\.)?jp|i\.softbank\.jp"
    r"|vodafone\.ne\.jp|disney\.ne\.jp|ymobile\.ne\.jp|emobile\.ne\.jp|willcom\.com|pdx\.ne\.jp|rakuten\.jp|uqmobile\.jp)$"
)
_WEBMAIL = re.compile(
    r"^(?:gmail\.com|googlemail\.com|yahoo\.(?:co\.jp|com|ne\.jp)|ymail\.(?:ne\.jp|com)|icloud\.com|me\.com|mac\.com|outlook\.(?:jp|com)"
    r"|hotmail\.(?:co\.jp|com)|live\.(?:jp|com)|msn\.com|aol\.(?:jp|com)|excite\.co\.jp|goo\.(?:jp|ne\.jp)|infoseek\.jp"
    r"|proton\.me|protonmail\.com)$"
)
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:lg\.jp|go\.jp|ed\.jp|(?:pref|city|town|vill)\.[a-z0-9-]+(?:\.[a-z]+)?\.jp)$"
)
_OFFICE_WORD = re.compile(
    "info|office|contact|support|mail|inquiry|toiawase|otoiawase|soudan|madoguchi|admin|jimu|soumu|somu|kikaku|kouhou|koho|kanko|shop|store"
    "|hotel|inn|cafe|camp|tour|travel|farm|club|museum|library|tosho|hoiku|youchi|yochi|kodomo|gakko|school|gakuen|clinic|hosp|iin|byoin"
    "|kouminkan|kominkan|center|centre|shisetsu|kaikan|onsen|ryokan|minshuku|jinja|temple|jiji|kyokai|kumiai|npo|nursery|care|kaigo|fukushi"
    "|event|staff|recruit|web|master|sales|service|desk|reception|yoyaku|reserve|group|team|park|koen|net|local|machi|mura|shi|cho"
)

TWELVE_DIGITS = re.compile(r"\s*(?:\d{12}|\d{4}([- \u3000])\d{4}\1\d{4})\s*")
_AFTER_LABEL = re.compile(r"(?:個人番号|マイナンバー)[^\d\n]{0,6}(\d{4}[- 　]?\d{4}[- 　]?\d{4})(?!\d)")
LABEL_END = re.compile(r"[名者当先人長表氏][ 　]?[:：]")
"""Quick test for ``labelled_names``."""
_LABEL = re.compile(
    r"(?:氏名|お?名前|担当者?名?|代表者?名?|連絡先|申請者名?|届出者名?|所有者名?|保護者名?|管理[人者]名?|責任者名?|会長名?|問合せ先|問い合わせ先)"
    r"[ 　]?[:：][ 　]{0,2}"
)
_NAME_AFTER_LABEL = re.compile(
    r"[^\s:：、。,，;；/／(（\n0-9０-９]{1,8}(?:[ 　][^\s:：、。,，;；/／(（\n0-9０-９]{1,6})?"
)
_CLOSING = re.compile("(?:様|さま|さん|殿|氏)$")


def digits(value: str) -> str:
    """The decimal digits of a value, as ASCII."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    return "".join(letter for letter in value if "0" <= letter <= "9")


def is_my_number(number: str) -> bool:
    """True for twelve digits whose last is the check digit (検査用数字) of the eleven before it.

    平成26年総務省令85号5条: 11 less the remainder by 11 of the sum of P(n)·Q(n), with n counted from the right, Q(n)
    = n + 1 up to the sixth and n - 5 from the seventh; 0 where the remainder is 0 or 1.
    """
    if len(number) != len("123456789012") or not (number.isascii() and number.isdigit()):
        return False
    total = sum(
        int(digit) * (place + 1 if place <= len("123456") else place - 5)
        for place, digit in enumerate(reversed(number[:-1]), start=1)
    )
    remainder = total % 11
    return int(number[-1]) == (0 if remainder <= 1 else 11 - remainder)


def mobiles(text: str, *, phones_expected: bool = True) -> Iterator[Span]:
    """Where mobile numbers stand; without a heading that expects phones, a bare run of digits needs a word before it."""
    for found in MOBILE.finditer(text):
        begin, end = found.span()
        before = text[begin - 1] if begin else ""
        if before and _BEFORE_NUMBER.match(before):
            continue
        bare = found[0].isdigit()
        if bare and (
            found[0][1] in "6６"
            or not (phones_expected or _PHONE_WORD.search(text[max(0, begin - 12) : begin]))
        ):
            continue
        yield begin, end


def mails(text: str) -> Iterator[tuple[Span, str, str]]:
    """Addresses of mail with their place, local part and domain; full-width ones too."""
    position = -1
    at = text.find("@") if "@" in text else text.find("＠")
    wide = "@" not in text
    if wide:
        text = "".join(
            chr(ord(letter) - 0xFEE0) if "！" <= letter <= "～" else letter for letter in text[:2000]
        )
    for _ in range(_MAILS_LOOKED_AT):
        if at < 0 or at <= position:
            return
        local = _LOCAL_PART.search(text[max(0, at - _LONGEST_LOCAL_PART) : at])
        domain = _DOMAIN.match(text[at + 1 : at + 1 + _LONGEST_DOMAIN])
        if local is not None and domain is not None:
            yield (at - len(local[0]), at + 1 + domain.end()), local[0], domain[0].lower()
        position = at
        at = text.find("@", at + 1)


def personal_mail(local: str, domain: str, *, beside_person: bool = False) -> bool:
    """True for an address that belongs to a person by its service or by its form.

    Addresses of the public sector and of offices (info@…) are none. ``beside_person``: the table lists private
    persons, so that every other address is theirs.
    """
    if _OFFICIAL.search(domain):
        return False
    if _CARRIERS.search(domain):
        return True
    local = local.lower()
    words = [word for word in re.split(r"[._+-]|\d+", local) if word]
    known = roman_surnames()
    of_name = len(words) > 1 and any(word in known for word in words) and not _OFFICE_WORD.search(local)
    if beside_person or _WEBMAIL.search(domain):
        return of_name or not _OFFICE_WORD.search(local)
    return of_name and len(words) == len(("taro", "yamada"))


def labelled_names(text: str) -> Iterator[Span]:
    """Names of persons after a label: 担当：山田太郎."""
    for label in _LABEL.finditer(text):
        found = _NAME_AFTER_LABEL.match(text, label.end())
        if found is None:
            continue
        for candidate in (found[0], re.split("[ 　]", found[0])[0]):
            if person_like(_CLOSING.sub("", candidate)):
                yield found.start(), found.start() + len(candidate)
                break


def labelled_my_numbers(text: str) -> Iterator[Span]:
    """Numbers of twelve digits with a right check digit after 個人番号 or マイナンバー."""
    for found in _AFTER_LABEL.finditer(text):
        if is_my_number(digits(found[1])):
            yield found.span(1)
