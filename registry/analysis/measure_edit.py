"""Adding and changing measures (個別施策): what a planner told, checked and put into the stored form."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from registry.analysis.kpi import KpiChange, changed_kpi, find_kpi, new_kpi, parse_kpi
from registry.analysis.measure_words import (
    find_action,
    find_data,
    find_each,
    find_field,
    find_ground,
    find_path,
    find_pillar,
    read_schedule,
)
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.plans import Action
from registry.text.normalise import fold
from registry.workspace.domain import Kpi, Measure

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class MeasureChanges(Struct, frozen=True, kw_only=True):
    """What is told of a measure, as written; None leaves a field as it is, "" or () empties it."""

    title: str | None = None
    action: str | None = None
    pillars: Sequence[str] | None = None
    priority_fields: Sequence[str] | None = None
    grounds: Sequence[str] | None = None
    outline: str | None = None
    section: str | None = None
    kpis: Sequence[str] = ()
    """Indicators to add or to change, each as ``registry.analysis.kpi`` reads it."""
    without_kpis: Sequence[str] = ()
    """Indicators to take out, by name or place before anything else is done."""
    schedule: Sequence[str] = ()
    """Entries 2027=…, put into the schedule."""
    data_used: Sequence[str] | None = None
    data_published: Sequence[str] | None = None
    personal_path: str | None = None
    note: str | None = None


Finder = Callable[[KnowledgeAt, str], str]
NO_CHANGES = MeasureChanges()


def measure_of_action(view: KnowledgeAt, action: Action) -> Measure:
    """A measure that follows an action: title, pillar, fields, grounds in force and indicator are taken over."""
    known = view.knowledge.provisions
    change = KpiChange(
        text=action.kpi.name, reference="", told={"name": action.kpi.name, "formula": action.kpi.formula}
    )
    return Measure(
        title=action.title,
        action_id=action.id,
        pillars=(action.pillar,),
        priority_fields=action.fields,
        grounds=tuple(ground for ground in action.provisions if view.in_force(known[ground])),
        kpis=(_taken_over(change, view),),
    )


def new_measure(view: KnowledgeAt, changes: MeasureChanges) -> Measure:
    """The measure that is told, from an action or the body's own.

    Raises UsageError when it has no title, or for anything that cannot be read.
    """
    measure = Measure(title="")
    if changes.action:
        measure = measure_of_action(view, find_action(view, changes.action))
    measure = changed_measure(view, measure, structs.replace(changes, action=None))
    if not measure.title:
        raise UsageError(
            "個別施策に施策名がありません",
            mend="--title で施策名を書くか、--action で施策の候補（konkyo plan actions）を指定してください",
        )
    return measure


def changed_measure(view: KnowledgeAt, measure: Measure, changes: MeasureChanges) -> Measure:
    """The measure with what is told.

    Raises UsageError for anything that cannot be read, and when the title is emptied.
    """
    if changes.title is not None:
        title = " ".join(changes.title.split())
        if not title:
            raise UsageError("施策名は空にできません", mend="施策名を書いてください")
        measure = structs.replace(measure, title=title)
    if changes.action is not None:
        action = find_action(view, changes.action).id if changes.action else ""
        measure = structs.replace(measure, action_id=action)
    for field, texts, find in (
        ("pillars", changes.pillars, find_pillar),
        ("priority_fields", changes.priority_fields, find_field),
        ("grounds", changes.grounds, find_ground),
        ("data_used", changes.data_used, find_data),
        ("data_published", changes.data_published, find_data),
    ):
        if texts is not None:
            found = find_each(view, texts, _keeping(getattr(measure, field), find))
            measure = structs.replace(measure, **{field: found})
    for field, text in (("outline", changes.outline), ("note", changes.note)):
        if text is not None:
            measure = structs.replace(measure, **{field: text.replace("\r\n", "\n").strip()})
    if changes.section is not None:
        measure = structs.replace(measure, section=" ".join(changes.section.split()))
    if changes.personal_path is not None:
        find_way = _keeping((measure.personal_path,), find_path)
        measure = structs.replace(
            measure, personal_path=find_way(view, changes.personal_path) if changes.personal_path else ""
        )
    return structs.replace(
        measure,
        kpis=_changed_kpis(view, measure.kpis, changes),
        schedule=read_schedule(changes.schedule, measure.schedule),
    )


def find_measure(measures: Iterable[Measure], text: str) -> Measure:
    """The measure of that number, action or title.

    Raises UsageError when none or several answer to the text.
    """
    known = tuple(measures)
    wanted = fold(text)
    found = [measure for measure in known if wanted == str(measure.measure_id)] or [
        measure for measure in known if wanted and wanted in (fold(measure.action_id), fold(measure.title))
    ]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"{measure.measure_id} {measure.title}" for measure in (found or known)[:20])
    raise UsageError(
        f"「{text}」に当たる個別施策が {len(found)} 件あります"
        if found
        else f"個別施策「{text}」はありません",
        why=f"{'当たるもの' if found else '登録済み'}: {listed}"
        if listed
        else "個別施策はまだ登録されていません",
        mend="konkyo plan measures list で番号を確かめてください",
    )


def add_measure(
    store: "Workspace",
    view: KnowledgeAt,
    body: Body,
    changes: MeasureChanges,
    *,
    now: datetime,
    actor: str = "",
) -> Measure:
    """Store a new measure; raises as ``new_measure``."""
    return store.save_measure(body.code, new_measure(view, changes), now=now, actor=actor)


def edit_measure(
    store: "Workspace",
    view: KnowledgeAt,
    body: Body,
    which: str,
    changes: MeasureChanges,
    *,
    now: datetime,
    actor: str = "",
    expected_version: int | None = None,
) -> Measure:
    """Change a stored measure, named by number, action or title.

    Raises UsageError as ``find_measure`` and ``changed_measure``, and when nothing is told; EditConflict when
    somebody changed the measure since it was read (``expected_version``; without it: within this call).
    """
    if changes == NO_CHANGES:
        raise UsageError(
            "変えるところがありません", mend="--section や --kpi などで、変えるところを指定してください"
        )
    measure = find_measure(store.measures(body.code), which)
    version = measure.row_version if expected_version is None else expected_version
    return store.save_measure(
        body.code, changed_measure(view, measure, changes), now=now, actor=actor, expected_version=version
    )


def remove_measure(store: "Workspace", body: Body, which: str, *, now: datetime, actor: str = "") -> Measure:
    """Remove a measure, named as in ``edit_measure``; returns what it was."""
    measure = find_measure(store.measures(body.code), which)
    store.remove_measure(
        body.code, measure.measure_id, now=now, actor=actor, expected_version=measure.row_version
    )
    return measure


def _keeping(stored: Sequence[str], find: Finder) -> Finder:
    """As ``find``, but an id that stands there already may stay, be it unknown or out of force by now."""
    return lambda view, text: text if text and text in stored else find(view, text)


def _taken_over(change: KpiChange, view: KnowledgeAt) -> Kpi:
    """The indicator of an action: counted where the program can count it, else with the action's formula."""
    named = new_kpi(structs.replace(change, told={"name": change.told["name"]}), view.day)
    return named if named.counter else new_kpi(change, view.day)


