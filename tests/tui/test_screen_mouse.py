"""The fixed lines under the mouse: a click on a place, the body, the day or a key does what the key does."""

import pytest
from textual.pilot import Pilot

from registry.text.display import width
from screen_fixtures import Drive, ScreenText, SessionFor, press, settle
from tui.app import KonkyoApp
from tui.dialogs.choose_body import ChooseBody
from tui.dialogs.choose_day import ChooseDay
from tui.dialogs.choose_place import ChoosePlace
from tui.dialogs.help import Help
from tui.dialogs.search import Search
from tui.dialogs.set_state import SetState
from tui.places import PLACES
from tui.widgets.filter_line import FilterLine


async def click_on(pilot: "Pilot[None]", screen: str, row: int, text: str) -> None:
    """Click the middle of a text on a line of the screen."""
    line = screen.split("\n")[row]
    assert text in line, line
    at = width(line[: line.index(text)]) + width(text) // 2
    await pilot.click(offset=(at, row if row >= 0 else pilot.app.size.height + row))
    await settle(pilot)


def test_every_place_is_reached_with_the_mouse_alone(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        for number, (name, (title, _, _)) in reversed(list(enumerate(PLACES.items(), 1))):
            await click_on(pilot, screen_text(app), 0, f"{number}{title}")
            assert app.here == name

    drive(app, script, (120, 36))


@pytest.mark.parametrize(
    ("row", "text", "dialog"),
    [
        (0, "府中市", ChooseBody),
        (0, "基準日", ChooseDay),
        (-1, "Ctrl+K さがす", Search),
        (-1, "? 説明", Help),
        (-1, "t 状態", SetState),
    ],
)
def test_body_day_and_keys_are_clicked(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, row: int, text: str, dialog: type
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        await click_on(pilot, screen_text(app), row, text)
        assert isinstance(app.screen, dialog)
        await pilot.press("escape")
        assert len(app.screen_stack) == 1

    drive(app, script)


def test_a_narrow_screen_lists_the_places(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        await click_on(pilot, screen_text(app), 0, "画面の切替")
        assert isinstance(app.screen, ChoosePlace)
        await press(pilot, "3")
        await settle(pilot)
        assert app.here == "gaps"

    drive(app, script, (80, 24))


def test_while_a_filter_is_typed_only_keys_that_work_are_shown(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        assert "/ " in screen_text(app).split("\n")[-1]
        await press(pilot, "slash", *"漁港")
        await settle(pilot)
        keys = screen_text(app).split("\n")[-1]
        assert "Enter 一覧へ" in keys
        assert "Esc 絞り込みをやめる" in keys
        assert "Space" not in keys
        assert "/ 絞り込み" not in keys
        await click_on(pilot, screen_text(app), -1, "Enter 一覧へ")
        assert not isinstance(app.focused, FilterLine)
        assert "Enter 一覧へ" not in screen_text(app).split("\n")[-1]

    drive(app, script)
