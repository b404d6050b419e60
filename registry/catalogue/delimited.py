"""CSV, TSV and their kin: text cut into rows and cells in one pass and constant memory."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from registry.catalogue.encoding import TextLines
from registry.catalogue.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from registry.catalogue.tables import Row
from registry.errors import InputError

_CANDIDATES = (",", "\t", ";", "|")
_NAMES = {",": "csv", "\t": "tsv", ";": "csv;", "|": "csv|"}
_SAMPLE_LINES = 40
_ROWS_PER_PIECE, _ROWS_PER_REPORT = 256, 2048
_END = "\0end"
"""Fed after the last line (a NUL is refused before): it comes back inside a cell when a quote was left open."""
_LONE_RETURN = re.compile(r"(?<=\r)(?!\n)")


class DelimitedRows:
    """The rows of a text table; iterate once.

    ``advance`` is called now and then while reading. Raises InputError for an open quote, a cell or row over
    the limits, and everything that TextLines refuses.
    """

    def __init__(self, lines: TextLines, where: str, advance: Callable[[], None]) -> None:
        self._where = where
        self._advance = advance
        text = iter(lines)
        sample = list(islice(text, _SAMPLE_LINES))
        self._delimiter = find_delimiter(sample)
        self._text = chain(sample, text)

    @property
    def dialect(self) -> str:
        """``csv``, ``tsv``, ``csv;`` or ``csv|``."""
        return _NAMES[self._delimiter]

    def __iter__(self) -> Iterator[Row]:
        return (Row(number, cells) for number, cells in enumerate(self.cells(), start=1))

    def cells(self) -> Iterator[list[str]]:
        """The cells of each row, without the number that Row has: the first row is number 1."""
        return chain.from_iterable(self._pieces())

    def _pieces(self) -> Iterator[list[list[str]]]:
        """Some rows at a time, all of them within the limits."""
        number = 0
        ended: list[bool] = []
        reader = csv.reader(_fed(self._text, ended), delimiter=self._delimiter, skipinitialspace=True)
        while not ended:
            rows: list[list[str]] = []
            try:
                rows.extend(islice(reader, _ROWS_PER_PIECE))  # after an error it holds the rows before
            except csv.Error as error:
                self._check_columns(rows, number)
                raise self._error(
                    number + len(rows) + 1,
                    f"1 つのセルが {MAX_CELL_CHARACTERS:,} 文字を超えています（引用符が閉じていない可能性があります）",
                    "引用符の数を確かめ、表計算ソフトで書き出し直してください",
                ) from error
            last = rows.pop() if ended else [_END]
            self._check_columns(rows, number)
            if last != [_END]:
                why = '引用符（"）が閉じていません'
                raise self._error(number + len(rows) + 1, why, "引用符の数を確かめてください")
            number += len(rows)
            if not number % _ROWS_PER_REPORT:
                self._advance()
                if number > MAX_ROWS:
                    why = f"{MAX_ROWS:,} 行を超えています"
                    raise self._error(number, why, "空白の行を除くか、団体ごとに分けてください")
            yield rows

    def _check_columns(self, rows: Sequence[list[str]], before: int) -> None:
        """Raise InputError when one is too wide; ``before``: how many rows come before them."""
        if max(map(len, rows), default=0) > MAX_COLUMNS:
            number = next(number for number, cells in enumerate(rows, before + 1) if len(cells) > MAX_COLUMNS)
            why = f"列が {MAX_COLUMNS:,} を超えています"
            raise self._error(number, why, "区切り文字を確かめてください")

    def _error(self, number: int, why: str, mend: str) -> InputError:
        return InputError(
            "CSV として読めません", where=f"{self._where} の {number:,} 行目", why=why, mend=mend
        )


def find_delimiter(lines: list[str]) -> str:
    """The separator that cuts the lines into the most columns for most rows; a comma when none does."""
    best, best_score = ",", 0.0
    for candidate in _CANDIDATES:
        widths = [len(row) for row in _sample_rows(lines, candidate) if any(cell.strip() for cell in row)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        common = max(set(wide), key=wide.count)
        score = wide.count(common) / len(widths) * min(common, 50)
        if score > best_score * 1.2:
            best, best_score = candidate, score
    return best


def _sample_rows(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def _fed(text: Iterable[str], ended: list[bool]) -> Iterator[str]:
    """Lines for the csv module, then _END; ``ended`` is no longer empty once that has been fed."""
    for line in text:
        if "\r" in line and (not line.endswith("\r\n") or "\r" in line[:-2]):
            yield from _LONE_RETURN.split(line)
        elif line != "\x1a":
            yield line
    ended.append(True)
    yield _END
