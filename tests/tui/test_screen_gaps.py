"""The place of the gaps: states of many rows as one change, matrix, exports, empty states."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from registry.analysis.gap_matrix import gap_matrix
from screen_fixtures import SIZES, Drive, ScreenText, SessionFor, press
from tui.app import KonkyoApp
from tui.places.gaps import Gaps


def gaps_of(app: KonkyoApp) -> Gaps:
    place = app.place
    assert isinstance(place, Gaps)
    return place


async def type_text(pilot: Pilot[None], text: str) -> None:
    for character in text:
        await pilot.press(character)
    await pilot.pause()


def test_ten_states_within_the_promised_keys_as_one_change(session_for: SessionFor, drive: Drive) -> None:
    """3, Space × 10, t, 2: thirteen keys."""
    session = session_for()
    app = KonkyoApp(session)
    keys = ["3", *["space"] * 10, "t", "2"]
    before = len(session.store().history("132063"))

    async def script(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        states = session.store().states("132063")
        assert [state.state for state in states] == ["公開予定"] * 10
        assert app.messages[-1] == "10件を「公開予定」にしました  Ctrl+Z で元に戻す"
        assert not gaps_of(app).rows.ticked
        assert len(session.store().history("132063")) == before + 1
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert session.store().states("132063") == ()
        assert len(session.store().history("132063")) == before + 2

    drive(app, script)
    assert len(keys) <= 13


def test_year_section_and_note_in_the_same_dialog(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("t", "tab")
        await type_text(pilot, "R9")
        await pilot.press("enter")
        await type_text(pilot, "建設課")
        await pilot.press("enter", "enter", "enter", "2")
        await pilot.pause()
        (state,) = session.store().states("132063")
        assert (state.state, state.fiscal_year, state.section) == ("公開予定", 2027, "建設課")

    drive(app, script)


def test_a_year_that_is_none_is_told_in_the_dialog_and_nothing_is_lost(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("t", "tab")
        await type_text(pilot, "来年")
        await pilot.press("shift+tab", "2")
        await pilot.pause()
        assert "年度として読めません" in screen_text(app)
        assert session.store().states("132063") == ()

    drive(app, script)


def test_ruling_out_asks_for_the_reason_first(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        first, second = gaps_of(app).rows.row(0), gaps_of(app).rows.row(1)
        assert first is not None
        assert second is not None
        await pilot.press("t", "4")
        await pilot.pause()
        assert session.store().states("132063") == ()
        assert "理由を書いて Enter" in screen_text(app)
        await type_text(pilot, "保管の実績がない")
        await pilot.press("enter")
        await pilot.pause()
        (state,) = session.store().states("132063")
        assert (state.state, state.reason) == ("対象外", "保管の実績がない")
        assert state.target_id == first.key
        assert (gaps_of(app).rows.cursor, gaps_of(app).rows.key) == (0, second.key), "the next one comes"
        target = gaps_of(app).target(first.key)
        assert target is not None
        assert app.messages[-1] == f"{target.name}を「対象外」にしました  Ctrl+Z で元に戻す"
        await pilot.press("end", "t", "0")
        await pilot.pause()
        assert session.store().states("132063") == ()

    drive(app, script)


def test_fields_and_note_are_edited(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("e")
        await type_text(pilot, "危機管理課")
        await pilot.press("ctrl+s")
        await pilot.pause()
        (state,) = session.store().states("132063")
        assert (state.state, state.section) == ("検討中", "危機管理課")
        assert "検討中になりました" in app.messages[-1]
        await pilot.press("m")
        await type_text(pilot, "要相談")
        await pilot.press("enter")
        await pilot.pause()
        (state,) = session.store().states("132063")
        assert (state.section, state.note) == ("危機管理課", "要相談")

    drive(app, script)


def test_a_click_on_a_heading_orders_and_another_turns_the_order(
    session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        place = gaps_of(app)
        await pilot.click("#gaps-list", offset=(20, 0))
        await pilot.pause()
        assert (place.listing.order, place.listing.backwards) == ("name", False)
        assert "並び: 対象" in place.where()[0]
        first = place.rows.row(0)
        await pilot.click("#gaps-list", offset=(20, 0))
        await pilot.pause()
        assert (place.listing.order, place.listing.backwards) == ("name", True)
        assert place.rows.row(place.rows.count - 1) == first

    drive(app, script)


def test_the_matrix_opens_a_cell_as_a_list(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("v")
        await pilot.pause()
        assert "公開予定" in screen_text(app)
        await pilot.press("right", "right", "right", "enter")
        await pilot.pause()
        place = gaps_of(app)
        assert not place.matrix.display
        assert place.rows.count == 2
        assert "情報項目・公開済" in place.where()[0]
        await pilot.press("escape")
        await pilot.pause()
        assert place.rows.count > 20

    drive(app, script)


def test_what_is_hidden_is_told_and_shown_with_one_key(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        place = gaps_of(app)
        hidden = len(place.every_line()) - place.rows.count
        assert hidden
        assert f"絞り込み: 公開済 {hidden}件を隠す（p で表示）" in screen_text(app)
        await press(pilot, "p")
        assert place.rows.count == len(place.every_line())
        assert "絞り込み: なし" in screen_text(app)
        await press(pilot, "p")
        assert f"公開済 {hidden}件を隠す" in screen_text(app)

    drive(app, script, (80, 24))


def test_facet_column_and_matrix_call_a_state_by_one_word(session_for: SessionFor, drive: Drive) -> None:
    """What the catalogue shows to be published is 公開済 in all three."""
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        place = gaps_of(app)
        place.listing.chosen = frozenset({"state:公開済"})
        place.refill()
        await pilot.pause()
        at = [one.id for one in place.listing.visible()].index("state")
        rows = [place.rows.row(number) for number in range(place.rows.count)]
        cells = [row.cells[at] for row in rows if row is not None]
        assert cells
        assert {cell if isinstance(cell, str) else cell.text for cell in cells} == {"公開済"}
        matrix = gap_matrix(app.session.gaps())
        assert len(matrix.rows[-1].cells[matrix.columns.index("公開済")]) == len(cells)

    drive(app, script)


@pytest.mark.parametrize("words", ["要確認", "見当たらず", "項目", "標準", "不明", "検討中", "漁港 不明"])
def test_words_that_stand_in_a_row_are_found(words: str, session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "t", "3", "slash", *words)
        place = gaps_of(app)
        found = {row.key for row in map(place.rows.row, range(place.rows.count)) if row is not None}
        wanted = set()
        for row in place.listing.rows(place.every_line()):
            seen = " ".join(cell if isinstance(cell, str) else cell.text for cell in row.cells)
            wanted |= {row.key} if all(word in seen for word in words.split()) else set()
        assert wanted
        assert wanted <= found

    drive(app, script, (200, 50))


@pytest.mark.parametrize(("ending", "start"), [(".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf"), (".md", b"## ")])
def test_what_is_shown_is_exported(
    ending: str,
    start: bytes,
    session_for: SessionFor,
    drive: Drive,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    app = KonkyoApp(session_for(), place="gaps")
    moves = {".xlsx": 0, ".csv": 1, ".md": 2}[ending]

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+e", "tab", *["right"] * moves, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.messages[-1].startswith("書き出しました")

    drive(app, script)
    (written,) = tmp_path.glob(f"*{ending}")
    assert written.read_bytes().startswith(start)


def test_a_file_is_overwritten_only_when_the_planner_says_so(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "ギャップ_東京都府中市_20261125.xlsx"
    there.write_bytes(b"mine")
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+e", "enter", "enter")
        await pilot.pause()
        assert there.read_bytes() == b"mine"
        await pilot.press("enter", "y")
        await app.workers.wait_for_complete()
        await pilot.pause()

    drive(app, script)
    assert there.read_bytes().startswith(b"PK")


def test_a_row_with_candidates_offers_the_review(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="gaps")
    gone: list[tuple[str, str]] = []

    async def script(pilot: Pilot[None]) -> None:
        app.go = lambda name, target="", **_: gone.append((name, target))  # type: ignore[method-assign]
        await pilot.press("4", "down", "4")
        await pilot.pause()

    drive(app, script)
    assert gone == [("review", "ods-31"), ("review", "")], (
        "without candidates the digit only changes the place"
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("no body", "団体を選んでください"),
        ("no catalogue", "目録"),
        ("read-only", "閲覧のみ"),
        ("past", "過去"),
    ],
)
def test_empty_and_closed_states(
    case: str, words: str, session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    session = session_for(
        body="" if case == "no body" else "132063",
        workspace=no_workspace if case.startswith("no ") else None,
        read_only=case == "read-only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session, place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        if case == "no body":
            await pilot.press("escape")
        await pilot.pause()
        assert words in screen_text(app)
        await pilot.press("t")
        await pilot.pause()
        assert (len(app.screen_stack) > 1) is (case == "no catalogue")
        if case == "no catalogue":
            assert "見当たらず" not in screen_text(app)

    drive(app, script)


def test_no_unpublished_where_a_record_is_merely_missing(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="gaps")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("down")
        await pilot.pause()
        assert "公開していないとは限りません" in screen_text(app)

    drive(app, script)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["list", "matrix", "state"])
def test_looks(
    size: tuple[int, int], view: str, session_for: SessionFor, settled_compare: Callable[..., bool]
) -> None:
    keys = {"list": ["down", "space"], "matrix": ["v", "down"], "state": ["t"]}[view]
    app = KonkyoApp(session_for(), place="gaps")
    assert settled_compare(app, terminal_size=size, press=keys)
