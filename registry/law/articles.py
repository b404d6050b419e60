"""Places in laws: what they are, and how they are written, ordered and compared.

The canonical form is the one that the registry and all outputs use: 28条3項, 36条の2第1項, 3条2項8号ロ.
The formal form (第28条第3項) is for documents. ``registry.law.citations`` reads both.
"""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
"""Letters of sub-items in their order."""

_Path = tuple[tuple[int, ...], ...]


class Article(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in a law, or a range of such places.

    A law may have items directly under an article (16条2号): such an article has one paragraph only, so the
    item counts as one of its first paragraph when places are compared or linked.
    """

    number: tuple[int, ...] = ()
    """Article number with its branches: 36条の2 is (36, 2). Empty only in supplementary provisions, many of
    which count paragraphs without articles."""
    paragraph: int | None = None
    item: tuple[int, ...] = ()
    """Item number with its branches: 10号の3 is (10, 3)."""
    sub_items: tuple[str, ...] = ()
    """Letters below the item, outermost first: ("ロ",) or ("ロ", "(1)")."""
    supplementary: bool = False
    """True for 附則."""
    end: "Article | None" = None
    """Last place of a range, complete in itself; None for a single place."""

    def __str__(self) -> str:
        """The canonical form."""
        start = self._prefix + "".join(self._parts(formal=False))
        if self.end is None:
            return start
        first, *rest = self._parts_of_end(formal=False)
        return f"{start}〜{first.removeprefix('第')}{''.join(rest)}"

    def formal(self) -> str:
        """The form of official documents: 第28条第3項, 第31条から第32条の3まで."""
        start = self._prefix + "".join(self._parts(formal=True))
        return start if self.end is None else f"{start}から{''.join(self._parts_of_end(formal=True))}まで"

    @property
    def _prefix(self) -> str:
        return "附則" if self.supplementary else ""

    def _parts(self, *, formal: bool) -> list[str]:
        parts: list[str] = []
        after_branch = False
        paragraph = () if self.paragraph is None else (self.paragraph,)
        for numbers, unit in ((self.number, "条"), (paragraph, "項"), (self.item, "号")):
            if numbers:
                branches = "".join(f"の{branch}" for branch in numbers[1:])
                parts.append(f"{'第' if formal or after_branch else ''}{numbers[0]}{unit}{branches}")
                after_branch = bool(branches)
        return [*parts, *self.sub_items]

    def _parts_of_end(self, *, formal: bool) -> list[str]:
        """The end of a range without what it shares with the start."""
        ours = self.end._parts(formal=formal) if self.end else []
        theirs = self._parts(formal=formal)
        while len(ours) > 1 and len(theirs) > 1 and ours[0] == theirs[0]:
            ours, theirs = ours[1:], theirs[1:]
        return ours

    @property
    def start(self) -> "Article":
        """The first place of a range; a single place itself."""
        return self if self.end is None else replace(self, end=None)

    @property
    def anchor(self) -> str | None:
        """Fragment of the e-Gov page, ``Mp-At_28-Pr_3-It_2``; of a range its start.

        Sub-items are left out. None for supplementary provisions, whose fragments were not verified.
        Source: the links between laws on e-Gov's own pages.
        """
        if self.supplementary or not self.number:
            return None
        anchor = "Mp-At_" + "_".join(map(str, self.number))
        paragraph = self._counted_paragraph
        if paragraph:
            anchor += f"-Pr_{paragraph}"
        if self.item:
            anchor += "-It_" + "_".join(map(str, self.item))
        return anchor

    @property
    def _counted_paragraph(self) -> int:
        return self.paragraph or (1 if self.item else 0)

    def _path(self) -> _Path:
        """The place from the outermost part inward; it contains the places whose paths begin with its own."""
        inner: list[tuple[int, ...]] = []
        paragraph = self._counted_paragraph
        if paragraph:
            inner.append((paragraph,))
        if self.item:
            inner.append(self.item)
        inner.extend(_letter_order(letter) for letter in self.sub_items)
        outer = (int(self.supplementary),)
        return (outer, self.number, *inner) if self.number or inner else (outer,)

    def covers(self, other: "Article") -> bool:
        """True when ``other`` lies wholly within this place or range: 28条 covers 28条3項 but not 28条の2."""
        if other.end is not None:
            return self.covers(other.start) and self.covers(other.end)
        place, first = other._path(), self._path()
        if self.end is None:
            return place[: len(first)] == first
        last = self.end._path()
        if place[: len(last)] == last:
            return True
        reaches_beyond_end = last[: len(place)] == place
        return first <= place < last and not reaches_beyond_end

    def _order(self) -> tuple[_Path, _Path, int, int]:
        end = self.end
        return (
            self._path(),
            end._path() if end else (),
            self.paragraph or 0,
            (end.paragraph or 0) if end else 0,
        )

    def __lt__(self, other: "Article") -> bool:
        """Order of the text: main provisions before supplementary ones, 36条 before 36条の2 before 37条."""
        return self._order() < other._order()

    def __le__(self, other: "Article") -> bool:
        return self._order() <= other._order()

    def __gt__(self, other: "Article") -> bool:
        return self._order() > other._order()

    def __ge__(self, other: "Article") -> bool:
        return self._order() >= other._order()


def _letter_order(letter: str) -> tuple[int, ...]:
    return (0, int(letter[1:-1])) if letter.startswith("(") else (IROHA.index(letter) + 1,)
