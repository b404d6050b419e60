"""The desk of the place 計画: the open plan, its text in the editor, outline and grounds beside it, autosave."""

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from registry.errors import KonkyoError
from tui.places.base import Place
from tui.plan_grounds import passages_for
from tui.plan_shape import Shape, moved, shape_of
from tui.plan_work import PlanWork
from tui.widgets.merge_view import MergeView
from tui.widgets.passages import Passages
from tui.widgets.plan_editor import PlanEditor
from tui.widgets.plan_findings import PlanFindings
from tui.widgets.plan_matrix import PlanMatrix
from tui.widgets.plan_measures import PlanMeasures
from tui.widgets.plan_outline import PlanOutline
from tui.widgets.plan_versions import PlanVersions
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from registry.plan.lint.findings import LintFinding

VIEWS = {"text": "本文", "findings": "指摘", "measures": "施策の表", "matrix": "柱×分野", "versions": "版"}
"""The views that v goes through; 下見 and 競合 stand in the place of the text."""
NARROW, _WIDE = 110, 160
_AUTOSAVE_AFTER = 0.7
_LINT_AFTER = 1.5
_LEGEND = "生 生成のまま  直 手直しあり\n記 記入欄の数  競 競合"
_NO_PLAN = "案はまだありません。r で作ります（足りない事実は、あとでも入れられます）"
_NO_PLAN_HERE = "案はまだありません（閲覧のみか過去の基準日のため、いまは作れません）"
_NOTHING = Shape("", (), 0, 0, 0, 0, ())


