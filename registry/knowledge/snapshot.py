"""The compiled snapshot: the whole knowledge in one file that loads in milliseconds.

A snapshot is named by the hash of everything it was made from (seed/, overlays, and the code that defines the
types), so it is never stale: change one letter of the seed and another snapshot is made. It is written beside
its final place and moved there, so that two processes may build at once and a reader never sees half a file.
Where nothing can be written, the knowledge is compiled in memory.

``python -m registry.knowledge.snapshot OUTPUT`` writes the snapshot of the seed, for the wheel.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from registry.knowledge import locations
from registry.knowledge.base import Knowledge
from registry.knowledge.items import ItemDataset
from registry.knowledge.problems import Problem
from registry.knowledge.sections import BODY_TABLES, ITEM_DATASETS, SECTIONS


class _Snapshot(msgspec.Struct, frozen=True):
    fingerprint: str
    sections: dict[str, msgspec.Raw]
    tables: dict[str, msgspec.Raw]
    overlays: tuple[str, ...] = ()
    overlay_problems: tuple[Problem, ...] = ()


def fingerprint(seed: Path, overlays: Iterable[Path] = ()) -> str:
    """Hash of all files that the knowledge is made from."""
    digest = hashlib.blake2b(digest_size=16)
    code = Path(__file__).resolve().parent
    names = [*(f"{name}.yaml" for name in SECTIONS), *(f"{name}.csv" for name in BODY_TABLES)]
    files = [(name, seed / name) for name in names]
    files += [(f"code/{file.name}", file) for file in sorted(code.glob("*.py"))]
    for number, folder in enumerate(overlays):
        files.append((f"overlay {number} {folder.name}", folder / ""))
        files += [(f"{number}/{file.name}", file) for file in sorted(folder.glob("*.y*ml"))]
    for name, file in files:
        digest.update(f"{name}\0".encode())
        try:
            content = file.read_bytes()
        except OSError:
            continue
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def load(seed: Path | None = None, overlays: Iterable[Path] | None = None) -> Knowledge:
    """The knowledge of this installation, or of the given folders.

    Raises SeedError when the seed is broken; a broken overlay is reported in ``overlay_problems``.
    """
    seed = seed or locations.seed_folder()
    overlay_folders = tuple(locations.overlay_folders() if overlays is None else overlays)
    wanted = fingerprint(seed, overlay_folders)
    packaged = locations.packaged_snapshot()
    if not overlay_folders:
        snapshot = _read(packaged, wanted)
        if snapshot is not None:
            return _knowledge(snapshot, "packaged")
    cached = locations.cache_folder() / f"knowledge-{wanted}.bin"
    snapshot = _read(cached, wanted)
    if snapshot is not None:
        return _knowledge(snapshot, "cached")
    content = build(seed, overlay_folders, wanted)
    _write(cached, content)
    return _knowledge(msgspec.json.decode(content, type=_Snapshot), "compiled")


def build(seed: Path, overlays: Iterable[Path], wanted: str) -> bytes:
    """The bytes of a snapshot (UTF-8 JSON).

    Raises SeedError when the seed is broken.
    """
    from registry.knowledge.compile import compile_knowledge

    overlay_folders = tuple(overlays)
    compiled = compile_knowledge(seed, overlay_folders)
    sections: dict[str, Any] = {
        **compiled.sections,
        ITEM_DATASETS: item_datasets(compiled.sections["datasets"]),
    }
    refused = {problem.file.split("/")[0] for problem in compiled.overlay_problems}
    snapshot = _Snapshot(
        fingerprint=wanted,
        sections={name: msgspec.Raw(msgspec.json.encode(value)) for name, value in sections.items()},
        tables={name: msgspec.Raw(msgspec.json.encode(rows)) for name, rows in compiled.tables.items()},
        overlays=tuple(folder.name for folder in overlay_folders if folder.name not in refused),
        overlay_problems=tuple(compiled.overlay_problems),
    )
    return msgspec.json.encode(snapshot)


def item_datasets(datasets: Any) -> tuple[ItemDataset, ...]:
    """The links of items to standard datasets, exact ones first."""
    return tuple(
        ItemDataset(item, dataset.id, dataset.name, link.kind.value, link.why)
        for item in dict.fromkeys(link.item for link in datasets.links)
        for dataset, link in datasets.links_of_item(item)
    )


def write_packaged(target: Path) -> None:
    """Write the snapshot of the seed, without overlays, to ``target``."""
    seed = locations.seed_folder()
    target.parent.mkdir(parents=True, exist_ok=True)
    _replace(target, build(seed, (), fingerprint(seed)))


def _read(file: Path, wanted: str) -> _Snapshot | None:
    try:
        snapshot = msgspec.json.decode(file.read_bytes(), type=_Snapshot)
    except (OSError, msgspec.DecodeError):
        return None
    return snapshot if snapshot.fingerprint == wanted else None


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, content)
    except OSError:
        return


def _replace(file: Path, content: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _knowledge(snapshot: _Snapshot, provenance: str) -> Knowledge:
    @cache
    def section(name: str) -> Any:
        kind = tuple[ItemDataset, ...] if name == ITEM_DATASETS else SECTIONS[name].type
        return msgspec.json.decode(snapshot.sections[name], type=kind)

    @cache
    def table(name: str) -> tuple[tuple[str, ...], ...]:
        return msgspec.json.decode(snapshot.tables[name], type=tuple[tuple[str, ...], ...])

    return Knowledge(
        section,
        table,
        provenance=provenance,
        fingerprint=snapshot.fingerprint,
        overlays=snapshot.overlays,
        overlay_problems=snapshot.overlay_problems,
    )


if __name__ == "__main__":
    write_packaged(Path(sys.argv[1]))
