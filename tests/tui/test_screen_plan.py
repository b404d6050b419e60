"""The place of the plan: the whole job by keys, every state it can be in, and how it looks."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from plan_desk import NAME, SHORT, at_words, autosaved, begin, done, plan_of, press, tell_facts, write
from screen_fixtures import SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.widgets.passages import Passages
from tui.widgets.plan_measures import PlanMeasures
from tui.widgets.plan_versions import PlanVersions

if TYPE_CHECKING:
    from textual.pilot import Pilot

PARAGRAPH = "手引書の表の情報項目のうち"
"""In the generated paragraph that facts change."""


def test_the_whole_job_by_keys(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, tmp_path: Path
) -> None:
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "5")
        assert "案はまだありません。r で作ります" in screen_text(app)
        await press(pilot, "r", "enter")
        await done(app, pilot)
        place, path = plan_of(app), tmp_path / NAME
        assert place.work is not None
        assert place.work.path == path
        assert f"案を作りました（記入欄 {place.shape.slots}" in app.messages[-1]

        # A slot is selected, so that what is typed takes the place of it and its guidance.
        await press(pilot, "f8")
        assert place.editor.selected_text.startswith("> 【記入】人口と世帯")
        slots = place.shape.slots
        assert f"記入欄 1 / {slots}  【記入】人口と世帯" in app.messages[-1]
        assert f"記入欄 {slots} " in screen_text(app)
        await write(pilot, "増えた")
        await press(pilot, "f8")
        assert place.editor.selected_text.startswith("> 【記入】財政と職員")
        assert "＋手直し" in screen_text(app)
        await at_words(pilot, PARAGRAPH)
        await press(pilot, "end")
        await write(pilot, "数え直した")
        await press(pilot, "escape")
        await done(app, pilot)
        assert "増えた" in path.read_text(encoding="utf-8")
        assert "手直しを保存しました（版 " in app.messages[-1]

        tell_facts(session)
        await press(pilot, "r")
        await done(app, pilot)
        assert "作り直しの下見" in screen_text(app)
        assert "食い違い  第1章 4 これまでの情報化とオープンデータ" in screen_text(app)
        await press(pilot, "enter")
        await done(app, pilot)
        assert "競合 1 / 1   第1章 4 これまでの情報化" in screen_text(app)
        assert "違い  " in screen_text(app)
        await press(pilot, "enter")
        assert "まだ 1件 決めていません" in app.messages[-1]
        await press(pilot, "2", "enter")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert "<<<<" not in text
        assert "増えた" in text
        assert "数え直した" not in text

        await press(pilot, "ctrl+s")
        await write(pilot, "照会前")
        await press(pilot, "enter")
        await done(app, pilot)
        assert "「照会前」を残しました" in app.messages[-1]
        await press(pilot, "v", "v", "v", "v", "down", "down")
        assert "（今の計画）照会前" in screen_text(app)
        told = place.query_one(PlanVersions).detail.text
        assert "第1章 4 これまでの情報化とオープンデータ" in told
        assert "－ 消した行" in told
        assert "数え直した" in told
        assert "@@" not in told
        await press(pilot, "r")
        await done(app, pilot)
        assert "数え直した" in path.read_text(encoding="utf-8")
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        assert "数え直した" not in path.read_text(encoding="utf-8")

        await press(pilot, "ctrl+e", "enter")
        await done(app, pilot)
        assert "書き出しました" in app.messages[-1]
        with ZipFile(path.with_suffix(".docx")) as word:
            assert "増えた" in word.read("word/document.xml").decode()

    drive(app, script)


@pytest.mark.parametrize(("moves", "suffix"), [(1, ".html"), (2, ".xlsx"), (3, "_表")])
def test_other_forms_of_export(
    moves: int, suffix: str, session_for: SessionFor, drive: Drive, tmp_path: Path
) -> None:
    session = session_for()
    path = begin(session)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "ctrl+e", *["right"] * moves, "enter")
        await done(app, pilot)
        assert "書き出しました" in app.messages[-1]

    drive(app, script, (80, 24))
    assert [one for one in tmp_path.glob(f"{path.stem}*") if one.name.endswith(suffix) or one.is_dir()]


def test_a_file_that_is_there_is_overwritten_only_after_a_second_enter(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    word = path.with_suffix(".docx")
    word.write_bytes(b"mine")
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "ctrl+e", "enter")
        assert "もう一度 Enter で置き換えます" in screen_text(app)
        assert word.read_bytes() == b"mine"
        await press(pilot, "enter")
        await done(app, pilot)
        assert word.read_bytes() != b"mine"

    drive(app, script, (80, 24))


def test_conflicts_are_decided_one_by_one_or_later(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    conflict = "<<<<<<< 手で直した文\n{0}左\n=======\n{0}右\n>>>>>>> 新しい案\n"
    session = session_for()
    text = "# 計画\n\n## 第1章 現状\n\n" + "\n".join(conflict.format(name) for name in "甲乙丙")
    path = begin(session, text)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        place = plan_of(app)
        assert place.shape.conflicts == 3
        assert "競" in screen_text(app)
        await press(pilot, "r")
        await done(app, pilot)
        assert place.view == "merge"
        assert "競合が 3件 開いています" in app.messages[-1]
        await press(pilot, "n", "3", "escape")
        await done(app, pilot)
        assert "競合を 1件 決めました。残り 2件は c で" in app.messages[-1]
        assert "乙左\n乙右" in path.read_text(encoding="utf-8")
        await press(pilot, "c", "e", "ctrl+a")
        await write(pilot, "手で決めた")
        await press(pilot, "escape")
        await press(pilot, "N")
        assert "手で書いた文を使う" in screen_text(app)
        await press(pilot, "n", "1", "enter")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8").split()[5:] == ["手で決めた", "乙左", "乙右", "丙左"]

    drive(app, script, (80, 24))


def test_findings_lead_to_their_line(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    session = session_for()
    begin(session)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        place = plan_of(app)
        await press(pilot, "v")
        assert place.view == "findings"
        assert "記入する所が残っている" in screen_text(app)
        await press(pilot, "down", "enter")
        assert place.writing
        assert place.editor.selected_text.startswith("> 【記入】財政と職員")
        # What is found below goes along when lines come and go, before the next lint.
        before = [place.shape.findings, *(one.line for one in place.findings[2:])]
        await press(pilot, "home", "enter", "enter")
        await autosaved(app, pilot)
        grown = len(before) and place.findings[2].line - before[1]
        assert [one.line - grown for one in place.findings[2:]] == before[1:]
        # Grounds and findings beside the text are walked and opened with the keys as well.
        await press(pilot, "f6")
        assert isinstance(app.focused, Passages)
        await press(pilot, "enter")
        assert place.writing

    drive(app, script)


def test_home_and_plan_count_alike(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    session = session_for()
    begin(session)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        shape = plan_of(app).shape
        assert "版 1  [本文]" in screen_text(app)
        stops, cells = len(shape.stops), len(shape.slot_rows)
        assert (cells, shape.findings) == (shape.slots, len(shape.finding_rows))
        # Every slot is counted once: cells of one line too.
        for number in range(1, 8):
            await press(pilot, "f8")
            assert f"記入欄 {number} / {cells}" in app.messages[-1]
        assert stops
        await press(pilot, "escape", "1")
        await done(app, pilot)
        shown = screen_text(app)
        assert f"残り {shape.slots}" in shown
        assert f"{shape.findings}（うち誤り" in shown
        assert "版 1  案" in shown

    drive(app, script)


def test_the_preview_says_why_proposals_go(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    begin(session)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "v", "v", "a")
        await write(pilot, "A01")
        await press(pilot, "enter")
        await done(app, pilot)
        await press(pilot, "escape", "r")
        await done(app, pilot)
        assert "個別施策を登録したため、提案していた施策の表と文は案から外れ" in screen_text(app)

    drive(app, script)


def test_measures_are_added_changed_and_removed(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "v", "v")
        assert "個別施策はまだありません。a で足します" in screen_text(app)
        assert "Delete" not in screen_text(app).splitlines()[-1]
        await press(pilot, "a")
        await write(pilot, "B05")
        await press(pilot, "enter")
        await done(app, pilot)
        assert "コミュニティバスの GTFS-JP 公開" in screen_text(app)
        await press(pilot, "enter", *["tab"] * 3)
        await write(pilot, "交通課")
        await press(pilot, *["tab"] * 4)
        await write(pilot, "進捗 路線; 目標=10; 年度=2029")
        await press(pilot, "enter")
        await done(app, pilot)
        assert "交通課" in screen_text(app)
        assert "進捗 路線" in screen_text(app)
        assert "→10" in screen_text(app)
        await press(pilot, "e", *["tab"] * 5)
        await write(pilot, "なし")
        await press(pilot, "enter")
        # What cannot be read is told below its field, which has the focus.
        assert "スケジュール「なし」が読めません" in screen_text(app)
        assert app.focused is not None
        assert app.focused.id == "form-schedule"
        await press(pilot, "end", "ctrl+u")
        await write(pilot, "令和9年度 設計; R10=試行; 2029=公開")
        await press(pilot, "ctrl+s")
        await done(app, pilot)
        assert "2027年度  設計" in (sheet := plan_of(app).query_one(PlanMeasures).detail.text)
        assert "2028年度  試行" in sheet
        assert "概要  " not in sheet
        await press(pilot, "e", *["tab"] * 5, "end", "ctrl+u")
        await write(pilot, "令和10年度=試行")
        await press(pilot, "enter")
        await done(app, pilot)
        assert "2027年度" not in (sheet := plan_of(app).query_one(PlanMeasures).detail.text)
        assert "2028年度  試行" in sheet
        await press(pilot, "a")
        await write(pilot, "独自")
        await press(pilot, "enter")
        await write(pilot, "見守り")
        await press(pilot, "enter")
        await done(app, pilot)
        assert "「見守り」を足しました" in app.messages[-1]
        await press(pilot, "v")
        assert "△ 1件" in screen_text(app)
        await press(pilot, "v", "escape", "v", "v", "end", "x")
        await done(app, pilot)
        assert "「見守り」を除きました" in app.messages[-1]
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        assert "見守り" in screen_text(app)

    drive(app, script)


def test_the_preview_keeps_the_place(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    session = session_for()
    begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        place = plan_of(app)
        await at_words(pilot, "本市のデータ")
        row = place.editor.row
        await press(pilot, "ctrl+t")
        assert "[下見]" in screen_text(app)
        assert "[^" not in screen_text(app)
        await press(pilot, "enter")
        assert place.writing
        assert place.editor.row == row
        await press(pilot, "ctrl+t", "escape")
        assert place.view == "text"
        assert app.focused is place.outline

    drive(app, script)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "view", ["empty", "outline", "text", "findings", "measures", "matrix", "versions", "merge"]
)
def test_looks(
    size: tuple[int, int], view: str, session_for: SessionFor, settled_compare: Callable[..., bool]
) -> None:
    session = session_for()
    if view != "empty":
        begin(session)
    app = KonkyoApp(session, place="plan")

    async def before(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        plan_of(app).editor.cursor_blink = False
        if view == "text":
            await at_words(pilot, PARAGRAPH)
        elif view == "findings":
            await press(pilot, "v", "down")
        elif view in ("measures", "matrix"):
            await press(pilot, "v", "v", "a")
            await write(pilot, "B05")
            await press(pilot, "enter")
            await press(pilot, "a")
            await write(pilot, "A01")
            await press(pilot, "enter")
            await press(pilot, *(["v"] if view == "matrix" else []))
        elif view in ("versions", "merge"):
            await at_words(pilot, PARAGRAPH)
            await press(pilot, "end")
            await write(pilot, "数え直した")
            await press(pilot, "escape")
            if view == "versions":
                await press(pilot, "v", "v", "v", "v", "down")
            else:
                tell_facts(session)
                await press(pilot, "r")
                await done(app, pilot)
                await press(pilot, "enter")
        await done(app, pilot)

    assert settled_compare(app, terminal_size=size, run_before=before)
