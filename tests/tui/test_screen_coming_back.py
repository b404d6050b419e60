"""Coming back to a place: the focus is where it was, or in the main list, never in a field; the place fits."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from screen_fixtures import Drive, SessionFor, press, settle
from tui.app import KonkyoApp
from tui.memory import Memory
from tui.widgets.filter_line import FilterLine
from tui.widgets.passages import Passages
from tui.widgets.row_list import RowList


def test_a_filter_takes_no_key_that_was_meant_for_a_place(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "2", "slash", *"漁港", "enter", "3", "2")
        assert app.here == "items"
        assert isinstance(app.focused, RowList)
        await press(pilot, "3")
        assert app.here == "gaps"
        assert app.query_one("#place-items FilterLine", FilterLine).value == "漁港"
        await press(pilot, "slash", *"道路", "ctrl+pageup", "ctrl+pagedown")
        assert app.here == "gaps"
        assert isinstance(app.focused, RowList), "even when the planner left while typing"

    drive(app, script)


def test_after_a_restart_the_list_has_the_focus(
    session_for: SessionFor, drive: Drive, tmp_path: Path
) -> None:
    path = tmp_path / "w.screen.json"

    async def leave(pilot: "Pilot[None]") -> None:
        await press(pilot, "2", "slash", *"漁港", "enter", "q")

    async def come_back(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        assert again.here == "items"
        await press(pilot, "3", "1", "5")
        assert again.here == "plan"
        assert again.query_one("#place-items FilterLine", FilterLine).value == "漁港"

    drive(KonkyoApp(session_for(), memory=Memory(path)), leave)
    again = KonkyoApp(session_for(), memory=Memory(path))
    drive(again, come_back)


def test_the_pane_that_had_the_focus_has_it_again(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: "Pilot[None]") -> None:
        await settle(pilot)
        await press(pilot, "f6")
        before = app.focused
        assert isinstance(before, Passages)
        await press(pilot, "3", "2")
        assert app.focused is before

    drive(app, script)


@pytest.mark.parametrize("again", range(2))
def test_a_place_fits_although_a_dialog_was_opened_at_once(
    session_for: SessionFor, drive: Drive, again: int
) -> None:
    del again
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        app.go("items")
        app.ask_help()
        await settle(pilot)
        rows = app.screen_stack[0].query_one("#place-items RowList", RowList)
        assert rows.region.width == 80
        assert app.screen_stack[0].query_one("#place-items").has_class("narrow")

    drive(app, script, (80, 24))
