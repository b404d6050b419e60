"""Small questions about rows of columns: neighbours that are alike, and which columns were moved; names in a line."""

from collections.abc import Iterator, Sequence

_MOST = 12
_LONGEST = 60


def runs(places: Sequence[int], apart: Sequence[bool]) -> Iterator[list[int]]:
    """Neighbouring places together; those for which ``apart`` is true alone."""
    run: list[int] = []
    for at in places:
        if run and (at != run[-1] + 1 or apart[at] or apart[run[-1]]):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def moved(places: Sequence[int]) -> list[int]:
    """Indexes outside the longest rising sequence (tables are narrow, so that a square is cheap)."""
    best: list[tuple[int, int]] = []
    for at, place in enumerate(places):
        before = max(((best[each][0], each) for each in range(at) if places[each] < place), default=(0, -1))
        best.append((before[0] + 1, before[1]))
    at = max(range(len(best)), key=lambda each: best[each][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return [each for each in range(len(places)) if each not in kept]


def short(name: str) -> str:
    """A heading in one line of at most 60 characters."""
    shown = name[: _LONGEST * 2].replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return shown if len(name) <= _LONGEST else shown[:_LONGEST] + "…"


def listed(names: Sequence[str], most: int = _MOST) -> str:
    """The first names, and how many more there are."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown} ほか {len(names) - most}"
