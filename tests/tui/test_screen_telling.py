"""What the message line says, how long, and in whose words; taking back in the background."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from registry.errors import KonkyoError, UsageError, WorkspaceError
from registry.workspace.repository import Workspace
from screen_fixtures import FROZEN, Drive, ScreenText, SessionFor, press, settle
from tui import clipboards, taking_back, telling
from tui.app import KonkyoApp
from tui.clipboards import clipboard_command, put_into_clipboard
from tui.dialogs.export_list import ExportList
from tui.finding import find_commands
from tui.global_commands import GLOBAL
from tui.helping import find_help, help_entries
from tui.places import PLACES, make_place
from tui.readings import reading
from tui.screen_words import remedy, told

CODE = "132063"


def line_of(screen: str) -> str:
    return screen.split("\n")[-2]


def test_a_message_goes_with_the_key_to_another_place(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        app.say("採用しました")
        await press(pilot, "down")
        assert "採用しました" in line_of(screen_text(app))
        await press(pilot, "3")
        assert "採用しました" not in line_of(screen_text(app))
        assert app.messages == ["採用しました"]
        app.reload()
        app.go("items")
        await settle(pilot)
        assert "読み直しました" in line_of(screen_text(app)), "it was told with that very key"

    drive(app, script)


def test_a_message_goes_after_a_time(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_SHORT", 0.05)
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        app.say("採用しました", undo=True)
        await pilot.pause(0.2)
        assert "採用しました" in line_of(screen_text(app)), "what can be taken back stays longer"
        app.say("読み直しました")
        await pilot.pause(0.2)
        assert line_of(screen_text(app)).strip() == ""

    drive(app, script)


def test_a_long_message_keeps_what_can_be_done_now(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        app.say(f"取り込みました: {'長い名前' * 40}.csv", undo=True)
        await settle(pilot)
        assert line_of(screen_text(app)).rstrip().endswith("…  Ctrl+Z で元に戻す")
        app.report(UsageError("書けません", where="/" + "長い" * 60, why="権限がない", mend="別の所にする"))
        await settle(pilot)
        assert line_of(screen_text(app)).rstrip().endswith("…  対処: 別の所にする")

    drive(app, script, (80, 24))


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            UsageError("取り消せる変更がありません", mend="konkyo history で確かめてください"),
            "H で変更の履歴を",
        ),
        (UsageError("やり直せる取消しがありません", mend="konkyo history で"), "H で変更の履歴を"),
        (
            UsageError("もうあります", mend="別の名前か、--overwrite を付けてください"),
            "別の名前にしてください",
        ),
        (
            WorkspaceError("開けません", mend="--workspace で指定してください。消さないでください"),
            "消さないで",
        ),
        (UsageError("読めません", mend="ファイルを閉じてください"), "ファイルを閉じてください"),
    ],
)
def test_remedies_are_keys_not_command_lines(problem: KonkyoError, words: str) -> None:
    assert words in remedy(problem)
    assert not {"konkyo", "--"} & set(told(problem)[1].split())
    assert "--" not in "".join(told(problem))


def test_undo_without_a_change_and_redo_name_things(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for("131016"), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "ctrl+z")
        assert app.messages[-1] == "取り消せる変更がありません  対処: H で変更の履歴を見られます"
        await press(pilot, "t", "3")
        await settle(pilot)
        name = app.session.store().history("131016")[0].command
        for _ in range(2):
            await press(pilot, "ctrl+z")
            assert app.messages[-1].startswith(f"取り消しました: {name}")
            await press(pilot, "ctrl+y")
            assert app.messages[-1].startswith(f"やり直しました: {name}")

    drive(app, script)


def test_taking_back_much_goes_on_in_the_background(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "_AT_ONCE", 0)
    going = threading.Event()
    undo = Workspace.undo

    def slow(self: Workspace, *given: Any, progress: Callable[[int, int], object], **more: Any) -> Any:
        def wait(done: int, total: int) -> None:
            going.wait(5)
            progress(done, total)

        return undo(self, *given, progress=wait, **more)

    monkeypatch.setattr(Workspace, "undo", slow)
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        count = len(app.session.store().records(CODE))
        assert count
        await press(pilot, "u", "down", "3")
        assert app.here == "gaps", "keys are alive"
        await press(pilot, "u")
        assert app.messages[-1].startswith("いまは変えられません  理由: 取り消しています")
        await press(pilot, "escape")
        going.set()
        await settle(pilot)
        assert app.messages[-1] == "やめました。何も変えていません"
        assert len(app.session.store().records(CODE)) == count
        await press(pilot, "u")
        await settle(pilot)
        assert app.messages[-1].startswith("取り消しました: ")
        assert len(app.session.store().records(CODE)) == 0
        await press(pilot, "U")
        await settle(pilot)
        assert app.messages[-1].startswith("やり直しました: ")
        assert len(app.session.store().records(CODE)) == count

    drive(app, script)


def test_a_key_that_may_not_change_says_why(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(day=FROZEN.date().replace(year=2018)), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        for key in ("t", "u", "i"):
            await press(pilot, key)
            assert app.messages.pop() == "過去の日付で見ています。変えることはできません  D で今日へ"
        assert len(app.screen_stack) == 1

    drive(app, script)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ない/一覧.csv", "ない がありません"),
        ("物.txt/一覧.csv", "フォルダーではありません"),
        ("箱.csv", "フォルダーの名前です"),
    ],
)
def test_a_place_where_nothing_can_be_written_keeps_the_dialog(
    session_for: SessionFor, drive: Drive, tmp_path: Path, name: str, why: str
) -> None:
    (tmp_path / "物.txt").touch()
    (tmp_path / "箱.csv").mkdir()
    app = KonkyoApp(session_for())
    answers: list[Path | None] = []

    async def script(pilot: "Pilot[None]") -> None:
        app.push_screen(
            ExportList("書き出す", str(tmp_path / name).removesuffix(".csv"), ((".csv", "CSV"),)),
            answers.append,
        )
        await settle(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert answers == []
        assert why in str(app.screen.query_one("#export-note", Static).content)

    drive(app, script, (200, 50))


@pytest.mark.parametrize(
    ("words", "found"),
    [("もど", "undo"), ("とりこ", "import"), ("ハイショク", "theme"), ("やりなお", "redo")],
)
def test_commands_are_found_by_their_reading(
    session_for: SessionFor, drive: Drive, words: str, found: str
) -> None:
    app = KonkyoApp(session_for())
    assert found in [hit.target for hit in find_commands(GLOBAL, words)]

    async def script(pilot: "Pilot[None]") -> None:
        del pilot
        assert found in [entry.id for entry in find_help(help_entries(app), words)]

    drive(app, script)


def test_every_command_has_a_reading() -> None:
    commands = [*GLOBAL, *(command for name in PLACES for command in make_place(name).COMMANDS)]
    names = {name for command in commands for name in (command.label, command.title)}
    unread = {name for name in names if any("一" <= character <= "鿿" for character in reading(name))}
    assert unread == set(), "add the words to tui/readings.py"


@pytest.mark.parametrize(
    ("environment", "program"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "xclip"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-copy"),
        ({"WSL_DISTRO_NAME": "Ubuntu"}, "clip.exe"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a"}, ""),
        ({"DISPLAY": ":0", "TEXTUAL_DRIVER": "web"}, ""),
    ],
)
def test_the_clipboard_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], program: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert (clipboard_command(environment) or ("",))[0] == program


def test_a_clipboard_that_fails_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    for command, taken in ((("true",), True), (("false",), False), (("ない-program",), False)):
        monkeypatch.setattr(clipboards, "clipboard_command", lambda command=command: command)
        assert put_into_clipboard("字") is taken
