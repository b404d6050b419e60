"""The place of the review: one key for each record, undo, records of one shape, filters, empty and closed states."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from screen_fixtures import FROZEN, SIZES, Drive, ScreenText, SessionFor
from screen_fixtures import press as press_keys
from tui.app import KonkyoApp
from tui.places.review import Review
from tui.review_queue import Settling, Sitting
from tui.widgets.row_list import Cell

if TYPE_CHECKING:
    from textual.pilot import Pilot

CODE = "132063"
WAITING = ("青空市洪水ハザードマップ", "青空市旅行ガイド", "観光スポット", "小中学校の通学区域")
HOSTILE = "[red]赤[/] \x1b[31m印\u202e逆" + "長" * 10_000


def review_of(app: KonkyoApp) -> Review:
    place = app.place
    assert isinstance(place, Review)
    return place


def title_of(app: KonkyoApp) -> str:
    card = review_of(app).card
    return "" if card is None else card.stored.record.title


async def press(pilot: "Pilot[None]", *keys: str) -> None:
    for key in keys:
        await press_keys(pilot, key)
        if key == "A":
            await rest(pilot)


async def rest(pilot: "Pilot[None]") -> None:
    """Wait for what goes on in the background."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def workspace_of(tmp_path: Path, *titles: str) -> Path:
    """A workspace into which a catalogue with these titles was imported."""
    from registry.analysis.intake import read_own, take_in
    from registry.knowledge.snapshot import load
    from registry.workspace.repository import Workspace

    catalogue = tmp_path / "一覧.csv"
    lines = [
        f'"{title}",市内の見どころを紹介する冊子です。,情報課,CSV,https://example.jp/{at}'
        for at, title in enumerate(titles)
    ]
    heading = "データセット_タイトル,データセット_概要,データセット_作成者,ファイル_形式,データセット_URL"
    catalogue.write_text("\n".join((heading, *lines)), encoding="utf-8")
    knowledge = load()
    body = knowledge.bodies.find(CODE)
    path = tmp_path / "own.sqlite3"
    with Workspace.open(path, FROZEN) as store:
        take_in(store, body, read_own(catalogue, body, knowledge), knowledge, now=FROZEN)
    return path


def decisions(session_store: object, record: str) -> dict[str, tuple[str, str]]:
    from registry.workspace.repository import Workspace

    assert isinstance(session_store, Workspace)
    found = session_store.matches_of(CODE, [record]).get(record, ())
    return {one.target_id: (one.decision, one.decided_by) for one in found}


def test_all_records_are_settled_with_one_key_each(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "4")
        seen = []
        for _ in WAITING:
            seen.append(title_of(app))
            await press(pilot, "enter")
        assert tuple(seen) == WAITING
        place = review_of(app)
        assert place.sitting is not None
        assert (place.sitting.settled, place.sitting.waiting) == (4, 0)
        assert "確認はおわりです" in app.messages[-1]
        assert place.rows.count == 4, "what was settled stays in the list"
        assert session.gaps() is not None

    drive(app, script)


def test_accepting_keeps_what_a_rule_has_found_and_rejects_the_rest(
    session_for: SessionFor, drive: Drive
) -> None:
    """Of the hazard map the rule's finding is ticked; the open candidate is not, so Enter rejects it."""
    session = session_for()
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        card = review_of(app).card
        assert card is not None
        key = card.stored.record.id
        await press(pilot, "enter")
        assert decisions(session.store(), key) == {
            "item-16": ("accept", "rule"),
            "ods-03": ("reject", "person"),
        }
        assert app.messages[-1].startswith("採用しました: 青空市洪水ハザードマップ → 項目16")
        assert app.messages[-1].endswith("Ctrl+Z で元に戻す")

    drive(app, script)


