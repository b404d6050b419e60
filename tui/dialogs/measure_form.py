"""Changing a measure and its indicators; what konkyo counts is shown, never typed."""

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from registry.analysis.kpi import KPI_KEYS, parse_kpi
from registry.analysis.measure_answers import KpiLine, MeasureLine
from registry.analysis.measure_edit import MeasureChanges
from registry.analysis.measure_words import read_schedule
from registry.errors import KonkyoError
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.screen_words import told_in_lines

_KEYS = {field: key for key, field in KPI_KEYS.items()}
_SCHEDULE = "例: 令和9年度=仕様を決める; 令和10年度=公開する"
_KPI = "例: 進捗 公開した路線; 単位=路線; 現状=0; 目標=10; 年度=令和10年度"


class MeasureForm(Dialog[MeasureChanges]):
    """Gives what was changed; an indicator whose line is emptied goes."""

    def __init__(self, line: MeasureLine) -> None:
        super().__init__()
        self._line = line
        self._before: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """One field per line; the form scrolls where it is longer than the screen."""
        line = self._line
        with DialogBox(classes="dialog plan-form") as box:
            box.border_title = f"個別施策 {line.number}"
            with VerticalScroll(classes="plan-scroll", can_focus=False):
                yield from self._field("title", "施策名", line.title)
                yield from self._field(
                    "pillars", "柱の番号（1〜5）", ",".join(str(one.number) for one in line.pillars)
                )
                yield from self._field(
                    "priority_fields",
                    "重点分野の番号（1〜8）",
                    ",".join(str(one.number) for one in line.priority_fields),
                )
                yield from self._field("section", "担当課", line.section)
                yield from self._field("outline", "概要", " ".join(line.outline.split()))
                schedule = "; ".join(f"{year}={what}" for year, what in line.schedule.items())
                yield from self._field("schedule", f"スケジュール（{_SCHEDULE}）", schedule)
                for kpi in line.kpis:
                    yield from self._field(f"kpi-{kpi.place}", _heading(kpi), _text(kpi))
                yield from self._field("kpi-new", f"KPI を足す（{_KPI}）", "")
                yield from self._field("note", "備考", " ".join(line.note.split()))
            yield Static(
                "Enter・Ctrl+S 決める  Tab 次の欄  KPI は欄を空にすると除く  Esc やめる",
                classes="dialog-keys",
            )

    def _field(self, name: str, label: str, value: str) -> Iterator[Widget]:
        self._before[name] = value
        yield Static(inert(label), classes="dialog-note", markup=False)
        yield Input(value, id=f"form-{name}", select_on_focus=False)
        problem = Static("", id=f"problem-{name}", classes="dialog-problem", markup=False)
        problem.display = False
        yield problem

    def on_key(self, event: events.Key) -> None:
        """Ctrl+S takes what was changed; the arrows go from field to field."""
        if event.key == "ctrl+s":
            event.stop()
            self._take()
        elif event.key in ("up", "down"):
            event.stop()
            (self.focus_next if event.key == "down" else self.focus_previous)(Input)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was changed."""
        event.stop()
        self._take()

    def _take(self) -> None:
        """Without a change nothing happens; what cannot be read is told below its field, which gets the focus."""
        changed = self._changed()
        wrong = [name for name in self._before if not self._readable(name, changed)]
        if wrong:
            self.query_one(f"#form-{wrong[0]}", Input).focus()
            self.query_one(f"#problem-{wrong[0]}", Static).scroll_visible(animate=False)
        else:
            self.dismiss(self._changes(changed) if changed else None)

    def _readable(self, name: str, changed: dict[str, str]) -> bool:
        """Tell below the field why it cannot be read, where it cannot."""
        from registry.analysis.measure_edit import changed_measure

        note = self.query_one(f"#problem-{name}", Static)
        note.display = False
        if name not in changed:
            return True
        stored = self.session.store().measure(self.session.the_body().code, self._line.number)
        try:
            changes = self._changes({name: changed[name]})
            if stored is not None:
                changed_measure(self.session.view, stored, changes)
        except KonkyoError as problem:
            note.update(inert(told_in_lines(problem)))
            note.display = True
            return False
        return True

    def _changed(self) -> dict[str, str]:
        now = {name: self.query_one(f"#form-{name}", Input).value.strip() for name in self._before}
        return {name: value for name, value in now.items() if value != self._before[name].strip()}

    def _changes(self, changed: dict[str, str]) -> MeasureChanges:
        """Raises UsageError for what cannot be read."""
        return MeasureChanges(
            title=changed.get("title"),
            pillars=_listed(changed.get("pillars")),
            priority_fields=_listed(changed.get("priority_fields")),
            section=changed.get("section"),
            outline=changed.get("outline"),
            note=changed.get("note"),
            schedule=tuple(self._years(changed["schedule"])) if "schedule" in changed else (),
            kpis=tuple(self._kpis(changed)),
            without_kpis=tuple(
                str(kpi.place) for kpi in self._line.kpis if changed.get(f"kpi-{kpi.place}") == ""
            ),
        )

    def _years(self, text: str) -> Iterator[str]:
        """The schedule as it is told: a year that is gone is emptied."""
        told = [
            part.strip() for part in text.replace("；", ";").replace("＝", "=").split(";") if part.strip()
        ]
        years = read_schedule(told)
        yield from told
        yield from (f"{year}=" for year in self._line.schedule if year not in years)

    def _kpis(self, changed: dict[str, str]) -> Iterator[str]:
        """Changed indicators, named by the place that they have when emptied ones are gone."""
        place = 0
        for kpi in self._line.kpis:
            text = changed.get(f"kpi-{kpi.place}")
            if text == "":
                continue
            place += 1
            if text is not None:
                yield _told(place, kpi, text)
        if changed.get("kpi-new"):
            yield changed["kpi-new"]


def _heading(kpi: KpiLine) -> str:
    if not kpi.counter:
        return f"KPI {kpi.place}"
    now = f"{kpi.current}{kpi.unit}" if kpi.current else kpi.missing
    return f"KPI {kpi.place}  {kpi.kind} {kpi.name}  現状 {now}（konkyo が数えます）"


def _text(kpi: KpiLine) -> str:
    """What of an indicator can be typed."""
    if not kpi.counter:
        return kpi.text
    year = f"{kpi.due_fiscal_year}" if kpi.due_fiscal_year else ""
    return f"区分={kpi.kind}; 目標={kpi.target}; 年度={year}"


def _told(place: int, kpi: KpiLine, text: str) -> str:
    """The change of one indicator: what is not in the text any more is emptied."""
    before, now = parse_kpi(_text(kpi)), parse_kpi(text)
    told = {field: "" for field in before.told if field not in now.told and field != "name"}
    told |= {field: value.replace("\\", "\\\\").replace(";", "\\;") for field, value in now.told.items()}
    if now.name:
        told["name"] = now.name.replace("\\", "\\\\").replace(";", "\\;")
    return "; ".join([str(place), *(f"{_KEYS[field]}={value}" for field, value in told.items())])


def _listed(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(
        part.strip() for part in text.replace("、", ",").replace("，", ",").split(",") if part.strip()
    )
