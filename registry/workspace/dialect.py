"""What differs between database systems: connecting, locking, bulk writing, backup, error messages.

The rest of the room is SQL that SQLite and PostgreSQL both understand.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import JSON, URL, Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError

from registry.errors import WorkspaceError
from registry.workspace import location as places
from registry.workspace.location import Location

CHUNK = 5_000
"""Rows that are written in one go."""
KEYS_AT_ONCE = 500
"""Keys that are asked for in one statement."""
_BULK_CACHE_KIBIBYTES = 16 * 1024
"""Pages that SQLite keeps in memory while much is written."""

_WRITING = "konkyo_writing"
_WRITERS_LOCK = 0x6B6F6E6B796F
"""Key of the PostgreSQL advisory lock that lets one writer in at a time ("konkyo")."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder()


def encode_json(value: object) -> str:
    """JSON text of plain data."""
    return _ENCODER.encode(value).decode()


def decode_json(text_: str | bytes) -> Any:
    """Plain data from JSON text."""
    return _DECODER.decode(text_)


def open_engine(location: Location, busy_seconds: float) -> Engine:
    """An engine for the place; no connection is made yet.

    ``busy_seconds``: how long a writer waits for another one before the workspace is reported as in use.
    Raises WorkspaceError when the driver of a server is not installed or the URL cannot be understood.
    """
    if location.path is not None:
        engine = create_engine(
            URL.create("sqlite", database=str(location.path)),
            connect_args={"timeout": busy_seconds},
            json_serializer=encode_json,
            json_deserializer=decode_json,
        )
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    try:
        engine = create_engine(
            location.url or "",
            connect_args={"options": f"-c lock_timeout={int(busy_seconds * 1000)}"},
            json_serializer=encode_json,
            json_deserializer=decode_json,
        )
    except ModuleNotFoundError as error:
        raise WorkspaceError(
            "PostgreSQL に接続する部品が入っていません",
            where=location.described,
            why=f"{error.name} が見つかりません",
            mend='pip install "konkyo[postgres]" で入れてください',
        ) from error
    except (ValueError, NoSuchModuleError) as error:
        raise WorkspaceError(
            "ワークスペースの URL を読めません",
            where=location.described,
            mend="postgresql://利用者:パスワード@ホスト/データベース名 の形で指定してください",
        ) from error
    event.listen(engine, "begin", _on_server_begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of the workspace."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the workspace's only write lock; rolled back on error."""
    with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        yield connection


def keep_write_ahead_log(engine: Engine) -> None:
    """Let readers work while one process writes (SQLite's WAL), where the file system can do it."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()
    finally:
        raw.close()


def back_up(location: Location, version: str, stamp: str) -> Path | None:
    """Copy a SQLite workspace beside itself before its schema changes; servers have their own backups.

    The copy is made under another name and moved to its place when it is complete.
    """
    path = location.path
    if path is None:
        return None
    target = path.with_name(f"{path.name}.{version}-{stamp}.bak")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{version}-{stamp}-{number}.bak")
    partial = target.with_name(f"{target.name}.partial")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    os.replace(partial, target)
    return target


def bulk_insert(
    connection: Connection,
    table: Table,
    constants: Mapping[str, object],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> int:
    """Insert many rows; ``constants`` are the same in all of them, ``rows`` hold the values of ``columns``.

    JSON columns among ``columns`` take JSON text that is ready to store. Returns the number of rows.
    On SQLite this is the driver's own executemany over one prepared statement.
    """
    if connection.dialect.name != "sqlite":
        return _insert_by_name(connection, table, constants, columns, rows)
    quote = connection.dialect.identifier_preparer.quote
    constant = [_literal(_driver_value(connection, table, name, value)) for name, value in constants.items()]
    statement = (
        f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, (*constants, *columns)))}) "
        f"VALUES ({', '.join((*constant, *('?' * len(columns))))})"
    )
    written = 0
    for batch in _batches(rows):
        connection.exec_driver_sql(statement, batch)
        written += len(batch)
    return written


def _literal(value: object) -> str:
    """A value in the text of a statement for SQLite: bound to every row anew it would cost a third more time."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, str) and "\0" not in value:
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"no constant of a statement: {type(value).__name__}")


def prepare_bulk(connection: Connection) -> None:
    """Get ready to write much in this transaction; nothing about its safety changes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_BULK_CACHE_KIBIBYTES}")


def _insert_by_name(
    connection: Connection,
    table: Table,
    constants: Mapping[str, object],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> int:
    json_places = {number for number, name in enumerate(columns) if isinstance(table.c[name].type, JSON)}
    written = 0
    for batch in _batches(rows):
        values = [
            {
                **constants,
                **{
                    name: decode_json(str(value)) if number in json_places and value is not None else value
                    for number, (name, value) in enumerate(zip(columns, row, strict=True))
                },
            }
            for row in batch
        ]
        connection.execute(insert(table), values)
        written += len(values)
    return written


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[tuple[object, ...]]]:
    remaining = map(tuple, rows)
    while batch := list(islice(remaining, CHUNK)):
        yield batch


def _driver_value(connection: Connection, table: Table, name: str, value: object) -> object:
    process = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return value if process is None else process(value)


@contextmanager
def explained(location: Location) -> Iterator[None]:
    """Turn what a database driver says into a WorkspaceError; broken constraints pass through."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DBAPIError as error:
        raise _explanation(location, error.orig) from error
    except sqlite3.Error as error:
        raise _explanation(location, error) from error


def _explanation(location: Location, error: BaseException | None) -> WorkspaceError:
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or getattr(error, "sqlstate", "") == "55P03":
        return WorkspaceError(
            "ワークスペースは使用中です",
            where=location.described,
            why="ほかの konkyo が書込み中で、待っても空きませんでした",
            mend="ほかの画面や取込みが終わってから、もう一度実行してください。何も変更していません",
        )
    if name.startswith("SQLITE_READONLY"):
        return places.read_only(location)
    if name.startswith("SQLITE_CANTOPEN"):
        return WorkspaceError(
            "ワークスペースを開けません",
            where=location.described,
            why="ファイルまたはフォルダーを開く権限がないか、場所がありません",
            mend="書き込めるフォルダーを --workspace で指定してください",
        )
    if name == "SQLITE_NOTADB":
        return places.not_a_workspace(location, "SQLite のデータベースファイルではありません")
    if name.startswith("SQLITE_CORRUPT"):
        return WorkspaceError(
            "ワークスペースのファイルが壊れています",
            where=location.described,
            why=str(error),
            mend="同じフォルダーの .bak ファイルか、控えのファイルから戻してください",
        )
    if name in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
        return WorkspaceError(
            "ワークスペースに書き込めませんでした",
            where=location.described,
            why="ディスクの空きが足りないか、書込みに失敗しました",
            mend="空きを増やしてから、もう一度実行してください。何も変更していません",
        )
    return WorkspaceError(
        "ワークスペースを読み書きできません",
        where=location.described,
        why=str(error),
        mend="場所と接続を確かめてから、もう一度実行してください",
    )


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    # Transactions are begun by _on_sqlite_begin; the driver's own way would begin them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    # A writer takes the lock at once: one that read first could find the workspace changed under it.
    writing_now = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing_now else "BEGIN")


def _on_server_begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITING, False):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
