"""The text of one information item or standard dataset: what its answers say, in the order in which a planner asks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.analysis.gap_matrix import standing
from registry.analysis.gaps import Finding, Gap, State
from registry.analysis.target_history import TargetChange
from registry.knowledge.plans import Action
from registry.law.dates import format_wareki
from registry.publishing.answers import ItemAnswer, LegalBasis
from registry.publishing.sheet import CheckGroup, DecisionSheet, SheetCheck, SheetDataset
from tui.moments import local
from tui.widgets.gap_detail import step_of
from tui.widgets.passages import Passage
from tui.words import (
    CATALOGUE,
    NO_CATALOGUE,
    VERDICT_SENTENCES,
    VERDICTS,
    grade_word,
    short_year,
)

_FIELDS = {
    "name": "名称",
    "holder": "保有主体",
    "law": "根拠法令",
    "ministry": "所管",
    "caveat": "留意事項",
}
_LINKS = {"exact": "同じ情報", "partial": "一部", "related": "関連"}
_BOXES = {"はい": "[済]", "いいえ": "[否]", "該当なし": "[外]", None: "[  ]"}


class Subject(NamedTuple):
    """All that is shown of one target."""

    sheet: DecisionSheet
    finding: Finding | None
    """None where the target does not apply to the body, or no body is chosen."""
    actions: Sequence[Action] = ()
    measures: Sequence[str] = ()
    """Measures of the body that publish it, in words."""
    history: Sequence[TargetChange] = ()
    opened: frozenset[str] = frozenset()
    """Ids of the standard datasets whose columns are shown."""
    may_change: bool = True


def passages_of(subject: Subject) -> Iterator[Passage]:
    """The whole text."""
    item, sheet = subject.sheet.item, subject.sheet
    yield Passage(f"{sheet.target.number} {sheet.target.name}", "heading")
    if item is not None:
        yield from _verdict(item)
    yield from _standing(subject)
    if item is not None:
        yield from _bases(item)
        yield from _differences(item)
    elif sheet.fields_of_law:
        yield from _heading("関わる分野の法令（公開を命じるものではありません）")
        for statement in sheet.fields_of_law:
            yield Passage(statement.text, indent=1, mark=grade_word(statement.status))
    yield from _checks(sheet, subject.may_change)
    yield from _datasets(subject)
    if item is not None:
        yield from _facts(item)
    yield from _experience(subject)
    yield from _history(subject.history)


def _heading(text: str) -> Iterator[Passage]:
    yield Passage("")
    yield Passage(text, "heading")


def _verdict(item: ItemAnswer) -> Iterator[Passage]:
    mark = VERDICTS[item.verdict]
    yield Passage(f"{mark.text[0]} {VERDICT_SENTENCES[item.verdict]}", mark.role)
    asked = [question.question for question in item.questions]
    told = [text for text in item.would_change if not any(text.endswith(question) for question in asked)]
    for text in told[:3]:
        yield Passage(f"変わる条件 {text}", indent=1)
    for question in item.questions:
        yield Passage(f"問い {question.question}", "unknown", indent=1, key=f"question/{question.key}")


def _standing(subject: Subject) -> Iterator[Passage]:
    sheet, finding = subject.sheet, subject.finding
    if sheet.body is None:
        return
    told = finding.told if finding is not None else None
    seen, role = "", ""
    if finding is not None:
        cell = CATALOGUE[finding.state] if sheet.catalogues else NO_CATALOGUE
        seen, role = f"目録 {cell.text}   ", cell.role
    state = sheet.state or "未設定"
    if finding is not None and not sheet.state and finding.state is State.PUBLISHED:
        state = f"{standing(finding)}（目録による）"
    year = f"  目標 {short_year(sheet.fiscal_year)}" if sheet.fiscal_year else ""
    section = f"  担当 {sheet.section}" if sheet.section else ""
    yield Passage(f"{seen}状態 {state}{year}{section}", role, indent=1)
    for record in finding.records if finding is not None else ():
        waiting = "" if record.decision == "accept" else "（確認待ち）"
        yield Passage(f"記録 {record.title}{waiting}", indent=2, key=f"record/{record.id}")
    if told is not None and told.reason:
        yield Passage(f"理由  {told.reason}", indent=1)
    if told is not None and told.note:
        yield Passage(f"メモ  {told.note}", indent=1)
    if isinstance(finding, Gap):
        yield Passage(f"次の一手  {step_of(finding)}", indent=1)
    for note in finding.notes if finding is not None else ():
        yield Passage(note, "caution", indent=1)


def _bases(item: ItemAnswer) -> Iterator[Passage]:
    yield from _heading("根拠")
    if not item.has_legal_basis:
        yield Passage("作成や公開を命じる法令はありません", indent=1)
    for basis in item.legal_bases:
        yield Passage(
            _basis(basis), indent=1, key=f"provision/{basis.provision}", mark=grade_word(basis.status)
        )
        form = " ".join(part for part in (basis.duty or "", basis.scope, basis.audience) if part)
        if basis.decisive:
            yield Passage(f"{form}: {basis.summary}" if form else basis.summary, "dim", indent=2, hang=0)


def _basis(basis: LegalBasis) -> str:
    applied = f"（{basis.applies}の準用）" if basis.applies else ""
    return f"{basis.law} {basis.article}{applied}  {basis.mode or basis.role}"


def _differences(item: ItemAnswer) -> Iterator[Passage]:
    if not item.differs_from_guide:
        return
    yield from _heading(f"手引書と現行法の違い {len(item.differs_from_guide)}")
    for difference in item.differs_from_guide:
        field = _FIELDS.get(difference.field, difference.field)
        yield Passage(f"{field}  手引書の表 {difference.guide}", indent=1)
        yield Passage(f"今の法令 {difference.today}", "caution", indent=2, mark=grade_word(difference.status))
        if difference.text:
            yield Passage(difference.text, "dim", indent=2, hang=0)


def _checks(sheet: DecisionSheet, may_change: bool) -> Iterator[Passage]:
    caveats = [check for check in sheet.checks if check.group is CheckGroup.CAVEAT]
    others = [check for check in sheet.checks if check.group is not CheckGroup.CAVEAT]
    for title, checks in (("留意事項", caveats), ("公開前の確認", others)):
        if not checks:
            continue
        settled = sum(check.answer is not None and not check.outdated for check in checks)
        how = "   Space で確認" if may_change and sheet.body is not None else ""
        yield from _heading(f"{title} {settled}/{len(checks)}{how}")
        for check in checks:
            yield from _check(check)


def _check(check: SheetCheck) -> Iterator[Passage]:
    condition = "（公開の条件）" if check.condition else ""
    role = "dim" if check.answer is not None and not check.outdated else ""
    yield Passage(
        f"{_BOXES[check.answer]} {check.text}{condition}",
        role,
        indent=1,
        key=f"check/{check.id}",
        mark=grade_word(check.status),
        hang=5,
    )
    if check.outdated:
        yield Passage("答えた後に問いの文が変わりました。もう一度確かめてください", "caution", indent=4)
    if check.note:
        yield Passage(f"覚え書き {check.note}", "dim", indent=4)


def _datasets(subject: Subject) -> Iterator[Passage]:
    datasets = subject.sheet.datasets
    yield from _heading("標準データセット")
    if not datasets:
        yield Passage("この項目に当たる様式は見つかっていません", "dim", indent=1)
    for dataset in datasets:
        link = f"（{_LINKS.get(dataset.link, dataset.link)}）" if dataset.link else ""
        required = sum(column.requirement.value == "必須" for column in dataset.columns)
        columns = f"  列 {len(dataset.columns)}（必須 {required}）" if dataset.columns else ""
        yield Passage(
            f"{dataset.name}{link}{columns}",
            indent=1,
            key=f"dataset/{dataset.id}",
            mark=grade_word(dataset.status),
        )
        if dataset.why:
            yield Passage(dataset.why, "dim", indent=2, hang=0)
        if dataset.id in subject.opened:
            yield from _columns(dataset)


def _columns(dataset: SheetDataset) -> Iterator[Passage]:
    for column in dataset.columns:
        sure = "（推定）" if column.inferred or column.requirement_inferred else ""
        yield Passage(f"{column.requirement.value} {column.name}  {column.type}{sure}", indent=2)
    if dataset.columns_note:
        yield Passage(dataset.columns_note, "dim", indent=2)


def _facts(item: ItemAnswer) -> Iterator[Passage]:
    yield Passage("")
    yield Passage(f"公開の範囲  {item.scope_text}")
    yield Passage(f"保有  {item.holder_text}")
    ministries = "、".join(item.ministries) or "この日については確かめていません"
    yield Passage(f"所管  {ministries}", mark=grade_word(item.ministries_status))
    for text in item.update_cycles:
        yield Passage(f"更新  {text}")


def _experience(subject: Subject) -> Iterator[Passage]:
    yield from _heading("施策")
    for measure in subject.measures:
        yield Passage(measure, indent=1)
    for action in subject.actions:
        yield Passage(f"{action.id} {action.title}", indent=1, key=f"action/{action.id}")
    if not (subject.measures or subject.actions):
        yield Passage("この項目を使う施策は、まだありません", "dim", indent=1)
    yield from _heading("前例")
    for precedent in subject.sheet.precedents:
        yield Passage(
            f"{precedent.bodies}  {precedent.text}（{precedent.kind}）",
            indent=1,
            mark=grade_word(precedent.status),
        )
    if not subject.sheet.precedents:
        yield Passage("まだ調べていません（「無い」ではありません）", "dim", indent=1)


def _history(history: Sequence[TargetChange]) -> Iterator[Passage]:
    if not history:
        return
    yield from _heading("履歴")
    for change in history[:5]:
        yield history_line(change)


def history_line(change: TargetChange) -> Passage:
    """One change of the target."""
    undone = "（取り消し済み）" if change.undone else ""
    actor = f"（{change.actor}）" if change.actor else ""
    at = local(change.at)
    day = format_wareki(at.date(), short=True)
    return Passage(f"{day} {at:%H:%M} {change.text}{actor}{undone}", "dim" if change.undone else "", indent=1)
