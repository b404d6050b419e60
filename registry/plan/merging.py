"""Regenerating a plan without losing a word: a three-way merge of the draft last generated, the plan as people
edited it, and the draft generated anew.

Blocks are merged one by one, line by line; a sentence of a draft has a line of its own. What only one side
changed is taken; what both changed differently is shown as a conflict with both texts and left to people. The
order of the edited plan stays: a block that was moved stays moved, one that was deleted stays deleted, text
between blocks is never touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from registry.plan.elements import CONFLICT_SIDES
from registry.plan.line_merge import Divergence, merge_regions
from registry.plan.marked_text import FRONT, MarkedText, Part, read_marked

OURS, BETWEEN, THEIRS = f"<<<<<<< {CONFLICT_SIDES[0]}", "=======", f">>>>>>> {CONFLICT_SIDES[1]}"
"""Lines around the two texts of a conflict."""


class Outcome(StrEnum):
    """What became of a block."""

    UPDATED = "更新した段"
    ADDED = "加えた段"
    REMOVED = "新しい案になくなり、除いた段"
    KEPT = "新しい案になくなったが、手で直してあるため残した段"
    STAYS_DELETED = "手で消した段（案は変わったが、戻していない）"
    CONFLICT = "食い違い"


class Event(Struct, frozen=True, kw_only=True):
    """What became of one block."""

    block: str
    outcome: Outcome
    ours: str = ""
    """For conflicts: the text of people."""
    theirs: str = ""
    """For conflicts: the new draft."""


class Merged(Struct, frozen=True, kw_only=True):
    """A merged plan."""

    text: str
    events: tuple[Event, ...]

    @property
    def conflicts(self) -> tuple[Event, ...]:
        """Places that people must decide."""
        return tuple(event for event in self.events if event.outcome is Outcome.CONFLICT)


def has_conflict(line: str) -> bool:
    """True for a line that opens a conflict."""
    return line.startswith(OURS)


def merge_plan(base: str, edited: str, generated: str, computed: Iterable[str] = ()) -> Merged:
    """Merge; ``computed`` are the keys of the front matter that always come from the new draft."""
    if base == generated:
        return Merged(text=edited, events=())
    merge = _Merge(read_marked(base), read_marked(edited), read_marked(generated), frozenset(computed))
    return merge.run()


class _Merge:
    def __init__(
        self, base: MarkedText, edited: MarkedText, generated: MarkedText, computed: frozenset[str]
    ) -> None:
        self._base, self._edited, self._generated = base.blocks(), edited, generated
        self._new = generated.blocks()
        self._computed = computed
        self._events: list[Event] = []

    def run(self) -> Merged:
        parts: list[Part] = []
        for part in self._edited.parts:
            kept = part if part.id is None else self._block(part)
            if kept is not None:
                parts.append(kept)
            else:
                _close_gap(parts)
        parts = self._with_new_blocks(parts)
        self._note_deleted()
        merged = MarkedText(tuple(parts), self._edited.mark, self._edited.crlf)
        return Merged(text=merged.text(), events=tuple(self._events))

    def _block(self, part: Part) -> Part | None:
        """The block as it goes on; None when it goes."""
        block_id = part.id or ""
        base, new = self._base.get(block_id), self._new.get(block_id)
        if new is None:
            if base is None:
                return part
            if base.content == part.content:
                self._events.append(Event(block=block_id, outcome=Outcome.REMOVED))
                return None
            self._events.append(Event(block=block_id, outcome=Outcome.KEPT))
            return part
        if base is not None and base.content == new.content:
            return part
        if block_id == FRONT:
            return part.holding(self._front(base.content if base else (), part.content, new.content))
        content = tuple(self._lines(block_id, base.content if base else (), part.content, new.content))
        if content != part.content:
            self._events.append(Event(block=block_id, outcome=Outcome.UPDATED))
        return part.holding(content)

    def _lines(
        self, block_id: str, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
    ) -> Iterator[str]:
        for region in merge_regions(base, ours, theirs):
            if isinstance(region, Divergence):
                yield from self._conflict(block_id, *region)
            else:
                yield from region

    def _conflict(
        self, block_id: str, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
    ) -> Iterator[str]:
        """Both texts; where all three have as many lines, only the lines that truly conflict."""
        if len(base) == len(ours) == len(theirs) > 1:
            for one, our, their in zip(base, ours, theirs, strict=True):
                yield from self._conflict(block_id, (one,), (our,), (their,))
            return
        if ours == theirs or base == theirs:
            yield from ours
        elif base == ours:
            yield from theirs
        else:
            self._events.append(
                Event(
                    block=block_id, outcome=Outcome.CONFLICT, ours="\n".join(ours), theirs="\n".join(theirs)
                )
            )
            yield from (OURS, *ours, BETWEEN, *theirs, THEIRS)

    def _front(self, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
        """Front matter, key by key: people's settings stay, computed keys are renewed."""
        old, new = _keys(base), _keys(theirs)
        seen = set()
        for line in ours:
            key = _key(line)
            seen.add(key)
            if key in self._computed or (line == old.get(key) and key in new):
                yield new.get(key, line)
            else:
                yield line
        for key, line in new.items():
            if key not in seen and key not in old:
                yield line

    def _with_new_blocks(self, parts: list[Part]) -> list[Part]:
        """New blocks, each behind the block that precedes it in the new draft, as far as that is there."""
        present = {part.id for part in parts}
        before: str | None = None
        for part in self._generated.parts:
            if part.id is None:
                continue
            if part.id not in present and part.id not in self._base:
                place = _after(parts, before)
                lead = () if place == 0 or _ends_blank(parts[place - 1]) else (Part(None, ("",)),)
                tail = () if place < len(parts) and _starts_blank(parts[place]) else (Part(None, ("",)),)
                parts[place:place] = [*lead, part, *tail]
                present.add(part.id)
                self._events.append(Event(block=part.id, outcome=Outcome.ADDED))
            if part.id in present:
                before = part.id
        return parts

    def _note_deleted(self) -> None:
        kept = {part.id for part in self._edited.parts}
        for block_id, new in self._new.items():
            base = self._base.get(block_id)
            if base is not None and block_id not in kept and base.content != new.content:
                self._events.append(Event(block=block_id, outcome=Outcome.STAYS_DELETED))


def _key(line: str) -> str:
    return line.partition(":")[0].strip()


def _keys(lines: Iterable[str]) -> dict[str, str]:
    return {_key(line): line for line in lines}


def _after(parts: Sequence[Part], block_id: str | None) -> int:
    """Where a block goes that follows ``block_id``."""
    for place, part in enumerate(parts):
        if block_id is not None and part.id == block_id:
            return place + 1
    return 1 if parts and parts[0].id == FRONT else 0


def _ends_blank(part: Part) -> bool:
    return part.id is None and not part.lines[-1].strip()


def _starts_blank(part: Part) -> bool:
    return part.id is None and not part.lines[0].strip()


def _close_gap(parts: list[Part]) -> None:
    """Where a block went, one blank line before it goes too."""
    if parts and parts[-1].id is None and not parts[-1].lines[-1].strip():
        rest = parts[-1].lines[:-1]
        parts[-1:] = [Part(None, rest)] if rest else []
