"""Records of a catalogue as rows of ``catalogue_record`` and back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from itertools import count
from operator import attrgetter

import msgspec
from sqlalchemy import RowMapping

from registry.catalogue.record import Record, Resource
from registry.text.normalise import fold
from registry.workspace.domain import StoredRecord
from registry.workspace.images import plain_data, plain_text

_OWN_COLUMNS = ("title", "description", "organization", "licence", "frequency", "modified", "url")
"""Fields of Record that have a column of the same name."""
_ELSEWHERE = frozenset({"id", "resources", "source_line", *_OWN_COLUMNS})
_DETAILS = tuple(name for name in Record.__struct_fields__ if name not in _ELSEWHERE)
"""Fields of Record that stand, with ``source_line``, in the column ``details`` where they are not empty."""

CONTENT_COLUMNS = (*_OWN_COLUMNS, "title_folded", "resources", "details", "digest")

_encode = msgspec.json.Encoder(order="deterministic").encode
_own_texts = attrgetter(*_OWN_COLUMNS)
_details = attrgetter(*_DETAILS)
_NUL_IN_JSON = "\\u0000"


def content_of(record: Record) -> tuple[str, ...]:
    """Driver-ready values of CONTENT_COLUMNS, the digest last.

    Where a record stands in its file is kept but is no part of the digest: a line that has only moved is no
    update. NUL and lone surrogates, which no database stores, become U+FFFD.
    """
    try:
        return _content_of(record)
    except UnicodeError:
        return _content_of(_storable(record))


def _content_of(record: Record) -> tuple[str, ...]:
    texts = _own_texts(record)
    resources = _encode(record.resources).decode() if record.resources else "[]"
    told = {name: value for name, value in zip(_DETAILS, _details(record), strict=True) if value}
    details = _encode(told).decode() if told else "{}"
    whole = "\x1f".join((*texts, resources, details))
    if "\x00" in whole or (_NUL_IN_JSON in whole and record != _storable(record)):
        raise UnicodeError("NUL cannot be stored")
    digest = blake2b(whole.encode(), digest_size=16).hexdigest()
    if record.source_line:
        details = f'{details[:-1]}{"," if told else ""}"source_line":{record.source_line}}}'
    return (*texts, fold(record.title), resources, details, digest)


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
    ``renamed`` lists the ids that were made up.
    """

    def __init__(self) -> None:
        self.renamed: list[str] = []
        self._taken: set[str] = set()

    def __len__(self) -> int:
        return len(self._taken)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._taken

    def assign(self, record: Record) -> str:
        """The id under which the record is stored."""
        record_id = plain_text(record.id) or f"title:{plain_text(record.title)}"
        if record_id in self._taken:
            record_id = next(other for other in _numbered(record_id) if other not in self._taken)
        if record_id != record.id:
            self.renamed.append(record_id)
        self._taken.add(record_id)
        return record_id


def _numbered(record_id: str) -> Iterator[str]:
    return (f"{record_id}#{number}" for number in count(2))


def _storable(record: Record) -> Record:
    return msgspec.convert(plain_data(msgspec.to_builtins(record)), Record)
