"""The whole of ``konkyo inventory import`` on a million made-up records, against what cannot be avoided.

Measured is everything from opening the CSV to closing the workspace: read, normalise, part by owner, match, store
with history and indexes. The floor, in the same run and before and after it: csv.reader over the same file, NFKC
over the fields in which words are looked for, and a bare pass of an automaton of the same words over them. Each
runs in a process of its own; the peak of the import's memory is the system's count of that process.

The records are rows of the old オープンデータ一覧 (15 columns). The catalogues in shared/samples/catalogs (1,485 records)
have titles of 15.1 characters on average, of which 91 % are unlike all others; 1,192 records have a description, of
27.6 characters, 73 % unlike; there are 0.37 accepted or open matches per record. The million made-up records are
alike: titles of 15.5 characters, 79 % unlike, descriptions of 29.1, 62 % unlike, 0.37 matches per record. (A list in
which texts repeat more often flatters a matcher that remembers texts.)

    python bench/match.py [--records N]
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import time
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from paired import CHECKOUT, measured_environment

RECORDS, SEED = 1_000_000, 20261125
TARGET_RATIO, TARGET_MEBIBYTES = 2.5, 200
BODY = "141003"


def _cut(words: str) -> list[str]:
    return words.split(",")


_HEADING = _cut(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,データ名称,データ概要,データ形式,分類,更新頻度,URL,"
    "API対応有無,ライセンス,登録日,最終更新日,備考"
)
_WHEN = [
    *("", "") * 24,
    *(f"{year}年度" for year in range(2001, 2026)),
    *(f"平成{year}年" for year in range(10, 31)),
    *("令和元年度", "令和２年度", "令和3年", "令和５年度", "R6年度 ", "【令和7年度】"),
]
_TOWNS = [
    f"{first}{second}{last}"
    for first in "青旭大小上下新本東西南北松竹梅桜若光泉富金白黒長高平中内外元"
    for second in "葉山川野沢田原島浜戸崎倉根木岡谷池井津瀬"
    for last in ("", "町", "台", "が丘", "一丁目", "西町", "小学校区", "地区", "駅前", "東")
]
_WHERE = [*("", "市内の", "【横浜市】", "横浜市", "鶴見区の") * 300, *_TOWNS]
_WHAT = _cut(
    "公共施設一覧,図書館の貸出冊数,ごみの収集日,市税の概要,洪水ハザードマップ,国勢調査結果,AED設置箇所一覧,投票所別投票者数,"
    "交通事故発生件数の推移,予算書,職員数,都市計画図,消防水利施設一覧,世論調査報告書,観光入込客数,町丁別年齢別人口,会議録,"
    "道路現況調書,学校基本調査,下水道使用料,工業統計調査,農林業センサス,緑の基本計画,感染症発生動向,広報紙バックナンバー,"
    "指定緊急避難場所,条例集,消費者物価指数,水質測定結果,保育所の入所待ち児童数,バス停の位置,公園の面積,住民基本台帳人口,"
    "市営住宅の募集戸数,文化財一覧,介護サービス事業所一覧,公衆無線LANアクセスポイント一覧,街路樹,橋りょう点検結果,統計書,"
    "食品営業許可施設,用途地域,イベント一覧,医療機関一覧,議員名簿,相談窓口の受付件数,特定健診の受診率,防犯カメラの台数,"
    "入札結果,空き家件数"
)
_ABOUT = ("の", "に関する", "について、年度ごとの", "を町丁目別に集計した", "（地区別）の", "に係る")
_SAID = (
    "データです。",
    "一覧です。",
    "統計表を掲載しています。",
    "位置情報と名称、所在地です。",
    "集計結果です。",
)
_MORE = ("", "", "", "CSV形式で提供します。", "毎年更新しています。", "詳しくは担当課へ。")
_FORMATS = ("CSV", "XLSX", "PDF", "CSV,　HTML", "XLSX")
_GROUPS = (
    "行財政",
    "人口・世帯",
    "福祉・衛生・社会保障",
    "教育・文化・スポーツ・生活",
    "安全・環境",
    "その他",
)
_LICENCE = "Creative　Commons　Attribution　4.0　International"
_FREQUENCIES = ("１年に１回", "随時", "１ヶ月に１回", "")


def write_catalogue(path: Path, records: int) -> None:
    """A catalogue of that many records, always the same."""
    chance = random.Random(SEED)
    choose, below = chance.choice, chance.randrange
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADING)
        for number in range(records):
            where, what = choose(_WHERE), choose(_WHAT)
            title = f"{choose(_WHEN)}{where}{what}"
            if below(3) == 0:
                title += f"（第{below(900) + 1}区）"
            place = where if below(4) else ""
            about = f"{place}{what}{choose(_ABOUT)}{choose(_SAID)}{choose(_MORE)}"
            address = f"https://data.city.example/dataset/141003_{number:07d}"
            days = (f"20{15 + below(11)}-{1 + below(12):02d}-{1 + below(28):02d}" for _ in range(2))
            told = (BODY, f"14{number:08d}", "神奈川県", "横浜市", title, about, choose(_FORMATS))
            more = (choose(_GROUPS), choose(_FREQUENCIES), address, choose("有無"), _LICENCE)
            writer.writerow((*told, *more, *days, ""))


def _tell(started: float, processor: float) -> None:
    print(time.perf_counter() - started, time.process_time() - processor)


def floor(path: Path) -> None:
    """Read, normalise, find; prints the seconds that passed and those of the processor."""
    import ahocorasick_rs

    from registry.knowledge.snapshot import load
    from registry.matching.words import Words

    knowledge = load()
    find = ahocorasick_rs.AhoCorasick(Words(knowledge.lexicon, knowledge).patterns).find_matches_as_indexes
    started, processor = time.perf_counter(), time.process_time()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            text = unicodedata.normalize("NFKC", f"{row[4]}\n{row[5]}\n{row[7]}\n{row[3]}")
            find(text, overlapping=True)
    _tell(started, processor)


def take(path: Path, workspace: Path) -> None:
    """The import; prints the seconds that passed and those of the processor."""
    from registry.analysis.intake import read_own, take_in
    from registry.knowledge.snapshot import load
    from registry.workspace.repository import Workspace

    knowledge = load()
    body = knowledge.bodies.find(BODY)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    started, processor = time.perf_counter(), time.process_time()
    read = read_own(path, body, knowledge)
    with Workspace.open(workspace, now) as store:
        report = take_in(store, body, read, knowledge, now=now)
    _tell(started, processor)
    print(
        f"    {report.records:,} records, {report.matches.matched_records:,} matched, "
        f"{report.matches.accepted:,} accepted, {report.matches.review:,} to review",
        file=sys.stderr,
    )


def _measured(words: list[str], folder: Path) -> tuple[float, float, float]:
    """Seconds passed, of the processor, and peak memory (MiB) of one process that does what ``words`` say."""
    command = [sys.executable, str(Path(__file__).resolve()), *words]
    environment = measured_environment() | {"KONKYO_CACHE": str(folder / "cache")}
    environment["PYTHONPATH"] += os.pathsep + str(CHECKOUT / "bench")
    with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read() if process.stdout is not None else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command}: {process.returncode}")
    unit = 1024 if sys.platform == "darwin" else 1
    passed, processor = map(float, said.split())
    return passed, processor, usage.ru_maxrss / 1024 / unit


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--floor", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--take", type=Path, nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.floor:
        floor(told.floor)
        return 0
    if told.take:
        take(*told.take)
        return 0
    records = told.records
    with TemporaryDirectory(prefix="konkyo-bench-") as name:
        folder = Path(name)
        path = folder / "records.csv"
        write_catalogue(path, records)
        print(
            f"{records:,} records, {path.stat().st_size / records:.0f} bytes each (Python {sys.version.split()[0]})"
        )
        before, before_busy, _ = _measured(["--floor", str(path)], folder)
        taken, taken_busy, peak = _measured(["--take", str(path), str(folder / "workspace.sqlite3")], folder)
        after, after_busy, _ = _measured(["--floor", str(path)], folder)
        size = sum(file.stat().st_size for file in folder.glob("workspace.sqlite3*")) / records
    ratio = taken / (before + after) * 2
    busy = taken_busy / (before_busy + after_busy) * 2
    each = 1e6 / records
    print(f"  floor   {before * each:7.2f} µs per record before, {after * each:.2f} after")
    print(f"  import  {taken * each:7.2f} µs per record ({taken:.2f} s), {size:.0f} bytes stored each")
    busy_floor = f"{before_busy * each:.2f} and {after_busy * each:.2f}"
    print(f"  processor time: floor {busy_floor}, import {taken_busy * each:.2f} µs per record, {busy:.2f} x")
    met = ratio <= TARGET_RATIO, peak <= TARGET_MEBIBYTES
    print(f"  {'met   ' if met[0] else 'MISSED'} {ratio:.2f} x the floor (target {TARGET_RATIO})")
    print(f"  {'met   ' if met[1] else 'MISSED'} {peak:.0f} MiB at the peak (target {TARGET_MEBIBYTES})")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
