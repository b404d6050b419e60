"""Tables of the Word document, each written as one piece of XML (python-docx adds rows one by one, slowly)."""

from collections.abc import Sequence

from registry.plan.document import FILL_IN
from registry.plan.elements import CONFLICT_SIDES, Line, plain
from registry.plan.word.looks import CONFLICT_FILL, HEADER_FILL, PORTRAIT, SLOT_FILL
from registry.plan.word.widths import MANY_COLUMNS, fit_columns, is_short, row_lines
from registry.plan.word.xml import Runs, paragraph, text_run

_SPLIT_ROW = 40
"""A row of more lines may break across pages."""


def table_xml(
    rows: Sequence[Sequence[Line]],
    marks: Sequence[str],
    runs: Runs,
    page: int,
    *,
    may_break: bool = False,
) -> tuple[str, list[int]]:
    """A table as wide as ``page`` and how many lines each row takes; ``marks``: the bookmark of each row.

    The first row is the heading and is repeated on every page; no row breaks across pages, and a table that takes
    less than two thirds of one stays whole, unless it ``may_break``.
    """
    widths = fit_columns(rows, max(1, len(rows[0])), page)
    heights = [row_lines(row, widths) for row in rows]
    small = "Small" if len(widths) >= MANY_COLUMNS else ""
    whole = not may_break and is_short(heights, len(widths))
    written = []
    for position, (cells, mark, height) in enumerate(zip(rows, marks, heights, strict=True)):
        properties = ("" if height > _SPLIT_ROW else "<w:cantSplit/>") + (
            "" if position else "<w:tblHeader/>"
        )
        style = f"{'TableText' if position else 'TableHead'}{small}"
        out = []
        for column, width in enumerate(widths):
            cell = cells[column] if column < len(cells) else ()
            fill = SLOT_FILL if plain(cell).startswith(FILL_IN) else ""
            content = ("" if column else mark) + runs.line(cell)
            together = "<w:keepNext/>" if whole and position < len(rows) - 1 else ""
            out.append(_cell(width, paragraph(style, content, together), fill if position else HEADER_FILL))
        written.append(_row(out, properties))
    return _table(widths, written), heights


def conflict_xml(sides: Sequence[Line], mark: str, runs: Runs) -> tuple[str, list[int]]:
    """Both texts of a conflict, side by side."""
    widths = (PORTRAIT // 2, PORTRAIT - PORTRAIT // 2)
    heads = []
    for position, (width, side) in enumerate(zip(widths, CONFLICT_SIDES, strict=True)):
        content = ("" if position else mark) + text_run(side)
        heads.append(_cell(width, paragraph("TableHead", content), CONFLICT_FILL))
    texts = [
        _cell(width, paragraph("TableText", runs.line(side)))
        for width, side in zip(widths, sides, strict=True)
    ]
    xml = _table(widths, (_row(heads, "<w:tblHeader/>"), _row(texts, "")))
    return xml, [1, row_lines(sides, widths)]


def _table(widths: Sequence[int], rows: Sequence[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(cells: Sequence[str], properties: str) -> str:
    set_as = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{set_as}{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, fill: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{content}</w:tc>'
