"""The file of the plan changed by others while it is open: nothing of either side is lost, and it is told."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plan_desk import SHORT, at_words, begin, done, plan_of, press, write
from registry.plan.versions import list_versions, version_of
from screen_fixtures import Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.plan_file import RECOVERY, Recovery

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.session import Session

OURS, THEIRS = "ここで打った文", "よそで書いた文"


def change(path: Path, before: str, after: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def texts_of(session: "Session") -> list[str]:
    store, body = session.store(), session.the_body()
    return [version_of(store, body, one.id).edited_text for one in list_versions(store, body).versions]


@pytest.mark.parametrize(
    "way",
    [
        ("escape",),
        ("f6",),
        ("ctrl+pageup",),
        ("ctrl+s", "escape", "escape"),
        ("ctrl+e", "escape"),
        ("ctrl+q",),
    ],
)
def test_every_way_out_keeps_what_others_wrote(
    way: tuple[str, ...], session_for: SessionFor, drive: Drive
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "本市のデータ")
        await press(pilot, "end")
        await write(pilot, OURS)
        change(path, "推移を書く。", THEIRS)
        await press(pilot, *way)
        if way != ("ctrl+q",):
            await done(app, pilot)
        if way == ("escape",):
            assert "ほかで直された文と合わせて保存しました（版 3）" in app.messages[-1]

    drive(app, script)
    text = path.read_text(encoding="utf-8")
    assert OURS in text
    assert THEIRS in text


def test_undo_takes_back_ours_and_leaves_theirs(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "本市のデータ")
        await press(pilot, "end")
        await write(pilot, OURS)
        change(path, "推移を書く。", THEIRS)
        await press(pilot, "escape")
        await done(app, pilot)
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert OURS not in text
        assert THEIRS in text
        # Written by others after our last look: it stays when we do ours again.
        change(path, "# 計画", "# よその計画")
        await press(pilot, "ctrl+y")
        await done(app, pilot)
        await press(pilot, "escape")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert OURS in text
        assert "# よその計画" in text

    drive(app, script)


def test_what_others_wrote_before_it_was_opened_stays_when_ours_is_taken_back(
    session_for: SessionFor, drive: Drive
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    change(path, "推移を書く。", THEIRS)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "本市のデータ")
        await write(pilot, OURS)
        await press(pilot, "escape")
        await done(app, pilot)
        await press(pilot, "ctrl+z")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert OURS not in text
        assert THEIRS in text

    drive(app, script)


@pytest.mark.parametrize(("side", "kept"), [("1", [OURS]), ("2", [THEIRS]), ("3", [OURS, THEIRS])])
def test_the_same_place_is_decided_by_people(
    side: str, kept: list[str], session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "推移を書く。")
        await press(pilot, "delete")
        await write(pilot, OURS)
        change(path, "推移を書く。", THEIRS)
        before = path.read_text(encoding="utf-8")
        await press(pilot, "escape")
        await done(app, pilot)
        place = plan_of(app)
        assert place.view == "merge"
        assert "ほかで直された文と食い違う所が 1か所あります" in app.messages[-1]
        assert path.read_text(encoding="utf-8") == before
        left = Recovery(path).read(session.now())
        assert left is not None
        assert OURS in left[0]
        shown = screen_text(app)
        assert "あなたの文" in shown
        assert "ほかで直された文" in shown
        await press(pilot, side, "enter")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert [one for one in (OURS, THEIRS) if one in text] == kept
        assert "<<<" not in text
        assert not Recovery(path).path.exists()

    drive(app, script)
    assert any(THEIRS in text for text in texts_of(session))


def test_leaving_with_an_open_clash_keeps_both(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "推移を書く。")
        await press(pilot, "delete")
        await write(pilot, OURS)
        change(path, "推移を書く。", THEIRS)
        await press(pilot, "ctrl+pageup")
        await done(app, pilot)
        assert app.here == "review"
        assert "食い違う所が 1か所" in app.messages[-1]
        assert OURS not in path.read_text(encoding="utf-8")
        await press(pilot, "5")
        await done(app, pilot)
        assert plan_of(app).shape.conflicts == 1
        await press(pilot, "c", "3", "enter")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert OURS in text
        assert THEIRS in text

    drive(app, script)


@pytest.mark.parametrize("way", ["enter", "focus"])
def test_what_others_wrote_comes_in_when_the_planner_comes_back(
    way: str, session_for: SessionFor, drive: Drive
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        if way == "enter":
            await press(pilot, "1")
            await done(app, pilot)
        else:
            app.app_focus = False
        change(path, "推移を書く。", THEIRS)
        if way == "enter":
            await press(pilot, "5")
        else:
            app.app_focus = True
        await done(app, pilot)
        assert THEIRS in plan_of(app).editor.text
        assert "ほかで直された文を取り込みました" in app.messages[-1]
        assert not plan_of(app).work.touched  # type: ignore[union-attr]

    drive(app, script)


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("happened", [gone, emptied])
def test_a_file_that_is_gone_is_written_again(
    happened: Callable[[Path], None], session_for: SessionFor, drive: Drive
) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "本市のデータ")
        await write(pilot, OURS)
        happened(path)
        await press(pilot, "escape")
        await done(app, pilot)
        assert "書き直しました" in app.messages[-1]
        assert OURS in path.read_text(encoding="utf-8")
        await press(pilot, "1")
        happened(path)
        await press(pilot, "5")
        await done(app, pilot)
        assert "文はここに残っています  Esc で書き直す" in app.messages[-1]
        await press(pilot, "escape")
        await done(app, pilot)
        assert OURS in path.read_text(encoding="utf-8")

    drive(app, script)


def test_a_file_that_cannot_be_read_is_left_alone(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await at_words(pilot, "本市のデータ")
        await write(pilot, OURS)
        path.unlink()
        path.mkdir()
        await press(pilot, "escape")
        await done(app, pilot)
        assert "計画のファイルが読めなくなったため、保存していません" in app.messages[-1]
        assert path.is_dir()
        assert OURS in plan_of(app).editor.text
        path.rename(path.with_name("別の名前"))
        await press(pilot, "escape")
        await done(app, pilot)
        assert OURS in path.read_text(encoding="utf-8")

    drive(app, script)


def test_two_windows_on_one_plan(session_for: SessionFor, drive: Drive, example_workspace: Path) -> None:
    """What is stored in one comes into the other; the same place changed in both is decided there."""
    path = begin(session_for(workspace=example_workspace), SHORT)
    first = KonkyoApp(session_for(workspace=example_workspace), place="plan")
    second = KonkyoApp(session_for(workspace=example_workspace), place="plan")

    async def one(pilot: "Pilot[None]") -> None:
        await done(first, pilot)
        await at_words(pilot, "本市のデータ")
        await press(pilot, "end")
        await write(pilot, OURS)
        async with second.run_test(size=(120, 36)) as other:
            await done(second, other)
            await at_words(other, "推移を書く。")
            await press(other, "end")
            await write(other, THEIRS)
            await press(pilot, "escape")
            await done(first, pilot)
            assert OURS in path.read_text(encoding="utf-8")
            await press(other, "escape")
            await done(second, other)
            text = path.read_text(encoding="utf-8")
            assert OURS in text
            assert THEIRS in text
            # The first window comes back and changes what the second wrote; the second does so too.
            await press(pilot, "1", "5")
            await done(first, pilot)
            await at_words(pilot, THEIRS)
            await write(pilot, "一")
            await press(pilot, "escape")
            await done(first, pilot)
            await at_words(other, THEIRS)
            await write(other, "二")
            await press(other, "escape")
            await done(second, other)
            assert plan_of(second).view == "merge"
            await press(other, "3", "enter")
            await done(second, other)
            text = path.read_text(encoding="utf-8")
            assert "一" in text
            assert "二" in text

    drive(first, one)


def test_two_windows_keep_what_is_typed_under_two_names(tmp_path: Path, session_for: SessionFor) -> None:
    now = session_for().now()
    path = tmp_path / "plan.md"
    one, other = Recovery(path), Recovery(path)
    one.write("一")
    other.write("二")
    one.write("一一")
    assert {file.read_text(encoding="utf-8") for file in tmp_path.glob(f"*{RECOVERY}*")} == {"一一", "二"}
    other.clear()
    one.write("一一一")
    left = Recovery(path).read(now)
    assert left is not None
    assert left[0] == "一一一"
    one.clear()
    assert not list(tmp_path.glob(f"*{RECOVERY}*"))


def test_after_a_crash_the_file_may_be_another(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    path = begin(session, SHORT)
    Recovery(path).write(SHORT.replace("本市のデータ。", OURS))
    change(path, "推移を書く。", THEIRS)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "escape")
        await done(app, pilot)
        text = path.read_text(encoding="utf-8")
        assert OURS in text
        assert THEIRS in text

    drive(app, script)


def test_a_new_draft_is_merged_into_what_others_wrote(session_for: SessionFor, drive: Drive) -> None:
    from plan_desk import tell_facts

    session = session_for()
    path = begin(session)
    app = KonkyoApp(session, place="plan")

    async def script(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        change(path, "## 第1章", f"{THEIRS}\n\n## 第1章")
        tell_facts(session)
        await press(pilot, "r")
        await done(app, pilot)
        await press(pilot, "enter")
        await done(app, pilot)
        assert THEIRS in path.read_text(encoding="utf-8")
        assert THEIRS in plan_of(app).editor.text

    drive(app, script)
