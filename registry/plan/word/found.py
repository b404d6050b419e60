"""A Word document as the row of paragraphs and table rows that stand in it, with changes tracked by Word accepted.

python-docx opens the package; the text is walked as XML, because insertions, fields, bookmarks and footnotes are
outside its reach.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from registry.errors import InputError
from registry.plan.elements import Line, Run
from registry.plan.word.units import Kind, shown

if TYPE_CHECKING:
    from docx.document import Document

_MOST_UNPACKED = 256 * 1024 * 1024
_NOTE_NUMBER = re.compile(r"\s*\[([0-9]{1,5})\]\s*")


class Found(Struct, frozen=True, kw_only=True):
    """A paragraph or a row of a table as it stands in Word."""

    kind: Kind
    keys: tuple[str, ...] = ()
    """Names of our bookmarks in it, without their prefix."""
    lines: tuple[Line, ...]
    """One line; of a row its cells."""
    level: int = 0
    """Level of a heading in Word; depth of an entry; place of a row in its table."""
    numbered: bool = False
    table: int = 0
    """Of a row: number of its table in the document."""
    place: int
    """Number of the paragraph or row in the document, empty ones counted, from 1."""
    from_left: frozenset[int] = frozenset()
    from_above: frozenset[int] = frozenset()
    """Of a row: places of cells that are one with the cell before, or above."""

    @property
    def is_note(self) -> bool:
        """True for a note that konkyo wrote at the end."""
        return self.kind is Kind.NOTE or any(key[:1] == "N" for key in self.keys)

    @property
    def text(self) -> tuple[Line, ...]:
        """What is compared with ``Unit.text``."""
        return tuple(shown(line) for line in self.lines)


class WordComment(Struct, frozen=True, kw_only=True):
    """A comment made in Word."""

    author: str
    text: str
    place: str
    """Beginning of the paragraph at which it stands."""


class WordText(Struct, frozen=True, kw_only=True):
    """A Word document as read."""

    found: tuple[Found, ...]
    footnotes: dict[str, Line]
    """Notes that people made with Word, by the label given to them."""
    comments: tuple[WordComment, ...]
    lost: tuple[str, ...]
    """What stands in it but has no place in the Markdown, once per kind and place."""
    carried: str | None
    """The Markdown it was made from."""


def read_document(content: bytes, where: str = "") -> WordText:
    """Read a Word document.

    Raises InputError when it is none, is locked by a password, or unpacks to more than any plan needs.
    """
    from registry.plan.word.walking import walk

    return walk(_opened(content, where))


def note_of(found: Found) -> tuple[int, Line]:
    """Number (0: none) and text of a note of konkyo; the number by its bookmark, else as written."""
    line = shown(found.lines[0])
    number = next((int(key[1:]) for key in found.keys if key[:1] == "N" and key[1:].isdigit()), 0)
    written = _NOTE_NUMBER.match(line[0].text) if line else None
    if written:
        number = number or int(written[1])
        line = (Run(line[0].text[written.end() :], line[0].marks, line[0].link), *line[1:])
    return number, line


def _opened(content: bytes, where: str) -> "Document":
    from docx import Document as open_document
    from docx.opc.exceptions import OpcError

    why = ""
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                why = "開くと大きくなりすぎます"
            elif any(entry.flag_bits & 1 for entry in archive.infolist()):
                why = "パスワードで保護されています"
        if not why:
            return open_document(BytesIO(content))
    except (
        BadZipFile,
        OpcError,
        SyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
        OSError,
    ) as problem:
        why = "Word 文書の形をしていません（.doc や、パスワード付きの文書も読めません）"
        raise _refused(where, why) from problem
    raise _refused(where, why)


def _refused(where: str, why: str) -> InputError:
    return InputError(
        "Word 文書が読めません",
        where=where,
        why=why,
        mend="Word で開き、パスワードを外して「Word 文書 (*.docx)」で保存し直してください",
    )
