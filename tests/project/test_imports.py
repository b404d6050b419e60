"""What a command loads, seen from outside: one process per command, its imports from ``-X importtime``."""

import subprocess
import sys
from pathlib import Path

import pytest

from command_line import RunCli, cli_environment

HEAVY = {
    "ahocorasick_rs",
    "alembic",
    "docx",
    "lxml",
    "networkx",
    "python_calamine",
    "rdflib",
    "sqlalchemy",
    "sqlmodel",
    "textual",
    "xlsxwriter",
}
"""Packages that a command which only reads knowledge must not load."""

READING_COMMANDS = [
    ("--version",),
    ("publishable", "--format", "json"),
    ("publishable", "--body", "141003", "--format", "json"),
]


def loaded_packages(importtime: str) -> set[str]:
    """Names of the top-level packages in the report of ``-X importtime``."""
    lines = [line for line in importtime.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines[1:]}


@pytest.mark.parametrize("words", READING_COMMANDS, ids=" ".join)
def test_reading_commands_load_nothing_heavy(run_cli: RunCli, words: tuple[str, ...]) -> None:
    run_cli(*words)  # compiles the snapshot, which may load yaml
    loaded = loaded_packages(run_cli(*words, interpreter=("-X", "importtime")).err)
    assert "registry" in loaded
    assert loaded & (HEAVY | {"yaml"}) == set()


def test_version_is_answered_before_typer(run_cli: RunCli) -> None:
    loaded = loaded_packages(run_cli("--version", interpreter=("-X", "importtime")).err)
    assert loaded & {"typer", "click", "rich", "msgspec"} == set()


def test_no_module_of_the_registry_loads_the_screen(tmp_path: Path) -> None:
    """Imports every module of registry/ and looks for Textual."""
    program = (
        "import importlib, pkgutil, sys, registry\n"
        "for found in pkgutil.walk_packages(registry.__path__, 'registry.'):\n"
        "    if not found.name.endswith('__main__') and '.migrations.' not in found.name:\n"
        "        importlib.import_module(found.name)\n"
        "print(len([name for name in sys.modules if name.startswith('registry')]))\n"
        "print(sorted({'textual', 'tui'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=cli_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules, screen = done.stdout.splitlines()
    assert int(modules) > 50
    assert screen == "[]"
