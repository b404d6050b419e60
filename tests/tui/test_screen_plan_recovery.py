"""What is typed survives: kill -9 in a real terminal loses at most the last second, and the next start says so."""

import os
import re
import select
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from command_line import cli_environment
from plan_desk import autosaved, begin, done, plan_of, press, write
from screen_fixtures import FROZEN, Drive, SessionFor
from tui.app import KonkyoApp
from tui.plan_file import RECOVERY, Recovery
from tui.plan_work import PlanWork

if TYPE_CHECKING:
    from textual.pilot import Pilot

SHORT = "# 計画（案）\n\n## 第1章 現状\n\n本文\n"
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-9;?<>=$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^][^\x1b]*\x1b\\|[@-Z\\^_=>])"
)


class Terminal:
    """The program under a pseudo-terminal of 100 × 30."""

    def __init__(self, *words: str) -> None:
        import fcntl
        import pty
        import termios

        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "registry.cli", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=cli_environment() | {"TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)
        self._drawn = b""

    def press(self, keys: str) -> None:
        """Send keys; what is drawn is read anew."""
        self._drawn = b""
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str) -> None:
        """Wait until a text was drawn since the last keys."""
        end = monotonic() + 30
        while text not in (drawn := _ESCAPES.sub("", self._drawn.decode("utf-8", errors="ignore"))):
            ready = select.select([self._ours], [], [], max(end - monotonic(), 0))[0]
            assert ready, f"{text!r} was not drawn: {drawn!r}"
            self._drawn += os.read(self._ours, 65_536)

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the terminal."""
        self.kill()
        os.close(self._ours)


@contextmanager
def started(workspace: Path) -> Iterator[Terminal]:
    terminal = Terminal("tui", "--body", "132063", "--workspace", str(workspace))
    try:
        terminal.wait_for("1ホーム")
        terminal.press("5")
        yield terminal
    finally:
        terminal.close()


@pytest.mark.skipif(os.name == "nt", reason="POSIX の端末が要ります")
def test_kill_9_loses_at_most_the_last_second(session_for: SessionFor, example_workspace: Path) -> None:
    session = session_for(workspace=example_workspace)
    path = begin(session, SHORT)
    session.close()
    with started(example_workspace) as terminal:
        terminal.wait_for("第1章")
        terminal.press("\r")
        terminal.wait_for("5行")
        terminal.press("\x1b[F（失われない。")
        terminal.wait_for("失われない。")
        sleep(1.0)
        terminal.press("最後の一秒")
        terminal.kill()
    assert path.read_text(encoding="utf-8") == SHORT
    with started(example_workspace) as terminal:
        terminal.wait_for("前回の終わりに保存した案を開きました")
        terminal.wait_for("最後の1秒は無いことがあります")
        terminal.press("\r")
        terminal.wait_for("失われない。")
        terminal.press("\x1b")
        terminal.wait_for("手直しを保存しました")
    text = path.read_text(encoding="utf-8")
    assert text.replace("最後の一秒", "") == SHORT.replace("本文", "本文（失われない。")
    assert not Recovery(path).path.exists()


def test_a_recovery_that_says_nothing_new_is_cleared(session_for: SessionFor) -> None:
    session = session_for()
    path = begin(session, SHORT)
    Recovery(path).write(SHORT)
    work = PlanWork(session)
    assert work.recovered is None
    assert not Recovery(path).path.exists()


def test_a_recovery_is_told_and_stored_as_a_version(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    Recovery(path).write(f"{SHORT}書きかけ\n")
    at = (FROZEN - timedelta(minutes=14)).timestamp()
    os.utime(Recovery(path).path, (at, at))
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        assert app.messages[-1].startswith("前回の終わりに保存した案を開きました（09:46、最後の1秒")
        assert "書きかけ" in plan_of(app).editor.text
        assert path.read_text(encoding="utf-8") == SHORT
        await press(pilot, "escape")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8").endswith("書きかけ\n")
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8") == SHORT

    drive(app, script, (80, 24))


def test_a_recovery_may_be_read_where_nothing_may_be_changed(
    session_for: SessionFor, drive: Drive, example_workspace: Path
) -> None:
    path = begin(session_for(workspace=example_workspace), SHORT)
    Recovery(path).write(f"{SHORT}書きかけ\n")
    app = KonkyoApp(session_for(workspace=example_workspace, read_only=True), place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        assert "書きかけ" in plan_of(app).editor.text
        await press(pilot, "escape", "ctrl+q")

    drive(app, script, (80, 24))
    assert Recovery(path).path.exists()
    assert path.read_text(encoding="utf-8") == SHORT


@pytest.mark.parametrize("left", [b"\xff\xfe\x00", None])
def test_a_recovery_that_cannot_be_read_is_passed_over(left: bytes | None, session_for: SessionFor) -> None:
    session = session_for()
    path = begin(session, SHORT)
    file = path.with_name(path.name + RECOVERY)
    if left is None:
        file.mkdir()
    else:
        file.write_bytes(left)
    work = PlanWork(session)
    assert work.text == SHORT
    assert work.recovered is None


def test_what_is_typed_is_kept_within_a_second(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "enter")
        await write(pilot, "打った文")
        await autosaved(app, pilot)
        left = Recovery(path).read(FROZEN)
        assert left is not None
        assert "打った文" in left[0]
        assert session.saved_at == FROZEN

    drive(app, script, (80, 24))


def test_a_plan_whose_file_is_gone_is_told(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    path.unlink()
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        assert "計画のファイルがありません" in app.messages[-1]
        await press(pilot, "v", "v", "v", "v", "r")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8") == SHORT

    drive(app, script, (80, 24))


def test_a_file_that_cannot_be_written_loses_nothing(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from registry.errors import UsageError

    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    def refuse(*_: object) -> None:
        raise UsageError("書けません", where=str(path))

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "enter")
        await write(pilot, "打った文")
        await autosaved(app, pilot)
        monkeypatch.setattr("tui.plan_open.write_atomically", refuse)
        await press(pilot, "escape")
        await done(app, pilot)
        assert "書けません" in app.messages[-1]
        assert "打った文" in plan_of(app).editor.text
        monkeypatch.undo()
        await press(pilot, "escape")
        await done(app, pilot)
        assert "打った文" in path.read_text(encoding="utf-8")

    drive(app, script, (80, 24))
