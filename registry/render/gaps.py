"""Tables of gaps and coverage."""

from registry.analysis.gaps import STATE_LABELS, Coverage, Gap, GapsAnswer
from registry.publishing.verdicts import VERDICT_LABELS
from registry.render.moments import day
from registry.render.tables import Table

KIND_LABELS = {"item": "情報項目", "dataset": "標準"}


def gaps_table(answer: GapsAnswer) -> Table:
    """One row per gap, the best next publication first."""
    return Table(
        title=f"未公開・不足（{answer.body.name}、基準日 {answer.as_of}）",
        columns=("順位", "種類", "名称", "目録", "判定", "得点", "理由", "次の一手"),
        rows=tuple(_row(gap) for gap in answer.gaps),
        notes=(
            *_coverage_notes(answer),
            *(f"{finding.name}: {note}" for finding in answer.published for note in finding.notes),
            *answer.notices,
        ),
        empty="不足は見つかりませんでした。",
    )


def _row(gap: Gap) -> tuple[str, ...]:
    return (
        str(gap.rank),
        KIND_LABELS[gap.kind],
        f"{gap.number} {gap.name}",
        STATE_LABELS[gap.state],
        VERDICT_LABELS[gap.verdict] if gap.verdict is not None else "—",
        str(gap.score),
        "／".join((*gap.reasons, *gap.notes)),
        gap.next_step,
    )


def _coverage_notes(answer: GapsAnswer) -> tuple[str, ...]:
    catalogues = [
        f"目録: {source.file_name}（{source.records:,} 件、{day(source.imported_at)} 取込み）"
        for source in answer.catalogues
    ]
    return (
        *catalogues,
        f"情報項目: {_said(answer.coverage.items)}",
        f"標準データセット: {_said(answer.coverage.datasets)}",
        *(
            f"{finding.name}: 団体が対象外としています"
            + _because(finding.told.reason if finding.told else "")
            for finding in answer.ruled_out
        ),
    )


def _because(reason: str) -> str:
    return f"（{reason}）" if reason else ""


def _said(coverage: Coverage) -> str:
    ratio = f"（{coverage.ratio:.0%}）" if coverage.ratio is not None else ""
    return (
        f"対象 {coverage.target} のうち公開を確認 {coverage.published}{ratio}、"
        f"確認待ちの候補だけ {coverage.uncertain}、目録に見つからない {coverage.not_found}"
    )
