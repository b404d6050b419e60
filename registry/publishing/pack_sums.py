"""SHA-256 of files, and the list of them in the form of ``sha256sum`` (GNU coreutils)."""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from registry.errors import InputError, system_reason
from registry.publishing.pack import SUMS

_CHUNK = 1 << 20
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](\S.*)")
_LONGEST_LIST = 50_000_000
"""Bytes."""


def hash_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def copy_with_hash(source: Path, target: Path) -> tuple[str, int]:
    """Copy the content of a file to a new one; its SHA-256 and size, of what was copied.

    Raises InputError when the source cannot be read.
    """
    digest = hashlib.sha256()
    size = 0
    try:
        stream = source.open("rb")
    except OSError as problem:
        raise InputError(
            "データのファイルを読めません", where=str(source), why=system_reason(problem)
        ) from problem
    with stream, target.open("xb") as copy:
        while part := stream.read(_CHUNK):
            digest.update(part)
            size += len(part)
            copy.write(part)
    return digest.hexdigest(), size


def files_under(folder: Path) -> dict[str, Path]:
    """Everything in a folder that is no folder, by its path with ``/``, sorted; links are not followed."""
    found: dict[str, Path] = {}
    for place, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*names, *links):
            path = Path(place) / name
            found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def is_plain_file(path: Path) -> bool:
    """True for a file of its own: no link, pipe or device."""
    return stat.S_ISREG(path.lstat().st_mode)


def sums_text(hashes: Mapping[str, str]) -> str:
    """The list for paths and their hashes, sorted by path; lines end with LF."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items()))


def read_sums(folder: Path) -> dict[str, str]:
    """Hashes by path, from the SHA256SUMS of a pack.

    Raises InputError when there is none or a line of it cannot be read.
    """
    place = folder / SUMS
    try:
        if not is_plain_file(place) or place.stat().st_size > _LONGEST_LIST:
            raise InputError(f"{SUMS} が普通のファイルではないか、大きすぎます", where=str(place))
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(
            "公開パックではありません",
            where=str(folder),
            why=f"{SUMS} がないか、読めません",
            mend="konkyo pack で作ったフォルダーを指定してください",
        ) from problem
    hashes: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in hashes:
            raise InputError(
                f"{SUMS} の行を読めません" if found is None else f"{SUMS} に同じ名前が二度あります",
                where=f"{place} の {number} 行目",
                why="SHA-256、空白二つ、名前の順に書かれている必要があります",
            )
        hashes[found[2]] = found[1].lower()
    return hashes


def stays_inside(path: str) -> bool:
    """True when a path of the list leads to a place within the pack on every system."""
    parts = PurePosixPath(path).parts
    return not (path.startswith("/") or ".." in parts or any(mark in path for mark in "\\:\0"))
