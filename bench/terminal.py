"""A program in a terminal of its own: keys go in, what it draws comes out, with the time between."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, LINES = 120, 36
_PATIENCE = 60.0
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-9;?<>=$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^][^\x1b]*\x1b\\|[@-Z\\^_=>])"
)


class Terminal:
    """Starts a command under a pseudo-terminal of 120 × 36."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            cwd=folder,
            start_new_session=True,
        )
        os.close(theirs)
        self._drawn = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def press(self, keys: str) -> float:
        """Send keys; gives the moment. What was drawn before is forgotten."""
        while select.select([self._ours], [], [], 0)[0]:
            os.read(self._ours, 65_536)
        self._drawn = ""
        moment = time.perf_counter()
        os.write(self._ours, keys.encode())
        return moment

    def wait_for(self, text: str) -> float:
        """Wait until a text was drawn since the last keys; gives the moment.

        Raises RuntimeError when the program ends or does not draw it in time.
        """
        end = time.perf_counter() + _PATIENCE
        raw = b""
        while text not in self._drawn:
            left = end - time.perf_counter()
            ready = select.select([self._ours], [], [], max(left, 0))[0] if left > 0 else []
            try:
                raw += os.read(self._ours, 65_536) if ready else b""
            except OSError:
                ready = []
            if not ready:
                raise RuntimeError(f"{text!r} was not drawn: {self._drawn[-2_000:]!r}")
            self._drawn = _ESCAPES.sub("", raw.decode("utf-8", errors="ignore"))
        return time.perf_counter()

    def settle(self, seconds: float = 0.3, at_most: float = 2.0) -> None:
        """Read until nothing is drawn for a while, or only the cursor blinks."""
        end = time.perf_counter() + at_most
        while time.perf_counter() < end and select.select([self._ours], [], [], seconds)[0]:
            os.read(self._ours, 65_536)

    def memory(self) -> float:
        """What the program holds in memory now, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024
