"""The pen that every write goes through: rows of one body, in one transaction, logged as they were before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, update

from registry.workspace import dialect
from registry.workspace.changelog import ChangeLog, Key, StoredRow
from registry.workspace.conflicts import EditConflict
from registry.workspace.images import plain_data
from registry.workspace.tables import LABELS, key_columns

_COMMON = frozenset({"body_code", "row_version", "created_in", "created_at", "updated_at"})


class Ledger:
    """Writes of one change of one body."""

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
        self.connection = connection
        self.body_code = body_code
        self.now = now
        self.actor = actor
        self.changelog = ChangeLog(connection, body_code, command, now=now, actor=actor, undoes=undoes)
        self.broken = False
        """True once a step failed: the change must not be committed."""
        self._removed: set[tuple[str, Key]] = set()

    @property
    def sequence(self) -> int:
        """Number of the change."""
        return self.changelog.sequence

    def fetch(self, table: Table, keys: Sequence[Key]) -> dict[Key, StoredRow]:
        """The present rows of these keys; missing ones are left out."""
        names = key_columns(table)
        statement = select(table).where(table.c.body_code == self.body_code)
        if len(keys) == 1:
            statement = statement.where(
                *(table.c[name] == part for name, part in zip(names, keys[0], strict=True))
            )
        else:
            # By the first part of the key only: every system finds that by its index, unlike lists of pairs.
            statement = statement.where(table.c[names[0]].in_({key[0] for key in keys}))
        wanted = set(keys)
        found = {}
        for row in self.connection.execute(statement).mappings():
            key = tuple(row[name] for name in names)
            if key in wanted:
                found[key] = row
        return found

    def put(
        self, table: Table, key: Key, values: Mapping[str, Any], expected_version: int | None = None
    ) -> int:
        """Insert or update one row; returns its row version, the old one when nothing differs.

        ``expected_version``: raise EditConflict when the row has another one (0: when there is such a row)
        and another content.
        """
        plain = plain_data(values)
        current = self.fetch(table, [key]).get(key)
        if current is None:
            if expected_version:
                raise self._conflict(table, key, plain, None)
            self._insert_one(table, key, plain)
            return self.sequence
        if all(current[name] == value for name, value in plain.items()):
            return int(current["row_version"])
        if expected_version is not None and expected_version != current["row_version"]:
            raise self._conflict(table, key, plain, current)
        self.update(table, {key: plain})
        return self.sequence

    def remove(self, table: Table, key: Key, expected_version: int | None = None) -> bool:
        """Delete one row; False when there is none. Raises EditConflict when it has another version."""
        current = self.fetch(table, [key]).get(key)
        if current is None:
            return False
        if expected_version is not None and expected_version != current["row_version"]:
            raise self._conflict(table, key, {}, current)
        self.delete(table, [key])
        return True

    def insert_bulk(
        self,
        table: Table,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        constants: Mapping[str, object] | None = None,
    ) -> int:
        """Insert new rows from driver-ready values (JSON columns as JSON text); returns how many.

        ``constants``: values of further columns, the same in all rows.
        """
        self.changelog.open()
        same = constants or {}
        if any(name == table.name for name, _ in self._removed):
            rows = self._without_readmitted(table, columns, rows, same)
        common = {**self.changelog.common, **same}
        written = dialect.bulk_insert(self.connection, table, common, columns, rows)
        self.changelog.inserted[table.name] += written
        return written

    def update(self, table: Table, changes: Mapping[Key, Mapping[str, Any]]) -> None:
        """Set columns of existing rows; all entries name the same columns."""
        for keys in _chunks(changes):
            current = self.fetch(table, keys)
            fresh = {key: row for key, row in current.items() if row["row_version"] != self.sequence}
            self.changelog.log(table, ((key, row, self.sequence) for key, row in fresh.items()))
            self.changelog.updated[table.name] += len(fresh)
            columns = tuple(changes[keys[0]])
            statement = (
                update(table)
                .where(self._by_key(table))
                .values(
                    row_version=self.sequence,
                    updated_at=self.now,
                    **{name: bindparam(f"new_{name}") for name in columns},
                )
            )
            parameters = [
                {**_key_values(table, key), **{f"new_{name}": changes[key][name] for name in columns}}
                for key in keys
            ]
            self.connection.execute(statement, parameters)

    def delete(self, table: Table, keys: Sequence[Key]) -> None:
        """Delete existing rows."""
        for some in _chunks(keys):
            current = self.fetch(table, some)
            if not current:
                continue
            older = {key: row for key, row in current.items() if row["created_in"] != self.sequence}
            fresh = {key: row for key, row in older.items() if row["row_version"] != self.sequence}
            self.changelog.log(table, ((key, row, None) for key, row in fresh.items()))
            for key in older.keys() - fresh.keys():
                self.changelog.set_version_after(table, key, None)
            self.changelog.inserted[table.name] -= len(current) - len(older)
            self.changelog.updated[table.name] -= len(older) - len(fresh)
            self.changelog.deleted[table.name] += len(older)
            self._removed.update((table.name, key) for key in older)
            self.connection.execute(
                delete(table).where(self._by_key(table)), [_key_values(table, key) for key in current]
            )

    def finish(self) -> None:
        """Complete the entry of the history; called once, before the commit."""
        if self.broken:
            raise RuntimeError("a step of this change failed; it must be rolled back")
        self.changelog.finish()

    def _insert_one(self, table: Table, key: Key, values: Mapping[str, Any]) -> None:
        common = self.changelog.common
        if (table.name, key) in self._removed:
            # This very change deleted the row: for the history its coming back is an update.
            self._removed.discard((table.name, key))
            before = self.changelog.logged_before(table, key)
            common["created_in"] = before["created_in"]
            common["created_at"] = datetime.fromisoformat(before["created_at"])
            self.changelog.set_version_after(table, key, self.sequence)
            self.changelog.deleted[table.name] -= 1
            self.changelog.updated[table.name] += 1
        else:
            self.changelog.open()
            self.changelog.inserted[table.name] += 1
        named = dict(zip(key_columns(table), key, strict=True))
        self.connection.execute(insert(table).values(**common, **named, **values))

    def _without_readmitted(
        self,
        table: Table,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        constants: Mapping[str, object],
    ) -> Iterator[Sequence[object]]:
        for row in rows:
            values: dict[str, Any] = {**constants, **dict(zip(columns, row, strict=True))}
            key: Key = tuple(values[name] for name in key_columns(table))
            if (table.name, key) not in self._removed:
                yield row
                continue
            for name in key_columns(table):
                del values[name]
            for name, value in values.items():
                if isinstance(table.c[name].type, JSON) and value is not None:
                    values[name] = dialect.decode_json(value)
            self._insert_one(table, key, values)

    def _by_key(self, table: Table) -> ColumnElement[bool]:
        return and_(
            table.c.body_code == self.body_code,
            *(table.c[name] == bindparam(f"key_{name}") for name in key_columns(table)),
        )

    def _conflict(
        self, table: Table, key: Key, mine: Mapping[str, Any], current: StoredRow | None
    ) -> EditConflict:
        names = mine or (current.keys() - _COMMON if current is not None else ())
        differing = [name for name in names if current is None or current[name] != mine.get(name)]
        return EditConflict(
            f"{LABELS[table.name]}を変更できませんでした",
            where=" ".join([f"団体 {self.body_code}", *(str(part) for part in key)]),
            mine={name: mine[name] for name in differing if name in mine},
            theirs=None if current is None else {name: current[name] for name in differing},
        )


def _key_values(table: Table, key: Key) -> dict[str, str | int]:
    return {f"key_{name}": part for name, part in zip(key_columns(table), key, strict=True)}


def _chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, dialect.KEYS_AT_ONCE)):
        yield chunk
