"""Tables of the lint of plans."""

from collections import Counter

from registry.plan.lint.findings import LintAnswer, LintFinding
from registry.render.tables import Table
from registry.standards.findings import SEVERITY_LABELS

COLUMNS = ("行", "重さ", "コード", "指摘", "文", "直し方", "段")
_MEND = COLUMNS.index("直し方")


def lint_table(answer: LintAnswer, *, mends: bool = True) -> Table:
    """One row per finding in the order of the text; ``mends`` False leaves out how to mend and the block."""
    shown = len(COLUMNS) if mends else _MEND
    return Table(
        title=f"計画の点検: {answer.path}",
        columns=COLUMNS[:shown],
        rows=tuple(_row(finding)[:shown] for finding in answer.findings),
        notes=_notes(answer),
        empty="指摘はありません。",
    )


def _row(finding: LintFinding) -> tuple[str, ...]:
    return (
        str(finding.line),
        SEVERITY_LABELS[finding.severity],
        finding.code,
        finding.message,
        finding.text,
        finding.fix,
        finding.block,
    )


def _notes(answer: LintAnswer) -> tuple[str, ...]:
    article = {"都道府県": "都道府県の計画（9条1項）", "市町村": "市町村の計画（9条3項）"}
    whose = answer.body.name if answer.body is not None else "団体は分かりません"
    kind = article.get(answer.duty, "都道府県の計画か市町村の計画かは分かりません")
    period = f"、期間 {answer.period[0]}〜{answer.period[1]}年度" if answer.period is not None else ""
    lines = [
        f"{whose}、{kind}{period}、基準日 {answer.as_of}",
        f"誤り {answer.errors:,}、注意 {answer.warnings:,}、参考 {answer.infos:,}",
    ]
    counts = Counter((finding.code, finding.title) for finding in answer.findings)
    often = [f"{title}（{code}）{count}" for (code, title), count in counts.most_common(5) if count > 1]
    if often:
        lines.append("多いもの: " + "、".join(often))
    return tuple(lines)
