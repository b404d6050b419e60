"""What konkyo says when it cannot do what was asked.

Every error a user can meet says four things: what happened, where (file, line, column, key), why, and
what to do next. The front ends print them and leave with ``exit_code``; nothing below them prints.
"""

import errno
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


_REASONS = {
    errno.ENOENT: "その場所に見つかりません",
    errno.ENOTDIR: "途中の名前がフォルダーではありません",
    errno.EISDIR: "フォルダーです",
    errno.EEXIST: "もうあります",
    errno.ENOTEMPTY: "フォルダーが空ではありません",
    errno.EACCES: "読み書きする権限がありません",
    errno.EPERM: "許されていません",
    errno.EROFS: "書き込めない装置にあります",
    errno.ENOSPC: "空き容量がありません",
    getattr(errno, "EDQUOT", -1): "割り当てられた容量を使い切りました",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクが輪になっています",
    errno.EBUSY: "ほかのプログラムが使っています",
    getattr(errno, "ETXTBSY", -2): "ほかのプログラムが使っています",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.EIO: "装置が読み書きに失敗しました",
    errno.EADDRINUSE: "その番号は、ほかのプログラムが使っています",
    errno.EADDRNOTAVAIL: "この機械のアドレスではありません",
    errno.ECONNREFUSED: "相手が接続を受け付けません",
    errno.ECONNRESET: "相手が接続を切りました",
    errno.ETIMEDOUT: "時間内に答えがありません",
    errno.EHOSTUNREACH: "相手に届きません",
    errno.ENETUNREACH: "ネットワークにつながっていません",
}
"""Why the operating system refused, in the user's language."""


def system_reason(problem: OSError) -> str:
    """Why the operating system refused; in its own words where we have none."""
    return _REASONS.get(problem.errno or 0) or problem.strerror or str(problem)
