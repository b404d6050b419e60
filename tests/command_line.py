"""Running the command line as a process of its own, for tests."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


class RunCli(Protocol):
    """``run_cli("gaps", "--body", "141003")`` → Outcome; ``code=None`` accepts any exit code."""

    def __call__(
        self,
        *words: str | Path,
        code: int | None = 0,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str = "",
        timeout: float = 60,
        interpreter: tuple[str, ...] = (),
    ) -> Outcome: ...


def cli_environment() -> dict[str, str]:
    """The environment of a command run by a test: nothing of the caller's that changes what Python does."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in ("COLUMNS", "FORCE_COLOR", "TERM")
    }
    environment |= {"NO_COLOR": "1", "PYTHONUTF8": "1"}
    try:
        metadata.distribution("konkyo")
    except metadata.PackageNotFoundError:
        environment["PYTHONPATH"] = str(CHECKOUT)
    return environment
