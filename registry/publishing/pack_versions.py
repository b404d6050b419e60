"""The place of a pack: what stands there, the folder that is built beside it, and the swap that keeps the pack before."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from registry.errors import UsageError, system_reason
from registry.publishing.pack import MANIFEST, SUMS, VERSIONS, EarlierPack, FileState, Manifest
from registry.publishing.pack_sums import files_under, hash_of, is_plain_file, sums_text
from registry.publishing.pack_verify import read_manifest, verify_pack


class Settled(Struct, frozen=True, kw_only=True):
    """How a pack came to its place."""

    changed: bool
    kept: str
    versions: tuple[EarlierPack, ...]
    sums_sha256: str
    disturbed: tuple[str, ...]
    """Files of the pack before that were changed, taken away or added after it was made."""


class Place:
    """``with Place(folder) as place``: fill ``place.building``, then ``place.settle``; leaves no trace on failure.

    Raises UsageError when the place holds something that is no pack or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.building = self._beside("new")
        self.earlier: Manifest | None = None

    def __enter__(self) -> Self:
        try:
            self._recover()
            self.earlier = self._earlier()
            self.building.mkdir()
        except OSError as problem:
            raise self._refused(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.building, ignore_errors=True)

    def settle(self, manifest: Callable[[tuple[EarlierPack, ...]], bytes]) -> Settled:
        """Write the manifest and SHA256SUMS and put the folder in its place.

        ``manifest`` gives the manifest for the packs that are kept. When the very same pack stands there already,
        nothing is changed.
        """
        try:
            return self._settle(manifest)
        except OSError as problem:
            raise self._refused(problem) from problem

    def _settle(self, manifest: Callable[[tuple[EarlierPack, ...]], bytes]) -> Settled:
        versions = self.earlier.versions if self.earlier is not None else ()
        (self.building / MANIFEST).write_bytes(manifest(versions))
        disturbed: tuple[str, ...] = ()
        if self.earlier is not None:
            disturbed = _disturbed(self.folder)
            if not disturbed and self._same():
                return Settled(
                    changed=False,
                    kept="",
                    versions=versions,
                    sums_sha256=hash_of(self.folder / SUMS),
                    disturbed=(),
                )
        kept = self._keep() if self.earlier is not None else None
        if kept is not None:
            versions = (*versions, kept)
            (self.building / MANIFEST).write_bytes(manifest(versions))
        hashes = {
            name: hash_of(path) for name, path in files_under(self.building).items() if is_plain_file(path)
        }
        (self.building / SUMS).write_bytes(sums_text(hashes).encode("utf-8"))
        sums = hash_of(self.building / SUMS)
        self._swap()
        return Settled(
            changed=True,
            kept=kept.folder if kept is not None else "",
            versions=versions,
            sums_sha256=sums,
            disturbed=disturbed,
        )

    def _earlier(self) -> Manifest | None:
        """The manifest of the pack that stands there; None when nothing does."""
        if self.folder == Path.cwd():
            raise UsageError(
                "今いるフォルダーには、公開パックを作れません",
                where=str(self.folder),
                mend="ほかの名前のフォルダーを -o に指定してください",
            )
        if not self.folder.is_symlink() and not self.folder.exists():
            return None
        manifest = (
            read_manifest(self.folder) if self.folder.is_dir() and not self.folder.is_symlink() else None
        )
        if manifest is None and not self._is_empty():
            raise UsageError(
                "公開パックを作れません。同じ名前のものがあり、公開パックではありません",
                where=str(self.folder),
                why=f"{MANIFEST} がないか、読めません。中のものを失わないように、置き換えません",
                mend="別の名前を -o に指定してください",
            )
        return manifest

    def _recover(self) -> None:
        """Put back a pack that a sudden end (power, kill) left aside in the middle of a swap."""
        if self.folder.exists() or not self.folder.parent.is_dir():
            return
        prefix = f".{self.folder.name}.old-"
        for aside in sorted(self.folder.parent.iterdir()):
            if aside.name.startswith(prefix) and read_manifest(aside) is not None:
                aside.rename(self.folder)
                return

    def _is_empty(self) -> bool:
        if self.folder.is_symlink() or not self.folder.is_dir():
            return False
        return next(self.folder.iterdir(), None) is None

    def _same(self) -> bool:
        """True when the earlier pack's own files are those that were built."""
        mine = files_under(self.building)
        theirs = {
            name: path
            for name, path in files_under(self.folder).items()
            if name != SUMS and not name.startswith(f"{VERSIONS}/")
        }
        return mine.keys() == theirs.keys() and all(
            hash_of(path) == hash_of(theirs[name]) for name, path in mine.items()
        )

    def _keep(self) -> EarlierPack:
        """Copy the earlier packs and the present one under ``versions/``."""
        target = self.building / VERSIONS
        if (self.folder / VERSIONS).is_dir():
            shutil.copytree(self.folder / VERSIONS, target, symlinks=True, copy_function=_linked)
        target.mkdir(exist_ok=True)
        day = self.earlier.as_of.isoformat() if self.earlier is not None else ""
        name, number = day, 1
        while (target / name).exists():
            number += 1
            name = f"{day}_{number}"
        place = target / name
        place.mkdir()
        for entry in sorted(self.folder.iterdir()):
            if entry.name == VERSIONS:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, place / entry.name, symlinks=True, copy_function=_linked)
            else:
                _linked(str(entry), str(place / entry.name))
        sums = place / SUMS
        digest = hash_of(sums) if sums.is_file() and is_plain_file(sums) else ""
        return EarlierPack(folder=f"{VERSIONS}/{name}", as_of=day, sums_sha256=digest)

    def _swap(self) -> None:
        """The building takes the place; what stood there goes only when it has."""
        aside = self._beside("old")
        stood = self.folder.exists()
        if stood:
            self.folder.rename(aside)
        try:
            self.building.rename(self.folder)
        except BaseException:
            if stood and not self.folder.exists():
                aside.rename(self.folder)
            raise
        if stood:
            shutil.rmtree(aside, ignore_errors=True)

    def _beside(self, role: str) -> Path:
        return self.folder.parent / f".{self.folder.name}.{role}-{secrets.token_hex(4)}"

    def _refused(self, problem: OSError) -> UsageError:
        return UsageError(
            "公開パックを書けません",
            where=str(self.folder),
            why=system_reason(problem),
            mend="上のフォルダーがあるか、書き込めるか、中のファイルを開いていないかを確かめてください",
        )


def _linked(source: str, target: str, *, follow_symlinks: bool = False) -> str:
    """A second name for the same content, which nothing here ever writes to; a copy where that is not possible."""
    try:
        os.link(source, target, follow_symlinks=follow_symlinks)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=follow_symlinks)
    return target


def _disturbed(folder: Path) -> tuple[str, ...]:
    if not (folder / SUMS).is_file():
        return (SUMS,)
    verified = verify_pack(folder)
    return tuple(file.path for file in verified.files if file.state is not FileState.UNCHANGED)
