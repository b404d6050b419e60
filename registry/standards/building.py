"""Forms (様式) out of the knowledge of standard datasets: both generations, companion files, lists of values.

Names of columns that changed between the generations are linked both ways, so that a heading of the earlier
form is known in the form of today, and a file in the earlier form learns what replaced its columns.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from registry.knowledge.datasets import (
    Column,
    ColumnOrder,
    ColumnSet,
    CompanionFile,
    DatasetKind,
    DatasetsFile,
    StandardDataset,
)
from registry.knowledge.facts import Grade
from registry.knowledge.rules import CodeList
from registry.standards.forms import ColumnKind, Form, FormColumn
from registry.standards.kinds import kind_of

_REMEMBERED = 4
_MOSTLY = 0.6
_LISTED_KINDS = frozenset(
    {ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.CODES, ColumnKind.IDENTIFIER, ColumnKind.PRESENCE}
)
_SEVERAL = ";区切り"

_built: list[tuple[DatasetsFile, tuple[CodeList, ...], tuple[Form, ...]]] = []

_Links = Mapping[str, tuple[str, ...]]
_NO_LINKS: _Links = {}


def forms_of(datasets: DatasetsFile, code_lists: Sequence[CodeList] = ()) -> tuple[Form, ...]:
    """All forms of a knowledge, today's first; built once for each knowledge.

    ``code_lists`` (``knowledge.rules.code_lists``) gives the values of columns that name a list by its id;
    without them those columns go unchecked. Datasets whose columns nobody could read, and those that follow an
    external standard, are forms without columns: they are recognised by what they hold, never compared.
    """
    given = tuple(code_lists)
    for known, lists, forms in _built:
        if known is datasets and lists == given:
            return forms
    forms = tuple(_build(datasets, {codes.id: codes for codes in given}))
    _built.insert(0, (datasets, given, forms))
    del _built[_REMEMBERED:]
    return forms


def _build(datasets: DatasetsFile, lists: Mapping[str, CodeList]) -> Iterator[Form]:
    successor = {dataset.succeeds: dataset for dataset in datasets.datasets if dataset.succeeds}
    by_id = {dataset.id: dataset for dataset in datasets.datasets}
    for dataset in sorted(datasets.datasets, key=lambda each: each.kind is not DatasetKind.STANDARD):
        newer = successor.get(dataset.id)
        older = by_id.get(dataset.succeeds or "")
        old_names = _links(datasets, dataset, older, backwards=True) if older else _NO_LINKS
        new_names = _links(datasets, newer, dataset, backwards=False) if newer else _NO_LINKS
        columns = dataset.columns or ColumnSet(status=Grade.UNVERIFIED)
        build = partial(_column, lists, columns.status is Grade.VERIFIED, old_names, new_names)
        yield Form(
            id=dataset.id,
            dataset=newer.id if newer else dataset.id,
            name=newer.name if newer else dataset.name,
            kind=dataset.kind,
            columns=tuple(build(column) for column in columns.columns),
            ordered=columns.order is ColumnOrder.CONFIRMED,
            confirmed=bool(columns.columns) and columns.status is Grade.VERIFIED,
            prefix=_prefix(dataset.name, columns.columns),
        )
    for companion in datasets.companions:
        yield _companion(companion, lists)


def _companion(companion: CompanionFile, lists: Mapping[str, CodeList]) -> Form:
    build = partial(_column, lists, companion.status is Grade.VERIFIED, _NO_LINKS, _NO_LINKS)
    return Form(
        id=companion.id,
        dataset=companion.id,
        name=f"{companion.join_key.split('_')[0]}のファイル（{companion.file_name}）",
        kind=DatasetKind.STANDARD,
        columns=tuple(build(column) for column in companion.columns),
        ordered=False,
        confirmed=companion.status is Grade.VERIFIED,
        companion=companion.id,
    )


def _column(
    lists: Mapping[str, CodeList], confirmed: bool, old_names: _Links, new_names: _Links, column: Column
) -> FormColumn:
    kind = kind_of(column.name, column.type)
    values, closed = column.codes, True
    codes = lists.get(column.code_list or "")
    if codes is not None:
        values = tuple(entry.value for entry in codes.entries)
        closed = codes.closed and codes.status is Grade.VERIFIED
    if values == ("1",):
        kind = ColumnKind.FLAG
    elif values == ("有", "無"):
        kind = ColumnKind.PRESENCE
    elif values and kind in _LISTED_KINDS:
        kind = ColumnKind.CODES
    return FormColumn(
        name=column.name,
        kind=kind,
        required=column.required,
        inferred=column.inferred,
        values=values,
        several=_SEVERAL in (column.type or ""),
        unit=_unit(column.type),
        required_inferred=column.required_inferred,
        closed=closed,
        confirmed=confirmed,
        spellings=tuple(dict.fromkeys(name for name in (column.physical, column.english) if name)),
        old_names=old_names.get(column.name, ()),
        new_names=new_names.get(column.name, ()),
    )


def _unit(type_: str | None) -> str:
    if type_ is None or not type_.startswith("数値（"):
        return ""
    unit = type_[3:].rstrip("）")
    return "" if unit.startswith("半角") else unit


def _links(
    datasets: DatasetsFile, new: StandardDataset, old: StandardDataset, *, backwards: bool
) -> dict[str, tuple[str, ...]]:
    """Names of the other generation for each column: of the old form when ``backwards``, else of the new."""
    new_columns = {column.name for column in new.columns.columns} if new.columns else set()
    old_columns = {column.name for column in old.columns.columns} if old.columns else set()
    found: dict[str, tuple[str, ...]] = {}
    for rename in sorted(datasets.renames, key=lambda each: not each.datasets):
        if rename.datasets and new.id not in rename.datasets:
            continue
        targets = tuple(name for name in rename.new if name in new_columns)
        sources = tuple(name for name in rename.old if name in old_columns)
        if not targets or not sources:
            continue
        if backwards:
            if len(rename.new) == 1 or _is_whole(sources[0], rename.new[0], targets[0]):
                found.setdefault(targets[0], sources)
        else:
            for source in sources:
                found.setdefault(source, targets)
    if not backwards:
        for name in old_columns & new_columns:
            found.setdefault(name, (name,))
    return found


def _is_whole(source: str, first: str, target: str) -> bool:
    """Where one old column became several: True for the first, if it holds what the old one held (住所)."""
    kind = kind_of(source)
    return first == target and kind is not ColumnKind.TEXT and kind_of(target) is kind


def _prefix(name: str, columns: Sequence[Column]) -> str:
    """The word before the first underscore of most columns, where it is the dataset's own name."""
    words = Counter(column.name.split("_")[0] for column in columns if "_" in column.name)
    if not words:
        return ""
    word, count = words.most_common(1)[0]
    return f"{word}_" if count >= _MOSTLY * len(columns) and name.startswith(word) else ""
