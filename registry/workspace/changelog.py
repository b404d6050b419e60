"""One entry of the history while it is being written: what the change did, and rows as they were before.

Inserted rows are not logged one by one: ``created_in`` tells which change they came with, and undo needs no
image of what was not there. Updated and deleted rows are logged once per change, with their first content.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, func, insert, select, update

from registry.workspace import dialect
from registry.workspace.images import image_of, key_text, plain_data
from registry.workspace.tables import CHANGE, CHANGED_ROW

Key = tuple[str | int, ...]
"""Key of a row without body_code."""
StoredRow = RowMapping

_COLUMNS = ("row_key", "before_version", "after_version", "before")


class ChangeLog:
    """The entry of one change. ``sequence`` is its number; it is recorded with the first thing written."""

    def __init__(
        self,
        connection: Connection,
        body_code: str,
        command: str,
        *,
        now: datetime,
        actor: str,
        undoes: int | None = None,
    ) -> None:
        self.sequence: int = 1 + (connection.execute(select(func.max(CHANGE.c.sequence))).scalar() or 0)
        self.inserted: Counter[str] = Counter()
        self.updated: Counter[str] = Counter()
        self.deleted: Counter[str] = Counter()
        self._connection = connection
        self._body_code = body_code
        self._now = now
        self._described = {"actor": plain_data(actor), "command": plain_data(command), "undoes": undoes}
        self._opened = False

    @property
    def common(self) -> dict[str, Any]:
        """What every row has that this change inserts."""
        return {
            "body_code": self._body_code,
            "row_version": self.sequence,
            "created_in": self.sequence,
            "created_at": self._now,
            "updated_at": self._now,
        }

    @property
    def touched(self) -> frozenset[str]:
        """Names of the tables written so far."""
        return frozenset((*self.inserted, *self.updated, *self.deleted))

    def open(self) -> None:
        """Record the change, if that has not been done yet; called before every write."""
        if self._opened:
            return
        self._opened = True
        counts: dict[str, int] = {}
        self._connection.execute(
            insert(CHANGE).values(
                **self.common,
                **self._described,
                sequence=self.sequence,
                undone_by=None,
                inserted=counts,
                updated=counts,
                deleted=counts,
            )
        )

    def log(self, table: Table, rows: Iterable[tuple[Key, StoredRow | None, int | None]]) -> None:
        """Log rows as (key, row before or None, row version afterwards or None)."""
        self.open()
        entries = (
            (
                key_text(key),
                None if row is None else row["row_version"],
                version,
                None if row is None else image_of(row),
            )
            for key, row, version in rows
        )
        constants = {**self.common, "table_name": table.name, "sequence": self.sequence}
        dialect.bulk_insert(self._connection, CHANGED_ROW, constants, _COLUMNS, entries)

    def logged_before(self, table: Table, key: Key) -> dict[str, Any]:
        """The image of a row that this change has logged."""
        before = self._connection.execute(select(CHANGED_ROW.c.before).where(self._entry(table, key)))
        return dict(before.scalar_one())

    def set_version_after(self, table: Table, key: Key, version: int | None) -> None:
        """Correct the version afterwards of a row that this change has logged and now writes again."""
        self._connection.execute(
            update(CHANGED_ROW).where(self._entry(table, key)).values(after_version=version)
        )

    def finish(self) -> None:
        """Write the counts of the rows; called once, before the commit."""
        if self._opened:
            self._connection.execute(
                update(CHANGE)
                .where(CHANGE.c.body_code == self._body_code, CHANGE.c.sequence == self.sequence)
                .values(
                    inserted=_positive(self.inserted),
                    updated=_positive(self.updated),
                    deleted=_positive(self.deleted),
                )
            )

    def _entry(self, table: Table, key: Key) -> ColumnElement[bool]:
        return and_(
            CHANGED_ROW.c.body_code == self._body_code,
            CHANGED_ROW.c.table_name == table.name,
            CHANGED_ROW.c.row_key == key_text(key),
            CHANGED_ROW.c.sequence == self.sequence,
        )


def _positive(counts: Counter[str]) -> dict[str, int]:
    return {name: number for name, number in sorted(counts.items()) if number}
