"""Migrations: from an empty database, from an older release with a copy kept, not from a newer one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel

from registry.errors import WorkspaceError
from registry.workspace import schema
from registry.workspace.repository import Workspace
from registry.workspace.tables import TRACKED, key_columns
from workspace_cases import BODY, NOW, dump, take_in


def versions(path: Path) -> list[tuple[str]]:
    """What the version table says."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT version_num FROM {schema.VERSION_TABLE}").fetchall()


def take_back_to_base(path: Path) -> None:
    """Run every downgrade."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        configuration = Config(attributes={"connection": connection, "version_table": schema.VERSION_TABLE})
        configuration.set_main_option("script_location", "registry.workspace:migrations")
        command.downgrade(configuration, "base")
    engine.dispose()


def test_migrations_from_base_give_the_tables_of_the_code(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    engine = create_engine(f"sqlite:///{workspace_path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_code_knows_every_migration() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", "registry.workspace:migrations")
    scripts = ScriptDirectory.from_config(configuration)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == schema.REVISIONS


def test_every_table_leads_with_the_body_and_carries_a_version() -> None:
    for table in SQLModel.metadata.sorted_tables:
        assert next(iter(table.primary_key.columns)).name == "body_code", table.name
        assert {"row_version", "created_in", "created_at", "updated_at"} <= set(table.columns.keys()), (
            table.name
        )


def test_the_tables_can_be_made_on_postgresql() -> None:
    for table in SQLModel.metadata.sorted_tables:
        assert "PRIMARY KEY (body_code" in str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_parents_are_tracked_before_children() -> None:
    order = [table.name for table in SQLModel.metadata.sorted_tables if table in TRACKED]
    for table in TRACKED:
        parents = {key.column.table.name for key in table.foreign_keys}
        assert all(order.index(parent) < order.index(table.name) for parent in parents)
        assert "body_code" not in key_columns(table)


def test_an_older_workspace_is_migrated_and_a_copy_kept(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    take_back_to_base(workspace_path)
    with closing(sqlite3.connect(workspace_path)) as connection:
        connection.execute("CREATE TABLE of_old (note TEXT)")
        connection.execute("INSERT INTO of_old VALUES ('昔の記録')")
        connection.commit()
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.backup is not None
        assert workspace.backup.name == "workspace.sqlite3.base-20261125T093000Z.bak"
        take_in(workspace, "a")
    assert versions(workspace_path) == [(schema.HEAD,)]
    assert versions(workspace.backup) == []
    with closing(sqlite3.connect(workspace.backup)) as connection:
        assert connection.execute("SELECT note FROM of_old").fetchall() == [("昔の記録",)]
    assert not list(workspace_path.parent.glob("*.partial"))
    assert len(dump(workspace_path)["catalogue_record"]) == 1


def test_copies_do_not_replace_each_other(workspace_path: Path) -> None:
    for _ in range(2):
        Workspace.open(workspace_path, NOW).close()
        take_back_to_base(workspace_path)
    Workspace.open(workspace_path, NOW).close()
    assert sorted(file.name for file in workspace_path.parent.glob("*.bak")) == [
        "workspace.sqlite3.base-20261125T093000Z-2.bak",
        "workspace.sqlite3.base-20261125T093000Z.bak",
    ]


def test_the_present_schema_is_opened_as_it_is(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.backup is None
        take_in(workspace, "a")
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.backup is None
        assert workspace.count_records(BODY) == 1
    assert not list(workspace_path.parent.glob("*.bak"))


def test_a_newer_workspace_is_refused_and_left_alone(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    with closing(sqlite3.connect(workspace_path)) as connection:
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")
        connection.commit()
    content = workspace_path.read_bytes()
    with pytest.raises(WorkspaceError, match="新しい版") as caught:
        Workspace.open(workspace_path, NOW)
    assert "9999" in caught.value.why
    assert workspace_path.read_bytes() == content


def test_a_migration_that_fails_changes_nothing(
    workspace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate = schema._upgrade

    def fail(connection: Connection) -> None:
        migrate(connection)
        raise RuntimeError("power failure")

    monkeypatch.setattr(schema, "_upgrade", fail)
    with pytest.raises(RuntimeError):
        Workspace.open(workspace_path, NOW)
    monkeypatch.undo()
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.bodies() == ()


def test_readers_and_writer_use_the_write_ahead_log(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    with closing(sqlite3.connect(workspace_path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
