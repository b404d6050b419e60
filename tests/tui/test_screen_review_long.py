"""The place of the review with records of any length: the candidates stay in view, the rest is read with a key."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from registry.analysis.reviewing import Settled
from registry.text.display import width
from screen_fixtures import FROZEN, Drive, ScreenText, SessionFor, press, settle
from tui.app import KonkyoApp
from tui.places.review import Review
from tui.places.review_words import settled_message

if TYPE_CHECKING:
    from textual.pilot import Pilot

CODE = "132063"


def review_of(app: KonkyoApp) -> Review:
    place = app.place
    assert isinstance(place, Review)
    return place


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


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_however_long_a_record_is_its_candidates_are_in_view(
    size: tuple[int, int], session_for: SessionFor, drive: Drive, screen_text: ScreenText, tmp_path: Path
) -> None:
    long = "長" * 10_000
    path = workspace_of(tmp_path, f"防災マップ{long}", "洪水ハザードマップ案内", f"ハザードマップ{long}")
    session = session_for(workspace=path)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "4")
        place = review_of(app)
        for _ in range(place.rows.count):
            await settle(pilot)
            text = screen_text(app)
            assert "候補" in text
            assert "[x]" in text or "[ ]" in text
            assert text.count("長" * 45) <= 3
            await press(pilot, "down")
        await press(pilot, "up", "up")
        await settle(pilot)
        await press(pilot, "z")
        await settle(pilot)
        assert screen_text(app).count("長" * 20) > 5, "all of it"
        await press(pilot, "z")
        await settle(pilot)
        assert "[x]" in screen_text(app) or "[ ]" in screen_text(app)

    drive(app, script, size)


def test_a_long_description_is_read_with_a_key(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="review")

    async def script(pilot: "Pilot[None]") -> None:
        place = review_of(app)
        assert place.card is not None
        stored = place.card.stored
        record = structs.replace(stored.record, description="市内の見どころ。" * 100 + "おわり")
        place.card = structs.replace(place.card, stored=structs.replace(stored, record=record))
        place.show_card()
        await pilot.pause()
        assert "（z で全文）" in place.pane.text
        assert "おわり" not in place.pane.text
        await press(pilot, "tab")
        assert place.reading
        assert "おわり" in place.pane.text, "who reads sees all of it"
        await press(pilot, "escape")
        assert "おわり" not in place.pane.text

    drive(app, script)


@pytest.mark.parametrize("room", [80, 120, 200])
def test_messages_leave_room_for_the_way_back(room: int) -> None:
    names = ("項目16 洪水ハザードマップ", "標準 指定緊急避難場所一覧", "標準 公共施設一覧")
    for accepted in ((), names[:1], names):
        for title in ("公園", "防災ガイドマップ" * 30):
            for records in (1, 1_000):
                told = settled_message(
                    Settled(records=records, title=title, accepted=accepted, changed=True), room
                )
                assert width(told + "  Ctrl+Z で元に戻す") <= room - 2
                assert title[:2] in told
