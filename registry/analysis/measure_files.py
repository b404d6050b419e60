"""Taking measures in from a file: YAML or JSON as people write it, CSV or Excel as it was exported."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, structs

from registry.analysis.measure_answers import MeasuresImport
from registry.analysis.measure_columns import (
    ACTION,
    NUMBER,
    TITLE,
    VERSION,
    Entry,
    cell_of,
    changes_of,
    heading_of,
    tells_kpis,
    tells_schedule,
)
from registry.analysis.measure_edit import changed_measure, new_measure
from registry.analysis.table_files import tables_in, unguarded
from registry.catalogue.encoding import decode
from registry.catalogue.limits import MAX_DOCUMENT_BYTES
from registry.catalogue.source import Source
from registry.catalogue.tables import Row
from registry.errors import InputError, UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.publishing.answers import body_ref
from registry.workspace.domain import Measure

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

_HEADING_ROWS = 10
"""Rows among which the headings must stand."""
_MOST = 2_000
"""Measures of a file; more are taken for a slip."""


class MeasureFile(Struct, frozen=True, kw_only=True):
    """A file that was read whole."""

    name: str
    entries: tuple[Entry, ...]
    ignored: tuple[str, ...]
    """Headings and keys that are not known."""


def read_measures(path: Path) -> MeasureFile:
    """Read a file of measures; its ending tells YAML and JSON, its content CSV and Excel.

    Raises InputError, with the place, for a file that cannot be read or holds no measures.
    """
    with Source(path) as source:
        if path.suffix.lower() in (".yaml", ".yml", ".json"):
            entries, ignored = _from_members(_members(source), source.where)
        else:
            entries, ignored = _from_rows((table.rows for table in tables_in(source)), source.where)
    if not entries:
        raise InputError(
            "個別施策が一件もありません", where=source.where, mend="一行に一つの個別施策を書いてください"
        )
    if len(entries) > _MOST:
        raise InputError(
            "個別施策が多すぎます",
            where=source.where,
            why=f"{len(entries):,} 件あります（{_MOST:,} 件まで）",
            mend="ファイルを確かめてください",
        )
    return MeasureFile(name=path.name, entries=entries, ignored=ignored)


def take_measures(
    store: "Workspace", view: KnowledgeAt, body: Body, file: MeasureFile, *, now: datetime, actor: str = ""
) -> MeasuresImport:
    """Store the measures of a file as one change: all of them, or none.

    A measure with a number is changed where the file has the column, one without is new. Raises InputError with
    the place for what cannot be read, EditConflict when a measure was changed since it was exported.
    """
    stored = {measure.measure_id: measure for measure in store.measures(body.code)}
    ready = [_measure(entry, stored, view, file.name) for entry in file.entries]
    twice = _twice(measure.measure_id for measure, _ in ready)
    if twice:
        raise InputError(
            f"番号 {twice} の個別施策が二度書かれています",
            where=file.name,
            mend="どちらか一つを消してください",
        )
    numbers, updated, unchanged = [], 0, 0
    with store.together(body.code, f"個別施策を取込み（{len(ready)} 件）", now=now, actor=actor):
        for measure, version in ready:
            saved = store.save_measure(body.code, measure, now=now, actor=actor, expected_version=version)
            numbers.append(saved.measure_id)
            before = stored.get(saved.measure_id)
            if before is not None:
                same = saved.row_version == before.row_version
                unchanged, updated = unchanged + same, updated + (not same)
    return MeasuresImport(
        body=body_ref(body),
        file_name=file.name,
        added=len(ready) - updated - unchanged,
        updated=updated,
        unchanged=unchanged,
        numbers=tuple(numbers),
        ignored=file.ignored,
    )


def _measure(
    entry: Entry, stored: dict[int, Measure], view: KnowledgeAt, name: str
) -> tuple[Measure, int | None]:
    """The measure that an entry makes, and the version that must still be there."""
    where = f"{name} の {entry.where}"
    number = _whole(entry, NUMBER, where)
    version = _whole(entry, VERSION, where)
    try:
        if number is None:
            return new_measure(view, changes_of(entry, new=True)), None
        if number not in stored:
            raise UsageError(
                f"番号 {number} の個別施策はありません",
                mend="番号を直すか、新しい個別施策なら番号を空にしてください",
            )
        measure = stored[number]
        if tells_kpis(entry):
            measure = structs.replace(measure, kpis=())
        if tells_schedule(entry):
            measure = structs.replace(measure, schedule={})
        changed = changed_measure(view, measure, changes_of(entry, new=False))
        return changed, stored[number].row_version if version is None else version
    except UsageError as problem:
        place = f"{where}（{problem.where}）" if problem.where else where
        raise InputError(problem.what, where=place, why=problem.why, mend=problem.mend) from problem


def _whole(entry: Entry, heading: str, where: str) -> int | None:
    text = entry.told.get(heading, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise InputError(
            f"{heading}「{text}」は数ではありません", where=where, mend="数だけを書くか、空にしてください"
        )
    return int(text)


def _twice(numbers: Iterable[int]) -> int:
    seen: set[int] = set()
    for number in numbers:
        if number and number in seen:
            return number
        seen.add(number)
    return 0


def _members(source: Source) -> list[Any]:
    """The entries of a YAML or JSON file: a list, or a mapping with the list under 個別施策."""
    text = decode(source.read_all(MAX_DOCUMENT_BYTES, "ファイル"), source.where).text
    if source.path.suffix.lower() == ".json":
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as problem:
            raise InputError(
                "JSON として読めません", where=source.where, why=str(problem), mend="書き出し直してください"
            ) from problem
    else:
        from registry.knowledge.yaml_text import YamlProblem, read_yaml

        try:
            data = read_yaml(text).data
        except YamlProblem as problem:
            raise InputError(
                "YAML として読めません",
                where=f"{source.where} の {problem.line} 行目",
                why=problem.message,
                mend=problem.mend,
            ) from problem
    if isinstance(data, dict) and isinstance(data.get("個別施策"), list):
        data = data["個別施策"]
    if not isinstance(data, list):
        raise InputError(
            "個別施策の一覧がありません",
            where=source.where,
            mend="「- 施策名: …」のように、一つずつを一覧にして書いてください",
        )
    return data


def _from_members(members: list[Any], where: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    entries, ignored = [], dict[str, None]()
    for place, member in enumerate(members, start=1):
        if not isinstance(member, dict):
            raise InputError(
                "個別施策が項目と値の組ではありません",
                where=f"{where} の {place} 番目",
                mend="「施策名: …」のように書いてください",
            )
        told: dict[str, str] = {}
        for key, value in member.items():
            heading = heading_of(str(key))
            if heading is None:
                ignored[str(key)] = None
                continue
            try:
                told[heading] = cell_of(heading, value)
            except UsageError as problem:
                raise InputError(
                    problem.what, where=f"{where} の {place} 番目", mend=problem.mend
                ) from problem
        entries.append(Entry(where=f"{place} 番目", told=told))
    return tuple(entries), tuple(ignored)


def _from_rows(tables: Iterator[Iterator[Row]], where: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of the first table that has headings of measures."""
    for rows in tables:
        for row in islice(rows, _HEADING_ROWS):
            headings = [heading_of(cell) for cell in row.cells]
            if {TITLE, ACTION, NUMBER} & set(headings):
                ignored = [cell for cell, known in zip(row.cells, headings, strict=True) if not known]
                return tuple(_entries(rows, headings)), tuple(cell for cell in ignored if cell.strip())
    raise InputError(
        "個別施策の見出しの行が見つかりません",
        where=where,
        why=f"先頭の {_HEADING_ROWS} 行に「{TITLE}」「{ACTION}」「{NUMBER}」のどれもありません",
        mend="konkyo plan measures columns で、列の見出しと書き方を見てください",
    )


def _entries(rows: Iterator[Row], headings: list[str | None]) -> Iterator[Entry]:
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        cells = (*row.cells, *[""] * (len(headings) - len(row.cells)))
        told = {
            heading: unguarded(cell)
            for heading, cell in zip(headings, cells, strict=False)
            if heading is not None
        }
        yield Entry(where=f"{row.number} 行目", told=told)
