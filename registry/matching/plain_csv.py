"""Plain CSV files that people write for the matcher: truth files, and lists of titles."""

import csv
from pathlib import Path

from registry.catalogue.record import Catalogue, Form, Record
from registry.errors import InputError, system_reason

_ENCODINGS = ("utf-8-sig", "cp932")
_LONGEST = 64 * 1024 * 1024
_HEAD = 4096
_TITLE_LIST = {"id", "title", "description", "organization"}
"""Headings of a list of titles; title is needed, no other heading may tell of files."""
_OF_CATALOGUES = {"format", "url", "resource", "resources", "license", "licence", "name", "notes"}


def read_rows(path: Path, kind: str) -> list[list[str]]:
    """All rows of a CSV file (UTF-8 with or without BOM, or CP932).

    ``kind`` names the file in errors. Raises InputError when it cannot be read.
    """
    try:
        if path.stat().st_size > _LONGEST:
            raise InputError(f"{kind}が大きすぎます", where=str(path), mend="分けてください")
        content = path.read_bytes()
    except OSError as problem:
        raise InputError(
            f"{kind}を開けません",
            where=str(path),
            why=system_reason(problem),
            mend="名前と場所を確かめてください",
        ) from problem
    text = _decoded(content)
    if text is None:
        raise InputError(
            f"{kind}の文字コードが分かりません", where=str(path), mend="UTF-8 で保存してください"
        )
    try:
        return list(csv.reader(text.splitlines(keepends=True), strict=True))
    except csv.Error as problem:
        raise InputError(
            f"{kind}を CSV として読めません", where=str(path), why=str(problem), mend="書き出し直してください"
        ) from problem


def read_titles(path: Path) -> Catalogue | None:
    """A CSV with the headings title and, if there are, id, description and organization; None for any other file.

    Such a list tells of no files, so it is no catalogue, but its titles can be matched.
    Raises InputError when it is one and is damaged.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    first = head.split(b"\n", 1)[0]
    try:
        heading = first.decode("utf-8-sig").strip().lower().split(",")
    except UnicodeDecodeError:
        return None
    names = {cell.strip().strip('"') for cell in heading}
    if "title" not in names or not names & (_TITLE_LIST - {"title"}) or names & _OF_CATALOGUES:
        return None
    rows = read_rows(path, "題名の一覧")
    places = {name.strip().lower(): at for at, name in enumerate(rows[0])}
    records = []
    for line, row in enumerate(rows[1:], start=2):
        cells = {
            name: row[places[name]].strip() if name in places and places[name] < len(row) else ""
            for name in _TITLE_LIST
        }
        if cells["title"]:
            records.append(
                Record(
                    id=cells["id"] or f"row{line}",
                    title=cells["title"],
                    description=cells["description"],
                    organization=cells["organization"],
                    source_line=line,
                )
            )
    encoding = "utf-8-sig" if head.startswith(b"\xef\xbb\xbf") else "utf-8"
    return Catalogue(Form.TABLE, encoding, "csv", 1, tuple(records))


def _decoded(content: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
