"""Rules of the house that no linter knows, checked over every file that git would track."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 500
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b")
PLACES = sorted({str(CHECKOUT.parent), str(Path.home())} - {"/", "/tmp"})
THIS_MACHINE = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, PLACES)) + r")[/\\]\w")
"""The folders around the checkout and the home of whoever runs the tests."""
HOSTS = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    r"registry\.npm" + r"js\.org",
    "deb" + r"\.debian\.org",
]
PACKAGE_HOSTS = re.compile("|".join(HOSTS))
TEXT = {"", ".csv", ".css", ".ini", ".json", ".md", ".py", ".sh", ".tcss", ".toml", ".txt", ".yaml", ".yml"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked_files() -> list[Path]:
    """Files of the project; outside a git checkout (in an unpacked source archive) all that is not hidden."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
        return [path for path in (CHECKOUT / name for name in names) if path.is_file()]
    found = [path for path in CHECKOUT.rglob("*") if path.is_file()]
    return [path for path in found if not {".", "_"} & {part[:1] for part in folders(path)}]


def folders(path: Path) -> tuple[str, ...]:
    """Names of the folders between the checkout and a file; tools' own begin with a dot or an underscore."""
    return path.relative_to(CHECKOUT).parts[:-1]


FILES = tracked_files()
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]


def breaches(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Place and text of every line in which the pattern is found."""
    return [
        f"{path.relative_to(CHECKOUT)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def text(path: Path) -> str:
    """The content of a file, readable whatever its encoding."""
    return path.read_text(encoding="utf-8", errors="replace")


def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(text(path), filename=str(path))


def test_there_are_files_to_look_at() -> None:
    assert len(PYTHON_FILES) > 50
    assert CHECKOUT / "dev.py" in PYTHON_FILES


def test_modules_are_short() -> None:
    lengths = {str(path.relative_to(CHECKOUT)): len(text(path).splitlines()) for path in PYTHON_FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nothing_is_left_unfinished() -> None:
    assert breaches(UNFINISHED, PYTHON_FILES) == []


def test_no_path_of_the_machine_it_was_written_on() -> None:
    assert breaches(THIS_MACHINE, [path for path in FILES if path.suffix in TEXT]) == []


def test_no_address_of_a_package_registry() -> None:
    assert breaches(PACKAGE_HOSTS, [path for path in FILES if path.suffix in TEXT]) == []


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        (THIS_MACHINE, f"see {PLACES[0]}/notes", True),
        (THIS_MACHINE, f"https://example.jp{PLACES[0]}/notes", False),
        (UNFINISHED, "# TO" + "DO later", True),
        (UNFINISHED, "todo = 1", False),
        (PACKAGE_HOSTS, "https://py" + "pi.org/simple", True),
    ],
)
def test_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str, found: bool) -> None:
    assert bool(pattern.search(line)) is found


def caught_names(handler: ast.ExceptHandler) -> Iterator[str]:
    """Names of the classes that a handler catches; "" for a bare ``except:``."""
    if handler.type is None:
        yield ""
    else:
        yield from (node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name))


def test_no_error_is_caught_wholesale() -> None:
    wholesale = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno}"
        for path in PYTHON_FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and {"", "Exception"} & set(caught_names(node))
    ]
    assert wholesale == []


def public_functions(module: ast.Module) -> Iterator[tuple[str, Function]]:
    """Functions and methods whose names, and whose classes' names, have no leading underscore."""
    for node in module.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for member in node.body:
                if isinstance(member, Function) and not member.name.startswith("_"):
                    yield f"{node.name}.{member.name}", member


def needs_no_docstring(function: Function) -> bool:
    """True for overloads and setters, whose one docstring stands elsewhere."""
    marks = {getattr(mark, "id", getattr(mark, "attr", "")) for mark in function.decorator_list}
    return bool(marks & {"overload", "override", "setter"})


def test_every_public_function_of_the_registry_has_a_docstring() -> None:
    silent = [
        f"{path.relative_to(CHECKOUT)}:{function.lineno}: {name}"
        for path in PYTHON_FILES
        if path.is_relative_to(CHECKOUT / "registry")
        for name, function in public_functions(tree(path))
        if not ast.get_docstring(function) and not needs_no_docstring(function)
    ]
    assert silent == []
