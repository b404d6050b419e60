"""Filling the segments of a plan with what Word shows: units that stay, in their new order, and what is new."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from registry.plan.document import FILL_IN
from registry.plan.elements import plain
from registry.plan.word.found import Found
from registry.plan.word.renewing import Renewal
from registry.plan.word.segments import Segment, Source, is_blank, prefix_of
from registry.plan.word.units import Kind, Unit


class Placed(Struct, frozen=True):
    """A paragraph of Word and the unit that it is; None for a new one."""

    found: Found
    unit: Unit | None

    @property
    def kind(self) -> Kind:
        """What it is in the Markdown from now on: as before, unless it was made an entry of a list, or no entry."""
        return self.found.kind if self.unit is None or self.is_recast else self.unit.kind

    @property
    def is_recast(self) -> bool:
        """True for a paragraph that was made an entry of a list, and the other way round."""
        return self.unit is not None and {self.unit.kind, self.found.kind} == {Kind.PARAGRAPH, Kind.ENTRY}


class Filler:
    """Writes segments."""

    def __init__(self, source: Source, renewal: Renewal) -> None:
        self._source = source
        self._renewal = renewal

    def segment(self, segment: Segment, items: Sequence[Placed]) -> list[str]:
        """The lines of a segment that holds what Word shows of it now."""
        if not segment.units:
            return self._source.kept(segment.start, segment.end)
        open_slot = any(plain(item.found.text[0]).startswith(FILL_IN) for item in items if item.found.text)
        out = self._source.kept(segment.start, segment.units[0].line - 1)
        last = segment.units[-1]
        tails = self._source.tails(segment)
        shown_units = {id(item.unit) for item in items}
        anew = self._tables_anew(segment, items)
        for position, item in enumerate(items):
            is_last = position == len(items) - 1
            if position in anew:
                if anew[position] and item.unit is None and out and not is_blank(out[-1]):
                    out.append("")
                out += anew[position]
                if not is_last and anew.get(position + 1) != []:
                    out += self._between(segment, item, items[position + 1], [""], anew[position])
                continue
            if item.unit is None:
                self._add(segment, items, position, out)
                continue
            own = self._own(item.unit, item.found, open_slot=open_slot)
            out += own
            tail = tails[id(item.unit)]
            if is_last:
                break
            out += self._between(segment, item, items[position + 1], tail, own)
        while out and is_blank(out[-1]) and tails[id(last)] and is_blank(tails[id(last)][0]):
            out.pop()
        for unit in segment.units:
            if id(unit) not in shown_units and unit is not last:
                out += [line for line in tails[id(unit)] if not is_blank(line)]
        while out and is_blank(out[-1]) and segment.block is not None:
            out.pop()
        return out + tails[id(last)]

    def _add(self, segment: Segment, items: Sequence[Placed], position: int, out: list[str]) -> None:
        """Put what is new behind what stands before it, with a blank line where Markdown needs one."""
        item = items[position]
        before = items[position - 1] if position else None
        lines = self._renewal.new(item.found, before.found if before is not None else None)
        if item.found.kind is Kind.ROW:
            lines = [self._source.table_prefix(segment) + line for line in lines]
        if not (before is not None and self._is_tight(before, item)) and out and not is_blank(out[-1]):
            out.append("")
        out += lines
        if position + 1 < len(items) and not self._is_tight(item, items[position + 1]):
            out.append("")

    def _between(
        self, segment: Segment, item: Placed, following: Placed, tail: list[str], own: Sequence[str]
    ) -> list[str]:
        """The lines between a unit and what comes after it now."""
        unit = item.unit
        place = segment.units.index(unit) if unit is not None else -1
        as_before = 0 <= place < len(segment.units) - 1 and following.unit is segment.units[place + 1]
        recast = item.is_recast or following.is_recast
        if as_before and unit is not None and not recast and not (tail and _leaves_quote(unit, own)):
            return tail
        if self._is_tight(item, following):
            return []
        quoted = own and own[-1].lstrip().startswith(">") and following.found.kind is Kind.QUOTE
        return [">"] if quoted else [""]

    @staticmethod
    def _is_tight(item: Placed, following: Placed) -> bool:
        """True when no blank line may or need stand between them: rows of a table, entries of a list."""
        kinds = {item.kind, following.kind}
        return kinds in ({Kind.ENTRY}, {Kind.ROW})

    def _own(self, unit: Unit, found: Found, *, open_slot: bool) -> list[str]:
        return self._renewal.own(unit, found, self._source.own(unit), open_slot=open_slot)

    def _tables_anew(self, segment: Segment, items: Sequence[Placed]) -> dict[int, list[str]]:
        """Tables to be written anew, because their heading row or number of columns is another, or because they are
        new: their lines at the place of their first row, nothing at the others.
        """
        anew: dict[int, list[str]] = {}
        numbered = ((item.found.table, position) for position, item in enumerate(items))
        for table, places in groupby(numbered, key=lambda pair: pair[0]):
            rows = [items[position] for _, position in places] if table else []
            if not rows:
                continue
            start = next(position for position, item in enumerate(items) if item is rows[0])
            line = next((row.unit.table for row in rows if row.unit is not None), 0)
            header = next(
                (unit for unit in segment.units if unit.table == line and not unit.level and line), None
            )
            width = len(header.lines) if header is not None else 0
            if (
                rows[0].unit is header
                and all(len(row.found.lines) == width for row in rows)
                and header is not None
            ):
                continue
            lines = self._renewal.table([row.found for row in rows])
            if header is not None:
                inside = self._source.table_prefix(segment)
                first = prefix_of(self._source.own(header)[0])
                lines = [(inside if number else first) + line for number, line in enumerate(lines)]
            self._renewal.changed += 1
            anew |= {start + number: [] for number in range(len(rows))}
            anew[start] = lines
        return anew

    def free(self, items: Sequence[Placed]) -> list[str]:
        """New text, and units that were taken out of their block, as text of people."""
        out: list[str] = []
        before: Found | None = None
        position = 0
        while position < len(items):
            item = items[position]
            kind = item.found.kind
            if kind is Kind.ROW:
                end = position
                while end < len(items) and items[end].found.table == item.found.table:
                    end += 1
                lines = self._renewal.table([one.found for one in items[position:end]])
                self._renewal.added += end - position
                position = end
            else:
                lines = (
                    self._own(item.unit, item.found, open_slot=False)
                    if item.unit
                    else self._renewal.new(item.found, before)
                )
                position += 1
            if out and not (before is not None and before.kind is kind is Kind.ENTRY):
                out.append("")
            out += lines
            before = item.found
        return [*out, ""]


def _leaves_quote(unit: Unit, own: Sequence[str]) -> bool:
    return unit.kind is Kind.QUOTE and not own[-1].lstrip().startswith(">")
