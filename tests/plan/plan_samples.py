"""Inputs for tests of drafts: bodies, a catalogue, measures of a made-up kind."""

from datetime import UTC, date, datetime
from pathlib import Path

from registry.analysis.gaps import find_gaps
from registry.analysis.holdings import CatalogueSource, FoundRecord, Holdings
from registry.analysis.measure_answers import MeasuresAnswer
from registry.analysis.measures import measures_view
from registry.knowledge.base import Knowledge
from registry.plan.inputs import DraftInputs
from registry.plan.proposing import choose
from registry.plan.register import Style, parse_period
from registry.publishing.answers import answer_publishable
from registry.workspace.domain import Kpi, Measure, TargetCoverage, TargetState
from registry.workspace.repository import Workspace

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CITY, PREFECTURE, WARD, VILLAGE = "141003", "140007", "131016", "山梨県道志村"


def catalogue() -> Holdings:
    """A catalogue of 1,000 records in which one standard dataset was found, and one planned publication."""
    record = FoundRecord(
        id="r1", title="避難所", decision="accept", decided_by="rule", score=1.0, evidence=(), url=""
    )
    return Holdings(
        catalogues=(
            CatalogueSource(
                name="",
                file_name="目録.csv",
                sha256="0" * 64,
                form="オープンデータ一覧",
                records=1000,
                imported_at=datetime(2026, 11, 20, 9, 0),
                sequence=3,
            ),
        ),
        coverage={
            ("dataset", "ods-03"): TargetCoverage(
                target_kind="dataset", target_id="ods-03", accepted=1, review=0
            )
        },
        records={("dataset", "ods-03"): (record,)},
        states={
            ("item", "item-05"): TargetState(
                target_kind="item",
                target_id="item-05",
                state="公開予定",
                section="危機管理課",
                fiscal_year=2028,
            )
        },
    )


def measures(knowledge: Knowledge, count: int) -> list[Measure]:
    """Measures after the actions of the knowledge, some of them with gaps."""
    made = []
    for number in range(count):
        action = knowledge.actions.actions[number * 7 % len(knowledge.actions.actions)]
        counted = Kpi(
            name="標準データセット充足率",
            kind="進捗",
            counter="datasets_share",
            target="60",
            due_fiscal_year=2029,
        )
        typed = Kpi(
            name="利用率",
            kind="効果",
            unit="%",
            current="32.5",
            current_on=date(2026, 3, 31),
            source="手続の調査",
            target="60" if number % 2 else "",
            due_fiscal_year=2029,
        )
        made.append(
            Measure(
                title=f"{action.title}（{number}）",
                action_id=action.id,
                pillars=(action.pillar,),
                priority_fields=action.fields[:2],
                grounds=action.provisions,
                outline="手続を見直し、\nオンラインでも受け付ける。",
                section="デジタル推進課" if number % 3 else "",
                kpis=(counted, typed) if number % 4 else (),
                schedule={"2027": "調査", "2028": "試行", "2033": "拡大"} if number % 2 else {},
                data_used=("item-05",),
                data_published=("ods-05", "他:行事の一覧"),
                personal_path=("none", "U1", "")[number % 3],
            )
        )
    return made


def registered(
    knowledge: Knowledge, body: str, stored: list[Measure], folder: Path, holdings: Holdings | None = None
) -> MeasuresAnswer:
    """What a workspace says of these measures."""
    view, found = knowledge.at(DAY), knowledge.bodies.find(body)
    gaps = find_gaps(view, found, holdings=holdings)
    with Workspace.open(folder / f"{found.code}.db", NOW) as store:
        for measure in stored:
            store.save_measure(found.code, measure, now=NOW)
        return measures_view(store, view, found, DAY, gaps)


def inputs(
    knowledge: Knowledge,
    body: str = CITY,
    day: date = DAY,
    *,
    holdings: Holdings | None = None,
    answer: MeasuresAnswer | None = None,
    actions: tuple[str, ...] = (),
    style: Style = Style.DEARU,
    period: str = "2027-2031",
) -> DraftInputs:
    """Everything that a draft of the body depends on."""
    view, found = knowledge.at(day), knowledge.bodies.find(body)
    decided = answer_publishable(view, found)
    gaps = find_gaps(view, found, holdings=holdings, decided=decided)
    return DraftInputs(
        view=view,
        body=found,
        publishable=decided,
        gaps=gaps,
        actions=choose(knowledge, actions, gaps),
        measures=answer,
        period=parse_period(period) if period else None,
        style=style,
        fingerprint="f" * 32,
        version="0.1.0",
    )
