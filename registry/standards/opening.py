"""Opening a data file as tables, recognised by its content and not by its name.

Text tables are read block by block in constant memory; workbooks and web pages are held in memory within the
limits of ``registry.catalogue.limits``. Nothing in the file is run, followed or fetched.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from registry.catalogue.encoding import decode
from registry.catalogue.limits import MAX_DOCUMENT_BYTES
from registry.catalogue.recognising import Kind, recognise
from registry.catalogue.record import Repair
from registry.catalogue.source import Source
from registry.catalogue.tables import Row, Table
from registry.errors import InputError
from registry.standards.delimited_blocks import ROWS_PER_BLOCK, DelimitedBlocks
from registry.standards.sheets import Block, Sheet, SheetFacts
from registry.standards.text_blocks import TextBlocks

HEAD_ROWS = 60
"""Rows in which the headings are looked for."""

_BOOK_OF_95 = "Book".encode("utf-16-le") + b"\0\0"
_BOOK_OF_TODAY = "Workbook".encode("utf-16-le")

Advance = Callable[[int, int], None]
"""Called now and then with bytes read and bytes in all."""

_READABLE = "読めるのは CSV・TSV・Excel（xlsx、xls）と、それらを gzip で圧縮したものです"
_SAVE_AS = "データの表を CSV（UTF-8）か Excel（xlsx）で保存し直してください"


class DataFile:
    """An open data file; ``sheets`` can be read once, one sheet after the other.

    ``encoding``, ``repairs`` and the counts of ``text`` are final when the sheets have been read.
    """

    def __init__(
        self,
        kind: str,
        sheets: Iterator[Sheet],
        *,
        text: TextBlocks | None = None,
        dialect: str = "",
        encoding: str = "",
        bom: bool = False,
        repairs: tuple[Repair, ...] = (),
        packed: bool = False,
    ) -> None:
        self.kind = kind
        """``csv``, ``tsv``, ``csv;``, ``csv|``, ``xlsx``, ``xls`` or ``html``."""
        self.sheets = sheets
        self.text = text
        """The reader of a text table, which counts line ends; None for other kinds."""
        self.dialect = dialect or kind
        self.packed = packed
        """True for a file packed with gzip."""
        self._encoding = encoding
        self._bom = bom
        self._repairs = repairs

    @property
    def encoding(self) -> str:
        """``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16``, ``euc-jp``, ``iso-2022-jp``; "" for workbooks."""
        return self.text.encoding if self.text else self._encoding

    @property
    def bom(self) -> bool:
        """True when the file begins with a byte order mark."""
        return self.text.mark if self.text else self._bom

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What had to be put right to read the file."""
        return self.text.repairs if self.text else self._repairs


@contextmanager
def open_file(path: Path, advance: Advance | None = None) -> Iterator[DataFile]:
    """Open a data file for one pass over its sheets.

    Raises InputError, here or while the sheets are read, for what cannot or must not be read.
    """
    try:
        with Source(path) as source:
            yield _opened(source, advance or _nobody)
    except InputError as error:
        raise _about_data(error) from error


def _nobody(done: int, total: int) -> None:
    """Nobody looks."""


def _opened(source: Source, advance: Advance) -> DataFile:
    kind = recognise(source)
    if kind in (Kind.ZIP, Kind.OLE):
        return _workbook(source, zipped=kind is Kind.ZIP)
    if kind is Kind.HTML:
        return _page(source)
    if kind is Kind.JSON and not _numbered(source.head):
        raise _no_table(source, "JSON")
    if kind is Kind.TURTLE:
        raise _no_table(source, "RDF（Turtle）")
    if kind is Kind.MARKDOWN and source.path.suffix.lower() == ".md":
        raise _no_table(source, "Markdown の文書")
    return _delimited(source, advance)


def _numbered(head: bytes) -> bool:
    """A heading such as [1]名称 looks like the beginning of a JSON list."""
    return head[:1] == b"[" and head[1:2].isdigit() and b"," not in head[: head.find(b"]") + 1]


