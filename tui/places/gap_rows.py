"""Rows of the gaps: what stands in the columns, by what they are narrowed and ordered."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.analysis.gap_matrix import all_findings, standing
from registry.analysis.gaps import Finding, Gap, GapsAnswer, State
from registry.analysis.steps import plain_step
from registry.publishing.verdicts import VERDICT_LABELS
from tui.listing import Facet, Listing, ShownColumn
from tui.widgets.row_list import Cell, Column
from tui.words import (
    CATALOGUE,
    IMPOSSIBLE,
    NO_CATALOGUE,
    STATE_ROLES,
    VERDICTS,
    short_year,
)

_KINDS = {"item": "項目", "dataset": "標準"}
_LAST = 9_999


class GapLine(NamedTuple):
    """A target with all that its row shows."""

    finding: Finding
    catalogue: bool
    """A catalogue has been imported."""

    @property
    def published(self) -> bool:
        """True for what the catalogue has, or the body has said to be published."""
        return self.finding.state is State.PUBLISHED

    @property
    def rank(self) -> int | None:
        """Rank of a gap."""
        return self.finding.rank if isinstance(self.finding, Gap) else None


def gap_lines(answer: GapsAnswer) -> list[GapLine]:
    """Gaps by rank, what was ruled out, what is published."""
    return [GapLine(finding, bool(answer.catalogues)) for finding in all_findings(answer)]


def gap_listing() -> Listing[GapLine]:
    """The list of gaps as the place shows it at first: without what is published."""

    def rank(line: GapLine, words: str) -> int | None:
        from registry.text.normalise import fold, matches

        finding = line.finding
        if fold(finding.name).startswith(fold(words)) or words == str(finding.number):
            return 0
        if matches(words, (finding.name,)):
            return 1
        told = (finding.told.section, finding.told.note, finding.told.reason) if finding.told else ()
        return 2 if matches(words, (*told, next_step(finding), *reasons(finding))) else None

    return Listing(
        COLUMNS, FACETS, lambda line: line.finding.id, rank, at_first=lambda line: not line.published
    )


def next_step(finding: Finding) -> str:
    """What to do next, without the command; for what was ruled out its reason."""
    if isinstance(finding, Gap):
        return plain_step(finding.next_step)
    reason = finding.told.reason if finding.told is not None else ""
    return f"理由: {reason}" if reason else ""


def short_step(finding: Finding) -> str:
    """What to do next in the cells of a column; the whole stands below the list."""
    if not isinstance(finding, Gap):
        return next_step(finding)
    if finding.questions:
        return "問いに答える"
    if finding.review:
        return f"候補 {finding.review} 件を判断する"
    if finding.told is not None and finding.told.state == "公開予定":
        return "予定どおり公開する"
    return "担当課に有無を確かめる"


def reasons(finding: Finding) -> tuple[str, ...]:
    """Why it stands where it stands."""
    return finding.reasons if isinstance(finding, Gap) else ()


def _catalogue(line: GapLine) -> Cell:
    return CATALOGUE[line.finding.state] if line.catalogue else NO_CATALOGUE


def _section(line: GapLine) -> str:
    return line.finding.told.section if line.finding.told is not None else ""


def _year(line: GapLine) -> int | None:
    return line.finding.told.fiscal_year if line.finding.told is not None else None


def _state(line: GapLine) -> Cell:
    """What holds of a target, in the words of facet and matrix; dim where nobody has said it."""
    state = standing(line.finding)
    return Cell(state, "dim" if line.finding.told is None else STATE_ROLES.get(state, ""))


def _order(line: GapLine) -> tuple[bool, int]:
    return line.rank is None, line.rank or 0


def _verdict(line: GapLine) -> Cell:
    return VERDICTS[line.finding.verdict] if line.finding.verdict is not None else IMPOSSIBLE


def _verdict_order(line: GapLine) -> tuple[bool, str, tuple[bool, int]]:
    return line.finding.verdict is None, line.finding.verdict or "", _order(line)


def _section_order(line: GapLine) -> tuple[bool, str, tuple[bool, int]]:
    return not _section(line), _section(line), _order(line)


COLUMNS: Sequence[ShownColumn[GapLine]] = (
    ShownColumn("rank", Column("順", 3, right=True), lambda line: str(line.rank or ""), _order),
    ShownColumn(
        "kind",
        Column("種別", 4),
        lambda line: _KINDS[line.finding.kind],
        lambda line: (line.finding.kind != "item", _order(line)),
    ),
    ShownColumn(
        "number",
        Column("番", 3, right=True),
        lambda line: str(line.finding.number),
        lambda line: str(line.finding.number).rjust(6),
    ),
    ShownColumn(
        "name",
        Column("対象", 23, flexible=True),
        lambda line: line.finding.name,
        lambda line: line.finding.name,
    ),
    ShownColumn("verdict", Column("判定", 9), _verdict, _verdict_order),
    ShownColumn("catalogue", Column("目録", 12), _catalogue, lambda line: (line.finding.state, _order(line))),
    ShownColumn("state", Column("状態", 8), _state, lambda line: (_state(line).text, _order(line))),
    ShownColumn("section", Column("担当課", 10, stays=False), _section, _section_order),
    ShownColumn(
        "year",
        Column("目標", 7, right=True, stays=False),
        lambda line: short_year(_year(line)),
        lambda line: (_year(line) or _LAST, _order(line)),
    ),
    ShownColumn(
        "next",
        Column("次の一手", 24, stays=False),
        lambda line: short_step(line.finding),
        lambda line: short_step(line.finding),
    ),
)


def _kinds(line: GapLine) -> Iterator[tuple[str, str]]:
    yield line.finding.kind, {"item": "情報項目", "dataset": "標準データセット"}[line.finding.kind]


def _catalogues(line: GapLine) -> Iterator[tuple[str, str]]:
    cell = _catalogue(line)
    yield line.finding.state.value, cell.text[2:] if line.catalogue else cell.text


def _states(line: GapLine) -> Iterator[tuple[str, str]]:
    state = standing(line.finding)
    yield state, state


def _verdicts(line: GapLine) -> Iterator[tuple[str, str]]:
    if line.finding.verdict is not None:
        yield line.finding.verdict.value, VERDICT_LABELS[line.finding.verdict]


def _sections(line: GapLine) -> Iterator[tuple[str, str]]:
    if _section(line):
        yield _section(line), _section(line)


FACETS: Sequence[Facet[GapLine]] = (
    Facet("kind", "種別", _kinds),
    Facet("catalogue", "目録", _catalogues),
    Facet("state", "状態", _states),
    Facet("verdict", "判定", _verdicts),
    Facet("section", "担当課", _sections),
)
