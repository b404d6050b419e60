"""The linear mode: numbered lines, words for commands, nothing but text."""

import io
import re
from pathlib import Path

import pytest

from command_line import RunCli
from screen_fixtures import SessionFor
from tui.app import KonkyoApp
from tui.places import PLACES
from tui.plain.reading import said
from tui.plain.running import run_plain
from tui.plain.words import WORDS, split
from tui.session import Session


def talk(session: Session, *lines: str, place: str = "") -> str:
    """What is said when these lines are typed; the planner leaves at the end of the input."""
    out = io.StringIO()
    run_plain(
        KonkyoApp(session, place=place),
        io.StringIO("".join(f"{line}\n" for line in lines)),
        out,
        prompt=False,
    )
    return out.getvalue()


def after(text: str, mark: str) -> str:
    return text[text.rindex(mark) :]


def test_it_begins_with_where_one_is(session_for: SessionFor) -> None:
    said = talk(session_for())
    assert said.startswith("konkyo 行ごとの表示。「説明」で使い方を読みます\nホーム")
    assert "東京都府中市  基準日 令和8年11月25日" in said
    assert "入力が要る事実" in said


def test_all_places_are_reached_by_number_and_by_name(session_for: SessionFor) -> None:
    said = talk(session_for(), "画面", *(title for title, _, _ in PLACES.values()), "2")
    for number, (title, _, _) in enumerate(PLACES.values(), 1):
        assert f"\n{number}. {title}\n" in said
        assert re.search(f"^{title} .*基準日", said, re.MULTILINE), title


def test_a_line_is_opened_by_its_number(session_for: SessionFor) -> None:
    said = talk(session_for(), "2", "開く 15", "続き")
    assert "15. 番 15、情報項目 道路台帳" in said
    assert "道路法 28条3項  閲覧  [確]" in after(said, "15 道路台帳")
    assert "「続き」で読みます" in said


def test_a_list_goes_on_where_it_stopped(session_for: SessionFor) -> None:
    said = talk(session_for(), "読む", "枠 1", "行 1", place="items")
    assert "ほか 4行。「続き」で読みます" in said
    rest = talk(session_for(), "絞り込み 台帳", "絞り込み", "続き", "続き", place="items")
    assert "24. 番 24" in rest


def test_the_filter_says_what_is_left(session_for: SessionFor) -> None:
    said = talk(session_for(), "絞り込み 道路", "絞り込み", place="items")
    assert "24件中5件" in said
    assert "［一覧 5行］\n1. 番 15、情報項目 道路台帳" in said
    assert "24件中24件" in after(said, "24件中5件")


def test_a_state_is_set_and_taken_back(session_for: SessionFor) -> None:
    session = session_for()
    said = talk(session, "行 15", "状態", "2", "元に戻す", "ctrl+y", place="items")
    assert "問い: 状態を決める  道路台帳" in said
    assert "知らせ: 道路台帳（都道府県道、市町村道）を「公開予定」にしました" in said
    assert "知らせ: 取り消しました" in said
    assert "知らせ: やり直しました" in said


def test_fields_of_a_dialog_are_written(session_for: SessionFor) -> None:
    said = talk(session_for(), "行 15", "メモ", "書く 建設課に聞く", "決める", place="items")
    assert "入力欄" in said
    assert "知らせ: 道路台帳" in said


def test_everything_is_searched(session_for: SessionFor) -> None:
    said = talk(session_for(), "さがす 道路台帳", "開く 1")
    assert "名前 道路台帳（都道府県道、市町村道）" in said
    assert "情報項目  " in after(said, "問い: さがす")


def test_several_rows_are_selected(session_for: SessionFor) -> None:
    said = talk(session_for(), "選ぶ 1", "選ぶ 3", "読む", place="items")
    assert "選択 2" in said
    assert "1. 選択中  番 1" in said


def test_what_is_not_understood_is_said_with_what_to_do(session_for: SessionFor) -> None:
    said = talk(session_for(), "[bold]なに\x1b[31m", "開く 99999", "開く", "書く x", "続き 1", "")
    assert "誤り: わかりません: [bold]なに" in said
    assert "誤り: その番号の行はありません" in said
    assert "誤り: ここには書く所がありません" in said
    assert "\x1b" not in said


def test_help_names_every_word(session_for: SessionFor) -> None:
    said = talk(session_for(), "説明", "操作", "操作 取り消")
    for word in WORDS:
        assert "、".join(word.forms) in said
    assert "目録のファイルを取り込む" in said
    assert after(said, "戻す  Ctrl+Z").splitlines()[1:] == ["やり直す  Ctrl+Y  U  取り消した変更をやり直す"]


def test_keys_are_pressed(session_for: SessionFor) -> None:
    said = talk(session_for(), "押す 2", "押す down down", "L", "やめる")
    assert "情報項目  絞り込み" in said
    assert "問い: 知らせ" in said


def test_the_body_is_chosen_in_words(session_for: SessionFor, no_workspace: Path) -> None:
    said = talk(session_for("", no_workspace), "書く 東京都府中市", "決める")
    assert "問い: 団体を選ぶ" in said
    assert "知らせ: 東京都府中市を選びました" in said


def test_reading_only_offers_no_change(session_for: SessionFor) -> None:
    said = talk(session_for(read_only=True), "状態", "取込", place="items")
    assert "閲覧のみ" in said
    assert said.count("誤り: わかりません") == 2


def test_marks_are_left_out_and_long_texts_are_cut() -> None:
    assert said("△ 条件付  □ 見当たらず  ？不明  －対象外") == "条件付  見当たらず  不明  対象外"
    assert said("A\x1b[31mB\u202eC\nD").isprintable()
    assert len(said("あ" * 10_000)) < 500


@pytest.mark.parametrize(
    ("line", "word", "rest"),
    [
        ("開く 3", "open", "3"),
        ("開く　3", "open", "3"),
        ("OPEN 3", "open", "3"),
        ("？", "", ""),
        ("", "", ""),
    ],
)
def test_words(line: str, word: str, rest: str) -> None:
    assert split(line) == (word, rest)


def test_in_a_process_nothing_but_text_is_written(run_cli: RunCli, example_workspace: Path) -> None:
    done = run_cli(
        "tui",
        "--plain",
        "--workspace",
        example_workspace,
        "--body",
        "132063",
        stdin="2\n開く 15\n終わる\nx\n",
    )
    assert "道路台帳" in done.out
    assert done.err == ""
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f]", done.out) == []
    assert not done.out.rstrip().endswith("x")


def test_the_screen_needs_a_terminal(run_cli: RunCli) -> None:
    told = run_cli("tui", code=2)
    assert "--plain" in told.err
    assert told.out == ""


def test_without_a_terminal_konkyo_alone_prints_its_help(run_cli: RunCli) -> None:
    told = run_cli(code=2)
    assert "コマンド" in told.err
    assert "serve" in told.err
