"""The check of one sheet: headings found and compared, then block after block through all checks of its columns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from registry.knowledge.base import Knowledge
from registry.standards.answers import SheetCheck
from registry.standards.cells import Cells, ColumnCheck
from registry.standards.columns import CodesCheck, RequiredCheck, compare, match_columns
from registry.standards.file_names import body_code_of
from registry.standards.findings import Report
from registry.standards.forms import ColumnKind, Form, FormColumn
from registry.standards.heading import find_heading
from registry.standards.layout import CellLayout, RowLayout, check_sheet
from registry.standards.personal import PersonalData, caveats_for
from registry.standards.recognition import recognise
from registry.standards.row_shapes import RowShapes
from registry.standards.sheets import Block, Heading, Sheet, SheetFacts
from registry.standards.values import checks_for
from registry.standards.values.pairs import PairCheck

_AREA = re.compile(r"(?P<first>[A-Z]{1,3})(?P<row>[0-9]{1,7}):(?P<last>[A-Z]{1,3})[0-9]{1,7}")
_UNKNOWN = FormColumn(name="", kind=ColumnKind.TEXT)


class Standards(NamedTuple):
    """What every sheet of every file is held against."""

    forms: tuple[Form, ...]
    known: frozenset[str]
    """Folded names of all columns of all forms."""
    dataset: str
    """Id of the dataset that the user says the files are; "" to find out."""


class Checked(NamedTuple):
    """A sheet that was read to its end."""

    answer: SheetCheck
    personal: PersonalData
    """Knows the columns of personal data, to mask what other checks show of them."""
    body_code: str
    rows: int
    """All rows, blank ones and headings too."""


def check_one_sheet(
    path: Path, sheet: Sheet, standards: Standards, knowledge: Knowledge, report: Report
) -> Checked:
    """Read a sheet to its end and report what is found.

    Raises InputError for what shows only while reading.
    """
    report.sheet = sheet.name
    heading = find_heading(sheet.head, standards.known)
    check_sheet(sheet, heading, report)
    below = heading.row if heading else 0
    sample = [row.cells for row in sheet.head if row.number > below]
    width = len(heading.names) if heading else max((len(cells) for cells in sample), default=0)
    found = recognise(heading, sample, standards.forms, dataset=standards.dataset) if heading else ()
    form = next((form for form in standards.forms if found and form.id == found[0].definition), None)
    matched = match_columns(heading, sample, form) if heading else ()
    matches = tuple(match for match, _ in matched)
    columns = _padded([column for _, column in matched], width)
    if heading:
        compare(
            heading, matched, form, found[0] if found else None, report, flat=_is_flat(heading, sheet.facts)
        )
    codes = [list(cells) for cells in zip_longest(*sample, fillvalue="")]
    told = [
        cells for cells, column in zip(codes, columns, strict=False) if column.kind is ColumnKind.LOCAL_CODE
    ]
    body_code = body_code_of(path, told, knowledge)
    dataset = found[0].id if found else None
    names = heading.names if heading else ("",) * width
    personal = PersonalData(names, columns, dataset, caveats_for(knowledge, dataset))
    table = _Table(heading, columns, personal, body_code)
    rows = 0
    for block in sheet.blocks:
        rows += len(block.cells)
        if (part := _below(block, below)) is not None:
            table.feed(part, report)
    table.finish(report)
    answer = SheetCheck(
        name=sheet.name,
        heading_row=heading.row if heading else None,
        rows=table.shapes.filled,
        columns=matches,
        dataset=found[0] if found else None,
        candidates=found,
    )
    return Checked(answer, table.personal, body_code, rows)


def _is_flat(heading: Heading, facts: SheetFacts) -> bool:
    """One row of headings, none of them merged from several columns, and no row of merged group names above it."""
    rows = Counter(
        int(found["row"])
        for area in facts.merged
        if (found := _AREA.fullmatch(area)) and found["first"] != found["last"]
    )
    groups = [row for row, areas in rows.items() if row == heading.row or (row < heading.row and areas > 1)]
    return heading.height == 1 and not groups


def _padded(columns: list[FormColumn], width: int) -> list[FormColumn]:
    return columns + [_UNKNOWN] * (width - len(columns))


def _below(block: Block, row: int) -> Block | None:
    """The rows of a block that stand below a row."""
    if block.first > row:
        return block
    cells = block.cells[row + 1 - block.first :]
    return Block(row + 1, cells) if cells else None


class _Table:
    """All checks of the data of one sheet."""

    def __init__(
        self, heading: Heading | None, columns: Sequence[FormColumn], personal: PersonalData, body_code: str
    ) -> None:
        width = len(columns)
        names = list(heading.names) if heading else [""] * width
        kinds = [column.kind for column in columns]
        layouts = [CellLayout(heading, kinds, number) for number in range(1, width + 1)]
        self._checks: list[list[ColumnCheck]] = [[layout] for layout in layouts]
        if heading:
            for number, (name, column) in enumerate(zip(names, columns, strict=True), 1):
                self._checks[number - 1] += _checks_of(column, name, number, body_code)
        self._pair = _pair(names, kinds)
        self.personal = personal
        self._layout = RowLayout(heading, layouts)
        self.shapes = RowShapes(width, headed=heading is not None)

    def feed(self, block: Block, report: Report) -> None:
        """All checks on a block."""
        self._layout.feed(block, report)
        numbers: Sequence[int] = block.numbers
        columns = _columns(block.cells, len(self._checks))
        others = self.shapes.feed(block, columns, report)
        if others:
            numbers = [number for place, number in enumerate(numbers) if place not in others]
            columns = [
                [cell for place, cell in enumerate(column) if place not in others] for column in columns
            ]
            if not numbers:
                return
        cells = [Cells(values, numbers) for values in columns]
        for number, (column, checks) in enumerate(zip(cells, self._checks, strict=True), 1):
            for check in checks:
                check.feed(column, report)
            self.personal.feed(number, column, report)
        if self._pair:
            latitude, longitude, check_pair = self._pair
            check_pair.feed(cells[latitude], cells[longitude], report)

    def finish(self, report: Report) -> None:
        """The sheet has ended."""
        for checks in self._checks:
            for check in checks:
                check.finish(report)
        if self._pair:
            self._pair[2].finish(report)
        self._layout.finish(report)
        self.shapes.finish(report)
        self.personal.finish(report)


def _columns(rows: list[list[str]], width: int) -> list[list[str]]:
    """The cells column by column; short rows are filled up, cells beyond the headings left to ``RowShapes``."""
    columns = list(map(list, zip_longest(*rows, fillvalue="")))[:width]
    return columns + [[""] * len(rows) for _ in range(width - len(columns))]


def _checks_of(column: FormColumn, name: str, number: int, body_code: str) -> Iterator[ColumnCheck]:
    """The checks of values of one column, those of its definition first."""
    yield RequiredCheck(column, name, number)
    if column.values:
        yield CodesCheck(column, name, number)
    yield from checks_for(column, name, number, body_code=body_code)


def _pair(names: Sequence[str], kinds: Sequence[ColumnKind]) -> tuple[int, int, PairCheck] | None:
    """The first latitude with the longitude that is nearest to it."""
    if ColumnKind.LATITUDE not in kinds or ColumnKind.LONGITUDE not in kinds:
        return None
    latitude = kinds.index(ColumnKind.LATITUDE)
    longitudes = [place for place, kind in enumerate(kinds) if kind is ColumnKind.LONGITUDE]
    longitude = min(longitudes, key=lambda place: abs(place - latitude))
    return latitude, longitude, PairCheck(names[latitude], latitude + 1, names[longitude], longitude + 1)
