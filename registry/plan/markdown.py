"""A document as Markdown (GFM with footnotes); all text of it is inert.

Made to be edited and generated again (``registry.plan.merging``): every block stands between comments with its id,
every sentence has a line of its own, and a footnote is named after what it cites, not by a running number, so that
a new ground changes no other line.
"""

import json
import re
from collections.abc import Iterable
from hashlib import blake2b, sha256

from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.law.dates import format_wareki
from registry.plan.document import (
    FILL_IN,
    Block,
    Document,
    Grid,
    Ground,
    Heading,
    Listing,
    Paragraph,
    Slot,
    Text,
    used_grounds,
)
from registry.plan.marked_text import BLOCK_END, block_start
from registry.plan.numbering import letter, number_headings, number_tables
from registry.text.inert import inert_markdown

_OUTSIDE_ID = re.compile(r"[^A-Za-z0-9_./-]|-(?=[->])")
_ADDRESS = re.compile(r"https?://[^\s<>]+")
FINGERPRINT = "generated"
"""Key of the front matter by which a generated draft is found again."""


_STATES = {
    **GRADE_LABELS,
    Grade.DERIVED: "資料からの推定",
    Grade.RECALLED: "未確認",
}


def to_markdown(document: Document) -> str:
    """The whole draft; the same document gives the same text. Lines end with LF.

    The last key of the front matter is the fingerprint of everything else.
    """
    writer = _Markdown(document)
    parts = [writer.marked("title", f"# {inert_markdown(document.title)}")]
    parts += [writer.block(block) for block in document.blocks]
    notes = [writer.note(ground) for ground in used_grounds(document)]
    if notes:
        parts.append(writer.marked("notes", "\n".join(notes)))
    front = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.front]
    body = "\n".join(parts)
    return "\n".join(["---", *front, f'{FINGERPRINT}: "{_hash(front, body)}"', "---", "", body])


def _hash(front: Iterable[str], body: str) -> str:
    return sha256("\n".join((*front, body)).encode()).hexdigest()[:32]


def note_label(key: str) -> str:
    """The label of the footnote that cites a ground."""
    return "g" + blake2b(key.encode(), digest_size=3).hexdigest()


class _Markdown:
    def __init__(self, document: Document) -> None:
        self.headings = number_headings(document.blocks)
        self.tables = number_tables(document.blocks)
        self.labels: dict[str, str] = {}
        for ground in used_grounds(document):
            label = note_label(ground.key)
            while label in self.labels.values():
                label += "x"
            self.labels[ground.key] = label

    def block(self, block: Block) -> str:
        return self.marked(_OUTSIDE_ID.sub("_", block.id), "\n".join(self._lines(block)))

    def marked(self, block_id: str, content: str) -> str:
        return f"{block_start(block_id)}\n{content}\n{BLOCK_END}\n"

    def _lines(self, block: Block) -> Iterable[str]:
        match block:
            case Heading():
                number = self.headings[block.id]
                number = f"{number} " if number else ""
                yield f"{'#' * max(2, block.level + 1)} {number}{inert_markdown(block.text)}"
            case Paragraph():
                yield from (self.text(sentence) for sentence in block.sentences)
            case Listing():
                for position, entry in enumerate(block.entries):
                    yield f"- {letter(position)} {self.text(entry)}"
            case Slot():
                yield f"> {FILL_IN}{inert_markdown(block.label)}"
                yield ">"
                yield f"> {inert_markdown(block.guidance)}"
            case Grid():
                yield from self._grid(block)

    def _grid(self, grid: Grid) -> Iterable[str]:
        yield f"{self.tables[grid.id]} {inert_markdown(grid.caption)}{self._references(grid.grounds)}"
        yield ""
        yield "| " + " | ".join(inert_markdown(column) for column in grid.columns) + " |"
        yield "|" + " --- |" * len(grid.columns)
        for row in grid.rows:
            yield "| " + " | ".join(self.text(cell, inside=True) for cell in row) + " |"
        if grid.notes:
            yield ""
            yield "  \n".join(
                f"注{number} {self.text(note)}" for number, note in enumerate(grid.notes, start=1)
            )

    def text(self, text: Text, *, inside: bool = False) -> str:
        """A sentence; ``inside`` a line, what Markdown reads only at its start (35.5, - , #) needs no escape."""
        written = inert_markdown(f"_{text.text.strip()}")[2:] if inside else inert_markdown(text.text)
        if text.mark:
            full_stop = "。" if written.endswith("。") else ""
            written = f"{written.removesuffix('。')}（{text.mark}）{full_stop}"
        return written + self._references(text.grounds)

    def _references(self, keys: Iterable[str]) -> str:
        return "".join(f"[^{self.labels[key]}]" for key in dict.fromkeys(keys))

    def note(self, ground: Ground) -> str:
        said = f"{inert_markdown(ground.label)}。"
        if ground.text:
            said += f"{inert_markdown(ground.text.rstrip('。'))}。"
        if ground.url and _ADDRESS.fullmatch(ground.url):
            said += f"<{ground.url}>"
        return f"[^{self.labels[ground.key]}]: {said}（{state_of(ground)}）"


def state_of(ground: Ground) -> str:
    """How far a ground was confirmed, and when."""
    label = _STATES[ground.status]
    return f"{label}、{format_wareki(ground.checked)}" if ground.checked else label
