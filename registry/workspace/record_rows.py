"""Records of a catalogue as rows of ``catalogue_record`` and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import count
from operator import add

import msgspec
from sqlalchemy import RowMapping

from registry.catalogue.record import Record, Resource
from registry.catalogue.seen import Seen
from registry.text.normalise import fold
from registry.workspace.domain import StoredRecord
from registry.workspace.images import plain_data, plain_text

_OWN_COLUMNS = ("title", "description", "organization", "licence", "frequency", "modified", "url")
"""Fields of Record that have a column of the same name."""


class _Details(msgspec.Struct, omit_defaults=True, gc=False):
    """Fields of Record that stand, with ``source_line``, in the column ``details`` where they are not empty."""

    contact: str = ""
    creator: str = ""
    extras: Mapping[str, str] = {}
    groups: tuple[str, ...] = ()
    issued: str = ""
    organization_code: str = ""
    spatial: str = ""
    standard: str = ""
    tags: tuple[str, ...] = ()
    temporal: str = ""


CONTENT_COLUMNS = (*_OWN_COLUMNS, "title_folded", "resources", "details", "digest")

_encoder = msgspec.json.Encoder(order="deterministic")
_RENAMED_SHOWN = 20
_EMPTY = len("{}")
_BETWEEN_FIELDS, _BETWEEN_RECORDS = "\x1f", "\x00"
_NUL_IN_JSON = "\\u0000"


def contents_of(records: Sequence[Record], titles_folded: Sequence[str]) -> list[tuple[str, ...]]:
    """Driver-ready values of CONTENT_COLUMNS for each record, the digest last.

    ``titles_folded``: their titles as registry.text.normalise.fold gives them.
    Where a record stands in its file is kept but is no part of the digest: a line that has only moved is no
    update. NUL and lone surrogates, which no database stores, become U+FFFD.
    """
    if not records:
        return []
    own = [
        (
            record.title,
            record.description,
            record.organization,
            record.licence,
            record.frequency,
            record.modified,
            record.url,
        )
        for record in records
    ]
    try:
        resources = _json_lines([record.resources for record in records])
        details = _json_lines(
            [
                _Details(
                    record.contact,
                    record.creator,
                    record.extras,
                    record.groups,
                    record.issued,
                    record.organization_code,
                    record.spatial,
                    record.standard,
                    record.tags,
                    record.temporal,
                )
                for record in records
            ]
        )
        # One text of all records is encoded and cut again in a fraction of the time of one for each.
        told = map(add, own, zip(resources, details, strict=True))
        whole = _BETWEEN_RECORDS.join(map(_BETWEEN_FIELDS.join, told))
        images = whole.encode().split(_BETWEEN_RECORDS.encode())
    except UnicodeEncodeError:
        return _storable_contents(records)
    if len(images) != len(records) or _NUL_IN_JSON in whole:
        storable = [_storable(record) for record in records]
        if storable != list(records):
            return _storable_contents(records)
    digests = [blake2b(image, digest_size=16).hexdigest() for image in images]
    with_lines = [
        _with_line(more, record.source_line) if record.source_line else more
        for record, more in zip(records, details, strict=True)
    ]
    return list(map(add, own, zip(titles_folded, resources, with_lines, digests, strict=True)))


def _json_lines(values: Sequence[object]) -> list[str]:
    """JSON of each value."""
    lines = _encoder.encode_lines(values).decode().split("\n")
    lines.pop()
    return lines


def _with_line(details: str, source_line: int) -> str:
    comma = "," if len(details) > _EMPTY else ""
    return f'{details[:-1]}{comma}"source_line":{source_line}}}'


def _storable_contents(records: Iterable[Record]) -> list[tuple[str, ...]]:
    storable = [_storable(record) for record in records]
    return contents_of(storable, [fold(record.title) for record in storable])


def record_from(row: RowMapping) -> Record:
    """The Record in a row of ``catalogue_record``."""
    details = row["details"]
    for name in ("tags", "groups"):
        if name in details:
            details = {**details, name: tuple(details[name])}
    own = {name: row[name] for name in _OWN_COLUMNS}
    resources = msgspec.convert(row["resources"], tuple[Resource, ...])
    return Record(id=row["record_id"], resources=resources, **own, **details)


def stored_record_from(row: RowMapping, latest_imports: Mapping[str, int]) -> StoredRecord:
    """The domain object of a row.

    ``latest_imports``: sequence number of the last import by catalogue name.
    """
    vanished_at: datetime | None = row["vanished_at"]
    last_seen = row["last_seen"]
    return StoredRecord(
        body_code=row["body_code"],
        record=record_from(row),
        catalogue_name=row["catalogue_name"],
        first_seen=row["first_seen"],
        last_seen=latest_imports[row["catalogue_name"]] if last_seen is None else last_seen,
        vanished_at=vanished_at,
        row_version=row["row_version"],
    )


class RecordIds:
    """Gives every record of one import an id of its own, in the order of the file.

    A record without an id gets one from its title; one whose id came before in the file gets ``#2``, ``#3`` …
    ``renamed`` lists the first of the ids that were made up.
    """

    def __init__(self) -> None:
        self.renamed: list[str] = []
        self._taken = Seen()

    def __len__(self) -> int:
        return len(self._taken)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._taken

    def assign(self, record: Record) -> str:
        """The id under which the record is stored."""
        record_id = record.id
        if not record_id or not record_id.isprintable():
            record_id = plain_text(record_id) or f"title:{plain_text(record.title)}"
        if not self._taken.add(record_id):
            record_id = next(other for other in _numbered(record_id) if self._taken.add(other))
        if record_id != record.id and len(self.renamed) < _RENAMED_SHOWN:
            self.renamed.append(record_id)
        return record_id


def _numbered(record_id: str) -> Iterator[str]:
    return (f"{record_id}#{number}" for number in count(2))


def _storable(record: Record) -> Record:
    return msgspec.convert(plain_data(msgspec.to_builtins(record)), Record)
