"""What Word changed and what was changed in the Markdown meanwhile, merged.

Text of people between the blocks is merged like a block: it is known by the block it follows. A section that was
moved in Word is moved, unless sections were moved in the Markdown as well.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from registry.plan.marked_text import BLOCK_END, FRONT, MarkedText, Part, block_start, read_marked
from registry.plan.merging import Event, merge_plan

_FREE = "~free/"


class Joined(Struct, frozen=True, kw_only=True):
    """The merged text."""

    text: str
    conflicts: tuple[Event, ...]
    not_taken: tuple[str, ...] = ()


def join_texts(base: str, edited: str, word: str) -> Joined:
    """Merge: ``base`` as exported, ``edited`` as it is now, ``word`` with what was changed in Word."""
    if base == word:
        return Joined(text=edited, conflicts=())
    if base == edited:
        return Joined(text=word, conflicts=())
    merged = merge_plan(_wrapped(base).text(), _wrapped(edited).text(), _wrapped(word).text())
    parts, refused = _reordered(_ids(base), _ids(edited), _ids(word), read_marked(merged.text).parts)
    now = read_marked(edited)
    return Joined(
        text=MarkedText(tuple(_unwrapped(parts)), now.mark, now.crlf).text(),
        conflicts=tuple(
            Event(
                block=event.block.removeprefix(_FREE),
                outcome=event.outcome,
                ours=event.ours,
                theirs=event.theirs,
            )
            for event in merged.conflicts
        ),
        not_taken=("段の入替え（Markdown でも段が動かされています）",) if refused else (),
    )


def _wrapped(text: str) -> MarkedText:
    """The same text with people's own text in blocks; blank lines at their ends stay outside."""
    marked = read_marked(text)
    parts: list[Part] = []
    before = ""
    for part in marked.parts:
        if part.id is not None:
            before = part.id
            parts.append(part)
            continue
        lines = part.lines
        written = [at for at, line in enumerate(lines) if line.strip("\0 \t")]
        if not written:
            parts.append(part)
            continue
        start, end = written[0], written[-1] + 1
        block = (block_start(f"{_FREE}{before}"), *lines[start:end], BLOCK_END)
        parts += [Part(None, lines[:start])] if start else []
        parts.append(Part(f"{_FREE}{before}", block))
        parts += [Part(None, lines[end:])] if end < len(lines) else []
    return MarkedText(tuple(parts), marked.mark, marked.crlf)


def _unwrapped(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield Part(None, part.content) if part.id is not None and part.id.startswith(_FREE) else part


def _ids(text: str) -> list[str]:
    return [part.id for part in read_marked(text).parts if part.id is not None and part.id != FRONT]


def _reordered(
    base: list[str], edited: list[str], word: list[str], parts: Sequence[Part]
) -> tuple[Sequence[Part], bool]:
    """The parts in the order of Word, and whether that was refused."""
    common = set(base) & set(edited) & set(word)
    orders = [[one for one in ids if one in common] for ids in (base, edited, word)]
    if orders[0] == orders[2]:
        return parts, False
    if orders[0] != orders[1]:
        return parts, True
    chunks: dict[str, list[Part]] = {"": []}
    current = ""
    for part in parts:
        if part.id in common and part.id not in chunks:
            current = part.id
            chunks[current] = []
        chunks[current].append(part)
    return [part for block in ("", *orders[2]) for part in chunks.get(block, ())], False
