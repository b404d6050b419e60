"""What differs between a version and the plan as it is, by chapter and in words."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tui.plan_shape import Shape
from tui.widgets.passages import Passage

GONE, CAME = "－ 消した行", "＋ 加えた行"
_MOST_LINES = 400


def difference(name: str, then: Sequence[str], now: Sequence[str], shape: Shape) -> list[Passage]:
    """The lines that the plan lost and got since ``then``, below the heading of each place; ``shape``: of ``now``."""
    said = list(_changes(then, now, shape))
    gone, came = (sum(one.text.startswith(mark) for one in said) for mark in (GONE, CAME))
    if not gone + came:
        return [Passage("今の計画と同じです", "dim")]
    head = Passage(f"{name} から今の計画までに  加えた行 {came:,}  消した行 {gone:,}", "heading")
    rest = [Passage(f"ほか {len(said) - _MOST_LINES:,} 行", "dim")] if len(said) > _MOST_LINES else []
    return [head, *said[:_MOST_LINES], *rest]


def _changes(then: Sequence[str], now: Sequence[str], shape: Shape) -> Iterator[Passage]:
    place = None
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, then, now).get_opcodes():
        gone = [line for line in then[i1:i2] if line.strip()]
        came = [line for line in now[j1:j2] if line.strip()]
        if kind == "equal" or not gone + came:
            continue
        first = next((row for row in range(j1, j2) if now[row].strip()), max(j1 - 1, 0))
        words = shape.words_of(first) or "前書き"
        if words != place:
            yield Passage(words, "accent")
            place = words
        yield from (Passage(f"{GONE}  {line}", "error", 1) for line in gone)
        yield from (Passage(f"{CAME}  {line}", "good", 1) for line in came)
