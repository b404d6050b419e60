"""Indicators (KPI) of measures as cells of a plan."""

from registry.analysis.measure_answers import KpiLine
from registry.law.dates import format_fiscal_year, format_wareki
from registry.plan.document import FILL_IN, Text
from registry.plan.inputs import Writer


def one_line(text: str) -> str:
    """A text of several lines as one, as Japanese is joined."""
    return "".join(line.strip() for line in text.splitlines())


def indicator(kpi: KpiLine) -> Text:
    """Name and formula."""
    return Text(f"{kpi.name}（{kpi.formula}）" if kpi.formula else kpi.name)


def current_value(writer: Writer, kpi: KpiLine) -> Text:
    """The current value with its day and source; a counted one is grounded in the catalogue."""
    if kpi.counter and not kpi.current:
        return Text("確かめられていない")
    if not kpi.current:
        return Text(FILL_IN)
    said = f"{kpi.current}{kpi.unit}"
    if kpi.counter:
        keys = (
            writer.catalogue_keys() if kpi.source.startswith("公開データの目録") else (writer.measures_key(),)
        )
        when = f"（{format_wareki(kpi.current_on)}現在）" if kpi.current_on else ""
        return Text(f"{said}{when}", keys)
    when = f"{format_wareki(kpi.current_on)}現在" if kpi.current_on else "時点は確かめられていない"
    source = kpi.source or "出典は確かめられていない"
    return Text(f"{said}（{when}、{source}）", (writer.measures_key(),))


def target(kpi: KpiLine) -> Text:
    """The target with its unit."""
    return Text(f"{kpi.target}{kpi.unit}" if kpi.target else FILL_IN)


def due(kpi: KpiLine) -> Text:
    """The fiscal year of the target."""
    return Text(format_fiscal_year(kpi.due_fiscal_year) if kpi.due_fiscal_year is not None else FILL_IN)
