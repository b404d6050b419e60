"""The structural check as a table."""

from registry.graph.edges import RELATION_LABELS
from registry.graph.nodes import KIND_LABELS
from registry.graph.structure import CHECKS, StructureReport
from registry.render.tables import Table


def structure_table(report: StructureReport) -> Table:
    """Numbers of nodes and edges by kind; flaws as notes."""
    rows = [("節点", KIND_LABELS[kind], str(count)) for kind, count in report.kinds.items()]
    rows += [("辺", RELATION_LABELS[relation], str(count)) for relation, count in report.relations.items()]
    flaws = [f"{flaw.check} {CHECKS[flaw.check]}: {flaw.text}（{flaw.key}）" for flaw in report.flaws]
    return Table(
        title=f"グラフの構造（節点 {report.nodes:,}、辺 {report.edges:,}）",
        columns=("区分", "種類", "件数"),
        rows=tuple(rows),
        notes=tuple(flaws) or (f"構造の誤りはありません（調べたこと: {'、'.join(CHECKS.values())}）",),
    )
