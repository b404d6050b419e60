"""Addresses on the network: URL and mail."""

import re

from registry.standards.values.defects import LONGEST, Defect, lines_of, narrow, quoted

_URL = r"https?://[^\s\u3000-\u3002\"<>{}|\\^`]+"
_PLAIN_URL = r"https?://[0-9A-Za-z\-]+\.[!#-;=?-\[\]_a-z~]+"
CLEAN_URL = lines_of(_PLAIN_URL)
_SHAPE = re.compile(_URL)
_HOST = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:[^\s/?#:.]+\.)+[^\s/?#:.]{2,}\.?(?::[0-9]+)?(?:[/?#].*)?", re.DOTALL
)
_BROKEN_SCHEME = re.compile(r"(?:h?t?tps?|https?)[:;：；]?[/／]{0,3}(?=[a-z0-9])", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(
    r"(?://)?(?:www\.|[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:jp|com|net|org|info|biz)(?:[/:]|$))", re.IGNORECASE
)
_WIDE_ASCII = re.compile(r"[！-～]+")
CLEAN_MAIL = lines_of(
    r"[0-9A-Za-z_\-]++(?:\.[0-9A-Za-z_\-]++)*+@[0-9A-Za-z]++(?:-++[0-9A-Za-z]++)*+(?:\.[0-9A-Za-z\-]++)++"
)
_MAIL = r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~\-]+@[0-9A-Za-z](?:[0-9A-Za-z\-]*[0-9A-Za-z])?(?:\.[0-9A-Za-z\-]+)+"
_MAIL_SHAPE = re.compile(_MAIL)
_VEILED = re.compile(
    r"(?:\(at\)|\[at\]|（at）|【at】|＠マーク|アットマーク|☆|★|■|●|◆|_at_| at )", re.IGNORECASE
)


def judge_url(value: str) -> Defect | None:
    """What is wrong with a URL; characters of Japanese in it are allowed (IRI)."""
    if _SHAPE.fullmatch(value):
        if value.find("http", 1) > 0 and re.match(r"https?://https?:?/", value, re.IGNORECASE):
            return Defect("V67", f"{quoted(value)}は http:// が重なっています")
        if not _HOST.fullmatch(value[: 10 * LONGEST]):
            return Defect("V67", f"{quoted(value)}にはサーバーの名前（ドメイン）がありません")
        return None
    if mended := mend_url(value):
        return Defect("V68", f"{quoted(value)}は半角で書きます", f"{quoted(mended)}と書く")
    head = value[: 10 * LONGEST]
    found = re.search(_URL, head)
    if found and len(re.findall(r"https?://", head)) > 1:
        return Defect("V69", f"{quoted(value)}に URL が二つ以上あります")
    if found:
        rest = (head[: found.start()] + head[found.end() :]).strip()
        return Defect("V66", f"{quoted(value)}には URL のほかの文字{quoted(rest)}があります")
    if _MAIL_SHAPE.fullmatch(head):
        return Defect("V66", f"{quoted(_veil(head))}は URL ではなくメールアドレスです", secret=True)
    if _WITHOUT_SCHEME.match(head):
        return Defect("V66", f"{quoted(value)}は http:// か https:// で始まっていません")
    if _BROKEN_SCHEME.match(head):
        return Defect("V67", f"{quoted(value)}の始まりが http:// か https:// になっていません")
    return Defect("V66", f"{quoted(value)}は URL ではありません。http:// か https:// から書きます")


def mend_url(value: str) -> str | None:
    """The URL in half width, where it was written in full width and is one URL then."""
    if _SHAPE.fullmatch(value):
        return value
    if len(value) > LONGEST or not _WIDE_ASCII.search(value[:8]):
        return None
    plain = narrow(value)
    return plain if plain.isascii() and _SHAPE.fullmatch(plain) else None


def _veil(value: str) -> str:
    """A mail address without its name, for messages."""
    name, mark, host = value.rpartition("@")
    return f"{name[:1]}***{mark}{host}" if mark else f"{value[:1]}***"


def judge_mail(value: str) -> Defect | None:
    """What is wrong with a mail address; the name before @ is not repeated."""
    if _MAIL_SHAPE.fullmatch(value) and ".." not in value and ".@" not in value:
        return None
    if mended := mend_mail(value):
        return Defect("V71", f"{quoted(_veil(mended))}は半角で書きます", secret=True)
    if value.startswith(("http://", "https://")):
        return Defect("V70", f"{quoted(value)}はメールアドレスではなく URL です")
    if _VEILED.search(value[:LONGEST]):
        return Defect(
            "V70", "@ をほかの字に替えたメールアドレスのようです。データとしては使えません", secret=True
        )
    if value.count("@") > 1 and all(
        _MAIL_SHAPE.fullmatch(part) for part in re.split(r"[\s;,、]+", value[:LONGEST])
    ):
        return Defect("V70", "メールアドレスが二つ以上あります", secret=True)
    return Defect("V70", "メールアドレスとして読めません", secret=True)


def mend_mail(value: str) -> str | None:
    """The mail address in half width."""
    plain = narrow(value[:LONGEST]).removeprefix("mailto:")
    return plain if _MAIL_SHAPE.fullmatch(plain) and ".." not in plain and ".@" not in plain else None
