"""Rows of the information items: what stands in the columns, by what they are narrowed and ordered."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from registry.analysis.gap_matrix import all_findings, standing
from registry.analysis.gaps import Finding
from registry.publishing.answers import Filters, ItemAnswer, passes
from registry.publishing.verdicts import VERDICT_LABELS, Verdict
from registry.workspace.domain import TargetState
from tui.listing import Facet, Listing, ShownColumn
from tui.widgets.row_list import Cell, Column
from tui.words import CATALOGUE, IMPOSSIBLE, NO_CATALOGUE, STATE_ROLES, VERDICTS, short_year

if TYPE_CHECKING:
    from tui.session import Session

_VERDICT_ORDER = (Verdict.YES, Verdict.CONDITIONAL, Verdict.UNKNOWN, Verdict.NO)
_WHOLE = "本体"


class ItemLine(NamedTuple):
    """An item with all that its row shows."""

    item: ItemAnswer
    finding: Finding | None
    told: TargetState | None
    catalogue: bool
    """A catalogue has been imported."""
    pillars: tuple[tuple[str, str], ...]
    """Id and name of the pillars whose actions publish or use it."""


def item_lines(session: "Session") -> list[ItemLine]:
    """All items, in their own order."""
    from registry.analysis.targets import actions_with

    found: dict[str, Finding] = {}
    states: dict[str, TargetState] = {}
    catalogue = False
    if session.body is not None:
        gaps, holdings = session.gaps(), session.holdings()
        found = {finding.id: finding for finding in all_findings(gaps) if finding.kind == "item"}
        catalogue = bool(gaps.catalogues)
        if holdings is not None:
            states = {key[1]: state for key, state in holdings.states.items() if key[0] == "item"}
    names = {pillar.id: f"{pillar.number} {pillar.short}" for pillar in session.knowledge.plan.pillars}
    lines = []
    for item in session.publishable().items:
        pillars = {action.pillar: "" for action in actions_with(session.knowledge, "item", item.id)}
        lines.append(
            ItemLine(
                item,
                found.get(item.id),
                states.get(item.id),
                catalogue,
                tuple((pillar, names.get(pillar, pillar)) for pillar in sorted(pillars)),
            )
        )
    return lines


def item_listing(session: "Session") -> Listing[ItemLine]:
    """The list of items as the place shows it at first."""

    def rank(line: ItemLine, words: str) -> int | None:
        from registry.text.normalise import fold, matches

        known = session.knowledge.items.get(line.item.id)
        aliases = known.aliases if known is not None else ()
        if fold(line.item.name).startswith(fold(words)) or words == str(line.item.number):
            return 0
        if matches(words, (line.item.name, *aliases)):
            return 1
        told = (line.told.section, line.told.note) if line.told is not None else ()
        if matches(words, (*told, *line.item.holders, *line.item.ministries)):
            return 2
        return 3 if passes(line.item, Filters(text=words), session.view) else None

    return Listing(COLUMNS, FACETS, lambda line: line.item.id, rank)


def mode_text(item: ItemAnswer) -> str:
    """How the law opens it: the modes of the decisive provisions, with the scope where it is not the whole."""
    decisive = [basis for basis in item.legal_bases if basis.decisive and basis.mode]
    if not decisive:
        return "規定なし"
    modes = dict.fromkeys(mode for basis in decisive for mode in basis.mode.split("・"))
    scope = decisive[0].scope
    part = f"（{scope}）" if scope and scope != _WHOLE and len(scope) <= 3 else ""
    return "・".join(modes) + part


def _catalogue(line: ItemLine) -> Cell:
    if line.finding is None:
        return IMPOSSIBLE
    return CATALOGUE[line.finding.state] if line.catalogue else NO_CATALOGUE


def _state(line: ItemLine) -> str:
    """What holds of the item, as in the gaps; "" where it does not apply to the body."""
    if line.finding is not None:
        return standing(line.finding)
    return line.told.state if line.told is not None else ""


def _said(line: ItemLine) -> Cell:
    state = _state(line)
    return Cell(state or IMPOSSIBLE.text, STATE_ROLES.get(state, "") if line.told is not None else "dim")


def _number(line: ItemLine) -> tuple[bool, int, str]:
    number = line.item.number
    return isinstance(number, str), number if isinstance(number, int) else 0, str(number)


COLUMNS: Sequence[ShownColumn[ItemLine]] = (
    ShownColumn("number", Column("番", 3, right=True), lambda line: str(line.item.number), _number),
    ShownColumn(
        "name",
        Column("情報項目", 21, flexible=True),
        lambda line: Cell(line.item.name, "dim" if line.item.verdict is Verdict.NO else ""),
        lambda line: line.item.name,
    ),
    ShownColumn(
        "verdict",
        Column("判定", 9),
        lambda line: VERDICTS[line.item.verdict],
        lambda line: (_VERDICT_ORDER.index(line.item.verdict), _number(line)),
    ),
    ShownColumn(
        "catalogue",
        Column("目録", 12, stays=False),
        _catalogue,
        lambda line: (line.finding is None, line.finding.state if line.finding else "", _number(line)),
    ),
    ShownColumn(
        "mode",
        Column("公開の形", 12, stays=False),
        lambda line: mode_text(line.item),
        lambda line: (mode_text(line.item), _number(line)),
    ),
    ShownColumn(
        "section",
        Column("担当課", 10, stays=False),
        lambda line: line.told.section if line.told is not None else "",
        lambda line: (line.told is None, line.told.section if line.told is not None else "", _number(line)),
    ),
    ShownColumn(
        "state",
        Column("状態", 8, stays=False),
        _said,
        lambda line: (line.told is None, _state(line), _number(line)),
    ),
    ShownColumn(
        "holder",
        Column("保有", 16, stays=False),
        lambda line: line.item.holders[0] if line.item.holders else "",
        lambda line: (line.item.holders[:1], _number(line)),
    ),
    ShownColumn(
        "ministry",
        Column("所管", 14, stays=False),
        lambda line: "・".join(line.item.ministries),
        lambda line: (line.item.ministries, _number(line)),
    ),
    ShownColumn(
        "year",
        Column("目標", 8, right=True, stays=False),
        lambda line: short_year(line.told.fiscal_year) if line.told is not None else "",
        lambda line: (line.told.fiscal_year if line.told is not None else None) or 9999,
    ),
)


def _verdicts(line: ItemLine) -> Iterator[tuple[str, str]]:
    yield line.item.verdict.value, VERDICT_LABELS[line.item.verdict]


def _catalogues(line: ItemLine) -> Iterator[tuple[str, str]]:
    if line.finding is not None:
        cell = _catalogue(line)
        yield line.finding.state.value, cell.text[2:] if line.catalogue else cell.text


def _modes(line: ItemLine) -> Iterator[tuple[str, str]]:
    for mode in mode_text(line.item).partition("（")[0].split("・"):
        yield mode, mode


def _states(line: ItemLine) -> Iterator[tuple[str, str]]:
    state = _state(line)
    if state:
        yield state, state


FACETS: Sequence[Facet[ItemLine]] = (
    Facet("verdict", "判定", _verdicts),
    Facet("catalogue", "目録", _catalogues),
    Facet("state", "状態", _states),
    Facet("mode", "公開の形", _modes),
    Facet("pillar", "計画の柱", lambda line: line.pillars),
)
