"""Taking a catalogue into the workspace: in one transaction, without doubling or deleting a record."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import RowMapping, select

from registry.catalogue.findings import no_records
from registry.catalogue.record import Catalogue, Record
from registry.workspace import dialect
from registry.workspace.domain import CatalogueImport, ImportReport
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import plain_text
from registry.workspace.import_run import ImportRun
from registry.workspace.tables import CATALOGUE_IMPORT

Progress = Callable[[int], None]
"""Called now and then with the number of records done."""


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
            raise no_records(file_name, catalogue.skipped)
        with self.importing(
            body_code, file_name, sha256, now=now, actor=actor, catalogue_name=catalogue_name
        ) as run:
            for number, some in enumerate(_pieces(catalogue.records), start=1):
                run.add(some)
                if progress is not None and len(some) == dialect.CHUNK:
                    progress(number * dialect.CHUNK)
            return run.finish(catalogue)

    @contextmanager
    def importing(
        self,
        body_code: str,
        file_name: str,
        sha256: str,
        *,
        now: datetime,
        actor: str = "",
        catalogue_name: str = "",
        distinct: bool = False,
    ) -> Iterator[ImportRun]:
        """Store a catalogue piece by piece, in one transaction; as ``import_catalogue``.

        ``distinct``: every record has an id of its own that can be stored, as records from a reader have.
        The block must end with ``ImportRun.finish``; a block that is left with an error changes nothing.
        """
        with self._writing(body_code, "目録を取込み", now, actor) as ledger:
            run = ImportRun(ledger, plain_text(catalogue_name), file_name, sha256, distinct=distinct)
            yield run
            if not run.finished:
                raise RuntimeError("an import was left before it was finished")

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


def _pieces(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), dialect.CHUNK):
        yield records[start : start + dialect.CHUNK]


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
