"""Timing of one thing against a floor, in turn, within the same run.

Absolute times of a shared machine mean little; the ratio of two commands run right after each other means
something. Every bench therefore alternates: floor, candidate, floor, candidate … and quotes the median of the
ratios of neighbours.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
ROUNDS = 11
"""Counted rounds; one more goes before them to warm caches and write .pyc files."""


@dataclass(frozen=True)
class Comparison:
    """A candidate against its floor: seconds of each round, in turn, and the ratio that is aimed at."""

    candidate: str
    floor: str
    candidate_seconds: tuple[float, ...]
    floor_seconds: tuple[float, ...]
    target: float

    @property
    def ratios(self) -> tuple[float, ...]:
        """Candidate over floor, round by round."""
        pairs = zip(self.candidate_seconds, self.floor_seconds, strict=True)
        return tuple(candidate / floor for candidate, floor in pairs)

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def met(self) -> bool:
        """True when the target was reached."""
        return self.ratio <= self.target

    def __str__(self) -> str:
        candidate = statistics.median(self.candidate_seconds) * 1000
        floor = statistics.median(self.floor_seconds) * 1000
        return (
            f"{'met   ' if self.met else 'MISSED'} {self.ratio:6.2f} x (target {self.target:g}; "
            f"{min(self.ratios):.2f} to {max(self.ratios):.2f} in {len(self.ratios)} rounds)  "
            f"{self.candidate}: {candidate:.2f} ms, {self.floor}: {floor:.2f} ms"
        )


def compare(
    candidate: tuple[str, Callable[[], float]],
    floor: tuple[str, Callable[[], float]],
    *,
    target: float,
    rounds: int = ROUNDS,
) -> Comparison:
    """Measure both in turn; each callable does its work once and returns the seconds it took."""
    floor[1](), candidate[1]()
    pairs = [(floor[1](), candidate[1]()) for _ in range(rounds)]
    return Comparison(
        candidate=candidate[0],
        floor=floor[0],
        candidate_seconds=tuple(pair[1] for pair in pairs),
        floor_seconds=tuple(pair[0] for pair in pairs),
        target=target,
    )


def measured_environment() -> dict[str, str]:
    """The environment of measured processes: .pyc files are used and written, and no setting slows Python."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KONKYO"))
    }
    return environment | {"PYTHONPATH": str(CHECKOUT), "NO_COLOR": "1"}


def process(command: Sequence[str], environment: dict[str, str], folder: Path) -> Callable[[], float]:
    """A callable that runs a command in ``folder`` and returns the seconds from start to end.

    The callable raises RuntimeError when the command fails, for a failing command is quick.
    """

    def run() -> float:
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.returncode}\n{done.stderr.decode(errors='replace')}")
        return seconds

    return run


def report(title: str, comparisons: Sequence[Comparison]) -> int:
    """Print the comparisons; the exit code, 1 when a target was missed."""
    print(f"{title} (Python {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} cores)")
    for comparison in comparisons:
        print(f"  {comparison}")
    return 0 if all(comparison.met for comparison in comparisons) else 1
