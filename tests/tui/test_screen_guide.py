"""ガイド: questions one at a time, answers kept and taken back, by keys only."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from registry.guide.walk import UNSURE
from screen_fixtures import FROZEN, SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.memory import Memory
from tui.places.guide import Guide
from tui.places.guide_desk import Subject
from tui.session import Session
from tui.widgets.passages import Passages

if TYPE_CHECKING:
    from textual.pilot import Pilot

BODY = "132063"
TO_THE_END = ("enter", "enter")
"""No personal data → can it be open data → the end."""
STATISTICS = ("down", "enter", "down", "enter", "down", "enter", "enter", "enter", "enter")
"""Personal data, but statistics will do."""
HOSTILE = "[red]名簿[/] =cmd|' \x1b[31m赤\x1b[0m \u202e逆 " + "長" * 300


def guide_of(app: KonkyoApp) -> Guide:
    place = app.place
    assert isinstance(place, Guide)
    return place


def stored(session: Session, subject: Subject) -> list[str]:
    store = session.store_if_any()
    return [] if store is None else [one.answer for one in store.walk_steps(BODY, *subject)]


def test_to_a_result_back_kept_undone_copied(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KonkyoApp(session_for(), place="guide")
    session, item = app.session, Subject("item", "item-15")
    copied: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press(*STATISTICS)
        assert "結果  オープンデータにできるか" in screen_text(app)
        assert "統計情報に変換しての利用" in screen_text(app)
        assert "まだ記録していません" in screen_text(app)
        await pilot.press("backspace")
        assert "6  オープンデータにできるか" in screen_text(app)
        await pilot.press("ctrl+s", *"15", "enter")
        assert stored(session, item) == ["はい", "いいえ", "含まない", "統計で足りる", "切れた"]
        assert "項目15 道路台帳" in screen_text(app)
        await pilot.press("enter")
        assert stored(session, item)[-1] == "次へ"
        assert "Ctrl+Z" in app.messages[-1]
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert len(stored(session, item)) == 5
        assert "6問目" in screen_text(app)
        await pilot.press("ctrl+y")
        await pilot.pause()
        await pilot.press("y", "1")
        assert copied[0].startswith("# 個人に関する情報の使い方")
        assert "対象: 項目15 道路台帳" in copied[0]
        assert "| 4 | 個人情報のまま要るか" in copied[0]

    drive(app, script)


def test_an_earlier_answer_is_given_anew(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="guide")
    own = Subject("own", "避難行動要支援者名簿")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("a", *own.id, "enter", *STATISTICS)
        assert stored(app.session, own) == ["はい", "いいえ", "含まない", "統計で足りる", "切れた", "次へ"]
        await pilot.press("shift+tab", "up", "up", "up", "up", "up")
        assert "← いまの答え" in screen_text(app)
        assert "特定個人情報か" in guide_of(app).pane.passages[0].text
        await pilot.press("enter", "up", "enter")
        assert stored(app.session, own) == ["はい", "はい"]
        assert "後の答え 4 は外しました" in app.messages[-1]
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert len(stored(app.session, own)) == 6

    drive(app, script)


def test_reasons_and_questions_that_wait(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="guide")
    own = Subject("own", "参加者の名簿")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("a", *own.id, "enter", "down", "enter", "m", *"氏名がある", "enter")
        store = app.session.store()
        assert [one.note for one in store.walk_steps(BODY, *own)] == ["氏名がある"]
        await pilot.press("down", "down", "enter", *"総務課", "enter")
        assert stored(app.session, own) == ["はい", UNSURE]
        assert "理由  総務課" in screen_text(app)
        await pilot.press("r", "a", "enter")
        await pilot.pause()
        assert "2問目" in screen_text(app)
        assert UNSURE in screen_text(app)
        await pilot.press("up", "enter")
        assert stored(app.session, own) == ["はい", "いいえ"]

    drive(app, script)


def test_a_record_is_removed_and_brought_back(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="guide")
    own = Subject("own", "参加者の名簿")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("a", *own.id, "enter", *TO_THE_END, "delete")
        assert stored(app.session, own) == []
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert stored(app.session, own) == ["いいえ", "次へ"]

    drive(app, script)


def test_answers_kept_nowhere_are_not_lost_unasked(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="guide")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("a", *"参加者の名簿", "enter", *TO_THE_END, "r", "down", "enter", "r", "enter")
        assert [one.answer for one in guide_of(app).desk.given] == ["はい"]
        await pilot.press("a", *"参加者の名簿", "enter", "enter")
        assert [one.answer for one in guide_of(app).desk.given] == ["はい"]
        await pilot.press("r", "y")
        assert guide_of(app).desk.given == ()

    drive(app, script)


def test_a_provision_opens_in_the_laws(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KonkyoApp(session_for(), place="guide")
    copied: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    monkeypatch.setattr("tui.opening.has_browser", lambda: False)

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("o")
        assert copied[0].startswith("https://laws.e-gov.go.jp/")
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert app.here == "laws"
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert app.here == "guide"

    drive(app, script)


@pytest.mark.parametrize(
    ("target", "label"), [("P3", "利用か提供か"), ("path-exception", "目的外利用の要件")]
)
def test_a_question_that_was_searched_is_read_ahead(
    target: str, label: str, session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for(), place="guide")

    async def script(pilot: "Pilot[None]") -> None:
        app.go("guide", target)
        await pilot.pause()
        assert label in guide_of(app).pane.passages[0].text
        await pilot.press("enter")
        assert label not in guide_of(app).pane.passages[0].text
        assert guide_of(app).desk.given == ()
        await pilot.press("escape")
        assert guide_of(app).pane.passages[0].text == "1  個人に関する情報か"

    drive(app, script)


def test_the_record_is_written_into_a_file(
    session_for: SessionFor, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KonkyoApp(session_for(), place="guide")
    monkeypatch.chdir(tmp_path)

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press(*TO_THE_END, "s", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

    drive(app, script)
    (written,) = tmp_path.glob("*.md")
    assert "## すること" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", ["no body", "read only", "nothing there", "past"])
def test_where_nothing_is_kept(
    state: str, session_for: SessionFor, drive: Drive, screen_text: ScreenText, no_workspace: Path
) -> None:
    session = {
        "no body": lambda: session_for(body="", workspace=no_workspace),
        "read only": lambda: session_for(read_only=True),
        "nothing there": lambda: session_for(workspace=no_workspace),
        "past": lambda: session_for(day=date(2018, 4, 1)),
    }[state]()
    app = KonkyoApp(session, place="guide")

    async def script(pilot: "Pilot[None]") -> None:
        if state == "no body":
            await pilot.press("escape")
        await pilot.press(*TO_THE_END)
        assert "結果" in screen_text(app)
        assert "記録していません" in app.messages[-1]
        await pilot.press("ctrl+s")
        assert guide_of(app).desk.open_trial
        if state == "past":
            assert "効力" in "".join(one.text for one in guide_of(app).pane.passages)

    drive(app, script)
    assert not no_workspace.exists()
    store = session.store_if_any()
    assert store is None or store.walks(BODY) == ()


def test_a_trial_of_a_past_day_is_kept_on_return(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="guide")
    own = Subject("own", "参加者の名簿")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("a", *own.id, "enter", "down", "enter")
        app.session.go_to(date(2024, 4, 1))
        await pilot.pause()
        await pilot.press("down", "enter")
        assert stored(app.session, own) == ["はい"]
        app.session.go_to(FROZEN.date())
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert stored(app.session, own) == ["はい", "いいえ"]
        assert not guide_of(app).desk.open_trial

    drive(app, script)


def test_a_hostile_subject_is_inert(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    app = KonkyoApp(session_for(), place="guide")
    title = HOSTILE[:180]

    async def script(pilot: "Pilot[None]") -> None:
        guide_of(app).desk.open(Subject("own", title))
        guide_of(app).fill()
        await pilot.press("down", "enter", "m", *"[bold]x", "enter")
        assert stored(app.session, Subject("own", title)) == ["はい"]
        text = screen_text(app)
        assert "[red]名簿[/] =cmd" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await pilot.press("a")
        await pilot.pause()
        assert "\x1b" not in screen_text(app)
        assert "[red]名簿" in screen_text(app)
        await pilot.press("escape", "up", "s")
        assert "\x1b" not in screen_text(app)

    drive(app, script)


def test_a_title_that_is_too_long_is_refused_and_nothing_lost(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="guide")

    async def script(pilot: "Pilot[None]") -> None:
        await pilot.press("enter")
        await pilot.press("ctrl+s")
        app.screen.query_one(Input).value = "長" * 201
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "長すぎます" in app.messages[-1]
        assert guide_of(app).desk.open_trial

    drive(app, script)


def test_the_walk_in_hand_is_found_again(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    memory = Memory()
    first = KonkyoApp(session, place="guide", memory=memory)

    async def walk(pilot: "Pilot[None]") -> None:
        await pilot.press("down", "enter")
        first.remember()

    async def again(pilot: "Pilot[None]") -> None:
        await pilot.pause()
        assert [one.answer for one in guide_of(second).desk.given] == ["はい"]
        assert isinstance(second.focused, Passages)

    drive(first, walk)
    second = KonkyoApp(session, place="guide", memory=memory)
    drive(second, again)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("start", []),
        ("question", ["down", "enter", "down", "enter", "down", "enter", "down", "down", "enter"]),
        ("end", [*STATISTICS]),
        ("subject", ["down", "enter", "ctrl+s"]),
    ],
    ids=["start", "question", "end", "subject"],
)
def test_looks(
    name: str, keys: list[str], size: tuple[int, int], session_for: SessionFor, settled_compare: Any
) -> None:
    del name

    async def still(pilot: "Pilot[None]") -> None:
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False  # else it is drawn in one picture and not in the next

    app = KonkyoApp(session_for(), place="guide")
    assert settled_compare(app, press=keys, terminal_size=size, run_before=still)
