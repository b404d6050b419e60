"""A plan as the editor shows it: without the comments of blocks, and with them again when it is stored.

People see and change plain Markdown; which line belongs to which generated block is followed through every change,
so that nobody can damage a comment by typing. Every line that was typed is in the stored text, whatever happens
to the blocks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from registry.plan.line_merge import shared_ends
from registry.plan.marked_text import FRONT, MarkedText, Part, read_marked

_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_MOST_REMOVED = 200
_OTHER_END = "\0"


class _Kept(NamedTuple):
    """A line: which block owns it (None: people), as it is stored, as it is shown."""

    owner: int | None
    stored: str
    shown: str


def showable(line: str) -> str:
    """The line with one harmless character in place of each that would disturb the screen."""
    return _UNSHOWABLE.sub(_picture, line.removesuffix(_OTHER_END))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


class ShownPlan:
    """The lines of a plan without comments and front matter; ``change`` follows an edit, ``text`` gives the whole."""

    def __init__(self, text: str) -> None:
        marked = read_marked(text)
        self._mark, self._crlf = marked.mark, marked.crlf
        self._parts = marked.parts
        self._removed: dict[tuple[str, ...], int] = {}
        self._lines = [
            _Kept(None if part.id is None else number, line, showable(line))
            for number, part in enumerate(marked.parts)
            if part.id != FRONT
            for line in part.content
        ]
        self._text: str | None = None
        self._places: list[int] = []

    @property
    def lines(self) -> list[str]:
        """What is shown."""
        return [line.shown for line in self._lines] or [""]

    @property
    def text(self) -> str:
        """The whole plan, comments and front matter included."""
        return self._compose()

    def _compose(self) -> str:
        if self._text is None:
            parts = list(self._whole())
            self._places = _places(parts)
            self._text = MarkedText(tuple(parts), self._mark, self._crlf).text()
        return self._text

    def block_at(self, row: int) -> str:
        """Id of the block that owns a shown line; "" for text of people."""
        owner = self._lines[row].owner if 0 <= row < len(self._lines) else None
        return "" if owner is None else self._parts[owner].id or ""

    def line_of(self, row: int) -> int:
        """Line in the whole plan, from 1, of a shown line."""
        self._compose()
        return self._places[min(row, len(self._places) - 1)] if self._places else 1

    def row_of(self, line: int) -> int:
        """The shown line that stands at a line of the whole plan, or the next that is shown."""
        self._compose()
        return min(bisect_left(self._places, line), max(len(self._lines) - 1, 0))

    def change(self, lines: Sequence[str]) -> bool:
        """Follow an edit: these lines are shown now. False when nothing changed."""
        old = [line.shown for line in self._lines]
        new = list(lines)
        if old == new or (not old and new == [""]):
            return False
        start, end = shared_ends(old, new)
        middle = list(self._followed(start, old[start : len(old) - end], new[start : len(new) - end]))
        for gone in {line.owner for line in self._lines[start : len(old) - end]} - {None}:
            self._remember(gone)
        self._lines[start : len(old) - end] = middle
        self._text = None
        return True

    def _remember(self, owner: int | None) -> None:
        """Keep what a block shows, so that it is known again when it is pasted elsewhere or brought back."""
        content = tuple(line.shown for line in self._lines if line.owner == owner)
        if owner is not None and any(content):
            self._removed[content] = owner
            if len(self._removed) > _MOST_REMOVED:
                del self._removed[next(iter(self._removed))]

    def _followed(self, start: int, old: Sequence[str], new: Sequence[str]) -> Iterator[_Kept]:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                yield from self._lines[start + i1 : start + i2]
            elif kind != "delete":
                yield from self._typed(start + i1, start + i2, new[j1:j2])

    def _typed(self, first: int, last: int, new: Sequence[str]) -> Iterator[_Kept]:
        """New lines in place of those from ``first`` to before ``last``."""
        pasted = self._known_again(new, range(first, last))
        before = self._lines[first - 1].owner if first else None
        after = self._lines[last].owner if last < len(self._lines) else None
        for number, line in enumerate(new):
            if number in pasted:
                owner: int | None = pasted[number]
            elif first + number < last:
                owner = self._lines[first + number].owner
            elif last > first:
                owner = self._lines[last - 1].owner
            else:
                owner = before
            # A paragraph that people begin below a block is theirs.
            if first + number >= last and owner is not None and owner != after and "" in new[: number + 1]:
                owner = pasted.get(number)
            yield _Kept(owner, line, line)

    def _known_again(self, new: Sequence[str], replaced: range) -> dict[int, int]:
        """Lines that are, whole and in a row, those of a block that went."""
        found: dict[int, int] = {}
        for content, owner in self._removed.items():
            for at in range(len(new) - len(content) + 1):
                if tuple(new[at : at + len(content)]) == content:
                    if not self._stands(owner, replaced):
                        found |= dict.fromkeys(range(at, at + len(content)), owner)
                    break
        return found

    def _stands(self, owner: int, replaced: range) -> bool:
        return any(line.owner == owner and at not in replaced for at, line in enumerate(self._lines))

    def _whole(self) -> Iterator[Part]:
        """The parts in order; a block that stands apart in two pieces keeps its comments around the first."""
        empty = [
            number
            for number, part in enumerate(self._parts)
            if part.id not in (None, FRONT) and not part.content
        ]
        yield from self._parts[: bool(self._parts and self._parts[0].id == FRONT)]
        used: set[int] = set()
        free: list[str] = []
        for owner, lines in _runs(self._lines):
            if owner is None or owner in used:
                free += lines
                continue
            if free:
                yield Part(None, tuple(free))
                free = []
            while empty and empty[0] < owner:
                yield self._parts[empty.pop(0)]
            used.add(owner)
            yield self._parts[owner].holding(tuple(lines))
        if free:
            yield Part(None, tuple(free))
        yield from (self._parts[number] for number in empty)


def _runs(lines: Sequence[_Kept]) -> Iterator[tuple[int | None, list[str]]]:
    run: list[str] = []
    owner: int | None = None
    for line in lines:
        if run and line.owner != owner:
            yield owner, run
            run = []
        owner = line.owner
        run.append(line.stored)
    if run:
        yield owner, run


def _places(parts: Sequence[Part]) -> list[int]:
    places: list[int] = []
    at = 1
    for part in parts:
        if part.id is None:
            places += range(at, at + len(part.lines))
        elif part.id != FRONT:
            places += range(at + 1, at + len(part.lines) - 1)
        at += len(part.lines)
    return places
