"""A result as a table, and the table as text, Markdown or CSV."""

import csv
import io
import re
from collections.abc import Sequence

from msgspec import Struct

from registry.text.display import pad, truncate, width, wrap
from registry.text.inert import inert, inert_cell, inert_markdown

_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9./_#?=&%+~-]+")
"""An address that holds nothing Markdown would act on; it becomes a link as it is."""

UTF8_BOM = "\ufeff"


class Table(Struct, frozen=True, kw_only=True):
    """Rows of text under headings, with a title above and notes below."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    empty: str = "該当するものはありません。"
    """Said in place of the rows when there are none."""


def as_text(table: Table, columns: int = 100) -> str:
    """For the terminal: columns aligned by display width, long cells wrapped; ``columns`` is the screen width."""
    lines = [inert(table.title)] if table.title else []
    if table.rows:
        widths = _widths(table, columns)
        lines.append(_line(table.columns, widths))
        lines.append("  ".join("─" * (size // _rule_width()) for size in widths))
        for row in table.rows:
            cells = [wrap(inert(cell), size) or [""] for cell, size in zip(row, widths, strict=True)]
            height = max(len(cell) for cell in cells)
            for at in range(height):
                lines.append(_line([cell[at] if at < len(cell) else "" for cell in cells], widths))
    else:
        lines.append(table.empty)
    lines.extend(inert(note) for note in table.notes)
    return "\n".join(lines) + "\n"


def _rule_width() -> int:
    return max(1, width("─"))


def _widths(table: Table, limit: int) -> list[int]:
    natural = [
        max(width(cell) for cell in (heading, *(row[at] for row in table.rows)))
        for at, heading in enumerate(table.columns)
    ]
    room = max(limit - 2 * (len(natural) - 1), 8 * len(natural))
    cap = max(natural)
    while sum(min(size, cap) for size in natural) > room and cap > 8:
        cap -= 1
    return [min(size, cap) for size in natural]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        pad(truncate(cell, size), size) for cell, size in zip(cells, widths, strict=True)
    ).rstrip()


def as_markdown(table: Table) -> str:
    """GitHub Markdown; text from outside cannot break out of its cell."""
    lines = [f"## {inert_markdown(table.title)}", ""] if table.title else []
    if table.rows:
        lines.append("| " + " | ".join(table.columns) + " |")
        lines.append("|" + " --- |" * len(table.columns))
        lines.extend("| " + " | ".join(_markdown_cell(cell) for cell in row) + " |" for row in table.rows)
    else:
        lines.append(table.empty)
    if table.notes:
        lines.append("")
        lines.extend(f"- {inert_markdown(note)}" for note in table.notes)
    return "\n".join(lines) + "\n"


def _markdown_cell(cell: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(cell):
        return f"<{cell}>"
    return "<br>".join(inert_markdown(line) for line in cell.split("\n"))


def as_csv(table: Table, *, bom: bool = False) -> str:
    """CSV with CRLF; cells that a spreadsheet would run as formulas are made text."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(table.columns)
    writer.writerows([inert_cell(cell) for cell in row] for row in table.rows)
    return (UTF8_BOM if bom else "") + stream.getvalue()
