"""What a repaired copy looks like: which columns it has, and where each of them comes from.

A file that is a standard dataset gets the columns of today's form in its order, those that it lacks left blank;
columns that the form does not know follow behind, so that nothing is lost. Any other file keeps its columns.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from registry.standards.answers import ColumnMatch, Mapped
from registry.standards.forms import ColumnKind, Form, FormColumn
from registry.standards.sheets import Heading
from registry.text.normalise import fold

AS_IS, RESPELT, RENAMED, JOINED, ADDED = (
    "そのまま", "見出しの書き方を直した", "新しい様式の名にした", "二つの列をつないだ", "空の列を加えた",
)  # fmt: skip

_PLAIN = FormColumn(name="", kind=ColumnKind.TEXT)

Match = tuple[ColumnMatch, FormColumn]


class Target(Struct, frozen=True, kw_only=True):
    """A column of the copy."""

    name: str
    column: FormColumn
    """What its values are."""
    sources: tuple[int, ...]
    """Places of the columns of the file, from 0; several are joined."""
    how: str

    def mapped(self, heading: Heading) -> Mapped:
        """For the report."""
        names = tuple(_named(heading, place) for place in self.sources)
        return Mapped(column=self.name, headings=names, how=self.how)


def plan_columns(
    heading: Heading, matches: Sequence[Match], form: Form | None, filled: Iterable[int]
) -> tuple[Target, ...]:
    """The columns of the copy; ``filled`` are the places of the columns that hold anything below the headings.

    ``form`` is today's form of the dataset that the file is, with ``matches`` against it, or None.
    """
    holding = set(filled)
    if form is None or not form.columns:
        return tuple(_kept(heading, matches, _places(heading, holding)))
    by_name: dict[str, list[int]] = {}
    for match, column in matches:
        if match.column is not None:
            by_name.setdefault(column.name, []).append(match.number - 1)
    headings = {fold(name): place for place, name in reversed(list(enumerate(heading.clean)))}
    targets: list[Target] = []
    used: set[int] = set()
    for column in form.columns:
        sources = tuple(by_name.get(column.name, ())[:1])
        parts = tuple(headings[fold(name)] for name in column.old_names if fold(name) in headings)
        if len(column.old_names) > 1 and len(parts) == len(column.old_names) and len(sources) < 2:
            sources = parts
        if not sources and column.inferred:
            continue
        targets.append(
            Target(name=column.name, column=column, sources=sources, how=_how(heading, column, sources))
        )
        used.update(sources)
    rest = [place for place in _places(heading, holding) if place not in used]
    return (*targets, *_kept(heading, matches, rest))


def _places(heading: Heading, holding: set[int]) -> list[int]:
    """Columns with a heading or a value."""
    named = {place for place, name in enumerate(heading.clean) if name.strip()}
    return sorted(named | holding)


def _kept(heading: Heading, matches: Sequence[Match], places: Iterable[int]) -> Iterable[Target]:
    columns = {match.number - 1: column for match, column in matches}
    for place in places:
        name = heading.clean[place] if place < len(heading.clean) else ""
        as_is = place < len(heading.names) and heading.names[place] == name
        yield Target(
            name=name,
            column=columns.get(place, _PLAIN),
            sources=(place,),
            how=AS_IS if as_is or not name else RESPELT,
        )


def _how(heading: Heading, column: FormColumn, sources: Sequence[int]) -> str:
    if not sources:
        return ADDED
    if len(sources) > 1:
        return JOINED
    written = heading.names[sources[0]]
    if written == column.name:
        return AS_IS
    return RENAMED if fold(written) in {fold(name) for name in column.old_names} else RESPELT


def _named(heading: Heading, place: int) -> str:
    name = heading.names[place] if place < len(heading.names) else ""
    return name or f"（{place + 1} 列目、見出しなし）"
