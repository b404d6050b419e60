"""What a heading says about the persons in its column."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache, lru_cache

from registry.standards.personal import heading_words as words
from registry.text.normalise import fold


class Role(Enum):
    """What a column holds, by its heading alone."""

    PERSON = auto()
    """Names of persons, said outright: 氏名, 世帯主氏名."""
    PRIVATE = auto()
    """Persons or firms who deal with the office: 申請者, 所有者."""
    PARTY = auto()
    """Firms, among which sole proprietors may stand: 団体名, 事業者."""
    OFFICER = auto()
    """Persons named for their post: 管理者, 園長."""
    PUBLIC = auto()
    """Persons of public life, authors, historical persons: never a finding."""
    MY_NUMBER = auto()
    CODE = auto()
    """Numbers that are 個人識別符号."""
    ACCOUNT = auto()
    BIRTH = auto()
    AGE = auto()
    DATE = auto()
    """Dates of nobody knows what: 日付."""
    HOME = auto()
    """Addresses of persons, said outright: 自宅住所."""
    ADDRESS = auto()
    """Addresses, of whom the neighbours decide: 住所."""
    HOME_PHONE = auto()
    PHONE = auto()
    MAIL = auto()
    GRAVE = auto()
    """要配慮個人情報: 病歴, 障害等級."""
    GRAVE_BESIDE = auto()
    """The same where persons stand beside it: 疾患, 罪名."""
    STATUS = auto()
    """Family, origin: 続柄, 本籍."""
    STATUS_BESIDE = auto()
    """国籍, 職業, 所得 where persons stand beside it."""
    FACILITY = auto()
    """Names of places, firms and events: the addresses and phones of the table are theirs."""
    NEVER = auto()
    """Places, codes, counts: no names of persons are looked for."""
    OTHER = auto()


_COUNTED = re.compile("(?:数|件数|率|割合|人口|計|合計|有無|可否|対応|別|枚数|面積|数量)(?:単位)?$")
_NUMBERING = re.compile(r"^\s*[\(（]?\d{1,3}[)）.．、:： ]\s*")
_NOTE = re.compile(r"[※＊].*$", re.DOTALL)
_LONGEST = 200


@cache
def _any_of(listed: str) -> re.Pattern[str]:
    """Words, folded, as one pattern; longest first so that the longest is taken."""
    folded = sorted({fold(word) for word in listed.split()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, folded)))


def _whole(listed: str, heading: str) -> bool:
    return _any_of(listed).fullmatch(heading) is not None


def _within(listed: str, heading: str) -> bool:
    return _any_of(listed).search(heading) is not None


def _begins(listed: str, heading: str) -> bool:
    return _any_of(listed).match(heading) is not None


def _ends(listed: str, heading: str) -> bool:
    return any(heading.endswith(fold(word)) for word in listed.split())


def _persons(listed: str, heading: str) -> bool:
    """True for one of the words, alone or with 名, 氏名 … behind it."""
    found = _any_of(listed).match(heading)
    while found is not None:
        rest = heading[found.end() :]
        if not rest or _whole(words.NAME_ENDINGS, rest) or re.fullmatch(r"\d{1,2}", rest):
            return True
        found = _any_of(listed).match(heading, found.end())
    return False


def _number_role(heading: str) -> Role | None:
    if _ends("個人番号 マイナンバー", heading) or _whole(words.MY_NUMBERS, heading):
        return Role.MY_NUMBER
    if _within(words.PERSON_CODES, heading):
        return Role.CODE
    if _within(words.BANK_ACCOUNTS, heading) or _whole(words.ACCOUNTS, heading):
        return Role.ACCOUNT
    return None


def _date_role(heading: str) -> Role | None:
    if _within(words.BIRTHS, heading) or _whole("生年", heading):
        return Role.BIRTH
    if _whole(words.AGES, heading):
        return Role.AGE
    return Role.DATE if _whole("日付 年月日", heading) else None


def _contact_role(heading: str) -> Role | None:
    of_person = _within(words.DEALING, heading) or _within("自宅 個人 氏名 世帯主 本人", heading)
    if _within("eメール メールアドレス email mail メール", heading):
        return Role.MAIL
    if _within("電話 tel 携帯 fax ファックス", heading):
        return Role.HOME_PHONE if of_person else Role.PHONE
    if not _within("住所 居所 居住地 自宅", heading) or _within(words.PLACES_OF_ADDRESS, heading):
        return None
    if of_person or _whole("現住所 居住地 居所 自宅", heading) or _within("代表者 役員", heading):
        return Role.HOME
    return (
        Role.ADDRESS
        if _whole("住所 住所1 住所2 住所表記 住所番地 住所方書 住所全体", heading)
        else Role.NEVER
    )


def _sensitive_role(heading: str) -> Role | None:
    if _whole(words.GRAVE, heading):
        return Role.GRAVE
    if _within(words.GRAVE_BESIDE, heading):
        return Role.GRAVE_BESIDE
    if _whole(words.STATUS, heading):
        return Role.STATUS
    return Role.STATUS_BESIDE if _whole(words.STATUS_BESIDE, heading) else None


def _name_role(heading: str) -> Role | None:
    if _whole("名前 個人", heading):
        return Role.PRIVATE
    if _persons("世帯主 個人", heading) or _whole(words.NAMES, heading):
        return Role.PERSON
    if _within("氏名 姓名", heading):
        return _named_role(heading)
    for listed, role in (
        (words.PUBLIC, Role.PUBLIC),
        (words.FIRMS, Role.PARTY),
        (words.DEALING, Role.PRIVATE),
        (words.POSTS, Role.OFFICER),
    ):
        if _persons(listed, heading):
            return role
    return None


def _named_role(heading: str) -> Role:
    """Of a heading with 氏名 in it."""
    if _within(words.PUBLIC, heading):
        return Role.PUBLIC
    if _within(words.FIRMS, heading) or _within(
        "商号 名称又は 名称または 又は名称 または名称 及び名称", heading
    ):
        return Role.PARTY
    return (
        Role.OFFICER if _within(words.POSTS, heading) and not _within(words.DEALING, heading) else Role.PERSON
    )


@lru_cache(maxsize=4096)
def _plain(heading: str) -> str:
    return fold(_NOTE.sub("", _NUMBERING.sub("", heading)))


def role_of(heading: str, before: str = "") -> Role:
    """The role of a column by its heading; ``before`` is the heading to its left (フリガナ belongs to 氏名)."""
    plain = _plain(heading[:_LONGEST])
    if not plain:
        return Role.OTHER
    if (role := _number_role(plain)) is not None:
        return role
    if _COUNTED.search(plain):
        return Role.NEVER
    if _whole(words.READINGS, plain):
        role = role_of(before) if before else Role.OTHER
        return role if role in (Role.PERSON, Role.PRIVATE, Role.OFFICER, Role.PARTY) else Role.NEVER
    for find in (_date_role, _contact_role, _sensitive_role, _name_role):
        if (role := find(plain)) is not None:
            return role
    if _begins(words.PLACES, plain) or _ends(words.PLACE_ENDINGS, re.sub("[称カナ英字語]+$", "", plain)):
        return Role.FACILITY
    return Role.NEVER if _within(words.NEVER, plain) else Role.OTHER


def roles_of(headings: Sequence[str]) -> tuple[Role, ...]:
    """The roles of all columns; 姓 and 名 count as names only side by side."""
    roles = [role_of(heading, before) for heading, before in zip(headings, ("", *headings), strict=False)]
    plain = [_plain(heading[:_LONGEST]) for heading in headings]
    family = [_whole("姓 氏 セイ 苗字 名字", name) for name in plain]
    given = [_whole("名 メイ 下の名前", name) for name in plain]
    if any(family) and any(given):
        parts = zip(family, given, strict=True)
        roles = [Role.PERSON if any(part) else role for part, role in zip(parts, roles, strict=True)]
    return tuple(roles)


def expects_phones(heading: str) -> bool:
    """True where a bare run of digits under the heading is a phone number."""
    return _within("電話 tel 携帯 連絡先 fax phone", _plain(heading[:_LONGEST]))


def counts(headings: Sequence[str]) -> bool:
    """True where a column counts something, so that the rows are groups: 人数, 件数."""
    return any(_COUNTED.search(_plain(heading[:_LONGEST])) for heading in headings)


def public_context(headings: Sequence[str]) -> bool:
    """True where other columns show that the persons are elected or historical: 会派, 没年."""
    return any(_within(words.PUBLIC_CONTEXT, _plain(heading[:_LONGEST])) for heading in headings)
