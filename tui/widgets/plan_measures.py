"""The measures of the plan: add from actions or of one's own, change fields and indicators, remove."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from registry.analysis.measure_answers import KpiLine, MeasureLine
from registry.analysis.measure_edit import MeasureChanges
from registry.law.dates import format_wareki
from tui.commands import Command
from tui.widgets.passages import Passage
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import Cell, Column, Row, RowList
from tui.words import GRADES, short_year

Result = TypeVar("Result")


class PlanMeasures(PlanView):
    """One row per measure."""

    COLUMNS: ClassVar = (
        Column("番", 4, right=True),
        Column("施策", 24, flexible=True),
        Column("柱", 5),
        Column("分野", 9, stays=False),
        Column("担当課", 12, stays=False),
        Column("KPI 現状→目標", 40, stays=False),
        Column("足りない", 8, right=True),
    )
    ADD: ClassVar = Command(
        "add", ("a",), "足す", "個別施策を足す（候補から、または独自に）", "add", changes=True
    )
    COMMANDS: ClassVar = (
        ADD,
        Command("edit", ("enter", "e", "f2"), "直す", "個別施策と KPI を直す", "edit", changes=True),
        Command("remove", ("delete", "x"), "除く", "個別施策を除く", "take_out", changes=True),
    )
    EMPTY: ClassVar = "個別施策はまだありません。a で足します（候補から、または独自に）"

    def fill(self) -> None:
        """The measures with their indicators as they are now."""
        answer = self.session.measures()
        lines = answer.measures if answer is not None else ()
        self.rows.show_rows([_row(line) for line in lines])
        self.tell()

    def commands(self) -> Sequence[Command]:
        """Changing and removing, where there is a measure."""
        return self.COMMANDS if self.rows.count else (self.ADD,)

    def _line(self, key: str | None) -> MeasureLine | None:
        answer = self.session.measures()
        lines = answer.measures if answer is not None else ()
        return next((line for line in lines if str(line.number) == key), None)

    def told(self, key: str) -> Sequence[Passage | str]:
        """The sheet of the measure."""
        line = self._line(key)
        return () if line is None else list(sheet_of(line))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Change the measure."""
        event.stop()
        if self.session.may_change:
            self.edit()

    def add(self) -> None:
        """Choose an action, or a measure of one's own, and add it."""
        from tui.dialogs.choose_action import ChooseAction

        self.app.push_screen(ChooseAction(), self._chosen)

    def _chosen(self, chosen: str | None) -> None:
        from tui.dialogs.ask_text import AskText

        if chosen:
            self._added(MeasureChanges(action=chosen))
        elif chosen is not None:
            self.app.push_screen(AskText("独自の個別施策", "施策名", yes="足す"), self._named)

    def _named(self, title: str | None) -> None:
        if title:
            self._added(MeasureChanges(title=title))

    def _added(self, changes: MeasureChanges) -> None:
        from registry.analysis.measure_edit import add_measure

        session = self.session
        measure = self._done(
            lambda: session.change(
                lambda store: add_measure(
                    store, session.view, session.the_body(), changes, now=session.now(), actor=session.actor
                )
            )
        )
        if measure is not None:
            self.konkyo.say(f"個別施策 {measure.measure_id}「{measure.title}」を足しました", undo=True)
            self.rows.find(str(measure.measure_id))

    def edit(self) -> None:
        """Change the measure under the cursor."""
        from tui.dialogs.measure_form import MeasureForm

        line = self._line(self.rows.key)
        if line is not None:
            self.app.push_screen(MeasureForm(line), lambda changes: self._edited(line, changes))

    def _edited(self, line: MeasureLine, changes: MeasureChanges | None) -> None:
        from registry.analysis.measure_edit import edit_measure

        if changes is None:
            return
        session = self.session
        measure = self._done(
            lambda: session.change(
                lambda store: edit_measure(
                    store,
                    session.view,
                    session.the_body(),
                    str(line.number),
                    changes,
                    now=session.now(),
                    actor=session.actor,
                    expected_version=line.row_version,
                )
            )
        )
        if measure is not None:
            self.konkyo.say(f"個別施策 {line.number}「{measure.title}」を直しました", undo=True)

    def take_out(self) -> None:
        """Remove the measure under the cursor."""
        from registry.analysis.measure_edit import remove_measure

        line = self._line(self.rows.key)
        if line is None:
            return
        session = self.session
        session.change(
            lambda store: remove_measure(
                store, session.the_body(), str(line.number), now=session.now(), actor=session.actor
            )
        )
        self.konkyo.say(f"個別施策 {line.number}「{line.title}」を除きました", undo=True)

    def _done(self, work: Callable[[], Result]) -> Result | None:
        """The result of a change; a foreseen error is told."""
        from registry.errors import KonkyoError

        try:
            return work()
        except KonkyoError as problem:
            self.konkyo.report(problem)
            return None


def _row(line: MeasureLine) -> Row:
    warnings = sum(finding.severity == "warning" for finding in line.findings)
    return Row(
        str(line.number),
        (
            str(line.number),
            line.title,
            "・".join(str(pillar.number) for pillar in line.pillars),
            "・".join(str(field.number) for field in line.priority_fields),
            line.section,
            "、".join(f"{kpi.name} {_values(kpi)}" for kpi in line.kpis),
            Cell(f"{warnings}", "caution") if warnings else "",
        ),
    )


def _values(kpi: KpiLine) -> str:
    """Current value, target and year of an indicator."""
    now = f"{kpi.current}{kpi.unit}" if kpi.current else "現状なし"
    target = f"{kpi.target}{kpi.unit} {short_year(kpi.due_fiscal_year)}".strip() if kpi.target else "目標なし"
    return f"{now}→{target}"


def sheet_of(line: MeasureLine) -> Sequence[Passage]:
    """A measure as it is read."""
    said = [Passage(f"{line.number} {line.title}", "heading")]
    if line.action is not None:
        said.append(
            Passage(
                f"もとの候補  {line.action.id} {line.action.title}", "dim", mark=GRADES[line.action.status]
            )
        )
    pillars = "、".join(f"{one.number} {one.short}" for one in line.pillars)
    fields = "、".join(f"{one.number} {one.name}" for one in line.priority_fields)
    named = (("柱", pillars), ("分野", fields), ("担当課", line.section), ("概要", line.outline))
    said += [Passage(f"{name}  {text}") for name, text in named if text]
    for kpi in line.kpis:
        name = " ".join(part for part in (kpi.kind, kpi.name) if part)
        said.append(Passage(f"KPI {kpi.place}  {name}  {_values(kpi)}", "accent"))
        if kpi.counter:
            day = f"{format_wareki(kpi.current_on)}  " if kpi.current_on else ""
            said.append(Passage(f"konkyo が数えます  {day}{kpi.missing or kpi.source}".rstrip(), "dim", 1))
        elif kpi.source:
            said.append(Passage(f"出典  {kpi.source}", "dim", 1))
    said += [Passage(f"{year}年度  {what}", "", 1) for year, what in line.schedule.items()]
    said += [Passage(f"{one.law} {one.article}", "", 1, mark=GRADES[one.status]) for one in line.grounds]
    said += [Passage(f"足りない  {one.message}", "caution") for one in line.findings]
    return said
