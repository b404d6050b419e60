"""Markdown snippets of a template as blocks: headings, sentences, entries, tables and places to write.

A snippet is the template's own text: it is no statement of fact of konkyo's and carries no ground. Emphasis is
dropped, HTML is shown as it is written, links keep their words.
"""

import re
from collections.abc import Iterator

from registry.plan.document import FILL_IN, Block, Grid, Heading, Listing, Paragraph, Slot, Text
from registry.plan.elements import Conflict, Entry, Line, Quote, Table, Verbatim, plain
from registry.plan.elements import Heading as HeadingElement
from registry.plan.elements import Paragraph as ParagraphElement
from registry.plan.inputs import Writer

_CAPTION = re.compile(r"^表\s*[0-9０-９]*\s*")
_OWN_LEVEL = 3


def snippet_blocks(writer: Writer, base: str, markdown: str) -> Iterator[Block]:
    """The blocks of a snippet with its placeholders filled; ids count its elements."""
    from registry.plan.reading import read_plan

    entries: list[Text] = []
    number = 0
    for element in read_plan(markdown).elements:
        if isinstance(element, Entry):
            entries.append(Text(_joined(writer, element.lines)))
            continue
        if entries:
            number += 1
            yield Listing(id=f"{base}/{number}", entries=tuple(entries), resolve=True)
            entries = []
        number += 1
        block_id = f"{base}/{number}"
        match element:
            case HeadingElement(text=text):
                yield Heading(id=block_id, level=_OWN_LEVEL, text=writer.filled(plain(text)))
            case ParagraphElement(lines=lines):
                sentences = tuple(Text(writer.filled(plain(line))) for line in lines)
                yield Paragraph(id=block_id, resolve=True, sentences=sentences)
            case Table(caption=caption, columns=columns, rows=rows):
                yield Grid(
                    id=block_id,
                    caption=writer.filled(_CAPTION.sub("", plain(caption))) or "表",
                    columns=tuple(writer.filled(plain(column)) for column in columns),
                    rows=tuple(tuple(Text(writer.filled(plain(cell))) for cell in row) for row in rows),
                    definition=True,
                )
            case Quote(lines=lines) if element.is_slot:
                label = writer.filled(plain(lines[0])).removeprefix(FILL_IN).strip()
                yield Slot(id=block_id, label=label or "記入", guidance=_joined(writer, lines[1:]))
            case Quote(lines=lines):
                yield Paragraph(id=block_id, resolve=True, sentences=(Text(_joined(writer, lines)),))
            case Verbatim(text=text):
                yield Paragraph(id=block_id, resolve=True, sentences=(Text(writer.filled(text.strip())),))
            case Conflict(ours=ours):
                yield Paragraph(id=block_id, resolve=True, sentences=(Text(writer.filled(ours)),))
    if entries:
        yield Listing(id=f"{base}/{number + 1}", entries=tuple(entries), resolve=True)


def _joined(writer: Writer, lines: tuple[Line, ...]) -> str:
    return writer.filled("".join(plain(line) for line in lines))