def _delimited(source: Source, advance: Advance) -> DataFile:
    text = TextBlocks(source.stream, source.head, complete=source.complete, where=source.where)
    blocks = DelimitedBlocks(text, source.where, lambda: advance(source.position, source.size))

    def sheets() -> Iterator[Sheet]:
        rest = iter(blocks)
        first = next(rest, None)
        if first is not None:
            yield Sheet(name="", head=tuple(first.rows()[:HEAD_ROWS]), blocks=chain((first,), rest))

    kind = blocks.dialect.rstrip(";|")
    return DataFile(kind, sheets(), text=text, dialect=blocks.dialect, packed=source.packed)


def _workbook(source: Source, *, zipped: bool) -> DataFile:
    from registry.catalogue.workbook import workbook_tables
    from registry.standards.workbook_facts import compound_facts, package_facts

    data = source.read_all(MAX_DOCUMENT_BYTES, "Excel ファイル")
    old = not zipped and _is_of_excel_95(data)

    def sheets() -> Iterator[Sheet]:
        facts: dict[str, SheetFacts] | None = None
        for table in workbook_tables(data, source.where, zipped=zipped):
            if facts is None:  # after the reader has found the file to be sound
                facts = (package_facts if zipped else compound_facts)(data, source.where)
            known = facts.get(table.name, SheetFacts())
            yield _sheet(Table(table.name, _readable(table.rows, source.where)) if old else table, known)

    return DataFile("xlsx" if zipped else "xls", sheets(), packed=source.packed)


def _is_of_excel_95(data: bytes) -> bool:
    """Books of Excel 5 and 95 stand under the name Book, later ones under Workbook ([MS-XLS] 2.1.2)."""
    return _BOOK_OF_95 in data and _BOOK_OF_TODAY not in data


def _readable(rows: Iterable[Row], where: str) -> Iterator[Row]:
    """The rows of a book of Excel 95, whose Japanese texts the reader of workbooks takes apart byte by byte.

    Raises InputError at the first such text: what is lost there was never wrong in the file.
    """
    for row in rows:
        if any("\0" in cell or "\ufffd" in cell for cell in row.cells):
            raise InputError(
                "Excel 95 以前の形式のファイルで、日本語の文字を読み取れません",
                where=where,
                why="ファイルが壊れているのではなく、この形式の文字の記録の仕方に対応していません",
                mend="Excel で開き、xlsx か CSV UTF-8 で保存し直してください",
            )
        yield row


def _page(source: Source) -> DataFile:
    """A page that is nothing but one table, as some systems write their "Excel" files."""
    from registry.standards.web_page import data_table

    decoded = decode(source.read_all(MAX_DOCUMENT_BYTES, "HTML ファイル"), source.where)
    table = data_table(decoded.text, source.where)
    return DataFile(
        "html",
        iter((_sheet(table, SheetFacts()),)),
        encoding=decoded.encoding,
        bom=decoded.bom,
        repairs=decoded.repairs,
        packed=source.packed,
    )


def _sheet(table: Table, facts: SheetFacts) -> Sheet:
    head = tuple(islice(table.rows, HEAD_ROWS))
    return Sheet(name=table.name, head=head, blocks=_blocks(chain(head, table.rows)), facts=facts)


def _blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """Rows as the readers of workbooks and pages number them: from 1, without gaps."""
    numbered = iter(rows)
    while part := list(islice(numbered, ROWS_PER_BLOCK)):
        yield Block(part[0].number, [row.cells for row in part])


def _no_table(source: Source, kind: str) -> InputError:
    return InputError(
        f"データの表として読める形式ではありません（{kind}）",
        where=source.where,
        why=_READABLE,
        mend=_SAVE_AS,
    )


def _about_data(error: InputError) -> InputError:
    """The readers were written for catalogues (目録) and say so."""
    unreadable = "目録として読める形式ではありません"
    if error.what.startswith(unreadable):
        what = error.what.replace(unreadable, "データの表として読める形式ではありません")
        return InputError(what, where=error.where, why=_READABLE, mend=_SAVE_AS)
    return InputError(
        error.what.replace("目録", "データ"),
        where=error.where,
        why=error.why.replace("目録", "データ"),
        mend=error.mend.replace("目録", "データ"),
    )
