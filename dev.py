"""Set up, run and check konkyo with nothing but Python 3.11 or newer.

    python3 dev.py setup        make .venv and install konkyo with its tools, pinned by constraints.txt
    python3 dev.py run          set up, then do the main job on the bundled example
    python3 dev.py test [ARG…]  set up, then run every check; ARG… goes to pytest
    python3 dev.py lint         set up, then run only the checks that read code
    python3 dev.py bench [NAME] set up, then run bench/NAME.py, or all of bench/
    python3 dev.py clean        remove what dev.py and the tools made

On Windows: ``py dev.py run``. A second call is quick: .venv remembers what it was made from, and is made anew
when that has changed or when it was left half-made.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 以上が必要です（今は {0}.{1}）。python.org などから入れて、もう一度実行してください。\n"
        "Python 3.11 or newer is needed (this is {0}.{1}).".format(*sys.version_info)
    )

import argparse
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sysconfig
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
BENCH_PARTS = ("paired", "terminal", "tui_speed")  # no measurements themselves
PYTHON, KONKYO = SCRIPTS / f"python{SUFFIX}", SCRIPTS / f"konkyo{SUFFIX}"
STATE = VENV / "konkyo-setup.txt"
"""Written last, so that a .venv without it is one whose making was interrupted."""

EXAMPLE, EXAMPLE_BODY = "examples/aozora/open_data_list_new.csv", "141003"

CHANGES_A_RUN = re.compile(r"KONKYO_|PIP_|PYTHON|VIRTUAL_ENV|__PYVENV_LAUNCHER__", re.IGNORECASE)
HARMLESS = re.compile(
    r"PIP_(CACHE_DIR|(CLIENT_)?CERT|CONFIG_FILE|(DEFAULT_)?TIMEOUT|(EXTRA_)?INDEX_URL|FIND_LINKS|NO_INDEX|PROXY"
    r"|RETRIES|TRUSTED_HOST)|PYTHON(IOENCODING|UNBUFFERED|UTF8)",
    re.IGNORECASE,
)
"""How to reach packages and how to print; PIP_TARGET, PIP_NO_DEPS, PYTHONPATH … would change what is run."""

Step = Sequence[str | Path]


class StepFailed(Exception):
    """A command ended with an error, or could not be started; the message is for the reader."""


def child_environment() -> dict[str, str]:
    """The environment of every command started here: the caller's, without what would change their work."""
    dropped = {name for name in os.environ if CHANGES_A_RUN.match(name) and not HARMLESS.fullmatch(name)}
    kept = {name: os.environ[name] for name in os.environ.keys() - dropped}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0", "PYTHONNOUSERSITE": "1"}


def say(japanese: str, english: str) -> None:
    """One line about what happens now."""
    print(f"==> {japanese} / {english}", flush=True)


def call(command: Step, **variables: str) -> None:
    """Run a command in the checkout, its output going straight to the terminal.

    Raises StepFailed when it ends with an error.
    """
    words = [str(word) for word in command]
    shown = shlex.join(word.removeprefix(f"{SCRIPTS}{os.sep}") for word in words)
    print(f"$ {shown}", flush=True)
    try:
        code = subprocess.run(words, cwd=ROOT, env=child_environment() | variables, check=False).returncode
    except OSError as problem:
        raise StepFailed(f"{shown}: {problem}") from problem
    if code != 0:
        raise StepFailed(f"{shown} → {code}")


