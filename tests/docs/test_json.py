"""What commands print as JSON matches the published JSON Schemas."""

import json
import runpy
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMAS = CHECKOUT / "registry" / "schemas"
RESULTS: list[Any] = list(runpy.run_path(str(CHECKOUT / "docs" / "results.py"))["printed"]())


def schema(name: str) -> dict[str, Any]:
    """The schema file of that name."""
    read: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("result", RESULTS, ids=[result.name for result in RESULTS])
def test_real_output_matches_its_schema(
    result: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from registry.cli.app import run

    shutil.copytree(CHECKOUT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    for command in result.before:
        assert run(shlex.split(command)) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert run([*shlex.split(result.command), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    form = schema(result.name)
    jsonschema.Draft202012Validator.check_schema(form)
    jsonschema.Draft202012Validator(form).validate(told)
    root = form["$defs"][form["$ref"].rsplit("/", 1)[1]]
    assert set(told) == set(root["properties"])


def test_every_schema_file_has_a_result_that_is_checked() -> None:
    assert {file.stem for file in SCHEMAS.glob("*.json")} == {result.name for result in RESULTS}


def test_every_command_that_prints_json_has_a_schema() -> None:
    import typer

    from registry.cli.app import COMMANDS, app

    root: Any = typer.main.get_command(app)
    named = {" ".join(result.command.split()[:words]) for result in RESULTS for words in (1, 2, 3)}
    for name in COMMANDS:
        for path, leaf in _leaves(name, root.get_command(None, name)):
            formats = [parameter for parameter in leaf.params if "--format" in parameter.opts]
            if formats and "json" in {str(choice) for choice in _choices(formats[0])}:
                assert path in named


def _leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that can be run, by the words that call it."""
    inner = getattr(command, "commands", None)
    if not inner:
        yield path, command
    for name, each in (inner or {}).items():
        yield from _leaves(f"{path} {name}", each)


def _choices(parameter: Any) -> list[str]:
    return [member.value for member in parameter.type_descriptor.annotation]


def test_a_wrong_output_does_not_match() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("search")).validate({"as_of": "2026-11-25", "words": "旅券"})


def test_every_key_has_a_meaning() -> None:
    page = (CHECKOUT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.endswith("|  |")] == []
