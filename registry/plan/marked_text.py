"""A plan as people edit it: Markdown whose generated blocks stand between comments, with anything around them.

``<!-- konkyo:block id=chapter-1/population -->`` opens a block, ``<!-- /konkyo:block -->`` closes it. What stands
between blocks belongs to people. A block whose comments were damaged is read as text of people, so that nothing
of it is ever replaced.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

BLOCK_END = "<!-- /konkyo:block -->"
FRONT = "front"
"""Id of the front matter (between two lines of three hyphens at the top)."""

_OPEN = re.compile(r"\s*<!--\s*konkyo:block\s+id=(\S+)\s*-->\s*")
_CLOSE = re.compile(r"\s*<!--\s*/konkyo:block\s*-->\s*")
_FENCE = re.compile(r"---\s*")
_OTHER_END = "\0"
"""Marks a line that ends unlike most lines of its text."""


class Part(Struct, frozen=True):
    """A generated block, or text of people (``id`` None). Lines have no line ends."""

    id: str | None
    lines: tuple[str, ...]
    """With the opening and closing comment."""

    @property
    def content(self) -> tuple[str, ...]:
        """The lines without the comments (or fences)."""
        return self.lines if self.id is None else self.lines[1:-1]

    def holding(self, content: Iterable[str]) -> "Part":
        """The same block with other content."""
        return Part(self.id, (self.lines[0], *content, self.lines[-1]))


class MarkedText(Struct, frozen=True):
    """A whole plan in parts; ``text()`` gives back every byte of it."""

    parts: tuple[Part, ...]
    mark: bool
    """A byte order mark stands at the beginning."""
    crlf: bool
    """Most lines end with CR LF."""

    def blocks(self) -> dict[str, Part]:
        """Blocks by id; the first one where an id stands twice."""
        found: dict[str, Part] = {}
        for part in self.parts:
            if part.id is not None:
                found.setdefault(part.id, part)
        return found

    def text(self) -> str:
        """The plan as one string."""
        lines = [line for part in self.parts for line in part.lines]
        ends = ("\r\n", "\n") if self.crlf else ("\n", "\r\n")
        written = []
        for number, line in enumerate(lines, 1):
            end = ends[line.endswith(_OTHER_END)] if number < len(lines) else ""
            written.append(line.removesuffix(_OTHER_END) + end)
        return ("\ufeff" if self.mark else "") + "".join(written)


def block_start(block_id: str) -> str:
    """The comment that opens a block."""
    return f"<!-- konkyo:block id={block_id} -->"


def read_marked(text: str) -> MarkedText:
    """Cut a plan into parts. Any text can be read; nothing of it is lost."""
    mark = text.startswith("\ufeff")
    raw = text.removeprefix("\ufeff").replace(_OTHER_END, "\ufffd").split("\n")
    ended = raw[:-1]
    crlf = sum(line.endswith("\r") for line in ended) * 2 > len(ended)
    lines = [_without_end(line, crlf) for line in ended] + raw[-1:]
    return MarkedText(tuple(_parts(lines)), mark, crlf)


def _without_end(line: str, crlf: bool) -> str:
    if line.endswith("\r"):
        return line[:-1] + ("" if crlf else _OTHER_END)
    return line + (_OTHER_END if crlf else "")


def _parts(lines: list[str]) -> Iterator[Part]:
    start = _front_end(lines)
    if start:
        yield Part(FRONT, tuple(lines[:start]))
    free: list[str] = []
    block: list[str] = []
    block_id = ""
    for line in lines[start:]:
        opened = _OPEN.fullmatch(line.removesuffix(_OTHER_END)) if "konkyo" in line else None
        if opened:
            free += block
            block, block_id = [line], opened[1]
        elif not block:
            free.append(line)
        else:
            block.append(line)
            if "konkyo" in line and _CLOSE.fullmatch(line.removesuffix(_OTHER_END)):
                if free:
                    yield Part(None, tuple(free))
                    free = []
                yield Part(block_id, tuple(block))
                block = []
    free += block
    if free:
        yield Part(None, tuple(free))


def _front_end(lines: list[str]) -> int:
    """Number of lines of the front matter; 0 without one."""
    if not _FENCE.fullmatch(lines[0].removesuffix(_OTHER_END)):
        return 0
    for number, line in enumerate(lines[1:], 2):
        if _FENCE.fullmatch(line.removesuffix(_OTHER_END)):
            return number
    return 0
