"""Lines of Markdown for what was changed or added in Word; what was not changed keeps its line."""

import re
from collections.abc import Sequence

from registry.plan.elements import Line
from registry.plan.word.found import Found
from registry.plan.word.inline import markdown_line
from registry.plan.word.segments import prefix_of
from registry.plan.word.sentences import cut_lines
from registry.plan.word.units import Kind, Unit, shown

_BREAK = re.compile(r"(?: {2,}|\\)$")
_HIDDEN = re.compile(r"<!--.*?-->")


class Renewal:
    """Writes lines and counts what was changed, added, and refused."""

    def __init__(self) -> None:
        self.changed = self.added = 0
        self.refused: dict[str, None] = {}

    def own(self, unit: Unit, found: Found, lines: list[str], *, open_slot: bool) -> list[str]:
        """The lines of a unit as Word shows it. ``open_slot``: its box still says 【記入】 and stays a box."""
        if {unit.kind, found.kind} == {Kind.PARAGRAPH, Kind.ENTRY}:
            self.changed += 1
            return [new_line(found, None)]
        if unit.text == found.text and not _level_changed(unit, found):
            return lines
        if unit.kind in (Kind.VERBATIM, Kind.CONFLICT):
            what = "原文の囲み" if unit.kind is Kind.VERBATIM else "食い違いの表"
            self.refused[f"{what}の中の直し（{unit.line}行目）。Markdown で直してください"] = None
            return lines
        self.changed += 1
        text = found.lines[0]
        match unit.kind:
            case Kind.HEADING | Kind.TITLE:
                level = found.level + 1 if _level_changed(unit, found) else unit.level
                return [f"{'#' * level} {markdown_line(text)}{_hidden(lines)}"]
            case Kind.PARAGRAPH | Kind.ENTRY:
                return _flowing(unit, text, lines)
            case Kind.QUOTE if unit.slot and not open_slot:
                return [markdown_line(text)]
            case Kind.ROW:
                return [_row(unit, found, lines[0]), *lines[1:]]
            case _:
                return [prefix_of(lines[0]) + markdown_line(text) + _hidden(lines[:1]), *lines[1:]]

    def new(self, found: Found, before: Found | None) -> list[str]:
        """A new paragraph, entry or row; ``before``: what it follows."""
        self.added += 1
        if found.kind is Kind.CONFLICT:
            return [markdown_line(line) for line in found.lines if shown(line)]
        return [new_line(found, before)]

    def table(self, rows: Sequence[Found]) -> list[str]:
        """A whole table."""
        width = max(len(row.lines) for row in rows)
        lines = [_row_line((*row.lines, *[()] * (width - len(row.lines)))) for row in rows]
        return [lines[0], "|" + " --- |" * width, *lines[1:]]


def new_line(found: Found, before: Found | None) -> str:
    """What stands in Word as a line of its own; an entry no deeper than ``before`` allows."""
    text = found.lines[0]
    match found.kind:
        case Kind.HEADING:
            return f"{'#' * min(6, found.level + 1)} {markdown_line(text)}"
        case Kind.TITLE:
            return f"# {markdown_line(text)}"
        case Kind.ENTRY:
            follows = before is not None and before.kind is Kind.ENTRY
            depth = min(found.level, before.level + 1) if before is not None and follows else 0
            return f"{'   ' * depth}{'1.' if found.numbered else '-'} {markdown_line(text)}"
        case Kind.QUOTE:
            return f"> {markdown_line(text)}"
        case Kind.ROW:
            return _row_line(found.lines)
        case _:
            return markdown_line(text)


def _level_changed(unit: Unit, found: Found) -> bool:
    if unit.kind is not Kind.HEADING or found.kind is not Kind.HEADING:
        return False
    return found.level != min(5, max(1, unit.level - 1))


def _flowing(unit: Unit, text: Line, lines: Sequence[str]) -> list[str]:
    written: list[str] = []
    for piece, position in cut_lines(unit.lines, text, one_sentence=bool(unit.block)):
        source = lines[position] if position is not None and position < len(lines) else ""
        if (
            position is not None
            and source
            and piece == shown(unit.lines[position])
            and (written or not position)
        ):
            written.append(source)
            continue
        model = source or lines[-1]
        prefix = prefix_of(lines[0], indented=True)
        if written:
            prefix = prefix_of(lines[1] if len(lines) > 1 else lines[0])
            prefix = " " * len(prefix) if unit.kind is Kind.ENTRY and len(lines) == 1 else prefix
        ended = _BREAK.search(model.rstrip("\0")) if source else None
        written.append(prefix + markdown_line(piece) + _hidden([source]) + (ended[0] if ended else ""))
    return written


def _row(unit: Unit, found: Found, line: str) -> str:
    sources = _cells_of(line)
    cells = []
    for position, (cell, new) in enumerate(zip(unit.text, found.text, strict=False)):
        if cell == new and position < len(sources):
            cells.append(sources[position])
        else:
            cells.append(f" {markdown_line(new, at_start=False)} ")
    return prefix_of(line) + "|" + "|".join(cells) + "|"


def _hidden(lines: Sequence[str]) -> str:
    """Comments of people inside lines that are written anew."""
    return "".join(comment for line in lines for comment in _HIDDEN.findall(line))


def _cells_of(line: str) -> list[str]:
    """The cells of a row of Markdown with their blanks."""
    cells = re.split(r"(?<!\\)\|", line[len(prefix_of(line)) :].rstrip("\0").strip())
    cells = cells[1:] if not cells[0].strip() else cells
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _row_line(cells: Sequence[Line]) -> str:
    return "| " + " | ".join(markdown_line(cell, at_start=False) for cell in cells) + " |"
