"""法令: laws on the day in view, their provisions, what hangs on them; by keys only."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from registry.knowledge.cards import ItemRef
from registry.text.display import width
from screen_fixtures import SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.places.law_rows import law_lines, numbers_of
from tui.places.laws import Laws
from tui.widgets.filter_line import FilterLine
from tui.widgets.law_pane import LawPane

if TYPE_CHECKING:
    from textual.pilot import Pilot

FISHING_PORTS = date(2018, 4, 1)


def laws_of(app: KonkyoApp) -> Laws:
    place = app.place
    assert isinstance(place, Laws)
    return place


def pane_of(app: KonkyoApp) -> LawPane:
    return laws_of(app).pane


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([5], "5"),
        ([2, 3], "2・3"),
        ([9, 10, 11, 12], "9-12"),
        ([12, 10, 9, 1], "1・9・10・12"),
        ([1, 2, 3, 5, 6, 8, 9, 10], "1-3・5・6・8-10"),
        ([2, "L1"], "2・L1"),
    ],
)
def test_numbers_are_drawn_together(numbers: list[int | str], said: str) -> None:
    assert numbers_of([ItemRef(f"i{number}", number, "") for number in numbers]) == said


def test_every_law_is_there_those_of_the_items_first(session_for: SessionFor) -> None:
    session = session_for()
    lines = law_lines(session)
    assert {line.law.id for line in lines} == set(session.knowledge.laws)
    used = [bool(line.items) for line in lines]
    assert used == sorted(used, reverse=True)
    assert 1 in {item.number for item in lines[0].items}


def test_from_a_law_to_a_provision_to_an_item_and_back(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("slash", *"道路法", "enter", "enter")
        assert pane_of(app).shows == "law"
        assert pane_of(app).key.startswith("provision/road_act:")
        await pilot.press("enter")
        assert pane_of(app).shows == "provision"
        assert "公開の形" in screen_text(app)
        await pilot.press("g")
        assert pane_of(app).shows == "graph"
        await pilot.press("enter")
        await pilot.press("escape", "escape")
        assert pane_of(app).shows == "provision"
        while not pane_of(app).key.startswith("item/"):
            before = pane_of(app).key
            await pilot.press("down")
            assert pane_of(app).key != before or before.startswith("item/")
        provision = pane_of(app).provision
        await pilot.press("enter")
        await pilot.pause()
        assert app.here == "items"
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert app.here == "laws"
        assert pane_of(app).provision == provision
        await pilot.press("escape", "escape")
        assert laws_of(app).rows.has_focus

    drive(app, script)


def test_a_renaming_stands_once_on_the_line_of_time_and_no_raw_ids(
    session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.pause()
        laws_of(app).enter("fishing_port_act")
        await pilot.pause()
        text = pane_of(app).text
        assert text.count("R6.4.1  ") == 1
        assert "漁港漁場整備法から漁港及び漁場の整備等に関する法律へ改題" in text
        assert "条文を読んだ版  R6.4.1 施行（令和5年法律第34号による改正）" in text
        assert "_2024" not in text
        await pilot.press("g")
        await pilot.pause()
        assert "これの条項" in pane_of(app).text
        assert "条項として含まれる" not in pane_of(app).text

    drive(app, script)


def test_words_that_stand_in_a_row_find_a_law(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("slash", *"政令")
        await pilot.pause()
        found = laws_of(app).rows.count
        orders = [line for line in laws_of(app).every_line() if line.law.kind.value == "政令"]
        assert found >= len(orders) > 0

    drive(app, script)


def test_old_titles_and_short_names_find_a_law(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        for words, title in (
            ("漁港漁場整備法", "漁港及び漁場の整備等に関する法律"),
            ("NPO法", "特定非営利活動促進法"),
        ):
            await pilot.press("slash", *words)
            assert pane_of(app).passages[0].text == title
            await pilot.press("escape")
        await pilot.press("slash", *"ありもしない法令")
        assert laws_of(app).rows.count == 0
        assert pane_of(app).passages == ()
        await pilot.press("escape")
        assert laws_of(app).rows.count == len(app.session.knowledge.laws)

    drive(app, script)


def test_on_an_earlier_day_the_law_bears_its_title_of_then(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(day=FISHING_PORTS), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("slash", *"漁港及び漁場", "enter")
        assert pane_of(app).passages[0].text == "漁港漁場整備法"
        texts = [passage.text for passage in pane_of(app).passages]
        today = next(at for at, text in enumerate(texts) if "基準日" in text)
        renamed = next(at for at, text in enumerate(texts) if "これから" in text and "漁港及び漁場" in text)
        assert today < renamed

    drive(app, script)


def test_the_changed_laws_one_after_the_other(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        changed = [line.law.id for line in law_lines(app.session) if line.changed is not None]
        seen = []
        for _ in changed:
            await pilot.press("n")
            seen.append(laws_of(app).rows.key)
        assert seen == changed
        await pilot.press("N")
        assert laws_of(app).rows.key == changed[-2]

    drive(app, script)


def test_the_citation_of_a_provision(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        app.go("laws", "provision/road_act:28条3項")
        await pilot.pause()
        assert "道路法" in pane_of(app).citation
        assert "28条3項（令和8年11月25日現在）https://" in pane_of(app).citation.replace(" ", "")
        assert pane_of(app).address.startswith("https://")
        assert any("引用" in copy.label for copy in laws_of(app).copies())

    drive(app, script)


def test_the_text_of_a_law_outside_is_copied_where_there_is_no_browser(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KonkyoApp(session_for(), place="laws")
    copied: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    monkeypatch.setattr("tui.opening.has_browser", lambda: False)

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("slash", *"水防法", "enter", "o")
        assert copied == [pane_of(app).address]
        assert copied[0].startswith("https://laws.e-gov.go.jp/law/")
        await pilot.press("enter", "enter", "o")
        assert len(copied) == 2
        assert copied[1].startswith(copied[0])

    drive(app, script)


def test_words_of_the_filter_are_inert(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("slash")
        laws_of(app).query_one(FilterLine).value = "[red]法\u202e\x1b[31m" + "長" * 500
        await pilot.pause()
        text = screen_text(app)
        assert laws_of(app).rows.count == 0
        assert "[red]法" in text
        assert not {"\x1b", "\u202e"} & set(text)
        assert all(width(line) <= 120 for line in text.splitlines())
        await pilot.press("escape")
        assert laws_of(app).rows.count == len(app.session.knowledge.laws)

    drive(app, script)


@pytest.mark.parametrize("state", ["no body", "read only", "nothing there"])
def test_without_a_body_or_a_workspace(
    state: str, session_for: SessionFor, drive: Drive, no_workspace: Path
) -> None:
    session = {
        "no body": lambda: session_for(body="", workspace=no_workspace),
        "read only": lambda: session_for(read_only=True),
        "nothing there": lambda: session_for(workspace=no_workspace),
    }[state]()
    app = KonkyoApp(session, place="laws")

    async def script(pilot: "Pilot[None]") -> None:
        if state == "no body":
            await pilot.press("escape")
        await pilot.press("down", "enter", "enter", "g", "escape", "escape", "escape")
        assert laws_of(app).rows.has_focus

    drive(app, script)
    assert not no_workspace.exists()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("law", ["slash", *"漁港及び漁場", "enter"]),
        ("provision", ["slash", *"道路法", "enter", "enter", "enter"]),
        ("graph", ["slash", *"道路法", "enter", "g"]),
    ],
    ids=["law", "provision", "graph"],
)
def test_looks(
    name: str, keys: list[str], size: tuple[int, int], session_for: SessionFor, settled_compare: Any
) -> None:
    del name
    assert settled_compare(KonkyoApp(session_for(), place="laws"), press=keys, terminal_size=size)
