"""What a workbook holds beside values: merged cells, formulas, pictures, comments, hidden rows and columns.

An xlsx is read from its sheet XML, part by part, inside the copy that ``registry.catalogue.package`` has checked
(no document type definitions, bounded sizes). Of an xls only what the reader of values tells is known.
Public source: ECMA-376 part 1 (SpreadsheetML).
"""

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from registry.catalogue.compound import safe_compound
from registry.catalogue.package import safe_workbook
from registry.standards.sheets import CellPlace, SheetFacts

_SHOWN = 50
"""Places of each kind that are kept; all are counted."""
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_LAST_COLUMN, _MAX_LETTERS = 16_384, 3
_ON = frozenset({"1", "true"})

Attributes = dict[str, str]


class _Relation(NamedTuple):
    kind: str
    """Last part of the type: worksheet, drawing, comments …"""
    part: str


def package_facts(data: bytes, where: str) -> dict[str, SheetFacts]:
    """Facts of each sheet of an xlsx by name.

    Raises InputError for a workbook that must not be opened; parts whose XML is broken give no facts.
    """
    with zipfile.ZipFile(safe_workbook(io.BytesIO(data), where)) as archive:
        parts = set(archive.namelist())
        relations = _relations(archive, parts, "xl/workbook.xml")
        facts: dict[str, SheetFacts] = {}
        for name, relation, hidden in _sheets(archive):
            target = relations.get(relation)
            if target is not None and target.kind == "worksheet" and target.part in parts:
                facts[name] = _sheet_facts(archive, parts, target.part, hidden)
        return facts


def compound_facts(data: bytes, where: str) -> dict[str, SheetFacts]:
    """Facts of each sheet of an xls by name: merged cells, and whether the sheet is hidden."""
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(safe_compound(data, where)))
    facts: dict[str, SheetFacts] = {}
    for told in workbook.sheets_metadata:
        try:
            merged = workbook.get_sheet_by_name(told.name).merged_cell_ranges or []
        except (python_calamine.CalamineError, ValueError, OSError):
            continue
        facts[told.name] = SheetFacts(
            merged=tuple(f"{_address(*first)}:{_address(*last)}" for first, last in merged[:_SHOWN]),
            merged_count=len(merged),
            hidden=told.visible != python_calamine.SheetVisibleEnum.Visible,
        )
    return facts


def _address(row: int, column: int) -> str:
    """A1 for (0, 0)."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}{row + 1}"


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """Name, relation and whether hidden, in the order of the book."""
    found: list[tuple[str, str, bool]] = []

    def start(name: str, told: Attributes) -> None:
        if name == "sheet":
            found.append(
                (told.get("name", ""), told.get("id", ""), told.get("state", "visible") != "visible")
            )

    _parse(archive, "xl/workbook.xml", start)
    return found


def _relations(archive: zipfile.ZipFile, parts: set[str], part: str) -> dict[str, _Relation]:
    """What a part refers to, by relation id."""
    folder, name = posixpath.split(part)
    place = f"{folder}/_rels/{name}.rels"
    found: dict[str, _Relation] = {}

    def start(tag: str, told: Attributes) -> None:
        if tag == "Relationship" and told.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")
            found[told.get("Id", "")] = _Relation(told.get("Type", "").rpartition("/")[2], target)

    if place in parts:
        _parse(archive, place, start)
    return found


def _sheet_facts(archive: zipfile.ZipFile, parts: set[str], part: str, hidden: bool) -> SheetFacts:
    sheet = _SheetReader()
    _parse(archive, part, sheet.start)
    objects = comments = 0
    for relation in _relations(archive, parts, part).values():
        if relation.part not in parts:
            continue
        if relation.kind == "drawing":
            objects += _count(archive, relation.part, _ANCHORS)
        elif relation.kind == "comments":
            comments += _count(archive, relation.part, frozenset({"comment"}))
    return SheetFacts(
        merged=tuple(sheet.merged),
        merged_count=sheet.merged_count,
        formulas=tuple(sheet.formulas),
        formula_count=sheet.formula_count,
        objects=objects,
        comments=comments,
        hidden_rows=tuple(sheet.hidden_rows),
        hidden_columns=tuple(sheet.hidden_columns),
        hidden=hidden,
    )


class _SheetReader:
    """Takes the start tags of a worksheet."""

    def __init__(self) -> None:
        self.merged: list[str] = []
        self.merged_count = 0
        self.formulas: list[CellPlace] = []
        self.formula_count = 0
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self._row = 0
        self._column = 0

    def start(self, name: str, told: Attributes) -> None:
        if name == "c":
            self._cell(told.get("r", ""))
        elif name == "row":
            self._start_row(told)
        elif name == "f":
            self.formula_count += 1
            if len(self.formulas) < _SHOWN:
                self.formulas.append(CellPlace(self._row, self._column))
        elif name == "mergeCell":
            self.merged_count += 1
            if len(self.merged) < _SHOWN:
                self.merged.append(told.get("ref", "")[:20])
        elif name == "col" and told.get("hidden") in _ON:
            first, last = _number(told.get("min")), _number(told.get("max"))
            room = _SHOWN - len(self.hidden_columns)
            self.hidden_columns.extend(range(max(first, 1), min(last, _LAST_COLUMN) + 1)[: max(room, 0)])

    def _start_row(self, told: Attributes) -> None:
        self._row = _number(told.get("r")) or self._row + 1
        self._column = 0
        if told.get("hidden") in _ON and len(self.hidden_rows) < _SHOWN:
            self.hidden_rows.append(self._row)

    def _cell(self, address: str) -> None:
        letters = address.rstrip("0123456789")
        if not (letters.isascii() and letters.isalpha() and len(letters) <= _MAX_LETTERS):
            self._column += 1
            return
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        self._column = column


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _count(archive: zipfile.ZipFile, part: str, names: frozenset[str]) -> int:
    count = 0

    def start(name: str, told: Attributes) -> None:  # noqa: ARG001
        nonlocal count
        count += name in names

    _parse(archive, part, start)
    return count


def _parse(archive: zipfile.ZipFile, part: str, start: Callable[[str, Attributes], None]) -> None:
    """Hand the start tags of a part to ``start``, without name spaces; broken XML ends the reading."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, told: start(
        name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in told.items()}
    )
    try:
        with archive.open(part) as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, KeyError, UnicodeDecodeError, ValueError):
        return
