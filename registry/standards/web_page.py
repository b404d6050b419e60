"""Web pages saved under the name of a data file: refused, unless the page is one table of data."""

from collections import Counter
from html.parser import HTMLParser

from registry.catalogue.markup import html_tables
from registry.catalogue.tables import Row, Table
from registry.errors import InputError

_UNSEEN = frozenset({"script", "style", "template", "title"})


def data_table(text: str, where: str) -> Table:
    """The one table that makes up a page.

    Raises InputError when the page holds no table of data, several, or mostly other text.
    """
    candidates: list[tuple[str, list[Row]]] = []
    for table in html_tables(text, where):
        rows = list(table.rows)
        if _holds_data(rows):
            candidates.append((table.name, rows))
    if len(candidates) != 1:
        why = "ページの中にデータの表がありません"
        if candidates:
            why = f"ページの中に表が {len(candidates)} あり、どれがデータか決められません"
        raise _no_data(where, why)
    name, rows = candidates[0]
    inside = sum(len("".join(cell.split())) for row in rows for cell in row.cells)
    if inside * 2 < _visible_characters(text):
        raise _no_data(where, "ページの文章の中に表が一つあるだけで、データのファイルではありません")
    return Table(name, iter(rows))


def _holds_data(rows: list[Row]) -> bool:
    """Two rows or more, of two columns or more, nearly all of one width."""
    widths = Counter(len(row.cells) for row in rows if any(cell.strip() for cell in row.cells))
    if not widths:
        return False
    width, count = widths.most_common(1)[0]
    return width > 1 and count > 1 and count * 5 >= widths.total() * 4


class _Visible(HTMLParser):
    """Counts the characters that a reader of the page sees, without spaces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._unseen = 0
        self.characters = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.characters += len("".join(data.split()))


def _visible_characters(text: str) -> int:
    page = _Visible()
    page.feed(text)
    page.close()
    return page.characters


def _no_data(where: str, why: str) -> InputError:
    return InputError(
        "データではなく、ウェブページ（HTML）が保存されています",
        where=where,
        why=why,
        mend="ページのリンクから、データのファイルそのものをダウンロードしてください",
    )
