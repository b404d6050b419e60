"""Where a title ends what it says: its parts, without the words that add nothing.

Japanese puts the noun that names a thing last: 図書館一覧 is a list of libraries, 図書館の蔵書数 is not. A title
is cut at brackets, commas, spaces and conjunctions into parts; of each part, endings such as 一覧, データ, について,
dates and editions are left out of account, and beginnings such as 【○○県】 or 市内の.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from registry.text.normalise import fold

_CUT = re.compile(
    r"((?:[\s　()（）【】「」『』\[\]［］〔〕〈〉《》<>＜＞・･、，,。/／|｜:：;；_＿～〜~＋+&＆※★■●◆○◯\-‐–—−]"
    r"|及び|および|並びに|ならびに|又は|または|兼)+)"
)
_DATES = (
    r"(?:令和|平成|昭和|[rhs])?(?:\d+|元|[一二三四五六七八九十]+)(?:年度|年|月|日|時点|現在|期|次|回|号|版|編|報|月分|年分|年版|年度版)+"
    r"|(?:r|h|s)?\d[\d.]*|\d+年\d+月\d+日"
)
_EXTENSIONS = r"\.?(?:csv|xlsx?|pdf|json|geojson|shp|shape|kmz?|xml|zip|txt|gtfs|gis|rdf|ttl|html?)"


class Part(NamedTuple):
    """A part of a folded title: from ``start`` to ``end``, its own words from ``own_start`` to ``own_end``."""

    start: int
    end: int
    own_start: int
    own_end: int
    qualifies: bool
    """True: in round brackets after other words, so that it narrows what they name."""


class TitleParts:
    """Cuts titles; holds the patterns made from the words of the lexicon."""

    def __init__(self, endings: Iterable[str], beginnings: Iterable[str]) -> None:
        self._ending = re.compile(f"(?:{_alternatives(endings)}|{_DATES}|{_EXTENSIONS})$")
        self._beginning = re.compile(f"(?:{_alternatives(beginnings)}|{_DATES})")
        self._piece = lru_cache(maxsize=16384)(self._fold_piece)
        self._width = lru_cache(maxsize=1024)(lambda divider: len(fold(divider)))

    def cut(self, title: str, bodies: Iterable[tuple[int, int]] = ()) -> tuple[Part, ...]:
        """Parts of a title, with places in the folded title.

        ``bodies``: where names of bodies stand in it; at the beginning of a part they are left out.
        """
        begins = dict(bodies)
        parts: list[Part] = []
        place = depth = 0
        for number, piece in enumerate(_CUT.split(title)):
            if number % 2:
                depth = max(0, depth + sum(map(piece.count, "(（")) - sum(map(piece.count, ")）")))
                place += self._width(piece)
                continue
            folded, own_end = self._piece(piece)
            if not folded:
                continue
            start, end = place, place + len(folded)
            place = end
            own_start = self._own_start(folded, own_end, start, begins)
            qualifies = depth > 0 and any(part.own_end > part.own_start for part in parts)
            parts.append(Part(start, end, start + own_start, start + own_end, qualifies))
        return tuple(parts)

    def _fold_piece(self, piece: str) -> tuple[str, int]:
        """A part folded, and where its own words end."""
        folded = fold(piece)
        own_end = len(folded)
        while own_end and (found := self._ending.search(folded, 0, own_end)):
            own_end = found.start()
        return folded, own_end

    def _own_start(self, folded: str, own_end: int, start: int, bodies: dict[int, int]) -> int:
        own_start = 0
        while own_start < own_end:
            body_end = bodies.get(start + own_start, 0) - start
            if own_start < body_end <= own_end:
                own_start = body_end
                continue
            found = self._beginning.match(folded, own_start, own_end)
            if found is None:
                break
            own_start = found.end()
        return own_start


def _alternatives(words: Iterable[str]) -> str:
    folded = sorted({fold(word) for word in words if fold(word)}, key=len, reverse=True)
    return "|".join(map(re.escape, folded)) or r"(?!)"
