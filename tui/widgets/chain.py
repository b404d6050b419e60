"""The chain (道筋) of a verdict, drawn downwards: item, provisions, holder, rules, caveats, verdict."""

from collections.abc import Iterator

from registry.publishing.answers import ItemAnswer, LegalBasis, WhyAnswer
from registry.publishing.verdicts import Verdict
from tui.widgets.passages import Passage
from tui.words import VERDICT_SENTENCES, VERDICTS, grade_word

_LINK = "  |"
_LABEL_HANG = 12
_EXPLAINING_RULE = "V12"
"""The rule that repeats the open questions, which stand below the verdict."""


def chain_of(answer: WhyAnswer) -> Iterator[Passage]:
    """The chain as passages; provisions can be opened."""
    item = answer.item
    who = answer.body.name if answer.body is not None else answer.kind or "団体を指定しない場合"
    yield Passage(f"{item.number} {item.name}", "heading")
    yield Passage(f"なぜそう言えるか（{who}）", "dim")
    yield Passage(_LINK, "dim")
    yield from _provisions(item)
    yield Passage(_LINK, "dim")
    yield Passage(f"公開の範囲  {item.scope_text}", hang=_LABEL_HANG)
    yield Passage(f"保有主体    {item.holder_text}", hang=_LABEL_HANG)
    yield Passage(_LINK, "dim")
    for reason in item.reasons:
        if reason.rule != _EXPLAINING_RULE:
            grounds = f"（{'、'.join(reason.grounds)}）" if reason.grounds else ""
            yield Passage(f"判断 {reason.rule}    {reason.text}{grounds}", hang=_LABEL_HANG)
    conditions = [caveat for caveat in item.caveats if caveat.condition]
    if conditions:
        yield Passage(_LINK, "dim")
    for caveat in conditions:
        yield Passage(
            f"満たす条件  {caveat.kind}: {caveat.text}", hang=_LABEL_HANG, mark=grade_word(caveat.status)
        )
    yield Passage(_LINK, "dim")
    verdict = VERDICTS[item.verdict]
    yield Passage(
        f"判定        {verdict.text[0]} {VERDICT_SENTENCES[item.verdict]}",
        verdict.role,
        mark=grade_word(item.status),
    )
    for text in item.would_change:
        yield Passage(f"変わる条件  {text}", "dim", hang=_LABEL_HANG)
    if item.verdict is not Verdict.NO:
        for question in item.questions:
            yield Passage(f"問い        {question.question}", "unknown", hang=_LABEL_HANG)
            yield Passage(f"調べ方      {question.how_to_find_out}", "dim", hang=_LABEL_HANG)


def _provisions(item: ItemAnswer) -> Iterator[Passage]:
    if not item.has_legal_basis:
        yield Passage("条項        作成や公開を命じる法令はありません")
    for basis in item.legal_bases:
        label = "条項    " if basis.decisive else "関係する条"
        yield Passage(
            f"{label}{' ' * (12 - _cells(label))}{basis.law} {basis.article}  {_form(basis)}",
            key=f"provision/{basis.provision}",
            mark=grade_word(basis.status),
            hang=_LABEL_HANG,
        )
        if basis.decisive:
            yield Passage(basis.summary, "dim", indent=_LABEL_HANG // 2, hang=0)


def _form(basis: LegalBasis) -> str:
    return " ".join(part for part in (basis.mode, basis.duty or "", basis.scope, basis.audience) if part)


def _cells(text: str) -> int:
    from registry.text.display import width

    return width(text)
