"""The Markdown of a plan with what was changed in Word: every line that was not touched stays as it is.

What Word shows decides which units stay, in which order, and what is new.
"""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from registry.plan.elements import Line
from registry.plan.word.filling import Filler, Placed
from registry.plan.word.pairing import longest_rising
from registry.plan.word.renewing import Renewal
from registry.plan.word.segments import Segment, Source, is_blank
from registry.plan.word.units import Kind, Unit


class Rebuilt(Struct, frozen=True, kw_only=True):
    """The new Markdown and what changed."""

    text: str
    changed: int
    added: int
    removed: int
    moved: int
    refused: tuple[str, ...]
    """Changes that cannot be written as Markdown, in words."""


def rebuild(
    source: str,
    units: Sequence[Unit],
    placed: Sequence[Placed],
    notes: dict[str, Line],
    removed_notes: frozenset[str],
) -> Rebuilt:
    """Write the Markdown. ``notes``: what Word shows of each note by label; new labels are added at the end."""
    return _Rebuild(source, units, placed, notes, removed_notes).run()


_Order = list[tuple[int | None, list[Placed]]]


class _Rebuild:
    def __init__(
        self,
        source: str,
        units: Sequence[Unit],
        placed: Sequence[Placed],
        notes: dict[str, Line],
        removed_notes: frozenset[str],
    ) -> None:
        self._source = Source(source, units)
        self._segments = self._source.segments
        self._placed = placed
        self._renewal = Renewal()
        self._filler = Filler(self._source, self._renewal)
        self._moved = 0
        changed, self._new_notes = self._source.write_notes(notes, removed_notes)
        self._renewal.changed += changed
        self._renewal.added += len(self._new_notes) // 2
        self._of = {
            id(unit): number for number, segment in enumerate(self._segments) for unit in segment.units
        }

    def run(self) -> Rebuilt:
        out = self._source.head()
        before: int | None = -1
        recast = False
        shown_units = 0
        for number, items in self._ordered():
            lines = (
                self._filler.segment(self._segments[number], items)
                if number is not None
                else self._filler.free(items)
            )
            recast, was_recast = any(item.is_recast for item in items), recast
            joined = (self._adjoins(before, number) and not (recast or was_recast)) or not out or not lines
            if not joined and not is_blank(out[-1]) and not is_blank(lines[0]):
                out.append("")
            out += lines
            before = number
            shown_units += sum(item.unit is not None for item in items)
        return Rebuilt(
            text=self._source.text(out + self._new_notes),
            changed=self._renewal.changed,
            added=self._renewal.added,
            removed=self._source.shown - shown_units,
            moved=self._moved,
            refused=tuple(self._renewal.refused),
        )

    def _adjoins(self, before: int | None, number: int | None) -> bool:
        """True when a segment may follow another without a blank line: as it did, or entries of one list."""
        if before is None or number is None:
            return False
        return before == number - 1 or (self._is_entry(before) and self._is_entry(number))

    def _is_entry(self, number: int) -> bool:
        segment = self._segments[number]
        return segment.block is None and len(segment.units) == 1 and segment.units[0].kind is Kind.ENTRY

    def _ordered(self) -> _Order:
        """Segments and new text in the order in which Word shows them; segments without units where they were."""
        owners = self._owners()
        groups: _Order = []
        for owner, item in zip(owners, self._placed, strict=True):
            if groups and groups[-1][0] == owner:
                groups[-1][1].append(item)
            else:
                groups.append((owner, [item]))
        largest: dict[int, int] = {}
        for position, (owner, items) in enumerate(groups):
            if owner is not None and (owner not in largest or len(items) > len(groups[largest[owner]][1])):
                largest[owner] = position
        order: _Order = [
            (owner if owner is None or largest[owner] == position else None, items)
            for position, (owner, items) in enumerate(groups)
        ]
        stayed = longest_rising([owner for owner, _ in order if owner is not None])
        self._moved = sum(owner is not None for owner, _ in order) - len(stayed)
        self._moved += sum(owner is None and any(item.unit for item in items) for owner, items in order)
        for number, segment in enumerate(self._segments):
            if segment.units:
                if number not in largest:
                    self._leave(number, segment, order, stayed)
                continue
            self._put_back(number, order, stayed)
            stayed.add(number)
        return order

    def _leave(self, number: int, segment: Segment, order: _Order, stayed: set[int]) -> None:
        """A segment that was deleted in Word goes; comments that people wrote between its lines stay."""
        hidden = self._source.hidden(segment)
        if hidden:
            self._source.reduce(segment, hidden)
            self._put_back(number, order, stayed)
            stayed.add(number)

    def _put_back(self, number: int, order: _Order, stayed: set[int]) -> None:
        if not any(segment.units for segment in self._segments[number:]):
            order.append((number, []))
            return
        before = max((other for other in stayed if other < number), default=None)
        places = [at for at, (owner, _) in enumerate(order) if owner is not None and owner == before]
        place = places[0] if places else -1
        order.insert(place + 1, (number, []))

    def _owners(self) -> list[int | None]:
        """The segment of each placed paragraph; new ones belong where both neighbours belong."""
        owners = [self._of[id(item.unit)] if item.unit is not None else None for item in self._placed]
        known = [at for at, owner in enumerate(owners) if owner is not None]
        filled = list(owners)
        for position, item in enumerate(self._placed):
            if item.unit is not None:
                continue
            place = bisect_left(known, position)
            near = (*known[place - 1 : place], *known[place : place + 1]) if place else tuple(known[:1])
            if len(near) > 1 and owners[near[0]] == owners[near[1]]:
                filled[position] = owners[near[0]]
            elif item.found.kind is Kind.ROW:
                same = [at for at in near if self._placed[at].found.table == item.found.table]
                filled[position] = owners[same[0]] if same else None
        return filled
