"""What was changed, by whom, and taking it back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, or_, select

from registry.errors import UsageError
from registry.workspace import dialect
from registry.workspace.changelog import Key, StoredRow
from registry.workspace.domain import Change, ChangedRow
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import image_of, key_from, key_text
from registry.workspace.ledger import Ledger
from registry.workspace.reversal import Progress, Written, load_change, take_back
from registry.workspace.tables import CHANGE, CHANGED_ROW, METADATA, TRACKED, key_columns

_UNDO = "取消し"
_REDO = "やり直し"
_KINDS = ("inserted", "updated", "deleted")
_LARGEST = 2**63 - 1
"""Number that a database can hold."""


class History(Door):
    """The log of all changes; undo and redo."""

    def history(
        self, body_code: str | None = None, limit: int = 50, before: int | None = None
    ) -> tuple[Change, ...]:
        """Changes of a body, or of all, latest first; ``before``: only those with a smaller number."""
        statement = select(CHANGE).order_by(CHANGE.c.sequence.desc()).limit(limit)
        if body_code is not None:
            require_body_code(body_code)
            statement = statement.where(CHANGE.c.body_code == body_code)
        if before is not None:
            statement = statement.where(CHANGE.c.sequence < before)
        with self._reading() as connection:
            return tuple(_change_from(row) for row in connection.execute(statement).mappings())

    def changed_rows(self, body_code: str, sequence: int, limit: int = 100) -> tuple[ChangedRow, ...]:
        """Rows of one change, before and after: first the updated and deleted ones, then the new.

        A redo lists none: it is the change that it brings back.
        """
        require_body_code(body_code)
        column = CHANGED_ROW.c
        logged = (
            select(CHANGED_ROW)
            .where(column.body_code == body_code, column.sequence == sequence)
            .order_by(column.table_name, column.row_key)
            .limit(limit)
        )
        found: list[ChangedRow] = []
        with self._reading() as connection:
            change = load_change(connection, body_code, sequence)
            if change is None:
                return ()
            for entry in connection.execute(logged).mappings().all():
                table, key = METADATA.tables[entry["table_name"]], key_from(entry["row_key"])
                after = _content(connection, body_code, table, key, entry["after_version"])
                found.append(
                    ChangedRow(table=str(table.name), row_key=key, before=entry["before"], after=after)
                )
            for table in TRACKED:
                if len(found) < limit and table.name in change["inserted"] and change["undoes"] is None:
                    found += _born(connection, body_code, table, sequence, limit - len(found))
        return tuple(found)

    def row_history(
        self, body_code: str, table_name: str, key: Key, limit: int = 20
    ) -> tuple[tuple[Change, ChangedRow], ...]:
        """Changes of one row, before and after, latest first; ``key``: its key without the body.

        Raises UsageError for a table whose rows have no history.
        """
        require_body_code(body_code)
        table = next((one for one in TRACKED if one.name == table_name), None)
        if table is None:
            raise UsageError(f"変更の履歴を持たない表です: {table_name}")
        logged = CHANGED_ROW.c
        entries = (
            select(CHANGED_ROW)
            .where(
                logged.body_code == body_code,
                logged.table_name == table_name,
                logged.row_key == key_text(key),
            )
            .order_by(logged.sequence.desc())
            .limit(limit)
        )
        named = zip(key_columns(table), key, strict=True)
        present = select(table.c.created_in).where(
            table.c.body_code == body_code, *(table.c[name] == part for name, part in named)
        )
        found: dict[int, ChangedRow] = {}
        with self._reading() as connection:
            for entry in connection.execute(entries).mappings().all():
                after = _content(connection, body_code, table, key, entry["after_version"])
                found[entry["sequence"]] = ChangedRow(
                    table=table_name, row_key=key, before=entry["before"], after=after
                )
            born = connection.execute(present).scalar_one_or_none()
            if born is not None and born not in found:
                after = _content(connection, body_code, table, key, born)
                found[born] = ChangedRow(table=table_name, row_key=key, before=None, after=after)
            changes = ((load_change(connection, body_code, sequence), row) for sequence, row in found.items())
            told = [(_change_from(change), row) for change, row in changes if change is not None]
        return tuple(sorted(told, key=lambda pair: -pair[0].sequence)[:limit])

    def undo(
        self,
        count: int = 1,
        *,
        now: datetime,
        actor: str = "",
        body_code: str | None = None,
        progress: Progress | None = None,
    ) -> tuple[Change, ...]:
        """Take back the last ``count`` changes that are in force, of one body or of any, latest first.

        Returns the changes taken back; each undo is a change of its own in the history and can be redone.
        ``progress`` is told how many of how many rows are written; what it raises rolls everything back.
        Raises UsageError when there is nothing to undo, UndoConflict when a row has been changed meanwhile.
        """
        missing = UsageError("取り消せる変更がありません", mend="konkyo history で履歴を確かめてください")
        originals = select(CHANGE).where(CHANGE.c.undone_by.is_(None), CHANGE.c.undoes.is_(None))
        return self._take_back(_last(originals, count, body_code), missing, now, actor, progress)

    def redo(
        self,
        count: int = 1,
        *,
        now: datetime,
        actor: str = "",
        body_code: str | None = None,
        progress: Progress | None = None,
    ) -> tuple[Change, ...]:
        """Take back the last ``count`` undos that are in force; as ``undo``. Returns the undos taken back."""
        missing = UsageError("やり直せる取消しがありません", mend="konkyo history で履歴を確かめてください")
        undos = select(CHANGE).where(CHANGE.c.undone_by.is_(None), _is_undo())
        return self._take_back(_last(undos, count, body_code), missing, now, actor, progress)

    def undo_change(self, body_code: str, sequence: int, *, now: datetime, actor: str = "") -> Change:
        """Take back one change, not necessarily the last; returns it. Of an undo: redo what it took back.

        Raises UsageError when there is no such change in force, UndoConflict when a later change touched or
        needs the same rows; then nothing is changed.
        """
        require_body_code(body_code)
        missing = UsageError(
            f"取り消せる変更ではありません: {sequence}",
            where=f"団体 {body_code}",
            why="その番号の変更がないか、すでに取り消されているか、やり直しの記録です",
            mend="konkyo history で番号を確かめてください",
        )
        if not 0 < sequence <= _LARGEST:
            raise missing
        statement = select(CHANGE).where(
            CHANGE.c.body_code == body_code,
            CHANGE.c.sequence == sequence,
            CHANGE.c.undone_by.is_(None),
            or_(CHANGE.c.undoes.is_(None), _is_undo()),
        )
        return self._take_back(statement, missing, now, actor)[0]

    def _take_back(
        self,
        statement: Select[tuple[Any, ...]],
        missing: UsageError,
        now: datetime,
        actor: str,
        progress: Progress | None = None,
    ) -> tuple[Change, ...]:
        """Take back the selected changes in one transaction, each as a change of its own."""
        if now.utcoffset() is None:
            raise ValueError("now must know its time zone")
        if self._inside_change:
            raise ValueError("undo and redo are changes of their own; they cannot be part of another")
        with dialect.explained(self.location), dialect.writing(self._engine) as connection:
            changes = connection.execute(statement).mappings().all()
            if not changes:
                raise missing
            wanted = sum(sum(change[kind].values()) for change in changes for kind in _KINDS)
            written = Written(wanted, progress)
            for change in changes:
                body_code, undoes = change["body_code"], change["sequence"]
                command = _UNDO if change["undoes"] is None else _REDO
                ledger = Ledger(connection, body_code, command, now=now, actor=actor, undoes=undoes)
                take_back(ledger, change, written)
                ledger.finish()
        return tuple(map(_change_from, changes))


def _is_undo() -> ColumnElement[bool]:
    """Of a change: it took back a change that was neither undo nor redo."""
    undone = CHANGE.alias("undone")
    return exists().where(
        undone.c.body_code == CHANGE.c.body_code,
        undone.c.sequence == CHANGE.c.undoes,
        undone.c.undoes.is_(None),
    )


def _last(statement: Select[tuple[Any, ...]], count: int, body_code: str | None) -> Select[tuple[Any, ...]]:
    if count < 1:
        raise UsageError(f"回数は1以上で指定してください: {count}")
    if body_code is not None:
        require_body_code(body_code)
        statement = statement.where(CHANGE.c.body_code == body_code)
    return statement.order_by(CHANGE.c.sequence.desc()).limit(count)


def _change_from(row: StoredRow) -> Change:
    counts = {f"{table}.{kind}": number for kind in _KINDS for table, number in row[kind].items()}
    return Change(
        body_code=row["body_code"],
        sequence=row["sequence"],
        at=row["created_at"],
        actor=row["actor"],
        command=row["command"],
        counts=counts,
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )


def _born(
    connection: Connection, body_code: str, table: Table, sequence: int, limit: int
) -> Iterator[ChangedRow]:
    names = key_columns(table)
    statement = (
        select(table)
        .where(table.c.body_code == body_code, table.c.created_in == sequence)
        .order_by(*(table.c[name] for name in names))
        .limit(limit)
    )
    for row in connection.execute(statement).mappings().all():
        key = tuple(row[name] for name in names)
        after = _content(connection, body_code, table, key, sequence)
        yield ChangedRow(table=str(table.name), row_key=key, before=None, after=after)


def _content(
    connection: Connection, body_code: str, table: Table, key: Key, version: int | None
) -> dict[str, Any] | None:
    """Content of a row at one version: from the row itself or from the log of the change that replaced it."""
    if version is None:
        return None
    named = zip(key_columns(table), key, strict=True)
    present = select(table).where(
        table.c.body_code == body_code,
        table.c.row_version == version,
        *(table.c[name] == part for name, part in named),
    )
    row = connection.execute(present).mappings().one_or_none()
    if row is not None:
        return dict(dialect.decode_json(image_of(row)))
    column = CHANGED_ROW.c
    replaced = (
        select(column.before)
        .where(
            column.body_code == body_code,
            column.table_name == table.name,
            column.row_key == key_text(key),
            column.before_version == version,
        )
        .limit(1)
    )
    image: dict[str, Any] | None = connection.execute(replaced).scalar_one_or_none()
    return image
