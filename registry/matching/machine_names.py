"""Standard datasets that names for machines show: the file names of the standards, and the headings of files."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from registry.catalogue.record import Record
from registry.matching.columns import ColumnForms
from registry.matching.scoring import Found

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

Shown = tuple[tuple[str, Found], ...]
"""Datasets that a record shows without words of the lexicon."""

_SLUG = re.compile(r"[0-9](?<![0-9][0-9])[0-9]{4,5}_([a-z]+(?:_[a-z]+)*)", re.IGNORECASE)
"""Five or six digits, not more, and a name; it begins with a digit because re looks for that quickly."""
_SLUG_WEIGHT = 0.9
_SLUG_INSIDE = re.compile(r"_(?<=[0-9]_)[a-z]", re.IGNORECASE)
"""A part of every _SLUG that is looked for in the names of many records at once."""


class MachineNames:
    """Finds them; made from the standard datasets of the knowledge."""

    def __init__(self, knowledge: "Knowledge") -> None:
        self._knowledge = knowledge
        self._slugs = {
            dataset.file_slug: dataset.id
            for dataset in reversed(knowledge.datasets.datasets)
            if dataset.file_slug and dataset.id.startswith("ods")
        }

    @cached_property
    def _columns(self) -> ColumnForms:
        return ColumnForms(self._knowledge.datasets)

    def shown(self, records: Sequence[Record]) -> Iterator[tuple[int, Shown]]:
        """Places of the records that show a dataset, and what they show."""
        names: list[str] = []
        columns = False
        for record in records:
            names.append(record.title)
            for file in record.resources:
                names.append(file.url)
                if file.name:
                    names.append(file.name)
                if file.columns:
                    columns = True
        if columns or _SLUG_INSIDE.search("\n".join(names)):
            for number, record in enumerate(records):
                if shown := self._of(record):
                    yield number, shown

    def _of(self, record: Record) -> Shown:
        shown: dict[str, Found] = {}
        self._slugs_in(record.title, shown)
        for file in record.resources:
            self._slugs_in(file.name, shown)
            self._slugs_in(file.url, shown)
        for file in record.resources:
            for resemblance in self._columns.resembles(file.columns) if file.columns else ():
                said = (*shown[resemblance.dataset].evidence,) if resemblance.dataset in shown else ()
                weight = max(resemblance.weight, shown[resemblance.dataset].score if said else 0.0)
                shown[resemblance.dataset] = Found(weight, (*said, resemblance.evidence))
        return tuple(shown.items())

    def _slugs_in(self, name: str, shown: dict[str, Found]) -> None:
        if "_" in name:
            for slug in _SLUG.findall(name):
                target = self._target_of(slug.lower())
                if target is not None and target not in shown:
                    shown[target] = Found(_SLUG_WEIGHT, (f"ファイル名: {slug}（標準の名前）",))

    def _target_of(self, slug: str) -> str | None:
        while slug:
            if slug in self._slugs:
                return self._slugs[slug]
            slug = slug.rpartition("_")[0]
        return None