def project() -> dict[str, Any]:
    """What pyproject.toml says of the things to install."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {name: told[name] for name in ("build-system", "project", "dependency-groups")}


def fingerprint() -> str:
    """What .venv depends on: metadata, pins, this script, the interpreter and the place."""
    files = [(ROOT / name).read_text(encoding="utf-8") for name in ("constraints.txt", "dev.py")]
    parts = [json.dumps(project()), *files, f"{sys.version_info[:3]} {sys.platform} {ROOT}"]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def set_up() -> None:
    """Make .venv and install everything, unless it was made to the end from what is here now."""
    if PYTHON.exists() and STATE.exists() and STATE.read_bytes() == fingerprint().encode():
        return say("準備はできています", "already set up")
    started = time.monotonic()
    if VENV.exists() or VENV.is_symlink():
        say(".venv が古いか作りかけなので、作り直します", ".venv is outdated or half-made; making it anew")
        remove(VENV)
    say("仮想環境 .venv を作ります", "making the virtual environment .venv")
    try:
        call([getattr(sys, "_base_executable", sys.executable), "-m", "venv", ".venv"])
    except StepFailed as problem:
        hint = "Debian・Ubuntu では先に / on Debian and Ubuntu first: apt install python3-venv"
        raise StepFailed(f"{problem}\n  {hint}") from problem
    say("部品を入れます（初回は数分）", "installing packages (a few minutes the first time)")
    told = project()
    needed = told["project"]["dependencies"] + told["build-system"]["requires"]
    needed += told["dependency-groups"]["dev"]
    (VENV / "requirements.txt").write_text("\n".join(needed), encoding="utf-8")
    pip: Step = [PYTHON, "-m", "pip", "install", "-qq"]
    call([*pip, "--constraint", "constraints.txt", "--requirement", ".venv/requirements.txt"])
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
    link_checkout()
    STATE.write_bytes(fingerprint().encode())
    return say(f"準備ができました（{time.monotonic() - started:.0f} 秒）", "ready")


def link_checkout() -> None:
    """Name the checkout by a relative path in the file that puts it on Python's path.

    The build backend writes the absolute path in UTF-8; Python before 3.13 reads it in the system's encoding,
    and on Windows would lose a folder with Japanese characters.
    """
    site_packages = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    checkout = os.path.relpath(ROOT, site_packages)
    Path(site_packages, "_konkyo.pth").write_text(f"{checkout}\n", encoding="ascii")


def remove(place: Path) -> None:
    """Remove a file, a link or a folder with all it holds; what is not there is fine."""
    try:
        if place.is_symlink() or place.is_file():
            place.unlink()
        elif place.exists():
            shutil.rmtree(place)
    except OSError as problem:
        hint = "使っているプログラムを閉じてください / close the programs that use it"
        raise StepFailed(f"{problem}\n  {hint}") from problem


def run() -> None:
    """The main job on the bundled example, from the question to the draft of the plan."""
    work = ROOT / "build" / "run"
    remove(work)
    work.mkdir(parents=True)
    body = ["--body", EXAMPLE_BODY]
    for words in (
        ["publishable", *body],
        ["inventory", "import", EXAMPLE, *body],
        ["gaps", *body],
        ["plan", "draft", *body, "--output", "build/run/plan.md"],
    ):
        call([KONKYO, *words], KONKYO_WORKSPACE=str(work / "workspace.sqlite3"))
    say("計画の案は build/run/plan.md です", "build/run/plan.md is the draft of the plan")


def check(steps: dict[str, Step]) -> None:
    """Run steps in order; stop at the first that fails and say which, and which were not reached."""
    names = list(steps)
    for number, (name, command) in enumerate(steps.items()):
        say(f"検査 {number + 1}/{len(steps)}: {name}", "check")
        try:
            call(command)
        except StepFailed as problem:
            passed, unreached = ", ".join(names[:number]), ", ".join(names[number + 1 :])
            told = f"  不合格 / failed: {name}\n  合格 / passed: {passed}\n  未実行 / not run: {unreached}"
            raise StepFailed(f"{problem}\n{told}") from problem
    say(f"すべて合格: {', '.join(names)}", "all passed")


def steps(job: str, pytest_arguments: Sequence[str]) -> dict[str, Step]:
    """The checks that only read code, and for "test" everything else that must pass before a change lands."""
    reading: dict[str, Step] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "import-linter": [SCRIPTS / f"lint-imports{SUFFIX}"],
    }
    running: dict[str, Step] = {
        "pytest": [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *pytest_arguments],
        "registry": [KONKYO, "doctor", "--registry"],
    }
    return reading | running if job == "test" else reading


def bench(names: Sequence[str]) -> None:
    """Run measurements one after the other, so that they do not disturb each other."""
    found = {f.stem: f for f in sorted((ROOT / "bench").glob("*.py")) if f.stem not in BENCH_PARTS}
    for name in names or found:
        if name not in found:
            raise StepFailed(f"bench/{name}.py がありません / is missing: {', '.join(found)}")
        call([PYTHON, found[name]])


def clean() -> None:
    """Remove everything that can be made again; workspaces of users lie elsewhere and stay."""
    remove(VENV)
    caches = ["build", "dist", *(f".{tool}_cache" for tool in ("mypy", "ruff", "pytest", "import_linter"))]
    for place in [*(ROOT / name for name in caches), *ROOT.rglob("__pycache__")]:
        remove(place)
    say("作ったものを消しました", "removed what can be made again")


def main() -> int:
    """Do what the command line asks; 0 when all went well, 1 otherwise."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends what was started here, too
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    verbatim = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=verbatim)
    parser.add_argument("job", choices=["setup", "run", "test", "lint", "bench", "clean"])
    asked, rest = parser.parse_known_args()
    if rest and asked.job not in ("test", "bench"):
        parser.error(f"{asked.job} はほかの引数を取りません / takes no further arguments: {' '.join(rest)}")
    try:
        if asked.job == "clean":
            clean()
            return 0
        set_up()
        if asked.job == "run":
            run()
        elif asked.job == "bench":
            bench(rest)
        elif asked.job != "setup":
            check(steps(asked.job, rest))
    except StepFailed as problem:
        print(f"失敗 / failed: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("中断しました / interrupted", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
