"""The body of a Word document, paragraph by paragraph and row by row."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.plan.elements import Line, Run
from registry.plan.word.carried import read_carried
from registry.plan.word.found import Found, WordComment, WordText
from registry.plan.word.units import Kind, shown
from registry.plan.word.word_runs import RunReader, W, local_name, nearest, number_of, value_of

if TYPE_CHECKING:
    from docx.document import Document

_STYLES = (
    (re.compile(r"(?:heading|見出し)\s*([1-9])"), Kind.HEADING),
    (re.compile(r"caption"), Kind.CAPTION),
    (re.compile(r"(?:list (?:bullet|number)|箇条書き|段落番号)(?: ([2-5]))?"), Kind.ENTRY),
    (re.compile(r"項目 ([1-3])"), Kind.ENTRY),
    (re.compile(r"記入欄|quote|intense quote|引用文.*"), Kind.QUOTE),
    (re.compile(r"根拠の注"), Kind.NOTE),
    (re.compile(r"title|表題"), Kind.TITLE),
    (re.compile(r"原文"), Kind.VERBATIM),
)
_SKIPPED = re.compile(r"toc (?:heading|[1-9])|contents (?:heading|[1-9])|区切り")
_WIDEST_SPAN = 63


def walk(document: "Document") -> WordText:
    """Everything that a document shows."""
    return _Walk(document).read()


class _Walk:
    def __init__(self, document: "Document") -> None:
        self._part = document.part
        self._body = document.element.body
        self._document = document
        self._styles = {
            str(style.get(f"{W}styleId")): value_of(style, "name").lower()
            for style in document.styles.element.iterchildren(f"{W}style")
        }
        self._runs = RunReader(document.part, self._styles)
        self._waiting: Line = ()
        self._tables = 0
        self._place = 0

    def read(self) -> WordText:
        found = tuple(self._blocks(self._body))
        carried = None
        for relation in self._part.rels.values():
            if relation.reltype.endswith("/customXml") and not relation.is_external:
                carried = carried or read_carried(relation.target_part.blob)
        return WordText(
            found=found,
            footnotes={label: self._runs.note_text(kind_id) for kind_id, label in self._runs.notes.items()},
            comments=tuple(self._comments()),
            lost=tuple(self._runs.lost),
            carried=carried,
        )

    def _blocks(self, parent: Any) -> Iterator[Found]:
        for child in parent:
            tag = local_name(child)
            if tag == "p":
                found = self._paragraph(child)
                if found is not None:
                    yield found
            elif tag == "tbl":
                yield from self._table(child)
            elif tag == "bookmarkStart":
                self._runs.bookmark(child)
            elif tag == "sdt":
                if child.find(f".//{W}docPartGallery[@{W}val='Table of Contents']") is None:
                    yield from self._blocks(child.find(f"{W}sdtContent"))
            elif tag in ("ins", "moveTo", "customXml", "smartTag"):
                yield from self._blocks(child)

    def _paragraph(self, element: Any) -> Found | None:
        self._place += 1
        kind, level, numbered, skipped = self._kind(element)
        runs, in_contents = self._read_runs(element)
        line = (*self._waiting, *runs)
        self._waiting = ()
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._waiting = line
            return None
        keys = self._runs.taken_keys()
        if in_contents or skipped or not shown(line):
            return None
        return Found(kind=kind, keys=keys, lines=(line,), level=level, numbered=numbered, place=self._place)

    def _read_runs(self, element: Any) -> tuple[Line, bool]:
        in_contents = self._runs.in_contents()
        runs = tuple(self._runs.runs(element))
        return runs, in_contents or self._runs.in_contents()

    def _kind(self, element: Any) -> tuple[Kind, int, bool, bool]:
        """Kind, level, numbered, and whether the paragraph is no part of the text."""
        properties = element.find(f"{W}pPr")
        if properties is None:
            return Kind.PARAGRAPH, 0, False, False
        name = self._styles.get(value_of(properties, "pStyle"), "")
        if _SKIPPED.fullmatch(name):
            return Kind.PARAGRAPH, 0, False, True
        kind, level = Kind.PARAGRAPH, 0
        for pattern, named in _STYLES:
            if match := pattern.fullmatch(name):
                kind = named
                level = int(match[1]) if match.groups() and match[1] else 0
        numbering = properties.find(f"{W}numPr")
        numbered = name.startswith(("list number", "段落番号"))
        if (
            kind in (Kind.PARAGRAPH, Kind.ENTRY)
            and numbering is not None
            and value_of(numbering, "numId") not in ("", "0")
        ):
            kind, numbered = Kind.ENTRY, not self._is_bulleted(numbering)
            level = number_of(value_of(numbering, "ilvl")) + 1
        if kind is Kind.ENTRY:
            level = max(0, level - 1)
        return kind, level, numbered, False

    def _is_bulleted(self, numbering: Any) -> bool:
        part = next(
            (rel.target_part for rel in self._part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return True
        root = part.element
        number = root.find(f"{W}num[@{W}numId='{int(value_of(numbering, 'numId'))}']")
        if number is None:
            return True
        abstract = root.find(f"{W}abstractNum[@{W}abstractNumId='{value_of(number, 'abstractNumId')}']")
        level = (
            abstract.find(f"{W}lvl[@{W}ilvl='{int(value_of(numbering, 'ilvl') or 0)}']")
            if abstract is not None
            else None
        )
        return level is None or value_of(level, "numFmt") in ("bullet", "none", "")

    def _table(self, element: Any) -> Iterator[Found]:
        self._tables += 1
        number, position = self._tables, 0
        for row in element.iter(f"{W}tr"):
            if row.getparent() is not element and nearest(row, "tbl") is not element:
                continue
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[Line] = []
            from_left: set[int] = set()
            from_above: set[int] = set()
            for child in row:
                if local_name(child) == "bookmarkStart":
                    self._runs.bookmark(child)
                for cell in (
                    [child]
                    if local_name(child) == "tc"
                    else child.iter(f"{W}tc")
                    if local_name(child) == "sdt"
                    else ()
                ):
                    made = self._cell(cell)
                    from_left |= set(range(len(cells) + 1, len(cells) + len(made)))
                    if _continues(cell):
                        from_above |= set(range(len(cells), len(cells) + len(made)))
                    cells += made
            if cells:
                self._place += 1
                yield Found(
                    kind=Kind.ROW,
                    keys=self._runs.taken_keys(),
                    lines=tuple(cells),
                    level=position,
                    table=number,
                    place=self._place,
                    from_left=frozenset(from_left - from_above),
                    from_above=frozenset(from_above),
                )
                position += 1

    def _cell(self, cell: Any) -> list[Line]:
        runs: list[Run] = []
        for child in cell.iter(f"{W}p", f"{W}bookmarkStart"):
            if local_name(child) == "bookmarkStart":
                if local_name(child.getparent()) != "p":
                    self._runs.bookmark(child)
                continue
            line = tuple(self._runs.runs(child))
            if line:
                runs += [Run("\n"), *line] if runs else line
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = number_of(span.get(f"{W}val")) if span is not None else 1
        return [tuple(runs), *[()] * min(_WIDEST_SPAN, width - 1)]

    def _comments(self) -> Iterator[WordComment]:
        if any(relation.reltype.endswith("/comments") for relation in self._part.rels.values()):
            for comment in self._document.comments:
                place = self._runs.commented.get(str(comment.comment_id), "")
                yield WordComment(author=comment.author, text=comment.text, place=place)


def _continues(cell: Any) -> bool:
    """The cell is one with the cell above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") in (None, "continue")
