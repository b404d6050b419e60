"""Reading a body's catalogue: one entry for every form, recognised from the content.

Nothing in the file is evaluated, followed or fetched. A file that cannot be read is refused whole.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import structs

from registry.catalogue.delimited import DelimitedRows
from registry.catalogue.encoding import TextLines, decode
from registry.catalogue.findings import Findings
from registry.catalogue.finishing import finish
from registry.catalogue.limits import MAX_DOCUMENT_BYTES, MAX_WHOLE_BYTES
from registry.catalogue.listing import Listing
from registry.catalogue.recognising import Kind, recognise
from registry.catalogue.record import Catalogue, Form, Record
from registry.catalogue.source import Source
from registry.catalogue.streaming import Care, CatalogueStream, ReadAgain, StreamedListing
from registry.catalogue.tables import Row, Table, shown_row
from registry.errors import InputError

Progress = Callable[[int, int], None]
"""Called now and then with what is done and what there is to do, in the same unit."""

_SHOWN_HEADINGS = 12
_NO_RECORDS = "目録の形はしていますが、記録が 1 件もありません"


def read_catalogue(path: Path, *, progress: Progress | None = None) -> Catalogue:
    """Read a catalogue of any known form.

    Raises InputError when the file cannot be opened, is damaged or hostile, or is no catalogue; the message
    says where and why.
    """
    care = Care.IDS
    while True:
        try:
            with open_catalogue(path, care, progress=progress) as stream:
                records = tuple(stream)
                catalogue = structs.replace(stream.account(), records=records)
        except ReadAgain as again:
            care = again.care
        else:
            if progress is not None:
                size = path.stat().st_size
                progress(size, size)
            return catalogue


@contextmanager
def open_catalogue(
    path: Path, care: Care = Care.IDS, *, progress: Progress | None = None
) -> Iterator[CatalogueStream]:
    """Open a catalogue of any known form; lists in CSV and its kin are read record by record.

    Raises InputError as ``read_catalogue``. After ReadAgain open it anew with the care that it tells.
    """
    report = progress or _no_progress
    with Source(path) as source:
        kind = recognise(source)
        if kind is Kind.DELIMITED and care is not Care.WHOLE:
            stream = _stream_delimited(source, care, report)
        else:
            catalogue = _READERS[kind](source, report)
            account = structs.replace(catalogue, records=())
            stream = CatalogueStream(lambda: account, catalogue.records, held=True)
        yield stream


def _no_progress(done: int, total: int) -> None:
    """Nobody looks."""


def _stream_delimited(source: Source, care: Care, report: Progress) -> CatalogueStream:
    lines = TextLines(source.stream, source.head, complete=source.complete, where=source.where)
    rows = DelimitedRows(lines, source.where, lambda: report(source.position, source.size))
    findings = Findings()
    listing = StreamedListing(findings, source.where, care)
    start: list[Row] = []
    records = listing.open(rows.cells(), start)
    heading = listing.heading
    if records is None or heading is None:
        raise _no_list(source, [start[:_SHOWN_HEADINGS]])

    def account() -> Catalogue:
        told = Findings()
        told.extend(findings.repairs)
        told.extend(lines.repairs)
        if not listing.count:
            told.repair("no_records", _NO_RECORDS, heading.row)
        dialect = rows.dialect + ("+gzip" if source.packed else "")
        return Catalogue(
            heading.form, lines.encoding, dialect, heading.row, (), told.repairs, findings.skipped
        )

    return CatalogueStream(account, records, held=False)


def _read_delimited(source: Source, report: Progress) -> Catalogue:
    lines = TextLines(source.stream, source.head, complete=source.complete, where=source.where)
    rows = DelimitedRows(lines, source.where, lambda: report(source.position, source.size))
    findings = Findings()
    listing = Listing(findings, source.where)
    seen: list[Row] = []
    if not listing.read(Table("", _watched(rows, seen))):
        raise _no_list(source, [seen])
    findings.extend(lines.repairs)
    return _from_listing(source, listing, findings, lines.encoding, rows.dialect)


def _read_workbook(source: Source, _: Progress) -> Catalogue:
    from registry.catalogue.workbook import workbook_tables

    zipped = source.head.startswith(b"PK")
    data = source.read_all(MAX_DOCUMENT_BYTES, "Excel ファイル")
    tables = list(workbook_tables(data, source.where, zipped=zipped))
    return _from_tables(source, tables, "", "xlsx" if zipped else "xls", part="シート")


def _read_markdown(source: Source, _: Progress) -> Catalogue:
    from registry.catalogue.markdown import markdown_tables

    decoded = decode(source.read_all(MAX_DOCUMENT_BYTES, "Markdown ファイル"), source.where)
    return _from_tables(source, list(markdown_tables(decoded.text)), decoded.encoding, "markdown", part="表")


def _read_html(source: Source, _: Progress) -> Catalogue:
    from registry.catalogue.markup import html_tables

    decoded = decode(source.read_all(MAX_DOCUMENT_BYTES, "HTML ファイル"), source.where)
    tables = list(html_tables(decoded.text, source.where))
    if not tables:
        raise InputError(
            "目録ではなく、ウェブページ（HTML）が保存されています",
            where=source.where,
            why="ページの中に表がありません",
            mend="ページのリンクから、目録のファイルそのものをダウンロードしてください",
        )
    return _from_tables(source, tables, decoded.encoding, "html", part="表")


def _read_turtle(source: Source, _: Progress) -> Catalogue:
    from registry.catalogue.dcat import turtle_records

    findings = Findings()
    decoded = decode(source.read_all(MAX_DOCUMENT_BYTES, "Turtle ファイル"), source.where)
    findings.extend(decoded.repairs)
    records = turtle_records(decoded.text, findings, source.where)
    return _from_records(source, records, findings, Form.DCAT, decoded.encoding, "turtle")


def _read_json(source: Source, report: Progress) -> Catalogue:
    from registry.catalogue.ckan import find_packages
    from registry.catalogue.json_text import read_json
    from registry.catalogue.linked import vocabulary_of
    from registry.catalogue.packages import package_records

    findings = Findings()
    decoded = decode(source.read_all(MAX_WHOLE_BYTES, "JSON ファイル"), source.where)
    findings.extend(decoded.repairs)
    data, lines = read_json(decoded.text, source.where)
    dialect = "json-lines" if lines else "json"
    if vocabulary := vocabulary_of(data, decoded.text):
        return _read_linked(source, data, findings, vocabulary, decoded.encoding)
    if answer := find_packages(data, findings, source.where):
        form = Form.SHIRASAGI if answer.shirasagi else Form.CKAN
        records = package_records(answer, findings, report)
        return _from_records(source, records, findings, form, decoded.encoding, dialect)
    listing = Listing(findings, source.where)
    if not listing.read(Table("", _object_rows(data))):
        raise InputError(
            "JSON の中に目録が見つかりません",
            where=source.where,
            why="CKAN の答え、DCAT、schema.org の Dataset、項目名の分かる一覧のどれでもありません",
            mend="CKAN の package_search の答えを保存するか、CSV の一覧を使ってください",
        )
    return _from_listing(source, listing, findings, decoded.encoding, dialect, header=False)


def _read_linked(source: Source, data: Any, findings: Findings, vocabulary: str, encoding: str) -> Catalogue:
    from registry.catalogue.linked import Vocabulary

    if vocabulary == Vocabulary.DCAT:
        from registry.catalogue.dcat import json_ld_records

        records = json_ld_records(data, findings, source.where)
        return _from_records(source, records, findings, Form.DCAT, encoding, "json-ld")
    from registry.catalogue.schema_org import schema_records

    return _from_records(
        source, schema_records(data, findings), findings, Form.SCHEMA_ORG, encoding, "json-ld"
    )


_READERS: dict[Kind, Callable[[Source, Progress], Catalogue]] = {
    Kind.DELIMITED: _read_delimited,
    Kind.ZIP: _read_workbook,
    Kind.OLE: _read_workbook,
    Kind.MARKDOWN: _read_markdown,
    Kind.HTML: _read_html,
    Kind.TURTLE: _read_turtle,
    Kind.JSON: _read_json,
}


def _object_rows(data: Any) -> Iterator[Row]:
    """A list of flat objects as a table: the keys are the headings."""
    members = [member for member in data if isinstance(member, dict)] if isinstance(data, list) else []
    names = list(dict.fromkeys(str(name) for member in members for name in member))
    yield Row(0, names)
    for place, member in enumerate(members, 1):
        yield Row(place, [_scalar(member.get(name)) for name in names])


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ";".join(_scalar(member) for member in value)
    return str(value)


def _watched(rows: Iterable[Row], seen: list[Row]) -> Iterator[Row]:
    """Passes rows on, keeping the first for the message that no headings were found."""
    for row in rows:
        if len(seen) < _SHOWN_HEADINGS:
            seen.append(row)
        yield row


def _from_tables(source: Source, tables: list[Table], encoding: str, dialect: str, *, part: str) -> Catalogue:
    findings = Findings()
    listing = Listing(findings, source.where)
    several = sum(1 for table in tables if table.name) > 1
    starts: list[list[Row]] = []
    for table in tables:
        seen: list[Row] = []
        starts.append(seen)
        groups = (table.name,) if several and table.name else ()
        if not listing.read(Table(table.name, _watched(table.rows, seen)), groups):
            findings.skip(
                seen[0].number if seen else 0, f"{part}に目録の見出しがない", table.name or _first_row(seen)
            )
    if listing.heading is None:
        raise _no_list(source, starts)
    return _from_listing(source, listing, findings, encoding, dialect)


def _from_listing(
    source: Source, listing: Listing, findings: Findings, encoding: str, dialect: str, *, header: bool = True
) -> Catalogue:
    heading = listing.heading
    form = heading.form if heading else Form.TABLE
    row = heading.row if heading and header else 0
    records = (draft.record() for draft in listing.drafts)
    return _from_records(source, records, findings, form, encoding, dialect, row)


def _from_records(
    source: Source,
    records: Iterable[Record],
    findings: Findings,
    form: Form,
    encoding: str,
    dialect: str,
    row: int = 0,
) -> Catalogue:
    finished = finish(records, findings)
    if not finished:
        findings.repair("no_records", _NO_RECORDS, row)
    packed = "+gzip" if source.packed else ""
    return Catalogue(form, encoding, dialect + packed, row, finished, findings.repairs, findings.skipped)


def _first_row(rows: list[Row]) -> str:
    return next((text for row in rows if (text := shown_row(row.cells))), "")


def _no_list(source: Source, starts: list[list[Row]]) -> InputError:
    from registry.catalogue.headings import known_words

    words = next((found for rows in starts if (found := known_words(rows))), ())
    met = "、".join(f"「{word[:20]}」" for word in words[:_SHOWN_HEADINGS])
    return InputError(
        "目録の見出しの行が見つかりません",
        where=source.where,
        why="題名（データ名称・データセット名・タイトルなど）と、形式・ライセンス・更新頻度などの列が必要です。"
        f"先頭付近の行: {met}",
        mend="目録（データの一覧）かどうかを確かめ、1 行目に見出しのある表にしてください。"
        "データそのもののファイルなら konkyo check で点検できます",
    )
