"""Tables of verdicts."""

from registry.publishing.answers import ItemAnswer, PublishableAnswer
from registry.publishing.verdicts import VERDICT_LABELS
from registry.render.marks import grade_mark
from registry.render.tables import Table


def publishable_table(answer: PublishableAnswer) -> Table:
    """One row per item: number, name, verdict, ground, reason and question."""
    who = answer.body.name if answer.body is not None else answer.kind or "団体を指定しない場合"
    return Table(
        title=f"公開できる情報（{who}、基準日 {answer.as_of}）",
        columns=("項番", "情報項目", "判定", "決め手の条項", "理由", "確かめること", "所管"),
        rows=tuple(_row(item) for item in answer.items),
        notes=_notes(answer),
    )


def _row(item: ItemAnswer) -> tuple[str, ...]:
    decisive = [f"{basis.law}{basis.article}" for basis in item.legal_bases if basis.decisive]
    ground = "、".join(decisive) or ("公開を定める条項なし" if item.has_legal_basis else "根拠法令なし")
    return (
        f"{item.number}" if item.origin == "seed" else f"{item.number}（追加: {item.origin}）",
        item.name,
        VERDICT_LABELS[item.verdict],
        ground,
        deciding_reason(item),
        "／".join(question.question for question in item.questions),
        "、".join(item.ministries) + grade_mark(item.ministries_status),
    )


def deciding_reason(item: ItemAnswer) -> str:
    """The reason that settled the verdict."""
    for rule in ("V03", "V02", "V04") if item.verdict in ("no", "unknown") else ():
        for reason in item.reasons:
            if reason.rule == rule:
                return reason.text
    opening = [reason for reason in item.reasons if reason.rule not in ("V01", "V12", "V15")]
    caveats = [reason.text.split(":")[0] for reason in item.reasons if reason.rule == "V12"]
    text = opening[-1].text if opening else ""
    return f"{text}条件: {'、'.join(dict.fromkeys(caveats))}" if caveats else text


def _notes(answer: PublishableAnswer) -> tuple[str, ...]:
    notes = list(answer.notices)
    if answer.assumed:
        notes.append("仮定: " + "、".join(f"{key}={value}" for key, value in answer.assumed.items()))
    counts = [
        f"{label} {sum(item.verdict is verdict for item in answer.items)}"
        for verdict, label in VERDICT_LABELS.items()
    ]
    notes.append(" ／ ".join(counts))
    return tuple(notes)
