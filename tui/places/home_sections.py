"""The sections of ホーム: result objects in, lines with the place that each leads to out."""

from collections.abc import Sequence
from datetime import datetime

from registry.analysis.changes import ChangeLine
from registry.analysis.gaps import Coverage, Gap, GapsAnswer
from registry.analysis.holdings import CatalogueSource
from registry.analysis.measure_answers import MeasuresAnswer
from registry.analysis.steps import plain_step
from registry.knowledge.cards import ItemRef
from registry.knowledge.facts import Grade
from registry.law.dates import format_wareki
from registry.plan.lint.findings import LintAnswer
from registry.plan.versions import VersionLine
from registry.publishing.answers import PublishableAnswer, Question
from registry.publishing.verdicts import Verdict
from registry.text.display import truncate
from tui.law_news import LawNews, short_day
from tui.moments import local
from tui.widgets.board import Section, bar
from tui.widgets.row_list import Cell, Column, Row
from tui.words import CATALOGUE, NO_CATALOGUE, grade_word

_NEXT = 3
_QUESTIONS = 2
_LAWS = 2
_CHANGES = 3
"""Rows of the sections where there is little room."""
_LAW_NAME = 30
_DATASET_RULE = "G05"
"""The rule of ``registry.analysis.ranking`` that says what the kind of the row says already."""
_LAW_SAYS = ("法令が", "法令で")
"""Reasons that go on from the name of the law: 道路法28条3項で誰でも閲覧できる."""
_COVERAGE = (
    Column("", 16),
    Column("", 18, flexible=True),
    Column("公開済 / 対象", 13, right=True),
    Column("要確認", 6, right=True),
)
_NEXT_COLUMNS = (
    Column("順", 2, right=True),
    Column("種類", 7),
    Column("名前", 24, flexible=True),
    Column("目録", 12),
    Column("様式", 8, stays=False),
)
_QUESTION_COLUMNS = (Column("問い", 30, flexible=True), Column("項目", 12))
_LAW_COLUMNS = (
    Column("法令", 18, flexible=True),
    Column("日", 9, right=True),
    Column("何が", 8),
    Column("項目", 12),
)
_PLAN_COLUMNS = (Column("何", 14), Column("内容", 30, flexible=True))
_CHANGE_COLUMNS = (
    Column("時", 11, right=True),
    Column("何を", 30, flexible=True),
    Column("だれ", 10, stays=False),
)


def go(place: str, target: str = "") -> str:
    """The key of a line that leads to a place."""
    return f"{place}|{target}"


def welcome(bodies: int) -> Section:
    """The first screen of all: no body yet."""
    return Section(
        "はじめに",
        "",
        (Column("", 22), Column("", 40, flexible=True)),
        (
            Row("body|", ("団体を選ぶ", f"名前・読み・コードで探せます（{bodies:,}団体）")),
            Row("example|", ("見本を見る", "架空の青空市の目録で試します（e）")),
            Row(go("laws"), ("法令を見る", "団体を選ばなくても見られます（6）")),
            Row(go("guide"), ("判断ガイドを使う", "個人に関する情報の使い方（8）")),
        ),
    )


def catalogue_text(catalogues: Sequence[CatalogueSource], review: int) -> str:
    """What the catalogue is: how old, how long, how much of it waits."""
    if not catalogues:
        return "目録はまだありません"
    latest = local(max(source.imported_at for source in catalogues)).date()
    records = sum(source.records for source in catalogues)
    waiting = f"  うち確認待ち {review:,}件" if review else ""
    return f"目録 {format_wareki(latest, short=True)} 取込  {records:,}件{waiting}"