def test_ticks_and_candidates_by_keys(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        await press(pilot, "right", "space")
        assert place.ticked == {("item", "item-16"), ("dataset", "ods-03")}
        card = place.card
        assert card is not None
        await press(pilot, "enter")
        assert {
            target: one for target, (one, _) in decisions(session.store(), card.stored.record.id).items()
        } == {
            "item-16": "accept",
            "ods-03": "accept",
        }

    drive(app, script)


def test_a_click_ticks_a_candidate(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        top = next(at for at, line in enumerate(place.pane.text.splitlines()) if "指定緊急避難場所" in line)
        await pilot.click("#review-card", offset=(10, top + 1))
        await pilot.pause()
        assert place.ticked == {("item", "item-16"), ("dataset", "ods-03")}
        await pilot.click("#review-card", offset=(10, top + 1))
        await pilot.pause()
        assert place.ticked == {("item", "item-16")}

    drive(app, script)


def test_none_of_these_later_and_looking_back(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        before = session.store().latest_change(CODE)
        await press(pilot, "down", "down", "up")
        assert title_of(app) == WAITING[1]
        assert session.store().latest_change(CODE) == before, "looking changes nothing"
        await press(pilot, "delete")
        assert app.messages[-1].startswith("どれでもないとしました: 青空市旅行ガイド")
        assert title_of(app) == WAITING[2]
        assert session.store().latest_change(CODE) == before + 1

    drive(app, script)


def test_undo_goes_back_to_the_record_and_redo_forth(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        await press(pilot, "enter", "x")
        assert place.sitting is not None
        assert (place.sitting.settled, place.sitting.accepted, place.sitting.waiting) == (2, 1, 2)
        await press(pilot, "ctrl+z")
        assert title_of(app) == WAITING[1]
        assert (place.sitting.settled, place.sitting.waiting) == (1, 3)
        await press(pilot, "u")
        assert title_of(app) == WAITING[0]
        assert (place.sitting.settled, place.sitting.waiting) == (0, 4)
        await press(pilot, "ctrl+y")
        assert (place.sitting.settled, place.sitting.waiting) == (1, 3)
        assert title_of(app) == WAITING[0]
        assert place.card is not None
        assert not place.card.open

    drive(app, script)


def test_what_is_undone_from_another_place_counts_too(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "enter", "enter", "1", "ctrl+z", "4")
        sitting = review_of(app).sitting
        assert sitting is not None
        assert (sitting.settled, sitting.waiting) == (1, 3)

    drive(app, script)


def test_records_of_one_shape_are_shown_before_they_are_settled_alike(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, tmp_path: Path
) -> None:
    workspace = workspace_of(tmp_path, *(f"{name}地区の旅行ガイド" for name in "東西南北"))
    session = session_for(workspace=workspace)
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        count = place.counts.waiting
        assert count == 4, "the words of the test must lead to a candidate that is to be judged"
        assert place.alike == 4
        assert "同じ形の記録 4件" in screen_text(app)
        before = session.store().latest_change(CODE)
        await press(pilot, "A")
        assert "南地区の旅行ガイド" in screen_text(app)
        await press(pilot, "escape")
        assert session.store().latest_change(CODE) == before, "looking at the list decides nothing"
        await press(pilot, "A", "enter")
        await rest(pilot)
        assert session.store().latest_change(CODE) == before + 1, "one change"
        assert "ほか3件" in app.messages[-1]
        assert place.sitting is not None
        assert (place.sitting.settled, place.sitting.waiting) == (4, 0)

    drive(app, script)


def test_a_person_adds_what_the_matcher_did_not_think_of(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "v", "v", "v", "slash", *"津波", "enter")
        assert title_of(app) == "津波ハザードマップ"
        card = review_of(app).card
        assert card is not None
        assert not card.candidates
        await press(pilot, "a", *"洪水", "enter")
        assert decisions(session.store(), card.stored.record.id) == {"item-16": ("accept", "person")}
        assert "項目" not in app.messages[-1]
        assert "津波ハザードマップ → 洪水ハザードマップ" in app.messages[-1]

    drive(app, script)


def test_lists_filters_and_ways_out(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        assert place.rows.count == 4
        await press(pilot, "v")
        assert "[採用]" in screen_text(app)
        assert place.rows.count == 21
        await press(pilot, "v", "v")
        assert place.rows.count == 30
        await press(pilot, *"観光")
        assert place.narrowing.words == "観光"
        assert 0 < place.rows.count < 30
        await press(pilot, "enter")
        assert place.rows.has_focus
        await press(pilot, "escape")
        assert place.rows.count == 30
        await press(pilot, "f", *"観光施設", "enter")
        assert place.narrowing.target == ("dataset", "ods-11")
        assert 0 < place.rows.count < 30

    drive(app, script)


def test_other_places_lead_to_a_target_or_a_record(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session)
    key = session.store().records(CODE)[5].record.id

    async def script(pilot: "Pilot[None]") -> None:
        app.go("review", "item-16")
        await pilot.pause()
        assert title_of(app) == "青空市洪水ハザードマップ"
        app.go("review", key)
        await pilot.pause()
        card = review_of(app).card
        assert card is not None
        assert card.stored.record.id == key
        await press(pilot, "escape")
        assert review_of(app).rows.count == 4

    drive(app, script)


def test_hostile_titles_stay_inert(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, tmp_path: Path
) -> None:
    workspace = workspace_of(tmp_path, f"旅行ガイド {HOSTILE}", "旅行ガイド ｶﾞｲﾄﾞ髙﨑")
    app = KonkyoApp(session_for(workspace=workspace), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = screen_text(app)
            assert "[red]赤[/]" in text
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert len(text.splitlines()) == size[1]
        await press(pilot, "A", "escape", "enter")
        assert "\x1b" not in screen_text(app)

    drive(app, script)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("no body", "団体を選んでください"),
        ("no catalogue", "まだ目録がありません"),
        ("read-only", "閲覧のみ"),
        ("past", "過去"),
    ],
)
def test_empty_and_closed_states(
    case: str, words: str, session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    session = session_for(
        body="" if case == "no body" else CODE,
        workspace=no_workspace if case.startswith("no ") else None,
        read_only=case == "read-only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session, place="review")

    async def script(pilot: "Pilot[None]") -> None:
        if case == "no body":
            await press(pilot, "escape")
        await pilot.pause()
        assert words in screen_text(app)
        title = title_of(app)
        await press(pilot, "space", "x", "A", "a")
        assert len(app.screen_stack) == 1
        assert title_of(app) == title
        if case in ("read-only", "past"):
            assert "決めて次へ" not in screen_text(app)
            assert "どれでもない  " not in screen_text(app).splitlines()[-1]
            await press(pilot, "enter")
            assert title_of(app) == WAITING[1], "Enter still goes on"

    drive(app, script)
    assert case != "no catalogue" or not no_workspace.exists(), "looking makes no workspace"


def test_a_long_list_is_read_page_by_page(session_for: SessionFor, drive: Drive, tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, *(f"{number}号の旅行ガイド" for number in range(650)))
    app = KonkyoApp(session_for(workspace=workspace), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        assert place.rows.count == 650
        await press(pilot, "end")
        assert place.place_in_list() == "650 / 650"
        assert len(place.known) == 150, "the first page and the last"
        await press(pilot, "enter", "pageup", "x", "ctrl+z")
        assert place.sitting is not None
        assert place.sitting.settled == 1

    drive(app, script)


def test_the_texts_of_a_long_list_are_read_in_the_background(
    session_for: SessionFor, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.places.review_list._MANY", 20)
    workspace = workspace_of(tmp_path, *(f"{number:02}号の旅行ガイド" for number in range(60)))
    app = KonkyoApp(session_for(workspace=workspace), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        await press(pilot, "slash", *"4")
        await rest(pilot)
        assert place.counts.listed == 15
        assert place.queue is not None
        assert place.queue.has_texts
        await press(pilot, *"4号")
        assert [row.cells[0] for row in place.rows.chosen_rows()] == [Cell("44号の旅行ガイド")]
        assert place.counts.listed == 1
        await press(pilot, "enter", "x")
        assert place.sitting is not None
        assert place.sitting.settled == 1
        await press(pilot, "escape")
        assert place.counts.listed == 60, "what was settled stays in the list"

    drive(app, script)


def test_a_letter_on_its_way_to_the_list_goes_into_the_filter(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        await press(pilot, "slash")
        place.rows.post_message(Key("x", "x"))
        place.rows.post_message(Key("観", "観"))
        await pilot.pause(0.05)
        assert place.narrowing.words == "x観"
        assert place.sitting is not None
        assert place.sitting.settled == 0

    drive(app, script)


def test_narrow_terminals_show_the_neighbours(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "x", "down")
        text = screen_text(app)
        assert "3 / 4" in text
        assert "次  小中学校の通学区域" in text
        assert "前  青空市旅行ガイド" in text
        assert "済 1  残り 3" in text

    drive(app, script, (80, 24))


def test_reading_the_record_leaves_the_list_where_it_is(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "tab", "down", "down")
        assert review_of(app).reading
        assert title_of(app) == WAITING[0]
        await press(pilot, "escape", "down")
        assert title_of(app) == WAITING[1]

    drive(app, script)


def test_sitting_counts_and_paces(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((0.0, 3.0, 6.0, 1_000.0))
    monkeypatch.setattr("tui.review_queue.monotonic", lambda: next(seconds))
    sitting = Sitting(since=1)
    for number in range(3):
        sitting.add(Settling(number, (str(number),), number > 0, number, 1))
    assert sitting.pace() == pytest.approx(3.0)
    sitting.add(Settling(3, ("3",), True, 3, 1))
    assert sitting.pace() == pytest.approx(3.0), "a long pause is no work"
    assert (sitting.settled, sitting.accepted) == (4, 3)
    sitting.undone({2, 99})
    assert (sitting.settled, sitting.accepted) == (3, 2)
    assert sitting.of_change(99) is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["waiting", "settled", "alike"])
def test_looks(
    size: tuple[int, int],
    view: str,
    session_for: SessionFor,
    settled_compare: Callable[..., bool],
    tmp_path: Path,
) -> None:
    workspace = None
    keys: list[str] = []
    if view == "alike":
        workspace = workspace_of(tmp_path, *(f"{name}地区の旅行ガイド" for name in "東西南北"))
        keys = ["A"]
    elif view == "settled":
        keys = ["enter", "x", "right"]
    app = KonkyoApp(session_for(workspace=workspace), place="review")

    async def before(pilot: "Pilot[None]") -> None:
        await rest(pilot)
        await press(pilot, *keys)

    assert settled_compare(app, terminal_size=size, run_before=before)
