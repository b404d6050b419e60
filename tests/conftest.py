"""What all tests share: a private home, the command line, a place for a workspace, the real samples."""

import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from command_line import Outcome, RunCli, cli_environment

pytest_plugins = ["screen_fixtures"]

CHECKOUT = Path(__file__).resolve().parents[1]
NO_SKIPS = bool(os.environ.get("KONKYO_NO_SKIPS"))
"""Set where everything is installed: then a test that misses something fails instead of skipping."""
OF_ANOTHER_SYSTEM = "POSIX|SIGKILL|名前付きパイプ|only root"
"""Reasons that no installation removes."""

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    """Refuse to run where ``assert`` does nothing."""
    if sys.flags.optimize:
        pytest.exit("PYTHONOPTIMIZE と -O を外してください: assert が働かず試験になりません", returncode=4)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that skips because something is missing fails where nothing may be."""
    report = yield
    if NO_SKIPS and report.skipped and not re.search(OF_ANOTHER_SYSTEM, str(report.longrepr)):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of the test run's own, so that nobody's workspace, cache or overlays are read or written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("KONKYO_"):
                patch.delenv(name)
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("KONKYO_CACHE", str(home / "cache"))
        patch.setenv("KONKYO_WORKSPACE", str(home / "workspace.sqlite3"))
        yield home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples and facts that lies beside the checkout in development."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "samples" / "INDEX.csv").is_file():
        pytest.skip(f"実データがありません（{folder.name}/samples）。開発環境だけの試験です")
    return folder


@pytest.fixture
def workspace_path(tmp_path: Path) -> Path:
    """Where a test may make a workspace; nothing is there yet, and the folder's name is an awkward one."""
    folder = tmp_path / "作業 場所"
    folder.mkdir()
    return folder / "workspace.sqlite3"


@pytest.fixture
def run_cli(tmp_path: Path) -> RunCli:
    """Run ``python -m registry.cli`` as a process of its own, in a folder that is not the checkout."""

    def run(
        *words: str | Path,
        code: int | None = 0,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str = "",
        timeout: float = 60,
        interpreter: tuple[str, ...] = (),
    ) -> Outcome:
        done = subprocess.run(
            [sys.executable, *interpreter, "-m", "registry.cli", *map(str, words)],
            cwd=cwd or tmp_path,
            env=cli_environment() | dict(env or {}),
            input=stdin.encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        outcome = Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        if code is not None:
            assert outcome.code == code, f"{words}: {outcome.code}\n{outcome.out}\n{outcome.err}"
        return outcome

    return run
