"""Progress of long work: one line on stderr that is written over; nothing unless stderr is a terminal."""

import sys
import time
from types import TracebackType
from typing import Self

_EVERY_SECONDS = 0.2
_CLEAR = "\r\x1b[2K"


class ProgressLine:
    """``with ProgressLine() as progress: work(progress=progress)``; call it with stage, done, total."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._last = 0.0
        self._dirty = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is; ``total`` 0 when it is not known."""
        now = time.monotonic()
        if not self._shown or (now - self._last < _EVERY_SECONDS and done != total):
            return
        self._last = now
        self._dirty = True
        share = f" {done * 100 // total}%" if total else ""
        sys.stderr.write(f"{_CLEAR}{stage}:{share} {done:,}" + (f" / {total:,}" if total else ""))
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._dirty:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
