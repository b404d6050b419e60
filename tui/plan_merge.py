"""Deciding conflicts of a merged plan one by one; nothing is stored while one is open."""

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from registry.plan.joining_edits import ELSEWHERE
from registry.plan.merging import BETWEEN, THEIRS, has_conflict

Side = Literal["ours", "theirs", "both", "hand"]
SIDES: dict[Side, str] = {
    "ours": "左（あなたの文）を使う",
    "theirs": "右の文を使う",
    "both": "両方を残す",
    "hand": "手で書いた文を使う",
}
_MOST_WORDS = 12


class Open(NamedTuple):
    """One conflict of a text: the rows that it takes, marks included, and the two texts."""

    first: int
    last: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    elsewhere: bool
    """True: the second text was written by others, not drafted anew."""


def conflicts_of(lines: list[str]) -> list[Open]:
    """The conflicts in the lines of a plan."""
    found, start, middle = [], None, None
    for row, line in enumerate(lines):
        if has_conflict(line) and start is None:
            start, middle = row, None
        elif line == BETWEEN and start is not None and middle is None:
            middle = row
        elif line.startswith(THEIRS) and start is not None and middle is not None:
            ours, theirs = tuple(lines[start + 1 : middle]), tuple(lines[middle + 1 : row])
            found.append(Open(start, row + 1, ours, theirs, line == ELSEWHERE))
            start = middle = None
    return found


class Merging:
    """The conflicts of one text and what was decided of each."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.conflicts = conflicts_of(lines)
        self.decided: dict[int, tuple[Side, tuple[str, ...]]] = {}
        self.at = 0

    @property
    def current(self) -> Open:
        """The conflict in view."""
        return self.conflicts[self.at]

    @property
    def left(self) -> int:
        """How many are not decided yet."""
        return len(self.conflicts) - len(self.decided)

    def decide(self, side: Side, text: str = "") -> None:
        """Decide the conflict in view; ``text`` for "hand"."""
        current = self.current
        chosen = {
            "ours": current.ours,
            "theirs": current.theirs,
            "both": (*current.ours, *current.theirs),
            "hand": tuple(text.split("\n")),
        }
        self.decided[self.at] = (side, chosen[side])

    def next_open(self) -> None:
        """Go to the next that is not decided, or stay."""
        places = [*range(self.at + 1, len(self.conflicts)), *range(self.at)]
        self.at = next((at for at in places if at not in self.decided), self.at)

    def lines(self) -> list[str]:
        """The text with every decision in place; a conflict that is not decided stays in it."""
        lines = list(self._lines)
        for at in sorted(self.decided, reverse=True):
            conflict = self.conflicts[at]
            lines[conflict.first : conflict.last] = self.decided[at][1]
        return lines


def difference_in_words(ours: str, theirs: str, *, elsewhere: bool = False) -> str:
    """What differs between two texts, said in words; ``elsewhere``: others wrote the second."""
    name = "ほかの文" if elsewhere else "新しい文"
    if not ours.strip() or not theirs.strip():
        return f"{name}では消えています" if not theirs.strip() else "あなたの文では消えています"
    parts = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        old, new = " ".join(ours[i1:i2].split()), " ".join(theirs[j1:j2].split())
        if kind == "replace":
            parts.append(f"「{old}」→「{new}」")
        elif kind == "delete" and old:
            parts.append(f"「{old}」は{name}にない")
        elif kind == "insert" and new:
            parts.append(f"「{new}」は{name}だけ")
    more = f"、ほか {len(parts) - _MOST_WORDS} か所" if len(parts) > _MOST_WORDS else ""
    return "違い  " + "、".join(parts[:_MOST_WORDS]) + more if parts else "違いは空白だけです"
