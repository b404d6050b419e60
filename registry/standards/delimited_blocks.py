"""CSV and its kin cut into rows and cells, some hundred rows at a time, in constant memory."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice

from registry.catalogue.delimited import find_delimiter
from registry.catalogue.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from registry.errors import InputError
from registry.standards.quick_lines import Rows, quick_rows
from registry.standards.sheets import Block
from registry.standards.text_blocks import TextBlocks

ROWS_PER_BLOCK = 512
"""So few that the cells of a block stay in the processor's cache until the last check has seen them."""

_NAMES = {",": "csv", "\t": "tsv", ";": "csv;", "|": "csv|"}
_SAMPLE_LINES = 40
_END = "\0"
"""Fed after the last line in two cells (a NUL is refused before): one cell comes back when a quote was left open."""
_LONGEST_PART = 1024 * 1024
"""Characters that are put together to get past an open quote; then the rest goes through one reader."""


class DelimitedBlocks:
    """The rows of a text table; iterate once.

    ``advance`` is called now and then while reading. Raises InputError for an open quote, a cell or row over
    the limits, and everything that TextBlocks refuses.
    """

    def __init__(self, text: TextBlocks, where: str, advance: Callable[[], None]) -> None:
        self._where = where
        self._advance = advance
        blocks = iter(text)
        first = next(blocks, "")
        sample = list(islice(io.StringIO(first, newline=""), _SAMPLE_LINES))
        self._delimiter = find_delimiter(sample)
        self._end_line = f"{_END}{self._delimiter}{_END}"
        self._padded = any(f'{self._delimiter} "' in line for line in sample)
        self._blocks = map(_without_end_mark, chain((first,), blocks))
        self._row = 1
        """Number of the row that comes next."""

    @property
    def dialect(self) -> str:
        """``csv``, ``tsv``, ``csv;`` or ``csv|``."""
        return _NAMES[self._delimiter]

    def __iter__(self) -> Iterator[Block]:
        for cells in self._parts():
            if max(map(len, cells)) > MAX_COLUMNS:
                number = next(number for number, row in enumerate(cells, self._row) if len(row) > MAX_COLUMNS)
                raise self._error(
                    number, f"列が {MAX_COLUMNS:,} を超えています", "区切り文字を確かめてください"
                )
            yield Block(self._row, cells)
            self._row += len(cells)
            self._advance()
            if self._row > MAX_ROWS:
                why = f"{MAX_ROWS:,} 行を超えています"
                raise self._error(self._row, why, "空白の行を除くか、団体ごとに分けてください")

    def _parts(self) -> Iterator[Rows]:
        """Some hundred rows at a time."""
        part, given = "", 0
        for text in self._blocks:
            quick = None if part or self._padded else quick_rows(text, self._delimiter, ROWS_PER_BLOCK)
            if quick is not None:
                yield from quick
                continue
            part += text
            if len(part) > _LONGEST_PART:
                yield from self._read(chain((part,), self._blocks), given)
                return
            if part.count('"') % 2 == 0:
                kept = yield from self._closed(part, given)
                part, given = ("", 0) if kept is None else (part, kept)
        if part:
            yield from self._read((part,), given)

    def _closed(self, part: str, given: int) -> Generator[Rows, None, int | None]:
        """The rows of a text after the first ``given``.

        Where it ends within a quoted cell, or cannot be read, the last rows are kept back: then the number of rows
        given in all is returned, else None.
        """
        rows = islice(self._reader(_lines(part)), given, None)
        held: Rows = []
        try:
            while some := list(islice(rows, ROWS_PER_BLOCK)):
                if held:
                    yield held
                    given += len(held)
                held = some
        except csv.Error:
            return given
        if held.pop() != [_END, _END]:
            return given
        if held:
            yield held
        return None

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(
            chain(lines, (self._end_line,)),
            delimiter=self._delimiter,
            skipinitialspace=self._padded,
        )

    def _read(self, texts: Iterable[str], given: int) -> Iterator[Rows]:
        """The rows of texts after the first ``given``, to the end of the file."""
        reader = islice(self._reader(chain.from_iterable(map(_lines, texts))), given, None)
        while True:
            cells: Rows = []
            try:
                cells.extend(islice(reader, ROWS_PER_BLOCK))
            except csv.Error as error:
                raise self._error(
                    self._row + len(cells),
                    f"1 つのセルが {MAX_CELL_CHARACTERS:,} 文字を超えています（引用符が閉じていない可能性があります）",
                    "引用符の数を確かめ、表計算ソフトで書き出し直してください",
                ) from error
            if cells and cells[-1] and cells[-1][-1].endswith(_END):
                if cells[-1] != [_END, _END]:
                    number = self._row + len(cells) - 1
                    raise self._error(number, '引用符（"）が閉じていません', "引用符の数を確かめてください")
                del cells[-1]
            if not cells:
                return
            yield cells

    def _error(self, number: int, why: str, mend: str) -> InputError:
        return InputError(
            "CSV として読めません", where=f"{self._where} の {number:,} 行目", why=why, mend=mend
        )


def _without_end_mark(text: str) -> str:
    """Old DOS programs end a text with Ctrl-Z."""
    return text.replace("\x1a", "") if "\x1a" in text else text


def _lines(text: str) -> Iterable[str]:
    """Lines with their ends, cut at CR LF, LF and CR only."""
    lines = text.splitlines(keepends=True)
    if len(lines) == text.count("\n") + (not text.endswith("\n")):
        return lines
    return io.StringIO(text, newline="")
