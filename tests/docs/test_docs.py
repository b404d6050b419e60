"""The documents say what the program does: their commands run, their generated parts are current, links lead on."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted([*CHECKOUT.glob("*.md"), *DOCS.rglob("*.md"), *(CHECKOUT / "examples").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"\s+# 終了コード (?P<code>[0-9]+)$")
EXCERPT = re.compile(r"^```text\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
sys.path.insert(0, str(DOCS))


class Line(NamedTuple):
    """A line of a console block."""

    words: tuple[str, ...]
    code: int


def console_lines(page: Path) -> Iterator[Line]:
    """The commands of a page, in order, with the exit code that the page tells (0 when it tells none)."""
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        for line in block["lines"].splitlines():
            assert line.startswith("$ "), f"{page.name}: 「{line}」は「$ 」で始まっていません"
            told = COMMENT.search(line)
            words = tuple(shlex.split(COMMENT.sub("", line[2:])))
            yield Line(words, int(told["code"]) if told else 0)


WITH_COMMANDS = [page for page in PAGES if any(True for _ in console_lines(page))]


def name_of(page: Path) -> str:
    """Place of a page in the checkout."""
    return page.relative_to(CHECKOUT).as_posix()


def test_the_commands_of_the_readme_run_as_processes(run_cli: Any, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "examples", tmp_path / "examples")
    environment = {"KONKYO_WORKSPACE": str(tmp_path / "workspace.sqlite3")}
    for words, code in console_lines(CHECKOUT / "README.md"):
        assert words[0] == "konkyo", words
        run_cli(*words[1:], code=code, cwd=tmp_path, env=environment)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_the_commands_of_a_page_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, which is five times as quick as a process for each command; excerpts are of its output."""
    from registry.cli.app import run

    shutil.copytree(CHECKOUT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KONKYO_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    printed = ""
    for words, code in console_lines(page):
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        assert words[0] == "konkyo", words
        ended = run(list(words[1:]))
        told = capsys.readouterr()
        assert ended == code, f"{words}: {ended}\n{told.out}\n{told.err}"
        if code == 0 and "--output" not in words:
            assert told.out, words
        printed += told.out + told.err
    assert not_printed(page, printed) == []


def not_printed(page: Path, printed: str) -> list[str]:
    """Lines of a page's excerpts that no command printed; "…" stands for what is left out, blanks are alike."""
    shown = "".join(printed.split())
    excerpts = EXCERPT.finditer(page.read_text(encoding="utf-8"))
    lines = [line for excerpt in excerpts for line in excerpt["lines"].splitlines()]
    return [line for line in lines if "".join(line.replace("…", "").split()) not in shown]


def test_readmes_tutorial_and_how_tos_have_commands() -> None:
    expected = {"README.md", "README.ja.md", "docs/tutorial.md"}
    expected |= {name_of(page) for page in (DOCS / "howto").glob("*.md")}
    assert expected <= {name_of(page) for page in WITH_COMMANDS}


def test_the_two_readmes_show_the_same_commands() -> None:
    english, japanese = (list(console_lines(CHECKOUT / name)) for name in ("README.md", "README.ja.md"))
    assert english == japanese


@pytest.mark.parametrize("script", ["make_commands.py", "make_schemas.py", "make_reference.py"])
def test_generated_parts_are_current(script: str) -> None:
    checked = subprocess.run(
        [sys.executable, str(DOCS / script), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**_environment(), "PYTHONUTF8": "1"},
    )
    stale = checked.stdout + checked.stderr
    assert checked.returncode == 0, f"{stale}python docs/{script} を実行して作り直してください"


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_every_command_and_option_is_on_the_page_of_commands() -> None:
    import typer.main

    from registry.cli.app import COMMANDS, app

    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^#+ `konkyo ([^`]+)`$(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL))
    root: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command = root.get_command(None, name)
        for path, leaf in {name: command, **_inner(name, command)}.items():
            for option in (opt for parameter in leaf.params for opt in parameter.opts if opt[0] == "-"):
                assert option == "--help" or f"`{option}`" in sections[path], (path, option)


def _inner(name: str, command: Any) -> dict[str, Any]:
    return {f"{name} {inner}": leaf for inner, leaf in getattr(command, "commands", {}).items()}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [found["target"] for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    missing = [target for target in local if target and not (page.parent / target).exists()]
    assert missing == []


def test_the_example_overlay_adds_corrects_and_is_marked() -> None:
    from registry.knowledge.locations import seed_folder
    from registry.knowledge.snapshot import load

    knowledge = load(seed_folder(), [CHECKOUT / "examples" / "overlay" / "aozora"])
    assert knowledge.overlay_problems == ()
    assert knowledge.overlays == ("aozora",)
    local = knowledge.item("独自1")
    assert (local.id, local.origin) == ("item-aozora-1", "aozora")
    added = [caveat for caveat in knowledge.items["item-15"].caveats if caveat.origin == "aozora"]
    assert [caveat.id for caveat in added] == ["item-15-aozora-1"]
    assert len(knowledge.items["item-15"].caveats) == len(load(overlays=()).items["item-15"].caveats) + 1


def test_every_rule_of_the_registry_is_explained() -> None:
    from registry.knowledge.checks import RULES
    from registry.knowledge.health import READING_RULES
    from registry.matching.examples import RULE

    page = (DOCS / "correcting-a-fact.md").read_text(encoding="utf-8")
    known = {rule.id for rule in RULES} | {rule[0] for rule in READING_RULES} | {RULE}
    assert set(re.findall(r"^### (K[0-9]{2})", page, re.MULTILINE)) == known


def test_every_rule_of_the_verdicts_is_explained() -> None:
    page = (DOCS / "verdicts.md").read_text(encoding="utf-8")
    code = "".join(path.read_text("utf-8") for path in (CHECKOUT / "registry" / "publishing").glob("*.py"))
    used = set(re.findall(r'"(V[0-9]{2})"', code))
    assert used <= set(re.findall(r"\| (V[0-9]{2}) ", page))
