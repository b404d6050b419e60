"""What ``konkyo check`` answers."""

from msgspec import Struct

from registry.standards.findings import Finding
from registry.standards.forms import Recognised


class ColumnMatch(Struct, frozen=True, kw_only=True):
    """Which column of the definition a heading of the file was taken for."""

    number: int
    heading: str
    column: str | None
    """Name in the definition; None: the definition has no such column."""
    kind: str
    how: str
    """一致, 表記の違い, 旧様式の名, 別名, 値から, or "" where nothing fits."""
    filled: bool = True
    """False: none of the first rows has a value in it."""


class Redaction(Struct, frozen=True, kw_only=True):
    """A cell, or a whole column, to be looked at before the file is published."""

    row: int | None
    column: str
    column_number: int
    kind: str
    """個人番号, メールアドレス（個人）, 氏名 …"""
    masked: str
    reason: str
    sheet: str = ""
    count: int = 1


class Mapped(Struct, frozen=True, kw_only=True):
    """Where a column of a repaired copy comes from."""

    column: str
    """Heading in the copy."""
    headings: tuple[str, ...]
    """Headings of the file; empty: the definition has the column and the file does not, so it stays blank."""
    how: str
    """そのまま, 見出しを直した, 新しい様式の名, 連結, 空の列を追加."""


class Change(Struct, frozen=True, kw_only=True):
    """One kind of repair in one column."""

    what: str
    column: str | None
    count: int
    before: str = ""
    """The first cell changed; personal data masked."""
    after: str = ""


class Fixed(Struct, frozen=True, kw_only=True):
    """A repaired copy."""

    path: str
    encoding: str
    rows: int
    mapping: tuple[Mapped, ...]
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]
    """What the copy still shows when it is checked; nothing of it could be mended without guessing."""
    not_copied: tuple[str, ...] = ()
    """Sheets of the file that are not in the copy."""


class SheetCheck(Struct, frozen=True, kw_only=True):
    """One sheet of a workbook, or the table of a text file."""

    name: str
    heading_row: int | None
    rows: int
    """Rows of data, blank ones not counted."""
    columns: tuple[ColumnMatch, ...]
    dataset: Recognised | None
    candidates: tuple[Recognised, ...] = ()


class FileCheck(Struct, frozen=True, kw_only=True):
    """One file: what it is, and what was found."""

    path: str
    kind: str
    """csv, tsv, xlsx, xls, html …"""
    encoding: str
    dialect: str
    rows: int
    dataset: Recognised | None
    """Of the main sheet: the one in the form of a standard dataset; of several or none the one with the most rows of data."""
    errors: int
    warnings: int
    infos: int
    findings: tuple[Finding, ...]
    redactions: tuple[Redaction, ...]
    sheets: tuple[SheetCheck, ...]
    refused: str = ""
    """Why the file could not be read; then nothing else is told (several files at once only)."""
    fixed: Fixed | None = None
    """The repaired copy that was asked for."""


class Summary(Struct, frozen=True, kw_only=True):
    """Counts over all files."""

    files: int
    clean: int
    """Files without error and warning."""
    with_errors: int
    refused: int
    errors: int
    warnings: int
    infos: int
    redactions: int


class CheckAnswer(Struct, frozen=True, kw_only=True):
    """Several files."""

    files: tuple[FileCheck, ...]
    summary: Summary
