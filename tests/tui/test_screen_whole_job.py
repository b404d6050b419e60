"""The planner's whole job on a real catalogue, by keys only: from choosing the body to the exported plan."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from plan_desk import done, plan_of, press, write
from registry.workspace.domain import RecordFilter
from screen_fixtures import Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.dialogs.refresh_plan import RefreshPlan
from tui.places.gaps import Gaps
from tui.places.review import Review

if TYPE_CHECKING:
    from textual.pilot import Pilot

CATALOGUE = "131059_bunkyo_metadata.xlsx"
"""文京区: its list of data sets, as published."""
BUNKYO = "131059"
MEASURE = "B05"
"""An action of the guide that the body takes up."""
BY_HAND = "人口は増えた"


def test_from_the_body_to_the_exported_plan(
    session_for: SessionFor,
    drive: Drive,
    screen_text: ScreenText,
    shared: Path,
    no_workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "仕事"
    folder.mkdir()
    shutil.copy(shared / "samples" / "catalogs" / CATALOGUE, folder / CATALOGUE)
    monkeypatch.chdir(folder)
    session = session_for(body="", workspace=no_workspace)
    app = KonkyoApp(session)

    async def choose_and_import(pilot: "Pilot[None]") -> None:
        await press(pilot, *"ぶんきょう", "enter")
        await pilot.pause()
        assert session.body is not None
        assert session.body.code == BUNKYO
        await press(pilot, "i", *"131", "tab", "enter")
        await done(app, pilot)
        assert "ファイルは変わりません" in screen_text(app)
        await press(pilot, "enter")
        await done(app, pilot)
        assert app.messages[-1].startswith(f"取り込みました: {CATALOGUE}")

    async def review(pilot: "Pilot[None]") -> None:
        assert isinstance(app.place, Review)
        waiting = session.store().count_records(BUNKYO, RecordFilter(decision="review"))
        await press(pilot, "enter", "x", "enter")
        await done(app, pilot)
        assert app.messages[-1].startswith("採用しました")
        decided = [one for one in session.store().matches(BUNKYO) if one.decided_by == "person"]
        assert {one.decision for one in decided} >= {"accept", "reject"}
        assert session.store().count_records(BUNKYO, RecordFilter(decision="review")) == waiting - 3

    async def say_states(pilot: "Pilot[None]") -> None:
        await press(pilot, "3")
        await done(app, pilot)
        assert isinstance(app.place, Gaps)
        await press(pilot, "space", "space", "t", "tab")
        await write(pilot, "R9")
        await press(pilot, "shift+tab", "2")
        await done(app, pilot)
        states = session.store().states(BUNKYO)
        assert [(state.state, state.fiscal_year) for state in states] == [("公開予定", 2027)] * 2
        assert app.messages[-1].startswith("2件を「公開予定」にしました（目標 R9年度）")

    async def add_measure(pilot: "Pilot[None]") -> None:
        await press(pilot, "5", "v", "v", "a")
        await write(pilot, MEASURE)
        await press(pilot, "enter")
        await done(app, pilot)
        assert [one.action_id for one in session.store().measures(BUNKYO)] == [MEASURE]

    async def draft_and_edit(pilot: "Pilot[None]") -> None:
        await press(pilot, "escape", "r", "enter")
        await done(app, pilot)
        assert app.messages[-1].startswith("案を作りました")
        await press(pilot, "f8")
        assert plan_of(app).editor.selected_text.startswith("> 【記入】")
        await write(pilot, BY_HAND)
        await press(pilot, "escape")
        await done(app, pilot)
        assert BY_HAND in the_plan()

    async def refresh(pilot: "Pilot[None]") -> None:
        before = the_plan()
        await press(pilot, "1", "a", "1", "escape", "5", "r")
        await done(app, pilot)
        assert isinstance(app.screen, RefreshPlan)
        await press(pilot, "enter")
        await done(app, pilot)
        after = the_plan()
        assert after != before
        assert BY_HAND in after, "what was written by hand outlives a new draft"

    async def export(pilot: "Pilot[None]") -> None:
        await press(pilot, "ctrl+e", "enter")
        await done(app, pilot)
        assert app.messages[-1].startswith("書き出しました")

    def the_plan() -> str:
        (path,) = no_workspace.parent.glob("*.md")
        return path.read_text(encoding="utf-8")

    async def script(pilot: "Pilot[None]") -> None:
        for step in (choose_and_import, review, say_states, add_measure, draft_and_edit, refresh, export):
            await step(pilot)

    drive(app, script)
    (written,) = no_workspace.parent.glob("*.docx")
    with ZipFile(written) as word:
        said = word.read("word/document.xml").decode()
    assert BY_HAND in said
    assert "文京区" in said
