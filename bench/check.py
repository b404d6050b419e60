"""Checking a file of a million rows against reading it with the csv module: time, and the memory it takes.

Both run as child processes in turn, measured in seconds of the processor (the machine is shared, and neither waits for
the disk twice), on the same made-up file (AED設置箇所一覧, the earlier form of 22 columns, valid
values), so that start-up, the knowledge and the answer count too. Exit code 1 when a target was missed.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import compare, measured_environment, report

ROWS, ROUNDS, SEED = 1_000_000, 3, 20261125
TARGET = 4.0
"""Whole check over csv.reader."""
TARGET_MEBIBYTES = 150
_HEADINGS = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,内線番号,法人番号,"
    "団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,小児対応設備の有無,URL,備考"
)
_PLACES = (
    ("公民館", "コウミンカン"),
    ("図書館", "トショカン"),
    ("体育館", "タイイクカン"),
    ("小学校", "ショウガッコウ"),
    ("保健センター", "ホケンセンター"),
)
_TOWNS = ("本町", "栄町", "駅北", "大村", "石津", "小川", "中港", "東小川", "西小川", "田尻")
_SPOTS = ("1階正面入口", "1階事務室前", "2階ロビー", "守衛室", "職員室前")
_NOTES = ("", "", "", "祝日を除く", "年末年始（12月29日から1月3日まで）を除く")
_READ = """
import csv, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as stream:
    for row in csv.reader(stream):
        pass
"""
_CHECK = """
import sys
from pathlib import Path
from registry.knowledge.snapshot import load
from registry.standards.checking import check_file
check = check_file(Path(sys.argv[1]), load())
print(check.rows, check.dataset.id if check.dataset else "", check.errors, check.warnings, check.infos)
for found in check.findings:
    print(found.code, found.severity, found.row, found.column, found.value, found.message)
"""


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of valid values, always the same."""
    chance = random.Random(SEED)
    for number in range(1, count + 1):
        name, kana = chance.choice(_PLACES)
        town = chance.choice(_TOWNS)
        yield (
            *("222127", f"{number:010d}", "静岡県", "焼津市", f"{town}第{number}{name}", f"ダイ{kana}"),
            f"静岡県焼津市{town}{chance.randrange(1, 9)}-{chance.randrange(1, 40)}-{chance.randrange(1, 30)}",
            *("", f"34.{chance.randrange(830_000, 890_000)}", f"138.{chance.randrange(290_000, 340_000)}"),
            *(chance.choice(_SPOTS), f"054-626-{chance.randrange(1_000, 9_999)}", "", "1000020222127"),
            *("焼津市", "月火水木金", "08:30", "17:15", chance.choice(_NOTES), chance.choice("有無")),
            *(f"https://www.city.example.lg.jp/shisetsu/{number}.html", ""),
        )


def write_csv(path: Path, count: int) -> None:
    """The file of the bench."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADINGS.split(","))
        writer.writerows(rows(count))


class Child:
    """A child process that can be run again and again; ``peak`` is the most memory one of them took, in MiB."""

    def __init__(self, code: str, path: Path) -> None:
        self._command = [sys.executable, "-c", code, str(path)]
        self.peak = 0.0
        self.told = ""

    def __call__(self) -> float:
        """Seconds of the processor. Raises RuntimeError when the child fails, for a failing child is quick."""
        with subprocess.Popen(self._command, env=measured_environment(), stdout=subprocess.PIPE) as child:
            self.told = child.stdout.read().decode() if child.stdout else ""
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            raise RuntimeError(f"{self._command[2]}: {child.returncode}")
        self.peak = max(self.peak, used.ru_maxrss / 1024)
        return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--findings", action="store_true", help="print what the check found")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        path = Path(name) / "222127_aed.csv"
        write_csv(path, asked.rows)
        check, read = Child(_CHECK, path), Child(_READ, path)
        result = compare(("check", check), ("csv.reader", read), target=TARGET, rounds=asked.rounds)
    code = report(f"check of {asked.rows:,} rows", [result])
    met = check.peak <= TARGET_MEBIBYTES
    print(
        f"  {'met   ' if met else 'MISSED'} peak memory {check.peak:.0f} MiB (target {TARGET_MEBIBYTES}), "
        f"csv.reader {read.peak:.0f} MiB"
    )
    told = check.told.splitlines()
    print(f"  rows, dataset, errors, warnings, infos: {told[0]}")
    if asked.findings:
        print(*(f"    {line}" for line in told[1:]), sep="\n")
    return code if met else 1


if __name__ == "__main__":
    sys.exit(main())
