"""Tables that people filled in and hand back, from CSV or Excel."""

from collections.abc import Iterator

from registry.catalogue.delimited import DelimitedRows
from registry.catalogue.encoding import TextLines
from registry.catalogue.limits import MAX_DOCUMENT_BYTES
from registry.catalogue.source import Source
from registry.catalogue.tables import Table

_GUARD = "'"
_GUARDED = tuple("=+-@＝＋－＠")


def tables_in(source: Source) -> Iterator[Table]:
    """The sheets of a workbook, or the one table of a CSV file.

    Raises InputError for a file that is neither.
    """
    if source.head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from registry.catalogue.workbook import workbook_tables

        zipped = source.head.startswith(b"PK")
        yield from workbook_tables(
            source.read_all(MAX_DOCUMENT_BYTES, "Excel ファイル"), source.where, zipped=zipped
        )
    else:
        lines = TextLines(source.stream, source.head, complete=source.complete, where=source.where)
        yield Table("", iter(DelimitedRows(lines, source.where, lambda: None)))


def unguarded(cell: str) -> str:
    """Without the apostrophe that exports set before what a spreadsheet would run."""
    if cell.startswith(_GUARD) and cell[1:].lstrip().startswith(_GUARDED):
        return cell[1:]
    return cell