def coverage(gaps: GapsAnswer, measures: MeasuresAnswer | None, waiting: int, *, may_change: bool) -> Section:
    """How much is published, as bars and numbers; ``waiting``: records that a person has yet to judge."""
    if not gaps.catalogues:
        empty = [
            Row("import|", (Cell("まだ目録がありません", "caution"),)),
            Row("example|", ("見本で試す（e）",)),
        ]
        told = (
            "i でファイルを選ぶと、足りないものが分かります"
            if may_change
            else "閲覧のみ・過去の基準日では取り込めません",
            "架空の青空市の目録を、別の場所で開きます",
        )
        return Section("公開の状況", "", _COVERAGE, empty, below=told)
    items, datasets = gaps.coverage.items, gaps.coverage.datasets
    rows = [
        Row(go("items"), ("情報項目", *_counts(items))),
        Row(go("gaps"), ("標準データセット", *_counts(datasets))),
    ]
    if measures is not None:
        with_measures = {pillar.id for measure in measures.measures for pillar in measure.pillars}
        done, all_pillars = len(with_measures), len(measures.pillars)
        share = done / all_pillars if all_pillars else 0
        rows.append(Row(go("plan"), ("施策のある柱", bar(share), f"{done} / {all_pillars}", "")))
    missing = f"見当たらず  情報項目 {items.not_found}・標準 {datasets.not_found}（目録で見える範囲）"
    rows.append(Row(go("gaps"), (missing,)))
    if waiting:
        rows.append(Row(go("review"), (Cell(f"確認待ち {waiting:,}件  4 で確認を続ける", "caution"),)))
    return Section("公開の状況", "公開済 / 対象 要確認", _COVERAGE, rows)


def _counts(counted: Coverage) -> tuple[str, str, str]:
    share = counted.published / counted.target if counted.target else 0
    return bar(share), f"{counted.published} / {counted.target}", str(counted.uncertain)


def next_publications(gaps: GapsAnswer, answer: PublishableAnswer) -> Section:
    """The best next publications, each with its reason and what it rests on."""
    best = [gap for gap in gaps.gaps if gap.verdict is not Verdict.UNKNOWN]
    grounds = _Grounds(answer)
    rows = [
        Row(
            go("gaps", gap.id),
            (
                str(gap.rank),
                _kind(gap),
                gap.name,
                CATALOGUE[gap.state] if gaps.catalogues else NO_CATALOGUE,
                "様式あり" if _has_form(gap) else "",
            ),
        )
        for gap in best
    ]
    return Section(
        "次に公開するなら",
        "3 で全部",
        _NEXT_COLUMNS,
        rows,
        below=[grounds.why(gap) for gap in best],
        empty="対象はすべて目録で見つかりました。",
        least=_NEXT,
    )


class _Grounds:
    """Why a gap comes next: the reasons, the strongest first, and the provision or the items that it rests on."""

    def __init__(self, answer: PublishableAnswer) -> None:
        self._items = {item.id: item for item in answer.items}
        self._linked: dict[str, list[int | str]] = {}
        for item in answer.items:
            for dataset in item.datasets:
                self._linked.setdefault(dataset.id, []).append(item.number)

    def why(self, gap: Gap) -> str:
        """One line."""
        told_by_kind = [one.text for one in gap.scoring if one.rule != _DATASET_RULE]
        reason = "・".join(told_by_kind or gap.reasons) or plain_step(gap.next_step)
        reason = reason.replace("重点分野に当たる（", "重点分野（")
        item = self._items.get(gap.id)
        if item is None:
            linked = self._linked.get(gap.id)
            return f"{reason}  {numbers_text(linked)}と関連" if linked else reason
        bases = [basis for basis in item.legal_bases if basis.decisive] or list(item.legal_bases)
        if not bases:
            return f"{reason}  根拠法令なし"
        told = next((basis for basis in bases if f"（{basis.law}{basis.article}）" in reason), bases[0])
        reason = reason.replace(f"（{told.law}{told.article}）", "")
        named = f"{truncate(told.law, _LAW_NAME)}{told.article}{grade_word(told.status)}"
        return named + (reason.removeprefix("法令") if reason.startswith(_LAW_SAYS) else f"  {reason}")


def _kind(gap: Gap) -> str:
    return f"項目{gap.number}" if gap.kind == "item" else "標準"


def _has_form(gap: Gap) -> bool:
    return gap.kind == "dataset" or any(dataset.kind == "exact" for dataset in gap.datasets)


def open_questions(answer: PublishableAnswer) -> dict[str, tuple[Question, list[int | str]]]:
    """Questions that settle a verdict, by fact, with the numbers of the items; most items first."""
    found: dict[str, tuple[Question, list[int | str]]] = {}
    for item in answer.items:
        if item.verdict is Verdict.UNKNOWN:
            for question in item.questions:
                found.setdefault(question.key, (question, []))[1].append(item.number)
    return found


