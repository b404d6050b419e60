"""Reading the Markdown of a plan, whoever wrote it, into elements with their line numbers.

Markdown is read by markdown-it (CommonMark with tables and footnotes). Comments of konkyo give elements the id of
their block; other HTML is kept as it stands and shown verbatim.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from registry.plan.elements import (
    Conflict,
    Element,
    Entry,
    Heading,
    Line,
    Mark,
    Paragraph,
    PlanText,
    Quote,
    Run,
    Table,
    Verbatim,
    plain,
)
from registry.plan.marked_text import FRONT, read_marked
from registry.plan.merging import BETWEEN, OURS, THEIRS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CAPTION = re.compile(r"表\s*[0-9０-９]+(?:[-－‐.][0-9０-９]+)?(?![0-9０-９])")
_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_LONGEST_FRONT = 20_000
_BLOCK_MARK = re.compile(r"<!--\s*/?konkyo:block\b[^\n]*?-->")
_MARKS = {"strong": Mark.STRONG, "em": Mark.EMPHASIS, "s": Mark.STRUCK}


def read_plan(text: str) -> PlanText:
    """Any text can be read; what is no Markdown is a paragraph."""
    marked = read_marked(text)
    source: list[str] = []
    owners: list[str] = []
    front: dict[str, str] = {}
    for part in marked.parts:
        if part.id == FRONT:
            front = _front(part.content)
        source += [line.rstrip("\0") for line in part.lines]
        owners += [part.id or ""] * len(part.lines)
    # A lone CR ends a line for Markdown, but not in a file: without it lines keep their numbers.
    shown = [line.replace("\r", " ") for line in source]
    skipped = next((len(part.lines) for part in marked.parts if part.id == FRONT), 0)
    shown[:skipped] = [""] * skipped
    conflicts = list(_take_conflicts(shown, owners))
    reader = _Reader(_parser().parse("\n".join(shown)), owners)
    elements = sorted([*reader.elements(), *conflicts], key=lambda element: element.line)
    return PlanText(
        front=front,
        elements=tuple(_with_captions(elements)),
        notes=reader.notes,
        note_lines=reader.note_lines,
        lines=tuple(source),
    )


def front_of(text: str) -> dict[str, str]:
    """The front matter alone; empty for a plan that konkyo did not write."""
    head = text[:_LONGEST_FRONT]
    first = next(iter(read_marked(head).parts), None)
    return _front(first.content) if first is not None and first.id == FRONT else {}


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    # Keep footnotes where they are defined: the tail would number and reorder them.
    parser.core.ruler.disable("footnote_tail")
    return parser


def _front(lines: Sequence[str]) -> dict[str, str]:
    values = {}
    for line in lines:
        key, found, value = line.rstrip("\0").partition(":")
        if found and key.strip():
            values[key.strip()] = _scalar(value.strip())
    return values


def _scalar(value: str) -> str:
    if value.startswith('"'):
        try:
            read = json.loads(value)
        except ValueError:
            return value.strip('"')
        return read if isinstance(read, str) else value
    return value.strip("'")


def _take_conflicts(lines: list[str], owners: Sequence[str]) -> Iterator[Conflict]:
    """Conflicts, blanked out of ``lines`` so that Markdown does not read their marks."""
    start = middle = None
    for number, line in enumerate(lines):
        if line.startswith(OURS) and start is None:
            start, middle = number, None
        elif line == BETWEEN and start is not None and middle is None:
            middle = number
        elif line.startswith(THEIRS) and start is not None and middle is not None:
            yield Conflict(
                line=start + 1,
                block=owners[start],
                ours="\n".join(lines[start + 1 : middle]),
                theirs="\n".join(lines[middle + 1 : number]),
            )
            lines[start : number + 1] = [""] * (number + 1 - start)
            start = middle = None


class _Reader:
    """Walks the flat list of tokens that the parser gives."""

    def __init__(self, tokens: "list[Token]", owners: Sequence[str]) -> None:
        self._tokens = tokens
        self._owners = owners
        self._at = 0
        self.notes: dict[str, Line] = {}
        self.note_lines: dict[str, int] = {}

    def elements(self) -> Iterator[Element]:
        while self._at < len(self._tokens):
            yield from self._element(self._tokens[self._at], [])

    def _place(self, token: "Token") -> dict[str, Any]:
        line = token.map[0] if token.map else 0
        return {"line": line + 1, "block": self._owners[line] if line < len(self._owners) else ""}

    def _element(self, token: "Token", lists: list[int | None]) -> Iterator[Element]:
        self._at += 1
        match token.type:
            case "heading_open":
                yield Heading(**self._place(token), level=int(token.tag[1]), text=_joined(self._inline()))
            case "paragraph_open":
                yield from self._paragraphs(token)
            case "bullet_list_open" | "ordered_list_open":
                yield from self._list(token, lists)
            case "blockquote_open":
                yield Quote(**self._place(token), lines=tuple(self._lines_until("blockquote_close")))
            case "table_open":
                yield self._table(token)
            case "fence" | "code_block":
                yield Verbatim(**self._place(token), text=token.content)
            case "html_block":
                rest = _COMMENT.sub("", _BLOCK_MARK.sub("", token.content), count=1).strip()
                if rest:
                    yield Verbatim(**self._place(token), text=rest)
            case "footnote_reference_open":
                label = str(token.meta["label"])
                self.note_lines.setdefault(label, self._place(token)["line"])
                self.notes.setdefault(label, _joined(tuple(self._lines_until("footnote_reference_close"))))

    def _paragraphs(self, token: "Token") -> Iterator[Paragraph]:
        """A line that is broken on purpose (two blanks or a backslash at its end) ends a paragraph."""
        breaks = [
            child.type == "hardbreak"
            for child in self._tokens[self._at].children or ()
            if child.type in ("softbreak", "hardbreak")
        ]
        place = self._place(token)
        lines = self._inline()
        start = 0
        for end, broken in enumerate([*breaks, True], start=1):
            if broken:
                if any(lines[start:end]):
                    yield Paragraph(line=place["line"] + start, block=place["block"], lines=lines[start:end])
                start = end

    def _inline(self) -> tuple[Line, ...]:
        token = self._tokens[self._at]
        self._at += 1
        return _lines(token) if token.type == "inline" else ()

    def _lines_until(self, closing: str) -> Iterator[Line]:
        opening, depth = closing.replace("_close", "_open"), 1
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            depth += (token.type == opening) - (token.type == closing)
            if not depth:
                return
            if token.type == "inline":
                yield from _lines(token)
            elif token.type in ("fence", "code_block", "html_block"):
                yield (Run(token.content.strip()),)

    def _list(self, token: "Token", lists: list[int | None]) -> Iterator[Element]:
        number = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
        closing = token.type.replace("_open", "_close")
        while self._at < len(self._tokens):
            inner = self._tokens[self._at]
            if inner.type == closing:
                self._at += 1
                return
            if inner.type == "list_item_open":
                self._at += 1
                yield from self._item(inner, [*lists, number])
                number = number + 1 if number is not None else None
            else:
                self._at += 1

    def _item(self, token: "Token", lists: list[int | None]) -> Iterator[Element]:
        first = True
        while self._at < len(self._tokens):
            inner = self._tokens[self._at]
            if inner.type == "list_item_close":
                self._at += 1
                return
            for element in self._element(inner, lists):
                if first and isinstance(element, Paragraph):
                    yield Entry(
                        **self._place(token), depth=len(lists) - 1, number=lists[-1], lines=element.lines
                    )
                else:
                    yield element
                first = False

    def _table(self, token: "Token") -> Table:
        rows: list[tuple[Line, ...]] = []
        cells: list[Line] = []
        while self._at < len(self._tokens):
            inner = self._tokens[self._at]
            self._at += 1
            if inner.type == "table_close":
                break
            if inner.type == "tr_open":
                cells = []
            elif inner.type == "inline":
                cells.append(_joined(_lines(inner)))
            elif inner.type == "tr_close":
                rows.append(tuple(cells))
        return Table(**self._place(token), caption=(), columns=rows[0] if rows else (), rows=tuple(rows[1:]))


def _lines(token: "Token") -> tuple[Line, ...]:
    """The lines of an inline token; ``<br>`` is a line break, other HTML is text."""
    lines: list[list[Run]] = [[]]
    marks: list[Mark] = []
    link = ""
    for child in token.children or ():
        kind = child.type
        if kind in ("softbreak", "hardbreak"):
            lines.append([])
        elif kind == "footnote_ref":
            lines[-1].append(Run("", note=str(child.meta["label"])))
        elif kind.endswith("_open") and kind[:-5] in _MARKS:
            marks.append(_MARKS[kind[:-5]])
        elif kind.endswith("_close") and kind[:-6] in _MARKS:
            marks.remove(_MARKS[kind[:-6]])
        elif kind == "link_open":
            link = str(child.attrGet("href") or "")
        elif kind == "link_close":
            link = ""
        elif kind == "html_inline":
            text = "\n" if child.content.lower().startswith("<br") else child.content
            if not child.content.startswith("<!--"):
                lines[-1].append(Run(text, frozenset(marks), link))
        elif child.content:
            own = frozenset((*marks, Mark.CODE)) if kind == "code_inline" else frozenset(marks)
            lines[-1].append(Run(child.content, own, link))
    return tuple(tuple(line) for line in lines)


def _joined(lines: Sequence[Line]) -> Line:
    return tuple(run for line in lines for run in line)


def _with_captions(elements: list[Element]) -> Iterator[Element]:
    """A paragraph whose last line begins with 表 and a number is the caption of the table below it."""
    held: Element | None = None
    for element in elements:
        if isinstance(element, Table) and isinstance(held, Paragraph) and _is_caption(held.lines[-1]):
            rest = held.lines[:-1]
            if rest:
                yield Paragraph(line=held.line, block=held.block, lines=rest)
            yield Table(
                line=element.line,
                block=element.block,
                caption=held.lines[-1],
                columns=element.columns,
                rows=element.rows,
            )
            held = None
            continue
        if held is not None:
            yield held
        held = element
    if held is not None:
        yield held


def _is_caption(line: Line) -> bool:
    return _CAPTION.match(plain(line)) is not None
