"""Taking one change back: rows get their former content, exactly, or nothing happens.

A row may be put back only if it still is as the change left it; its row version says so, because key and row
version together name one content for ever. The rows put back get their former row versions too, so that older
changes can then be taken back in turn, and a redo (taking back an undo) is the same operation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from registry.workspace import coverage, dialect
from registry.workspace.changelog import Key, StoredRow
from registry.workspace.conflicts import UndoConflict
from registry.workspace.images import key_from, row_from
from registry.workspace.ledger import Ledger
from registry.workspace.tables import CHANGE, CHANGED_ROW, LABELS, TRACKED, key_columns

Progress = Callable[[int, int], object]
"""Called with the rows written so far and all that are to be written."""

_COUNTED = frozenset({"catalogue_record", "record_match"})
"""Tables that coverage is counted from."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A logged row of the change that is taken back."""

    key: Key
    before_version: int | None
    after_version: int | None
    before: Mapping[str, Any] | None

    def row(self, table: Table) -> dict[str, Any]:
        """The row as it was before."""
        return row_from(table, self.before or {})


class Written:
    """How many rows have been put back so far, of how many."""

    def __init__(self, wanted: int, progress: Progress | None = None) -> None:
        self._wanted = wanted
        self._progress = progress
        self._done = 0

    def add(self, rows: int) -> None:
        """Tell of more rows; raises what the one who is told raises, so that nothing is kept."""
        self._done += rows
        if self._progress is not None:
            self._progress(min(self._done, self._wanted), self._wanted)


def take_back(ledger: Ledger, change: StoredRow, written: Written) -> None:
    """Write the former content of everything that ``change`` (a row of ``change``) wrote.

    Raises UndoConflict when a later change touched or needs one of the rows; the caller rolls back.
    """
    ledger.changelog.open()
    reversal = _Reversal(ledger, change, written)
    try:
        for table in reversed(TRACKED):
            reversal.remove(table)
        for table in TRACKED:
            reversal.restore(table)
    except IntegrityError as error:
        raise UndoConflict(
            _refused(change),
            where=f"団体 {ledger.body_code}",
            why="その後の変更で作られたものが、この変更で作られた記録などを使っています",
            mend="先に後の変更を取り消してください。何も変更していません",
        ) from error
    if ledger.changelog.touched & _COUNTED:
        coverage.refresh(ledger.connection, ledger.body_code, ledger.sequence, ledger.now)
    # The change that an undo had taken back is in force again once the undo is taken back.
    _mark(ledger, change["sequence"], undone_by=ledger.sequence)
    if change["undoes"] is not None:
        _mark(ledger, change["undoes"], undone_by=None)


