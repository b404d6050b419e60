"""Long work, what is remembered from one sitting to the next, and keys as they are printed."""

import json
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from registry.errors import KonkyoError
from screen_fixtures import FROZEN, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.commands import Command, key_of, shown_key
from tui.global_commands import GLOBAL
from tui.long_work import LongWork, Stopped
from tui.memory import Memory
from tui.places import PLACES
from tui.starting import open_session


def rows_of(screen: str) -> list[str]:
    return screen.split("\n")


def test_long_work_is_told_and_stopped_with_escape(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())
    going = threading.Event()

    async def script(pilot: Pilot[None]) -> None:
        work = LongWork(doing="数えています", can_stop=True)

        def count() -> int:
            done = 0
            while True:
                done += 1
                going.wait(0.01)
                work.progress(done, 100_000)

        results: list[int] = []
        app.in_background(count, results.append, work)
        work.started -= 2
        await pilot.pause(0.3)
        line = rows_of(screen_text(app))[-2]
        assert "数えています" in line
        assert "/ 100,000件" in line
        assert "Esc でやめる" in line
        await pilot.press("escape")
        await pilot.pause(0.3)
        assert app.messages[-1] == "やめました。何も変えていません"
        assert results == []
        assert app.works == []

    drive(app, script)


def test_work_that_fails_is_reported(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        def fail() -> None:
            raise KonkyoError("読めません", mend="直す")

        app.in_background(fail, lambda _: None)
        await pilot.pause(0.2)
        assert app.messages[-1] == "読めません  対処: 直す"

    drive(app, script)


def test_short_work_is_not_told() -> None:
    assert LongWork(doing="数えています").line() == ""
    work = LongWork()
    work.stop()
    with pytest.raises(Stopped):
        work.progress(1)


def test_leaving_while_something_is_written_asks_first(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())
    done = threading.Event()

    async def script(pilot: Pilot[None]) -> None:
        work = LongWork(doing="取り込んでいます", changes=True)
        app.in_background(lambda: done.wait(5), lambda _: None, work)
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        assert len(app.screen_stack) == 2
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        await pilot.press("enter")
        await pilot.pause()
        assert app.is_running
        done.set()

    drive(app, script)


def test_place_cursor_and_filter_are_found_again(
    session_for: SessionFor, drive: Drive, tmp_path: Path
) -> None:
    path = tmp_path / "w.screen.json"

    async def work(pilot: Pilot[None]) -> None:
        await pilot.press("2", "slash", *"gyokou", "escape", "down", "down", "down")
        await pilot.press("slash", *"台帳")
        await pilot.press("enter", "down", "q")

    first = KonkyoApp(session_for(), memory=Memory(path))
    drive(first, work)
    kept = json.loads(path.read_text())["values"]["132063"]
    assert kept["place"] == "items"
    key = kept["places"]["items"]["cursors"]

    async def look(pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert again.here == "items"
        place = again.place
        assert place is not None
        assert place.remember()["cursors"] == key
        assert "台帳" in place.where()[0]

    again = KonkyoApp(session_for(), memory=Memory(path))
    drive(again, look)
    other = KonkyoApp(session_for("131016"), memory=Memory(path))

    async def elsewhere(pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await pilot.pause()
        assert other.place is not None
        assert "台帳" not in other.place.where()[0]

    drive(other, elsewhere)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 99}', '{"version": 1, "values": {"132063": 7}}', "\x00"]
)
def test_a_broken_memory_is_passed_over(
    session_for: SessionFor, drive: Drive, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "w.screen.json"
    path.write_text(content)
    app = KonkyoApp(session_for(), memory=Memory(path))

    async def script(pilot: Pilot[None]) -> None:
        assert app.here == "home"
        await pilot.press("q")

    drive(app, script)


def test_the_body_worked_for_last_is_opened_again(tmp_path: Path, no_workspace: Path) -> None:
    memory = Memory(tmp_path / "w.screen.json")
    assert memory.last_body == ""
    memory.keep("131016", place="items")
    memory.keep("132063", place="gaps")
    memory.keep("131016", place="items")
    memory.save()
    last = Memory(tmp_path / "w.screen.json").last_body
    assert last == "131016"
    for known, code in ((last, "131016"), ("", None), ("999999", None)):
        session = open_session(
            body="",
            as_of="",
            workspace=str(no_workspace),
            read_only=False,
            now=lambda: FROZEN,
            last_body=known,
        )
        assert (session.body.code if session.body is not None else None) == code
        session.close()


def test_without_a_body_one_is_asked_for(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, no_workspace: Path
) -> None:
    app = KonkyoApp(session_for("", no_workspace))

    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert "団体を選ぶ" in screen_text(app)
        await pilot.press(*"ふちゅう")
        await pilot.pause()
        assert "都道府県を確かめてください" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.session.body is not None
        assert "府中" in rows_of(screen_text(app))[0]
        assert not no_workspace.exists()

    drive(app, script)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("ctrl+k", "Ctrl+K"),
        ("f5", "F5"),
        ("question_mark", "?"),
        ("ctrl+end", "Ctrl+End"),
        ("U", "U"),
        ("u", "u"),
    ],
)
def test_keys_are_shown_as_they_are_printed(key: str, shown: str) -> None:
    assert shown_key(key) == shown


@pytest.mark.parametrize(
    ("character", "key"),
    [("Ａ", "A"), ("３", "3"), ("／", "slash"), ("・", "slash"), ("　", "space"), ("漁", "x")],
)
def test_full_width_characters_are_keys(character: str, key: str) -> None:
    assert key_of("x", character) == key


def test_ids_of_commands_are_one_in_each_place(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        for number, name in enumerate(PLACES, 1):
            await pilot.press(str(number))
            await pilot.pause()
            place = app.place
            assert place is not None
            assert app.here == name
            commands: list[Command] = [*place.COMMANDS, *GLOBAL]
            ids = [command.id for command in commands]
            assert len(ids) == len(set(ids)), name
            assert all(callable(getattr(place, command.action, None)) for command in place.commands()), name

    drive(app, script)
