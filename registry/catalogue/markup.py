"""Tables in HTML, such as "Excel" files that a system wrote as HTML. Nothing is run or fetched."""

from collections.abc import Iterator
from html.parser import HTMLParser

from registry.catalogue.limits import MAX_COLUMNS, MAX_PAGE_CELLS
from registry.catalogue.tables import Links, Row, Table
from registry.catalogue.values import one_line
from registry.errors import InputError

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_UNSEEN = frozenset({"script", "style", "template"})
_MAX_SPAN_ROWS = 5_000


def html_tables(text: str, where: str) -> Iterator[Table]:
    """The tables of a page in order, each named by the heading before it.

    Raises InputError when spans blow the tables up beyond the limit.
    """
    page = _Page(where)
    page.feed(text)
    page.close()
    for grid in page.grids:
        yield Table(grid.name, iter(grid.rows))


class _Grid:
    """A table being read; cells that span rows or columns are filled in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self._cells: dict[int, str] = {}
        self._links: dict[int, Links] = {}
        self._above: set[int] = set()
        self._widest = self._next = 0
        self._open = False
        self._spans: dict[int, tuple[int, str]] = {}
        """By column: rows still to fill, and the text."""

    def start_row(self) -> None:
        self.end_row()
        self._open = True
        for column, (left, text) in list(self._spans.items()):
            self._cells[column] = text
            self._above.add(column)
            if left > 1:
                self._spans[column] = (left - 1, text)
            else:
                del self._spans[column]

    def add(self, text: str, links: Links, columns: int, rows: int) -> None:
        if not self._open:
            self.start_row()
        column = self._next
        while column in self._cells:
            column += 1
        self._next = column + columns
        for filled in range(column, min(column + columns, MAX_COLUMNS)):
            self._cells[filled] = text
            if rows > 1:
                self._spans[filled] = (rows - 1, text)
        if links and column < MAX_COLUMNS:
            self._links[column] = links
        self._widest = max(self._widest, columns)

    def end_row(self) -> None:
        if self._open:
            width = max(self._cells, default=-1) + 1
            cells = [self._cells.get(column, "") for column in range(width)]
            across = self._widest > 1 and self._widest * 2 > width
            self.rows.append(Row(len(self.rows) + 1, cells, self._links, frozenset(self._above), across))
        self._cells, self._links, self._above = {}, {}, set()
        self._widest, self._next, self._open = 0, 0, False

    @property
    def width(self) -> int:
        """Cells of the row being read."""
        return len(self._cells)


class _Page(HTMLParser):
    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self._where = where
        self._filled = 0
        self.grids: list[_Grid] = []
        self._stack: list[_Grid] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._links: list[tuple[str, str]] = []
        self._address = ""
        self._link_text: list[str] = []
        self._heading = ""
        self._heading_text: list[str] | None = None
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_cell()
            self._stack.append(_Grid(self._heading))
            self.grids.append(self._stack[-1])
        elif tag == "tr" and self._stack:
            self._end_cell()
            self._count()
            self._stack[-1].start_row()
        elif tag in ("td", "th") and self._stack:
            self._end_cell()
            self._cell = []
            self._span = (_span(told.get("colspan"), MAX_COLUMNS), _span(told.get("rowspan"), _MAX_SPAN_ROWS))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")
        elif tag == "a":
            self._address, self._link_text = told.get("href", "").strip(), []
        elif tag in _HEADINGS:
            self._heading_text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr" and self._stack:
            self._end_cell()
            self._stack[-1].end_row()
        elif tag == "table" and self._stack:
            self._end_cell()
            self._stack.pop().end_row()
        elif tag == "a":
            if self._address and self._cell is not None:
                self._links.append((one_line("".join(self._link_text)), self._address))
            self._address = ""
        elif tag in _HEADINGS and self._heading_text is not None:
            self._heading, self._heading_text = one_line("".join(self._heading_text)), None
            if tag == "caption" and self._stack:
                self._stack[-1].name = self._heading

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        for sink in (self._cell, self._heading_text, self._link_text if self._address else None):
            if sink is not None:
                sink.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()
        while self._stack:
            self._stack.pop().end_row()

    def _count(self) -> None:
        self._filled += self._stack[-1].width
        if self._filled > MAX_PAGE_CELLS:
            raise InputError(
                "HTML の表が大きすぎるため読み込みを止めました",
                where=self._where,
                why=f"結合を展開すると {MAX_PAGE_CELLS:,} セルを超えます",
                mend="目録の表だけを CSV か Excel で保存してください",
            )

    def _end_cell(self) -> None:
        if self._cell is not None and self._stack:
            text = "\n".join(filter(None, (one_line(line) for line in "".join(self._cell).split("\n"))))
            self._stack[-1].add(text, tuple(self._links), *self._span)
        self._cell, self._links = None, []


def _span(text: str | None, limit: int) -> int:
    plain = (text or "").strip()
    return max(1, min(int(plain), limit)) if plain.isascii() and plain.isdecimal() and len(plain) < 6 else 1
