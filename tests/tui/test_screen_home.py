"""ホーム: the first run, what stands there, that every line leads somewhere, the example, facts, closed states."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static

from plan_desk import begin, done
from registry.text.display import width
from registry.workspace.domain import Draft, Match, RecordFilter
from screen_fixtures import FROZEN, SIZES, Drive, ScreenText, SessionFor, press, settle
from tui.app import KonkyoApp
from tui.dialogs.choose_body import ChooseBody
from tui.dialogs.history import History
from tui.dialogs.search import Search
from tui.dialogs.tell_facts import TellFacts
from tui.widgets.board import Board, Section, fitted
from tui.widgets.row_list import Column, Row, RowList

if TYPE_CHECKING:
    from textual.pilot import Pilot

CODE = "132063"
COLUMNS = (Column("", 8, flexible=True),)


async def until(pilot: "Pilot[None]", true: Callable[[], bool]) -> None:
    """Wait for work in the background, two seconds at most."""
    for _ in range(100):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("the work in the background did not end")


def lines(app: KonkyoApp) -> list[tuple[str, str]]:
    return [line for board in app.query(Board) if board.display for line in board.lines]


def keys_of(app: KonkyoApp) -> list[str]:
    return [key for key, _ in lines(app) if key]


def stand_on(app: KonkyoApp, key: str) -> None:
    board = next(board for board in app.query(Board) if any(one == key for one, _ in board.lines))
    board.focus()
    board.stand_on(key)


def test_the_five_things_stand_above_row_twenty(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    async def script(pilot: "Pilot[None]") -> None:
        await pilot.pause()
        top = "\n".join(screen_text(app).splitlines()[:20])
        for said in (
            *("東京都府中市", "令和8年11月25日", "目録 R8.11.25 取込  30件", "1 / 2", "19 / 31"),
            *("次に公開するなら", "地域防災計画データ", "災害対策基本法42条5項[一部]が公表を義務付けている"),
            *("入力が要る事実", "変わった法令", "項目5[一部]", "この1年"),
        ):
            assert said in top, said

    for size in SIZES:
        drive(app := KonkyoApp(session_for()), script, size)


@pytest.mark.parametrize(
    ("kind", "place"),
    [("items|", "items"), ("gaps|", "gaps"), ("review|", "review"), ("plan|", "plan"), ("laws|", "laws")],
)
def test_every_line_leads_to_its_place(kind: str, place: str, session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        key = next(key for key in keys_of(app) if key.startswith(kind))
        stand_on(app, key)
        await press(pilot, "enter")
        assert app.here == place
        await press(pilot, "left_square_bracket")
        assert app.here == "home"
        assert isinstance(app.focused, Board)
        assert app.focused.key == key, "back where the planner was"

    drive(app, script)


def test_a_gap_a_law_and_a_change_are_stood_on(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        gap = next(key for key in keys_of(app) if key.startswith("gaps|") and key != "gaps|")
        stand_on(app, gap)
        await press(pilot, "enter")
        assert app.query_one("#gaps-list", RowList).key == gap.partition("|")[2]
        await press(pilot, "1")
        stand_on(app, "laws|passport_act")
        await press(pilot, "enter")
        assert app.query_one("#laws-list", RowList).key == "passport_act"
        await press(pilot, "1")
        change = next(key for key in keys_of(app) if key.startswith("history|"))
        stand_on(app, change)
        await press(pilot, "enter")
        assert isinstance(app.screen, History)
        assert app.screen.query_one("#changes", RowList).key == change.partition("|")[2]

    drive(app, script)


def test_the_arrows_walk_the_lines_and_the_columns(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        left, right = app.query_one("#home-left", Board), app.query_one("#home-right", Board)
        assert left.has_focus
        assert left.key == "items|"
        await press(pilot, "down", "down")
        assert left.key == "plan|"
        await press(pilot, "end")
        assert left.key.startswith("laws|")
        await press(pilot, "right")
        assert right.has_focus
        await press(pilot, "left", "home")
        assert left.has_focus
        assert left.key == "items|"
        await pilot.click(right, offset=(10, 1))
        await pilot.click(right, offset=(10, 1), times=2)
        assert app.here == "gaps"

    drive(app, script)


def test_the_lines_fill_the_height(session_for: SessionFor, drive: Drive) -> None:
    shown: list[int] = []

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.pause()
        left = app.query_one("#home-left", Board)
        shown.append(len(left.lines))
        assert left.max_scroll_y == 0 or pilot.app.size.width < 100, "nothing hidden below the edge"

    for size in (*SIZES, (120, 30)):
        drive(app := KonkyoApp(session_for()), script, size)
    assert shown[1] > 25
    assert shown[2] > shown[1] > shown[3]


def test_sections_are_shortened_from_the_first_to_their_least() -> None:
    def section(rows: int, least: int | None, below: int = 0) -> Section:
        made = [Row(str(number), (str(number),)) for number in range(rows)]
        return Section("題", "注", COLUMNS, made, below=["下"] * below, least=least)

    def counts(height: int, more: int = 0) -> list[int]:
        parts = (section(4, None), section(9, 2, below=9), section(9, 3))
        return [len(one.rows) for one in fitted(parts, height, more=more)]

    assert counts(0) == [4, 2, 3], "never less than the least"
    assert counts(21) == [4, 2, 8]
    assert counts(26) == [4, 4, 9]
    assert counts(99) == [4, 9, 9]
    assert counts(0, more=1) == [4, 3, 4]
    parts = (section(4, None), section(9, 2), section(9, 3))
    assert [len(one.rows) for one in fitted(parts, 99, last_by=12)] == [4, 4, 9], (
        "the last heading in line 12"
    )
    assert fitted([section(9, 3)], 5)[0].note == "ほか 5件  注"
    assert fitted([section(9, 3)], 50)[0].note == "注"


def test_first_run_chooses_a_body_then_offers_the_import(
    session_for: SessionFor, no_workspace: Path, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for(body="", workspace=no_workspace)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        assert isinstance(app.screen, ChooseBody), "the body is asked for at once"
        await press(pilot, "escape")
        text = screen_text(app)
        assert "団体を選んでください" in text
        assert "1,788団体" in text
        assert "見本を見る" in text
        assert "変わった法令" in text
        await press(pilot, "enter")
        assert isinstance(app.screen, ChooseBody)
        app.screen.query_one(Input).value = "ふちゅう"
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        assert [rows.row(place).key for place in range(rows.count)] == ["132063", "342084", "343021"]  # type: ignore[union-attr]
        assert "同じ名の団体があります" in screen_text(app)
        await press(pilot, "down", "enter")
        assert session.body is not None
        assert session.body.full_name == "広島県府中市"
        text = screen_text(app)
        assert "まだ目録がありません" in text
        assert "目録はまだありません" in text
        assert "i 取込  e 見本" in text
        assert "案はまだありません" in text

    drive(app, script)
    assert not no_workspace.exists(), "looking makes no workspace"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("横浜市", "141003"),
        ("よこはまし", "141003"),
        ("ﾖｺﾊﾏｼ", "141003"),
        ("141003", "141003"),
        ("１４１００３", "141003"),
        ("[red]", None),
    ],
)
def test_bodies_are_found_by_name_reading_and_code(
    words: str, code: str | None, session_for: SessionFor, no_workspace: Path, drive: Drive
) -> None:
    app = KonkyoApp(session_for(body="", workspace=no_workspace))

    async def script(pilot: "Pilot[None]") -> None:
        app.screen.query_one(Input).value = words
        await pilot.pause()
        assert app.screen.query_one(RowList).key == code
        await press(pilot, "enter")
        assert (app.session.body.code if app.session.body else None) == code
        assert isinstance(app.screen, ChooseBody) == (code is None)

    drive(app, script)


def test_the_example_leaves_the_own_workspace_alone(
    session_for: SessionFor, no_workspace: Path, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for(workspace=no_workspace)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "e")
        await until(pilot, lambda: session.home is not None)
        await pilot.pause()
        text = screen_text(app)
        assert text.startswith(" 見本 東京都府中市")
        assert "見本（架空の青空市の目録）" in text
        assert "19 / 31" in text
        example = session.location.path
        assert example is not None
        assert example.exists()
        await press(pilot, "3")
        assert screen_text(app).startswith(" 見本 "), "told on every place"
        await press(pilot, "1", "e")
        assert session.location.path == no_workspace
        assert "まだ目録がありません" in screen_text(app)
        assert not example.exists(), "the example goes"

    drive(app, script)
    assert not no_workspace.exists()


def test_an_import_while_the_example_is_in_view_goes_to_the_own_workspace(
    session_for: SessionFor, no_workspace: Path, drive: Drive
) -> None:
    session = session_for(workspace=no_workspace)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "e")
        await until(pilot, lambda: session.home is not None)
        await press(pilot, "i")
        assert session.home is None
        assert session.location.path == no_workspace
        assert "あなたのワークスペース" in app.messages[-1]

    drive(app, script)


def test_without_a_body_the_example_asks_for_one(
    session_for: SessionFor, no_workspace: Path, drive: Drive
) -> None:
    session = session_for(body="", workspace=no_workspace)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "escape", "e")
        assert isinstance(app.screen, ChooseBody)
        app.screen.query_one(Input).value = "横浜市"
        await pilot.pause()
        await press(pilot, "enter")
        await until(pilot, lambda: session.home is not None)
        assert session.body is not None
        assert session.body.code == "141003"

    drive(app, script)


def test_facts_are_told_and_taken_back(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        fact = next(key for key in keys_of(app) if key.startswith("fact|") and key != "fact|")
        stand_on(app, fact)
        await press(pilot, "enter")
        assert isinstance(app.screen, TellFacts)
        rows = app.screen.query_one(RowList)
        assert rows.key == fact.partition("|")[2]
        assert "確かめ方" in screen_text(app)
        await press(pilot, "1")
        assert dict(session.told().items()) == {fact.partition("|")[2]: "yes"}
        assert rows.key != fact.partition("|")[2], "on to the next"
        await press(pilot, "2", "right", "escape")
        assert sum(answer != "unknown" for answer in session.told().values()) >= 2
        assert "Ctrl+Z で元に戻す" in app.messages[-1]
        assert fact not in keys_of(app), "a fact that was told is asked no more"
        await press(pilot, "u", "u", "u")
        assert session.told() == {}
        assert fact in keys_of(app)

    drive(app, script)


def test_records_that_wait_are_counted_alike_everywhere(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    """A record with two candidates is one that waits, at home as in the review."""
    session = session_for()
    store = session.store()
    waiting = store.records(CODE, RecordFilter(decision="review"))
    candidates = store.matches(CODE, record_id=waiting[0].record.id)
    two = [
        Match(
            record_id=waiting[0].record.id,
            target_kind="dataset",
            target_id=target,
            score=0.5,
            decision="review",
            evidence=(),
        )
        for target in ("ods-1", "ods-2")
    ]
    store.save_matches(CODE, [*candidates, *two], now=FROZEN, record_ids=[waiting[0].record.id])
    session.forget()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        said = f"確認待ち {len(waiting)}件"
        assert sum(match.decision == "review" for match in store.matches(CODE)) > len(waiting)
        assert screen_text(app).count(said) == 2
        await press(pilot, "4")
        assert said in screen_text(app)

    drive(app, script)


def test_without_a_catalogue_there_is_nothing_to_confirm(
    session_for: SessionFor, no_workspace: Path, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(workspace=no_workspace))

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot)
        assert "確認を続ける" not in screen_text(app)

    drive(app, script)


def test_text_typed_at_home_is_looked_for_everywhere(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, *"漁港")
        assert isinstance(app.screen, Search)
        assert app.screen.query_one(Input).value == "漁港"
        assert app.screen.rows.count
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1

    drive(app, script)


@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_a_question_begins_with_what_belongs_to_the_line_before(
    size: tuple[int, int], session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "a")
        note, rows = app.screen.query_one("#fact-note", Static), app.screen.query_one(RowList)
        for _ in range(rows.count):
            lines = str(note.content).splitlines()
            assert lines
            assert note.size.height >= len(lines), "Textual breaks none of them again"
            for line in lines:
                assert width(line) <= note.size.width
                assert line[:1] not in "、。）」』，．・ー"
            await press(pilot, "down")
            await settle(pilot)

    drive(app, script, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_keys_of_the_dialogs_stay_in_view(
    size: tuple[int, int], session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "a")
        assert "Esc 閉じる" in screen_text(app)
        await press(pilot, "escape", "B")
        assert "Esc やめる" in screen_text(app)
        await press(pilot, "escape", "i")
        assert "Esc やめる" in screen_text(app)

    drive(app, script, size)


def test_hostile_text_is_inert(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    session = session_for()
    hostile = "[bold red]赤[/] \x1b[31m\u202e逆" + "長" * 500
    text = f"# {hostile}\n"
    draft = Draft(kind="計画", title=hostile[:300], generated_text=text, edited_text=text)
    session.store().save_draft(CODE, draft, now=FROZEN, actor=hostile[:60])
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.pause()
        text = screen_text(app)
        assert "[bold red]赤" in text
        assert not set("\x1b\u202e") & set(text)

    drive(app, script)


@pytest.mark.parametrize("case", ["read-only", "past"])
def test_nothing_can_be_changed(
    case: str, session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for(read_only=case == "read-only", day=date(2018, 4, 1) if case == "past" else None)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        text = screen_text(app)
        assert ("閲覧のみ" if case == "read-only" else "平成30年4月1日（過去）") in text
        assert "i 取込" not in text
        before = len(session.store().history(CODE))
        await press(pilot, "i")
        assert len(app.screen_stack) == 1
        await press(pilot, "a", "1", "escape", "u")
        assert len(session.store().history(CODE)) == before

    drive(app, script)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["home", "plan", "no catalogue", "no body", "past", "read-only", "facts"])
def test_looks(
    view: str,
    size: tuple[int, int],
    session_for: SessionFor,
    no_workspace: Path,
    settled_compare: Callable[..., bool],
) -> None:
    session = session_for(
        body="" if view == "no body" else CODE,
        workspace=no_workspace if view.startswith("no ") else None,
        read_only=view == "read-only",
        day=date(2018, 4, 1) if view == "past" else None,
    )
    if view == "plan":
        begin(session)
    app = KonkyoApp(session)

    async def before(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        if view == "no body":
            await press(pilot, "escape")
        if view == "facts":
            await press(pilot, "a", "down")
        await pilot.pause()

    assert settled_compare(app, terminal_size=size, run_before=before)
