"""IDs: how they are written, and whether each stands for one row only.

The form is that of the definition book (半角英数字); published files hold hyphens and underscores too, and no
harm comes of them. To find repeated IDs, eight bytes for each row are kept, and the text of the chunks as long
as it is small, so that no two IDs are called equal because their hashes are.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import compress

from registry.standards.cells import Cells
from registry.standards.findings import Report, Severity
from registry.standards.values.defects import LONGEST, Defect, compact, lines_of, narrow, quoted

_ID = r"(?:[0-9A-Za-z][0-9A-Za-z_.\-]*+)?"
CLEAN = lines_of(_ID)
_SHAPE = re.compile(_ID)
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_ASCII = re.compile(r"[!-~]+")
_PART = 250_000
"""IDs that are compared at a time when there are many, to spare memory."""
_KEPT_CHARACTERS = 12_000_000
_KEY_NAMES = frozenset({"ID", "NO", "NO.", "№", "レコードID"})
_OTHERS_KEYS = ("施設_ID", "設備_ID", "データセット_ID", "SSID")
_MOST_PAIRS = 1000
_TOO_MANY = 0.2
"""Share of repeated IDs from which the column is no key at all."""


def is_key(name: str) -> bool:
    """Whether a column of this name must tell the rows apart: ID, NO, 投票所_ID; not 施設_ID or a code of others."""
    plain = narrow(name).upper()
    return plain in _KEY_NAMES or (plain.endswith("_ID") and not plain.endswith(_OTHERS_KEYS))


def judge(value: str) -> Defect | None:
    """What is wrong with an ID."""
    plain = compact(value[:LONGEST])
    if _EXPONENT.fullmatch(plain) and (len(value) > 6 or "." in plain):
        return Defect("V27", f"{quoted(value)}は表計算ソフトの指数表示で、下の桁が失われています")
    if _SHAPE.fullmatch(value):
        return None
    if (mended := mend(value)) and mended != value:
        return Defect("V28", f"{quoted(value)}は半角で書きます", f"{quoted(mended)}と書く")
    return None


def mend(value: str) -> str | None:
    """The ID in half width, where it has full-width letters or digits and nothing but letters, digits and signs."""
    plain = narrow(value)
    return plain if len(value) <= LONGEST and _ASCII.fullmatch(plain) else None


class UniqueCheck:
    """Whether the IDs of a column differ."""

    def __init__(self, heading: str, number: int, *, required: bool) -> None:
        """``required``: empty cells are told elsewhere."""
        self._heading = heading
        self._number = number
        self._required = required
        self._hashes = array("q")
        self._rows: list[Sequence[int]] = []
        self._empty = 0
        self._first_empty = 0
        self._starts: list[int] = []
        self._texts: list[str] = []
        self._characters = 0

    def feed(self, cells: Cells, report: Report) -> None:  # noqa: ARG002 - only the whole column shows it
        """Keep a chunk."""
        values, numbers = cells.values, cells.numbers
        joined = cells.joined
        if empty := values.count(""):
            if not self._empty:
                self._first_empty = numbers[values.index("")]
            self._empty += empty
            filled = [bool(value) for value in values]
            values, numbers = list(compress(values, filled)), list(compress(numbers, filled))
            joined = "\n".join(values)
        if not values:
            return
        self._starts.append(len(self._hashes))
        self._hashes.extend(map(hash, values))
        gapless = numbers[-1] - numbers[0] == len(numbers) - 1
        self._rows.append(range(numbers[0], numbers[-1] + 1) if gapless else array("q", numbers))
        room = self._characters + len(joined) * (1 if joined.isascii() else 2)
        whole = room <= _KEPT_CHARACTERS and joined.count("\n") == len(values) - 1
        self._texts.append(joined if whole else "")
        self._characters = room if whole else self._characters

    def _repeated(self) -> set[int]:
        """Hashes that occur more than once."""
        low_bytes = self._hashes.tobytes()[:: self._hashes.itemsize]
        repeated: set[int] = set()
        parts = min(256, 1 + len(self._hashes) // _PART)
        for part in range(parts):
            chosen = low_bytes.translate(bytes(code % parts == part for code in range(256)))
            if len(set(compress(self._hashes, chosen))) != chosen.count(1):
                seen: set[int] = set()
                for hash_ in compress(self._hashes, chosen):
                    if hash_ in seen:
                        repeated.add(hash_)
                    seen.add(hash_)
        return repeated

    def _row(self, place: int) -> int:
        chunk = bisect_right(self._starts, place) - 1
        return self._rows[chunk][place - self._starts[chunk]]

    def _text(self, place: int) -> str:
        chunk = bisect_right(self._starts, place) - 1
        text = self._texts[chunk]
        return text.split("\n")[place - self._starts[chunk]] if text else ""

    def finish(self, report: Report) -> None:
        """Tell empty and repeated IDs."""
        if self._empty and not self._required:
            all_empty = not self._hashes
            report.add(
                "V26",
                "ID がどの行にもありません"
                if all_empty
                else f"ID が空の行があります（{self._empty:,} 行、最初は {self._first_empty} 行目）",
                column=self._heading,
                number=self._number,
                count=self._empty,
            )
        repeated = self._repeated()
        if repeated:
            self._tell(repeated, report)

    def _tell(self, repeated: set[int], report: Report) -> None:
        firsts: dict[int, int] = {}
        pairs: list[tuple[int, int]] = []
        count = 0
        for place, hash_ in enumerate(self._hashes):
            if hash_ in repeated and firsts.setdefault(hash_, place) != place:
                count += 1
                if len(pairs) < _MOST_PAIRS:
                    pairs.append((firsts[hash_], place))
        if count > len(self._hashes) * _TOO_MANY:
            first, second = pairs[0]
            report.add(
                "V25",
                f"ID が行を区別していません。{count:,} 行で前の行と同じ値です（{self._row(first)} 行目と "
                f"{self._row(second)} 行目の{quoted(self._text(first))}など）",
                column=self._heading,
                number=self._number,
                value=self._text(first),
                severity=Severity.WARNING,
                count=count,
            )
            return
        for first, second in pairs:
            self._tell_pair(first, second, report)
        if count > len(pairs):
            first, second = pairs[-1]
            self._tell_pair(first, second, report, count - len(pairs))

    def _tell_pair(self, first: int, second: int, report: Report, count: int = 1) -> None:
        value = self._text(second)
        if value and count == 1 and self._text(first) not in ("", value):
            return  # two different IDs with one hash
        said = f"{quoted(value)}が {self._row(first)} 行目と重なっています"
        report.add(
            "V25",
            said if value else f"{self._row(first)} 行目と同じ ID です",
            row=self._row(second),
            column=self._heading,
            number=self._number,
            value=value,
            count=count,
        )
