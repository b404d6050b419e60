"""A Word file as the plan that lint reads: headings by style, lists, tables, footnotes."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.errors import InputError
from registry.plan.document import FILL_IN
from registry.plan.elements import (
    Element,
    Entry,
    Heading,
    Line,
    Paragraph,
    PlanText,
    Quote,
    Run,
    Table,
    plain,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|表題)$", re.IGNORECASE)
_LIST = re.compile(r"list|箇条書き|段落番号", re.IGNORECASE)
_CAPTION = re.compile(r"表\s*[0-9０-９]+(?:[-－.][0-9０-９]+)?(?![0-9０-９])")
_NOTE = re.compile(r"\[([0-9]+)\]\s*")
_GROUND_ANCHOR = "_konkyo_N"
_GROUND_STYLE, _SLOT_STYLE = "根拠の注", "記入欄"
"""What the Word files of konkyo use for grounds and for places to write."""
_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PREFIX = {"w": _MAIN.strip("{}")}
LARGEST = 200 * 1024 * 1024
"""Bytes of all parts of a file together; more is refused."""


def read_word(path: Path, content: bytes) -> PlanText:
    """Read a .docx. ``line`` counts paragraphs and rows of tables.

    Raises InputError when it is no Word file, or too large once unpacked.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > LARGEST:
            raise InputError(
                "Word のファイルが大きすぎます",
                where=str(path),
                why=f"展開すると {size:,} バイトになります",
                mend="画像を小さくするか、章ごとに分けてください",
            )
        document = Document(BytesIO(content))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError) as error:
        raise InputError(
            "Word のファイルとして読めません",
            where=str(path),
            why="壊れているか、.docx ではありません",
            mend="Word で開き、「.docx」として保存し直してください",
        ) from error
    reader = _Reader(document)
    read = tuple(_with_slots(reader.elements()))
    first_ground = min((reader.note_lines[label] for label in reader.grounds), default=0)
    elements = tuple(one for one in read if not (isinstance(one, Heading) and one.line + 1 == first_ground))
    notes = reader.grounds | dict(reader.notes())
    return PlanText(
        front={},
        elements=elements,
        notes=notes,
        note_lines=dict.fromkeys(notes, 1) | reader.note_lines,
        lines=tuple(reader.lines),
    )


class _Reader:
    def __init__(self, document: "WordDocument") -> None:
        self._document = document
        self.lines: list[str] = []
        self.note_lines: dict[str, int] = {}
        self.grounds: dict[str, Line] = {}
        """Grounds that konkyo listed at the end, by their number."""

    def elements(self) -> Iterator[Element]:
        """Paragraphs and tables in their order; a caption goes with the table below it."""
        from docx.table import Table as WordTable

        held: Paragraph | None = None
        for part in self._document.iter_inner_content():
            if isinstance(part, WordTable):
                caption: Line = held.lines[0] if held is not None else ()
                held = None
                yield self._table(part, caption)
                continue
            if held is not None:
                yield held
                held = None
            element = self._paragraph(part)
            if isinstance(element, Paragraph) and _CAPTION.match(plain(element.lines[0])):
                held = element
            elif element is not None:
                yield element
        if held is not None:
            yield held

    def _paragraph(self, paragraph: Any) -> Element | None:
        self.lines.append(paragraph.text)
        number = len(self.lines)
        words = self._line(paragraph, number)
        if not plain(words).strip():
            return None
        style = paragraph.style.name if paragraph.style is not None else ""
        ground = _NOTE.match(plain(words)) if style == _GROUND_STYLE else None
        if ground is not None:
            self.grounds[ground[1]] = (Run(plain(words)[ground.end() :]),)
            self.note_lines[ground[1]] = number
            return None
        if style == _SLOT_STYLE or plain(words).startswith(FILL_IN):
            return Quote(line=number, lines=(words,))
        heading = _HEADING.match(style or "")
        if heading is not None:
            return Heading(line=number, level=int(heading[1]) + 1, text=words)
        if _TITLE.match(style or ""):
            return Heading(line=number, level=1, text=words)
        if _LIST.match(style or "") or paragraph._p.find(".//w:numPr", _PREFIX) is not None:
            return Entry(line=number, depth=0, number=None, lines=(words,))
        return Paragraph(line=number, lines=(words,))

    def _line(self, paragraph: Any, number: int) -> Line:
        """The runs of a paragraph, hyperlinks and footnotes included; what was deleted under review is left out."""
        runs: list[Run] = []
        for node in paragraph._p.iter():
            if node.tag == f"{_MAIN}t" and not _deleted(node):
                ground = _NOTE.fullmatch(node.text or "") if _points_at_ground(node) else None
                if ground is not None:
                    runs.append(Run("", note=ground[1]))
                    continue
                runs.append(Run(node.text or "", link=self._link(node)))
            elif node.tag in (f"{_MAIN}tab", f"{_MAIN}br") and node.getparent().tag == f"{_MAIN}r":
                runs.append(Run(" "))
            elif node.tag == f"{_MAIN}footnoteReference":
                label = str(node.get(f"{_MAIN}id"))
                self.note_lines.setdefault(label, number)
                runs.append(Run("", note=label))
        return tuple(runs)

    def _link(self, node: Any) -> str:
        parent = node.getparent()
        while parent is not None and parent.tag != f"{_MAIN}p":
            if parent.tag == f"{_MAIN}hyperlink":
                key = parent.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
                relation = self._document.part.rels.get(key) if key else None
                return relation.target_ref if relation is not None and relation.is_external else ""
            parent = parent.getparent()
        return ""

    def _table(self, table: Any, caption: Line) -> Table:
        rows = []
        first = len(self.lines) + 1
        for row in table.rows:
            self.lines.append("\t".join(cell.text for cell in row.cells))
            number = len(self.lines)
            rows.append(tuple(self._cell(cell, number) for cell in row.cells))
        return Table(line=first, caption=caption, columns=rows[0] if rows else (), rows=tuple(rows[1:]))

    def _cell(self, cell: Any, number: int) -> Line:
        return tuple(run for paragraph in cell.paragraphs for run in self._line(paragraph, number))

    def notes(self) -> Iterator[tuple[str, Line]]:
        """Footnotes by their id."""
        from docx.oxml import parse_xml

        for relation in self._document.part.rels.values():
            if not relation.reltype.endswith("/footnotes") or relation.is_external:
                continue
            for note in parse_xml(relation.target_part.blob).iter(f"{_MAIN}footnote"):
                label = str(note.get(f"{_MAIN}id"))
                if note.get(f"{_MAIN}type") is None:
                    yield label, (Run("".join(text.text or "" for text in note.iter(f"{_MAIN}t"))),)


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


def _points_at_ground(node: Any) -> bool:
    """The text stands in a link to a ground at the end of the file."""
    return any(
        str(parent.get(f"{_MAIN}anchor", "")).startswith(_GROUND_ANCHOR)
        for parent in node.iterancestors(f"{_MAIN}hyperlink")
    )


def _deleted(node: Any) -> bool:
    return any(parent.tag == f"{_MAIN}del" for parent in node.iterancestors())
