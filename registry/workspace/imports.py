"""Taking a catalogue into the workspace: in one transaction, without doubling or deleting a record."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, func, select

from registry.catalogue.record import Catalogue, Record
from registry.errors import InputError, UsageError
from registry.workspace import coverage, dialect
from registry.workspace.domain import CatalogueImport, ImportReport
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import plain_text
from registry.workspace.ledger import Ledger
from registry.workspace.record_rows import CONTENT_COLUMNS, RecordIds, content_of
from registry.workspace.tables import CATALOGUE_IMPORT, CATALOGUE_RECORD

Progress = Callable[[int], None]
"""Called now and then with the number of records done."""

_INSERT_COLUMNS = ("record_id", *CONTENT_COLUMNS, "catalogue_name", "first_seen", "last_seen", "vanished_at")
_JSON_COLUMNS = frozenset({"resources", "details"})
_UPDATES_AT_ONCE = 1_000
_SHOWN = 20


class Imports(Door):
    """Imports of catalogues."""

    def import_catalogue(
        self,
        body_code: str,
        catalogue: Catalogue,
        file_name: str,
        sha256: str,
        *,
        now: datetime,
        actor: str = "",
        catalogue_name: str = "",
        progress: Progress | None = None,
    ) -> ImportReport:
        """Store a catalogue as the present state of the body's catalogue of that name.

        A record whose id is known is updated or left alone; one that the file no longer has is marked as
        vanished; a vanished one that is there again returns. A body with several catalogues gives each a
        ``catalogue_name``, so that one does not make the other's records vanish.

        Raises InputError, changing nothing, for a catalogue without records and for ids that belong to
        another catalogue of the body; WorkspaceError when the workspace cannot be written.
        """
        if not catalogue.records:
            raise InputError(
                "目録に記録が1件もないため、取り込みませんでした",
                where=file_name,
                why=f"読み飛ばした行は {len(catalogue.skipped)} 件です",
                mend="見出しの行と記録の行があるファイルか、確かめてください。ワークスペースは変更していません",
            )
        with self._writing(body_code, "目録を取込み", now, actor) as ledger:
            return _Import(ledger, plain_text(catalogue_name)).run(catalogue, file_name, sha256, progress)

    def imports(self, body_code: str, limit: int = 100) -> tuple[CatalogueImport, ...]:
        """The imports of a body, latest first."""
        require_body_code(body_code)
        statement = (
            select(CATALOGUE_IMPORT)
            .where(CATALOGUE_IMPORT.c.body_code == body_code)
            .order_by(CATALOGUE_IMPORT.c.sequence.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(_import_from(row) for row in connection.execute(statement).mappings())


class _Import:
    """One import under way."""

    def __init__(self, ledger: Ledger, catalogue_name: str) -> None:
        self._ledger = ledger
        self._catalogue_name = catalogue_name
        self._ids = RecordIds()
        self._known = self._known_records()
        self._last_import = self._find_last_import()
        self._foreign: list[str] = []
        self._updates: dict[tuple[str | int, ...], dict[str, Any]] = {}
        self.unchanged = self.updated = self.returned = 0

    def run(
        self, catalogue: Catalogue, file_name: str, sha256: str, progress: Progress | None
    ) -> ImportReport:
        ledger = self._ledger
        if ledger.fetch(CATALOGUE_IMPORT, [(ledger.sequence,)]):
            raise UsageError("1つの変更の中で取り込める目録は1つだけです")
        origin = {
            "catalogue_name": self._catalogue_name,
            "file_name": file_name,
            "sha256": sha256,
            "form": str(catalogue.form),
            "encoding": catalogue.encoding,
            "record_count": len(catalogue.records),
            "repairs": msgspec.to_builtins(catalogue.repairs),
            "skipped": msgspec.to_builtins(catalogue.skipped),
            "actor": ledger.actor,
        }
        counts = dict.fromkeys(
            ("new_count", "updated_count", "unchanged_count", "vanished_count", "returned_count"), 0
        )
        ledger.put(CATALOGUE_IMPORT, (ledger.sequence,), {**origin, **counts})
        new = ledger.insert_bulk(
            CATALOGUE_RECORD, _INSERT_COLUMNS, self._new_rows(_watched(catalogue.records, progress))
        )
        self._write_updates()
        self._refuse_foreign(file_name)
        vanished = self._mark_vanished()
        counts = {
            "new_count": new,
            "updated_count": self.updated,
            "unchanged_count": self.unchanged,
            "vanished_count": vanished,
            "returned_count": self.returned,
        }
        ledger.put(CATALOGUE_IMPORT, (ledger.sequence,), counts)
        if vanished or self.returned:
            coverage.refresh(ledger.connection, ledger.body_code, ledger.sequence, ledger.now)
        return ImportReport(
            sequence=ledger.sequence,
            catalogue_name=self._catalogue_name,
            records=len(catalogue.records),
            new=new,
            updated=self.updated,
            unchanged=self.unchanged,
            vanished=vanished,
            returned=self.returned,
            renamed=tuple(self._ids.renamed[:_SHOWN]),
        )

    def _known_records(self) -> dict[str, tuple[str, str, bool]]:
        column = CATALOGUE_RECORD.c
        statement = select(
            column.record_id, column.catalogue_name, column.digest, column.vanished_at.is_not(None)
        ).where(column.body_code == self._ledger.body_code)
        return {
            record_id: (name, digest, bool(vanished))
            for record_id, name, digest, vanished in self._ledger.connection.execute(statement)
        }

    def _find_last_import(self) -> int | None:
        column = CATALOGUE_IMPORT.c
        statement = select(func.max(column.sequence)).where(
            column.body_code == self._ledger.body_code, column.catalogue_name == self._catalogue_name
        )
        return self._ledger.connection.execute(statement).scalar()

    def _new_rows(self, records: Iterable[Record]) -> Iterator[tuple[object, ...]]:
        """Rows of records not met before; what is known is set aside to be updated, or counted."""
        life = (self._catalogue_name, self._ledger.sequence, None, None)
        for record in records:
            record_id = self._ids.assign(record)
            content = content_of(record)
            known = self._known.get(record_id)
            if known is None:
                yield (record_id, *content, *life)
                continue
            name, digest, vanished = known
            if name != self._catalogue_name:
                self._foreign.append(record_id)
            elif vanished or digest != content[-1]:
                self.returned += vanished
                self.updated += not vanished
                self._updates[(record_id,)] = _as_update(content)
            else:
                self.unchanged += 1

    def _write_updates(self) -> None:
        pending = iter(self._updates.items())
        while some := dict(entry for entry, _ in zip(pending, range(_UPDATES_AT_ONCE), strict=False)):
            self._ledger.update(CATALOGUE_RECORD, some)

    def _mark_vanished(self) -> int:
        missing = [
            record_id
            for record_id, (name, _, vanished) in self._known.items()
            if not vanished and name == self._catalogue_name and record_id not in self._ids
        ]
        mark = {"last_seen": self._last_import, "vanished_at": self._ledger.now}
        if missing:
            self._ledger.update(CATALOGUE_RECORD, {(record_id,): mark for record_id in missing})
        return len(missing)

    def _refuse_foreign(self, file_name: str) -> None:
        if not self._foreign:
            return
        first = self._foreign[0]
        other = self._known[first][0] or "（名前なし）"
        listed = "、".join(self._foreign[:3]) + ("…" if len(self._foreign) > 3 else "")
        raise InputError(
            f"この団体の別の目録にある記録が {len(self._foreign)} 件含まれるため、取り込みませんでした",
            where=f"{file_name}: {listed}",
            why=f"これらの ID は目録「{other}」の記録です",
            mend="同じ目録の新しい版であれば、同じ目録の名前で取り込んでください。ワークスペースは変更していません",
        )


def _as_update(content: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: dialect.decode_json(value) if name in _JSON_COLUMNS else value
        for name, value in zip(CONTENT_COLUMNS, content, strict=True)
    }
    values["last_seen"] = None
    values["vanished_at"] = None
    return values


def _watched(records: Iterable[Record], progress: Progress | None) -> Iterator[Record]:
    for number, record in enumerate(records, start=1):
        yield record
        if progress is not None and number % dialect.CHUNK == 0:
            progress(number)


def _import_from(row: RowMapping) -> CatalogueImport:
    return CatalogueImport(
        body_code=row["body_code"],
        sequence=row["sequence"],
        catalogue_name=row["catalogue_name"],
        file_name=row["file_name"],
        sha256=row["sha256"],
        form=row["form"],
        encoding=row["encoding"],
        records=row["record_count"],
        new=row["new_count"],
        updated=row["updated_count"],
        unchanged=row["unchanged_count"],
        vanished=row["vanished_count"],
        returned=row["returned_count"],
        repairs=tuple(row["repairs"]),
        skipped=tuple(row["skipped"]),
        imported_at=row["created_at"],
        actor=row["actor"],
    )
