"""Chapter 6: the actions of each pillar and the list of what will be published under which article."""

from collections.abc import Iterator

from registry.analysis.gaps import STATE_LABELS
from registry.knowledge.plans import Chapter, ChapterSection
from registry.law.dates import format_fiscal_year
from registry.plan.document import FILL_IN, Block, Grid, Paragraph, Text
from registry.plan.grounding import mark_of
from registry.plan.inputs import ChosenAction, Writer
from registry.plan.situation import percent
from registry.publishing.answers import ItemAnswer
from registry.publishing.verdicts import VERDICT_LABELS, Verdict

_STANDARD_SHARE = "標準データセット充足率"
"""The indicator that the catalogue itself can count."""


def selection(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """How the actions came in: chosen by the planner, or proposed."""
    proposed = any(choice.proposed for choice in writer.inputs.actions)
    requirement = next((r for r in writer.template.requirements if r.id == "guide-requirement-04"), None)
    keys = (writer.book.fact(requirement.id, requirement, requirement.text),) if requirement else ()
    sentence = (
        "次の施策は、施策の候補のうち、公開の状況と他団体の例を基に選んだ提案〔である|です〕。"
        "採否は、{own}の実情に応じて定めるものと〔する|します〕。"
        if proposed
        else "次の施策は、施策の候補から{own}が選んだもの〔である|です〕。"
    )
    yield Paragraph(
        id=f"{chapter.id}/selection/origin", resolve=True, sentences=(writer.resolve(sentence, *keys),)
    )


def pillar_section(writer: Writer, chapter: Chapter, section: ChapterSection) -> Iterator[Block]:
    """The table of one pillar's actions with indicators and places for values."""
    base = f"{chapter.id}/{section.pillar}"
    chosen = [choice for choice in writer.inputs.actions if choice.action.pillar == section.pillar]
    if not chosen:
        yield Paragraph(
            id=f"{base}/none",
            resolve=True,
            sentences=(
                writer.resolve("この柱では、{plan}の期間に個別の施策を置かないものと〔する|します〕（案）。"),
            ),
        )
        return
    pillar = next(pillar for pillar in writer.pillars() if pillar.id == section.pillar)
    remarks = [remark for remark in writer.view.knowledge.plan.remarks if remark.id == "actions-origin"]
    origin = tuple(writer.book.fact(remark.id, remark, remark.text) for remark in remarks)
    mark = mark_of(*(choice.action.status for choice in chosen))
    yield Grid(
        id=f"{base}/actions",
        caption=f"施策（柱{pillar.number} {pillar.short}）",
        columns=("番号", "施策", "関係する条項", "区分", "選んだ理由"),
        rows=tuple(_action_row(writer, choice) for choice in chosen),
        grounds=origin,
        notes=(
            Text(
                writer.say("施策の題名は、手引の構成、他団体の例などを基にした一般的な形〔である|です〕。"),
                (),
                mark,
            ),
        ),
    )
    yield Grid(
        id=f"{base}/kpi",
        caption=f"KPI（柱{pillar.number} {pillar.short}）",
        columns=("番号", "指標", "算式", "現状値", "目標値", "達成の時期", "担当"),
        rows=tuple(_kpi_row(writer, choice) for choice in chosen),
        grounds=origin,
    )


def _action_row(writer: Writer, choice: ChosenAction) -> tuple[Text, ...]:
    action = choice.action
    provisions = writer.applying(action.provisions)
    return (
        Text(action.id),
        Text(
            action.title, () if action.sources == () else (writer.book.fact(action.id, action, action.title),)
        ),
        Text(writer.articles(provisions) or "―", writer.book.provisions(provisions)),
        Text("提案" if choice.proposed else "選択"),
        Text(choice.why),
    )


def _kpi_row(writer: Writer, choice: ChosenAction) -> tuple[Text, ...]:
    action = choice.action
    fill = Text(FILL_IN)
    current = fill
    if action.kpi.name == _STANDARD_SHARE and writer.inputs.gaps.catalogues:
        coverage = writer.inputs.gaps.coverage.datasets
        value = f"{percent(coverage)}（{coverage.published}/{coverage.target}種、{writer.today}現在）"
        current = Text(value, writer.catalogue_keys())
    keys = (writer.book.fact(f"{action.id}/kpi", action.kpi, action.kpi.name),) if action.kpi.sources else ()
    return (
        Text(action.id),
        Text(action.kpi.name, keys, mark_of(action.kpi.status)),
        Text(action.kpi.formula),
        current,
        fill,
        fill,
        fill,
    )


def open_data_list(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """What will be published under which article, and what must be found out first."""
    items = writer.inputs.publishable.items
    base = f"{chapter.id}/open-data-list"
    listed = [item for item in items if item.verdict in (Verdict.YES, Verdict.CONDITIONAL)]
    if listed:
        yield Grid(
            id=f"{base}/items",
            caption=f"公開するデータの一覧（{writer.today}現在の判定による）",
            columns=(
                "項番",
                "情報項目",
                "判定",
                "根拠とする条項",
                "公開の形",
                "条件",
                "状況",
                "時期",
                "担当",
            ),
            rows=tuple(_item_row(writer, item) for item in listed),
            grounds=(writer.book.verdicts(),),
        )
    unknown = [item for item in items if item.verdict is Verdict.UNKNOWN and item.questions]
    if unknown:
        yield Grid(
            id=f"{base}/questions",
            caption=f"{writer.own}が保有するかどうかを確かめる情報項目",
            columns=("項番", "情報項目", "確かめること", "結果"),
            rows=tuple(
                (
                    Text(str(item.number)),
                    Text(item.name),
                    Text("／".join(question.question for question in item.questions)),
                    Text(FILL_IN),
                )
                for item in unknown
            ),
            grounds=(writer.book.verdicts(),),
        )


def _item_row(writer: Writer, item: ItemAnswer) -> tuple[Text, ...]:
    gaps = writer.inputs.gaps
    finding = next((f for f in (*gaps.gaps, *gaps.published, *gaps.ruled_out) if f.id == item.id), None)
    decisive = [basis for basis in item.legal_bases if basis.decisive]
    cited = {ground for reason in item.reasons for ground in reason.grounds}
    bases = [basis for basis in decisive if basis.law + basis.article in cited] or decisive
    keys = tuple(writer.book.provision(basis.provision) for basis in bases)
    if bases:
        ground = writer.book.stated(writer.articles(basis.provision for basis in bases), *keys)
    else:
        key = writer.book.fact(item.id, writer.view.knowledge.items[item.id], item.name)
        ground = writer.book.stated("公開を定める条項なし" if item.has_legal_basis else "根拠法令なし", key)
    modes = "、".join(dict.fromkeys(basis.mode for basis in bases if basis.mode))
    conditions = "、".join(dict.fromkeys(caveat.kind for caveat in item.caveats if caveat.condition))
    state = "確かめられていない"
    if finding is not None and (gaps.catalogues or finding.told is not None):
        state = finding.told.state if finding.told is not None else STATE_LABELS[finding.state]
    told = finding.told if finding is not None else None
    when = format_fiscal_year(told.fiscal_year) if told is not None and told.fiscal_year else FILL_IN
    section = told.section if told is not None and told.section else FILL_IN
    return (
        Text(str(item.number)),
        Text(item.name),
        Text(VERDICT_LABELS[item.verdict]),
        ground,
        Text(modes or "―"),
        Text(conditions or "―"),
        Text(state),
        Text(when),
        Text(section),
    )
