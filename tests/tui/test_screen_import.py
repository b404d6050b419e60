"""Importing a catalogue: choosing the file, the preview, progress and stopping, broken files, undo, strange names."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste
from textual.widgets import Input

from plan_desk import done, press
from registry.analysis.holdings import sources_of
from registry.errors import InputError
from registry.text.display import width
from screen_fixtures import EXAMPLES, SIZES, Drive, ScreenText, SessionFor
from tui.app import KonkyoApp
from tui.dialogs.choose_file import ChooseFile
from tui.dialogs.import_catalogue import ChooseCatalogue, ImportCatalogue
from tui.folders import entries_of, pasted_path, typed_path
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.pilot import Pilot

CODE = "132063"
LIST = "open_data_list_new.csv"
HOSTILE = "[bold]赤[/]\x1b[31m\u202e逆.csv"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the planner works: a catalogue, next year's, a table that is no catalogue, a broken file."""
    made = tmp_path / "目録"
    (made / "下").mkdir(parents=True)
    shutil.copyfile(EXAMPLES / LIST, made / LIST)
    rows = (EXAMPLES / LIST).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (made / "next.csv").write_text("".join(rows[:20]), encoding="utf-8")
    (made / "table.csv").write_text("名,数\nあ,1\n", encoding="utf-8")
    (made / "broken.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    (made / "empty.csv").write_bytes(b"")
    (made / "読むな.pdf").write_bytes(b"%PDF")
    monkeypatch.chdir(made)
    return made


def names(app: KonkyoApp) -> list[str]:
    rows = app.screen.query_one("#entries", RowList)
    cells = (row.cells[0] for row in map(rows.row, range(rows.count)) if row is not None)
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


def field(app: KonkyoApp) -> Input:
    return app.screen.query_one(Input)


def paste(app: KonkyoApp, text: str) -> None:
    app.screen.query_one(Input).post_message(Paste(text))


@pytest.mark.usefixtures("folder")
def test_a_catalogue_is_taken_in_with_three_keys_and_given_back_with_one(
    session_for: SessionFor, no_workspace: Path, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for(workspace=no_workspace)
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"open_data", "enter")
        await done(app, pilot)
        assert isinstance(app.screen, ImportCatalogue)
        text = screen_text(app)
        assert f"取込の下見  {LIST}" in text
        assert "記録    30件  追加 30" in text
        assert "ファイルは変わりません。取り込んだ後も Ctrl+Z で元に戻せます" in text
        assert "n どの目録か" not in text, "there is none yet"
        assert session.store().records(CODE) == (), "nothing is stored yet"
        await press(pilot, "enter")
        await done(app, pilot)
        assert len(app.screen_stack) == 1
        assert app.here == "review", "where what waits is decided"
        assert "取り込みました: open_data_list_new.csv 30件" in app.messages[-1]
        assert "Ctrl+Z で元に戻す" in app.messages[-1]
        assert len(session.store().records(CODE)) == 30
        await press(pilot, "1", "u")
        await done(app, pilot)
        assert session.store().records(CODE) == ()
        assert "まだ目録がありません" in screen_text(app)
        await press(pilot, "U")
        await done(app, pilot)
        assert len(session.store().records(CODE)) == 30

    drive(app, script)


@pytest.mark.usefixtures("folder")
def test_next_years_catalogue_tells_what_would_vanish(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"next", "enter")
        await done(app, pilot)
        text = screen_text(app)
        assert f"「{LIST}」を新しくします" in text
        assert "消えた 14" in text
        assert "前の記録 14件はこの目録から消えたものになります" in text
        assert "前の取込は変わりません" not in text
        await press(pilot, "escape")
        assert isinstance(app.screen, ChooseCatalogue), "back to the files"
        assert field(app).value.endswith("next")
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        assert all(one.present for one in session.store().records(CODE))

    drive(app, script)


def test_a_second_catalogue_is_taken_in_beside_the_first(
    session_for: SessionFor, drive: Drive, screen_text: ScreenText, folder: Path
) -> None:
    """A file that has none of the records is a catalogue of its own unless the planner says otherwise."""
    rows = (EXAMPLES / LIST).read_text(encoding="utf-8-sig").replace("AOZ-", "BUN-")
    (folder / "bunka.csv").write_text("".join(rows.splitlines(keepends=True)[:6]), encoding="utf-8")
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"bunka", "enter")
        await done(app, pilot)
        text = screen_text(app)
        assert "「bunka」として加えます。ほかの目録は変わりません" in text
        assert "消えたものになります" not in text
        await press(pilot, "n", "up", "enter")
        await done(app, pilot)
        assert "前の記録 30件はすべて、この目録から消えたものになります" in screen_text(app)
        await press(pilot, "n", "end", "enter", *" 2", "enter")
        await done(app, pilot)
        assert "「bunka 2」として加えます" in screen_text(app)
        await press(pilot, "enter")
        await done(app, pilot)
        assert {one.name: one.records for one in sources_of(session.store().imports(CODE))} == {
            "": 30,
            "bunka 2": 4,
        }
        assert all(one.present for one in session.store().records(CODE))
        await press(pilot, "i", *"bunka", "enter")
        await done(app, pilot)
        assert "「bunka 2」を新しくします" in screen_text(app), "its records are known by now"
        assert "前の記録で消えるものはありません" in screen_text(app)

    drive(app, script)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("table.csv", "目録の見出しの行が見つかりません"),
        ("broken.xlsx", "broken.xlsx"),
        ("empty.csv", "empty.csv"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_file_that_cannot_be_taken_says_why_and_changes_nothing(
    name: str, said: str, session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    session = session_for()
    app = KonkyoApp(session)

    async def script(pilot: "Pilot[None]") -> None:
        changes = len(session.store().history(CODE))
        await press(pilot, "i", *name.split(".", maxsplit=1)[0], "enter")
        await done(app, pilot)
        text = screen_text(app)
        assert said in text
        assert name in text, "the file"
        assert "対処" in text, "what to do"
        assert "もとのファイルと前の取込は変わっていません" in text
        assert len(session.store().history(CODE)) == changes
        await press(pilot, "enter")
        assert isinstance(app.screen, ChooseCatalogue), "another file can be chosen at once"

    drive(app, script)


def test_rows_that_cannot_be_read_are_told_with_their_line(
    folder: Path, session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    rows = (folder / LIST).read_text(encoding="utf-8-sig").splitlines()
    (folder / "gaps.csv").write_text("\n".join([*rows[:5], "," * 20 + "x", *rows[5:]]), encoding="utf-8")
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"gaps", "enter")
        await done(app, pilot)
        text = screen_text(app)
        assert "読めない行  1" in text
        assert "6行目" in text
        assert "v 行を見る" in text
        await press(pilot, "v")
        rows = app.screen.query_one("#import-rows", RowList)
        assert rows.display
        assert rows.row(0).cells[0] == "6"  # type: ignore[union-attr]
        await press(pilot, "v")
        assert not rows.display

    drive(app, script)


@pytest.mark.usefixtures("folder")
def test_an_import_that_is_stopped_keeps_nothing(
    session_for: SessionFor,
    no_workspace: Path,
    drive: Drive,
    screen_text: ScreenText,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import registry.analysis.intake as intake

    session = session_for(workspace=no_workspace)
    app = KonkyoApp(session)
    real = intake.take_in

    def slowly(*args: object, progress: Callable[[str, int, int], None], **more: object) -> object:
        for number in range(200):
            progress("取込み", number, 200)
            import time

            time.sleep(0.02)
        return real(*args, progress=progress, **more)  # type: ignore[arg-type]

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"open_data", "enter")
        await done(app, pilot)
        monkeypatch.setattr(intake, "take_in", slowly)
        await press(pilot, "enter")
        await pilot.pause(0.4)
        text = screen_text(app)
        assert "取り込んでいます  取込み" in text
        assert "%" in text
        assert "Esc でやめる" in text
        await press(pilot, "ctrl+q")
        assert "終わりますか" in screen_text(app), "leaving would end the import"
        await press(pilot, "escape", "escape")
        await done(app, pilot)
        assert "やめました" in screen_text(app)
        assert session.store().records(CODE) == ()

    drive(app, script)


@pytest.mark.usefixtures("folder")
def test_files_are_chosen_by_typing_completing_and_walking(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i")
        assert names(app) == [
            *("..（上のフォルダー）", "下/"),
            *("broken.xlsx", "empty.csv", "next.csv", LIST, "table.csv"),
        ], "no PDF"
        await press(pilot, *"下", "enter")
        assert field(app).value.endswith("目録/下/"), "into the folder"
        await press(pilot, "backspace")
        assert field(app).value.endswith("目録/")
        await press(pilot, *"ta", "tab")
        assert field(app).value.endswith("目録/table.csv")
        await press(pilot, *"zzz", "enter")
        assert "「table.csvzzz」はありません" in str(app.screen.query_one("#note").render())

    drive(app, script)


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}" ', "file://{}"])
def test_a_path_that_is_dropped_takes_the_place_of_what_stood_there(
    form: str, folder: Path, session_for: SessionFor, drive: Drive
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i")
        paste(app, form.format(folder / LIST))
        await pilot.pause()
        assert field(app).value == str(folder / LIST)
        await press(pilot, "enter")
        await done(app, pilot)
        assert isinstance(app.screen, ImportCatalogue)

    drive(app, script)


def test_strange_names_are_inert(
    folder: Path, session_for: SessionFor, drive: Drive, screen_text: ScreenText
) -> None:
    shutil.copyfile(folder / "table.csv", folder / HOSTILE.replace("/", "／"))
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"赤")
        text = screen_text(app)
        assert "[bold]赤" in text
        await press(pilot, "enter")
        await done(app, pilot)
        for shown in (text, screen_text(app)):
            assert not set("\x1b\u202e") & set(shown)
            assert all(width(line) <= 120 for line in shown.splitlines())
        assert "取込の下見  [bold]赤" in screen_text(app)

    drive(app, script)


def test_the_folder_of_the_last_import_is_where_the_next_begins(
    folder: Path, session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "i", *"next", "enter")
        await done(app, pilot)
        await press(pilot, "enter")
        await done(app, pilot)
        monkeypatch.chdir(folder.parent)
        await press(pilot, "ctrl+o")
        assert field(app).value == f"{folder}/"

    drive(app, script)


def test_paths_and_folders(folder: Path) -> None:
    assert typed_path("", folder) == (folder, "")
    assert typed_path("下/x", folder) == (folder / "下", "x")
    assert typed_path(f'"{folder}/ne"', Path("/")) == (folder, "ne")
    assert pasted_path("言葉") == ""
    assert pasted_path("") == ""
    assert pasted_path("file:///a/%E4%B8%8B.csv\n") == "/a/下.csv"
    assert pasted_path("~/x.csv") == "~/x.csv"
    found = entries_of(folder, "", {".csv"})
    assert [one.path.name for one in found] == ["下", "empty.csv", "next.csv", LIST, "table.csv"]
    assert [one.path.name for one in entries_of(folder, "ＯＰＥＮ")] == [LIST], "full-width letters find it"
    with pytest.raises(OSError, match="無い"):
        entries_of(folder / "無い")


def refuse(*_: object, **__: object) -> None:
    """An error whose words do not depend on the folder of the test."""
    raise InputError(
        "目録が読めません",
        where="/目録/table.csv 37行目「更新日」",
        why="「令和七年十三月」は日付でありません",
        mend="その行を直してから、もう一度取り込んでください",
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["files", "preview", "error"])
@pytest.mark.usefixtures("folder")
def test_looks(
    view: str,
    size: tuple[int, int],
    session_for: SessionFor,
    no_workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    settled_compare: Callable[..., bool],
) -> None:
    monkeypatch.setattr("tui.dialogs.choose_file.format_wareki", lambda *_, **__: "R8.11.25")
    if view == "error":
        monkeypatch.setattr("registry.analysis.intake.read_own", refuse)
    app = KonkyoApp(session_for(workspace=no_workspace))

    async def before(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        await press(pilot, "i")
        dialog = app.screen
        assert isinstance(dialog, ChooseFile)
        if view == "files":
            dialog.query_one(Input).display = False  # the folder of the test has another name each time
        else:
            await press(pilot, *("next" if view == "preview" else "table"), "enter")
            await done(app, pilot)
        await pilot.pause()

    assert settled_compare(app, terminal_size=size, run_before=before)
