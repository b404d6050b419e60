"""Ctrl+K and Ctrl+P: what is found, told apart by word, and where it leads."""

import pytest
from textual.pilot import Pilot

from screen_fixtures import Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.commands import Command
from tui.dialogs.palette import Palette
from tui.dialogs.search import Search
from tui.finding import find_commands, find_headings, find_knowledge, find_records
from tui.global_commands import GLOBAL
from tui.widgets.row_list import RowList


def words_and_names(rows: RowList) -> list[tuple[str, str]]:
    found = [rows.row(place) for place in range(rows.count)]
    texts = [[cell if isinstance(cell, str) else cell.text for cell in row.cells] for row in found if row]
    return [(text[0], text[1]) for text in texts]


async def settled(app: KonkyoApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def test_one_field_finds_items_laws_records_and_commands(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+k", *"道路")
        await settled(app, pilot)
        found = words_and_names(app.screen.query_one(RowList))
        kinds = {word for word, _ in found}
        assert {"項目", "法令", "条", "記録"} <= kinds
        assert ("項目", "道路台帳（都道府県道、市町村道）") in found
        assert "すべて" in screen_text(app)

    drive(app, script)


def test_a_law_is_found_by_a_name_it_had_and_says_so(session_for: SessionFor) -> None:
    hits = find_knowledge(session_for(), "漁港漁場整備法")
    laws = [hit for hit in hits if hit.word == "法令"]
    assert laws[0].name == "漁港及び漁場の整備等に関する法律"
    assert "漁港漁場整備法" in laws[0].note
    assert laws[0].place == "laws"


@pytest.mark.parametrize(
    ("words", "word", "place", "target"),
    [
        ("道路台帳", "項目", "items", "item-15"),
        ("道路法28条3項", "条", "laws", "road_act:28条3項"),
        ("消防水利施設一覧", "標準", "gaps", None),
        ("B06", "施策", "plan", None),
    ],
)
def test_knowledge_leads_to_its_place(
    session_for: SessionFor, words: str, word: str, place: str, target: str | None
) -> None:
    hits = [hit for hit in find_knowledge(session_for(), words) if hit.word == word]
    assert hits[0].place == place
    assert target is None or hits[0].target == target


@pytest.mark.parametrize("words", ["", "  ", "。", "[", "\x1b[31m", "\ud800", "a" * 10_000, "' OR 1=1 --"])
def test_no_words_break_it(session_for: SessionFor, words: str) -> None:
    session = session_for()
    assert isinstance(find_knowledge(session, words), list)
    assert isinstance(find_headings(session, words), list)
    assert isinstance(find_commands(GLOBAL, words), list)
    assert isinstance(find_records(session, words), list)


def test_records_are_found_by_their_titles(session_for: SessionFor) -> None:
    session = session_for()
    hits = find_records(session, "道路台帳")
    assert hits
    assert all(hit.word == "記録" and hit.place == "review" for hit in hits)
    assert find_records(session, "そのような記録はない") == []


def test_without_a_body_there_are_no_records(session_for: SessionFor, no_workspace: object) -> None:
    del no_workspace
    session = session_for()
    session.body = None
    assert find_records(session, "道路") == []
    assert find_headings(session, "目的") == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("取り消す", "undo"),
        ("元に戻す", "undo"),
        ("配色", "theme"),
        ("高コントラスト", "theme"),
        ("きじゅんび", "day"),
        ("ぬりえ", None),
    ],
)
def test_commands_are_found_by_their_japanese_names(words: str, first: str | None) -> None:
    found = find_commands(GLOBAL, words)
    assert (found[0].target if found else None) == first


def test_commands_that_change_nothing_only_when_reading(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(read_only=True))

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p", *"取り込む")
        await pilot.pause()
        assert app.screen.query_one(RowList).count == 0

    drive(app, script)


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
def test_the_palette_does_what_is_taken(session_for: SessionFor, drive: Drive, key: str) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        before = app.theme
        await pilot.press(key, *"配色")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert app.theme != before
        assert len(app.screen_stack) == 1

    drive(app, script)


def test_the_palette_does_commands_of_the_place(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p", *"公開の状態を決める", "enter")
        await pilot.pause()
        await pilot.pause()
        assert type(app.screen).__name__ == "SetState"

    drive(app, script)


def test_search_goes_to_the_item(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+k", *"道路台帳", "tab")
        await settled(app, pilot)
        found = words_and_names(app.screen.query_one(RowList))
        assert {word for word, _ in found} == {"項目"}
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.here == "items"
        assert app.place is not None
        assert app.place.standing().endswith("15")
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.here == "home"

    drive(app, script)


def test_kinds_go_round(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+k", *"道路", "shift+tab")
        await settled(app, pilot)
        assert "[操作]" in screen_text(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "[すべて]" in screen_text(app)
        assert isinstance(app.screen, Search)

    drive(app, script)


def test_arrows_move_while_the_field_keeps_the_focus(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+p", "down", "down")
        assert app.screen.query_one(RowList).cursor == 2
        await pilot.press("x")
        await pilot.pause()
        assert app.screen.query_one(RowList).cursor == 0
        await pilot.press("escape")
        assert len(app.screen_stack) == 1

    drive(app, script)


def test_a_command_is_found_by_any_of_its_words() -> None:
    commands = (
        Command("x", ("x",), "短", "長い名前の操作", "x"),
        Command("y", ("y",), "別", "べつの操作", "y"),
    )
    assert [hit.target for hit in find_commands(commands, "操作 名前")] == ["x"]
    assert [hit.target for hit in find_commands(commands, "")] == ["x", "y"]
