"""The elements of a plan as HTML: chapters, lists, tables, places to be written, conflicts."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from registry.plan.elements import (
    CONFLICT_SIDES,
    Conflict,
    Element,
    Entry,
    Heading,
    Paragraph,
    Quote,
    Table,
    Verbatim,
    plain,
)
from registry.plan.page_text import Notes, line_html, lines_html, text
from registry.plan.plan_tables import numeric_columns

CHAPTER = 2
_LOWEST = 6
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_-]+")
_LETTERED = re.compile(r"(?:[ア-ン]|\([0-9]+\))[ 　]")


class Section(Struct, frozen=True, kw_only=True):
    """A heading as it stands on the page."""

    id: str
    level: int
    """2 for a chapter; no level below a heading is left out."""
    html: str
    words: str


class Body:
    """Writes elements one after the other and counts what is still open."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._ids: set[str] = set()
        self._tables = 0
        self.slots = 0
        self.conflicts = 0

    def sections(self, headings: Sequence[Heading]) -> dict[int, Section]:
        """Every heading but the title, by its line. Call it before anything is written: it gives the anchors."""
        down = 1 if any(heading.level == 1 for heading in headings) else 0
        level = CHAPTER - 1
        found = {}
        for heading in headings:
            level = min(max(CHAPTER, heading.level + down), level + 1, _LOWEST)
            found[heading.line] = Section(
                id=self._anchor(heading.block),
                level=level,
                html=line_html(heading.text, self._notes),
                words=text(plain(heading.text)),
            )
        return found

    def write(self, elements: Sequence[Element], sections: dict[int, Section]) -> Iterator[str]:
        """The HTML of everything; chapters are sections of their own."""
        chapter = False
        at = 0
        while at < len(elements):
            element = elements[at]
            at += 1
            if isinstance(element, Entry):
                entries = [element]
                while at < len(elements) and isinstance(further := elements[at], Entry):
                    entries.append(further)
                    at += 1
                yield from self._list(entries)
            elif isinstance(element, Heading):
                section = sections[element.line]
                if section.level == CHAPTER:
                    yield from ["</section>"] if chapter else []
                    yield f'<section class="chapter" aria-labelledby="{section.id}">'
                    chapter = True
                yield f'<h{section.level} id="{section.id}">{section.html}</h{section.level}>'
            else:
                yield from self._element(element)
        yield from ["</section>"] if chapter else []

    def _anchor(self, block: str) -> str:
        wanted = "s-" + (_NOT_IN_IDS.sub("-", block).strip("-") or str(len(self._ids) + 1))
        anchor, again = wanted, 1
        while anchor in self._ids:
            again += 1
            anchor = f"{wanted}-{again}"
        self._ids.add(anchor)
        return anchor

    def _element(self, element: Element) -> Iterator[str]:
        match element:
            case Paragraph(lines=lines):
                yield f"<p>{lines_html(lines, self._notes)}</p>"
            case Quote(lines=lines):
                said = [f"<p>{line_html(line, self._notes)}</p>" for line in lines]
                if element.is_slot:
                    self.slots += 1
                    yield f'<div class="slot" role="note" id="slot-{self.slots}">'
                    yield from [*said, "</div>"]
                else:
                    yield from ["<blockquote>", *said, "</blockquote>"]
            case Verbatim():
                yield f"<pre>{text(element.text.rstrip())}</pre>"
            case Conflict(ours=ours, theirs=theirs):
                self.conflicts += 1
                yield f'<div class="conflict" role="note" id="conflict-{self.conflicts}">'
                yield "<p>食い違い（どちらの文にするかが決まっていません）</p>"
                for side, words in zip(CONFLICT_SIDES, (ours, theirs), strict=True):
                    yield f"<p>{side}</p><pre>{text(words) or '（なし）'}</pre>"
                yield "</div>"
            case Table():
                yield from self._table(element)

    def _table(self, table: Table) -> Iterator[str]:
        self._tables += 1
        width = max([len(table.columns), *map(len, table.rows)])
        numeric = numeric_columns([[plain(cell) for cell in row] for row in table.rows], width)
        first = [plain(row[0]).strip() if row else "" for row in table.rows]
        named = width > 1 and all(first) and len(set(first)) == len(first)
        label = (
            f'aria-labelledby="table-{self._tables}"' if table.caption else f'aria-label="表{self._tables}"'
        )
        yield f'<div class="table" role="group" tabindex="0" {label}><table>'
        if table.caption:
            yield f'<caption id="table-{self._tables}">{line_html(table.caption, self._notes)}</caption>'
        head = "".join(f'<th scope="col">{line_html(cell, self._notes)}</th>' for cell in table.columns)
        yield f"<thead><tr>{head}</tr></thead><tbody>"
        for row in table.rows:
            cells = []
            for at in range(width):
                said = line_html(row[at], self._notes) if at < len(row) else ""
                if named and at == 0:
                    cells.append(f'<th scope="row">{said}</th>')
                else:
                    cells.append(f'<td class="number">{said}</td>' if numeric[at] else f"<td>{said}</td>")
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</tbody></table></div>"

    def _list(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Entries that follow each other; a change between numbers and points, or a new count, begins a new list."""
        depth = min(entry.depth for entry in entries)
        at = 0
        before: int | None = None
        tag = ""
        while at < len(entries):
            entry = entries[at]
            end = at + 1
            while end < len(entries) and entries[end].depth > depth:
                end += 1
            wanted = "ul" if entry.number is None else "ol"
            if wanted != tag or (entry.number is not None and before is not None and entry.number <= before):
                yield from [f"</{tag}>"] if tag else []
                start = f' start="{entry.number}"' if entry.number not in (None, 1) else ""
                lettered = wanted == "ul" and entry.lines and _LETTERED.match(plain(entry.lines[0]))
                yield f"<{wanted}{start}>" if not lettered else '<ul class="letters">'
            tag, before = wanted, entry.number
            own = entry.depth == depth
            yield f"<li>{lines_html(entry.lines, self._notes)}" if own else "<li>"
            inner = entries[at + 1 if own else at : end]
            if inner:
                yield from self._list(inner)
            yield "</li>"
            at = end
        yield f"</{tag}>"
