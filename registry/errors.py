"""What konkyo says when it cannot do what was asked.

Every error a user can meet says four things: what happened, where (file, line, column, key), why, and
what to do next. The front ends print them and leave with ``exit_code``; nothing below them prints.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    """The command did its work."""
    NEGATIVE = 1
    """A gate answered "no": gaps, findings, or a refused check."""
    USAGE = 2
    """Wrong use: an unknown name, a missing option, an ambiguous body."""
    INPUT = 3
    """An input file cannot be read; nothing was changed."""
    WORKSPACE = 4
    """The workspace cannot be opened, read or written."""
    NETWORK = 5
    """A remote service did not answer."""


class KonkyoError(Exception):
    """Base of all errors meant for the user; messages are Japanese."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", why: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.mend = mend

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"  場所: {self.where}")
        if self.why:
            lines.append(f"  理由: {self.why}")
        if self.mend:
            lines.append(f"  対処: {self.mend}")
        return "\n".join(lines)


class UsageError(KonkyoError):
    """The question itself cannot be answered as put (unknown body, ambiguous name, bad option)."""

    exit_code = ExitCode.USAGE


class InputError(KonkyoError):
    """A file of the user's cannot be read; it is refused whole."""

    exit_code = ExitCode.INPUT


class WorkspaceError(KonkyoError):
    """The workspace is missing, locked, from a newer release, or otherwise unusable."""

    exit_code = ExitCode.WORKSPACE


class NetworkError(KonkyoError):
    """A remote service could not be reached or gave no usable answer."""

    exit_code = ExitCode.NETWORK
