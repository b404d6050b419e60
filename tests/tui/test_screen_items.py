"""The place of the information items: narrowing, detail, chain, neighbourhood, checklist, sheet, states."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from registry.analysis.gaps import State
from registry.publishing.verdicts import Verdict
from screen_fixtures import SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.places.items import Items
from tui.widgets.passages import Passage, Passages


def items_of(app: KonkyoApp) -> Items:
    place = app.place
    assert isinstance(place, Items)
    return place


async def type_text(pilot: Pilot[None], text: str) -> None:
    for character in text:
        await pilot.press(character)
    await pilot.pause()


def test_may_it_be_published_within_the_promised_keys(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """2, /, the word, Enter, w, Esc, s, Enter: the sheet lies there."""
    monkeypatch.chdir(tmp_path)
    app = KonkyoApp(session_for())
    keys = ["2", "slash", None, "enter", "w", "escape", "s", "enter"]

    async def script(pilot: Pilot[None]) -> None:
        for key in keys:
            if key is None:
                await type_text(pilot, "道路")
            else:
                await pilot.press(key)
                await pilot.pause()
            if key == "w":
                place = items_of(app)
                assert place.rows.key == "item-15", "a name that begins with the word comes first"
                assert "道路法 28条3項" in place.pane.text
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.messages[-1].startswith("書き出しました")

    drive(app, script)
    assert len(keys) - 1 <= 8
    written = list(tmp_path.glob("公開判断シート_*.docx"))
    assert len(written) == 1
    assert written[0].read_bytes().startswith(b"PK")


def test_japanese_text_typed_on_the_list_is_a_filter_and_escape_takes_it_off(
    session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await type_text(pilot, "漁港")
        place = items_of(app)
        assert place.listing.words == "漁港"
        assert place.rows.count == 4
        await pilot.press("enter")
        assert place.rows.has_focus, "Enter in a filter only moves to the list"
        await pilot.press("escape")
        await pilot.pause()
        assert place.rows.count == 24

    drive(app, script)


def test_a_filter_without_hits_says_so(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+f")
        await type_text(pilot, "zzz")
        assert "合うものはありません（全24件）" in screen_text(app)
        assert items_of(app).pane.text == ""

    drive(app, script)


@pytest.mark.parametrize("words", ["条件付", "見当たらず", "未設定", "縦覧"])
def test_words_that_stand_in_a_row_are_found(words: str, session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+f")
        await type_text(pilot, words)
        place = items_of(app)
        found = {row.key for row in map(place.rows.row, range(place.rows.count)) if row is not None}
        rows = place.listing.rows(place.every_line())
        cells = {row.key: [c if isinstance(c, str) else c.text for c in row.cells] for row in rows}
        wanted = {key for key, texts in cells.items() if any(words in text for text in texts)}
        assert wanted
        assert wanted <= found

    drive(app, script)


def test_what_is_published_is_not_called_unsaid(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        place = items_of(app)
        published = next(
            line for line in place.every_line() if line.finding and line.finding.state is State.PUBLISHED
        )
        place.enter(published.item.id)
        await pilot.pause()
        assert "目録 ■ 公開済   状態 公開済（目録による）" in place.pane.text
        cells = {one.id: one.cell(published) for one in place.listing.columns}
        assert cells["state"] == ("公開済", "dim")

    drive(app, script)


def test_a_question_is_asked_in_plain_words(session_for: SessionFor, drive: Drive) -> None:
    """No names of facts as the CLI takes them; the key by which it is answered."""
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        place = items_of(app)
        unknown = next(line for line in place.every_line() if line.item.verdict is Verdict.UNKNOWN)
        place.enter(unknown.item.id)
        await pilot.pause()
        asked = unknown.item.questions[0]
        assert f"団体の事実を確かめて答える: {asked.question}（1 のホームの a" in place.pane.text
        assert asked.key not in place.pane.text

    drive(app, script)


def test_detail_names_grounds_differences_checks_forms_and_precedents(
    session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-05")
        await pilot.pause()
        text = items_of(app).pane.text
        for words in (
            "根拠",
            "手引書と現行法の違い",
            "留意事項 0/",
            "標準データセット",
            "施策",
            "前例",
            "[一部]",
        ):
            assert words in text, words
        assert "未公開なら" in text
        assert "目録 □ 見当たらず" in text

    drive(app, script)


def test_space_confirms_a_question_and_undo_takes_it_back(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-16")
        await pilot.press("enter")
        await pilot.pause()
        pane = items_of(app).pane
        first = next(line.key for line in pane._passages if line.key.startswith("check/"))
        assert pane.stand_on(first)
        await pilot.press("space")
        await pilot.pause()
        assert pane.key == first, "the cursor stays where it was"
        assert pane.has_focus
        assert "留意事項 1/" in pane.text
        answers = session.store().sheet_answers("132063", "item", "item-16")
        assert [(answer.check_id, answer.answer) for answer in answers] == [(first.split("/")[1], "はい")]
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert session.store().sheet_answers("132063", "item", "item-16") == ()
        await pilot.press("e", "right", "tab")
        await type_text(pilot, "法務課に確認")
        await pilot.press("enter")
        await pilot.pause()
        (answer,) = session.store().sheet_answers("132063", "item", "item-16")
        assert (answer.answer, answer.note) == ("いいえ", "法務課に確認")

    drive(app, script)


def test_the_neighbourhood_can_be_walked_there_and_back(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-15")
        await pilot.press("g")
        await pilot.pause()
        pane = items_of(app).pane
        assert "[情報項目] 道路台帳" in pane.text
        assert pane.stand_on("law/road_act")
        await pilot.press("enter")
        await pilot.pause()
        assert "[法令] 道路法" in pane.text
        await pilot.press("escape")
        await pilot.pause()
        assert pane.key == "law/road_act"
        await pilot.press("escape")
        await pilot.pause()
        assert items_of(app).rows.has_focus
        assert pane.mode == "detail"

    drive(app, script)


def test_history_of_the_row(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-15")
        await pilot.press("t", "3")
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert "R8.11.25 10:00 状態 未設定→検討中（tester）" in items_of(app).pane.text, "in Japan"

    drive(app, script)


def test_facets_and_order(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("f", "space", "enter")
        await pilot.pause()
        place = items_of(app)
        assert 0 < place.rows.count < 24
        assert "判定=" in place.where()[0]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("c", "down", "down", "enter")
        await pilot.pause()
        assert place.listing.order == "verdict"
        first = place.rows.row(0)
        assert first is not None
        assert "条件付" in str(first.cells[2])
        await pilot.press("c", "enter")
        await pilot.pause()
        assert place.listing.backwards

    drive(app, script)


def test_copies_hold_a_citation(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-15")
        await pilot.pause()
        labels = {copy.label: copy.text for copy in items_of(app).copies()}
        cited = next(text for label, text in labels.items() if label.startswith("引用"))
        assert "道路法（昭和27年法律第180号）第28条第3項" in cited

    drive(app, script)


def test_a_link_is_copied_where_there_is_no_browser(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        items_of(app).enter("item-15")
        await pilot.press("o")
        await pilot.pause()
        assert "クリップボードへ送りました: https://" in app.messages[-1]

    drive(app, script)


def test_without_body_or_workspace_the_law_is_still_shown(
    session_for: SessionFor, drive: Drive, no_workspace: Path
) -> None:
    app = KonkyoApp(session_for(body="", workspace=no_workspace), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("escape")
        await pilot.pause()
        app.go("items")
        await pilot.pause()
        place = items_of(app)
        assert place.rows.count == 24
        assert "根拠" in place.pane.text
        assert not [command for command in place.commands() if command.changes]

    drive(app, script)
    assert not no_workspace.exists()


def test_without_a_catalogue_nothing_is_called_missing(
    session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(workspace=no_workspace), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        text = screen_text(app)
        assert "目録なし" in text
        assert "見当たらず" not in text

    drive(app, script)


@pytest.mark.parametrize("state", ["read-only", "past"])
def test_nothing_can_be_changed(
    state: str, session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for(read_only=state == "read-only", day=date(2018, 4, 1) if state == "past" else None)
    app = KonkyoApp(session, place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("t")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert "t 状態" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Space で確認" not in items_of(app).pane.text

    drive(app, script)


def test_narrow_shows_the_detail_instead_and_escape_goes_back(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        place = items_of(app)
        assert place.has_class("narrow")
        await pilot.press("enter")
        await pilot.pause()
        assert place.has_class("zoomed")
        assert place.pane.size.height > 15
        await pilot.press("escape")
        await pilot.pause()
        assert place.rows.has_focus
        assert place.rows.size.height > 5

    drive(app, script, (80, 24))


HOSTILE = "[bold]x[/bold]\x1b[31m\u202e" + "長" * 10_000 + "\ud800"


def test_hostile_text_is_inert_in_passages(
    drive: Drive, session_for: SessionFor, screen_text: ScreenText
) -> None:
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        pane = app.query_one(Passages)
        pane.say([Passage(HOSTILE, key="a", mark="[未]"), Passage("次の行", key="b")])
        await pilot.pause()
        text = screen_text(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[bold]x" in text
        pane.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "次の行" in screen_text(app)
        said = "".join(line.text.strip() for line in pane._lines)
        assert said.endswith("…（長いため、ここまで）次の行")

    drive(app, script)


def test_hostile_notes_and_sections_are_inert(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    from registry.workspace.domain import TargetState

    session = session_for()
    hostile = HOSTILE.encode("utf-8", "replace").decode()
    state = TargetState(
        target_kind="item", target_id="item-01", state="検討中", section=hostile, note=hostile
    )
    session.store().set_state("132063", state, now=session.now())
    app = KonkyoApp(session, place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.pause()
        text = screen_text(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert all(f"{number} " in text for number in range(1, 25))

    drive(app, script)


def test_several_sheets_go_into_a_folder(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    app = KonkyoApp(session_for(), place="items")

    async def script(pilot: Pilot[None]) -> None:
        await pilot.press("space", "space", "s", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.messages[-1] == f"書き出しました: {tmp_path / '公開判断シート'} に 2件"

    drive(app, script)
    assert len(list((tmp_path / "公開判断シート").glob("*.docx"))) == 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["list", "chain", "graph"])
def test_looks(
    size: tuple[int, int], view: str, session_for: SessionFor, settled_compare: Callable[..., bool]
) -> None:
    keys = {"list": [], "chain": ["w"], "graph": ["g"]}[view]
    app = KonkyoApp(session_for(), place="items")
    assert settled_compare(app, terminal_size=size, press=["down"] * 14 + keys)
