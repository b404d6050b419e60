"""One import of a catalogue under way: records piece by piece, in the transaction of its ledger."""

from collections.abc import Mapping, Sequence
from operator import add
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from registry.catalogue.findings import no_records
from registry.catalogue.record import Catalogue, Form, Record
from registry.errors import InputError, UsageError
from registry.text.normalise import fold
from registry.workspace import coverage, dialect
from registry.workspace.domain import ImportReport
from registry.workspace.ledger import Ledger
from registry.workspace.record_rows import CONTENT_COLUMNS, RecordIds, contents_of
from registry.workspace.tables import CATALOGUE_IMPORT, CATALOGUE_RECORD

_INSERT_COLUMNS = ("record_id", *CONTENT_COLUMNS)
_JSON_COLUMNS = frozenset({"resources", "details"})
_COUNTS = ("new_count", "updated_count", "unchanged_count", "vanished_count", "returned_count")
_FOREIGN_SHOWN = 3
_UNREAD = Catalogue(Form.TABLE, "", "", 0, ())
"""Stands for the catalogue until it has been read."""


class Added(NamedTuple):
    """What became of the records of one piece."""

    record_ids: tuple[str, ...]
    """The ids under which they are stored, in their order."""
    known: frozenset[str]
    """Those of them that an earlier import brought."""


