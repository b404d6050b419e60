"""What the cheap modules of the room load: no database library."""

import subprocess
import sys
from pathlib import Path

import pytest

from command_line import cli_environment

DATABASE_LIBRARIES = {"alembic", "pydantic", "sqlalchemy", "sqlmodel", "sqlite3"}


def loaded_by(statement: str, cwd: Path) -> set[str]:
    """Top-level packages that are loaded after the statement."""
    program = f"{statement}\nimport sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=cwd,
        env=cli_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import registry.workspace",
        "from registry.workspace.location import locate; locate(None)",
        "import registry.workspace.domain",
        "import registry.workspace.conflicts",
    ],
)
def test_cheap_modules(statement: str, tmp_path: Path) -> None:
    assert loaded_by(statement, tmp_path) & DATABASE_LIBRARIES == set()


def test_opening_an_up_to_date_workspace_does_not_load_alembic(workspace_path: Path, tmp_path: Path) -> None:
    open_it = (
        "from datetime import UTC, datetime\n"
        "from registry.workspace.repository import Workspace\n"
        f"Workspace.open({str(workspace_path)!r}, datetime(2026, 1, 1, tzinfo=UTC)).close()"
    )
    assert "alembic" in loaded_by(open_it, tmp_path)
    assert "alembic" not in loaded_by(open_it, tmp_path)
