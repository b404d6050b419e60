"""Looking at a pack again, offline: what is unchanged, changed, missing, added."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from registry.errors import InputError, system_reason
from registry.publishing.pack import (
    MANIFEST,
    SUMS,
    FileState,
    Manifest,
    PackVerification,
    VerifiedFile,
)
from registry.publishing.pack_sums import files_under, hash_of, is_plain_file, read_sums, stays_inside

Progress = Callable[[str, int, int], None]
"""Called with the stage, what is done and what there is to do."""


def verify_pack(folder: Path, expected_sums: str = "", progress: Progress | None = None) -> PackVerification:
    """Compare every file with SHA256SUMS; ``expected_sums``: the hash of SHA256SUMS as it was told elsewhere.

    Raises InputError when the folder holds no pack.
    """
    expected = read_sums(folder)
    present = files_under(folder)
    own_hash = hash_of(folder / SUMS)
    files: list[VerifiedFile] = []
    names = sorted({*expected, *present} - {SUMS})
    for number, name in enumerate(names, start=1):
        files.append(_verified(name, expected.get(name, ""), present.get(name)))
        if progress:
            progress("確かめ", number, len(names))
    if expected_sums and expected_sums.strip().lower() != own_hash:
        note = "知らされた値と違います。一覧ごと書き換えられたおそれがあります"
        told = expected_sums.strip().lower()
        files.append(
            VerifiedFile(path=SUMS, state=FileState.CHANGED, expected=told, found=own_hash, note=note)
        )
    counts = {state: sum(file.state is state for file in files) for state in FileState}
    manifest = read_manifest(folder)
    files.sort(key=lambda file: (file.state is FileState.UNCHANGED, file.path))
    return PackVerification(
        folder=str(folder),
        id=manifest.id if manifest else "",
        title=manifest.title if manifest else "",
        as_of=manifest.as_of.isoformat() if manifest else "",
        sound=counts[FileState.UNCHANGED] == len(files),
        unchanged=counts[FileState.UNCHANGED],
        changed=counts[FileState.CHANGED],
        missing=counts[FileState.MISSING],
        added=counts[FileState.ADDED],
        sums_sha256=own_hash,
        expected_sums=expected_sums.strip().lower(),
        files=tuple(files),
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a pack; None where there is none that can be read."""
    place = folder / MANIFEST
    try:
        if not is_plain_file(place):
            return None
        return msgspec.json.decode(place.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None


def _verified(name: str, expected: str, path: Path | None) -> VerifiedFile:
    if not expected:
        return VerifiedFile(
            path=name, state=FileState.ADDED, expected="", found=_hash(path), note=_kind(path)
        )
    if path is None:
        note = "" if stays_inside(name) else "フォルダーの外を指すため、読んでいません"
        return VerifiedFile(path=name, state=FileState.MISSING, expected=expected, found="", note=note)
    found = _hash(path)
    state = FileState.UNCHANGED if found == expected else FileState.CHANGED
    return VerifiedFile(path=name, state=state, expected=expected, found=found, note=_kind(path))


def _kind(path: Path | None) -> str:
    return (
        ""
        if path is None or is_plain_file(path)
        else "リンクなど、普通のファイルではないもの（読んでいません）"
    )


def _hash(path: Path | None) -> str:
    if path is None or not is_plain_file(path):
        return ""
    try:
        return hash_of(path)
    except OSError as problem:
        raise InputError(
            "公開パックのファイルを読めません", where=str(path), why=system_reason(problem)
        ) from problem
