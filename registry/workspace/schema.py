"""The version of the schema: made, brought up to date with a copy kept, or refused when newer.

Alembic is loaded only when there is something to migrate; the usual opening asks one row.
"""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from registry.errors import WorkspaceError
from registry.workspace import dialect
from registry.workspace import location as places
from registry.workspace.location import Location

REVISIONS = ("0001", "0002", "0003")
"""Every revision of migrations/versions, oldest first."""
HEAD = REVISIONS[-1]
VERSION_TABLE = "konkyo_schema"

_EMPTY = ""
_VERSION = table(VERSION_TABLE, column("version_num"))


def bring_up_to_date(engine: Engine, location: Location, now: datetime) -> Path | None:
    """Make, migrate or just accept the schema; returns the backup copy when one was made.

    A SQLite file of an older release is copied first (``<file>.<revision>-<UTC time>.bak`` beside it).
    Raises WorkspaceError for a newer schema and for a database of something else; both are left as they are.
    """
    with dialect.reading(engine) as connection:
        version = _version(connection, location)
    if version == HEAD:
        return None
    dialect.keep_write_ahead_log(engine)
    backup = None
    if version is not None:
        backup = dialect.back_up(location, version or "base", now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
    with dialect.writing(engine) as connection:
        # Another process may have done it while this one waited for the lock.
        if _version(connection, location) != HEAD:
            _upgrade(connection)
    return backup


def _version(connection: Connection, location: Location) -> str | None:
    """Revision of the schema; "" for one taken back to its base, None for an empty database."""
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in names:
        if connection.dialect.name == "sqlite" and names:
            raise places.not_a_workspace(location, "ほかのプログラムの表が入っています")
        return None
    version = connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none() or _EMPTY
    if version and version not in REVISIONS:
        raise WorkspaceError(
            "このワークスペースは、より新しい版の konkyo で作られています",
            where=location.described,
            why=f"ワークスペースの版は {version}、この konkyo が扱えるのは {HEAD} までです",
            mend="konkyo を新しくしてください。ワークスペースは変更していません",
        )
    return str(version)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    configuration = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    configuration.set_main_option("script_location", "registry.workspace:migrations")
    command.upgrade(configuration, HEAD)
