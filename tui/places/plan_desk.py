"""The desk of the place 計画: the open plan, its text in the editor, outline and grounds beside it, autosave."""

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input, Static, TextArea

from registry.errors import KonkyoError
from tui.places.base import Place
from tui.plan_grounds import passages_for
from tui.plan_shape import Shape, shape_of
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
        self._grounds_of: tuple[int, int] = (-1, -1)
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
        """True while the text is typed into; a dialog over it changes nothing."""
        return self.screen.focused is self.editor

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
        self.set_class(text and not self.writing and self.screen.focused is not self._find, "outlining")
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
            self._put_away()
            self.work = PlanWork(session)
            self.load(self.work.row)
            self._tell_opened(self.work)
        elif self.work.follow():
            self.load(self.editor.row)
            if self.work.came is not None:
                self.konkyo.say("ほかで直された文と合わせました", hint="Esc で保存")
        self.editor.read_only = not session.may_change
        if self.view == "merge" and not self.shape.conflicts:
            self.look_at("text")
        for view in self.query(PlanView):
            if view.display:
                view.fill()

    def _put_away(self) -> None:
        """The plan of another body comes: what was typed is stored, or kept beside its file."""
        if self.work is not None:
            try:
                self.work.save()
            except KonkyoError as problem:
                self.work.autosave()
                self.konkyo.report(problem)

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
