"""The chain of a verdict, step by step."""

from collections.abc import Iterator

from registry.publishing.answers import ItemAnswer, LegalBasis, WhyAnswer
from registry.publishing.item_card import ItemCard
from registry.publishing.verdicts import VERDICT_LABELS
from registry.render.marks import grade_mark, origin_mark
from registry.render.show import neighbour_rows
from registry.render.tables import Table


def why_table(answer: WhyAnswer) -> Table:
    """One row per link of the chain: what it is, what it says, on which ground, with which link."""
    item = answer.item
    who = answer.body.name if answer.body is not None else answer.kind or "団体を指定しない場合"
    return Table(
        title=f"項番{item.number} {item.name} の根拠（{who}、基準日 {answer.as_of}）",
        columns=("段", "内容", "根拠", "リンク"),
        rows=tuple(_rows(item)),
        notes=tuple(_notes(answer)),
    )


def item_table(card: ItemCard) -> Table:
    """An item for nobody in particular: its chain, then its neighbours in the graph."""
    item = card.item
    return Table(
        title=f"項番{item.number} {item.name}（基準日 {card.as_of}）",
        columns=("段", "内容", "根拠", "リンク"),
        rows=(*_rows(item), *((name, text, "", "") for name, text in neighbour_rows(card.neighbours))),
        notes=card.notices,
    )


def _rows(item: ItemAnswer) -> Iterator[tuple[str, str, str, str]]:
    yield ("情報項目", item.name, item.guide_name or "", "")
    if not item.has_legal_basis:
        yield ("条項", "根拠法令なし", "", "")
    for basis in item.legal_bases:
        yield (
            "条項" if basis.decisive else "関係する条項",
            _says(basis),
            f"{basis.law}{basis.article}",
            basis.url or "",
        )
    yield ("公開の範囲", item.scope_text, "", "")
    yield ("保有主体", item.holder_text, "", "")
    for reason in item.reasons:
        if reason.rule == "V12":
            continue
        yield (f"判断 {reason.rule}", reason.text, "、".join(reason.grounds), "")
    for caveat in item.caveats:
        label = "留意事項（条件）" if caveat.condition else "留意事項"
        yield (
            label,
            f"{caveat.kind}: {caveat.text}{grade_mark(caveat.status)}{origin_mark(caveat.origin)}",
            caveat.reference,
            "",
        )
    for dataset in item.datasets:
        yield ("標準データセット", f"{dataset.name}（{dataset.kind}）: {dataset.why}", dataset.id, "")
    for difference in item.differs_from_guide:
        said = f"手引書「{difference.guide}」／今「{difference.today}」: {difference.text}"
        yield ("手引書との違い", said + grade_mark(difference.status), "", "")
    yield ("判定", VERDICT_LABELS[item.verdict], "", "")


def _says(basis: LegalBasis) -> str:
    parts = [basis.mode, basis.duty or "", basis.scope, basis.audience]
    form = "／".join(part for part in parts if part)
    applied = f"（{basis.applies}の準用）" if basis.applies else ""
    said = f"{basis.role}{applied}: {basis.summary}"
    return f"{said}［{form}］{grade_mark(basis.status)}{origin_mark(basis.origin)}"


def _notes(answer: WhyAnswer) -> Iterator[str]:
    yield from answer.notices
    for question in answer.item.questions:
        how = question.how_to_find_out.rstrip("。")
        yield f"質問: {question.question}（調べ方: {how}。登録: konkyo body set {question.key}=yes）"
    yield from answer.item.would_change
    if answer.assumed:
        yield "仮定: " + "、".join(f"{key}={value}" for key, value in answer.assumed.items())
