"""Where a title ends what it says: its parts, without the words that add nothing.

Japanese puts the noun that names a thing last: 図書館一覧 is a list of libraries, 図書館の蔵書数 is not. A title
is cut at brackets, commas, spaces and conjunctions into parts; of each part, endings such as 一覧, データ, について,
dates and editions are left out of account, and beginnings such as 【○○県】 or 市内の.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import ascii_lowercase
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
_DATE_BEGINS = frozenset("令平昭rhs元一二三四五六七八九十")
_EXTENSIONS = r"\.?(?:csv|xlsx?|pdf|json|geojson|shp|shape|kmz?|xml|zip|txt|gtfs|gis|rdf|ttl|html?)"
_PATTERN_ENDS = frozenset("0123456789.度年月日点在期次回号版編報分vsxfnpemzlt")
"""Last characters of dates and of extensions."""
_PATTERN_CHARACTERS = (
    "0123456789.令和平成昭元一二三四五六七八九十度年月日時点現在期次回号版編報分" + ascii_lowercase
)
"""All of which dates and extensions are made, but for digits of other scripts."""


class Part(NamedTuple):
    """A part of a folded title: from ``start`` to ``end``, its own words from ``own_start`` to ``own_end``."""

    start: int
    end: int
    own_start: int
    own_end: int
    qualifies: bool
    """True: in round brackets after other words, so that it narrows what they name."""


class TitleParts:
    """Cuts titles; made from the words of the lexicon.

    Endings are looked up as written, by their lengths, and patterns tried only where the first or last character
    allows them: an alternation of all words would be tried at every character.
    """

    def __init__(self, endings: Iterable[str], beginnings: Iterable[str]) -> None:
        self._endings = frozenset(_folded(endings))
        lengths: dict[str, set[int]] = {}
        for word in self._endings:
            lengths.setdefault(word[-1], set()).add(len(word))
        self._ending_lengths = {last: sorted(own, reverse=True) for last, own in lengths.items()}
        """Lengths of the endings by their last character, the longest first."""
        self._dated = re.compile(f"(?:{_DATES}|{_EXTENSIONS})$")
        starts = sorted(_folded(beginnings), key=len, reverse=True)
        self._beginning = re.compile(f"(?:{'|'.join(map(re.escape, starts)) or '(?!)'}|{_DATES})")
        self._first = _DATE_BEGINS.union(word[0] for word in starts)
        self._piece = lru_cache(maxsize=8192)(self._fold_piece)
        self._width = lru_cache(maxsize=1024)(lambda divider: len(fold(divider)))

    def cut(self, title: str, bodies: Mapping[int, int], folded_title: str | None = None) -> list[Part]:
        """Parts of a title, with places in the folded title (``folded_title``, if it is at hand).

        ``bodies``: where names of bodies begin and end in it; at the beginning of a part they are left out.
        """
        pieces = _CUT.split(title)
        if len(pieces) == 1:
            folded = fold(title) if folded_title is None else folded_title
            if not folded:
                return []
            own_end = self._own_end(folded)
            return [Part(0, len(folded), self._own_start(folded, own_end, 0, bodies), own_end, False)]
        parts: list[Part] = []
        place = depth = 0
        owning = False
        divider = True
        for piece in pieces:
            divider = not divider
            if divider:
                if "(" in piece or "（" in piece or ")" in piece or "）" in piece:
                    opened = piece.count("(") + piece.count("（")
                    depth = max(0, depth + opened - piece.count(")") - piece.count("）"))
                place += self._width(piece)
                continue
            folded, own_end = self._piece(piece)
            if not folded:
                continue
            own_start = self._own_start(folded, own_end, place, bodies)
            end = place + len(folded)
            parts.append(Part(place, end, place + own_start, place + own_end, depth > 0 and owning))
            owning = owning or own_end > own_start
            place = end
        return parts

    def _fold_piece(self, piece: str) -> tuple[str, int]:
        """A part folded, and where its own words end."""
        folded = fold(piece)
        return folded, self._own_end(folded)

    def _own_end(self, folded: str) -> int:
        end = len(folded)
        while end:
            start = end
            last = folded[end - 1]
            for length in self._ending_lengths.get(last, ()):
                if folded[max(0, end - length) : end] in self._endings:
                    start = max(0, end - length)
                    break
            if last in _PATTERN_ENDS or last.isdecimal():
                start = min(start, self._pattern_start(folded, end))
            if start == end:
                break
            end = start
        return end

    def _pattern_start(self, folded: str, end: int) -> int:
        """Where a date or extension that ends at ``end`` begins; ``end`` when there is none."""
        first = len(folded[:end].rstrip(_PATTERN_CHARACTERS))
        if first and folded[first - 1].isdecimal():
            first = 0  # a digit of another script, before which the pattern may begin
        found = self._dated.search(folded, first, end)
        return end if found is None else found.start()

    def _own_start(self, folded: str, own_end: int, start: int, bodies: Mapping[int, int]) -> int:
        own_start = 0
        while own_start < own_end:
            if bodies:
                body_end = bodies.get(start + own_start, 0) - start
                if own_start < body_end <= own_end:
                    own_start = body_end
                    continue
            first = folded[own_start]
            if first not in self._first and not first.isdecimal():
                break
            found = self._beginning.match(folded, own_start, own_end)
            if found is None:
                break
            own_start = found.end()
        return own_start


def _folded(words: Iterable[str]) -> set[str]:
    return {folded for word in words if (folded := fold(word))}
