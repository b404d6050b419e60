"""What tests of the screen share: the example workspace, sessions at a frozen time, apps driven by keys."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.widget import Widget

    from tui.app import KonkyoApp
    from tui.session import Session

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "aozora"
JAPAN = timezone(timedelta(hours=9))
FROZEN = datetime(2026, 11, 25, 10, 0, tzinfo=JAPAN)
SIZES = ((80, 24), (120, 36), (200, 50))
"""The terminals that every place is looked at in."""
_MOST_LOOKS, _LOOKS_ALIKE = 200, 4
_TYPED = 0.05
"""Seconds after which a filter has been applied."""


class SessionFor(Protocol):
    """Opens a session; everything is optional."""

    def __call__(
        self,
        body: str = "132063",
        workspace: Path | None = None,
        read_only: bool = False,
        day: date | None = None,
    ) -> "Session": ...


Script = Callable[["Pilot[None]"], Awaitable[None]]


class Drive(Protocol):
    """Runs an app for as long as the script takes; its keys are all the script may use."""

    def __call__(self, app: "KonkyoApp", script: Script, size: tuple[int, int] = (120, 36)) -> None: ...


class ScreenText(Protocol):
    """The screen as lines of text."""

    def __call__(self, app: "KonkyoApp") -> str: ...


@pytest.fixture(autouse=True)
def _themes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def now() -> Callable[[], datetime]:
    """The frozen clock: 2026-11-25, ten in the morning in Japan."""
    return lambda: FROZEN


@pytest.fixture(scope="session")
def made_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's catalogue, imported for 府中市 (132063); made once, never changed: take a copy."""
    from registry.analysis.intake import read_own, take_in
    from registry.knowledge.snapshot import load
    from registry.workspace.repository import Workspace

    path = tmp_path_factory.mktemp("made") / "workspace.sqlite3"
    knowledge = load()
    body = knowledge.bodies.find("132063")
    read = read_own(EXAMPLES / "open_data_list_new.csv", body, knowledge)
    with Workspace.open(path, FROZEN) as store:
        take_in(store, body, read, knowledge, now=FROZEN, actor="tester")
    return path


@pytest.fixture
def example_workspace(made_workspace: Path, tmp_path: Path) -> Path:
    """A copy of the example workspace that a test may change."""
    copy = tmp_path / "workspace.sqlite3"
    shutil.copyfile(made_workspace, copy)
    return copy


@pytest.fixture
def session_for(request: pytest.FixtureRequest) -> Iterator[SessionFor]:
    """Opens sessions (without ``workspace``: on a copy of the example) and closes them afterwards.

    ``body=""``: none chosen, unless the workspace has just one. ``day`` other than 2026-11-25: a past day.
    """
    from tui.starting import open_session

    opened: list[Session] = []

    def make(
        body: str = "132063",
        workspace: Path | None = None,
        read_only: bool = False,
        day: date | None = None,
    ) -> "Session":
        path = workspace or request.getfixturevalue("example_workspace")
        session = open_session(
            body=body,
            as_of=day.isoformat() if day is not None else "",
            workspace=str(path),
            read_only=read_only,
            now=lambda: FROZEN,
        )
        session.actor = "tester"
        opened.append(session)
        return session

    yield make
    for session in opened:
        session.close()


@pytest.fixture
def no_workspace(tmp_path: Path) -> Path:
    """Where a workspace may be made; nothing is there."""
    return tmp_path / "nothing" / "workspace.sqlite3"


@pytest.fixture
def drive() -> Drive:
    """Runs an app without a terminal: ``drive(app, script, size)``; ``script`` presses keys and looks."""

    def run(app: "KonkyoApp", script: Script, size: tuple[int, int] = (120, 36)) -> None:
        async def whole() -> None:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await script(pilot)

        asyncio.run(whole())

    return run


@pytest.fixture
def screen_text() -> ScreenText:
    """What stands on the screen now, line by line."""

    def read(app: "KonkyoApp") -> str:
        strips = app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    return read


async def press(pilot: "Pilot[None]", *keys: str) -> None:
    """Press keys one after the other; what is typed into a filter has been looked for afterwards."""
    from tui.widgets.filter_line import FilterLine

    for key in keys:
        await pilot.press(key)
        await pilot.pause(_TYPED if isinstance(pilot.app.focused, FilterLine) else None)


async def settle(pilot: "Pilot[None]") -> None:
    """Wait until nothing goes on in the background and the screen stays as it is."""
    alike, before = 0, ""
    for _ in range(_MOST_LOOKS):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        _stop_blinking(pilot.app.focused)
        strips = pilot.app.screen._compositor.render_strips()
        now = "\n".join(f"{segment.text}{segment.style}" for strip in strips for segment in strip)
        alike = alike + 1 if now == before else 0
        if alike == _LOOKS_ALIKE:
            return
        before = now
        await asyncio.sleep(0.04)


def _stop_blinking(field: "Widget | None") -> None:
    """A cursor that blinks is drawn in one picture and not in the next."""
    from textual.widgets import Input, TextArea

    if isinstance(field, Input | TextArea) and field.cursor_blink:
        field.cursor_blink = False


@pytest.fixture
def settled_compare(snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """``snap_compare`` of a screen that has come to rest, before the keys are pressed and after."""

    def compare(
        app: "KonkyoApp",
        press: Iterable[str] = (),
        terminal_size: tuple[int, int] = (80, 24),
        run_before: Callable[["Pilot[None]"], Awaitable[None]] | None = None,
    ) -> bool:
        async def before(pilot: "Pilot[None]") -> None:
            await settle(pilot)
            for key in press:
                await pilot.press(key)
                if len(key) > 1:  # letters are typed on, the other keys open and move
                    await settle(pilot)
            if run_before is not None:
                await run_before(pilot)
            await settle(pilot)

        return snap_compare(app, terminal_size=terminal_size, run_before=before)

    return compare
