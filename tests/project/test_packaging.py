"""pyproject.toml, constraints.txt, the build hook and dev.py agree with the code and with each other."""

import ast
import importlib.util
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORT_NAMES = {
    "ahocorasick-rs": "ahocorasick_rs",
    "markdown-it-py": "markdown_it",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "pyyaml": "yaml",
}
"""Where a package's import name is not its own name."""
COME_ALONG = {
    "sqlalchemy": "sqlmodel",
    "rich": "textual",
    "aiohttp": "textual-serve",
    "aiohttp_jinja2": "textual-serve",
}
"""Imported by us, brought by the package named here, which is a layer over it."""
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(; sys_platform == \"(win32|darwin|linux)\")?")


def runtime_requirements() -> list[Requirement]:
    """What an installed konkyo needs, extras included."""
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*project["dependencies"], *extras]]


def all_requirements() -> list[Requirement]:
    """The same, with the tools and the build backend."""
    others = [*PROJECT["dependency-groups"]["dev"], *PROJECT["build-system"]["requires"]]
    return [*runtime_requirements(), *map(Requirement, others)]


def pins() -> dict[str, Requirement]:
    """The pins of constraints.txt by normalised name."""
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in found}


def load(name: str) -> ModuleType:
    """A script of the checkout as a module, without running it."""
    spec = importlib.util.spec_from_file_location(f"checked_{name}", CHECKOUT / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_constraints_are_exact_pins_in_order() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")]
    assert [line for line in body if not PIN.fullmatch(line)] == []
    assert body == sorted(body)
    assert len(body) == len(pins())


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    pinned = pins()
    for requirement in all_requirements():
        pin = pinned.get(canonicalize_name(requirement.name))
        assert pin is not None, requirement
        version = next(iter(pin.specifier)).version
        assert requirement.specifier.contains(version), (str(requirement), version)


def test_everything_installed_because_of_konkyo_is_pinned() -> None:
    """Walks the metadata of what is installed here, so that a new dependency of a dependency is noticed."""
    pinned = pins()
    waiting = all_requirements()
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{name} is missing from constraints.txt"
        if name in seen:
            continue
        seen.add(name)
        extras = requirement.extras or {""}
        for wanted in map(Requirement, installed_requirements(name)):
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(wanted)
    assert len(seen) > 30


def installed_requirements(name: str) -> list[str]:
    """What an installed package asks for; nothing for one that is not installed here."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


@pytest.mark.skipif(
    not Path(sys.prefix, "konkyo-setup.txt").exists(), reason="dev.py が作った環境ではありません"
)
def test_installed_releases_are_the_pinned_ones() -> None:
    for name, pin in pins().items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        assert pin.specifier.contains(version), (name, version)


def test_whatever_the_code_imports_is_declared() -> None:
    declared = {canonicalize_name(requirement.name) for requirement in runtime_requirements()}
    allowed = {IMPORT_NAMES.get(name, name).replace("-", "_") for name in declared}
    allowed |= {name for name, bringer in COME_ALONG.items() if bringer in declared}
    allowed |= {"registry", "tui"} | set(sys.stdlib_module_names)
    undeclared = {
        f"{path.relative_to(CHECKOUT)}: {name}"
        for room in ("registry", "tui")
        for path in (CHECKOUT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported_packages(node)
        if name not in allowed
    }
    assert undeclared == set()


def imported_packages(node: ast.AST) -> set[str]:
    """Top-level names that an import statement loads; nothing for other nodes and relative imports."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.split(".")[0]}
    return set()


def test_version_is_the_one_of_the_code() -> None:
    from registry import __version__

    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert f"## [{__version__}]" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_editable_wheel_carries_no_copy_of_the_seed() -> None:
    hook = load("hatch_build").KnowledgeHook(str(CHECKOUT), {}, None, None, "", "wheel")
    build_data: dict[str, Any] = {"force_include": {}}
    hook.initialize("editable", build_data)
    hook.finalize("editable", build_data, "")
    assert build_data == {"force_include": {}}


def test_wheel_carries_seed_examples_and_a_fresh_snapshot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from registry.knowledge import locations, snapshot

    hook = load("hatch_build").KnowledgeHook(str(CHECKOUT), {}, None, None, "", "wheel")
    build_data: dict[str, Any] = {"force_include": {}}
    path_before = list(sys.path)
    hook.initialize("standard", build_data)
    assert sys.path == path_before
    sources = {target: Path(source) for source, target in build_data["force_include"].items()}
    assert sources.keys() == {f"registry/_data/{name}" for name in ("seed", "examples", "knowledge.bin")}
    assert all(source.exists() for source in sources.values())
    monkeypatch.setattr(locations, "packaged_snapshot", lambda: sources["registry/_data/knowledge.bin"])
    assert snapshot.load(overlays=()).provenance == "packaged"
    hook.finalize("standard", build_data, "")
    assert not sources["registry/_data/knowledge.bin"].exists()


def test_dev_script_can_tell_an_old_python_what_is_wrong() -> None:
    """The whole script must parse there, and the check must come before anything newer is imported."""
    module = ast.parse((CHECKOUT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    kinds = [type(node).__name__ for node in module.body]
    assert kinds[:3] == ["Expr", "Import", "If"]
    assert len((CHECKOUT / "dev.py").read_text(encoding="utf-8").splitlines()) <= 250


def test_dev_script_keeps_surprises_of_the_caller_out(monkeypatch: pytest.MonkeyPatch) -> None:
    dev = load("dev")
    surprises = {"PYTHONPATH", "PYTHONOPTIMIZE", "PIP_TARGET", "PIP_NO_DEPS", "VIRTUAL_ENV", "KONKYO_OVERLAY"}
    harmless = {"PIP_INDEX_URL", "PIP_CERT", "PIP_NO_INDEX", "PIP_FIND_LINKS", "PYTHONUTF8", "LANG"}
    for name in surprises | harmless:
        monkeypatch.setenv(name, "told")
    told = {name for name, value in dev.child_environment().items() if value == "told"}
    assert told >= harmless
    assert told & surprises == set()


def test_dev_script_names_example_and_steps_that_exist() -> None:
    dev = load("dev")
    assert (CHECKOUT / dev.EXAMPLE).is_file()
    reading = ["ruff check", "ruff format", "mypy", "import-linter"]
    assert list(dev.steps("lint", [])) == reading
    assert list(dev.steps("test", [])) == [*reading, "pytest", "registry"]


def test_makefile_only_passes_on() -> None:
    lines = (CHECKOUT / "Makefile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("\t")] == ["\t$(PYTHON) dev.py $@"]
