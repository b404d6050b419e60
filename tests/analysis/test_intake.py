"""Importing record by record gives what importing at once gives, and changes nothing when something goes wrong."""

import random
import sqlite3
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from registry.analysis import intake, taking
from registry.analysis.intake import IntakeReport, read_own, take_in
from registry.catalogue.record import Record
from registry.errors import InputError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.matching.matcher import NOTHING, Judged
from registry.workspace.domain import RecordFilter
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
BODY = "141003"
HEADING = "データセット_ID,地方公共団体名,データセット_タイトル,データセット_概要,ファイル_ダウンロードURL\n"
TITLES = ("AED設置箇所一覧", "公園一覧", "市長の一日", "洪水ハザードマップ", "職員数")

Rows = Sequence[str]
Take = Callable[..., IntakeReport]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of more than five records count as long, and are taken seven at a time."""
    monkeypatch.setattr(intake, "_SHORT", 5)
    monkeypatch.setattr(taking, "PIECE", 7)


@pytest.fixture
def take(knowledge: Knowledge, workspace_path: Path, tmp_path: Path) -> Take:
    """Import rows under HEADING into the test's workspace."""

    def run(rows: Rows, place: Path = workspace_path, **more: Any) -> IntakeReport:
        path = _written(tmp_path / "一覧.csv", rows)
        body = knowledge.bodies.find(BODY)
        read = read_own(path, body, knowledge, **more)
        with Workspace.open(place, NOW) as store:
            return take_in(store, body, read, knowledge, now=NOW)

    return run


def _written(path: Path, rows: Rows) -> Path:
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _rows(count: int, body: str = "横浜市", first: int = 0) -> list[str]:
    return [
        f"{number},{body},{TITLES[number % 5]} {number},説明,https://city.example/{number}.csv"
        for number in range(first, first + count)
    ]


def _dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the workspace, the history included. The file is checked on the way."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables
        }


FILES: dict[str, Rows] = {
    "own": _rows(30),
    "others first": [*_rows(4, "川崎市"), *_rows(20, first=10), *_rows(9, "", first=40)],
    "others last": [*_rows(9, ""), *_rows(20, first=10), *_rows(4, "川崎市", first=40)],
    "nobody's": [*_rows(12, ""), *_rows(9, "架空協会", first=20)],
    "ids come again": [*_rows(20), *(row.replace("一覧", "台帳") for row in _rows(20))],
    "datasets in pieces": [*_rows(20), *(f"{row}?2" for row in _rows(20))],
    "several files each": [line for row in _rows(20) for line in (row, f"{row}?2")],
    "no ids": [row.partition(",")[1] + row.partition(",")[2] for row in _rows(30)],
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_long_lists_are_taken_as_short_ones(
    name: str, take: Take, workspace_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = take(FILES[name], workspace_path)
    monkeypatch.setattr(intake, "_SHORT", 5)
    monkeypatch.setattr(taking, "PIECE", 7)
    other = tmp_path / "ほか.sqlite3"
    streamed = take(FILES[name], other)
    assert streamed == at_once
    assert streamed.records
    assert _dump(other) == _dump(workspace_path)


@pytest.mark.usefixtures("long_lists")
def test_the_life_of_records_in_a_long_list(take: Take, workspace_path: Path) -> None:
    rows = _rows(30)
    assert take(rows).new == 30
    with Workspace.open(workspace_path, NOW) as store:
        store.decide_match(BODY, "2", "item", "item-16", "accept", now=NOW)
    again = take(rows)
    assert (again.new, again.unchanged, again.matches.people) == (0, 30, 1)
    changed = take([*rows[:9], rows[9].replace("説明", "新しい説明"), *rows[12:], *_rows(2, first=50)])
    assert (changed.new, changed.updated, changed.unchanged, changed.vanished) == (2, 1, 27, 2)
    back = take(rows)
    assert (back.new, back.updated, back.unchanged, back.vanished, back.returned) == (0, 1, 27, 2, 2)
    assert back.matches.people == 1
    with Workspace.open(workspace_path, NOW) as store:
        store.undo(3, now=NOW)
        assert store.count_records(BODY) == 30
        assert store.count_records(BODY, RecordFilter(present=False)) == 0


@pytest.mark.usefixtures("long_lists")
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*_rows(40), '40,横浜市,"閉じていない,,'], "引用符"),
        ([*_rows(40), "40,横浜市,壊れた\0行,,"], "NUL"),
        ([*_rows(40), f"40,横浜市,{'長い' * 70_000},,"], "文字を超えています"),
        (_rows(40, "川崎市"), "この団体|（141003）"),
    ],
)
def test_a_long_list_that_is_refused_changes_nothing(
    rows: Rows, said: str, take: Take, workspace_path: Path
) -> None:
    take(_rows(8))
    before = _dump(workspace_path)
    with pytest.raises(InputError, match=said):
        take(rows)
    assert _dump(workspace_path) == before


@pytest.mark.parametrize(
    "rows",
    [[], ["※注記,,,,"], _rows(3, "川崎市"), ['1,横浜市,"閉じていない,,']],
    ids=["heading only", "remarks only", "another body's", "broken"],
)
def test_a_refused_first_import_makes_no_workspace(rows: Rows, take: Take, workspace_path: Path) -> None:
    with pytest.raises(InputError):
        take(rows)
    assert not workspace_path.exists()


@pytest.mark.usefixtures("long_lists")
def test_the_order_of_the_rows_does_not_matter(take: Take, workspace_path: Path, tmp_path: Path) -> None:
    rows = _rows(40)
    places = (workspace_path, tmp_path / "ほか.sqlite3")
    take(rows, places[0])
    random.Random(1).shuffle(rows)
    take(rows, places[1])
    found = []
    for place in places:
        with Workspace.open(place, NOW) as store:
            records = [msgspec.structs.replace(one.record, source_line=0) for one in store.every_record(BODY)]
            matches = store.matches(BODY)
            assert sum(target.accepted for target in store.coverage(BODY)) == sum(
                match.decision == "accept" for match in matches
            )
            found.append((records, matches, store.coverage(BODY)))
    assert found[0] == found[1]


class _NoMatcher:
    """Stands for the matcher where only the way of the records is looked at."""

    def __init__(self, _: Knowledge) -> None: ...

    def judge(self, records: Sequence[Record]) -> Judged:
        return Judged([NOTHING] * len(records), [record.title for record in records])


def test_memory_does_not_grow_with_the_list(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "Matcher", _NoMatcher)
    monkeypatch.setattr(intake, "_SHORT", 100)
    body = knowledge.bodies.find(BODY)
    peaks = []
    for count in (6_000, 10_000, 20_000):  # the first warms the caches
        path = _written(tmp_path / f"{count}.csv", _rows(count))
        tracemalloc.start()
        read = read_own(path, body, knowledge)
        with Workspace.open(tmp_path / f"{count}.sqlite3", NOW) as store:
            assert take_in(store, body, read, knowledge, now=NOW).new == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] * 1.5
