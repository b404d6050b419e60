"""Drafting a plan into Word, and bringing an edited one up to date, for a city with 1,000 records and 30 measures.

Two targets: ``konkyo plan draft --output plan.docx`` takes at most 2.5 x a process that imports sqlmodel, networkx
and docx and does nothing; ``konkyo plan refresh`` of the edited plan takes at most 2 x ``konkyo plan draft``. Whole
processes, everything byte-compiled, the snapshot of the knowledge already made.
"""

import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import compare, measured_environment, process, report

BODY, RECORDS, MEASURES = "132063", 1_000, 30
_TITLES = (
    "公共施設一覧",
    "AED設置箇所一覧",
    "町丁別人口",
    "予算書",
    "図書館の貸出冊数",
    "洪水ハザードマップ",
    "職員数",
)


def write_catalogue(path: Path) -> None:
    """A catalogue of the city in the old form."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("NO", "データ名称", "データ概要", "データ形式", "ライセンス", "更新頻度"))
        for number in range(RECORDS):
            title = f"{_TITLES[number % len(_TITLES)]}（{number}）"
            writer.writerow((f"R{number:04}", title, "市が公開するデータ", "CSV", "CC BY 4.0", "年1回"))


def write_measures(path: Path) -> None:
    """Thirty measures from the actions of the knowledge."""
    actions = [f"{letter}{number:02}" for letter in "ABCDE" for number in range(1, 10)][:MEASURES]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("施策名", "施策の候補", "柱", "担当部局", "概要"))
        for action in actions:
            writer.writerow(
                (f"施策{action}", action, "ABCDE".index(action[0]) + 1, "情報政策課", "取組の概要")
            )


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        folder = Path(name)
        environment = measured_environment() | {"KONKYO_CACHE": str(folder / "cache")}
        environment["KONKYO_WORKSPACE"] = str(folder / "workspace.sqlite3")
        konkyo = [sys.executable, "-m", "registry.cli"]

        def run(*words: str) -> None:
            done = subprocess.run(
                [*konkyo, *words], env=environment, cwd=folder, capture_output=True, check=False
            )
            if done.returncode:
                raise RuntimeError(done.stderr.decode())

        write_catalogue(folder / "list.csv")
        write_measures(folder / "measures.csv")
        run("inventory", "import", "list.csv", "--body", BODY)
        run("plan", "measures", "import", "measures.csv", "--body", BODY)
        draft = ["plan", "draft", "--body", BODY, "--period", "2027-2031", "--overwrite"]
        run(*draft, "--output", "plan.md")
        plan = folder / "plan.md"
        edited = plan.read_text(encoding="utf-8").replace("本市", "当市")
        plan.write_text(edited, encoding="utf-8", newline="")
        run("status", "set", "ods-08", "公開予定", "--year", "2028", "--body", BODY)
        print(f"plan: {edited.count(chr(10)):,} lines, {len(edited):,} characters")

        floor = [sys.executable, "-c", "import sqlmodel, networkx, docx"]
        word = [*konkyo, *draft, "--output", "plan.docx"]
        text = [*konkyo, *draft, "--output", "again.md"]
        refresh = [*konkyo, "plan", "refresh", "plan.md", "--dry-run"]
        return report(
            "plan",
            [
                compare(
                    ("draft into Word", process(word, environment, folder)),
                    ("import sqlmodel, networkx, docx", process(floor, environment, folder)),
                    target=2.5,
                    rounds=7,
                ),
                compare(
                    ("refresh", process(refresh, environment, folder)),
                    ("draft", process(text, environment, folder)),
                    target=2,
                    rounds=7,
                ),
            ],
        )


if __name__ == "__main__":
    sys.exit(main())
