"""The draft as a document: blocks with stable ids, sentences with their grounds, no format.

Markdown today, Word and the merge of a regenerated draft tomorrow work on these types. Texts are plain: every
renderer makes them harmless in its own format. Numbers of chapters, tables and notes are given on rendering.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from registry.knowledge.facts import Grade

FILL_IN = "【記入】"
"""The mark of every place that people must write; slots are counted by it."""


class Ground(Struct, frozen=True, kw_only=True):
    """What a statement rests on: a provision, a fact with its sources, or an import of a catalogue."""

    key: str
    label: str
    """As cited: law and article, or title of the source."""
    text: str = ""
    """What it says, in one line."""
    url: str | None = None
    status: Grade = Grade.VERIFIED
    checked: date | None = None


class Text(Struct, frozen=True):
    """A sentence or the content of a cell."""

    text: str
    grounds: tuple[str, ...] = ()
    """Keys of grounds."""
    mark: str = ""
    """未確認 and the like, shown in brackets behind the text; empty when the fact was confirmed."""


class Heading(Struct, frozen=True, kw_only=True, tag=True):
    """A heading; level 1 is a chapter (第1章), 2 a section (1), 3 a part of it ((1)), 0 an annex."""

    id: str
    level: int
    text: str


class Paragraph(Struct, frozen=True, kw_only=True, tag=True):
    """Sentences in a row. ``resolve``: what the body proposes to do, not a statement of fact."""

    id: str
    sentences: tuple[Text, ...]
    resolve: bool = False


class Listing(Struct, frozen=True, kw_only=True, tag=True):
    """Entries under ア, イ, ウ … ``resolve``: words of the body or of its template, no statement of fact."""

    id: str
    entries: tuple[Text, ...]
    resolve: bool = False


class Grid(Struct, frozen=True, kw_only=True, tag=True):
    """A table with a caption. ``definition``: it fixes the use of words and states no fact."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    grounds: tuple[str, ...] = ()
    """Grounds of the whole table, noted at its caption."""
    notes: tuple[Text, ...] = ()
    definition: bool = False


class Slot(Struct, frozen=True, kw_only=True, tag=True):
    """What people must write, with guidance."""

    id: str
    label: str
    guidance: str


class MissingFact(Struct, frozen=True, kw_only=True):
    """A fact that a draft lacks."""

    name: str
    label: str
    places: tuple[str, ...]
    """Headings of the sections that need it."""
    command: str
    """The command that supplies it."""


Block = Heading | Paragraph | Listing | Grid | Slot


class Document(Struct, frozen=True, kw_only=True):
    """A whole draft."""

    title: str
    front: tuple[tuple[str, str], ...]
    """Keys and values of the front matter, in order."""
    blocks: tuple[Block, ...]
    grounds: dict[str, Ground]
    """Every ground that may be cited, by key."""
    missing: tuple[MissingFact, ...] = ()
    """Facts that would fill more of it, and the commands that supply them."""


def texts_of(block: Block) -> Iterator[Text]:
    """Every sentence, entry, cell and note of a block."""
    match block:
        case Paragraph(sentences=sentences):
            yield from sentences
        case Listing(entries=entries):
            yield from entries
        case Grid(rows=rows, notes=notes):
            for row in rows:
                yield from row
            yield from notes


def count_slots(document: Document) -> int:
    """How many places people have still to write: slots, and cells of tables."""
    slots = sum(isinstance(block, Slot) for block in document.blocks)
    grids = (block for block in document.blocks if isinstance(block, Grid))
    return slots + sum(FILL_IN in text.text for grid in grids for text in texts_of(grid))


def used_grounds(document: Document) -> tuple[Ground, ...]:
    """The grounds that are cited, in the order of their first mention."""
    used: dict[str, None] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            used.update(dict.fromkeys(block.grounds))
        for text in texts_of(block):
            used.update(dict.fromkeys(text.grounds))
    return tuple(document.grounds[key] for key in used)
