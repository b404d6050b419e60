"""A Word file as the plan that lint reads. The file itself is read as for ``konkyo plan import``."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from registry.plan.document import FILL_IN
from registry.plan.elements import (
    CONFLICT_SIDES,
    NOTES_HEADING,
    Conflict,
    Element,
    Entry,
    Heading,
    Line,
    Paragraph,
    PlanText,
    Quote,
    Run,
    Table,
    Verbatim,
    plain,
)
from registry.plan.word.found import Found, note_of, read_document
from registry.plan.word.units import Kind

_CAPTION = re.compile(r"表\s*[0-9０-９]+(?:[-－.][0-9０-９]+)?(?![0-9０-９])")


def read_word(path: Path, content: bytes) -> PlanText:
    """Read a .docx. ``line`` counts paragraphs and rows of tables.

    Raises InputError when it is no Word file, or too large once unpacked.
    """
    word = read_document(content, str(path))
    lines = [""] * max((found.place for found in word.found), default=0)
    notes: dict[str, Line] = {}
    note_lines: dict[str, int] = {}
    body = []
    for found in word.found:
        lines[found.place - 1] = "\t".join(plain(line) for line in found.lines)
        number, words = note_of(found) if found.is_note else (0, ())
        if number:
            notes[str(number)] = words
            note_lines[str(number)] = found.place
        else:
            body.append(found)
    notes |= word.footnotes
    elements = tuple(_with_slots(_elements(body, notes)))
    mentioned = {
        run.note: found.place for found in reversed(body) for line in found.lines for run in line if run.note
    }
    return PlanText(
        front={},
        elements=elements,
        notes={label: _line(line, notes) for label, line in notes.items()},
        note_lines=dict.fromkeys(notes, 1) | mentioned | note_lines,
        lines=tuple(lines),
    )


def _elements(body: Sequence[Found], notes: dict[str, Line]) -> Iterator[Element]:
    """Paragraphs and tables in their order; a caption goes with the table below it."""
    caption: Found | None = None
    for table, group in groupby(body, key=lambda found: found.table):
        part = list(group)
        if table:
            yield _table(part, caption, notes)
            caption = None
            continue
        if caption is not None:
            yield _paragraph(caption, notes)
        last = part[-1]
        is_caption = last.kind in (Kind.CAPTION, Kind.PARAGRAPH) and _CAPTION.match(_words(last)) is not None
        caption = last if is_caption else None
        for found in part[:-1] if is_caption else part:
            if found.kind is Kind.HEADING and notes and _words(found) == NOTES_HEADING:
                continue
            yield _paragraph(found, notes)
    if caption is not None:
        yield _paragraph(caption, notes)


def _words(found: Found) -> str:
    return plain(found.text[0])


def _paragraph(found: Found, notes: dict[str, Line]) -> Element:
    line = _line(found.lines[0], notes)
    if found.kind is Kind.QUOTE or plain(line).startswith(FILL_IN):
        return Quote(line=found.place, lines=(line,))
    match found.kind:
        case Kind.TITLE:
            return Heading(line=found.place, level=1, text=line)
        case Kind.HEADING:
            return Heading(line=found.place, level=found.level + 1, text=line)
        case Kind.ENTRY:
            return Entry(line=found.place, depth=found.level, number=None, lines=(line,))
        case Kind.VERBATIM:
            return Verbatim(line=found.place, text=plain(line))
        case _:
            return Paragraph(line=found.place, lines=(line,))


def _table(found: Sequence[Found], caption: Found | None, notes: dict[str, Line]) -> Element:
    rows: list[tuple[Line, ...]] = []
    for row in found:
        cells: list[Line] = []
        for at, cell in enumerate(row.lines):
            if at in row.from_left and cells:
                cells.append(cells[-1])
            elif at in row.from_above and rows and at < len(rows[-1]):
                cells.append(rows[-1][at])
            else:
                cells.append(_line(cell, notes))
        rows.append(tuple(cells))
    if tuple(map(plain, rows[0])) == CONFLICT_SIDES and len(rows) > 1:
        ours, theirs = (plain(cell) for cell in rows[1][: len(CONFLICT_SIDES)])
        return Conflict(line=found[0].place, ours=ours, theirs=theirs)
    return Table(
        line=found[0].place,
        caption=_line(caption.lines[0], notes) if caption is not None else (),
        columns=rows[0],
        rows=tuple(rows[1:]),
    )


def _line(line: Line, notes: dict[str, Line]) -> Line:
    """A line with its references resolved; one to a note that is not there is text."""
    return tuple(
        _reference(run, notes) if run.note else Run(run.text.replace("\n", " "), run.marks, run.link)
        for run in line
    )


def _reference(run: Run, notes: dict[str, Line]) -> Run:
    label = run.note.removeprefix("#")
    return Run("", note=label) if label in notes else Run(f"[{label}]")


def _with_slots(elements: Iterator[Element]) -> Iterator[Element]:
    """A place to write goes with the guidance that follows it."""
    held: Quote | None = None
    for element in elements:
        if isinstance(element, Quote):
            if held is not None and not element.is_slot:
                held = Quote(line=held.line, lines=(*held.lines, *element.lines))
                continue
            if held is not None:
                yield held
            held = element
            continue
        if held is not None:
            yield held
            held = None
        yield element
    if held is not None:
        yield held
