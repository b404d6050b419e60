"""Where a body's plan lives: a Markdown file, remembered beside the workspace, with a recovery file beside it."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from registry.errors import KonkyoError, system_reason
from registry.files import write_atomically
from registry.knowledge.body import Body
from registry.workspace.location import Location

RECOVERY = ".autosave"
"""Ending of the recovery file."""
_MOST_VERSIONS = 200
_MOST_WINDOWS = 9
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class PlanState(NamedTuple):
    """What is remembered of one body's plan."""

    path: Path | None = None
    row: int = 0
    """Line of the editor at which the planner was."""
    trail: tuple[int, ...] = ()
    """Numbers of the versions that the file held, youngest last."""
    undone: tuple[int, ...] = ()
    """Versions that were taken back and may be done again."""


def state_file(location: Location) -> Path:
    """The file that remembers the plans of a workspace."""
    if location.path is not None:
        return location.path.with_name(f"{location.path.name}.plans.json")
    from hashlib import blake2b

    from platformdirs import user_state_path

    name = blake2b(location.label.encode(), digest_size=8).hexdigest()
    return user_state_path("konkyo") / f"{name}.plans.json"


def read_state(location: Location, body: Body) -> PlanState:
    """What is remembered; nothing when it cannot be read."""
    file = state_file(location)
    kept = _read(file).get(body.code)
    if not isinstance(kept, dict):
        return PlanState()
    path, row = kept.get("path"), kept.get("row")
    return PlanState(
        path=file.parent / path if isinstance(path, str) and path else None,
        row=row if isinstance(row, int) else 0,
        trail=_numbers(kept.get("trail")),
        undone=_numbers(kept.get("undone")),
    )


def write_state(location: Location, body: Body, state: PlanState) -> None:
    """Remember; raises UsageError when the file cannot be written."""
    file = state_file(location)
    kept = _read(file)
    path = state.path
    if path is not None and path.parent == file.parent:
        path = Path(path.name)
    kept[body.code] = {
        "path": "" if path is None else str(path),
        "row": state.row,
        "trail": list(state.trail[-_MOST_VERSIONS:]),
        "undone": list(state.undone[-_MOST_VERSIONS:]),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def free_path(location: Location, body: Body) -> Path:
    """A name that no file has yet, beside the workspace."""
    folder = location.path.parent if location.path is not None else Path.cwd()
    name = _NOT_IN_NAMES.sub("_", f"{body.full_name}_計画案")
    path, number = folder / f"{name}.md", 1
    while path.exists():
        number += 1
        path = folder / f"{name}{number}.md"
    return path


class Recovery:
    """The file beside the plan that holds what was typed and not stored yet; another window's has another name."""

    def __init__(self, plan: Path) -> None:
        self.path = plan.with_name(plan.name + RECOVERY)
        self._mine: str | None = None
        """What this one wrote or read last; a file that holds something else is another window's."""

    def _places(self) -> list[Path]:
        more = (self.path.with_name(f"{self.path.name}{number}") for number in range(2, _MOST_WINDOWS + 1))
        return [self.path, *more]

    def write(self, text: str) -> None:
        """Keep the text; raises UsageError when it cannot be written."""
        free = (one for one in self._places() if not one.exists() or self._is_mine(one))
        self.path = next(free, self.path)
        write_atomically(self.path, text.encode("utf-8"))
        self._mine = text

    def read(self, now: datetime) -> tuple[str, datetime] | None:
        """The youngest text and when it was written, in the zone of ``now``; None without one that can be read."""
        found = []
        for path in self._places():
            try:
                text = path.read_bytes().decode("utf-8")
                at = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
            except (OSError, UnicodeDecodeError):
                continue
            found.append((at, path, text))
        if not found:
            return None
        at, self.path, self._mine = max(found, key=lambda one: one[0])
        return self._mine, at

    def clear(self) -> None:
        """The text is stored: the file goes, unless another window wrote it."""
        if not self._is_mine(self.path):
            return
        try:
            self.path.unlink(missing_ok=True)
        except OSError as problem:
            raise KonkyoError(
                "自動保存のファイルを消せません", where=str(self.path), why=system_reason(problem)
            ) from problem

    def _is_mine(self, path: Path) -> bool:
        try:
            return self._mine is not None and path.read_bytes() == self._mine.encode("utf-8")
        except OSError:
            return False


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, list) else ()