def questions(answer: PublishableAnswer, *, may_change: bool) -> Section | None:
    """Facts of the body that verdicts wait for; None when none are open."""
    found = open_questions(answer)
    if not found:
        return None
    rows = [
        Row(f"fact|{key}", (question.question, numbers_text(numbers)))
        for key, (question, numbers) in found.items()
    ]
    title, note = f"入力が要る事実 {len(found)}", "a で答えると決まります" if may_change else ""
    return Section(title, note, _QUESTION_COLUMNS, rows, least=_QUESTIONS)


def numbers_text(numbers: Sequence[int | str]) -> str:
    """項目9-12、23: runs of numbers are drawn together."""
    whole = sorted({number for number in numbers if isinstance(number, int)})
    runs: list[list[int]] = []
    for number in whole:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs]
    parts += sorted({str(number) for number in numbers if not isinstance(number, int)})
    return f"項目{'、'.join(parts)}" if parts else ""


def changed_laws(news: LawNews) -> Section:
    """Laws that changed, the ones that items rest on first."""
    latest = sorted(news.latest, key=lambda change: not change.items)
    rows = []
    for change in latest:
        cells: list[Cell | str] = [change.title, short_day(change.on), Cell(change.kind.value, "caution")]
        rows.append(Row(go("laws", change.law), (*cells, _items(change.items, change.status))))
    return Section(
        f"変わった法令 {len(latest)}",
        news.why,
        _LAW_COLUMNS,
        rows,
        empty="記録された改正はありません。",
        least=_LAWS,
    )


def _items(items: Sequence[ItemRef], grade: Grade) -> str:
    mark = "" if grade is Grade.VERIFIED else grade_word(grade)
    return numbers_text([item.number for item in items]) + mark


def plan_state(
    versions: Sequence[VersionLine], slots: int, lint: LintAnswer | None, *, may_change: bool
) -> Section:
    """The plan: its latest version, the places of it that are still to be written, findings."""
    if not versions:
        row = Row(go("plan"), ("案はまだありません", "5 を押し、r で作ります" if may_change else ""))
        return Section("計画", "", (Column("", 20), _PLAN_COLUMNS[1]), (row,))
    last = versions[-1]
    made = local(last.stored_at).date() if last.stored_at is not None else None
    hand = "手直しあり（作り直しても保たれます）" if last.edited else "手直しなし"
    rows = [
        Row(go("plan"), ("最後の版", f"{short_day(made)}  {last.title}  {hand}")),
        Row(go("plan"), ("記入欄", f"残り {slots:,}")),
    ]
    if lint is None:
        rows.append(Row(go("plan"), ("点検", Cell("点検しています", "dim"))))
    else:
        more = f"  ほかに知らせ {lint.infos:,}" if lint.infos else ""
        found = f"{lint.errors + lint.warnings:,}（うち誤り {lint.errors:,}）{more}"
        rows.append(Row(go("plan"), ("点検の指摘", Cell(found, "caution") if lint.errors else found)))
    return Section("計画", f"版 {last.id}  案", _PLAN_COLUMNS, rows)


def recent(changes: Sequence[ChangeLine], now: datetime, *, may_change: bool) -> Section:
    """The last changes of the body."""
    rows = [
        Row(f"history|{change.number}", (_moment(change.at, now), _what(change), change.actor))
        for change in changes
    ]
    return Section(
        "最近の変更",
        "u で元に戻す  H で履歴" if may_change else "H で履歴",
        _CHANGE_COLUMNS,
        rows,
        empty="まだ変更はありません。",
        least=_CHANGES,
    )


def _what(change: ChangeLine) -> Cell:
    gone = change.undone_by is not None
    return Cell(f"{change.command}（取消し済み）" if gone else change.command, "dim" if gone else "")


def _moment(moment: datetime, now: datetime) -> str:
    here = local(moment)
    if here.date() == local(now).date():
        return f"{here:%H:%M}"
    return format_wareki(here.date(), short=True)
