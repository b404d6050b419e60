"""Small catalogues of a made-up city, and a look into a workspace's file past the repository."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from registry.catalogue.record import Catalogue, Form, Record, Resource
from registry.workspace.domain import ImportReport
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
BODY = "141003"
OTHER_BODY = "131016"

Dump = dict[str, list[tuple[object, ...]]]


def record(record_id: str, **fields: Any) -> Record:
    """A record with most of its fields filled; any of them may be given."""
    told: dict[str, Any] = {
        "title": f"公共施設一覧 {record_id}",
        "description": "施設の名称と所在地",
        "organization": "架空市",
        "tags": ("施設",),
        "resources": (Resource(name="一覧", url="https://city.example/a.csv", format="CSV"),),
        "licence": "CC-BY-4.0",
        "source_line": 2,
        "extras": {"備考": "なし"},
    }
    return Record(id=record_id, **{**told, **fields})


def catalogue(*records: Record | str) -> Catalogue:
    """A catalogue of records or of records with these ids."""
    return Catalogue(
        form=Form.OPEN_DATA_LIST_NEW,
        encoding="utf-8-sig",
        dialect="csv",
        header_row=1,
        records=tuple(record(entry) if isinstance(entry, str) else entry for entry in records),
    )


def take_in(workspace: Workspace, *records: Record | str, body_code: str = BODY, **more: Any) -> ImportReport:
    """Import records or records with these ids."""
    return workspace.import_catalogue(body_code, catalogue(*records), "一覧.csv", "0" * 64, now=NOW, **more)


def large_import(workspace: Workspace) -> ImportReport:
    """Update and leave alone a thousand records each, add three thousand; the rest vanishes."""
    updated = (record(f"{number:06}", title="更新") for number in range(1_000))
    unchanged = (record(f"{number:06}") for number in range(1_000, 2_000))
    new = (record(f"{number:06}") for number in range(3_000, 6_000))
    return take_in(workspace, *updated, *unchanged, *new)


def dump(path: Path) -> Dump:
    """Every row that users made, and the coverage; without the history. The file is checked on the way."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows: Dump = {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in names
            if name not in {"change", "changed_row", "konkyo_schema"}
        }
    # Counted anew by every undo: by which change has no meaning.
    rows["target_coverage"] = [(row[0], *row[5:]) for row in rows["target_coverage"]]
    return {name: sorted(entries, key=repr) for name, entries in rows.items()}
