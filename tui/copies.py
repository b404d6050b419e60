"""What can be put into the clipboard: rows of a list as Markdown, CSV or for Excel, and what places offer besides."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from registry.text.inert import inert, inert_cell, inert_markdown
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from tui.app import KonkyoApp
    from tui.places.base import Place


class Copy(NamedTuple):
    """A text for the clipboard."""

    label: str
    """As 「Markdown の表（3行）」."""
    text: str


def copies_of_rows(place: "Place") -> Sequence[Copy]:
    """The selected rows of the list with the focus, or the row under the cursor, as Markdown, CSV and for Excel."""
    rows = list_in_focus(place)
    if rows is None:
        return ()
    chosen = rows.chosen_rows()
    if not chosen:
        return ()
    titles = [column.title for column in rows.columns]
    told = f"{len(chosen)}行"
    return (
        Copy(f"Markdown の表（{told}）", as_markdown(titles, chosen)),
        Copy(f"CSV（{told}）", as_csv(titles, chosen)),
        Copy(f"Excel へ（タブ区切り、{told}）", as_cells(titles, chosen)),
    )


def list_in_focus(place: "Place") -> RowList | None:
    """The list with the focus, else the first of the place."""
    if isinstance(place.konkyo.focused, RowList):
        return place.konkyo.focused
    lists = [rows for rows in place.query(RowList) if rows.display]
    return lists[0] if lists else None


def copy_cells(app: "KonkyoApp") -> str:
    """Copy the rows of the list for Excel; returns what to tell."""
    rows = list_in_focus(app.place) if app.place is not None else None
    chosen = rows.chosen_rows() if rows is not None else ()
    if rows is None or not chosen:
        return "写せる行がありません"
    cells = as_cells([column.title for column in rows.columns], chosen)
    return f"{app.copy(cells, f'{len(chosen)}行')}（タブ区切り。Excel に貼れます）"


def as_markdown(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(titles) + " |", "|" + " --- |" * len(titles)]
    lines += ["| " + " | ".join(inert_markdown(text) for text in _texts(row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def as_csv(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """CSV with headings; cells that a spreadsheet would take for formulas are made harmless."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([inert_cell(text) for text in _texts(row)] for row in rows)
    return out.getvalue()


def as_cells(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """Cells between tabs, as spreadsheets paste them."""
    lines = ["\t".join(titles)]
    lines += ["\t".join(inert(inert_cell(text)) for text in _texts(row)) for row in rows]
    return "\n".join(lines) + "\n"


def _texts(row: Row) -> list[str]:
    return [cell if isinstance(cell, str) else cell.text for cell in row.cells]
