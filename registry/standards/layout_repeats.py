"""Rows that say the same in every column."""

from registry.standards.findings import Report
from registry.standards.sheets import Block

_MOST_ROWS = 100_000
"""Hashes of so many rows are kept (about 10 MiB); further rows are not compared."""
_LEAST_FILLED = 3
_SHOWN = 5


class Repeats:
    """Remembers a hash of each row; a row counts when one with the same hash came before."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._places: list[int] = []
        self._count = 0
        self._full = False

    def feed(self, block: Block) -> None:
        """Look at a block of rows."""
        if self._full:
            return
        seen = self._seen
        hashes = [hash(tuple(cells)) for cells in block.cells]
        new = set(hashes)
        if len(new) < len(hashes) or not seen.isdisjoint(new):
            for number, cells, own in zip(block.numbers, block.cells, hashes, strict=True):
                if own in seen and sum(bool(cell.strip()) for cell in cells) >= _LEAST_FILLED:
                    self._count += 1
                    if len(self._places) < _SHOWN:
                        self._places.append(number)
                seen.add(own)
        else:
            seen |= new
        self._full = len(seen) >= _MOST_ROWS

    def finish(self, report: Report) -> None:
        """Say how many there are and where the first stand."""
        if not self._count:
            return
        shown = "、".join(f"{number} 行目" for number in self._places)
        rest = " ほか" if self._count > len(self._places) else ""
        scope = f"（先頭から {len(self._seen):,} 種類の行で）" if self._full else ""
        report.add(
            "M23", f"前の行とすべて同じ行が{scope} {self._count:,} あります：{shown}{rest}", count=self._count
        )
