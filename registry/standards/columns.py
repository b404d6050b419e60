"""Which column of a definition each heading of a file means, and the checks that the definition asks for."""

import re
from collections.abc import Callable, Sequence

from msgspec import structs

from registry.knowledge.datasets import Requirement
from registry.standards.aliases import aliases
from registry.standards.answers import ColumnMatch
from registry.standards.column_checks import CodesCheck, RequiredCheck
from registry.standards.comparison import compare
from registry.standards.forms import ColumnKind, Form, FormColumn
from registry.standards.kinds import kind_of
from registry.standards.sheets import Heading
from registry.standards.spelling import How, common_prefix, is_machine_name, key_of, loose_keys

__all__ = ["CodesCheck", "RequiredCheck", "compare", "match_columns"]

_GUESSED = (How.ALIAS, How.BY_VALUE)
_NARROW = frozenset(
    {ColumnKind.CODES, ColumnKind.FLAG, ColumnKind.PRESENCE, ColumnKind.PREFECTURE, ColumnKind.MUNICIPALITY}
)
"""Kinds that a body's own column seldom keeps to (区 is no 市区町村)."""

_LONGEST, _COMPARED = 300, 60
_SAMPLED = 50
_SHARE = 0.9
_COORDINATE = re.compile(r"[0-9]{2,3}\.[0-9]{3,}")
_LATITUDES, _LONGITUDES = (20.0, 46.5), (122.0, 154.5)


def match_columns(
    heading: Heading, sample: Sequence[Sequence[str]], form: Form | None
) -> tuple[tuple[ColumnMatch, FormColumn], ...]:
    """One pair for each column of the file, in its order.

    Surer ways come first, over all columns: the very name, another spelling, the name in the other generation, a
    name in use elsewhere, the values. A column of the form is given once; two columns of the earlier form that
    became one (都道府県名 and 市区町村名) share it. Without a form, or where nothing fits, the kind comes from the
    heading.
    """
    names = [(clean or name)[:_LONGEST] for clean, name in zip(heading.clean, heading.names, strict=True)]
    found: dict[int, tuple[FormColumn, How]] = {}
    if form is not None and form.columns:
        _Matching(names, heading.names, form, found).run()
        _by_values(names, sample, form, found)
    return tuple(
        _pair(at, heading.names[at], names[at], found.get(at), sample) for at in range(len(heading.names))
    )


def _pair(
    at: int, written: str, name: str, match: tuple[FormColumn, How] | None, sample: Sequence[Sequence[str]]
) -> tuple[ColumnMatch, FormColumn]:
    filled = any(at < len(row) and row[at].strip() for row in sample)
    if match is not None:
        column, how = match
        if how in _GUESSED and not is_machine_name(name, column.spellings):
            column = _as_guessed(column, name)
        return ColumnMatch(
            number=at + 1,
            heading=written,
            column=column.name,
            kind=str(column.kind),
            how=str(how),
            filled=filled,
        ), column
    kind = kind_of(name)
    if kind is ColumnKind.TEXT:
        kind = _coordinate(sample, at) or kind
    column = FormColumn(name=name, kind=kind)
    return ColumnMatch(
        number=at + 1, heading=written, column=None, kind=str(kind), how="", filled=filled
    ), column


_Candidates = Callable[[str], Sequence[FormColumn | None]]


def _as_guessed(column: FormColumn, name: str) -> FormColumn:
    """A column that was guessed asks for nothing, and its values are what the heading says, where it says it."""
    kind = kind_of(name)
    if kind is ColumnKind.TEXT and column.kind not in _NARROW:
        kind = column.kind
    return structs.replace(column, kind=kind, required=Requirement.UNKNOWN, values=())


