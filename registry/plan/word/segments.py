"""The source of a plan cut into segments: blocks of konkyo, and the elements of people's own text between them.

Each segment holds its units and the lines between them, so that lines that show nothing (comments, definitions)
stay where they are when units go or move.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from registry.plan.elements import Line
from registry.plan.marked_text import MarkedText, Part, read_marked
from registry.plan.word.inline import markdown_line
from registry.plan.word.units import Kind, Unit, shown

_PREFIX = re.compile(r"(?:[ \t]|>|[-+*](?=\s)|[0-9]{1,9}[.)](?=\s)|#{1,6}(?=\s))*")
_INDENT = re.compile(r"\u3000*")
_BLANK = re.compile(r"[>\s\0]*")
_NOTE = re.compile(r"\s{0,3}\[\^[^\]]+\]:\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*")


class Segment(Struct):
    """Lines from ``start`` to before ``end``, blank lines behind it included."""

    start: int
    end: int
    block: str | None
    units: list[Unit]


class Source:
    """The lines of a plan with what they show."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self._marked = read_marked(text)
        self._lines = [line for part in self._marked.parts for line in part.lines]
        self._units = [unit for unit in units if unit.kind is not Kind.NOTE]
        self._notes = {unit.label: unit for unit in units if unit.kind is Kind.NOTE}
        self._dropped: set[int] = set()
        self._ends = self._unit_ends()
        self.segments = list(self._cut())

    @property
    def shown(self) -> int:
        """How many units it has."""
        return len(self._units)

    def head(self) -> list[str]:
        """The lines before the first segment."""
        return self.kept(0, self.segments[0].start if self.segments else len(self._lines))

    def text(self, lines: list[str]) -> str:
        """New lines as a text with the line ends of the source."""
        self._mend_breaks(lines)
        if self._lines and not self._lines[-1] and (not lines or lines[-1]):
            lines.append("")
        if not lines:
            return ""
        return MarkedText((Part(None, tuple(lines)),), self._marked.mark, self._marked.crlf).text()

    def own(self, unit: Unit) -> list[str]:
        """The lines of a unit."""
        return self.kept(unit.line - 1, self._ends[id(unit)])

    def kept(self, start: int, end: int) -> list[str]:
        """The lines from ``start`` to before ``end`` that were not dropped."""
        return [self._lines[line] for line in range(start, end) if line not in self._dropped]

    def tails(self, segment: Segment) -> dict[int, list[str]]:
        """The lines behind each unit up to the next."""
        tails = {}
        for position, unit in enumerate(segment.units):
            following = (
                segment.units[position + 1].line - 1 if position + 1 < len(segment.units) else segment.end
            )
            tails[id(unit)] = self.kept(self._ends[id(unit)], following)
        return tails

    def table_prefix(self, segment: Segment) -> str:
        """What stands before the rows of a table inside a list or quotation."""
        header = next((unit for unit in segment.units if unit.kind is Kind.ROW), None)
        return (
            prefix_of(self._lines[header.line])
            if header is not None and header.line < len(self._lines)
            else ""
        )

    def hidden(self, segment: Segment) -> list[int]:
        """Lines of a segment that show nothing but are no blank lines: comments of people, definitions."""
        own = {line for unit in segment.units for line in range(unit.line - 1, self._ends[id(unit)])}
        return [
            line
            for line in range(segment.start, segment.end)
            if line not in own and not is_blank(self._lines[line]) and "konkyo:block" not in self._lines[line]
        ]

    def reduce(self, segment: Segment, lines: Sequence[int]) -> None:
        """Drop everything of a segment but these lines."""
        segment.units = []
        segment.block = None
        self._dropped |= set(range(segment.start, segment.end)) - set(lines)

    def write_notes(self, notes: dict[str, Line], removed: frozenset[str]) -> tuple[int, list[str]]:
        """Renew the notes in place; how many were changed, and the lines of new ones."""
        changed = 0
        new: list[str] = []
        for label, line in notes.items():
            unit = self._notes.get(label)
            if unit is None:
                new += ["", f"[^{label}]: {markdown_line(line)}"]
            elif (shown(line),) != unit.text:
                changed += 1
                at = unit.line - 1
                found = _NOTE.match(self._lines[at])
                self._drop_note(unit)
                self._dropped.discard(at)
                written = markdown_line(line, at_start=False)
                self._lines[at] = (found[0] if found else f"[^{label}]: ") + written
        for label in removed:
            self._drop_note(self._notes[label])
        return changed, new

    def _drop_note(self, unit: Unit) -> None:
        at = unit.line - 1
        self._dropped.add(at)
        at += 1
        while at < len(self._lines) and not (
            is_blank(self._lines[at]) or _NOTE.match(self._lines[at]) or "konkyo:block" in self._lines[at]
        ):
            self._dropped.add(at)
            at += 1

    def _mend_breaks(self, out: list[str]) -> None:
        """A backslash that broke a line is no break any more at the end of a paragraph: there it would be shown."""
        broken = {
            self._lines[self._ends[id(unit)] - 1] for unit in self._units if unit.kind is Kind.PARAGRAPH
        }
        for position, line in enumerate(out):
            if not line.endswith("\\") or line not in broken:
                continue
            before = self._lines.index(line)
            was_last = _ends_paragraph(self._lines[before + 1 : before + 2])
            if _ends_paragraph(out[position + 1 : position + 2]) and not was_last:
                out[position] = line[:-1]

    def _unit_ends(self) -> dict[int, int]:
        """Where the own lines of each unit end, by its identity."""
        ends = {}
        for position, unit in enumerate(self._units):
            following = (
                self._units[position + 1].line - 1 if position + 1 < len(self._units) else len(self._lines)
            )
            ends[id(unit)] = max(unit.line, min(self._own_end(unit), max(unit.line, following)))
        return ends

    def _own_end(self, unit: Unit) -> int:
        match unit.kind:
            case Kind.PARAGRAPH:
                return unit.line - 1 + len(unit.lines)
            case Kind.ENTRY:
                first = self._lines[unit.line - 1].rstrip("\0")
                return unit.line - 1 + len(unit.lines) + (not first[len(prefix_of(f"{first} ")) :].strip())
            case Kind.ROW:
                return unit.line + (unit.level == 0)
            case Kind.HEADING | Kind.TITLE:
                return self._heading_end(unit.line)
            case Kind.VERBATIM | Kind.CONFLICT:
                return self._long_end(unit)
            case _:
                return unit.line

    def _heading_end(self, line: int) -> int:
        """A heading that is underlined ends with the line below it."""
        if self._lines[line - 1].lstrip(" >").startswith("#"):
            return line
        for end in range(line, len(self._lines)):
            if _UNDERLINE.fullmatch(self._lines[end].rstrip("\0").lstrip(" >")):
                return end + 1
        return line

    def _long_end(self, unit: Unit) -> int:
        """The end of what takes all lines up to the next unit, less blank lines and the comment of its block."""
        following = [other.line - 1 for other in self._units if other.line > unit.line]
        end = min(following, default=len(self._lines))
        place = 0
        for part in self._marked.parts:
            if place <= unit.line - 1 < place + len(part.lines):
                end = min(end, place + len(part.lines) - (part.id is not None))
            place += len(part.lines)
        while end > unit.line and is_blank(self._lines[end - 1]):
            end -= 1
        return end

    def _cut(self) -> Iterator[Segment]:
        """Blocks, and the elements of people's own text; each up to the beginning of the next."""
        starts: list[tuple[int, str | None, list[Unit]]] = []
        place = 0
        units = iter([*self._units, None])
        unit = next(units)
        for position, part in enumerate(self._marked.parts):
            end = place + len(part.lines)
            inside: list[Unit] = []
            while unit is not None and unit.line <= end:
                inside.append(unit)
                unit = next(units)
            if part.id is not None and not (position == 0 and not inside):
                starts.append((place, part.id, inside))
            elif part.id is None:
                group = -1
                for one in inside:
                    if one.group and one.group == group:
                        starts[-1][2].append(one)
                    else:
                        starts.append((one.line - 1, None, [one]))
                    group = one.group
            place = end
        for position, (start, block, inside) in enumerate(starts):
            following = starts[position + 1][0] if position + 1 < len(starts) else len(self._lines)
            yield Segment(start, following, block, inside)


def is_blank(line: str) -> bool:
    """True for a line without text; also inside a quotation."""
    return _BLANK.fullmatch(line) is not None


def prefix_of(line: str, *, indented: bool = False) -> str:
    """Marks of lists, quotations and headings at the beginning; with ``indented`` also full-width blanks."""
    found = _PREFIX.match(line)
    end = found.end() if found else 0
    inside = _INDENT.match(line, end) if indented else None
    return line[: inside.end() if inside else end]


def _ends_paragraph(following: Sequence[str]) -> bool:
    return not following or is_blank(following[0]) or following[0].lstrip().startswith("<!--")
