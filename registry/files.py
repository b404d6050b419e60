"""Writing files whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from registry.errors import UsageError, system_reason


def write_atomically(target: Path, content: bytes) -> None:
    """Put ``content`` at ``target`` in one step; a reader sees the old file or the new one.

    Raises UsageError when the folder cannot be written.
    """
    with writing_atomically(target) as stream:
        stream.write(content)


@contextmanager
def writing_atomically(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at ``target`` when the block ends well, and nowhere when it does not.

    Raises UsageError when the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as problem:
        raise _refused(target, problem) from problem
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise _refused(target, problem) from problem
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refused(target: Path, problem: OSError) -> UsageError:
    return UsageError(
        "ファイルに書けません",
        where=str(target),
        why=system_reason(problem),
        mend="フォルダーがあるか、書き込めるか、ほかのプログラムで開いていないかを確かめてください",
    )
