"""The text of the plan: finding, undo, other editors and programs, hostile text, plans that may only be read."""

import shlex
import sys
from datetime import date
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from plan_desk import NAME, SHORT, begin, done, plan_of, press, write
from screen_fixtures import Drive, ScreenText, SessionFor
from tui.app import KonkyoApp

if TYPE_CHECKING:
    from textual.pilot import Pilot


def test_finding_words(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    begin(session, "# 計画\n\n道路\n\n公園と道路\n")
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        editor = plan_of(app).editor
        found = []
        await press(pilot, "ctrl+f")
        await write(pilot, "道路")
        await press(pilot, "enter")
        for _ in range(3):
            found.append((editor.row, editor.selected_text))
            await press(pilot, "f3")
        assert found == [(2, "道路"), (4, "道路"), (2, "道路")]
        await press(pilot, "ctrl+f")
        await write(pilot, "橋")
        await press(pilot, "enter")
        assert "はありません" in app.messages[-1]
        await press(pilot, "escape")
        assert plan_of(app).writing

    drive(app, script, (80, 24))


def test_text_undo_ends_with_the_text(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        before = path.read_text(encoding="utf-8")
        await press(pilot, "enter", "end")
        await write(pilot, "あ")
        await press(pilot, "ctrl+z", "escape")
        assert path.read_text(encoding="utf-8") == before
        await press(pilot, "enter", "end")
        await write(pilot, "あ")
        await press(pilot, "f6")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8") != before
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8") == before
        await press(pilot, "ctrl+y")
        await done(app, pilot)
        assert path.read_text(encoding="utf-8") != before

    drive(app, script, (80, 24))


def test_leaving_the_place_or_the_program_stores_the_text(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "enter", "end")
        await write(pilot, "移る")
        await press(pilot, "ctrl+pageup")
        await done(app, pilot)
        assert "移る" in path.read_text(encoding="utf-8")
        await press(pilot, "5", "enter", "end")
        await write(pilot, "終わる")
        await press(pilot, "ctrl+q")
        await pilot.pause()

    drive(app, script, (80, 24))
    assert "終わる" in path.read_text(encoding="utf-8")
    assert not path.with_name(f"{NAME}.autosave").exists()


def test_another_editor(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(KonkyoApp, "suspend", lambda _: nullcontext())
    script_file = tmp_path / "editor.py"
    script_file.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text('utf-8') + '外から\\n', 'utf-8')\n",
        encoding="utf-8",
    )
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        for told, said in (
            (f"{shlex.quote(sys.executable)} {shlex.quote(str(script_file))}", "取り込みました"),
            (f"{shlex.quote(sys.executable)} -c 'import sys; sys.exit(3)'", "3 で終わった"),
            ("/no/such/editor", "エディターを開けません"),
        ):
            monkeypatch.setenv("VISUAL", told)
            await press(pilot, "f4")
            await done(app, pilot)
            assert said in app.messages[-1]

    drive(app, script, (80, 24))
    assert path.read_text(encoding="utf-8").endswith("外から\n")


def test_what_another_program_wrote_is_kept_as_a_version(session_for: SessionFor, drive: Drive) -> None:
    from registry.plan.versions import list_versions, version_of

    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        path.write_text(path.read_text(encoding="utf-8") + "よそで書いた\n", encoding="utf-8")
        await press(pilot, "enter", "end")
        await write(pilot, "あ")
        await press(pilot, "escape")
        await done(app, pilot)

    drive(app, script, (80, 24))
    store, body = session.store(), session.the_body()
    texts = [version_of(store, body, one.id).edited_text for one in list_versions(store, body).versions]
    assert any("よそで書いた" in text for text in texts)


def test_typing_after_enter_on_a_chapter_leaves_its_heading(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, "# 計画\n\n## 第1章 現状\n\n本文\n\n## 第2章 目的\n## 第3章 体制\n")
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        for moves, expected in ((0, "打つ本文"), (1, "## 第2章 目的打つ"), (2, "## 第3章 体制\n打つ")):
            await press(pilot, "home", *["down"] * moves, "enter")
            await write(pilot, "打つ")
            await press(pilot, "escape")
            await done(app, pilot)
            assert expected in path.read_text(encoding="utf-8")

    drive(app, script, (80, 24))


def test_the_help_of_the_editor_names_keys_that_work_there(session_for: SessionFor, drive: Drive) -> None:
    from tui.dialogs.help import Help

    session = session_for()
    begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "enter", "f1")
        await done(app, pilot)
        assert isinstance(app.screen, Help)
        keys = {key for one in app.screen._all for key in one.keys}
        assert not {key for key in keys if len(key) == 1 or key in ("slash", "question_mark", "space")}
        assert {"f8", "ctrl+s", "ctrl+z", "escape"} <= keys
        printed = " ".join(one.shown_keys for one in app.screen._all)
        assert "F20" not in printed
        assert "Shift+F8" in printed

    drive(app, script)


