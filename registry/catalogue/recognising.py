"""What a file is, from its first bytes, whatever its name says."""

import re
from enum import StrEnum, auto

from registry.catalogue.encoding import detect
from registry.catalogue.markdown import is_separator
from registry.catalogue.source import Source
from registry.errors import InputError


class Kind(StrEnum):
    """Which reader takes the file."""

    ZIP = auto()
    OLE = auto()
    JSON = auto()
    TURTLE = auto()
    MARKDOWN = auto()
    HTML = auto()
    DELIMITED = auto()


_MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
)
_OTHER_FILES = (
    (b"%PDF", "PDF 文書"),
    (b"\x89PNG", "PNG 画像"),
    (b"\xff\xd8\xff", "JPEG 画像"),
    (b"GIF8", "GIF 画像"),
    (b"\x1f\x8b", "二重に圧縮された gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite データベース"),
    (b"PAR1", "Parquet"),
    (b"\x7fELF", "実行ファイル"),
    (b"MZ", "実行ファイル"),
    (b"{\\rtf", "リッチテキスト文書"),
)
_JSON = re.compile(r"\{\s*(?:\"|\}|$)|\[\s*(?:[{\[\"\]]|-?\d|null|true|false|$)")
_TURTLE = re.compile(
    r"(?:\s*#[^\n]*\n)*\s*(?:@prefix\s|@base\s|PREFIX\s+[\w-]*:\s*<|BASE\s+<|<[a-z][a-z0-9+.-]*:[^>\s]*>\s+(?:<|a\s|[\w-]+:))",
    re.I,
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div|title|style|center)\b", re.I)
_HTML_TABLE = re.compile(r"<table\b", re.I)
_XML = re.compile(r"<\?xml\b|<rdf:RDF\b|<[a-z][\w.-]*(?::[\w.-]+)?[\s>/]", re.I)
_STRAY_CONTROLS = 8
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def recognise(source: Source) -> Kind:
    """The kind of the file.

    Raises InputError for files that cannot be a catalogue.
    """
    head = source.head
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, name in _OTHER_FILES:
        if head.startswith(magic) and (len(magic) > 2 or _is_binary(head)):
            raise _not_a_catalogue(source, name)
    text = _text_of(source)
    start = text.lstrip("\ufeff \t\r\n\u3000")
    if not start:
        raise _not_a_catalogue(source, "空白だけのファイル")
    if _JSON.match(start):
        return Kind.JSON
    if _TURTLE.match(start):
        return Kind.TURTLE
    if start.startswith("<") and (_HTML.match(start) or _HTML_TABLE.search(start)):
        return Kind.HTML
    if any(map(is_separator, text.splitlines())):
        return Kind.MARKDOWN
    if _XML.match(start):
        raise _not_a_catalogue(source, "XML")
    return Kind.DELIMITED


def _text_of(source: Source) -> str:
    """The head as text; what cannot be decoded is left to the reader to judge."""
    head = source.head
    found = detect(head, complete=source.complete)
    if not found.codec.startswith("utf-16") and _is_binary(head):
        raise _not_a_catalogue(source, "文字以外のデータ")
    codec = "utf-8" if found.codec == "mixed" else found.codec
    return head[found.bom :].decode(codec, errors="replace")


def _is_binary(head: bytes) -> bool:
    """A stray control character or two is no sign yet."""
    strange = len(_CONTROL.findall(head))
    return strange > _STRAY_CONTROLS and strange * 50 > len(head)


def _not_a_catalogue(source: Source, kind: str) -> InputError:
    return InputError(
        f"目録として読める形式ではありません（{kind}）",
        where=source.where,
        why="読めるのは CSV・Excel・CKAN の JSON・DCAT（Turtle、JSON-LD）・schema.org・Markdown か HTML の表です",
        mend="目録を CSV か Excel で書き出してください",
    )
