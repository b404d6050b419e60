"""Targets by what they are and by what is said of them: the matrix of a body's gaps."""

from collections.abc import Iterable

from msgspec import Struct

from registry.analysis.gaps import STATE_LABELS, Finding, GapsAnswer, State
from registry.publishing.verdicts import VERDICT_LABELS, Verdict
from registry.workspace.domain import STATES

UNSAID = "未設定"
COLUMNS: tuple[str, ...] = (UNSAID, "検討中", "公開予定", "公開済", "対象外")


class MatrixRow(Struct, frozen=True, kw_only=True):
    """One group of targets; ``cells`` hold the ids of its targets, one cell for each of ``COLUMNS``."""

    label: str
    kind: str
    """item or dataset; "" for the sum of both."""
    part: bool
    """True: part of the row above it that is none, in whose numbers it is counted already."""
    cells: tuple[tuple[str, ...], ...]

    @property
    def total(self) -> int:
        """All targets of the row."""
        return sum(len(cell) for cell in self.cells)


class GapMatrix(Struct, frozen=True, kw_only=True):
    """Rows: information items, by verdict; standard datasets, by what the catalogue shows; both together."""

    columns: tuple[str, ...] = COLUMNS
    rows: tuple[MatrixRow, ...]


def all_findings(answer: GapsAnswer) -> tuple[Finding, ...]:
    """Gaps by rank, then what was ruled out, then what is published."""
    return (*answer.gaps, *answer.ruled_out, *answer.published)


def standing(finding: Finding) -> str:
    """What holds of a target: what the body says, else 公開済 when the catalogue has it, else 未設定."""
    if finding.told is not None and finding.told.state in STATES:
        return finding.told.state
    return "公開済" if finding.state is State.PUBLISHED else UNSAID


def gap_matrix(answer: GapsAnswer) -> GapMatrix:
    """The matrix of all targets of an answer."""
    findings = all_findings(answer)
    items = [finding for finding in findings if finding.kind == "item"]
    datasets = [finding for finding in findings if finding.kind == "dataset"]
    rows = [_row("情報項目", "item", items)]
    for verdict in (Verdict.YES, Verdict.CONDITIONAL, Verdict.UNKNOWN):
        part = [finding for finding in items if finding.verdict is verdict]
        rows.append(_row(VERDICT_LABELS[verdict], "item", part, part=True))
    rows.append(_row("標準データセット", "dataset", datasets))
    for state in (State.NOT_FOUND, State.UNCERTAIN, State.PUBLISHED):
        part = [finding for finding in datasets if finding.state is state]
        rows.append(_row(STATE_LABELS[state], "dataset", part, part=True))
    rows.append(_row("合計", "", findings))
    return GapMatrix(rows=tuple(rows))


def _row(label: str, kind: str, findings: Iterable[Finding], *, part: bool = False) -> MatrixRow:
    cells: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for finding in findings:
        cells[standing(finding)].append(finding.id)
    return MatrixRow(label=label, kind=kind, part=part, cells=tuple(map(tuple, cells.values())))
