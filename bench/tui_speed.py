"""The screen in a terminal: how soon it is there, and whether 100,000 records are felt.

Targets: the first paint of ``konkyo tui`` (body, day, places) takes at most 1.8 x the first paint of an empty Textual
app; a key typed into the filter of the review (until it stands in the field and the next can be typed, and until the
list that it leaves stands there with its count), and opening any place, take at most 2 x as long with 100,000 records
as with 100. Both sides of a comparison run under the same pseudo-terminal, in turn. Printed without a target: how long
it takes from opening the filter until it can look through 100,000 texts, during which keys are taken; how soon the
figures of the first place stand there, for the database library must be loaded; and the memory that the program holds
after all places were opened.

(The file is not called tui.py, for the type checker would take it for the package of that name.)
"""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import compare, measured_environment, report
from terminal import Terminal

EMPTY_APP = '''\
"""The floor: one line of text on the screen."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Nothing else."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("READY")


Empty().run()
'''
BODY = "132063"
FEW, MANY = 100, 100_000
ROUNDS = 7
SUBJECTS = ("公園", "防火水槽", "道路台帳", "避難場所", "下水道", "図書館", "統計", "予算", "漁港", "観光")
HOME = "公開の状況"
"""Stands on the first place once it has its figures."""
PLACES = {
    key: (title, f"[{key}{title}]")
    for key, title in zip(
        "2345678", ("情報項目", "ギャップ", "対応付け", "計画", "法令", "点検", "ガイド"), strict=True
    )
}
"""Key of each place but the first, its title, and what the first line says once the place is filled."""


def write_catalogue(path: Path, records: int) -> None:
    """A made-up catalogue of so many records."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("識別情報", "データ名称", "データ概要", "データ分類", "ファイル形式", "ライセンス", "公開URL")
        )
        for number in range(records):
            subject = SUBJECTS[number % len(SUBJECTS)]
            writer.writerow(
                (
                    f"r-{number:06}",
                    f"{subject}の資料（第{number:06}号）",
                    f"{subject}についての資料です。",
                    "行政",
                    "CSV",
                    "CC BY 4.0",
                    f"https://example.jp/data/{number}",
                )
            )


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY_APP, encoding="utf-8")
        environment = measured_environment() | {"KONKYO_CACHE": str(folder / "cache"), "HOME": name}
        environment.pop("NO_COLOR")
        konkyo = [sys.executable, "-m", "registry.cli"]

        def workspace(records: int) -> str:
            return str(folder / f"{records}.sqlite3")

        def import_records(records: int) -> None:
            catalogue = folder / f"{records}.csv"
            write_catalogue(catalogue, records)
            command = [*konkyo, "inventory", "import", str(catalogue), "--body", BODY]
            command += ["--workspace", workspace(records)]
            subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)

        def screen(records: int) -> Terminal:
            command = [*konkyo, "tui", "--workspace", workspace(records), "--body", BODY]
            return Terminal(command, environment, folder)

        def empty() -> Terminal:
            return Terminal([sys.executable, str(folder / "empty.py")], environment, folder)

        import_records(FEW)
        import_records(MANY)
        floor = ("empty Textual app", _until(empty, "READY"))
        found = [
            compare(
                ("konkyo tui, first paint", _until(lambda: screen(FEW), "基準日")),
                floor,
                target=1.8,
                rounds=ROUNDS,
            ),
            *(
                compare(
                    (f"opening {title} with {MANY:,} records", _opening(screen, MANY, key, text)),
                    (f"with {FEW:,}", _opening(screen, FEW, key, text)),
                    target=2,
                    rounds=3,
                )
                for key, (title, text) in PLACES.items()
            ),
        ]
        with screen(FEW) as few, screen(MANY) as many:
            for terminal in (few, many):
                terminal.wait_for(HOME)
                for key, (_, text) in PLACES.items():
                    terminal.press(key)
                    terminal.wait_for(text)
                    terminal.settle()
            memory = f"{few.memory():.0f} MiB with {FEW:,} records, {many.memory():.0f} MiB with {MANY:,}"
            ready = _ready_to_filter(many)
            _ready_to_filter(few)
            found += [
                compare(
                    (
                        f"a key in the filter over {MANY:,} records, until it {what}",
                        _typing(many, left_of_many),
                    ),
                    (f"over {FEW:,}", _typing(few, left_of_few)),
                    target=2,
                    rounds=ROUNDS,
                )
                for what, left_of_many, left_of_few in (
                    ("stands there", "9", "9"),
                    ("has filtered", " / 40,951", " / 19"),
                )
            ]
        code = report("tui_speed", found)
        figures = compare(("figures", _until(lambda: screen(FEW), HOME)), floor, target=1.8, rounds=3)
        print(f"  without a target: {ready:.2f} s until {MANY:,} texts are there to be looked through")
        print(f"  without a target: {figures.ratio:.2f} x until the figures of the first place stand there")
        print(f"  without a target: {memory} after all places were opened")
        return code


def _until(start: Callable[[], Terminal], text: str) -> Callable[[], float]:
    """From the start of a program until it has drawn a text."""

    def run() -> float:
        with start() as terminal:
            return terminal.wait_for(text) - terminal.started

    return run


def _opening(screen: Callable[[int], Terminal], records: int, key: str, text: str) -> Callable[[], float]:
    """Opening a place for the first time, in a program of its own each round."""

    def run() -> float:
        with screen(records) as terminal:
            terminal.wait_for(HOME)
            terminal.settle()
            pressed = terminal.press(key)
            return terminal.wait_for(text) - pressed

    return run


def _ready_to_filter(terminal: Terminal) -> float:
    """Open the filter over all records; gives the seconds until the first letter has been looked for."""
    terminal.press("4")
    terminal.settle()
    for _ in range(3):
        terminal.press("v")  # 確認待ち, 採用, 見送り, すべて
        terminal.settle()
    pressed = terminal.press("/9")
    seconds = terminal.wait_for("「9」") - pressed
    terminal.settle(1)
    terminal.press("\x7f")
    terminal.settle(1)
    return seconds


def _typing(terminal: Terminal, text: str) -> Callable[[], float]:
    """A key typed into the filter until a text is drawn; then it is taken back."""

    def run() -> float:
        pressed = terminal.press("9")
        seconds = terminal.wait_for(text) - pressed
        terminal.settle(0.6)
        terminal.press("\x7f")
        terminal.wait_for(" / 100")
        terminal.settle(0.6)
        return seconds

    return run


if __name__ == "__main__":
    sys.exit(main())
