"""Where the knowledge lies: the packaged copy, a checkout, the cache of compiled snapshots."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def seed_folder() -> Path:
    """seed/ of the checkout when this is one, else the copy inside the installed package."""
    checkout = _PACKAGE.parent / "seed"
    return checkout if (checkout / "laws.yaml").is_file() else _PACKAGE / "_data" / "seed"


def packaged_snapshot() -> Path:
    """The snapshot that the wheel ships (or set-up wrote); it need not exist."""
    return _PACKAGE / "_data" / "knowledge.bin"


def cache_folder() -> Path:
    """Where snapshots of changed seeds and overlays are kept; env KONKYO_CACHE overrides."""
    told = os.environ.get("KONKYO_CACHE")
    if told:
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("konkyo", appauthor=False)


def overlay_folders() -> tuple[Path, ...]:
    """Overlay folders named by env KONKYO_OVERLAY (several joined by the path separator of the system)."""
    told = os.environ.get("KONKYO_OVERLAY", "")
    return tuple(Path(part) for part in told.split(os.pathsep) if part)
