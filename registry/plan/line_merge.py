"""Texts compared line by line: what two have in common at both ends, and what two sides made of one."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = Sequence[str]


class Divergence(NamedTuple):
    """Lines that both sides changed: as they were, and as each has them."""

    base: Lines
    ours: Lines
    theirs: Lines


def merge_regions(base: Lines, ours: Lines, theirs: Lines) -> Iterator[Lines | Divergence]:
    """The three-way merge of ``merge3``, in order: lines that are settled, and those that are not."""
    from merge3 import Merge3

    merge = Merge3(base, ours, theirs, sequence_matcher=_EveryLineCounts)  # type: ignore[arg-type]
    for region in merge.merge_regions():
        match region:
            case ("unchanged", int(start), int(end)):
                yield base[start:end]
            case ("same" | "a", int(start), int(end)):
                yield ours[start:end]
            case ("b", int(start), int(end)):
                yield theirs[start:end]
            case ("conflict", int(b0), int(b1), int(o0), int(o1), int(t0), int(t1)):
                yield Divergence(base[b0:b1], ours[o0:o1], theirs[t0:t1])


def shared_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How far two rows begin alike, and how far what is left of them ends alike."""
    start = _shared(one, other)
    return start, _shared(one[start:][::-1], other[start:][::-1])


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


class _EveryLineCounts(SequenceMatcher[str]):
    """The usual matcher without its rule that frequent lines are noise."""

    def __init__(self, isjunk: None, a: Lines, b: Lines) -> None:
        super().__init__(isjunk, a, b, autojunk=False)
