"""A plan cut into passages and sentences that know their lines, for the rules that read words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from registry.plan.elements import Entry, Heading, Line, Paragraph, PlanText, Quote, Table, plain

_OPENING, _CLOSING = "（「『(［[〔", "）」』)］]〕"
_STOP = re.compile(rf"[。\n{re.escape(_OPENING + _CLOSING)}]")
ANNEX = "grounds"
"""Block of the annex that lists the grounds: quotations of the knowledge, not words of the plan."""


class Kind(StrEnum):
    """Where a passage stands."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    QUOTE = "quote"
    CAPTION = "caption"
    COLUMN = "column"
    CELL = "cell"


RUNNING = frozenset({Kind.PARAGRAPH, Kind.ENTRY, Kind.QUOTE})
"""Kinds that are made of sentences."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, an entry, a heading, or a cell."""

    kind: Kind
    text: str
    starts: tuple[int, ...]
    """Where each source line of it begins within ``text``."""
    lines: tuple[int, ...]
    """The numbers of these lines."""
    notes: tuple[tuple[int, str], ...]
    """Place and label of its footnotes."""
    block: str
    element: int
    """Place of its element in the plan."""

    def line_at(self, place: int) -> int:
        """The line on which a place of the text stands."""
        return self.lines[max(0, bisect_right(self.starts, place) - 1)]

    @property
    def line(self) -> int:
        """The first line."""
        return self.lines[0]

    @property
    def annexed(self) -> bool:
        """True in the annex of grounds."""
        return self.block.split("/")[0] == ANNEX

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """Its sentences; 。 inside brackets ends none."""
        found, start, depth = [], 0, 0
        for mark in _STOP.finditer(self.text):
            if mark[0] in _OPENING:
                depth += 1
            elif mark[0] in _CLOSING:
                depth = max(0, depth - 1)
            elif not depth:
                found.append(self._sentence(start, mark.end()))
                start = mark.end()
        if start < len(self.text):
            found.append(self._sentence(start, len(self.text)))
        return tuple(sentence for sentence in found if sentence.text)

    def _sentence(self, start: int, end: int) -> "Sentence":
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        return Sentence(
            text=text.strip(),
            line=self.line_at(min(start + lead, len(self.text) - 1)),
            noted=any(start < place <= end or place == start == 0 for place, _ in self.notes),
            passage=self,
        )


@dataclass(frozen=True)
class Sentence:
    """A sentence with its line; ``noted``: a footnote stands in it or right behind it."""

    text: str
    line: int
    noted: bool
    passage: Passage


def passages_of(plan: PlanText, *, word: bool) -> Iterator[Passage]:
    """Every passage in the order of the text; places to write (【記入】) are none.

    ``word``: rows of tables are counted one by one (no line between heading and rows).
    """
    for at, element in enumerate(plan.elements):
        match element:
            case Heading(line=line, block=block, text=text):
                yield _passage(Kind.HEADING, (text,), line, block, at)
            case Paragraph(line=line, block=block, lines=lines):
                yield _passage(Kind.PARAGRAPH, lines, line, block, at)
            case Entry(line=line, block=block, lines=lines):
                yield _passage(Kind.ENTRY, lines, line, block, at)
            case Quote(line=line, block=block, lines=lines) if not element.is_slot:
                yield _passage(Kind.QUOTE, lines, line, block, at)
            case Table(line=line, block=block, caption=caption, columns=columns, rows=rows):
                if plain(caption):
                    yield _passage(Kind.CAPTION, (caption,), caption_line(plan, line), block, at)
                for cell in columns:
                    yield _passage(Kind.COLUMN, (cell,), line, block, at)
                for number, row in enumerate(rows):
                    for cell in row:
                        yield _passage(Kind.CELL, (cell,), row_line(line, number, word=word), block, at)


def row_line(line: int, row: int, *, word: bool) -> int:
    """The line of a row of a table (0 is the first below the heading)."""
    return line + row + (1 if word else 2)


def caption_line(plan: PlanText, line: int) -> int:
    """The line of the caption above a table: the nearest one with text."""
    number = line - 1
    while number > 1 and not plan.lines[number - 1].strip():
        number -= 1
    return max(1, number)


def _passage(kind: Kind, lines: Sequence[Line], line: int, block: str, element: int) -> Passage:
    text, starts, numbers, notes = "", [], [], []
    for offset, words in enumerate(lines):
        starts.append(len(text))
        numbers.append(line + offset)
        for run in words:
            if run.note:
                notes.append((len(text), run.note))
            text += run.text
        if words and text[-1:].isascii() and text[-1:].isalnum() and offset + 1 < len(lines):
            text += " "
    return Passage(
        kind=kind,
        text=text,
        starts=tuple(starts) or (0,),
        lines=tuple(numbers) or (line,),
        notes=tuple(notes),
        block=block,
        element=element,
    )
