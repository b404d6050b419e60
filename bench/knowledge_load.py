"""Loading the compiled knowledge, against ``json.loads`` of the same bytes.

Each round is a process of its own that imports what it needs, then times one call: the first of that process,
with nothing remembered. A second comparison also decodes every section, for a command that needs all.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import compare, measured_environment, report

TIMED = "import time\n{before}\nstarted = time.perf_counter()\n{work}\nprint(time.perf_counter() - started)\n"
FLOOR = TIMED.format(
    before="import json, sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])",
    work="json.loads(file.read_bytes())",
)
LOAD = TIMED.format(
    before="import registry.knowledge.snapshot as snapshot",
    work="base = snapshot.load(overlays=())",
)
LOAD_ALL = TIMED.format(
    before=(
        "import registry.knowledge.snapshot as snapshot\nfrom registry.knowledge.sections import SECTIONS"
    ),
    work="base = snapshot.load(overlays=())\nfor name in SECTIONS: base.section(name)\nbase.bodies",
)


def timed(program: str, environment: dict[str, str], folder: Path, *words: Path) -> Callable[[], float]:
    """A callable that runs a program in a new process and returns the seconds that it printed."""

    def run() -> float:
        command = [sys.executable, "-c", program, *map(str, words)]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        return float(done.stdout)

    return run


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        folder = Path(name)
        cache = folder / "cache"
        environment = measured_environment() | {"KONKYO_CACHE": str(cache)}
        timed(LOAD, environment, folder)()
        snapshot = next(cache.glob("knowledge-*.bin"), None)
        if snapshot is None:
            snapshot = folder / "knowledge.bin"
            command = [sys.executable, "-m", "registry.knowledge.snapshot", str(snapshot)]
            subprocess.run(command, env=environment, cwd=folder, check=True)
        content = json.loads(snapshot.read_bytes())
        print(f"snapshot: {snapshot.stat().st_size:,} bytes, {len(content['sections'])} sections")
        floor = ("json.loads", timed(FLOOR, environment, folder, snapshot))
        return report(
            "knowledge_load",
            [
                compare(("snapshot.load", timed(LOAD, environment, folder)), floor, target=10),
                compare(
                    ("snapshot.load + all sections", timed(LOAD_ALL, environment, folder)), floor, target=10
                ),
            ],
        )


if __name__ == "__main__":
    sys.exit(main())
