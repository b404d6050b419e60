"""Finding the workspace's place, and what is said when it cannot be used."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from registry.errors import ExitCode, WorkspaceError
from registry.workspace.location import ENVIRONMENT_VARIABLE, locate
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW

CHECKOUT = Path(__file__).resolve().parents[2]


def test_option_comes_before_environment(tmp_path: Path) -> None:
    environ = {ENVIRONMENT_VARIABLE: str(tmp_path / "environment.sqlite3")}
    assert locate(tmp_path / "option.sqlite3", environ=environ).path == tmp_path / "option.sqlite3"
    assert locate(None, environ=environ).path == tmp_path / "environment.sqlite3"
    assert locate("", environ=environ).origin == "environment"


def test_default_is_a_file_of_the_user() -> None:
    location = locate(None, environ={})
    assert location.origin == "default"
    assert location.path is not None
    assert location.path.is_absolute()
    assert location.path.name == "workspace.sqlite3"
    assert "konkyo" in location.path.parts


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("sqlite:////data/workspace.sqlite3", Path("/data/workspace.sqlite3")),
        ("sqlite:///relative/w.sqlite3", Path.cwd() / "relative" / "w.sqlite3"),
        ("a b/目録?#%20.sqlite3", Path.cwd() / "a b" / "目録?#%20.sqlite3"),
        ("~/w.sqlite3", Path.home() / "w.sqlite3"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
def test_paths_and_sqlite_urls(given: str, path: Path) -> None:
    assert locate(given, environ={}).path == path


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_server_urls_are_shown_without_password(scheme: str) -> None:
    location = locate(f"{scheme}://officer:se@cret@db.example:5432/konkyo", environ={})
    assert location.path is None
    assert location.url == "postgresql+psycopg://officer:se@cret@db.example:5432/konkyo"
    assert location.label == "postgresql+psycopg://db.example:5432/konkyo"


@pytest.mark.parametrize(
    "given",
    [
        "mysql://u:secret@h/db",
        "http://example.jp/",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a?x=1",
        "a\0b",
    ],
)
def test_other_addresses_are_refused(given: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        locate(given, environ={})
    assert caught.value.mend
    assert "secret" not in str(caught.value)


def test_folder_is_made(tmp_path: Path) -> None:
    place = tmp_path / "新しい" / "フォルダー" / "w%20?.sqlite3"
    with Workspace.open(place, NOW):
        pass
    assert place.is_file()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="フォルダー") as caught:
        Workspace.open(tmp_path, NOW)
    assert caught.value.exit_code is ExitCode.WORKSPACE


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path / "file" / "w.sqlite3", NOW)


@pytest.mark.parametrize("content", [b"title,licence\n", b"PK\x03\x04", b"SQLite format 2\x00" + bytes(100)])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "目録.csv"
    place.write_bytes(content)
    with pytest.raises(WorkspaceError, match="ワークスペースではありません") as caught:
        Workspace.open(place, NOW)
    assert "目録.csv" in str(caught.value)
    assert place.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["目録.csv"]


def test_a_broken_database_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "w.sqlite3"
    place.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(WorkspaceError):
        Workspace.open(place, NOW)


def test_a_damaged_workspace_says_so(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    content = bytearray(workspace_path.read_bytes())
    content[100:4096] = b"\xee" * 3996
    workspace_path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="壊れています") as caught:
        Workspace.open(workspace_path, NOW)
    assert ".bak" in caught.value.mend


def test_a_database_of_another_program_is_refused(workspace_path: Path) -> None:
    with closing(sqlite3.connect(workspace_path)) as connection:
        connection.execute("CREATE TABLE letters (id INTEGER)")
    content = workspace_path.read_bytes()
    with pytest.raises(WorkspaceError, match="ワークスペースではありません"):
        Workspace.open(workspace_path, NOW)
    assert workspace_path.read_bytes() == content


def test_an_empty_file_becomes_a_workspace(workspace_path: Path) -> None:
    workspace_path.touch()
    with Workspace.open(workspace_path, NOW) as workspace:
        assert workspace.bodies() == ()


def test_another_writer_is_reported_after_the_wait(workspace_path: Path) -> None:
    Workspace.open(workspace_path, NOW).close()
    with (
        closing(sqlite3.connect(workspace_path, isolation_level=None)) as other,
        Workspace.open(workspace_path, NOW, busy_seconds=0.1) as workspace,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="使用中") as caught:
            workspace.set_fact(BODY, "has_fund", "yes", now=NOW)
        assert caught.value.exit_code is ExitCode.WORKSPACE
        assert workspace.facts(BODY) == ()
        other.execute("ROLLBACK")
        assert workspace.set_fact(BODY, "has_fund", "yes", now=NOW).answer == "yes"


def test_a_new_place_in_use_is_reported(workspace_path: Path) -> None:
    with closing(sqlite3.connect(workspace_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="使用中"):
            Workspace.open(workspace_path, NOW, busy_seconds=0.1)
        other.execute("ROLLBACK")


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WorkspaceError, match="PostgreSQL") as caught:
        Workspace.open("postgresql://officer:secret@db.example/konkyo", NOW)
    assert "konkyo[postgres]" in caught.value.mend
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("read_only", ["folder", "file"])
def test_a_read_only_place_is_named(
    workspace_path: Path, read_only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if read_only == "file":
        Workspace.open(workspace_path, NOW).close()
    refused = workspace_path.parent if read_only == "folder" else workspace_path
    monkeypatch.setattr(os, "access", lambda asked, _mode: Path(asked) != refused)
    with pytest.raises(WorkspaceError, match="書き込めません") as caught:
        Workspace.open(workspace_path, NOW)
    assert str(workspace_path) in str(caught.value)


AS_ANOTHER_USER = """
import os, sys
from datetime import UTC, datetime
from registry.errors import WorkspaceError
from registry.workspace.repository import Workspace

now = datetime(2026, 1, 1, tzinfo=UTC)
Workspace.open(sys.argv[1], now).close()  # loads everything while this Python may be read
os.chmod(sys.argv[1], int(sys.argv[2], 8))
os.chmod(os.path.dirname(sys.argv[1]), int(sys.argv[3], 8))
os.setgid(65534)
os.setuid(65534)
try:
    Workspace.open(sys.argv[1], now)
except WorkspaceError as error:
    print(error.what)
"""


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(("file", "folder"), [("444", "777"), ("666", "555"), ("000", "755"), ("666", "000")])
def test_what_another_user_may_not_write(file: str, folder: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = str(Path(name) / "w.sqlite3")
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", AS_ANOTHER_USER, place, file, folder],
            cwd=CHECKOUT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.stderr == ""
    assert done.stdout in {"ワークスペースに書き込めません\n", "ワークスペースの場所を使えません\n"}


def test_reading_works_while_another_writes(workspace_path: Path) -> None:
    with (
        Workspace.open(workspace_path, NOW) as workspace,
        closing(sqlite3.connect(workspace_path, isolation_level=None)) as other,
    ):
        workspace.set_fact(BODY, "has_fund", "no", now=NOW)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE body_fact SET answer = 'yes'")
        assert [fact.answer for fact in workspace.facts(BODY)] == ["no"]
        other.execute("ROLLBACK")
