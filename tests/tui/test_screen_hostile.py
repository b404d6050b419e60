"""Text that means harm, in everything that comes from outside, on every place, in every dialog over it, and read out."""

import io
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from registry.catalogue.record import Catalogue, Form, Record, Resource
from registry.knowledge.items import FactKey
from registry.text.display import width
from registry.workspace.domain import Draft, TargetState
from registry.workspace.repository import Workspace
from screen_fixtures import FROZEN, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.places import PLACES
from tui.plain.running import run_plain

BODY = "132063"
MARKUP = "[bold red]赤[/] [@click=app.quit]押す[/] [/] [[ \\["
ESCAPES = "\x1b[2J\x1b[31m\x1b]0;題名\x07\x1b]52;c;eA==\x07\x9b5n\x00\x08\x7f"
BIDI = "\u202e逆さ\u2066中\u2069\u200f\u061c"
ODD = "\ufeff\u200b\u2028\u2029ｶﾞｷﾞ髙﨑\U000e0100👩‍👩‍👧‍👦\u0301\u0301\u0301"
LONG = "長" * 10_000
SURROGATE = "\ud800\udfff"
HOSTILE = f"{MARKUP}{ESCAPES}{BIDI}{ODD}=cmd|'/c calc'!A1{SURROGATE}{LONG}"
STORED = HOSTILE.replace(SURROGATE, "�")
"""What a workspace takes: a lone surrogate is refused or replaced on the way in."""
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
SMALL = ((80, 24), (120, 36), (40, 12))


@pytest.fixture(scope="module")
def hostile_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything that can be hostile is."""
    path = tmp_path_factory.mktemp("hostile") / "w.sqlite3"
    records = tuple(
        Record(
            id=f"{number}{HOSTILE[:300]}",
            title=f"{name}{HOSTILE}",
            description=HOSTILE,
            organization=HOSTILE,
            tags=(HOSTILE,),
            resources=(
                Resource(name=HOSTILE, url=f"https://example.jp/{HOSTILE[:100]}", format=HOSTILE[:50]),
            ),
            licence=HOSTILE[:50],
            source_line=number,
            extras={HOSTILE[:50]: HOSTILE},
        )
        for number, name in enumerate(("道路台帳", "洪水ハザードマップ", "観光施設一覧", "謎", ""), 1)
    )
    catalogue = Catalogue(
        form=Form.OPEN_DATA_LIST_NEW, encoding="utf-8", dialect="csv", header_row=1, records=records
    )
    with Workspace.open(path, FROZEN) as store:
        store.import_catalogue(BODY, catalogue, STORED[:200], "0" * 64, now=FROZEN, actor=STORED[:100])
        for target in ("item-15", "item-16"):
            state = TargetState(
                target_kind="item",
                target_id=target,
                state="検討中",
                section=STORED,
                note=STORED,
                reason=STORED,
            )
            store.set_state(BODY, state, now=FROZEN, actor=STORED[:100])
        store.set_fact(BODY, FactKey.MANAGES_FISHING_PORT.value, "no", note=STORED, now=FROZEN)
        text = f"# {STORED}\n\n## {STORED[:300]}\n\n{STORED}\n"
        draft = Draft(kind="計画", title=STORED[:300], generated_text=text, edited_text=text)
        store.save_draft(BODY, draft, now=FROZEN, actor=STORED[:100])
    return path


def check(text: str, size: tuple[int, int]) -> None:
    """Nothing harmful is drawn, and no row is longer than the screen or pushes another away."""
    assert FORBIDDEN.findall(text) == []
    lines = text.split("\n")
    assert len(lines) == size[1]
    assert [line for line in lines if width(line) > size[0]] == []


@pytest.mark.parametrize("size", SMALL)
def test_every_place_shows_it_inert(
    session_for: SessionFor,
    drive: Drive,
    screen_text: ScreenText,
    hostile_workspace: Path,
    size: tuple[int, int],
) -> None:
    app = KonkyoApp(session_for(workspace=hostile_workspace, read_only=True))

    async def script(pilot: Pilot[None]) -> None:
        for number, name in enumerate(PLACES, 1):
            await pilot.press(str(number))
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.here == name
            check(screen_text(app), size)
            for keys in (("down", "down"), ("end",), ("enter",), ("end",), ("escape",), ("v",)):
                await pilot.press(*keys)
                await pilot.pause()
                while len(app.screen_stack) > 1:
                    check(screen_text(app), size)
                    await pilot.press("escape")
                    await pilot.pause()
                check(screen_text(app), size)

    drive(app, script, size)


@pytest.mark.parametrize("key", ["ctrl+k", "ctrl+p", "question_mark", "H", "L", "y", "D", "B"])
def test_every_dialog_of_the_frame_shows_it_inert(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, hostile_workspace: Path, key: str
) -> None:
    app = KonkyoApp(session_for(workspace=hostile_workspace), place="review")

    async def script(pilot: Pilot[None]) -> None:
        app.say(HOSTILE)
        check(screen_text(app), (80, 24))
        await pilot.press(key)
        await pilot.pause()
        check(screen_text(app), (80, 24))
        fields = list(app.screen.query(Input))
        if fields:
            for text in ("道路", STORED[:500]):
                fields[0].value = text
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
                check(screen_text(app), (80, 24))
        await pilot.press("down", "enter")
        await pilot.pause()
        check(screen_text(app), (80, 24))

    drive(app, script, (80, 24))


def test_a_question_shows_it_inert(session_for: SessionFor, drive: Drive, screen_text: ScreenText) -> None:
    from tui.dialogs.confirm import Confirm

    app = KonkyoApp(session_for())

    async def script(pilot: Pilot[None]) -> None:
        app.push_screen(Confirm(f"[bold]題[/]{HOSTILE[:200]}", HOSTILE[:500], yes="消す"))
        await pilot.pause()
        check(screen_text(app), (80, 24))
        assert "[bold]題[/]" in screen_text(app)

    drive(app, script, (80, 24))


def test_states_are_set_on_hostile_rows(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, hostile_workspace: Path
) -> None:
    app = KonkyoApp(session_for(workspace=hostile_workspace), place="items")

    async def script(pilot: Pilot[None]) -> None:
        app.go("items", "item-15")
        await pilot.pause()
        for keys in (
            ("t",),
            ("escape",),
            ("e",),
            ("escape",),
            ("m",),
            ("escape",),
            ("h",),
            ("escape",),
            ("w",),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            check(screen_text(app), (80, 24))

    drive(app, script, (80, 24))


def test_it_is_read_out_inert(session_for: SessionFor, hostile_workspace: Path) -> None:
    words = [
        line
        for number in range(1, len(PLACES) + 1)
        for line in (f"押す {number}", "読む", "続き", "開く 1", "やめる")
    ]
    out = io.StringIO()
    app = KonkyoApp(session_for(workspace=hostile_workspace, read_only=True))
    run_plain(
        app, io.StringIO("\n".join([*words, "さがす 道路", HOSTILE.replace("\n", "")])), out, prompt=False
    )
    said = out.getvalue()
    assert app.return_code == 0
    assert FORBIDDEN.findall(said) == []
    assert "赤[/]" in said
    assert max(map(len, said.splitlines())) < 3_000
