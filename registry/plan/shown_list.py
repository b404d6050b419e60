"""A list as it is shown, as text for other programs: Markdown, CSV for files, tab-separated for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from registry.errors import UsageError
from registry.text.inert import inert, inert_cell, inert_markdown

_BOM = b"\xef\xbb\xbf"
MARKDOWN, CSV, WORKBOOK = ".md", ".csv", ".xlsx"
ENDINGS = (WORKBOOK, CSV, MARKDOWN)


class ShownList(Struct, frozen=True, kw_only=True):
    """Rows of text under headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """What a reader has to know, such as the body and the as-of date."""


def list_markdown(shown: ShownList) -> str:
    """GitHub Markdown; nothing in the cells acts as markup."""
    lines = [f"## {inert_markdown(shown.title)}", ""]
    lines += [*(inert_markdown(note) + "  " for note in shown.notes), ""] if shown.notes else []
    lines += [_markdown_row(shown.headings), "|" + " --- |" * len(shown.headings)]
    lines += [_markdown_row(row) for row in shown.rows]
    return "\n".join(lines) + "\n"


def list_csv(shown: ShownList) -> str:
    """CSV with headings; lines end with CR LF; no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([inert_cell(cell) for cell in row] for row in (shown.headings, *shown.rows))
    return stream.getvalue()


def list_tabbed(shown: ShownList) -> str:
    """Tab-separated with headings, to be pasted into a spreadsheet; one line per row."""
    rows = (shown.headings, *shown.rows)
    return "\n".join("\t".join(inert(inert_cell(cell)) for cell in row) for row in rows) + "\n"


def list_bytes(shown: ShownList, ending: str, at: datetime) -> bytes:
    """The content of a file whose name has this ending. ``at``: when it is written.

    Raises UsageError for an ending that is none of ``ENDINGS``.
    """
    if ending == MARKDOWN:
        return list_markdown(shown).encode("utf-8")
    if ending == CSV:
        return _BOM + list_csv(shown).encode("utf-8")
    if ending == WORKBOOK:
        from registry.plan.workbook_book import Book, Column

        book = Book(shown.title, at)
        book.sheet(shown.title, tuple(Column(heading=heading) for heading in shown.headings), shown.rows)
        if shown.notes:
            book.sheet("説明", (Column(heading="注"),), [(note,) for note in shown.notes])
        return book.content()
    raise UsageError(
        f"「{ending}」の形では書き出せません",
        mend=f"名前の終わりを {'、'.join(ENDINGS)} のどれかにしてください",
    )


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(inert_markdown(cell) for cell in cells) + " |"
