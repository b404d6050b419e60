"""What will be published under which article, when and by whom, and what must be found out first."""

from collections.abc import Iterator

from registry.analysis.gaps import STATE_LABELS, Finding
from registry.analysis.measure_answers import MeasureLine
from registry.law.dates import format_fiscal_year
from registry.plan.document import FILL_IN, Block, Grid, Text
from registry.plan.inputs import Place, Writer
from registry.publishing.answers import ItemAnswer
from registry.publishing.verdicts import VERDICT_LABELS, Verdict


def open_data_list(writer: Writer, place: Place) -> Iterator[Block]:
    """What will be published under which article, and what must be found out first."""
    items = writer.inputs.publishable.items
    base = place.base
    listed = [item for item in items if item.verdict in (Verdict.YES, Verdict.CONDITIONAL)]
    if listed:
        yield Grid(
            id=f"{base}/items",
            caption=f"公開するデータの一覧（{writer.today}現在の判定による）",
            columns=(
                *("項番", "情報項目", "判定", "根拠とする条項", "公開の形", "条件", "状況", "時期", "担当"),
                *(("施策",) if writer.measures else ()),
            ),
            rows=tuple(_item_row(writer, item) for item in listed),
            grounds=(writer.book.verdicts(),),
        )
    yield from _datasets(writer, base)
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
    publishing = _publishing(writer, item.id)
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
    state, when, section = _plan_of(writer, finding, publishing)
    return (
        Text(str(item.number)),
        Text(item.name),
        Text(VERDICT_LABELS[item.verdict]),
        ground,
        Text(modes or "―"),
        Text(conditions or "―"),
        state,
        when,
        section,
        *((_numbers(publishing),) if writer.measures else ()),
    )


def _datasets(writer: Writer, base: str) -> Iterator[Block]:
    """Standard datasets that the body has planned, or that a measure publishes."""
    gaps = writer.inputs.gaps
    rows = []
    for finding in sorted((*gaps.gaps, *gaps.published), key=lambda finding: finding.id):
        if finding.kind != "dataset":
            continue
        publishing = _publishing(writer, finding.id)
        if finding.told is None and not publishing:
            continue
        measures = (_numbers(publishing),) if writer.measures else ()
        rows.append((Text(finding.name), *_plan_of(writer, finding, publishing), *measures))
    if rows:
        yield Grid(
            id=f"{base}/datasets",
            caption="公開する標準データセット",
            columns=("名称", "状況", "時期", "担当", *(("施策",) if writer.measures else ())),
            rows=tuple(rows),
            grounds=(
                writer.states_key(),
                *((writer.measures_key(),) if writer.measures else ()),
                *writer.catalogue_keys(),
            ),
        )


def _publishing(writer: Writer, target_id: str) -> list[MeasureLine]:
    return [
        measure for measure in writer.measures if target_id in {data.id for data in measure.data_published}
    ]


def _numbers(publishing: list[MeasureLine]) -> Text:
    return Text("、".join(str(measure.number) for measure in publishing) or "―")


def _plan_of(
    writer: Writer, finding: Finding | None, publishing: list[MeasureLine]
) -> tuple[Text, Text, Text]:
    """State, fiscal year and section: as the body told, else the section of the one measure that publishes it."""
    told = finding.told if finding is not None else None
    state = "確かめられていない"
    if finding is not None and (writer.inputs.gaps.catalogues or told is not None):
        state = told.state if told is not None else STATE_LABELS[finding.state]
    when = format_fiscal_year(told.fiscal_year) if told is not None and told.fiscal_year else FILL_IN
    sections = list(dict.fromkeys(measure.section for measure in publishing if measure.section))
    section = told.section if told is not None and told.section else "、".join(sections)
    return Text(state), Text(when), Text(section or FILL_IN)
