"""Rows of the laws: what stands in the columns, by what they are narrowed and ordered."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from registry.knowledge.cards import ItemRef
from registry.knowledge.laws import Law
from registry.text.display import truncate, width
from tui.law_news import law_news, short_day
from tui.listing import Facet, Listing, ShownColumn
from tui.widgets.row_list import Cell, Column
from tui.words import grade_word

if TYPE_CHECKING:
    from tui.session import Session

_NOWHERE = (9999, "")
_ENDINGS = ("施行令", "施行規則")
_TITLE = 32
_DAY = 9
"""Cells of a day in a column."""


class LawLine(NamedTuple):
    """A law with all that its row shows, on the day in view."""

    law: Law
    title: str
    in_force: bool
    items: tuple[ItemRef, ...]
    """Information items that rest on it."""
    ministries: tuple[str, ...]
    version: date | None
    """Since when the revision is in force in which its provisions were read."""
    changed: date | None
    """Its latest change since the plan or within a year."""


def law_lines(session: "Session") -> list[LawLine]:
    """All laws: those of the items first, in the order of the items."""
    from registry.knowledge.cards import items_of_law

    view = session.view
    changed = {change.law: change.on for change in law_news(session).latest}
    lines = [
        LawLine(
            law,
            law.title_on(view.day),
            law.in_force_on(view.day),
            tuple(items_of_law(law, view)),
            tuple(ministry.name for ministry in view.ministries_of_law(law)),
            law.revision.in_force_since if law.revision is not None else None,
            changed.get(law.id),
        )
        for law in session.knowledge.laws.values()
    ]
    return sorted(lines, key=lambda line: (_first_item(line), line.title))


def _first_item(line: LawLine) -> tuple[int, str]:
    numbers = [
        (item.number, "") if isinstance(item.number, int) else (9998, item.number) for item in line.items
    ]
    return min(numbers, default=_NOWHERE)


def numbers_of(items: Sequence[ItemRef]) -> str:
    """Numbers of items, those in a row drawn together: 9-12・15."""
    whole = sorted(item.number for item in items if isinstance(item.number, int))
    runs: list[list[int]] = []
    for number in whole:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]}-{run[-1]}" if len(run) > 2 else "・".join(map(str, run)) for run in runs]
    return "・".join([*said, *(str(item.number) for item in items if not isinstance(item.number, int))])


def law_listing() -> Listing[LawLine]:
    """The list of laws as the place shows it at first."""

    def rank(line: LawLine, words: str) -> int | None:
        from registry.text.normalise import fold, matches

        law = line.law
        if fold(line.title).startswith(fold(words)):
            return 0
        names = (*(name.title for name in law.names), *(short.text for short in law.abbreviations))
        if matches(words, names):
            return 1
        told = (law.law_number, law.law_id or "", *line.ministries, *(item.name for item in line.items))
        return 2 if matches(words, told) else None

    return Listing(COLUMNS, FACETS, lambda line: line.law.id, rank)


def _title(line: LawLine) -> Cell:
    return Cell(_short(line.title), "" if line.in_force else "dim")


def _short(title: str) -> str:
    """A long title of an order without its middle, so that it is told from the title of its act."""
    ending = next((one for one in _ENDINGS if title.endswith(one)), "")
    if not ending or width(title) <= _TITLE:
        return title
    return truncate(title.removesuffix(ending), _TITLE - width(ending)) + ending


def _version(line: LawLine) -> Cell:
    if not line.in_force:
        return Cell("効力なし", "dim")
    day = short_day(line.version)
    return Cell(f"変 {day.rjust(_DAY)}", "caution") if line.changed else Cell(day)


COLUMNS: Sequence[ShownColumn[LawLine]] = (
    ShownColumn("title", Column("法令", 24, flexible=True), _title, lambda line: line.title),
    ShownColumn("items", Column("項目", 7, right=True), lambda line: numbers_of(line.items), _first_item),
    ShownColumn(
        "version",
        Column("読んだ版", 3 + _DAY, right=True),
        _version,
        lambda line: (line.version is None, -(line.version or date.min).toordinal()),
    ),
    ShownColumn(
        "changed",
        Column("変更", 9, right=True, stays=False),
        lambda line: Cell(short_day(line.changed), "caution"),
        lambda line: (line.changed is None, -(line.changed or date.min).toordinal()),
    ),
    ShownColumn(
        "status",
        Column("確認", 6, stays=False),
        lambda line: grade_word(line.law.status),
        lambda line: line.law.status,
    ),
    ShownColumn(
        "kind",
        Column("種類", 6, stays=False),
        lambda line: line.law.kind.value,
        lambda line: (line.law.kind, line.title),
    ),
    ShownColumn(
        "ministry",
        Column("所管", 16, stays=False),
        lambda line: "・".join(line.ministries),
        lambda line: (line.ministries, line.title),
    ),
)


def _uses(line: LawLine) -> Iterator[tuple[str, str]]:
    yield ("yes", "情報項目が使う") if line.items else ("no", "使う情報項目はない")


def _changes(line: LawLine) -> Iterator[tuple[str, str]]:
    if line.changed is not None:
        yield "yes", "変わった"


FACETS: Sequence[Facet[LawLine]] = (
    Facet("changed", "変更", _changes),
    Facet("uses", "使い道", _uses),
    Facet("kind", "種類", lambda line: ((line.law.kind.value, line.law.kind.value),)),
    Facet("ministry", "所管", lambda line: ((name, name) for name in line.ministries)),
)
