"""Widths of columns, fitted to what stands in them, and how many lines a row takes.

Widths are counted in half-width columns (a Japanese character is two), pages in twentieths of a point.
"""

import re
from collections.abc import Sequence

from registry.plan.elements import Line, plain
from registry.plan.word.looks import CELL_HEIGHT, CELL_PADDING, LANDSCAPE_HEIGHT, PORTRAIT

TOO_TALL = 8
"""A table of many columns is turned when a row would take more lines than this."""
MANY_COLUMNS = 8


_JOINTS = re.compile(r"[0-9A-Za-z](?=[\u3041-\u9fff])|[\u3041-\u9fff](?=[0-9A-Za-z])")


def display_width(text: str) -> int:
    """Half-width columns of a text; what is not ASCII or half-width kana counts two.

    Between Japanese and Latin letters programs put a quarter of a character.
    """
    wide = sum(1 for character in text if character > "ÿ" and not "｡" <= character <= "ﾟ")
    return len(text) + wide + (len(_JOINTS.findall(text)) + 1) // 2


def _cells(rows: Sequence[Sequence[Line]], columns: int) -> list[list[int]]:
    """Widths of the cells, column by column."""
    found: list[list[int]] = [[] for _ in range(columns)]
    for row in rows:
        for position, cell in enumerate(row[:columns]):
            notes = sum(3 for run in cell if run.note)
            found[position].append(max(map(display_width, plain(cell).split("\n"))) + notes)
    return found


def font_size(columns: int) -> int:
    """Half points of the text in a table."""
    return 16 if columns >= MANY_COLUMNS else 18


def fit_columns(rows: Sequence[Sequence[Line]], columns: int, page: int) -> list[int]:
    """Widths that add up to ``page``: short columns as wide as they need, long ones share the rest.

    A long column gets a share by the root of what it holds, so that no column becomes a thin stripe.
    """
    if not columns:
        return []
    cells = [sorted(column) for column in _cells(rows, columns)]
    unit = font_size(columns) * 5
    beside = CELL_PADDING + 40
    wanted = [column[-1] * unit + beside for column in cells]
    usual = [column[len(column) * 3 // 4] * unit + beside for column in cells]
    least = min(page // columns, 4 * 2 * unit + CELL_PADDING)
    widths = _shared(wanted, usual, [max(1.0, sum(column)) ** 0.5 for column in cells], page, least)
    widths[-1] += page - sum(widths)
    return widths


def _shared(
    wanted: Sequence[int], usual: Sequence[int], weights: Sequence[float], page: int, least: int
) -> list[int]:
    if sum(wanted) <= page:
        spare = page - sum(wanted)
        return [width + int(spare * width / sum(wanted)) for width in wanted]
    widths = [0] * len(wanted)
    open_columns = set(range(len(wanted)))
    rest = page
    while open_columns:
        total = sum(weights[at] for at in open_columns)
        shares = {at: max(least, int(rest * weights[at] / total)) for at in open_columns}
        fitting = {at: wanted[at] for at in open_columns if wanted[at] <= shares[at]}
        if not fitting and len(open_columns) > 1:
            # A little more lets most of its cells stand in one line.
            near = [at for at in open_columns if shares[at] < usual[at] <= shares[at] * 1.3]
            fitting = {at: usual[at] for at in near[:1]}
        if not fitting:
            over = sum(shares.values()) - rest
            for at in sorted(open_columns, key=lambda at: -shares[at]):
                taken = min(over, max(0, shares[at] - least))
                widths[at], over = shares[at] - taken, over - taken
            break
        for at, width in fitting.items():
            widths[at] = width
            rest -= width
        open_columns -= set(fitting)
    return widths


def row_lines(row: Sequence[Line], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes."""
    unit = font_size(len(widths)) * 5
    most = 1
    for cell, width in zip(row, widths, strict=False):
        room = max(2, (width - CELL_PADDING) // unit)
        notes = sum(3 for run in cell if run.note)
        lines = [-(-(display_width(part)) // room) or 1 for part in plain(cell).split("\n")]
        lines[-1] = -(-(display_width(plain(cell).split("\n")[-1]) + notes) // room) or 1
        most = max(most, sum(lines))
    return most


def line_height(columns: int) -> int:
    """Height of a line of text in a table of so many columns."""
    return round(font_size(columns) * 17)


def is_short(heights: Sequence[int], columns: int) -> bool:
    """True for a table that takes less than two thirds of a page (a sheet of a measure does): it is kept whole."""
    return sum(heights) * line_height(columns) + CELL_HEIGHT * len(heights) < LANDSCAPE_HEIGHT


def is_turned(rows: Sequence[Sequence[Line]], columns: int) -> bool:
    """True for a table that reads better on a page turned on its side."""
    if columns < MANY_COLUMNS:
        return False
    widths = fit_columns(rows, columns, PORTRAIT)
    return any(row_lines(row, widths) > TOO_TALL for row in rows)