class _Reversal:
    """The rows of one change on their way back."""

    def __init__(self, ledger: Ledger, change: StoredRow, written: Written) -> None:
        self._ledger = ledger
        self._written = written
        self._change = change
        self._sequence: int = change["sequence"]

    def remove(self, table: Table) -> None:
        """Delete the rows that the change inserted."""
        self._remove_born(table)
        for entries in self._logged(table, restored=False):
            current = self._checked(table, entries)
            self._log(table, [(entry.key, current[entry.key], None) for entry in entries])
            self._delete(table, [entry.key for entry in entries])
            self._written.add(len(entries))

    def restore(self, table: Table) -> None:
        """Put back the rows that the change updated or deleted."""
        log = self._ledger.changelog
        for entries in self._logged(table, restored=True):
            current = self._checked(table, entries)
            self._log(table, [(entry.key, current.get(entry.key), entry.before_version) for entry in entries])
            gone = [entry.row(table) for entry in entries if entry.after_version is None]
            other = [entry.row(table) for entry in entries if entry.after_version is not None]
            self._insert(table, gone)
            self._update(table, other)
            log.inserted[table.name] += len(gone)
            log.updated[table.name] += len(other)
            self._written.add(len(entries))

    def _remove_born(self, table: Table) -> None:
        expected = self._change["inserted"].get(table.name, 0)
        # Rows that an undo brought back are logged one by one and carry the number of an older change.
        if not expected or self._change["undoes"] is not None:
            return
        born = and_(table.c.body_code == self._ledger.body_code, table.c.created_in == self._sequence)
        rows = self._ledger.connection.execute(select(table).where(born)).mappings()
        found, names = 0, key_columns(table)
        while some := rows.fetchmany(dialect.KEYS_AT_ONCE):
            keyed = [(tuple(row[name] for name in names), row) for row in some]
            for key, row in keyed:
                if row["row_version"] != self._sequence:
                    raise self._conflict(table, key, row["row_version"])
            self._log(table, [(key, row, None) for key, row in keyed])
            found += len(keyed)
            self._written.add(len(keyed))
        if found != expected:
            raise self._conflict(table, None, None)
        self._ledger.connection.execute(delete(table).where(born))
        self._ledger.changelog.deleted[table.name] += found

    def _log(self, table: Table, rows: list[tuple[Key, StoredRow | None, int | None]]) -> None:
        # A redo is never taken back itself; what it replaces stands in the log of the change it redoes.
        if self._change["undoes"] is None:
            self._ledger.changelog.log(table, rows)

    def _logged(self, table: Table, *, restored: bool) -> Iterator[list[_Entry]]:
        """Logged rows in stretches: those to be put back, or those to be deleted."""
        column = CHANGED_ROW.c
        after = ""
        while True:
            statement = (
                select(column.row_key, column.before_version, column.after_version, column.before)
                .where(
                    column.body_code == self._ledger.body_code,
                    column.table_name == table.name,
                    column.sequence == self._sequence,
                    column.row_key > after,
                    column.before_version.is_not(None) if restored else column.before_version.is_(None),
                )
                .order_by(column.row_key)
                .limit(dialect.KEYS_AT_ONCE)
            )
            rows = self._ledger.connection.execute(statement).all()
            if not rows:
                return
            yield [_Entry(key_from(key), before, later, image) for key, before, later, image in rows]
            after = rows[-1][0]

    def _checked(self, table: Table, entries: Sequence[_Entry]) -> Mapping[Key, StoredRow]:
        current = self._ledger.fetch(table, [entry.key for entry in entries])
        for entry in entries:
            row = current.get(entry.key)
            version = None if row is None else row["row_version"]
            if version != entry.after_version:
                raise self._conflict(table, entry.key, version)
        return current

    def _delete(self, table: Table, keys: Sequence[Key]) -> None:
        names = key_columns(table)
        statement = delete(table).where(
            table.c.body_code == self._ledger.body_code,
            *(table.c[name] == bindparam(f"key_{name}") for name in names),
        )
        self._ledger.connection.execute(
            statement, [{f"key_{name}": part for name, part in zip(names, key, strict=True)} for key in keys]
        )
        self._ledger.changelog.deleted[table.name] += len(keys)

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        for some in _alike(rows):
            self._ledger.connection.execute(insert(table), some)

    def _update(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        keys = ("body_code", *key_columns(table))
        for some in _alike(rows):
            statement = (
                update(table)
                .where(*(table.c[name] == bindparam(f"old_{name}") for name in keys))
                .values({name: bindparam(f"old_{name}") for name in some[0] if name not in keys})
            )
            self._ledger.connection.execute(
                statement, [{f"old_{name}": value for name, value in row.items()} for row in some]
            )

    def _conflict(self, table: Table, key: Key | None, version: int | None) -> UndoConflict:
        ledger = self._ledger
        row = " ".join([LABELS[table.name], *map(str, key or ())])
        later = None if version is None else load_change(ledger.connection, ledger.body_code, version)
        who = "その後の変更" if later is None else f"ほかの変更 {later['sequence']}（{later['command']}）"
        return UndoConflict(
            _refused(self._change),
            where=f"団体 {ledger.body_code} の{row}",
            why=f"{who}で書き換えられています",
            mend="先に後の変更を取り消してください。何も変更していません",
        )


def load_change(connection: Connection, body_code: str, sequence: int) -> StoredRow | None:
    """The row of one change."""
    statement: Select[tuple[Any, ...]] = select(CHANGE).where(
        CHANGE.c.body_code == body_code, CHANGE.c.sequence == sequence
    )
    return connection.execute(statement).mappings().one_or_none()


def _refused(change: StoredRow) -> str:
    verb = "取り消せません" if change["undoes"] is None else "やり直せません"
    return f"変更 {change['sequence']}（{change['command']}）は{verb}"


def _mark(ledger: Ledger, sequence: int, *, undone_by: int | None) -> None:
    ledger.connection.execute(
        update(CHANGE)
        .where(CHANGE.c.body_code == ledger.body_code, CHANGE.c.sequence == sequence)
        .values(undone_by=undone_by, row_version=ledger.sequence, updated_at=ledger.now)
    )


def _alike(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Neighbouring rows that have the same columns."""
    for _, some in groupby(rows, key=tuple):
        yield list(some)
