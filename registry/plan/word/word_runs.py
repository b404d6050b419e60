"""Runs of a Word document as lines: insertions stay, deletions go, fields show their result."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from registry.plan.elements import Line, Mark, Run
from registry.plan.word.xml import KEY_PREFIX

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DROPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sectPr", "tcPr", "trPr", "tblPr")
)
_MARKS = {"b": Mark.STRONG, "i": Mark.EMPHASIS, "strike": Mark.STRUCK}
_LOST = {
    "drawing": "図・写真",
    "pict": "図・写真",
    "object": "埋め込んだもの",
    "oMath": "数式",
    "oMathPara": "数式",
    "AlternateContent": "図形",
}


class RunReader:
    """Reads runs, and gathers what they mention: bookmarks, notes, places of comments, what cannot be taken."""

    def __init__(self, part: Any, styles: dict[str, str]) -> None:
        self._part = part
        self._styles = styles
        self._fields: list[str] = []
        """Instructions of the open fields; "\\0" at the end: its result has begun."""
        self._keys: list[str] = []
        self._roots: dict[str, Any] = {}
        self.notes: dict[str, str] = {}
        """Label by kind and id of a note made with Word."""
        self.commented: dict[str, str] = {}
        """Beginning of the paragraph by id of a comment."""
        self.lost: dict[str, None] = {}

    def in_contents(self) -> bool:
        """True inside a table of contents."""
        return any(field.lstrip().upper().startswith("TOC") for field in self._fields)

    def taken_keys(self) -> tuple[str, ...]:
        """Names of our bookmarks since the last call, without their prefix."""
        keys = tuple(dict.fromkeys(self._keys))
        self._keys.clear()
        return keys

    def runs(self, parent: Any, link: str = "") -> Iterator[Run]:
        """The runs of a paragraph or of what is inside it."""
        for child in parent:
            tag = local_name(child)
            if tag == "r":
                yield from self._run(child, link)
            elif tag == "hyperlink":
                yield from self._hyperlink(child)
            elif tag == "bookmarkStart":
                self.bookmark(child)
            elif tag == "commentRangeStart":
                words = "".join(text.text or "" for text in parent.iter(f"{W}t"))
                self.commented[str(child.get(f"{W}id"))] = words[:30]
            elif tag in _LOST:
                self._lose(tag, child)
            elif isinstance(child.tag, str) and child.tag not in _DROPPED and len(child):
                yield from self.runs(child, link)

    def _hyperlink(self, element: Any) -> Iterator[Run]:
        anchor = str(element.get(f"{W}anchor") or "")
        if anchor.startswith(f"{KEY_PREFIX}N"):
            for run in self.runs(element):
                yield from (run,) if run.note else _with_references(run)
            return
        relation = self._part.rels.get(str(element.get(f"{R}id") or ""))
        address = relation.target_ref if relation is not None and relation.is_external else ""
        yield from self.runs(element, f"{address}#{anchor}" if address and anchor else address)

    def _run(self, element: Any, link: str) -> Iterator[Run]:
        properties = element.find(f"{W}rPr")
        marks: set[Mark] = set()
        is_reference = False
        if properties is not None:
            marks = {mark for name, mark in _MARKS.items() if is_on(properties, name)}
            style = self._styles.get(value_of(properties, "rStyle"))
            if style == "等幅":
                marks.add(Mark.CODE)
            is_reference = style == "根拠番号" or value_of(properties, "vertAlign") == "superscript"
        text = ""
        for child in element:
            tag = local_name(child)
            if tag == "fldChar":
                self._field(str(child.get(f"{W}fldCharType")))
            elif tag == "instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif any("\0" not in field for field in self._fields):
                continue
            elif tag == "t":
                text += child.text or ""
            elif tag in ("tab", "ptab"):
                text += " "
            elif tag == "noBreakHyphen":
                text += "-"
            elif tag in ("br", "cr"):
                text += "\n" if child.get(f"{W}type") in (None, "textWrapping") else ""
            elif tag in ("footnoteReference", "endnoteReference"):
                if text:
                    yield Run(text, frozenset(marks), link)
                    text = ""
                kind_id = f"{tag[:-9]}:{child.get(f'{W}id')}"
                yield Run("", note=self.notes.setdefault(kind_id, f"word{len(self.notes) + 1}"))
            elif tag in _LOST:
                self._lose(tag, child)
        if text:
            run = Run(text, frozenset(marks), link or self._field_link())
            yield from _with_references(run) if is_reference else (run,)

    def _field_link(self) -> str:
        """The address of a link that is written as a field."""
        for field in self._fields:
            if found := _hyperlink_field().match(field):
                return "#".join(part for part in found.groups("") if part) if found[1] else ""
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1] += "\0"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def bookmark(self, element: Any) -> None:
        """Note one of our bookmarks."""
        name = str(element.get(f"{W}name") or "")
        if name.startswith(KEY_PREFIX):
            self._keys.append(name.removeprefix(KEY_PREFIX))

    def _lose(self, tag: str, element: Any) -> None:
        paragraph = nearest(element, "p")
        words = (
            "".join(text.text or "" for text in paragraph.iter(f"{W}t"))[:20] if paragraph is not None else ""
        )
        self.lost[f"{_LOST[tag]}（「{words}」の段落）" if words else _LOST[tag]] = None

    def note_text(self, kind_id: str) -> Line:
        """The text of a note made with Word."""
        kind, _, number = kind_id.partition(":")
        root = self._roots.get(kind)
        if root is None:
            root = self._roots[kind] = self._notes_root(kind)
        note = (
            root.find(f"{W}{kind}[@{W}id='{int(number)}']") if root is not None and number.isdigit() else None
        )
        return (
            tuple(run for element in note.iter(f"{W}p") for run in self.runs(element))
            if note is not None
            else ()
        )

    def _notes_root(self, kind: str) -> Any:
        from docx.oxml import parse_xml

        for relation in self._part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                return parse_xml(relation.target_part.blob)
        return None


@lru_cache(maxsize=1)
def _hyperlink_field() -> re.Pattern[str]:
    return re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)")?\s*(?:\\l\s+"([^"]*)")?')


@lru_cache(maxsize=1)
def _reference() -> re.Pattern[str]:
    return re.compile(r"\[([0-9]{1,5})\]")


def _with_references(run: Run) -> Iterator[Run]:
    """``[12]`` as a reference; the label is the number until the numbers are resolved."""
    rest = 0
    for found in _reference().finditer(run.text):
        if found.start() > rest:
            yield Run(run.text[rest : found.start()], run.marks)
        yield Run("", note=f"#{found[1]}")
        rest = found.end()
    if rest < len(run.text):
        yield Run(run.text[rest:], run.marks)


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Any, name: str) -> str:
    """``w:val`` of a child; empty without one."""
    child = element.find(f"{W}{name}")
    return str(child.get(f"{W}val") or "") if child is not None else ""


def is_on(properties: Any, name: str) -> bool:
    """True when a property like bold is set."""
    child = properties.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val") not in ("0", "false", "off", "none")


def nearest(element: Any, name: str) -> Any:
    """The nearest element of that name around another; None without one."""
    while element is not None and (element := element.getparent()) is not None:
        if local_name(element) == name:
            return element
    return None


def number_of(text: str | None) -> int:
    """A whole number of at most six digits; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else 0
