"""Why a gap stands where it stands, and what publishing it would bring."""

from collections.abc import Iterator

from registry.analysis.gaps import Finding, Gap, GapsAnswer, State
from registry.analysis.steps import plain_step
from registry.publishing.verdicts import Verdict
from registry.text.display import pad
from tui.session import Session
from tui.widgets.passages import Passage
from tui.widgets.row_list import Role
from tui.words import CATALOGUE, short_year

_KINDS = {"item": "情報項目", "dataset": "標準データセット"}
_LINKS = {"exact": "同じ情報", "partial": "一部", "related": "関連"}
_LABEL = 18
"""Cells of the labels at the left."""


def gap_passages(session: Session, answer: GapsAnswer, finding: Finding) -> Iterator[Passage]:
    """The text below the list."""
    rank = f"{finding.rank}位  " if isinstance(finding, Gap) else ""
    points = f"   点 {finding.score}" if isinstance(finding, Gap) else ""
    yield Passage(f"{rank}{_KINDS[finding.kind]} {finding.number} {finding.name}{points}", "heading")
    if isinstance(finding, Gap):
        scored = "、".join(f"{one.text}（{one.points:+}）" for one in finding.scoring)
        yield _labelled("順位の理由", scored)
        yield _labelled("次の一手", step_of(finding), "accent")
        for question in finding.questions:
            yield _labelled("問い", question.question, "unknown", key=f"question/{question.key}")
    yield from _told(finding)
    yield from _seen(answer, finding)
    yield from _linked(session, finding)
    yield from _gain(answer, finding)
    for note in finding.notes:
        yield _labelled("注", note, "caution")


def step_of(gap: Gap) -> str:
    """The next step, with the key that leads to it where the body has to say a fact."""
    asked = gap.verdict is Verdict.UNKNOWN and gap.questions
    return plain_step(gap.next_step) + ("（1 のホームの a で答えられます）" if asked else "")


def _seen(answer: GapsAnswer, finding: Finding) -> Iterator[Passage]:
    if not answer.catalogues:
        yield _labelled("目録での見え方", "まだ目録がありません（i で取り込む）", "dim")
        return
    shown = CATALOGUE[finding.state].text[2:]
    if finding.state is State.NOT_FOUND:
        shown = "見当たりません。公開していないとは限りません"
    yield _labelled("目録での見え方", shown)
    for record in finding.records:
        waiting = "" if record.decision == "accept" else "（確認待ち  4 で判断する）"
        yield Passage(f"{record.title}{waiting}", indent=_LABEL // 2, key=f"record/{record.id}")


def _linked(session: Session, finding: Finding) -> Iterator[Passage]:
    if isinstance(finding, Gap) and finding.datasets:
        names = "、".join(f"{one.name}（{_LINKS.get(one.kind, one.kind)}）" for one in finding.datasets)
        yield _labelled("様式", names)
    if finding.kind != "dataset":
        return
    from tui.item_subject import sheet_of

    for item in sheet_of(session, finding.id).items:
        text = f"項目{item.number} {item.name}（{_LINKS.get(item.link, item.link)}）"
        yield _labelled("根拠とのつながり", text, key=f"item/{item.id}")


def _gain(answer: GapsAnswer, finding: Finding) -> Iterator[Passage]:
    if not isinstance(finding, Gap) or finding.verdict is Verdict.UNKNOWN or not answer.catalogues:
        return
    counted = answer.coverage.items if finding.kind == "item" else answer.coverage.datasets
    kind = _KINDS[finding.kind]
    yield _labelled("公開すると", f"{kind} {counted.published}→{counted.published + 1} / {counted.target}")


def _told(finding: Finding) -> Iterator[Passage]:
    told = finding.told
    if told is None:
        return
    parts = [told.state, short_year(told.fiscal_year), told.section]
    yield _labelled("状態", "  ".join(part for part in parts if part))
    if told.reason:
        yield _labelled("理由", told.reason)
    if told.note:
        yield _labelled("メモ", told.note)


def _labelled(label: str, text: str, role: Role = "", key: str = "") -> Passage:
    return Passage(pad(label, _LABEL) + text, role, key=key, hang=_LABEL)
