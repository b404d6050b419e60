"""Indicators that the program counts itself: from the imported catalogue and from the measures.

Their values are never typed or stored: they are worked out when they are asked for, with day and source.
Whether published files pass the check is stored nowhere, so that no counter tells it.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from registry.analysis.holdings import CatalogueSource, read_holdings, sources_of
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import FactKey
from registry.publishing.verdicts import Answer
from registry.text.normalise import fold
from registry.workspace.domain import Measure, RecordTally

if TYPE_CHECKING:
    from registry.analysis.gaps import Coverage, GapsAnswer
    from registry.workspace.repository import Workspace

_JAPAN = timezone(timedelta(hours=9))
COVERED_FROM = 2
"""Measures with a target from which a pillar or a cell of the matrix counts as covered."""


class Counter(Struct, frozen=True, kw_only=True):
    """What the program can count for an indicator."""

    id: str
    name: str
    unit: str
    formula: str
    basis: Literal["catalogue", "measures"]
    """What it is counted from."""


class Counted(Struct, frozen=True, kw_only=True):
    """The value of a counter; "" where it cannot be counted, and then ``missing`` says why."""

    value: str = ""
    on: date | None = None
    source: str = ""
    missing: str = ""


COUNTERS: tuple[Counter, ...] = (
    Counter(
        id="items_published",
        name="公開を確認した情報項目数",
        unit="項目",
        formula="判定が公開可・条件付の情報項目のうち、目録か公開の状態の登録で公開を確認した数",
        basis="catalogue",
    ),
    Counter(
        id="items_share",
        name="情報項目の公開率",
        unit="%",
        formula="公開を確認した情報項目数÷判定が公開可・条件付の情報項目数",
        basis="catalogue",
    ),
    Counter(
        id="datasets_published",
        name="公開を確認した標準データセット数",
        unit="種",
        formula="標準データセットのうち、目録か公開の状態の登録で公開を確認した種数",
        basis="catalogue",
    ),
    Counter(
        id="datasets_share",
        name="標準データセット充足率",
        unit="%",
        formula="公開を確認した標準データセット数÷対象とする標準データセット数",
        basis="catalogue",
    ),
    Counter(
        id="records",
        name="目録に載る公開データ数",
        unit="件",
        formula="取り込んだ目録の記録の数（目録から消えたものを除く）",
        basis="catalogue",
    ),
    Counter(
        id="records_with_licence",
        name="利用条件の分かる公開データ数",
        unit="件",
        formula="目録の記録のうち、利用条件（ライセンス）が書かれ、その種類が分かるものの数",
        basis="catalogue",
    ),
    Counter(
        id="share_with_licence",
        name="利用条件の明示率",
        unit="%",
        formula="利用条件の分かる公開データ数÷目録に載る公開データ数",
        basis="catalogue",
    ),
    Counter(
        id="records_with_frequency",
        name="更新頻度の分かる公開データ数",
        unit="件",
        formula="目録の記録のうち、更新頻度が書かれたものの数",
        basis="catalogue",
    ),
    Counter(
        id="share_with_frequency",
        name="更新頻度の明示率",
        unit="%",
        formula="更新頻度の分かる公開データ数÷目録に載る公開データ数",
        basis="catalogue",
    ),
    Counter(
        id="measures_with_target",
        name="目標を定めた個別施策数",
        unit="施策",
        formula="目標値のある KPI を一つ以上持つ個別施策の数",
        basis="measures",
    ),
    Counter(
        id="pillars_covered",
        name="施策のそろった柱の数",
        unit="柱",
        formula=f"目標を定めた個別施策が{COVERED_FROM}つ以上ある柱の数（5つの柱のうち）",
        basis="measures",
    ),
    Counter(
        id="cells_covered",
        name="施策のそろった升目の数",
        unit="升",
        formula=f"柱と重点分野の升目のうち、目標を定めた個別施策が{COVERED_FROM}つ以上あるものの数",
        basis="measures",
    ),
)
"""Every counter, in the order in which they are listed."""

_BY_ID = {counter.id: counter for counter in COUNTERS}
_NO_CATALOGUE = Counted(missing="目録がまだ取り込まれていません")
_NO_RECORDS = Counted(missing="目録に記録がありません")
_MEASURES = "個別施策の登録"


def counter_named(name: str) -> Counter | None:
    """The counter that counts just what an indicator of this name says; None when there is none."""
    wanted = fold(name)
    return next((counter for counter in COUNTERS if fold(counter.name) == wanted), None)


def known_counter(counter_id: str) -> Counter | None:
    """The counter of that id; None for one that this release does not know."""
    return _BY_ID.get(counter_id)


def find_counter(text: str) -> Counter:
    """The counter of that id or name.

    Raises UsageError when there is none.
    """
    found = _BY_ID.get(text.strip().lower()) or counter_named(text)
    if found is None:
        raise UsageError(
            f"集計「{text}」はありません",
            why="使える集計: " + "、".join(f"{counter.id}（{counter.name}）" for counter in COUNTERS),
            mend="konkyo plan measures counters で一覧を見てください",
        )
    return found


def has_target(measure: Measure) -> bool:
    """True when one of the indicators of a measure has a target."""
    return any(kpi.target for kpi in measure.kpis)


class Counting:
    """Counts for one body on one day; what a counter needs is read when it is first asked for."""

    def __init__(
        self,
        store: "Workspace",
        view: KnowledgeAt,
        body: Body,
        measures: Iterable[Measure],
        gaps: "GapsAnswer | None" = None,
    ) -> None:
        """``gaps``: those of the body on the day, where the caller has worked them out already."""
        self._store = store
        self._view = view
        self._body = body
        self._with_target = [measure for measure in measures if has_target(measure)]
        self._given = gaps

    def __call__(self, counter_id: str) -> Counted:
        """The value of a counter; an unknown id counts nothing."""
        if counter_id not in _BY_ID:
            return Counted(missing=f"集計 {counter_id} は、この版の konkyo にありません")
        if _BY_ID[counter_id].basis == "measures":
            number = _FROM_MEASURES[counter_id](self._with_target)
            return Counted(value=str(number), on=self._view.day, source=_MEASURES)
        if not self._catalogues:
            return _NO_CATALOGUE
        return self._from_catalogue(counter_id)

    def _from_catalogue(self, counter_id: str) -> Counted:
        if counter_id in _FROM_RECORDS:
            if not self._tally.records:
                return _NO_RECORDS
            return self._counted(_FROM_RECORDS[counter_id](self._tally))
        both = self._gaps.coverage
        coverage = both.items if counter_id.startswith("items") else both.datasets
        if not counter_id.endswith("_share"):
            return self._counted(str(coverage.published))
        if coverage.ratio is None:
            return Counted(missing="対象がありません")
        return self._counted(_percent(coverage))

    def _counted(self, value: str) -> Counted:
        days = [(source, source.imported_at.astimezone(_JAPAN).date()) for source in self._catalogues]
        shown = "、".join(
            f"「{source.file_name}」（{day} 取込み、{source.records} 件）" for source, day in days
        )
        return Counted(value=value, on=max(day for _, day in days), source=f"公開データの目録{shown}")

    @cached_property
    def _catalogues(self) -> tuple[CatalogueSource, ...]:
        if self._given is not None:
            return self._given.catalogues
        return sources_of(self._store.imports(self._body.code))

    @cached_property
    def _tally(self) -> RecordTally:
        return self._store.tally_records(self._body.code)

    @cached_property
    def _gaps(self) -> "GapsAnswer":
        if self._given is not None:
            return self._given
        from registry.analysis.gaps import find_gaps

        told = {
            FactKey(fact.fact_key): Answer(fact.answer)
            for fact in self._store.facts(self._body.code)
            if fact.fact_key in list(FactKey)
        }
        holdings = read_holdings(self._store, self._body.code, shown=0)
        return find_gaps(self._view, self._body, told, None, holdings)


def _percent(coverage: "Coverage") -> str:
    return f"{(coverage.ratio or 0) * 100:.1f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f}"


def _pillars(measures: list[Measure]) -> int:
    return _crowded(pillar for measure in measures for pillar in set(measure.pillars))


def _cells(measures: list[Measure]) -> int:
    return _crowded(
        (pillar, field)
        for measure in measures
        for pillar in set(measure.pillars)
        for field in set(measure.priority_fields)
    )


def _crowded(places: Iterable[object]) -> int:
    counts: dict[object, int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    return sum(1 for number in counts.values() if number >= COVERED_FROM)


_FROM_MEASURES: dict[str, Callable[[list[Measure]], int]] = {
    "measures_with_target": len,
    "pillars_covered": _pillars,
    "cells_covered": _cells,
}
_FROM_RECORDS: dict[str, Callable[[RecordTally], str]] = {
    "records": lambda tally: str(tally.records),
    "records_with_licence": lambda tally: str(tally.with_licence),
    "share_with_licence": lambda tally: _share(tally.with_licence, tally.records),
    "records_with_frequency": lambda tally: str(tally.with_frequency),
    "share_with_frequency": lambda tally: _share(tally.with_frequency, tally.records),
}
