"""Tables of matches and of their evaluation."""

from registry.catalogue.record import FORM_LABELS
from registry.matching.answers import DatasetMatch, ItemMatch, MatchAnswer
from registry.matching.evaluation import Evaluation, Score
from registry.matching.matcher import DECISION_LABELS
from registry.render.reading import reading_notes
from registry.render.tables import Table

_KINDS = {"items": "情報項目", "datasets": "標準データセット"}
_ROWS = {"sure": "確かな行", "borderline": "境界の行"}


def match_table(answer: MatchAnswer) -> Table:
    """One row per candidate."""
    rows = []
    for record in answer.records:
        candidates: tuple[ItemMatch | DatasetMatch, ...] = (*record.items, *record.datasets)
        for found in candidates:
            rows.append((str(record.line or record.index + 1), record.title, *_candidate(found)))
    matched = sum(1 for record in answer.records if record.items or record.datasets)
    notes = [
        f"{source.path}: {FORM_LABELS[source.form]}、{source.records} 件"
        + (f"（{source.encoding}）" if source.encoding else "")
        for source in answer.sources
    ]
    for source in answer.sources:
        of_file = f"{source.path}: " if len(answer.sources) > 1 else ""
        notes += (of_file + note for note in reading_notes(source.repairs, source.skipped))
    shown = "・".join(DECISION_LABELS[decision] for decision in answer.decisions)
    notes.append(f"{len(answer.records)} 件のうち {matched} 件に候補があります（示す判定: {shown}）")
    return Table(
        title="目録の対応付け",
        columns=("行", "題名", "対象", "判定", "点", "手がかり"),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _candidate(found: ItemMatch | DatasetMatch) -> tuple[str, str, str, str]:
    number = f"項番{found.number} " if isinstance(found, ItemMatch) else ""
    return (
        f"{number}{found.name}",
        DECISION_LABELS[found.decision],
        f"{found.score:.2f}",
        "／".join(found.evidence),
    )


def evaluation_table(evaluation: Evaluation) -> Table:
    """Scores first, then every error with its evidence."""
    rows = [
        (
            "成績",
            f"{_KINDS[score.kind]}（{_ROWS[score.rows]}、{score.records} 件）",
            f"適合率 {score.precision:.3f}",
            f"再現率 {score.recall:.3f}",
            f"F1 {score.f1:.3f}",
            _counts(score),
        )
        for score in evaluation.scores
    ]
    rows += [
        (
            "誤り",
            f"{_KINDS[error.kind]}（{_ROWS[error.rows]}）",
            f"{error.record} {error.title}".strip(),
            f"正解: {'、'.join(error.expected) or 'なし'}",
            f"答え: {'、'.join(error.got) or 'なし'}",
            "／".join(error.evidence),
        )
        for error in evaluation.errors
    ]
    shown = "・".join(DECISION_LABELS[decision] for decision in evaluation.decisions)
    notes = [f"答えとして数えた判定: {shown}", "正解表に一度も現れない対象は数えません"]
    notes += [f"目録に見つからない正解の行 — {row}" for row in evaluation.missing]
    return Table(
        title=f"対応付けの成績（{evaluation.truth}）",
        columns=("区分", "対象", "内容", "正解", "答え", "内訳・手がかり"),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _counts(score: Score) -> str:
    return f"正 {score.right}、余分 {score.wrong}、見落とし {score.missed}"
