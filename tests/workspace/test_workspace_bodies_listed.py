"""Codes of the bodies of a workspace, without counting what is stored of them."""

from datetime import UTC, datetime
from pathlib import Path

from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_bodies_are_listed_by_anything_that_is_stored(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.sqlite3", NOW) as store:
        assert store.body_codes() == ()
        assert store.imported_bodies() == ()
        store.set_facts("141003", {"manages_fishing_port": "no"}, now=NOW, actor="x")
        assert store.body_codes() == ("141003",)
        assert store.imported_bodies() == ()
        assert {one.body_code for one in store.bodies()} == set(store.body_codes())
