"""The answer about measures: one object for lists, sheets, the matrix, the draft, lint and exports."""

from datetime import date
from typing import Literal

from msgspec import Struct

from registry.analysis.holdings import CatalogueSource
from registry.knowledge.facts import Grade
from registry.publishing.answers import BodyRef

CellState = Literal["covered", "thin", "empty"]
Severity = Literal["warning", "info"]


class PillarRef(Struct, frozen=True, kw_only=True):
    """A pillar (柱)."""

    id: str
    number: int
    name: str
    short: str


class FieldRef(Struct, frozen=True, kw_only=True):
    """A priority field (重点分野)."""

    id: str
    number: int
    name: str
    status: Grade


class ActionRef(Struct, frozen=True, kw_only=True):
    """The action that a measure follows."""

    id: str
    title: str
    status: Grade


class GroundRef(Struct, frozen=True, kw_only=True):
    """A provision on which a measure stands, as cited on the day."""

    provision: str
    law: str
    article: str
    in_force: bool
    status: Grade
    url: str | None


class DataRef(Struct, frozen=True, kw_only=True):
    """Data that a measure uses or publishes."""

    kind: Literal["item", "dataset", "own"]
    """own: words of the body's, for data that the knowledge does not list."""
    id: str
    """"" for own words."""
    number: str
    name: str


class PathRef(Struct, frozen=True, kw_only=True):
    """How a measure uses personal data."""

    id: str
    """Node of the decision guide, or ``none``."""
    label: str


class KpiLine(Struct, frozen=True, kw_only=True):
    """An indicator with its current value, typed or counted."""

    place: int
    """From 1."""
    name: str
    kind: str
    """進捗, 効果, or "" while not said."""
    unit: str
    formula: str
    counter: str
    """Id of the counter; "" when people measure it."""
    current: str
    """"" when not told, or when it cannot be counted."""
    current_on: date | None
    source: str
    missing: str
    """Why a counted value is not there."""
    target: str
    due_fiscal_year: int | None
    text: str
    """As ``--kpi`` takes it."""


class MeasureFinding(Struct, frozen=True, kw_only=True):
    """What a measure, or the whole of them, lacks."""

    code: str
    severity: Severity
    """warning: the guide's sheet asks for it; info: worth knowing."""
    measure: int
    """Number of the measure; 0: of all of them."""
    kpi: int
    """Place of the indicator, from 1; 0: of the measure itself."""
    field: str
    """Id of the field of the guide's sheet; "" when it belongs to none."""
    message: str
    mend: str


class MeasureLine(Struct, frozen=True, kw_only=True):
    """One measure with everything that a sheet (施策票) shows."""

    number: int
    title: str
    action: ActionRef | None
    pillars: tuple[PillarRef, ...]
    priority_fields: tuple[FieldRef, ...]
    grounds: tuple[GroundRef, ...]
    outline: str
    section: str
    kpis: tuple[KpiLine, ...]
    schedule: dict[str, str]
    """Fiscal year → what is done in it, in order."""
    data_used: tuple[DataRef, ...]
    data_published: tuple[DataRef, ...]
    personal_path: PathRef | None
    note: str
    findings: tuple[MeasureFinding, ...]
    row_version: int


class MatrixCell(Struct, frozen=True, kw_only=True):
    """One pillar in one priority field, and which measures stand there."""

    pillar: str
    field: str
    state: CellState
    """covered: two measures or more have a target · thin: some measure stands there · empty: none."""
    measures: tuple[int, ...]
    with_target: int


class MeasuresAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan measures list``, ``matrix`` and ``remove``."""

    as_of: date
    body: BodyRef
    notices: tuple[str, ...]
    catalogues: tuple[CatalogueSource, ...]
    """Latest imports, from which indicators are counted."""
    measures: tuple[MeasureLine, ...]
    pillars: tuple[PillarRef, ...]
    priority_fields: tuple[FieldRef, ...]
    matrix: tuple[MatrixCell, ...]
    """Every pillar by every field, row by row."""
    findings: tuple[MeasureFinding, ...]
    """Of every measure in order, then of all of them."""


class SheetField(Struct, frozen=True, kw_only=True):
    """A field of the guide's sheet."""

    id: str
    name: str
    required: bool
    in_template: bool
    """False for the fields that this project adds."""
    status: Grade


class MeasureSheet(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan measures show``, ``add`` and ``edit``: one measure as a sheet (施策票)."""

    as_of: date
    body: BodyRef
    notices: tuple[str, ...]
    fields: tuple[SheetField, ...]
    """The fields of the guide's sheet, in its order."""
    measure: MeasureLine


class CounterLine(Struct, frozen=True, kw_only=True):
    """A counter and what it counts now."""

    id: str
    name: str
    unit: str
    formula: str
    value: str
    on: date | None
    source: str
    missing: str


class CounterList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan measures counters``."""

    as_of: date
    body: BodyRef
    counters: tuple[CounterLine, ...]


class MeasuresImport(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan measures import``."""

    body: BodyRef
    file_name: str
    added: int
    updated: int
    unchanged: int
    numbers: tuple[int, ...]
    """Of the measures in the file, in its order."""
    ignored: tuple[str, ...]
    """Headings and keys of the file that are not read."""


class ColumnLine(Struct, frozen=True, kw_only=True):
    """A heading that files of measures may have."""

    heading: str
    meaning: str


class ColumnList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan measures columns``."""

    columns: tuple[ColumnLine, ...]