def _changed_kpis(view: KnowledgeAt, kpis: tuple[Kpi, ...], changes: MeasureChanges) -> tuple[Kpi, ...]:
    known = list(kpis)
    places = sorted({_place_of(known, text) for text in changes.without_kpis}, reverse=True)
    for at in places:
        del known[at]
    for text in changes.kpis:
        change = parse_kpi(text)
        place = find_kpi(known, change)
        if place is None and len(known) == 1 and not change.name and not _names_counter(change):
            place = 0
        if place is None:
            known.append(new_kpi(change, view.day))
        else:
            known[place] = changed_kpi(known[place], change, view.day)
    names = [fold(kpi.name) for kpi in known]
    twice = next((kpi.name for kpi in known if names.count(fold(kpi.name)) > 1), None)
    if twice is not None:
        raise UsageError(
            f"KPI「{twice}」が二つになります",
            why="一つの個別施策の中では、KPI を名称で見分けます",
            mend="どちらかの名称を変えるか、一つを --without-kpi で外してください",
        )
    return tuple(known)


def _names_counter(change: KpiChange) -> bool:
    return change.told.get("current", "").lower().startswith(("count", "集計"))


def _place_of(kpis: Sequence[Kpi], text: str) -> int:
    place = find_kpi(kpis, parse_kpi(text))
    if place is None:
        listed = "、".join(f"{at} {kpi.name}" for at, kpi in enumerate(kpis, 1)) or "なし"
        raise UsageError(
            f"KPI「{text}」はありません", why=f"今ある KPI: {listed}", mend="番号か名称で指定してください"
        )
    return place
