"""The place of the checks: files by keys, findings, filters, repaired copies, exports, personal data, stopping."""

import csv
import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from screen_fixtures import EXAMPLES, SIZES, Drive, ScreenText, SessionFor, press
from tui.app import KonkyoApp
from tui.long_work import LongWork, Stopped
from tui.places.check import Check
from tui.places.check_jobs import check_job, proposed_copy
from tui.places.check_rows import fixable_places, mended_places
from tui.widgets.passages import Passages

if TYPE_CHECKING:
    from textual.pilot import Pilot

OLD = EXAMPLES / "aed_old_cp932.csv"
NUMBER, PERSON, MAIL = "123456789018", "高橋 誠一郎", "seiichiro.takahashi@gmail.com"


def check_of(app: KonkyoApp) -> Check:
    place = app.place
    assert isinstance(place, Check)
    return place


async def done(app: KonkyoApp, pilot: "Pilot[None]") -> None:
    """Wait for what goes on in the background."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def checked(app: KonkyoApp, pilot: "Pilot[None]", *paths: Path) -> Check:
    place = check_of(app)
    place.start(paths)
    await done(app, pilot)
    return place


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.fixture
def private_file(tmp_path: Path) -> Path:
    """A table in which people are found."""
    rows = [(f"{at}", PERSON, NUMBER, MAIL, "090-1234-5678") for at in range(1, 6)]
    return table(tmp_path / "名簿.csv", ("番号", "氏名", "個人番号", "メールアドレス", "携帯電話"), *rows)


def test_files_are_chosen_and_checked_by_keys(
    session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch, screen_text: ScreenText
) -> None:
    monkeypatch.chdir(EXAMPLES)
    app = KonkyoApp(session_for())

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "7", "a", *"aed_old", "enter", "enter")
        await done(app, pilot)
        place = check_of(app)
        assert [Path(check.path).name for check in place.checks] == [OLD.name]
        assert place.findings.has_focus
        assert app.messages[-1].startswith("点検が終わりました  1ファイル・5行  誤り 6")
        text = screen_text(app)
        assert "標準 AED設置箇所一覧" in text
        assert "必須の欄「名称」が空です" in text
        assert "なぜ" in text
        assert "どう直すか" in text

    drive(app, script)


def test_the_choice_of_files(
    session_for: SessionFor,
    drive: Drive,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    screen_text: ScreenText,
) -> None:
    """Names complete themselves; several are ticked; folders are entered, left, or taken whole."""
    folder = tmp_path / "公開"
    folder.mkdir()
    for name in ("道路.csv", "公園.csv", "公園の写し.csv"):
        table(folder / name, ("名称", "所在地"), ("甲", "青空市一丁目"))
    (folder / "説明.docx").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    app = KonkyoApp(session_for(), place="check")

    def names() -> list[str]:
        return [Path(check.path).name for check in check_of(app).checks]

    async def script(pilot: "Pilot[None]") -> None:
        await press(pilot, "a", *"ない", "enter")
        assert "「ない」はありません" in screen_text(app)
        await press(pilot, "backspace", "backspace", *"公開", "tab")
        assert "公園.csv" in screen_text(app), "the folder is entered"
        assert "説明.docx" not in screen_text(app), "only what can be checked is offered"
        await press(pilot, "down", "down", "down", "space", "space")
        assert "選んだもの 2" in screen_text(app)
        await press(pilot, "enter")
        await done(app, pilot)
        assert len(names()) == 2
        await press(pilot, "a")
        assert "公園.csv" in screen_text(app), "the dialog opens where it was"
        await press(pilot, "down", "backspace")
        assert "公開/" in screen_text(app), "back to the folder above"
        await press(pilot, *"公開", "tab", "down", "down", "enter")
        await done(app, pilot)
        assert sorted(names()) == sorted(["道路.csv", "公園.csv", "公園の写し.csv"])

    drive(app, script)


def test_a_folder_is_checked_and_findings_narrowed(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, OLD)
        all_of_them = place.findings.count
        await press(pilot, "f", "space", "enter")
        assert 0 < place.findings.count < all_of_them
        assert "重さ=誤り" in place.where()[0]
        await press(pilot, "escape")
        assert place.findings.count == all_of_them
        await press(pilot, "slash", *"V60", "enter")
        assert {line.finding.code for line in place.listing.shown(place.every_line())} == {"V60"}
        await press(pilot, "escape", "slash", *"zzz", "enter")
        assert place.findings.count == 0
        assert "Esc で外す" in place.findings.empty
        await press(pilot, "escape", "c", "escape")
        assert place.findings.count == all_of_them

    drive(app, script)


def test_next_finding_for_a_person_goes_from_file_to_file(
    session_for: SessionFor, drive: Drive, tmp_path: Path
) -> None:
    clean = table(tmp_path / "a.csv", ("名称", "所在地"), ("図書館", "青空市一丁目"))
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, clean, OLD)
        place.files.move_to(0)
        await pilot.pause()
        seen = set()
        for _ in range(40):
            await press(pilot, "n")
            if "ほかに人が見る" in (app.messages[-1] if app.messages else ""):
                break
            line = place.line
            assert line is not None
            assert not line.finding.fixable
            seen.add((place.file_name(), line.place))
        persons = {
            (Path(check.path).name, at)
            for check in place.checks
            for at, finding in enumerate(check.findings)
            if not finding.fixable
        }
        assert seen >= persons - {(clean.name, 0)}

    drive(app, script)


def test_the_repaired_copy_is_made_and_the_source_stays(
    session_for: SessionFor, drive: Drive, tmp_path: Path, screen_text: ScreenText
) -> None:
    source = tmp_path / OLD.name
    source.write_bytes(OLD.read_bytes())
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        await checked(app, pilot, source)
        await press(pilot, "r", "enter")
        await done(app, pilot)
        check = check_of(app).check
        assert check is not None
        fixable = fixable_places(check.findings)
        told = f"直せる {fixable}か所のうち {mended_places(check)}か所"
        assert fixable == mended_places(check) > 5
        assert app.messages[-1].startswith("写しを作りました")
        assert f"{told}を直しました" in app.messages[-1]
        assert f"直せる {fixable}か所  人が見る" in screen_text(app)
        assert f"直した写し  {told}" in check_of(app).query_one("#check-file", Passages).text
        await press(pilot, "r", "enter")
        assert "置き換えますか" in screen_text(app), "a copy that is there is not lost silently"
        await press(pilot, "escape", "escape")

    drive(app, script)
    assert source.read_bytes() == OLD.read_bytes()
    copy = tmp_path / "aed_old_cp932_直した写し.csv"
    assert "全国地方公共団体コード" in copy.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["誤り", "注意", "全体", "写し"])
def test_words_that_stand_in_a_finding_are_found(words: str, session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, OLD)
        await press(pilot, "slash", *words)
        assert 0 < place.findings.count < len(place.every_line())

    drive(app, script, (200, 50))


def test_the_source_is_never_written_over(session_for: SessionFor, drive: Drive, tmp_path: Path) -> None:
    source = tmp_path / "data.csv"
    source.write_bytes(OLD.read_bytes())
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        await checked(app, pilot, source)
        await press(pilot, "r")
        from textual.widgets import Input

        app.screen.query_one(Input).value = str(source)
        await press(pilot, "enter", "y")
        await done(app, pilot)
        assert "元のファイルには書き込みません" in app.messages[-1]

    drive(app, script)
    assert source.read_bytes() == OLD.read_bytes()


def test_copies_of_all_files_go_into_a_folder(session_for: SessionFor, drive: Drive, tmp_path: Path) -> None:
    sources = [tmp_path / "一.csv", tmp_path / "二.csv"]
    for source in sources:
        source.write_bytes(OLD.read_bytes())
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        await checked(app, pilot, *sources)
        await press(pilot, "R", "enter")
        await done(app, pilot)
        assert "2ファイル" in app.messages[-1]
        await press(pilot, "R", "enter")
        await done(app, pilot)
        assert "--fix" not in app.messages[-1], "the screen speaks of its own keys"
        assert "同じ名前のファイルが既にあります" in app.messages[-1]

    drive(app, script)
    assert sorted(one.name for one in (tmp_path / "直した写し").iterdir()) == ["一.csv", "二.csv"]


def test_personal_data_is_never_shown_whole(
    session_for: SessionFor,
    drive: Drive,
    private_file: Path,
    screen_text: ScreenText,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, private_file)
        assert any(line.personal for line in place.every_line())
        seen = [screen_text(app)]
        for _ in range(place.findings.count):
            seen.append(screen_text(app))
            await press(pilot, "down")
        await press(pilot, "ctrl+a", "y")
        seen.append(screen_text(app))
        await press(pilot, "escape", "r", "enter")
        await done(app, pilot)
        seen += [screen_text(app), *app.messages]
        await press(pilot, "ctrl+e", "tab", "right", "enter")
        await done(app, pilot)
        assert app.messages[-1].startswith("書き出しました")
        written = next(tmp_path.glob("点検_*.csv")).read_text(encoding="utf-8")
        for value in (NUMBER, PERSON, MAIL):
            assert not [text for text in (*seen, written) if value in text]
        assert any("伏せ" in text for text in seen)

    drive(app, script)


def test_hostile_files_stay_inert(
    session_for: SessionFor, drive: Drive, tmp_path: Path, screen_text: ScreenText
) -> None:
    hostile = tmp_path / "[red]赤[_] \u202e逆.csv"
    table(hostile, ("[bold]名\x1b[31m称", "長" * 10_000, "=cmd()"), ("\x1b]8;;x\x07", "あ" * 10_000, "a\nb"))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress("名称\n図書館\n".encode()))
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, tmp_path)
        assert len(place.checks) == 3
        for size in SIZES:
            await pilot.resize_terminal(*size)
            for at in range(3):
                place.files.move_to(at)
                await pilot.pause()
                text = screen_text(app)
                assert "\x1b" not in text
                assert "\u202e" not in text
                assert len(text.splitlines()) == size[1]
        refused = next(at for at, check in enumerate(place.checks) if check.refused)
        place.files.move_to(refused)
        await pilot.pause()
        assert "読めません" in screen_text(app)
        await press(pilot, "R", "escape", "r")
        assert len(app.screen_stack) == 1, "there is nothing to repair in what cannot be read"

    drive(app, script)


def test_a_file_that_is_gone_is_told(session_for: SessionFor, drive: Drive, tmp_path: Path) -> None:
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, tmp_path / "ない.csv")
        assert not place.checks
        assert "ない.csv" in app.messages[-1]

    drive(app, script)


def test_the_kind_of_file_is_told_and_files_leave_the_list(session_for: SessionFor, drive: Drive) -> None:
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, OLD)
        await press(pilot, "d", *"公衆トイレ", "enter")
        await done(app, pilot)
        assert place.check is not None
        assert place.check.dataset is not None
        assert place.check.dataset.name == "公衆トイレ一覧"
        await press(pilot, "f5")
        await done(app, pilot)
        assert place.check.dataset.name == "AED設置箇所一覧"
        await press(pilot, "x")
        assert not place.checks
        assert place.findings.count == 0
        assert OLD.exists()

    drive(app, script)


def test_escape_stops_a_check(session_for: SessionFor, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    from registry.standards import checking

    def slow(*_: object, progress: checking.Progress, **__: object) -> None:
        for number in range(10_000):
            progress("点検 大きな表.csv", number * 1024, 10_000 * 1024)
            sleep(0.005)

    monkeypatch.setattr(checking, "check_files", slow)
    app = KonkyoApp(session_for(), place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = check_of(app)
        place.start([OLD])
        await pilot.pause(0.3)
        assert "大きな表.csv を点検しています" in app.works[0].line()
        assert "/ 10,000KB" in app.works[0].line()
        await press(pilot, "escape")
        await done(app, pilot)
        assert app.messages[-1].startswith("やめました")
        assert not place.checks

    drive(app, script)


def test_stopping_keeps_nothing(session_for: SessionFor) -> None:
    work = LongWork("点検しています", can_stop=True)
    job = check_job([OLD], session_for().knowledge, "", work)
    work.stop()
    with pytest.raises(Stopped):
        job()


def test_findings_stay_when_body_or_day_change(session_for: SessionFor, drive: Drive) -> None:
    session = session_for()
    app = KonkyoApp(session, place="check")

    async def script(pilot: "Pilot[None]") -> None:
        place = await checked(app, pilot, OLD)
        await press(pilot, "down", "down")
        before = place.findings.cursor
        session.go_to(date(2020, 4, 1))
        await pilot.pause()
        assert len(place.checks) == 1
        assert place.findings.cursor == before

    drive(app, script)


@pytest.mark.parametrize("case", ["no body", "no catalogue", "read-only", "past"])
def test_checks_need_nothing_else(
    case: str, session_for: SessionFor, drive: Drive, no_workspace: Path, screen_text: ScreenText
) -> None:
    session = session_for(
        body="" if case == "no body" else "132063",
        workspace=no_workspace if case.startswith("no ") else None,
        read_only=case == "read-only",
        day=date(2018, 4, 1) if case == "past" else None,
    )
    app = KonkyoApp(session, place="check")

    async def script(pilot: "Pilot[None]") -> None:
        if case == "no body":
            await press(pilot, "escape")
        assert "ファイルを足す" in screen_text(app).splitlines()[-1]
        assert "もとのファイルは変えません" in screen_text(app)
        place = await checked(app, pilot, OLD)
        assert place.findings.count > 10

    drive(app, script)
    assert case != "no catalogue" or not no_workspace.exists()


@pytest.mark.parametrize(
    ("name", "copy"),
    [("a.csv", "a_直した写し"), ("b.x.xlsx", "b.x_直した写し"), ("c.csv.gz", "c_直した写し")],
)
def test_names_of_copies(name: str, copy: str, session_for: SessionFor, tmp_path: Path) -> None:
    from msgspec import structs

    work = LongWork()
    (found,) = check_job([OLD], session_for().knowledge, "", work)().files
    assert proposed_copy(structs.replace(found, path=str(tmp_path / name))) == str(tmp_path / copy)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["empty", "findings", "narrowed"])
def test_looks(
    size: tuple[int, int], view: str, session_for: SessionFor, settled_compare: Callable[..., bool]
) -> None:
    app = KonkyoApp(session_for(), place="check")

    async def before(pilot: "Pilot[None]") -> None:
        await done(app, pilot)
        if view != "empty":
            await checked(app, pilot, OLD, EXAMPLES / "open_data_list_new.csv")
            await press(pilot, *(("f", "space", "enter", "down") if view == "narrowed" else ("down", "down")))

    assert settled_compare(app, terminal_size=size, run_before=before)
