"""What stands in a folder, for dialogs in which files are chosen."""

import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from registry.text.normalise import fold

_MOST = 2_000


def why_not_written(path: Path) -> str:
    """Why no file can be written there; empty where nothing stands against it."""
    folder = path.absolute().parent
    if not folder.exists():
        return f"フォルダー {folder} がありません"
    if not folder.is_dir():
        return f"{folder} はフォルダーではありません"
    if not os.access(folder, os.W_OK):
        return f"フォルダー {folder} に書き込む権限がありません"
    return f"{path.name} はフォルダーの名前です。別の名前にしてください" if path.is_dir() else ""


class Entry(NamedTuple):
    """A file or folder."""

    path: Path
    folder: bool
    size: int
    changed: date


class Typed(NamedTuple):
    """A path as it is being typed: the folder, and how the name begins."""

    folder: Path
    name: str


def typed_path(text: str, start: Path) -> Typed:
    """Take a typed path apart; what is not absolute counts from ``start``."""
    written = os.path.expanduser(text.strip().strip('"'))
    path = start / written
    if not written or written.endswith(("/", os.sep)) or (path.is_dir() and not text.strip()):
        return Typed(path, "")
    return Typed(path.parent, path.name)


def pasted_path(text: str) -> str:
    """The whole path that was pasted or dropped, without quotes and ``file://``; "" where it is none."""
    lines = text.strip().splitlines()
    plain = lines[0].strip().strip("\"'") if lines else ""
    if plain.startswith("file://"):
        plain = url2pathname(urlsplit(plain).path)
    return plain if plain.startswith("~") or os.path.isabs(plain) else ""


def entries_of(folder: Path, name: str = "", endings: Collection[str] | None = None) -> list[Entry]:
    """Folders, then files, by name; only those whose name holds ``name``, and files with one of the endings.

    Hidden ones are left out. Raises OSError for a folder that cannot be read.
    """
    wanted = fold(name)
    found = []
    with os.scandir(folder) as scanned:
        for one in scanned:
            if one.name.startswith((".", "~$")) or wanted not in fold(one.name):
                continue
            try:
                is_folder = one.is_dir()
                told = one.stat()
            except OSError:
                continue
            ending = os.path.splitext(one.name)[1].lower()
            if not is_folder and endings is not None and ending not in endings:
                continue
            path = Path(one.path)
            found.append(Entry(path, is_folder, told.st_size, date.fromtimestamp(told.st_mtime)))
    found.sort(
        key=lambda entry: (not entry.folder, not fold(entry.path.name).startswith(wanted), entry.path.name)
    )
    return found[:_MOST]


def shown_size(size: int) -> str:
    """Size in the largest unit that keeps it above one."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:,} {unit}"
        size //= 1024
    return f"{size:,} GB"
