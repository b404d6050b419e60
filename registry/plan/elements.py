"""A plan as read from Markdown (or Word): what lint, Word, HTML and CSV work on, edits of people included."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from registry.plan.document import FILL_IN

NOTES_HEADING = "注・根拠"
CONFLICT_SIDES = ("手で直した文", "新しい案")
"""Words that every form of a plan shows."""


class Mark(StrEnum):
    """How a run of text is set."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    STRUCK = "struck"


class Run(Struct, frozen=True):
    """A piece of a line that is set in one way."""

    text: str
    marks: frozenset[Mark] = frozenset()
    link: str = ""
    note: str = ""
    """Label of a footnote; then ``text`` is empty."""


Line = tuple[Run, ...]


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(run.text for run in line)


class Heading(Struct, frozen=True, kw_only=True, tag=True):
    """A heading; level 1 is the title of the plan, 2 a chapter."""

    line: int
    block: str = ""
    level: int
    text: Line


class Paragraph(Struct, frozen=True, kw_only=True, tag=True):
    """Lines that flow together; a sentence has a line of its own where konkyo wrote it."""

    line: int
    block: str = ""
    lines: tuple[Line, ...]


class Entry(Struct, frozen=True, kw_only=True, tag=True):
    """An entry of a list; ``depth`` 0 is the outermost."""

    line: int
    block: str = ""
    depth: int
    number: int | None
    """None: bulleted."""
    lines: tuple[Line, ...]


class Table(Struct, frozen=True, kw_only=True, tag=True):
    """A table with its caption (the line above it that begins with 表) and its first row as heading."""

    line: int
    block: str = ""
    caption: Line
    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


class Quote(Struct, frozen=True, kw_only=True, tag=True):
    """A quotation; the places for people to write (【記入】) are quotations."""

    line: int
    block: str = ""
    lines: tuple[Line, ...]

    @property
    def is_slot(self) -> bool:
        """True for a place that is still to be written."""
        return bool(self.lines) and plain(self.lines[0]).startswith(FILL_IN)


class Verbatim(Struct, frozen=True, kw_only=True, tag=True):
    """Code, or HTML that people put in: shown as it stands, never run."""

    line: int
    block: str = ""
    text: str


class Conflict(Struct, frozen=True, kw_only=True, tag=True):
    """Two texts of which people must choose one."""

    line: int
    block: str = ""
    ours: str
    theirs: str


Element = Heading | Paragraph | Entry | Table | Quote | Verbatim | Conflict


class PlanText(Struct, frozen=True, kw_only=True):
    """A whole plan as read."""

    front: dict[str, str]
    """Front matter; empty for a plan that konkyo did not write."""
    elements: tuple[Element, ...]
    notes: dict[str, Line]
    """Footnotes by label, in the order of the file."""
    note_lines: dict[str, int]
    """Where each of them stands."""
    lines: tuple[str, ...]
    """The source, line by line."""


def lines_of(element: Element) -> tuple[Line, ...]:
    """Every line of an element, cells of tables included."""
    match element:
        case Heading(text=text):
            return (text,)
        case Paragraph(lines=lines) | Entry(lines=lines) | Quote(lines=lines):
            return lines
        case Table(caption=caption, columns=columns, rows=rows):
            return (caption, *columns, *(cell for row in rows for cell in row))
        case _:
            return ()


class Noted(Struct, frozen=True):
    """The notes of a plan as Word and the page number them: by first mention, then the others in their order."""

    labels: tuple[str, ...]

    def numbers(self) -> dict[str, int]:
        """Number by label, from 1."""
        return {label: number for number, label in enumerate(self.labels, start=1)}


def noted(plan: PlanText) -> Noted:
    """Number the notes."""
    used: dict[str, None] = {}
    for element in plan.elements:
        for line in lines_of(element):
            for run in line:
                if run.note:
                    used.setdefault(run.note)
    for line in plan.notes.values():
        for run in line:
            if run.note:
                used.setdefault(run.note)
    used.update(dict.fromkeys(plan.notes))
    return Noted(tuple(label for label in used if label in plan.notes))


def flowing(lines: Iterable[Line]) -> Line:
    """Lines as one: a blank comes between words of the Latin alphabet only."""
    joined: list[Run] = []
    for line in lines:
        if joined and line and _wide_gap(plain(tuple(joined)), plain(line)):
            joined.append(Run(" "))
        joined += line
    return tuple(joined)


def _wide_gap(before: str, after: str) -> bool:
    return bool(before and after) and "!" <= before[-1] <= "~" and "!" <= after[0] <= "~"
