"""Reading a truth file (正解表): what records are, as people labelled them, to hold the matcher to account.

A CSV with headings, one record a line. Columns, by any of their names:

    catalogue, 目録                              name of the catalogue file; empty or absent: any file given
    record_id, id, NO                            the record's id, or ``rowN`` for row N of the file (headings are row 1)
    title, 題名, タイトル, データ名称              serves where the id is not found
    seed_items, items, 項番, 情報項目              項番 (or ids) joined by ;
    recommended_datasets, datasets, 標準データセット names (or ids) joined by ;
    remark, 備考                                 beginning with ``borderline`` (or 境界): counted apart

Only targets that the truth file uses at all are counted: it says nothing on the others. A file without the
column for datasets (or items) says nothing on datasets (items).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.catalogue.record import Record
from registry.errors import InputError
from registry.matching.plain_csv import read_rows
from registry.text.normalise import fold

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

_COLUMNS = {
    "catalogue": ("catalogue", "catalog", "目録", "ファイル"),
    "record": ("record_id", "id", "no"),
    "title": ("title", "題名", "タイトル", "データ名称", "名称"),
    "items": ("seed_items", "items", "項番", "情報項目"),
    "datasets": ("recommended_datasets", "datasets", "標準データセット", "推奨データセット"),
    "remark": ("remark", "備考"),
}
_BORDERLINE = re.compile(r"\s*(?:borderline|境界)", re.IGNORECASE)
_JOINED = re.compile(r"[;；]")
_ROW = re.compile(r"row([0-9]+)")


class TruthRow(Struct, frozen=True):
    """What one record is."""

    line: int
    catalogue: str
    record: str
    title: str
    items: frozenset[str]
    """Ids of Item."""
    datasets: frozenset[str]
    """Ids of StandardDataset of today's generation."""
    borderline: bool


class Truth(Struct, frozen=True):
    """A truth file as read."""

    path: str
    rows: tuple[TruthRow, ...]
    items: frozenset[str]
    """Items on which it speaks: those that occur in it."""
    datasets: frozenset[str]


def read_truth(path: Path, knowledge: "Knowledge") -> Truth:
    """Read a truth file (UTF-8, with or without BOM, or CP932).

    Raises InputError when it cannot be read, has no column for labels, or names an unknown target.
    """
    rows = read_rows(path, "正解表")
    places = _places(rows[0] if rows else [], path)
    items, datasets = _item_names(knowledge), _dataset_names(knowledge)
    read = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        where = f"{path} {line} 行目"
        read.append(
            TruthRow(
                line,
                cells.get("catalogue", ""),
                cells.get("record", ""),
                cells.get("title", ""),
                frozenset(_targets(cells.get("items", ""), items, where)),
                frozenset(_targets(cells.get("datasets", ""), datasets, where)),
                bool(_BORDERLINE.match(cells.get("remark", ""))),
            )
        )
    return Truth(
        str(path),
        tuple(read),
        frozenset(target for row in read for target in row.items),
        frozenset(target for row in read for target in row.datasets),
    )


class Finder:
    """Finds the record that a row of truth speaks of."""

    def __init__(self, catalogues: Iterable[tuple[str, Iterable[Record]]]) -> None:
        """``catalogues``: name of each file and its records."""
        self._by_key: dict[tuple[str, str], tuple[int, Record]] = {}
        self._by_title: dict[tuple[str, str], tuple[int, Record]] = {}
        at = 0
        for name, records in catalogues:
            for record in records:
                for file in (name, ""):
                    self._by_key.setdefault((file, record.id), (at, record))
                    self._by_key.setdefault((file, f"row{record.source_line}"), (at, record))
                    self._by_title.setdefault((file, fold(record.title)), (at, record))
                at += 1

    def find(self, row: TruthRow) -> tuple[int, Record] | None:
        """Place among all records and the record, or None."""
        found = self._by_key.get((row.catalogue, row.record)) if row.record else None
        if found is not None and (_ROW.fullmatch(row.record) is None or self._agrees(found[1], row)):
            return found
        return self._by_title.get((row.catalogue, fold(row.title)))

    @staticmethod
    def _agrees(record: Record, row: TruthRow) -> bool:
        return not row.title or fold(record.title) == fold(row.title)


def _places(heading: list[str], path: Path) -> dict[str, int]:
    wanted = {fold(name): field for field, names in _COLUMNS.items() for name in names}
    places: dict[str, int] = {}
    for at, cell in enumerate(heading):
        field = wanted.get(fold(cell))
        if field is not None:
            places.setdefault(field, at)
    if not places.keys() & {"items", "datasets"} or not places.keys() & {"record", "title"}:
        raise InputError(
            "正解表に必要な列がありません",
            where=f"{path} 1 行目",
            why=f"見出し: {'、'.join(heading[:12]) or '（なし）'}",
            mend="record_id か title の列と、seed_items か recommended_datasets の列を付けてください",
        )
    return places


def _targets(cell: str, names: Mapping[str, str], where: str) -> Iterator[str]:
    for part in _JOINED.split(cell):
        if not part.strip():
            continue
        target = names.get(fold(part))
        if target is None:
            raise InputError(
                f"正解表の「{part.strip()}」に当たる対象がありません",
                where=where,
                mend="項番か、標準データセットの名前を ; でつないで書いてください",
            )
        yield target


def _item_names(knowledge: "Knowledge") -> dict[str, str]:
    names: dict[str, str] = {}
    for item in knowledge.items.values():
        for name in (item.id, str(item.number), item.name):
            names.setdefault(fold(name), item.id)
    return names


def _dataset_names(knowledge: "Knowledge") -> dict[str, str]:
    """Names and ids of both generations; the older one speaks for its successor."""
    datasets = knowledge.datasets.datasets
    successor = {dataset.succeeds: dataset.id for dataset in datasets if dataset.succeeds}
    names: dict[str, str] = {}
    for dataset in sorted(datasets, key=lambda dataset: dataset.id in successor):
        for name in (dataset.id, dataset.name, *dataset.aliases):
            names.setdefault(fold(name), successor.get(dataset.id, dataset.id))
    return names
