"""Every command and option that a message names is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from registry.cli.app import COMMANDS, app

REGISTRY = Path(__file__).resolve().parents[2] / "registry"
NAMED = re.compile(r"konkyo ((?:[a-z]+(?: |$|(?=[^a-z ])))+)([^「」`。、（）\"]*)")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")


@cache
def commands() -> dict[str, Any]:
    """Every command and group by its words."""
    root: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    waiting = [(name, root.get_command(None, name)) for name in COMMANDS]
    while waiting:
        path, command = waiting.pop()
        found[path] = command
        waiting += [(f"{path} {name}", inner) for name, inner in getattr(command, "commands", {}).items()]
    return found


def messages(path: Path) -> Iterator[str]:
    """The texts of a module that are no docstrings; holes of f-strings are blank."""
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Expr):
            continue
        for node in ast.iter_child_nodes(statement):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


NAMES = [
    (path.relative_to(REGISTRY).as_posix(), found[0], found[1].split(), found[2])
    for path in sorted(REGISTRY.rglob("*.py"))
    for message in messages(path)
    for found in NAMED.finditer(message)
]


def test_messages_name_commands() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize(("place", "said", "words", "rest"), NAMES)
def test_a_named_command_is_there(place: str, said: str, words: list[str], rest: str) -> None:
    known = commands()
    path = words[0]
    for word in words[1:]:
        path = f"{path} {word}" if f"{path} {word}" in known else path
    assert path in known, (place, said)
    assert not getattr(known[path], "commands", None) or path == "pack", (place, said)
    options = {option for parameter in known[path].params for option in parameter.opts}
    assert set(OPTION.findall(rest)) <= options, (place, said)
