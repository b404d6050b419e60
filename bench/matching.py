"""Matching 100,000 made-up records, against what cannot be avoided: csv.reader and NFKC over the same file.

The floor reads the CSV and normalises title and description; beside it stands the floor with a bare pass of the
automaton, which is what no matcher can go below. Each is timed in turn, several times, in this one process.
"""

import csv
import random
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import ahocorasick_rs

from registry.catalogue.record import Record
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.matching.matcher import Matcher
from registry.matching.words import Words

RECORDS, ROUNDS, SEED = 100_000, 5, 20261125
TARGET = 5.0
"""Matching alone (read, fold, find, score) over csv + NFKC; the lead's bench/match.py holds the whole job."""
_SUBJECTS = [
    "図書館の貸出冊数",
    "公共施設一覧",
    "ごみの収集日",
    "市税の概要",
    "洪水ハザードマップ",
    "国勢調査",
    "AED設置箇所一覧",
    "選挙結果",
    "交通事故の推移",
    "予算書",
    "職員数",
    "都市計画図（工業地域）",
    "消防水利施設一覧",
    "世論調査",
    "観光入込客数",
    "地域・年齢別人口",
    "会議録",
    "道路台帳",
    "学校基本調査",
    "下水道使用料",
    "工業統計",
    "農林業センサス",
    "緑の基本計画",
    "新型コロナウイルス感染症",
    "広報紙",
    "避難所",
    "条例集",
    "消費者物価指数",
    "水質測定結果",
    "保育園",
]
_WORDS = [
    "令和5年度",
    "統計",
    "データ",
    "一覧",
    "市が公開する",
    "年度別の",
    "集計表",
    "です。",
    "CSV形式",
    "更新",
    "町丁目別",
    "オープンデータ",
    "として",
    "提供",
    "します。",
]


def write_csv(path: Path) -> None:
    """100,000 lines of id, title, description and organisation, always the same."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number in range(RECORDS):
            title = f"第{chance.randrange(1, 90)}回 {chance.choice(_SUBJECTS)}（{number}）"
            writer.writerow((number, title, "".join(chance.choices(_WORDS, k=12)), f"第{number % 900}市"))


def floor(path: Path) -> int:
    """Read and normalise."""
    count = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for _, title, description, organization in csv.reader(stream):
            count += len(unicodedata.normalize("NFKC", f"{title}\n{description}\n{organization}"))
    return count


def automaton(path: Path, knowledge: Knowledge) -> int:
    """The floor and a bare pass of an automaton of the same words."""
    find = ahocorasick_rs.AhoCorasick(Words(knowledge.lexicon, knowledge).patterns).find_matches_as_indexes
    count = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for _, title, description, organization in csv.reader(stream):
            text = unicodedata.normalize("NFKC", f"{title}\n{description}\n{organization}")
            count += len(find(text, overlapping=True))
    return count


def match(path: Path, knowledge: Knowledge) -> int:
    """Read, fold, find and score."""
    matcher = Matcher(knowledge)
    count = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for number, title, description, organization in csv.reader(stream):
            record = Record(id=number, title=title, description=description, organization=organization)
            found = matcher.match(record)
            count += len(found.items) + len(found.datasets)
    return count


def _timed(work: Callable[[], int]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    """Measure and print; 1 when the target was missed."""
    knowledge = load()
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        path = Path(name) / "records.csv"
        write_csv(path)
        works: dict[str, Callable[[], int]] = {
            "csv + NFKC": lambda: floor(path),
            "csv + NFKC + automaton": lambda: automaton(path, knowledge),
            "match": lambda: match(path, knowledge),
        }
        times: dict[str, list[float]] = {label: [] for label in works}
        for _ in range(ROUNDS):
            for label, work in works.items():
                times[label].append(_timed(work))
    best = {label: min(taken) for label, taken in times.items()}
    for label, seconds in best.items():
        print(f"{label:24} {seconds:7.3f} s  {RECORDS / seconds:10,.0f} records/s")
    ratio = best["match"] / best["csv + NFKC"]
    whole = best["match"] / best["csv + NFKC + automaton"]
    print(
        f"match / (csv + NFKC) = {ratio:.2f} (target ≤ {TARGET}) · match / (csv + NFKC + automaton) = {whole:.2f}"
    )
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
