"""Two people edited one plan from the same text: both edits in one, line by line; what differs is a conflict.

Unlike ``merging``, which brings a new draft into a plan, nothing here is more than the other: lines that either
side added, changed or removed are taken, and where both changed the same lines differently both texts stand
between the marks of a conflict.
"""

from msgspec import Struct

from registry.plan.line_merge import Divergence, merge_regions, shared_ends
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
    for region in merge_regions(before, our, their):
        if not isinstance(region, Divergence):
            lines += region
            continue
        _, first, second = region
        if first == second:
            lines += first
            continue
        start, end = shared_ends(first, second)
        conflicts += 1
        lines += (*first[:start], OURS, *first[start : len(first) - end])
        lines += (BETWEEN, *second[start : len(second) - end], ELSEWHERE, *first[len(first) - end :])
    mark = _side(*(one.mark for one in marked))
    crlf = _side(*(one.crlf for one in marked))
    return Joined(text=MarkedText((Part(None, tuple(lines)),), mark, crlf).text(), conflicts=conflicts)


def _lines(marked: MarkedText) -> list[str]:
    return [line for part in marked.parts for line in part.lines]


def _side(base: bool, ours: bool, theirs: bool) -> bool:
    return theirs if ours == base else ours