class _Matching:
    """The ways of matching, one after another, over the columns that are left."""

    def __init__(
        self,
        names: Sequence[str],
        written: Sequence[str],
        form: Form,
        found: dict[int, tuple[FormColumn, How]],
    ) -> None:
        self._names = names
        self._written = written
        self._form = form
        self._found = found
        self._free = {column.name: column for column in form.columns}
        self._prefix = common_prefix(names)

    def run(self) -> None:
        self._exact()
        keys = {key_of(column.name): column for column in reversed(self._form.columns)}
        for column in self._form.columns:
            keys.setdefault(key_of(column.name.removeprefix(self._form.prefix)), column)
        self._each(lambda name: [keys.get(key_of(name))], How.SPELLING)
        self._each(lambda name: [keys.get(key_of(name.removeprefix(self._prefix)))], How.SPELLING)
        self._each(lambda name: [keys.get(key) for key in loose_keys(name)], How.SPELLING)
        spellings = {key_of(word): column for column in self._form.columns for word in column.spellings}
        self._each(lambda name: [spellings.get(key_of(name))], How.ALIAS)
        self._old_names()
        self._each(
            lambda name: [keys.get(key_of(word)) for word in aliases().get(key_of(name), ())], How.ALIAS
        )
        self._each_between()

    def _exact(self) -> None:
        for at, name in enumerate(self._names):
            written = self._written[at]
            column = self._free.get(written) or self._free.get(name)
            if column is not None:
                self._take(at, column, How.SAME if written == column.name else How.SPELLING)
            elif (bare := self._free.get(self._form.prefix + name)) is not None:
                self._take(at, bare, How.SAME)

    def _each(self, candidates: _Candidates, how: How) -> None:
        for at, name in enumerate(self._names):
            if at in self._found or not name:
                continue
            for column in candidates(name):
                if column is not None and column.name in self._free:
                    self._take(at, column, how)
                    break

    def _take(self, at: int, column: FormColumn, how: How) -> None:
        self._found[at] = (column, how)
        self._free.pop(column.name, None)

    def _old_names(self) -> None:
        """Names of the other generation; several old columns may have become one, which they then share."""
        old: dict[str, FormColumn] = {}
        for column in self._form.columns:
            for name in (*column.old_names, *column.new_names[:1]):
                old.setdefault(key_of(name), column)
        free = dict(self._free)
        for at, name in enumerate(self._names):
            other = old.get(key_of(name)) if at not in self._found and name else None
            if other is not None and other.name in free:
                self._take(at, other, How.OLD_NAME)
                if len(other.old_names) < 2:
                    free.pop(other.name)
                old.pop(key_of(name))

    def _each_between(self) -> None:
        """A heading that differs much, but stands between the two neighbours that the form has there too."""
        columns = self._form.columns
        place = {column.name: at for at, column in enumerate(columns)}
        for at in range(1, len(self._names) - 1):
            if (
                at in self._found
                or not self._names[at]
                or at - 1 not in self._found
                or at + 1 not in self._found
            ):
                continue
            before = place[self._found[at - 1][0].name]
            after = place[self._found[at + 1][0].name]
            if after - before == 2 and columns[before + 1].name in self._free:
                column = columns[before + 1]
                if _share_most(key_of(self._names[at]), key_of(column.name)):
                    self._take(at, column, How.SPELLING)


def _share_most(one: str, other: str) -> bool:
    """Three quarters of the characters of both, counted together, stand in the other too."""
    if len(one) > _COMPARED:
        return False
    common = sum(min(one.count(each), other.count(each)) for each in set(one))
    return bool(one and other) and 2 * common >= 0.75 * (len(one) + len(other))


def _by_values(
    names: Sequence[str],
    sample: Sequence[Sequence[str]],
    form: Form,
    found: dict[int, tuple[FormColumn, How]],
) -> None:
    """Latitude and longitude under a heading that says neither."""
    taken = {column.name for column, _ in found.values()}
    for kind in (ColumnKind.LATITUDE, ColumnKind.LONGITUDE):
        column = next((each for each in form.columns if each.kind is kind), None)
        if column is None or column.name in taken:
            continue
        for at in range(len(names)):
            if (
                at not in found
                and kind_of(names[at]) in (ColumnKind.TEXT, kind)
                and _coordinate(sample, at) is kind
            ):
                found[at] = (column, How.BY_VALUE)
                break


def _coordinate(sample: Sequence[Sequence[str]], at: int) -> ColumnKind | None:
    """LATITUDE or LONGITUDE where the cells of a column are decimal degrees in Japan."""
    cells = [row[at].strip() for row in sample[:_SAMPLED] if at < len(row) and row[at].strip()]
    if len(cells) < 2:
        return None
    degrees = [
        float(cell) for cell in cells if _COORDINATE.match(cell) and len(cell) < 24 and _is_number(cell)
    ]
    for kind, (low, high) in ((ColumnKind.LATITUDE, _LATITUDES), (ColumnKind.LONGITUDE, _LONGITUDES)):
        if sum(low <= each <= high for each in degrees) >= _SHARE * len(cells):
            return kind
    return None


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.replace(".", "", 1).isdigit()
