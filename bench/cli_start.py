"""Start-up of the command line, against the least that the same libraries can do.

Two targets: ``konkyo publishable --format json`` takes at most 1.25 x a minimal Typer app that reads the same
answer from a JSON file and prints it; ``konkyo --version`` takes at most half of ``konkyo publishable``.
Whole processes, output captured, everything byte-compiled, the snapshot of the knowledge already made.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import compare, measured_environment, process, report

MINIMAL_APP = '''\
"""The floor: Typer, one command, one JSON file read and printed."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def publishable(file: Path, form: Annotated[str, typer.Option("--format")] = "table") -> None:
    """Print what a JSON file holds."""
    answer = json.loads(file.read_text(encoding="utf-8"))
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2) if form == "json" else len(answer["items"]))
'''
LAUNCHER = "import sys\nfrom {module} import {name}\nsys.exit({name}())\n"
"""What an installed console script does; the same for both, so that finding the script costs the same."""


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        folder = Path(name)
        environment = measured_environment() | {"KONKYO_CACHE": str(folder / "cache")}
        environment["KONKYO_WORKSPACE"] = str(folder / "workspace.sqlite3")
        environment["PYTHONPATH"] += f"{';' if sys.platform == 'win32' else ':'}{folder}"
        (folder / "minimal_app.py").write_text(MINIMAL_APP, encoding="utf-8")
        launchers = {"floor.py": ("minimal_app", "app"), "konkyo.py": ("registry.cli.__main__", "main")}
        for file, (module, function) in launchers.items():
            (folder / file).write_text(LAUNCHER.format(module=module, name=function), encoding="utf-8")
        konkyo = [sys.executable, str(folder / "konkyo.py")]
        answer = folder / "answer.json"
        listing = [*konkyo, "publishable", "--format", "json"]
        done = subprocess.run(listing, env=environment, cwd=folder, stdout=subprocess.PIPE, check=True)
        answer.write_bytes(done.stdout)
        print(f"answer: {len(json.loads(done.stdout)['items'])} items, {len(done.stdout):,} bytes")
        minimal = [sys.executable, str(folder / "floor.py"), str(answer), "--format", "json"]
        publishable = ("konkyo publishable", process(listing, environment, folder))
        return report(
            "cli_start",
            [
                compare(
                    publishable, ("minimal Typer app", process(minimal, environment, folder)), target=1.25
                ),
                compare(
                    ("konkyo --version", process([*konkyo, "--version"], environment, folder)),
                    publishable,
                    target=0.5,
                ),
            ],
        )


if __name__ == "__main__":
    sys.exit(main())
