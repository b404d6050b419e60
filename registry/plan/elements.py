"""A plan as read from Markdown (or Word): what lint, Word, HTML and CSV work on, edits of people included."""

from enum import StrEnum

from msgspec import Struct


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
        return bool(self.lines) and plain(self.lines[0]).startswith("【記入】")


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
