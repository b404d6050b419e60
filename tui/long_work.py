"""Work that takes longer than a frame: told in the message line with a spinner, and stopped with Esc where it can be."""

from dataclasses import dataclass, field
from threading import Event
from time import monotonic

_SPINNER = "|/-\\"
_SHOWN_AFTER = 0.1
_STOP_SHOWN_AFTER = 1.0


class Stopped(Exception):
    """The planner stopped the work; raised inside it, so that nothing of it is kept."""


@dataclass
class LongWork:
    """One piece of work. The job may call ``progress``; from another thread only these fields are written."""

    doing: str = ""
    """What is done, as 「取り込んでいます」; empty: nothing is told."""
    can_stop: bool = False
    """True: the job calls ``progress`` often, and keeps nothing when that raises Stopped."""
    changes: bool = False
    """True: something is being written; leaving the program asks first."""
    started: float = field(default_factory=monotonic)
    done: int = 0
    total: int = 0
    unit: str = "件"
    _stop: Event = field(default_factory=Event)

    def progress(self, done: int, total: int = 0, unit: str = "件") -> None:
        """Tell how far the job is. Raises Stopped after ``stop``."""
        self.done, self.total, self.unit = done, total, unit
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the job to stop."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """True after ``stop``."""
        return self._stop.is_set()

    def line(self) -> str:
        """What the message line shows now; empty while there is nothing to tell."""
        passed = monotonic() - self.started
        if not self.doing or passed < _SHOWN_AFTER:
            return ""
        text = f"{self.doing} {_SPINNER[int(passed * 8) % len(_SPINNER)]}"
        if self.done:
            text += (
                f" {self.done:,} / {self.total:,}{self.unit}" if self.total else f" {self.done:,}{self.unit}"
            )
        if self.stopping:
            return f"{text}  やめています"
        if self.can_stop and passed >= _STOP_SHOWN_AFTER:
            text += "  Esc でやめる"
        return text
