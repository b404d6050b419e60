"""The frame: fixed lines, places by key, help, jump, the way back, themes, marks, messages, long work, memory."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from registry.errors import UsageError
from registry.text.display import width
from screen_fixtures import SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.dialogs.help import Help
from tui.dialogs.jump import Jump
from tui.global_commands import GLOBAL
from tui.helping import find_help, help_entries, passes_input_method
from tui.marks import in_ascii
from tui.memory import Memory
from tui.places import PLACES
from tui.themes import THEMES
from tui.widgets.row_list import RowList

PAST = date(2018, 4, 1)


def rows_of(screen: str) -> list[str]:
    return screen.split("\n")


@pytest.mark.parametrize("size", SIZES)
def test_the_four_lines_hold_the_same_things_in_every_place(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, size: tuple[int, int]
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        for number, (title, _, _) in enumerate(PLACES.values(), 1):
            await pilot.press(str(number))
            await pilot.pause()
            lines = rows_of(screen_text(app))
            assert "府中市" in lines[0]
            assert "基準日" in lines[0]
            assert f"{number}{title}]" in lines[0]
            assert lines[1].strip().startswith(title)
            assert "Ctrl+K" in lines[-1]
            assert lines[-1].rstrip().endswith("説明")
            assert all(width(line) <= size[0] for line in lines)

    drive(app, script, size)


def test_every_global_command_exists_and_no_key_is_given_twice() -> None:
    keys = [key for command in GLOBAL for key in command.keys]
    assert len(keys) == len(set(keys))
    for command in GLOBAL:
        assert callable(getattr(KonkyoApp, command.action.partition(":")[0])), command


def test_digits_go_to_places_and_the_way_back_is_found(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("2", "down", "down", "3")
        await pilot.pause()
        assert app.here == "gaps"
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert app.here == "items"
        assert app.query_one("#place-items RowList", RowList).cursor == 2
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert app.here == "home"
        assert app.messages[-1] == "これより前はありません"
        await pilot.press("alt+right")
        assert app.here == "items"
        await pilot.press("ctrl+pagedown")
        assert app.here == "gaps"
        await pilot.press("ctrl+pageup", "ctrl+pageup", "ctrl+pageup")
        assert app.here == list(PLACES)[-1]

    drive(app, script)


def test_full_width_keys_count_as_the_keys_that_were_meant(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("２")
        await pilot.pause()
        assert app.here == "items"
        app.post_message(
            events.Key("fullwidth_question_mark", "？")
        )  # as the parser of the terminal's bytes gives it
        await pilot.pause()
        assert isinstance(app.screen, Help)

    drive(app, script)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
def test_help_tells_what_keys_do_here(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, key: str
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("2", key)
        await pilot.pause()
        text = screen_text(app)
        assert "説明  情報項目の画面・一覧" in text
        assert "文字で絞り込む" in text
        await pilot.press(*"やり直す")
        await pilot.pause()
        text = screen_text(app)
        assert "Ctrl+Y＊" in text
        assert "文字で絞り込む" not in text
        await pilot.press("escape")
        assert len(app.screen_stack) == 1

    drive(app, script)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ctrl+Z", "undo"),
        ("^z", "undo"),
        ("ctrl + z", "undo"),
        ("U", "undo"),
        ("取り消す", "undo"),
        ("F5", "reload"),
    ],
)
def test_help_is_searched_by_key_and_by_name(
    session_for: SessionFor, drive: Drive, words: str, found: str
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        del pilot
        hits = find_help(help_entries(app), words)
        assert found in [hit.id for hit in hits[:2]]
        assert find_help(help_entries(app), "そんなものはない") == []
        assert find_help(help_entries(app), "  ") == help_entries(app)

    drive(app, script)


def test_help_does_what_is_chosen(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("question_mark", *"ギャップの画面", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.here == "gaps"
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("question_mark", *"いちばん終わりへ", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.query_one("#place-items RowList", RowList).cursor == 23

    drive(app, script)


def test_help_of_a_field_lists_keys_of_typing(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("2", "slash")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        titles = {entry.title for entry in help_entries(app) if entry.scope == "この枠"}
        assert {"前の字を消す", "写す", "貼る"} <= titles

    drive(app, script)


@pytest.mark.parametrize(
    ("key", "passes"),
    [
        ("ctrl+k", True),
        ("f1", True),
        ("enter", True),
        ("pageup", True),
        ("f", False),
        ("u", False),
        ("space", False),
    ],
)
def test_keys_that_pass_an_input_method(key: str, passes: bool) -> None:
    assert passes_input_method(key) is passes


def test_jump_puts_a_letter_on_each_pane(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        before = app.focused
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(app.screen, Jump)
        assert "文字を押した枠へ移る" in screen_text(app)
        panes = app.screen_stack[0].focus_chain
        await pilot.press("asdf"[len(panes) - 1])
        await pilot.pause()
        assert app.focused is panes[-1]
        assert app.focused is not before
        await pilot.press("ctrl+g", "escape")
        assert app.focused is panes[-1]
        await pilot.press("ctrl+g", "3")
        await pilot.pause()
        assert app.here == "gaps"

    drive(app, script)


def test_panes_are_reached_with_f6(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        chain = app.screen.focus_chain
        assert app.focused is chain[0]
        await pilot.press("f6")
        assert app.focused is chain[1]
        await pilot.press("shift+f6")
        assert app.focused is chain[0]

    drive(app, script)


def test_themes_go_round_and_are_remembered(session_for: SessionFor, drive: Drive, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "w.screen.json", tmp_path / "screen.json")
    app = KonkyoApp(session_for(), memory=memory)
    seen = []

    async def script(pilot: Pilot[None]) -> None:
        for _ in THEMES:
            seen.append(app.theme)
            await pilot.press("Z")
        assert app.theme == seen[0]
        await pilot.press("Z", "q")

    drive(app, script)
    assert sorted(seen) == sorted(theme.name for theme in THEMES)
    assert Memory(user_path=tmp_path / "screen.json").theme == seen[1]


def test_marks_become_ascii_and_nothing_shifts(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        before = screen_text(app)
        assert "□ 見当たらず" in before
        app.other_marks()
        await pilot.pause()
        after = screen_text(app)
        assert ". 見当たらず" in after
        assert not set("○△■□◆…→│─") & set(after)
        scrollbar = " ▁▂▃▄▅▆▇"  # its ends become spaces
        assert [width(line.rstrip(scrollbar)) for line in rows_of(before)[:20]] == [
            width(line.rstrip()) for line in rows_of(after)[:20]
        ]
        app.other_marks()
        await pilot.pause()
        assert "□ 見当たらず" in screen_text(app)

    drive(app, script)


def test_no_character_of_ambiguous_width_is_left() -> None:
    text = "○ 公開可…①αΩЖ※÷“—”℃♪Ⅲ│─▇が高橋？－か\u3099é"
    drawn = in_ascii(text)
    assert [one for one in drawn if unicodedata.east_asian_width(one) == "A"] == []
    assert width(drawn) == width(text)
    assert drawn == 'o 公開可.1aOZ*/"-"?' + "?I|- が高橋？－か\u3099e"


def test_the_environment_asks_for_ascii_marks(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONKYO_MARKS", "ascii")
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        del pilot
        assert ". 見当たらず" in screen_text(app)

    drive(app, script)


def test_read_only_is_said_and_offers_no_change(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(read_only=True), place="items")

    async def script(pilot: Pilot[None]) -> None:
        lines = rows_of(screen_text(app))
        assert "閲覧のみ" in lines[0]
        assert "状態" not in lines[-1]
        assert not any(command.changes for command in app.all_commands())
        for key in ("u", "t", "i"):
            await pilot.press(key)
            assert len(app.screen_stack) == 1
            assert app.messages.pop() == "閲覧のみで開いています。変えることはできません"
        with pytest.raises(UsageError, match="変えられません"):
            app.session.change(lambda store: store)

    drive(app, script)


def test_a_past_day_is_said_on_every_place(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(day=PAST))

    async def script(pilot: Pilot[None]) -> None:
        for number in range(1, len(PLACES) + 1):
            await pilot.press(str(number))
            await pilot.pause()
            assert "平成30年4月1日（過去）" in rows_of(screen_text(app))[0]

    drive(app, script)


def test_the_day_is_changed_for_all_places_and_back(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("D", *"2018-04-01", "enter")
        await pilot.pause()
        assert "（過去）" in rows_of(screen_text(app))[0]
        assert "状態は変えられません" in app.messages[-1]
        assert not app.session.may_change

    drive(app, script)


def test_rows_are_copied_as_tables(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("space", "space", "ctrl+c")
        lines = app.clipboard.splitlines()
        assert len(lines) == 3
        assert "\t" in lines[0]
        assert len(app.messages) == 1
        await pilot.press("y", "1")
        await pilot.pause()
        assert app.clipboard.startswith("| ")
        await pilot.press("y", "2")
        await pilot.pause()
        assert "NPO" in app.clipboard

    drive(app, script)


def test_keys_of_fields_stay_with_the_field(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("slash", *"abc")
        await pilot.press("ctrl+z", "u", "q", "2", "question_mark")
        assert len(app.screen_stack) == 1
        assert app.is_running
        assert app.messages == []
        assert app.query_one("#place-items FilterLine").value == "abcuq2?"  # type: ignore[attr-defined]
        await pilot.press("home", "ctrl+k")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        assert app.query_one("#place-items FilterLine").value == "abcuq2?"  # type: ignore[attr-defined]

    drive(app, script)


def test_undo_names_what_it_takes_back(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("t", "2")
        await pilot.pause()
        assert "Ctrl+Z で元に戻す" in app.messages[-1]
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("ctrl+z")
        assert app.messages[-1].startswith("取り消しました: ")
        await pilot.press("U")
        assert app.messages[-1].startswith("やり直しました: ")

    drive(app, script)


def test_messages_are_kept_and_inert(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        app.say("[bold red]これは\x1b[31m字\u202e")
        app.report(UsageError("できません", where="a.csv 3行目", why="日付でない", mend="直す"))
        await pilot.pause()
        line = rows_of(screen_text(app))[-2]
        assert "できません  場所: a.csv 3行目  理由: 日付でない  対処: 直す" in line
        await pilot.press("L")
        await pilot.pause()
        text = screen_text(app)
        assert "[bold red]これは" in text
        assert "\x1b" not in text
        assert "\u202e" not in text

    drive(app, script)


LOOKS = {
    "help": ("question_mark",),
    "jump": ("ctrl+g",),
    "search": ("ctrl+k", *"漁港"),
    "palette": ("ctrl+p", *"配色"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", LOOKS)
def test_looks(
    session_for: SessionFor, settled_compare: Callable[..., bool], size: tuple[int, int], name: str
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*LOOKS[name])
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert settled_compare(app, terminal_size=size, run_before=settle)
