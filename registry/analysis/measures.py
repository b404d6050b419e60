"""Measures (個別施策) as the reader sees them: with names, counted indicators, the matrix and what they lack."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import structs

from registry.analysis.counters import COUNTERS, COVERED_FROM, Counting, has_target, known_counter
from registry.analysis.holdings import sources_of
from registry.analysis.kpi import format_kpi
from registry.analysis.measure_answers import (
    ActionRef,
    CellState,
    CounterLine,
    CounterList,
    DataRef,
    FieldRef,
    GroundRef,
    KpiLine,
    MatrixCell,
    MeasureFinding,
    MeasureLine,
    MeasuresAnswer,
    MeasureSheet,
    PathRef,
    PillarRef,
    SheetField,
)
from registry.analysis.measure_findings import Examiner, sheet_fields
from registry.analysis.targets import name_of_target
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.publishing.answers import body_ref
from registry.workspace.domain import NO_PERSONAL_DATA, OWN_WORDS, Kpi, Measure

if TYPE_CHECKING:
    from registry.analysis.gaps import GapsAnswer
    from registry.workspace.repository import Workspace

NO_PERSONAL_LABEL = "個人情報を使わない"


def measures_view(
    store: "Workspace", view: KnowledgeAt, body: Body, day: date, gaps: "GapsAnswer | None" = None
) -> MeasuresAnswer:
    """All measures of a body on a day.

    ``gaps``: those of the body on that day, where the caller has them; else they are worked out when an
    indicator needs them.
    """
    on_day = view if view.day == day else view.knowledge.at(day)
    stored = store.measures(body.code)
    reader = _Reader(on_day, Counting(store, on_day, body, stored, gaps))
    lines = tuple(reader.line(measure) for measure in stored)
    pillars, fields = reader.pillars(), reader.fields()
    cells = matrix_of(stored, pillars, fields)
    own = tuple(finding for line in lines for finding in line.findings)
    return MeasuresAnswer(
        as_of=day,
        body=body_ref(body),
        notices=on_day.notices(),
        catalogues=sources_of(store.imports(body.code)),
        measures=lines,
        pillars=pillars,
        priority_fields=fields,
        matrix=cells,
        findings=(*own, *reader.of_all(stored, pillars)),
    )


def measure_sheet(
    store: "Workspace", view: KnowledgeAt, body: Body, measure: Measure, gaps: "GapsAnswer | None" = None
) -> MeasureSheet:
    """One measure as a sheet (施策票)."""
    counting = Counting(store, view, body, store.measures(body.code), gaps)
    return MeasureSheet(
        as_of=view.day,
        body=body_ref(body),
        notices=view.notices(),
        fields=tuple(
            SheetField(
                id=field.id,
                name=field.name,
                required=field.required,
                in_template=field.in_template,
                status=field.status,
            )
            for field in sheet_fields(view)
        ),
        measure=_Reader(view, counting).line(measure),
    )


def list_counters(store: "Workspace", view: KnowledgeAt, body: Body) -> CounterList:
    """Every counter with what it counts now."""
    counting = Counting(store, view, body, store.measures(body.code))
    lines = []
    for counter in COUNTERS:
        counted = counting(counter.id)
        lines.append(
            CounterLine(
                id=counter.id,
                name=counter.name,
                unit=counter.unit,
                formula=counter.formula,
                value=counted.value,
                on=counted.on,
                source=counted.source,
                missing=counted.missing,
            )
        )
    return CounterList(as_of=view.day, body=body_ref(body), counters=tuple(lines))


def matrix_of(
    measures: Iterable[Measure], pillars: Iterable[PillarRef], fields: Iterable[FieldRef]
) -> tuple[MatrixCell, ...]:
    """Every pillar by every field; a measure stands in each pairing of its pillars and fields."""
    known, columns = tuple(measures), tuple(fields)
    cells = []
    for pillar in pillars:
        for field in columns:
            standing = [m for m in known if pillar.id in m.pillars and field.id in m.priority_fields]
            with_target = sum(1 for measure in standing if has_target(measure))
            state: CellState = "empty"
            if standing:
                state = "covered" if with_target >= COVERED_FROM else "thin"
            cells.append(
                MatrixCell(
                    pillar=pillar.id,
                    field=field.id,
                    state=state,
                    measures=tuple(measure.measure_id for measure in standing),
                    with_target=with_target,
                )
            )
    return tuple(cells)


class _Reader:
    """Turns what is stored into what is shown; ids that the knowledge has no more are shown as they are."""

    def __init__(self, view: KnowledgeAt, counting: Counting) -> None:
        self._view = view
        self._counting = counting
        self._examiner = Examiner(view)
        self._pillars = {ref.id: ref for ref in self.pillars()}
        self._fields = {ref.id: ref for ref in self.fields()}
        self._actions = {action.id: action for action in view.knowledge.actions.actions}
        self._nodes = {node.id: node.label for node in view.knowledge.guide.nodes}

    def pillars(self) -> tuple[PillarRef, ...]:
        return tuple(
            PillarRef(id=pillar.id, number=pillar.number, name=pillar.name, short=pillar.short)
            for pillar in self._view.knowledge.plan.pillars
        )

    def fields(self) -> tuple[FieldRef, ...]:
        return tuple(
            FieldRef(id=field.id, number=field.number, name=field.name, status=field.status)
            for field in self._view.knowledge.plan.fields
        )

    def of_all(self, measures: Iterable[Measure], pillars: Iterable[PillarRef]) -> tuple[MeasureFinding, ...]:
        return tuple(self._examiner.pillars(pillars, {name for m in measures for name in m.pillars}))

    def line(self, measure: Measure) -> MeasureLine:
        action = self._actions.get(measure.action_id)
        line = MeasureLine(
            number=measure.measure_id,
            title=measure.title,
            action=None
            if action is None
            else ActionRef(id=action.id, title=action.title, status=action.status),
            pillars=tuple(self._pillars[name] for name in measure.pillars if name in self._pillars),
            priority_fields=tuple(
                self._fields[name] for name in measure.priority_fields if name in self._fields
            ),
            grounds=tuple(map(self._ground, measure.grounds)),
            outline=measure.outline,
            section=measure.section,
            kpis=tuple(self._kpi(place, kpi) for place, kpi in enumerate(measure.kpis, start=1)),
            schedule=measure.schedule,
            data_used=tuple(map(self._data, measure.data_used)),
            data_published=tuple(map(self._data, measure.data_published)),
            personal_path=self._path(measure.personal_path),
            note=measure.note,
            findings=(),
            row_version=measure.row_version,
        )
        return structs.replace(line, findings=self._examiner.measure(line))

    def _ground(self, provision_id: str) -> GroundRef:
        known = self._view.knowledge.provisions.get(provision_id)
        if known is None:
            from registry.knowledge.facts import Grade

            return GroundRef(
                provision=provision_id,
                law="",
                article=provision_id,
                in_force=False,
                status=Grade.UNVERIFIED,
                url=None,
            )
        cited = self._view.legal_text(provision_id)
        return GroundRef(
            provision=provision_id,
            law=cited.title,
            article=cited.article,
            in_force=self._view.in_force(known),
            status=self._view.grade(known),
            url=cited.url,
        )

    def _kpi(self, place: int, kpi: Kpi) -> KpiLine:
        line = KpiLine(
            place=place,
            name=kpi.name,
            kind=kpi.kind,
            unit=kpi.unit,
            formula=kpi.formula,
            counter=kpi.counter,
            current=kpi.current,
            current_on=kpi.current_on,
            source=kpi.source,
            missing="",
            target=kpi.target,
            due_fiscal_year=kpi.due_fiscal_year,
            text=format_kpi(kpi),
        )
        if not kpi.counter:
            return line
        counted, counter = self._counting(kpi.counter), known_counter(kpi.counter)
        return structs.replace(
            line,
            unit=counter.unit if counter else kpi.unit,
            formula=counter.formula if counter else kpi.formula,
            current=counted.value,
            current_on=counted.on,
            source=counted.source,
            missing=counted.missing,
        )

    def _data(self, stored: str) -> DataRef:
        if stored.startswith(OWN_WORDS):
            return DataRef(kind="own", id="", number="", name=stored.removeprefix(OWN_WORDS))
        item = self._view.knowledge.items.get(stored)
        if item is not None:
            return DataRef(kind="item", id=stored, number=str(item.number), name=item.name)
        datasets = self._view.knowledge.datasets.datasets
        number = next((dataset.number for dataset in datasets if dataset.id == stored), None)
        kind: Literal["dataset"] = "dataset"
        name = name_of_target(self._view.knowledge, kind, stored)
        return DataRef(kind=kind, id=stored, number=str(number or ""), name=name)

    def _path(self, stored: str) -> PathRef | None:
        if not stored:
            return None
        label = NO_PERSONAL_LABEL if stored == NO_PERSONAL_DATA else self._nodes.get(stored, stored)
        return PathRef(id=stored, label=label)
