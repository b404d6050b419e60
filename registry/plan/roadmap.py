"""年度別の工程: what is done in which fiscal year."""

from collections.abc import Iterator

from registry.law.dates import format_fiscal_year
from registry.plan.document import FILL_IN, Block, Grid, Text
from registry.plan.indicators import one_line
from registry.plan.inputs import Place, Writer


def roadmap(writer: Writer, place: Place) -> Iterator[Block]:
    """One row per measure and per planned publication, one column per fiscal year of the period.

    Without a period, the years are those of the schedules; without any year there is no table.
    """
    planned = _publications(writer)
    years = _years(writer, {year for _, year, _ in planned})
    if not years or not (writer.measures or planned):
        return
    rows = []
    outside = False
    for measure in writer.measures:
        told = {int(year): one_line(what) for year, what in measure.schedule.items()}
        outside = outside or any(year not in years for year in told)
        cells = [Text(told.get(year, "―") if told else FILL_IN) for year in years]
        rows.append((Text(f"施策{measure.number} {measure.title}"), *cells))
    for name, due, state in planned:
        outside = outside or due not in years
        rows.append((Text(f"公開: {name}"), *(Text(state if year == due else "―") for year in years)))
    keys = [writer.measures_key()] if writer.measures else []
    if planned:
        keys.append(writer.states_key())
    sentence = "この表の外の年度の予定は、施策票及び公開するデータの一覧に〔示す|示します〕。"
    yield Grid(
        id=f"{place.base}/years",
        caption="年度別の工程",
        columns=("施策", *(format_fiscal_year(year) for year in years)),
        rows=tuple(rows),
        grounds=tuple(keys),
        notes=(Text(writer.say(sentence)),) if outside else (),
    )


def _publications(writer: Writer) -> list[tuple[str, int, str]]:
    """Name, fiscal year and state of every target that the body plans to publish in a year."""
    return [
        (gap.name, gap.told.fiscal_year, gap.told.state)
        for gap in writer.inputs.gaps.gaps
        if gap.told is not None and gap.told.fiscal_year is not None
    ]


def _years(writer: Writer, planned: set[int]) -> tuple[int, ...]:
    period = writer.inputs.period
    if period is not None:
        return tuple(range(period[0], period[1] + 1))
    told = planned | {int(year) for measure in writer.measures for year in measure.schedule}
    return tuple(sorted(told))
