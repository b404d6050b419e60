"""Measures in the workspace: from the schema before personal data had a place, and what is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from registry.errors import UsageError
from registry.workspace import schema
from registry.workspace.domain import Kpi, KpiKind, Measure, RecordTally
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, OTHER_BODY, record, take_in


def take_back_to_first(path: Path) -> None:
    """The workspace as the release before left it: no column, and none in the images of the history."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        configuration = Config(attributes={"connection": connection, "version_table": schema.VERSION_TABLE})
        configuration.set_main_option("script_location", "registry.workspace:migrations")
        command.downgrade(configuration, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE changed_row SET before = json_remove(before, '$.personal_path') WHERE table_name = 'measure'"
        )
        connection.commit()
        columns = {row[1] for row in connection.execute("PRAGMA table_info(measure)")}
    assert "personal_path" not in columns


def test_measures_of_before_are_kept_and_their_history_can_be_undone(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        kept = workspace.save_measure(
            BODY, Measure(title="残る", kpis=(Kpi(name="数", kind="進捗"),)), now=NOW
        )
        removed = workspace.save_measure(BODY, Measure(title="消えた"), now=NOW)
        workspace.remove_measure(BODY, removed.measure_id, now=NOW)
    take_back_to_first(workspace_path)
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.backup is not None
        assert ".0001-" in workspace.backup.name
        assert workspace.measures(BODY) == (kept,)
        workspace.undo(now=NOW)
        assert workspace.measures(BODY) == (kept, removed)
        workspace.redo(now=NOW)
        workspace.undo(2, now=NOW)
        assert workspace.measures(BODY) == (kept,)


def test_indicators_of_before_have_no_counter(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        workspace.save_measure(
            BODY, Measure(title="一", kpis=(Kpi(name="数", kind="効果", target="1"),)), now=NOW
        )
        with closing(sqlite3.connect(workspace_path)) as connection:
            old = '[{"name": "数", "kind": "効果", "unit": "件", "current": "", "target": "1"}]'
            connection.execute("UPDATE measure SET kpis = ?", (old,))
            connection.commit()
        (measure,) = workspace.measures(BODY)
    assert measure.kpis == (Kpi(name="数", kind="効果", unit="件", target="1"),)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "施策名"),
        ({"kpis": (Kpi(name="数", kind=cast(KpiKind, "結果")),)}, "区分"),
        ({"kpis": (Kpi(name="数", kind="効果", due_fiscal_year=2**70),)}, "年度"),
        ({"schedule": {"令和9年度": "調べる"}}, "年度"),
        ({"schedule": {"２０２７": "調べる"}}, "年度"),
    ],
)
def test_a_measure_that_is_none_is_refused(workspace_path: Path, wrong: dict[str, Any], said: str) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        with pytest.raises(UsageError, match=said):
            workspace.save_measure(BODY, Measure(**({"title": "一"} | wrong)), now=NOW)
        assert workspace.history() == ()


def test_records_are_tallied(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.tally_records(BODY) == RecordTally(records=0, with_licence=0, with_frequency=0)
        records = [
            record("a", frequency="毎月"),
            record("b", licence=""),
            record("c", licence="unknown"),
            record("d"),
        ]
        take_in(workspace, *records)
        take_in(workspace, "x", body_code=OTHER_BODY)
        assert workspace.tally_records(BODY) == RecordTally(records=4, with_licence=2, with_frequency=1)
        take_in(workspace, *records[:3])
        assert workspace.tally_records(BODY) == RecordTally(records=3, with_licence=1, with_frequency=1)
