"""A plan as the row of paragraphs and table rows that Word shows.

Export writes these units; import makes them again from the Markdown that was exported and compares them with what
stands in the document, so that only what was changed in Word is changed in the Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from registry.plan.elements import (
    Conflict,
    Entry,
    Heading,
    Line,
    Paragraph,
    PlanText,
    Quote,
    Run,
    Table,
    Verbatim,
    flowing,
    noted,
)
from registry.text.inert import inert


class Kind(StrEnum):
    """What a unit is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    CAPTION = "caption"
    ROW = "row"
    QUOTE = "quote"
    VERBATIM = "verbatim"
    CONFLICT = "conflict"
    NOTE = "note"


class Unit(Struct, frozen=True, kw_only=True):
    """A paragraph of Word, a row of a table, or a table of two conflicting texts."""

    kind: Kind
    line: int
    """Where it begins in the Markdown, from 1."""
    block: str = ""
    lines: tuple[Line, ...]
    """Lines that flow together; of a row the cells, of a conflict both texts."""
    level: int = 0
    """Level of a heading; depth of an entry; of a row 0 for the heading, then 1, 2 …"""
    number: int | None = None
    """Number of an entry."""
    table: int = 0
    """Of a row: the line of its table."""
    group: int = 0
    """Line of the element it is part of: a table with its caption, a quotation; 0 when it stands alone."""
    slot: bool = False
    more: bool = False
    """Another paragraph of the same quotation follows."""
    label: str = ""
    """Of a note: its label."""

    @property
    def text(self) -> tuple[Line, ...]:
        """What Word shows: the cells of a row, else one line."""
        if self.kind in (Kind.ROW, Kind.CONFLICT):
            return tuple(shown(line) for line in self.lines)
        return (shown(flowing(self.lines)),)


def units_of(plan: PlanText) -> tuple[Unit, ...]:
    """Everything of a plan in the order in which Word shows it, the notes at the end."""
    units: list[Unit] = []
    for element in plan.elements:
        match element:
            case Heading():
                kind = Kind.TITLE if element.level == 1 and not units else Kind.HEADING
                units.append(
                    Unit(
                        kind=kind,
                        line=element.line,
                        block=element.block,
                        lines=(element.text,),
                        level=element.level,
                    )
                )
            case Paragraph():
                units.append(
                    Unit(kind=Kind.PARAGRAPH, line=element.line, block=element.block, lines=element.lines)
                )
            case Entry():
                units.append(
                    Unit(
                        kind=Kind.ENTRY,
                        line=element.line,
                        block=element.block,
                        lines=element.lines,
                        level=element.depth,
                        number=element.number,
                    )
                )
            case Table():
                units += _table(element, plan.lines)
            case Quote():
                units += _quote(element, plan.lines)
            case Verbatim():
                units.append(
                    Unit(
                        kind=Kind.VERBATIM,
                        line=element.line,
                        block=element.block,
                        lines=_raw(element.text.rstrip()),
                    )
                )
            case Conflict():
                sides = tuple((Run(side),) for side in (element.ours, element.theirs))
                units.append(Unit(kind=Kind.CONFLICT, line=element.line, block=element.block, lines=sides))
    units += (
        Unit(kind=Kind.NOTE, line=plan.note_lines[label], lines=(plan.notes[label],), label=label)
        for label in noted(plan).labels
    )
    return tuple(unit for unit in units if unit.kind in (Kind.ROW, Kind.NOTE) or any(unit.text))


def _table(table: Table, source: Sequence[str]) -> Iterator[Unit]:
    if table.caption:
        line = table.line - 1
        while line > 1 and not source[line - 1].strip():
            line -= 1
        yield Unit(kind=Kind.CAPTION, line=line, block=table.block, lines=(table.caption,), group=table.line)
    width = len(table.columns)
    for position, cells in enumerate((table.columns, *table.rows)):
        yield Unit(
            kind=Kind.ROW,
            line=table.line + position + (position > 0),
            block=table.block,
            lines=(*cells, *[()] * (width - len(cells))),
            level=position,
            table=table.line,
            group=table.line,
        )


def _quote(quote: Quote, source: Sequence[str]) -> Iterator[Unit]:
    at = quote.line
    for position, line in enumerate(quote.lines, start=1):
        while at < len(source) and source[at - 1].lstrip(" >\t")[:3] in ("", "```", "~~~"):
            at += 1
        yield Unit(
            kind=Kind.QUOTE,
            line=at,
            block=quote.block,
            lines=(line,),
            slot=quote.is_slot,
            more=position < len(quote.lines),
            group=quote.line,
        )
        at += 1


def _raw(text: str) -> tuple[Line, ...]:
    return ((Run(text),),) if text else ((),)


def shown(line: Line) -> Line:
    """A line as Word can hold it: no control characters, runs set alike made one, no blanks at its ends."""
    merged: list[Run] = []
    for run in line:
        text = inert(run.text, keep_lines=True).replace("\t", " ")
        if not text and not run.note:
            continue
        link = run.link if is_link(run.link) else ""
        if (
            merged
            and not run.note
            and not merged[-1].note
            and merged[-1].marks == run.marks
            and merged[-1].link == link
        ):
            merged[-1] = Run(merged[-1].text + text, run.marks, link)
        else:
            merged.append(Run(text, run.marks if text else frozenset(), link if text else "", run.note))
    return _stripped(merged)


def _stripped(runs: list[Run]) -> Line:
    while runs and not runs[0].note and not runs[0].text.lstrip():
        runs.pop(0)
    while runs and not runs[-1].note and not runs[-1].text.rstrip():
        runs.pop()
    if runs and not runs[0].note:
        runs[0] = Run(runs[0].text.lstrip(), runs[0].marks, runs[0].link)
    if runs and not runs[-1].note:
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].marks, runs[-1].link)
    return tuple(runs)


def is_link(address: str) -> bool:
    """True for an address that may be followed: http or https, and nothing that Word would refuse to open."""
    return _link_pattern().fullmatch(address) is not None


@lru_cache(maxsize=1)
def _link_pattern() -> re.Pattern[str]:
    return re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
