"""Runs the app without a screen of its own and talks about it on plain streams."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from tui.plain.talk import Talk

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import KonkyoApp

_SIZE = (160, 80)
"""Wide and high enough that every place shows all its parts."""
_PATIENCE = 5.0
"""Seconds after which untold background work is no longer waited for, and told work is said to go on."""


def run_plain(app: "KonkyoApp", lines: TextIO, out: TextIO, *, prompt: bool) -> None:
    """Read commands from ``lines`` until they end or the planner leaves; everything said goes to ``out``.

    Nothing but text and line ends is written: no cursor is moved, no colour set.
    """

    def say(text: str) -> None:
        print(text, file=out, flush=True)

    async def talk(pilot: "Pilot[object]") -> None:
        await _settle(app, pilot, say)
        speaker = Talk(app, pilot, say)
        speaker.start()
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, app.stop_work)
        while app.is_running:
            if prompt:
                print("> ", end="", file=out, flush=True)
            line = await asyncio.to_thread(lines.readline)
            if not line:
                app.leave_now()
                break
            await speaker.answer(line)
            await _settle(app, pilot, say)
            speaker.report()

    asyncio.run(app.run_async(headless=True, size=_SIZE, mouse=False, auto_pilot=talk))


async def _settle(app: "KonkyoApp", pilot: "Pilot[object]", say: Callable[[str], None]) -> None:
    """Wait until what was begun is done; long work is told every few seconds, and Ctrl+C asks it to stop."""
    await pilot.pause()
    began = told = monotonic()
    while app.is_running and (app.works or (_at_work(app) and monotonic() - began < _PATIENCE)):
        await asyncio.sleep(0.02)
        if monotonic() - told > _PATIENCE and app.works:
            told = monotonic()
            line = app.works[0].line()
            if line:
                say(line.replace("Esc でやめる", "Ctrl+C でやめる"))
    await pilot.pause()


def _at_work(app: "KonkyoApp") -> bool:
    return any(not worker.is_finished for worker in app.workers)
