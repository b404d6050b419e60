"""Measures and actions by pillar: how they came in, their tables, their indicators."""

from collections.abc import Iterable, Iterator

from registry.analysis.measure_answers import MeasureLine
from registry.knowledge.plans import Pillar
from registry.plan.document import FILL_IN, Block, Grid, Paragraph, Text
from registry.plan.grounding import mark_of
from registry.plan.indicators import current_value, due, indicator, target
from registry.plan.inputs import ChosenAction, Place, Writer
from registry.plan.situation import percent

_STANDARD_SHARE = "標準データセット充足率"
"""The indicator that the catalogue itself can count."""


def selection(writer: Writer, place: Place) -> Iterator[Block]:
    """How the measures came in: registered by the body, chosen by the planner, or proposed."""
    requirement = next((r for r in writer.guide.requirements if r.id == "guide-requirement-04"), None)
    keys = (writer.book.fact(requirement.id, requirement, requirement.text),) if requirement else ()
    sentences = []
    if writer.measures:
        sentences.append(
            writer.fact(
                "次の施策は、{own}が個別施策として登録した{count}件〔である|です〕。",
                writer.measures_key(),
                count=str(len(writer.measures)),
            )
        )
    elif any(choice.proposed for choice in writer.actions):
        sentences.append(
            writer.resolve(
                "次の施策は、施策の候補のうち、公開の状況と他団体の例を基に選んだ提案〔である|です〕。"
                "採否は、{own}の実情に応じて定めるものと〔する|します〕。",
                *keys,
            )
        )
    else:
        sentences.append(
            writer.resolve("次の施策は、施策の候補から{own}が選んだもの〔である|です〕。", *keys)
        )
    if writer.measures and writer.actions:
        sentences.append(
            writer.resolve("このほかに、施策の候補から{own}が選んだものを〔加える|加えます〕（案）。", *keys)
        )
    yield Paragraph(id=f"{place.base}/origin", resolve=True, sentences=tuple(sentences))


def pillar_measures(writer: Writer, place: Place) -> Iterator[Block]:
    """The tables of one pillar: measures with their indicators, then actions with places for values."""
    pillar = place.pillar
    if pillar is None:
        return
    measures = [
        measure for measure in writer.measures if pillar.id in {entry.id for entry in measure.pillars}
    ]
    chosen = [choice for choice in writer.actions if choice.action.pillar == pillar.id]
    if measures:
        yield from _measure_tables(writer, place.base, pillar, measures)
    if chosen:
        yield from _action_tables(writer, place.base, pillar, chosen)
    if not measures and not chosen:
        yield Paragraph(
            id=f"{place.base}/none",
            resolve=True,
            sentences=(
                writer.resolve("この柱では、{plan}の期間に個別の施策を置かないものと〔する|します〕（案）。"),
            ),
        )


def _measure_tables(
    writer: Writer, base: str, pillar: Pillar, measures: list[MeasureLine]
) -> Iterator[Block]:
    yield Grid(
        id=f"{base}/measures",
        caption=f"個別施策（柱{pillar.number} {pillar.short}）",
        columns=("番号", "施策", "関係する条項", "重点分野", "担当"),
        rows=tuple(
            (
                Text(str(measure.number)),
                Text(measure.title),
                articles_of(writer, measure),
                Text("、".join(field.name for field in measure.priority_fields) or "―"),
                Text(measure.section or FILL_IN),
            )
            for measure in measures
        ),
        grounds=(writer.measures_key(),),
    )
    yield indicator_table(writer, f"{base}/measure-kpi", f"KPI（柱{pillar.number} {pillar.short}）", measures)


def indicator_table(writer: Writer, block_id: str, caption: str, measures: Iterable[MeasureLine]) -> Grid:
    """The indicators of measures, one row each; a measure without any has a row to fill in."""
    rows = []
    for measure in measures:
        number, section = Text(str(measure.number)), Text(measure.section or FILL_IN)
        if not measure.kpis:
            rows.append((number, *(Text(FILL_IN) for _ in range(5)), section))
        for kpi in measure.kpis:
            rows.append(
                (
                    number,
                    indicator(kpi),
                    Text(kpi.kind or FILL_IN),
                    current_value(writer, kpi),
                    target(kpi),
                    due(kpi),
                    section,
                )
            )
    return Grid(
        id=block_id,
        caption=caption,
        columns=("番号", "指標", "区分", "現状値", "目標値", "達成の時期", "担当"),
        rows=tuple(rows),
        grounds=(writer.measures_key(),),
    )


def kpi_table(writer: Writer, place: Place) -> Iterator[Block]:
    """The indicators of all measures; without measures, of the actions."""
    if writer.measures:
        yield indicator_table(writer, f"{place.base}/measure-kpi", "施策のKPI", writer.measures)
    if writer.actions:
        yield _action_indicators(writer, f"{place.base}/kpi", "施策の候補のKPI", writer.actions)


def articles_of(writer: Writer, measure: MeasureLine) -> Text:
    """The provisions on which a measure stands; one that is not known is marked."""
    known = writer.view.knowledge.provisions
    cited = tuple(
        ground.provision for ground in measure.grounds if ground.provision in known and ground.in_force
    )
    others = [f"{ground.law}{ground.article}" for ground in measure.grounds if ground.provision not in cited]
    text = "、".join((*((writer.articles(cited),) if cited else ()), *others))
    written = writer.book.stated(text or "―", *writer.book.provisions(cited))
    return Text(written.text, written.grounds, "未確認") if others else written


def _action_tables(writer: Writer, base: str, pillar: Pillar, chosen: list[ChosenAction]) -> Iterator[Block]:
    mark = mark_of(*(choice.action.status for choice in chosen))
    yield Grid(
        id=f"{base}/actions",
        caption=f"施策（柱{pillar.number} {pillar.short}）",
        columns=("番号", "施策", "関係する条項", "区分", "選んだ理由"),
        rows=tuple(_action_row(writer, choice) for choice in chosen),
        grounds=_origin(writer),
        notes=(
            Text(
                writer.say("施策の題名は、手引の構成、他団体の例などを基にした一般的な形〔である|です〕。"),
                (),
                mark,
            ),
        ),
    )
    yield _action_indicators(writer, f"{base}/kpi", f"KPI（柱{pillar.number} {pillar.short}）", chosen)


def _action_indicators(writer: Writer, block_id: str, caption: str, chosen: Iterable[ChosenAction]) -> Grid:
    return Grid(
        id=block_id,
        caption=caption,
        columns=("番号", "指標", "算式", "現状値", "目標値", "達成の時期", "担当"),
        rows=tuple(_kpi_row(writer, choice) for choice in chosen),
        grounds=_origin(writer),
    )


def _origin(writer: Writer) -> tuple[str, ...]:
    remarks = [remark for remark in writer.view.knowledge.plan.remarks if remark.id == "actions-origin"]
    return tuple(writer.book.fact(remark.id, remark, remark.text) for remark in remarks)


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
