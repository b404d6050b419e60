"""What the screen remembers between two sittings: place, cursor, filter and the like per body; the theme per user.

A small JSON file beside the workspace or, for a workspace on a server, in the folder that the system keeps for
such things. Losing it loses nothing but convenience, so a file that cannot be read or written is passed over. The
as-of day is not remembered: it is today at each start.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from registry.workspace.location import Location

_VERSION = 1
_MOST_BODIES = 50


class Memory:
    """One file; ``path=None`` remembers only until the program ends."""

    def __init__(self, path: Path | None = None, user_path: Path | None = None) -> None:
        self._path = path
        self._user_path = user_path
        self._bodies: dict[str, Any] = _read(path)
        self._user: dict[str, Any] = _read(user_path)

    def of(self, body_code: str) -> dict[str, Any]:
        """What is remembered of a body; change it through ``keep``."""
        found = self._bodies.get(body_code)
        return found if isinstance(found, dict) else {}

    def keep(self, body_code: str, **values: Any) -> None:
        """Remember values of a body, which becomes the youngest."""
        kept = {**self.of(body_code), **values}
        self._bodies.pop(body_code, None)
        self._bodies[body_code] = kept
        for old in list(self._bodies)[:-_MOST_BODIES]:
            del self._bodies[old]

    @property
    def last_body(self) -> str:
        """Code of the body that was worked for last; empty when there was none."""
        return next(reversed(self._bodies), "")

    @property
    def theme(self) -> str:
        """The user's theme; empty when none was chosen."""
        found = self._user.get("theme")
        return found if isinstance(found, str) else ""

    @theme.setter
    def theme(self, name: str) -> None:
        self._user["theme"] = name

    @property
    def ascii_marks(self) -> bool:
        """True: the user wants marks in ASCII."""
        return self._user.get("ascii_marks") is True

    @ascii_marks.setter
    def ascii_marks(self, wanted: bool) -> None:
        self._user["ascii_marks"] = wanted

    def save(self) -> None:
        """Write both files, where they can be written."""
        _write(self._path, self._bodies, make_folder=False)
        _write(self._user_path, self._user, make_folder=True)


def memory_for(location: Location) -> Memory:
    """The memory that belongs to a workspace."""
    from platformdirs import user_state_path

    folder = user_state_path("konkyo")
    if location.path is not None:
        return Memory(location.path.with_name(f"{location.path.name}.screen.json"), folder / "screen.json")
    from hashlib import blake2b

    name = blake2b(location.label.encode(), digest_size=8).hexdigest()
    return Memory(folder / f"{name}.screen.json", folder / "screen.json")


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        return {}
    values = found.get("values")
    return values if isinstance(values, dict) else {}


def _write(path: Path | None, values: dict[str, Any], *, make_folder: bool) -> None:
    from registry.errors import KonkyoError
    from registry.files import write_atomically

    if path is None or not values or not (make_folder or path.parent.is_dir()):
        return
    content = json.dumps({"version": _VERSION, "values": values}, ensure_ascii=True, indent=1)
    with suppress(OSError, KonkyoError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content.encode())
