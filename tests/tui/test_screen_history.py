"""The history: what was changed, taking it back and doing it again, back to a chosen change, closed states."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from registry.workspace.domain import MatchDecision
from screen_fixtures import FROZEN, SIZES, Drive, ScreenText, SessionFor, press, settle
from tui.app import KonkyoApp
from tui.dialogs.history import History
from tui.widgets.passages import Passages
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.session import Session

CODE = "132063"


def history_of(app: KonkyoApp) -> History:
    assert isinstance(app.screen, History)
    return app.screen


def rows_of(app: KonkyoApp) -> list[tuple[str, ...]]:
    rows = history_of(app).query_one("#changes", RowList)
    found = (rows.row(place) for place in range(rows.count))
    return [
        tuple(cell if isinstance(cell, str) else cell.text for cell in row.cells)
        for row in found
        if row is not None
    ]


def content_of(app: KonkyoApp) -> str:
    return history_of(app).query_one(Passages).text


def decide(session: "Session", *targets: str, title: str = "対応付け", days: int = 0) -> None:
    """One change for each target, of the first record."""
    store = session.store()
    record = store.records(CODE)[0].record.id
    for number, target in enumerate(targets):
        decision = MatchDecision(record_id=record, target_kind="dataset", target_id=target, decision="accept")
        store.decide_matches(
            CODE,
            [decision],
            command=f"{title} {target}",
            now=FROZEN - timedelta(days=days) + timedelta(minutes=number),
            actor="tester",
        )


def accepted(session: "Session") -> set[str]:
    store = session.store()
    record = store.records(CODE)[0].record.id
    return {
        one.target_id
        for one in store.matches_of(CODE, [record]).get(record, ())
        if one.decision == "accept" and one.decided_by == "person"
    }


def test_changes_are_told_latest_first_with_what_they_did(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    decide(session, "ods-05", days=2)
    decide(session, "ods-06")
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "H")
        told = rows_of(app)
        assert [row[1] for row in told[:2]] == ["対応付け ods-06", "対応付け ods-05"]
        assert told[0][0] == "10:00"
        assert told[1][0] == "R8.11.23 10:00"
        assert "対応付けの追加 1" in screen_text(app)
        await press(pilot, "enter")
        name = next(one.name for one in session.knowledge.datasets.datasets if one.id == "ods-06")
        assert f"標準 {name}" in content_of(app), "rows are called by names, not by ids"
        assert "判断: （なし） → 採用" in content_of(app)
        assert "決めた者: （なし） → 人" in content_of(app)
        assert "target_kind" not in content_of(app)
        assert "（なし） → （なし）" not in content_of(app)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1

    drive(app, script)


def test_undo_and_redo_stay_in_the_dialog(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    decide(session, "ods-05", "ods-06")
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "H", "u")
        assert accepted(session) == {"ods-05"}
        assert rows_of(app)[0][4] == "取消し"
        assert rows_of(app)[1][4] == "取消済"
        assert app.messages[-1].startswith("取り消しました: 対応付け ods-06")
        await press(pilot, "ctrl+z")
        assert accepted(session) == set()
        await press(pilot, "U", "ctrl+y")
        assert accepted(session) == {"ods-05", "ods-06"}
        history_of(app)

    drive(app, script)


def test_back_to_a_change_shows_first_what_would_be_taken_back(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    decide(session, "ods-05", "ods-06", "ods-07")
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "H", "r")
        assert accepted(session) == {"ods-05", "ods-06", "ods-07"}, "nothing is newer than the latest"
        await press(pilot, "down", "down", "r")
        assert "次の 2件を取り消します" in content_of(app)
        assert "対応付け ods-07" in content_of(app)
        assert "対応付け ods-06" in content_of(app)
        assert accepted(session) == {"ods-05", "ods-06", "ods-07"}
        await press(pilot, "up", "enter")
        assert accepted(session) == {"ods-05", "ods-06", "ods-07"}, "another row: the question is gone"
        await press(pilot, "down", "r", "enter")
        assert accepted(session) == {"ods-05"}
        assert app.messages[-1].startswith("2件の変更を取り消しました")
        await press(pilot, "U", "U")
        assert accepted(session) == {"ods-05", "ods-06", "ods-07"}

    drive(app, script)


def test_nothing_to_take_back_is_told(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "H", "u", "u")
        assert "取り消せる変更がありません" in screen_text(app)
        await press(pilot, "U", "U")
        assert "やり直せる取消しがありません" in screen_text(app)

    drive(app, script)


def test_words_from_outside_are_inert_and_personal_values_masked(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    from registry.workspace.domain import TargetState

    session = session_for()
    store = session.store()
    store.set_state(
        CODE,
        TargetState(
            target_kind="item",
            target_id="item-16",
            state="検討中",
            note="連絡先 090-1234-5678 \x1b[31m[red]赤[/]\u202e" + "長" * 5_000,
        ),
        now=FROZEN,
    )
    decide(session, "ods-05", title="[bold]\x1b]0;x\x07題名\u202e" + "長" * 2_000)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "H")
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await press(pilot, "enter", "down", "enter", "up")
            text = screen_text(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "[bold]" in text
        await press(pilot, "down", "enter")
        assert "090-1234-5678" not in content_of(app)
        assert "090-****-****" in content_of(app)

    drive(app, script)


@pytest.mark.parametrize("case", ["no body", "no catalogue", "read-only", "past"])
def test_empty_and_closed_states(
    case: str, session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    session = session_for(
        body="" if case == "no body" else CODE,
        workspace=no_workspace if case.startswith("no ") else None,
        read_only=case == "read-only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        if case == "no body":
            await press(pilot, "escape")
        await press(pilot, "H")
        text = screen_text(app)
        if case.startswith("no "):
            assert "変更の記録はまだありません" in text
            await press(pilot, "enter", "r")
        else:
            before = len(rows_of(app))
            assert before > 0
            assert "u 戻す" not in text
            await press(pilot, "u", "U", "r", "ctrl+z")
            assert len(rows_of(app)) == before

    drive(app, script)
    assert case != "no catalogue" or not no_workspace.exists()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["list", "content", "back"])
def test_looks(
    size: tuple[int, int], view: str, session_for: SessionFor, settled_compare: Callable[..., bool]
) -> None:
    session = session_for()
    decide(session, "ods-05", days=2)
    decide(session, "ods-06", "ods-07")
    keys = {"list": ["u"], "content": ["down", "enter"], "back": ["down", "down", "r"]}[view]
    app = KonkyoApp(session)

    async def before(pilot: "Pilot[None]") -> None:
        await pilot.press("2")
        for _ in range(200):  # the place learns its width a moment after it was opened
            fitted = {"wide": size[0] >= 160, "narrow": size[0] < 100}
            if app.place is not None and all(app.place.has_class(name) == on for name, on in fitted.items()):
                break
            await pilot.pause(0.05)
        await settle(pilot)
        for key in ("H", *keys):
            await pilot.press(key)
            await settle(pilot)

    assert settled_compare(app, terminal_size=size, run_before=before)
