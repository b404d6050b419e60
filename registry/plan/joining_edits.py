"""Two people edited one plan from the same text: both edits in one, line by line; what differs is a conflict.

Unlike ``merging``, which brings a new draft into a plan, nothing here is more than the other: lines that either
side added, changed or removed are taken, and where both changed the same lines differently both texts stand
between the marks of a conflict.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from registry.plan.marked_text import MarkedText, Part, read_marked
from registry.plan.merging import BETWEEN, OURS, THEIRS

ELSEWHERE = f"{THEIRS}（ほかで直された文）"
"""Closes a conflict whose second text was written elsewhere."""


class Joined(Struct, frozen=True, kw_only=True):
    """A plan with both edits."""

    text: str
    conflicts: int


def join_edits(base: str, ours: str, theirs: str) -> Joined:
    """Join what two sides made of ``base``.

    Ends of lines and the byte order mark stay as ours has them, unless only the others changed them.
    """
    if theirs in (base, ours):
        return Joined(text=ours, conflicts=0)
    if ours == base:
        return Joined(text=theirs, conflicts=0)
    marked = read_marked(base), read_marked(ours), read_marked(theirs)
    before, our, their = map(_lines, marked)
    conflicts = 0
    lines: list[str] = []
    for kept, first, second in _regions(before, our, their):
        if first == second:
            lines += (*kept, *first)
            continue
        start = _common(first, second)
        end = _common(first[start:][::-1], second[start:][::-1])
        conflicts += 1
        lines += (*kept, *first[:start], OURS, *first[start : len(first) - end])
        lines += (BETWEEN, *second[start : len(second) - end], ELSEWHERE, *first[len(first) - end :])
    mark = _side(*(one.mark for one in marked))
    crlf = _side(*(one.crlf for one in marked))
    return Joined(text=MarkedText((Part(None, tuple(lines)),), mark, crlf).text(), conflicts=conflicts)


def _lines(marked: MarkedText) -> list[str]:
    return [line for part in marked.parts for line in part.lines]


def _side(base: bool, ours: bool, theirs: bool) -> bool:
    return theirs if ours == base else ours


def _regions(
    base: list[str], ours: list[str], theirs: list[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Lines that are settled, and the two texts of the conflict behind them (both empty without one)."""
    from merge3 import Merge3

    merge = Merge3(base, ours, theirs, sequence_matcher=_EveryLineCounts)  # type: ignore[arg-type]
    for region in merge.merge_regions():
        match region:
            case ("unchanged", int(start), int(end)):
                yield base[start:end], (), ()
            case ("same" | "a", int(start), int(end)):
                yield ours[start:end], (), ()
            case ("b", int(start), int(end)):
                yield theirs[start:end], (), ()
            case ("conflict", int(), int(), int(o0), int(o1), int(t0), int(t1)):
                yield (), ours[o0:o1], theirs[t0:t1]


class _EveryLineCounts(SequenceMatcher[str]):
    """The usual matcher without its rule that frequent lines are noise."""

    def __init__(self, isjunk: None, a: Sequence[str], b: Sequence[str]) -> None:
        super().__init__(isjunk, a, b, autojunk=False)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
