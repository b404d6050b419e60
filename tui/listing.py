"""How a list is narrowed and ordered: words, facets, column of order, hidden columns. Knows nothing of the screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from tui.widgets.row_list import Cell, Column, Row

Line = TypeVar("Line")
_IN_A_CELL = 99
"""Fits less than all that the rank of a list finds."""


class ShownColumn(NamedTuple, Generic[Line]):
    """A column: how it looks, what stands in it, by what it is ordered."""

    id: str
    column: Column
    cell: Callable[[Line], Cell | str]
    order: Callable[[Line], Any]


class Facet(NamedTuple, Generic[Line]):
    """A group of conditions; ``values`` gives key and words of what holds for a line."""

    id: str
    title: str
    values: Callable[[Line], Iterable[tuple[str, str]]]


class FacetValue(NamedTuple):
    """A condition that can be chosen."""

    key: str
    title: str
    """Of its group."""
    words: str
    records: int


@dataclass
class Listing(Generic[Line]):
    """The state of one list."""

    columns: Sequence[ShownColumn[Line]]
    facets: Sequence[Facet[Line]]
    key: Callable[[Line], str]
    rank: Callable[[Line, str], int | None]
    """How well a line fits the words: 0 best; None not at all."""
    at_first: Callable[[Line], bool] = lambda _: True
    """Which lines are shown while neither words nor facets are given and not ``everything`` is wanted."""
    everything: bool = False
    words: str = ""
    chosen: frozenset[str] = frozenset()
    """Keys of the conditions: within a group any of them, every group."""
    order: str = ""
    """Id of the column; "" for the order in which the lines come."""
    backwards: bool = False
    hidden: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    """Keys of the only lines to show, with ``only_title``; None: no such restriction."""
    only_title: str = ""

    def shown(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that pass, in order."""
        found = [line for line in lines if self._passes(line)]
        column = next((one for one in self.columns if one.id == self.order), None)
        if column is not None:
            found.sort(key=column.order, reverse=self.backwards)
        elif self.words:
            found.sort(key=lambda line: self._fit(line) or 0)
        return found

    def left_out(self, lines: Iterable[Line]) -> int:
        """How many lines ``at_first`` keeps back now."""
        if self.everything or self.narrowed:
            return 0
        return sum(not self.at_first(line) for line in lines)

    def _fit(self, line: Line) -> int | None:
        """How well a line fits the words, which may stand in any of its cells."""
        found = self.rank(line, self.words)
        if found is not None:
            return found
        from registry.text.normalise import matches

        cells = (column.cell(line) for column in self.columns)
        seen = [cell if isinstance(cell, str) else cell.text for cell in cells]
        return _IN_A_CELL if all(matches(word, seen) for word in self.words.split()) else None

    def _passes(self, line: Line) -> bool:
        if self.only is not None and self.key(line) not in self.only:
            return False
        if not (self.narrowed or self.everything) and not self.at_first(line):
            return False
        for facet in self.facets:
            wanted = {key for key in self.chosen if key.startswith(f"{facet.id}:")}
            if wanted and not wanted & {f"{facet.id}:{key}" for key, _ in facet.values(line)}:
                return False
        return not self.words or self._fit(line) is not None

    def options(self, lines: Sequence[Line]) -> list[FacetValue]:
        """All conditions with the number of lines that meet them."""
        counts: dict[str, tuple[str, str, int]] = {}
        for facet in self.facets:
            for line in lines:
                for key, words in dict(facet.values(line)).items():
                    name = f"{facet.id}:{key}"
                    counts[name] = (facet.title, words, counts.get(name, ("", "", 0))[2] + 1)
        return [FacetValue(key, title, words, count) for key, (title, words, count) in counts.items()]

    def visible(self) -> list[ShownColumn[Line]]:
        """The columns that are not hidden."""
        return [one for one in self.columns if one.id not in self.hidden]

    def rows(self, lines: Iterable[Line]) -> list[Row]:
        """Rows for a list under ``visible`` columns."""
        columns = self.visible()
        return [Row(self.key(line), [column.cell(line) for column in columns]) for line in lines]

    @property
    def narrowed(self) -> bool:
        """True while some lines may be left out."""
        return bool(self.words or self.chosen or self.only is not None)

    def clear(self) -> None:
        """Show all lines."""
        self.words, self.chosen, self.only, self.only_title = "", frozenset(), None, ""

    def says(self, options: Sequence[FacetValue], otherwise: str = "なし") -> str:
        """Filter and order, for the second line; ``otherwise``: what is said where nothing is narrowed."""
        parts = [self.only_title] if self.only is not None else []
        by_title: dict[str, list[str]] = {}
        for option in options:
            if option.key in self.chosen:
                by_title.setdefault(option.title, []).append(option.words)
        parts += [f"{title}={'・'.join(words)}" for title, words in by_title.items()]
        parts += [f"「{self.words}」"] if self.words else []
        order = next((one.column.title for one in self.columns if one.id == self.order), "")
        turned = "（逆）" if self.backwards else ""
        sorted_by = f"  並び: {order}{turned}" if order else ""
        return (
            f"絞り込み: {'、'.join(parts)}（Esc で外す）{sorted_by}"
            if parts
            else f"絞り込み: {otherwise}{sorted_by}"
        )

    def remember(self) -> dict[str, Any]:
        """What to find again at the next start."""
        return {
            "facets": sorted(self.chosen),
            "order": self.order,
            "backwards": self.backwards,
            "hidden": sorted(self.hidden),
            "everything": self.everything,
        }

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Take over what ``remember`` gave; what does not fit is passed over."""
        columns = {one.id for one in self.columns}
        facets = kept.get("facets")
        groups = tuple(f"{facet.id}:" for facet in self.facets)
        self.chosen = frozenset(
            one
            for one in (facets if isinstance(facets, list) else [])
            if isinstance(one, str) and one.startswith(groups)
        )
        order = kept.get("order")
        self.order = order if order in columns else ""
        self.backwards = kept.get("backwards") is True
        hidden = kept.get("hidden")
        self.hidden = frozenset(one for one in (hidden if isinstance(hidden, list) else []) if one in columns)
        self.everything = kept.get("everything") is True
        self.words, self.only, self.only_title = "", None, ""
