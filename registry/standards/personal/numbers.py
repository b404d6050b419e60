"""Columns of My Numbers (個人番号): twelve digits whose check digits are right too often for chance."""

from registry.standards.cells import Cells
from registry.standards.forms import ColumnKind
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask
from registry.standards.personal.patterns import TWELVE_DIGITS, digits, is_my_number
from registry.standards.personal.tracks import Hits

_KINDS = frozenset(
    {ColumnKind.IDENTIFIER, ColumnKind.NUMBER, ColumnKind.TEXT, ColumnKind.PERSON, ColumnKind.CODES}
)
_ALL_LOOKED_AT = 200
_PROBES = 8
_DISTINCT = 5_000
_RULED_OUT_AFTER = 30
_RIGHT = 0.9
_FEWEST = 4
"""A wrong number has a right check digit once in eleven times: four by chance in 15,000 columns."""


class MyNumbers:
    """Tally of a column."""

    def __init__(self, kind: ColumnKind, *, by_heading: bool) -> None:
        self._by_heading = by_heading
        self._open = by_heading or kind in _KINDS
        self._right: set[str] = set()
        self._wrong: set[str] = set()
        self.hits = Hits()

    def feed(self, cells: Cells) -> None:
        """Look at a chunk; a column without twelve digits costs a handful of cells."""
        if not self._open:
            return
        values = cells.values
        if len(values) > _ALL_LOOKED_AT and not self._by_heading and not self.hits.count:
            probes = [value for value in values[:: max(1, len(values) // _PROBES)] if value]
            probes = probes or [next(filter(None, values), "")]
            if not any(map(TWELVE_DIGITS.fullmatch, probes)):
                return
        for row, value in zip(cells.numbers, values, strict=False):
            if len(value) <= len("1234-5678-9012") + 6 and TWELVE_DIGITS.fullmatch(value):
                number = digits(value)
                if len(self._right) + len(self._wrong) < _DISTINCT:
                    (self._right if is_my_number(number) else self._wrong).add(number)
                self.hits.add(row, mask(Kind.MY_NUMBER, number))
        if not self._by_heading and len(self._wrong) > _RULED_OUT_AFTER and not self.found:
            self._open = False
            self.hits = Hits()

    @property
    def found(self) -> bool:
        """True for a column of My Numbers."""
        right, wrong = len(self._right), len(self._wrong)
        if self._by_heading:
            return right > 0
        return right >= _FEWEST and right >= _RIGHT * (right + wrong)