def test_a_slot_that_names_a_command_is_told_in_keys(session_for: SessionFor, drive: Drive) -> None:
    from tui.widgets.passages import Passages

    session = session_for()
    begin(session, SHORT.replace("> 推移を書く。", "> 登録する（konkyo plan measures add --action A01）。"))
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "f8")
        told = plan_of(app).query_one("#plan-grounds", Passages).text
        assert "v で施策の表へ移り、a で個別施策を足す" in told
        assert "konkyo" not in told

    drive(app, script)


def test_without_a_chosen_editor_it_is_told_which_opens_and_how_to_leave(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr("tui.places.plan_editors.shutil.which", lambda _: None)
    session = session_for()
    begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "f4")
        assert ":q!" in screen_text(app)
        await press(pilot, "enter")
        assert len(app.screen_stack) == 1

    drive(app, script)


HOSTILE = (
    "# [bold red]計画[/] \x1b[31m\u202e逆さ\n\n## 第1章 [link=x]\x07\n\n"
    + "長" * 30_000
    + "\n\n[^x]\n\n"
    + "| a |\n" * 3
    + "> 【記入】\n<!-- konkyo:block id=x -->\n\n[^y]: <https://example.jp/\x1b]52;c;eA==\x07>\n"
)


@pytest.mark.parametrize("size", [(80, 24), (20, 8)])
def test_hostile_text_is_inert(
    size: tuple[int, int], session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    path = begin(session, HOSTILE)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        for keys in (("f8",), ("ctrl+end",), ("ctrl+t",), ("v",), ("v", "v", "v"), ("escape",)):
            await press(pilot, *keys)
            await done(app, pilot)
            shown = screen_text(app)
            assert shown.replace("\n", "").replace("\u3000", "").isprintable()
            assert "\u202e" not in shown
        if size[0] == 80:
            assert "[bold red]計画[/]" in shown

    drive(app, script, size)
    assert path.read_text(encoding="utf-8") == HOSTILE


@pytest.mark.parametrize("case", ["no body", "no catalogue", "read only", "past"])
def test_states_without_a_plan(
    case: str, session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    session = session_for(
        body="" if case == "no body" else "132063",
        workspace=no_workspace if case in ("no body", "no catalogue") else None,
        read_only=case == "read only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        if case == "no body":
            await press(pilot, "escape")
            assert "団体を選んでください（B）" in screen_text(app)
            return
        if case == "no catalogue":
            await press(pilot, "r", "enter")
            await done(app, pilot)
            assert "案を作りました" in app.messages[-1]
            return
        assert "いまは作れません" in screen_text(app)
        await press(pilot, "r")
        assert len(app.screen_stack) == 1
        for _ in range(4):
            await press(pilot, "v", "a", "enter", "x", "r")
            assert len(app.screen_stack) == 1

    drive(app, script, (80, 24))


@pytest.mark.parametrize("case", ["read only", "past"])
def test_a_plan_that_may_only_be_read(
    case: str, session_for: SessionFor, drive: Drive, example_workspace: Path, screen_text: ScreenText
) -> None:
    path = begin(session_for(workspace=example_workspace), SHORT)
    before = path.read_bytes()
    session = session_for(
        workspace=example_workspace,
        read_only=case == "read only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "f8")
        await write(pilot, "書けない")
        await press(pilot, "ctrl+s", "f4", "escape", "r")
        assert len(app.screen_stack) == 1
        assert "作り直し" not in screen_text(app).splitlines()[-1]
        await press(pilot, "ctrl+e", "enter")
        await done(app, pilot)
        assert "書き出しました" in app.messages[-1]

    drive(app, script, (80, 24))
    assert path.read_bytes() == before
    assert path.with_suffix(".docx").exists()


def test_each_body_has_its_own_plan(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    session = session_for()
    path = begin(session, SHORT)
    here, there = session.the_body(), session.knowledge.bodies.find("342084")
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "enter")
        await write(pilot, "途中")
        session.choose(there)
        await done(app, pilot)
        assert "途中" in path.read_text(encoding="utf-8")
        assert "案はまだありません" in screen_text(app)
        session.choose(here)
        await done(app, pilot)
        assert "途中" in plan_of(app).editor.text

    drive(app, script, (80, 24))


def test_typing_into_a_plan_of_a_hundred_pages_stays_quick(session_for: SessionFor, drive: Drive) -> None:
    """A key in a plan of 130,000 characters takes at most thrice what it takes in a short one, and a frame."""
    session = session_for()
    path = begin(session)
    text = path.read_text(encoding="utf-8")
    times = {}
    for name, long in (
        ("short", "# 計画\n\n本文\n"),
        ("long", text.replace("\n\n", "\n\n本市では手続を調べる。" * 30 + "\n\n", 250)),
    ):
        path.unlink()
        begin(session, long)
        app = KonkyoApp(session, place="plan")

        async def script(pilot: "Pilot[None]", app: KonkyoApp = app, name: str = name) -> None:
            await done(app, pilot)
            await press(pilot, "enter", "end")
            taken = []
            for _ in range(9):
                start = process_time()
                await pilot.press("あ")
                taken.append(process_time() - start)
            times[name] = sorted(taken)[4]

        drive(app, script)
    assert times["long"] < max(3 * times["short"], times["short"] + 0.016)