class ImportRun:
    """One import under way. The memory it takes does not depend on the number of records, but for eight bytes each."""

    def __init__(
        self, ledger: Ledger, catalogue_name: str, file_name: str, sha256: str, *, distinct: bool
    ) -> None:
        if ledger.fetch(CATALOGUE_IMPORT, [(ledger.sequence,)]):
            raise UsageError("1つの変更の中で取り込める目録は1つだけです")
        self.finished = False
        self._ledger = ledger
        self._catalogue_name = catalogue_name
        self._file_name = file_name
        self._ids = RecordIds()
        self._last_import = self._find_last_import()
        self._anything_known = self._knows_any()
        self._distinct = distinct
        self._foreign: list[str] = []
        self._foreign_count = self._records = 0
        self._new = self._updated = self._unchanged = self._returned = 0
        dialect.prepare_bulk(ledger.connection)
        ledger.put(
            CATALOGUE_IMPORT,
            (ledger.sequence,),
            {
                "catalogue_name": catalogue_name,
                "file_name": file_name,
                "sha256": sha256,
                "actor": ledger.actor,
                **_account(_UNREAD, 0),
                **dict.fromkeys(_COUNTS, 0),
            },
        )

    def add(self, records: Sequence[Record], titles_folded: Sequence[str] | None = None) -> Added:
        """Store some records, at best a few thousand.

        ``titles_folded``: their titles folded, where that has been done already.
        """
        if titles_folded is None:
            titles_folded = [fold(record.title) for record in records]
        contents = contents_of(records, titles_folded)
        if self._distinct and not self._anything_known:
            record_ids = tuple([record.id for record in records])
        else:
            record_ids = tuple(map(self._ids.assign, records))
        self._records += len(record_ids)
        if self._anything_known:
            known = self._known_among(record_ids)
            fresh = self._merge(record_ids, contents, known)
        else:
            known = {}
            fresh = list(map(add, zip(record_ids), contents))
        life = {
            "catalogue_name": self._catalogue_name,
            "first_seen": self._ledger.sequence,
            "last_seen": None,
            "vanished_at": None,
        }
        self._new += self._ledger.insert_bulk(CATALOGUE_RECORD, _INSERT_COLUMNS, fresh, life)
        return Added(record_ids, frozenset(known))

    def _merge(
        self,
        record_ids: Sequence[str],
        contents: Sequence[tuple[str, ...]],
        known: Mapping[str, tuple[str, str, bool]],
    ) -> list[tuple[str, ...]]:
        """Update the records that an earlier import brought; the rows of the others."""
        fresh: list[tuple[str, ...]] = []
        updates: dict[tuple[str | int, ...], dict[str, Any]] = {}
        for record_id, content in zip(record_ids, contents, strict=True):
            stored = known.get(record_id)
            if stored is None:
                fresh.append((record_id, *content))
                continue
            name, digest, vanished = stored
            if name != self._catalogue_name:
                self._set_aside(record_id)
            elif vanished or digest != content[-1]:
                self._returned += vanished
                self._updated += not vanished
                updates[(record_id,)] = _as_update(content)
            else:
                self._unchanged += 1
        if updates:
            self._ledger.update(CATALOGUE_RECORD, updates)
        return fresh

    def finish(self, catalogue: Catalogue) -> ImportReport:
        """Mark what has vanished and complete the import; ``catalogue`` tells of the file (not of its records).

        Raises InputError when there was no record, or records of another catalogue of the body.
        """
        if not self._records:
            raise no_records(self._file_name, catalogue.skipped)
        self._refuse_foreign()
        ledger = self._ledger
        vanished = self._mark_vanished() if self._anything_known else 0
        counts = (self._new, self._updated, self._unchanged, vanished, self._returned)
        told = _account(catalogue, self._records) | dict(zip(_COUNTS, counts, strict=True))
        ledger.put(CATALOGUE_IMPORT, (ledger.sequence,), told)
        if vanished or self._returned:
            coverage.refresh(ledger.connection, ledger.body_code, ledger.sequence, ledger.now)
        self.finished = True
        return ImportReport(
            sequence=ledger.sequence,
            catalogue_name=self._catalogue_name,
            records=self._records,
            new=self._new,
            updated=self._updated,
            unchanged=self._unchanged,
            vanished=vanished,
            returned=self._returned,
            renamed=tuple(self._ids.renamed),
        )

    def _knows_any(self) -> bool:
        statement = (
            select(CATALOGUE_RECORD.c.record_id)
            .where(CATALOGUE_RECORD.c.body_code == self._ledger.body_code)
            .limit(1)
        )
        return self._ledger.connection.execute(statement).first() is not None

    def _known_among(self, record_ids: Sequence[str]) -> dict[str, tuple[str, str, bool]]:
        """Catalogue, digest and whether it has vanished, of those ids that are stored."""
        column = CATALOGUE_RECORD.c
        known: dict[str, tuple[str, str, bool]] = {}
        for start in range(0, len(record_ids), dialect.KEYS_AT_ONCE):
            statement = select(
                column.record_id, column.catalogue_name, column.digest, column.vanished_at.is_not(None)
            ).where(
                column.body_code == self._ledger.body_code,
                column.record_id.in_(record_ids[start : start + dialect.KEYS_AT_ONCE]),
            )
            for record_id, name, digest, vanished in self._ledger.connection.execute(statement):
                known[record_id] = (name, digest, bool(vanished))
        return known

    def _find_last_import(self) -> int | None:
        column = CATALOGUE_IMPORT.c
        statement = select(func.max(column.sequence)).where(
            column.body_code == self._ledger.body_code, column.catalogue_name == self._catalogue_name
        )
        return self._ledger.connection.execute(statement).scalar()

    def _mark_vanished(self) -> int:
        mark = {"last_seen": self._last_import, "vanished_at": self._ledger.now}
        count, after = 0, ""
        while stretch := self._present_before(after):
            missing = [record_id for record_id in stretch if record_id not in self._ids]
            if missing:
                self._ledger.update(CATALOGUE_RECORD, {(record_id,): mark for record_id in missing})
            count, after = count + len(missing), stretch[-1]
        return count

    def _present_before(self, after: str) -> list[str]:
        """Ids, in their order, of records of this catalogue that were there before this import."""
        column = CATALOGUE_RECORD.c
        statement = (
            select(column.record_id)
            .where(
                column.body_code == self._ledger.body_code,
                column.record_id > after,
                column.catalogue_name == self._catalogue_name,
                column.created_in != self._ledger.sequence,
                column.vanished_at.is_(None),
            )
            .order_by(column.record_id)
            .limit(dialect.CHUNK)
        )
        return list(self._ledger.connection.execute(statement).scalars())

    def _set_aside(self, record_id: str) -> None:
        self._foreign_count += 1
        if len(self._foreign) <= _FOREIGN_SHOWN:
            self._foreign.append(record_id)

    def _refuse_foreign(self) -> None:
        if not self._foreign:
            return
        other = self._known_among(self._foreign[:1])[self._foreign[0]][0] or "（名前なし）"
        listed = "、".join(self._foreign[:_FOREIGN_SHOWN]) + (
            "…" if self._foreign_count > _FOREIGN_SHOWN else ""
        )
        raise InputError(
            f"この団体の別の目録にある記録が {self._foreign_count} 件含まれるため、取り込みませんでした",
            where=f"{self._file_name}: {listed}",
            why=f"これらの ID は目録「{other}」の記録です",
            mend="同じ目録の新しい版であれば、同じ目録の名前で取り込んでください。ワークスペースは変更していません",
        )


def _account(catalogue: Catalogue, records: int) -> dict[str, Any]:
    """What an import remembers of its file."""
    return {
        "form": str(catalogue.form),
        "encoding": catalogue.encoding,
        "record_count": records,
        "repairs": msgspec.to_builtins(catalogue.repairs),
        "skipped": msgspec.to_builtins(catalogue.skipped),
    }


def _as_update(content: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: dialect.decode_json(value) if name in _JSON_COLUMNS else value
        for name, value in zip(CONTENT_COLUMNS, content, strict=True)
    }
    values["last_seen"] = None
    values["vanished_at"] = None
    return values