class PlanDesk(Place):
    """Keeps editor, outline, grounds and file in step."""

    def __init__(self) -> None:
        super().__init__()
        self.work: PlanWork | None = None
        self.shape = _NOTHING
        self.findings: tuple[LintFinding, ...] = ()
        self.view = "text"
        self._saving: Timer | None = None
        self._linting: Timer | None = None
        self._grounds_of: tuple[int, int] = (-1, -1)
        self._wrote = False
        """True while the text, or a search in it, had the focus last."""
        self._linted = 0
        self._rows = 0
        """Lines of the text when findings were placed last."""

    def compose(self) -> ComposeResult:
        """Outline, the view, grounds."""
        with Horizontal(id="plan-body"):
            with Vertical(id="plan-side"):
                yield PlanOutline(id="plan-outline")
                yield Static(_LEGEND, id="plan-legend", markup=False)
            with Container(id="plan-centre"):
                yield PlanEditor("plan-text", self.on_key)
                yield Passages(id="plan-preview")
                yield MergeView(id="plan-merge")
                yield PlanFindings("plan-findings")
                yield PlanMeasures("plan-measures")
                yield PlanMatrix("plan-matrix")
                yield PlanVersions("plan-versions")
                yield Input(placeholder="さがす言葉（F3 次へ）", id="plan-find", compact=True)
            yield Passages(id="plan-grounds")

    def on_mount(self) -> None:
        """The text is the first view."""
        self.look_at("text")

    @property
    def editor(self) -> PlanEditor:
        """The text."""
        return self.query_one("#plan-text", PlanEditor)

    @property
    def outline(self) -> PlanOutline:
        """The outline."""
        return self.query_one(PlanOutline)

    @property
    def has_plan(self) -> bool:
        """True while a plan is open."""
        return self.work is not None and self.work.shown is not None

    @property
    def writing(self) -> bool:
        """True while the text is typed into."""
        return self.app.focused is self.editor

    def on_resize(self) -> None:
        """One pane or three."""
        width = self.app.size.width
        self.set_class(width < NARROW, "narrow")
        self.set_class(width >= _WIDE, "wide")

    def look_at(self, view: str) -> None:
        """Show a view in the middle."""
        self.view = view
        for widget in self.query_one("#plan-centre").children:
            if widget.id != "plan-find":
                widget.display = widget.id == f"plan-{view}"
        self.set_class(view in ("measures", "matrix", "versions", "merge", "findings"), "whole")
        self._fold()
        if isinstance(shown := self.query_one(f"#plan-{view}"), PlanView):
            shown.fill()

    def _fold(self) -> None:
        """Where there is room for one pane: the outline while it is walked, else the text."""
        text = self.view == "text"
        self.set_class(text and not self.writing and self.app.focused is not self._find, "outlining")
        self.set_class(text and not self.has_plan, "no-plan")

    @property
    def _find(self) -> Input:
        return self.query_one("#plan-find", Input)

    def fill(self) -> None:
        """Open the body's plan; follow undo and redo; bring the view up to date."""
        session = self.session
        if session.body is None:
            self.work = None
            self._empty("団体を選んでください（B）")
            return
        if self.work is None or self.work.body.code != session.body.code:
            if self.work is not None:
                self.work.save()
            self.work = PlanWork(session)
            self.load(self.work.row)
            self._tell_opened(self.work)
        elif self.work.follow():
            self.load(self.editor.row)
        self.editor.read_only = not session.may_change
        if self.view == "merge" and not self.shape.conflicts:
            self.look_at("text")
        for view in self.query(PlanView):
            if view.display:
                view.fill()

    def _tell_opened(self, work: PlanWork) -> None:
        if work.recovered is not None:
            at = f"{work.recovered:%H:%M}"
            self.konkyo.say(f"前回の終わりに保存した案を開きました（{at}、最後の1秒は無いことがあります）")
        elif work.lost:
            told = f"計画のファイルがありません: {work.path}  o で選び直すか、r で作ります"
            self.konkyo.say(told, error=True)

    def _empty(self, words: str) -> None:
        self.shape = _NOTHING
        self.findings = ()
        self.outline.empty = words
        self.outline.show_shape(self.shape)
        self.editor.show([])
        self.query_one("#plan-grounds", Passages).say([])
        if self.writing:
            self.outline.focus()
        self._fold()

    def load(self, row: int) -> None:
        """Show the open plan, standing on a line."""
        work = self.work
        if work is None or work.shown is None:
            self._empty(_NO_PLAN if self.session.may_change else _NO_PLAN_HERE)
            return
        self._fold()
        self.editor.show(work.shown.lines, row)
        self._rows = self.editor.document.line_count
        self.findings = ()
        self.measure_shape()
        self.lint()

    def measure_shape(self) -> None:
        """Work the outline out anew."""
        if self.work is not None and self.work.shown is not None:
            self.shape = shape_of(self.work.shown, self.work.began, self.findings)
            self.outline.show_shape(self.shape)
            self._follow_cursor(always=True)

    def lint(self) -> None:
        """Lint the text as it stands, in the background."""
        work = self.work
        if work is None or work.shown is None or self.session.body is None:
            return
        from registry.plan.lint.checking import lint_text

        text, view, body = work.text, self.session.view, work.body
        gaps = self.session.gaps()
        self._linted += 1
        turn = self._linted

        def done(answer: Any) -> None:
            if turn == self._linted and self.work is work and work.text == text:
                self.findings = answer.findings
                self.measure_shape()
                if self.view == "findings":
                    self.query_one(PlanFindings).fill()
                self.konkyo.tell_place()

        self.konkyo.in_background(lambda: lint_text(text, view, body=body, gaps_of=lambda _: gaps), done)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What is typed is followed at once and kept beside the file soon after."""
        if event.text_area is not self.editor or self.work is None:
            return
        if not self.work.change(self.editor.lines):
            return
        self._shift_findings()
        if self._saving is None:
            self._saving = self.set_timer(_AUTOSAVE_AFTER, self._autosave)

    def _shift_findings(self) -> None:
        """What was found below goes along with lines that come or go, until the next lint."""
        rows = self.editor.document.line_count
        grown, self._rows = rows - self._rows, rows
        if grown and self.work is not None and self.work.shown is not None:
            self.findings = moved(self.findings, self.work.shown.line_of(self.editor.row), grown)

    def _autosave(self) -> None:
        self._saving = None
        if self.work is None:
            return
        try:
            self.work.autosave()
        except KonkyoError as problem:
            self.konkyo.report(problem)
        self.session.saved_at = self.work.autosaved
        self.measure_shape()
        if self._linting is not None:
            self._linting.stop()
        self._linting = self.set_timer(_LINT_AFTER, self.lint)
        self.konkyo.tell_place()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Grounds and outline follow the cursor."""
        if event.text_area is self.editor:
            self._follow_cursor()

    def _follow_cursor(self, *, always: bool = False) -> None:
        work, row = self.work, self.editor.row
        if work is None or work.shown is None:
            return
        if always or (row, self._linted) != self._grounds_of:
            self._grounds_of = (row, self._linted)
            template = work.front.get("template", "")
            told = (self.shape, self.findings, self.session.view, template)
            said = passages_for(work.shown, row, *told, notes_first=self.has_class("narrow"))
            self.query_one("#plan-grounds", Passages).say(said)
        if self.writing:
            self.outline.stand_on(self.shape.path_to(row))
            self.konkyo.tell_place()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The text goes along while the outline is walked."""
        section = self.outline.section
        if event.rows is self.outline and self.app.focused is self.outline and section is not None:
            self.editor.go_to(section.row)
            self.konkyo.tell_place()

    def on_descendant_focus(self) -> None:
        """Keys and panes go with the focus; text that is left by mouse or Tab is stored like text left by Esc."""
        self._fold()
        wrote, self._wrote = self._wrote, self.writing or self.app.focused is self._find
        if wrote and not self._wrote:
            try:
                self.save()
            except KonkyoError as problem:
                self.konkyo.report(problem)
        self.konkyo.tell_place()

    def save(self, *, name: str = "") -> int | None:
        """Store what was typed: one step of the history, named after the chapter."""
        work = self.work
        if work is None or not (work.dirty or name) or not self.session.may_change:
            return None
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        path = self.shape.path_to(self.editor.row)
        chapter = path[0].title.split()[0] if path else "計画"
        number = work.save(f"{chapter}を手直し" if not name else f"計画の版「{name}」を保存", name=name)
        work.stand_at(self.editor.row)
        self.session.saved_at = self.session.now()
        self.measure_shape()
        self.lint()
        self.session.forget()
        return number

    def left(self) -> None:
        """The place goes out of view: what was typed is stored."""
        self.save()
        if self.work is not None and self.session.may_change:
            self.work.stand_at(self.editor.row)
