"""konkyo in a real terminal (tmux): starts, takes Japanese, follows the window, gives the terminal back, also after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command_line import cli_environment

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
CRASH = """
import sys
from tui.places import items

def broken(self):
    raise RuntimeError("わざと壊した")

items.Items.fill = broken
from registry.cli.__main__ import main
sys.exit(main())
"""


class Tmux:
    """A shell in a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self._socket = f"konkyo-{uuid.uuid4().hex[:8]}"
        environment = cli_environment() | {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        self._run_in(
            environment, "new-session", "-d", "-x", "100", "-y", "30", "env", "PS1=READY> ", "/bin/sh"
        )

    def _run_in(self, environment: dict[str, str] | None, *words: str) -> str:
        command = ["tmux", "-u", "-f", "/dev/null", "-L", self._socket, *words]
        done = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=PATIENCE)
        return done.stdout.decode()

    def run(self, *words: str) -> str:
        """A command of tmux."""
        return self._run_in(None, *words)

    def type(self, text: str) -> None:
        """Send text as the terminal hands it on."""
        self.run("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Send keys by their names in tmux."""
        self.run("send-keys", *keys)

    def screen(self) -> str:
        """What stands on the screen."""
        return self.run("capture-pane", "-p")

    def told(self, name: str) -> str:
        """A variable of tmux."""
        return self.run("display-message", "-p", f"#{{{name}}}").strip()

    def child(self) -> int:
        """Number of the only process that the shell runs."""
        shell = self.told("pane_pid")
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", shell], capture_output=True, check=True)
        return int(listed.stdout)

    def wait(self, holds: Callable[[str], bool]) -> str:
        """Wait until something holds of the screen."""
        end = time.monotonic() + PATIENCE
        while not holds(screen := self.screen()):
            assert time.monotonic() < end, screen
            time.sleep(0.05)
        return screen

    def close(self) -> None:
        """End the server."""
        self.run("kill-server")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A terminal."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux がありません（tmux を入れると、この試験も走ります）")
    terminal = Tmux(tmp_path)
    try:
        terminal.wait(lambda screen: "READY>" in screen)
        yield terminal
    finally:
        terminal.close()


def start(tmux: Tmux, workspace: Path, *, words: str = "-m registry.cli tui") -> None:
    tmux.type(f"{sys.executable} {words} --workspace {workspace} --body 132063; echo CODE=$?\n")
    tmux.wait(lambda screen: "公開の状況" in screen)


def assert_given_back(tmux: Tmux) -> None:
    """The shell's own screen, cursor, echo and mouse are as before."""
    assert tmux.told("alternate_on") == "0"
    assert tmux.told("cursor_flag") == "1"
    assert tmux.told("mouse_any_flag") == "0"
    tmux.type("echo 'a'b'c'\n")
    tmux.wait(lambda screen: "\nabc\n" in screen)


def test_it_starts_takes_japanese_follows_the_window_and_gives_the_terminal_back(
    tmux: Tmux, example_workspace: Path
) -> None:
    start(tmux, example_workspace)
    assert tmux.told("alternate_on") == "1"
    tmux.type("2")
    tmux.wait(lambda screen: "24件中24件" in screen)
    tmux.type("漁港")  # committed by an input method while the list has the focus
    screen = tmux.wait(lambda screen: "絞り込み: 「漁港」" in screen)
    assert "日本語入力のため絞り込みに入れました" in screen
    assert "漁港台帳" in screen
    tmux.press("Escape")
    tmux.wait(lambda screen: "24件中24件" in screen)
    tmux.run("resize-window", "-x", "80", "-y", "24")
    screen = tmux.wait(lambda screen: "画面の切替 1-8" in screen)
    assert len(screen.rstrip("\n").split("\n")) == 24
    tmux.run("resize-window", "-x", "150", "-y", "40")
    tmux.wait(lambda screen: "1ホーム [2情報項目]" in screen)
    tmux.type("？")  # a full-width key
    tmux.wait(lambda screen: "説明  情報項目の画面" in screen)
    tmux.press("Escape")
    tmux.wait(lambda screen: "名前かキーで絞り込み" not in screen)
    tmux.press("C-c")
    tmux.wait(lambda screen: "端末のクリップボードへ送りました" in screen)
    tmux.press("C-q")
    tmux.wait(lambda screen: "CODE=0" in screen)
    assert_given_back(tmux)


def test_a_crash_gives_the_terminal_back_and_says_what_is_kept(
    tmux: Tmux, example_workspace: Path, tmp_path: Path
) -> None:
    script = tmp_path / "broken.py"
    script.write_text(CRASH, encoding="utf-8")
    start(tmux, example_workspace, words=f"{script} tui")
    tmux.type("2")
    screen = tmux.wait(lambda screen: "\nCODE=" in screen)
    assert "CODE=1" in screen
    assert "思わぬ誤りで画面を閉じました" in screen
    assert "変更は保存されています" in screen
    assert_given_back(tmux)


@pytest.mark.parametrize(("name", "code"), [("TERM", 143), ("HUP", 129)])
def test_a_killed_program_gives_the_terminal_back_and_remembers(
    tmux: Tmux, example_workspace: Path, name: str, code: int
) -> None:
    start(tmux, example_workspace, words="-m registry.cli tui")
    tmux.type("2")
    tmux.wait(lambda screen: "24件中24件" in screen)
    os.kill(tmux.child(), getattr(signal, f"SIG{name}"))
    screen = tmux.wait(lambda screen: "\nCODE=" in screen)
    assert f"CODE={code}" in screen
    assert "誤り" not in screen
    assert_given_back(tmux)
    kept = example_workspace.with_name(f"{example_workspace.name}.screen.json").read_text(encoding="utf-8")
    assert '"place": "items"' in kept


def test_a_terminal_that_is_closed_ends_the_program(tmux: Tmux, example_workspace: Path) -> None:
    start(tmux, example_workspace)
    tmux.type("2")
    tmux.wait(lambda screen: "24件中24件" in screen)
    program = tmux.child()
    tmux.run("respawn-pane", "-k", "env", "PS1=READY> ", "/bin/sh")
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{program}").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    kept = example_workspace.with_name(f"{example_workspace.name}.screen.json").read_text(encoding="utf-8")
    assert '"place": "items"' in kept


def test_konkyo_alone_opens_the_screen(tmux: Tmux, example_workspace: Path) -> None:
    tmux.type(f"KONKYO_WORKSPACE={example_workspace} {sys.executable} -m registry.cli; echo CODE=$?\n")
    screen = tmux.wait(lambda screen: "公開の状況" in screen)
    assert "府中市" in screen  # the only body of the workspace
    tmux.press("q")
    tmux.wait(lambda screen: "CODE=0" in screen)
    assert_given_back(tmux)


def test_a_terminal_that_can_nothing_is_told_of_the_plain_mode(tmux: Tmux, example_workspace: Path) -> None:
    tmux.type(
        f"TERM=dumb {sys.executable} -m registry.cli tui --workspace {example_workspace}; echo CODE=$?\n"
    )
    screen = tmux.wait(lambda screen: "\nCODE=" in screen)
    assert "CODE=2" in screen
    assert "--plain" in screen


def test_a_wrong_body_is_told_before_the_screen_is_taken(tmux: Tmux) -> None:
    tmux.type(f"{sys.executable} -m registry.cli tui --body ないまち; echo CODE=$?\n")
    screen = tmux.wait(lambda screen: "\nCODE=" in screen)
    assert "CODE=2" in screen
    assert tmux.told("alternate_on") == "0"
