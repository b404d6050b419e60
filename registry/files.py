"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from registry.errors import UsageError


def write_atomically(target: Path, content: bytes) -> None:
    """Put ``content`` at ``target`` in one step; a reader sees the old file or the new one.

    Raises UsageError when the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as problem:
        raise _refused(target, problem) from problem
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise _refused(target, problem) from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refused(target: Path, problem: OSError) -> UsageError:
    return UsageError(
        "ファイルに書けません",
        where=str(target),
        why=problem.strerror or str(problem),
        mend="フォルダーがあるか、書き込めるか、ほかのプログラムで開いていないかを確かめてください",
    )
