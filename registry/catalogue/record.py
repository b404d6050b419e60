"""What every reader of a catalogue (目録) gives: records, and an account of what was done to get them.

Texts are "" where the file says nothing. Dates are ISO 8601 as far as told (``2024``, ``2024-04``,
``2024-04-01``); a date that cannot be read stays as it is written. Nothing here is markup, a formula or a
path to be followed: all of it is data from outside.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Form(StrEnum):
    """How a catalogue is organised, whatever kind of file it stands in."""

    OPEN_DATA_LIST_NEW = "open_data_list_new"
    OPEN_DATA_LIST_OLD = "open_data_list_old"
    TABLE = "table"
    CKAN = "ckan"
    SHIRASAGI = "shirasagi"
    DCAT = "dcat"
    SCHEMA_ORG = "schema_org"


FORM_LABELS = {
    Form.OPEN_DATA_LIST_NEW: "オープンデータ一覧（新様式）",
    Form.OPEN_DATA_LIST_OLD: "オープンデータ一覧（旧様式）",
    Form.TABLE: "独自の一覧表",
    Form.CKAN: "CKAN",
    Form.SHIRASAGI: "SHIRASAGI",
    Form.DCAT: "DCAT",
    Form.SCHEMA_ORG: "schema.org Dataset",
}


class Resource(Struct, frozen=True, omit_defaults=True, gc=False):
    """One file, page or API of a record."""

    name: str = ""
    url: str = ""
    format: str = ""
    """Common short name (``CSV``, ``XLSX``, ``GeoJSON``); a name that is not known stays as written."""
    size_bytes: int | None = None
    licence: str = ""
    """Id of licences.LICENCES, ``unknown`` when something unknown is written, "" when nothing is."""
    modified: str = ""
    columns: tuple[str, ...] = ()
    """Headings of the file, where the catalogue tells them."""


class Record(Struct, frozen=True, omit_defaults=True, gc=False):
    """One line of a catalogue: a dataset that a body publishes."""

    id: str
    """The catalogue's own id, or one derived from title and organisation; unique within the catalogue."""
    title: str
    description: str = ""
    organization: str = ""
    """Name of the publishing body, as the file writes it."""
    organization_code: str = ""
    """Six-digit code of the body, when the file tells it."""
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Categories (分類), headings above the record, sheets."""
    resources: tuple[Resource, ...] = ()
    licence: str = ""
    """As in Resource; the first told by the record or its files."""
    frequency: str = ""
    issued: str = ""
    modified: str = ""
    contact: str = ""
    creator: str = ""
    """The section (課) or person that made it."""
    url: str = ""
    """Page of the dataset."""
    standard: str = ""
    spatial: str = ""
    temporal: str = ""
    source_line: int = 0
    """Row in the file or sheet, counted from 1 with the headings; in JSON and RDF the place in the list."""
    extras: Mapping[str, str] = field(default_factory=dict)
    """Everything else the file says, under its own heading."""


class Repair(Struct, frozen=True, omit_defaults=True):
    """Something that was put right or is worth knowing about the file."""

    code: str
    message: str
    """Japanese, for the reader."""
    line: int = 0
    """Where it was met first; 0 when it concerns the whole file."""
    count: int = 1


class Skipped(Struct, frozen=True, omit_defaults=True):
    """A row or object that gave no record, and why."""

    line: int
    reason: str
    text: str = ""
    """How it begins."""


class Catalogue(Struct, frozen=True, omit_defaults=True):
    """A catalogue as read."""

    form: Form
    encoding: str
    """``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16`` …; "" for Excel."""
    dialect: str
    """Kind of file: ``csv``, ``tsv``, ``csv;``, ``xlsx``, ``xls``, ``html``, ``markdown``, ``json``, ``json-lines``,
    ``json-ld``, ``turtle``; with ``+gzip`` when packed."""
    header_row: int
    """Row of the headings, 0 where there are none."""
    records: tuple[Record, ...]
    repairs: tuple[Repair, ...] = ()
    skipped: tuple[Skipped, ...] = ()
