"""Nothing is lost: imports killed at any moment, and several processes at once."""

import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from command_line import cli_environment
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, dump, large_import, take_in

HERE = Path(__file__).resolve().parent

IMPORTER = """
import sys
from workspace_cases import NOW, large_import
from registry.workspace.repository import Workspace

with Workspace.open(sys.argv[1], NOW) as workspace:
    print("begin", flush=True)
    large_import(workspace)
    print("end", flush=True)
"""

OPENER = """
import sys, time
from datetime import UTC, datetime
from registry.workspace.repository import Workspace

now = datetime(2026, 1, 1, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
with Workspace.open(sys.argv[1], now, busy_seconds=30) as workspace:
    for number in range(20):
        workspace.set_fact("141003", f"{sys.argv[2]}{number}", "yes", now=now)
"""


def start(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """A process of its own that runs the program."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=HERE,
        env=cli_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_killed_import_leaves_the_workspace_as_before_or_as_after(workspace_path: Path) -> None:
    with Workspace.open(workspace_path, NOW) as workspace:
        take_in(workspace, *(f"{number:06}" for number in range(3_000)))
    before = dump(workspace_path)
    finished = workspace_path.with_name("finished.sqlite3")
    shutil.copy(workspace_path, finished)
    with Workspace.open(finished, NOW) as workspace:
        begun = time.monotonic()
        large_import(workspace)
        duration = time.monotonic() - begun
    after = dump(finished)
    assert before != after

    chance = random.Random(20261125)
    outcomes = []
    for number in range(10):
        path = workspace_path.with_name(f"killed{number}.sqlite3")
        shutil.copy(workspace_path, path)
        with start(IMPORTER, path) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begin\n"
            time.sleep(chance.uniform(0, 1.2 * duration))
            process.kill()
        outcome = dump(path)
        outcomes.append(outcome == after)
        assert outcome in (before, after)
        with Workspace.open(path, NOW) as workspace:
            assert len(workspace.history()) == 1 + outcomes[-1]
            if outcomes[-1]:
                workspace.undo(now=NOW)
            assert dump(path) == before
        if number == 9:
            with Workspace.open(path, NOW) as workspace:
                assert large_import(workspace).new == 3_000
    assert not all(outcomes)


def test_threads_share_a_workspace(workspace_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(10):
            workspace.set_fact(BODY, f"{name}{number}", "yes", now=NOW)

    with Workspace.open(workspace_path, NOW, busy_seconds=30) as workspace:
        with ThreadPoolExecutor() as pool:
            list(pool.map(write, ["a", "b", "c"]))
        assert len(workspace.facts(BODY)) == 30
        assert len(workspace.undo(30, now=NOW)) == 30
        assert workspace.facts(BODY) == ()


def test_two_processes_make_and_write_a_new_workspace_at_once(workspace_path: Path) -> None:
    processes = [start(OPENER, workspace_path, name) for name in ("a", "b")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.communicate("go\n")
        assert process.returncode == 0
    with Workspace.open(workspace_path, NOW) as workspace:
        assert len(workspace.facts(BODY)) == 40
        assert sorted(change.sequence for change in workspace.history(limit=100)) == list(range(1, 41))
    dump(workspace_path)
