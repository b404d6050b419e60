"""Storing what is typed, taking in what others did to the file meanwhile, and deciding conflicts."""

from textual.timer import Timer
from textual.widgets import TextArea

from registry.errors import KonkyoError
from registry.plan.merging import has_conflict
from tui.places.plan_desk import PlanDesk
from tui.plan_merge import Merging
from tui.plan_outside import Clash, Outside
from tui.plan_shape import moved
from tui.widgets.merge_view import MergeView

_AUTOSAVE_AFTER = 0.7
_LINT_AFTER = 1.5


class PlanSaving(PlanDesk):
    """Nothing of what is typed here or written elsewhere is ever lost: every way out of the text leads through ``save``."""

    def __init__(self) -> None:
        super().__init__()
        self._saving: Timer | None = None
        self._linting: Timer | None = None
        self._wrote = False
        """True while the text, or a search in it, had the focus last."""
        self.told_outside = False
        """True when the last ``save`` told what others had done to the file."""

    def on_mount(self) -> None:
        """Whoever comes back from another program may have changed the file there."""
        self.watch(self.app, "app_focus", self._came_back, init=False)

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

    def on_descendant_focus(self) -> None:
        """Keys and panes go with the focus; text that is left by mouse or Tab is stored like text left by Esc."""
        self._fold()
        wrote, self._wrote = self._wrote, self.writing or self.screen.focused is self._find
        if wrote and not self._wrote:
            try:
                self.save()
            except KonkyoError as problem:
                self.konkyo.report(problem)
        self.konkyo.tell_place()

    def save(self, *, name: str = "", leaving: bool = False) -> int | None:
        """Store what was typed: one step of the history, named after the chapter.

        What others did to the file comes in first. Raises Clash when both changed the same places; unless the place is
        being left, the merge view stands open then.
        """
        work = self.work
        if work is None or not self.session.may_change:
            return None
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        path = self.shape.path_to(self.editor.row)
        chapter = path[0].title.split()[0] if path else "計画"
        command = f"{chapter}を手直し" if not name else f"計画の版「{name}」を保存"
        try:
            number = work.save(command, name=name)
        except Clash:
            self._wrote = False  # what is open now is stored when the conflicts are decided
            self._show_again()
            if not leaving:
                self.call_after_refresh(self.merge)
            raise
        self.told_outside = work.came is not None
        if work.came is not None:
            self._show_again()
            self._tell_outside(work.came, number)
        elif number is None:
            return None
        work.stand_at(self.editor.row)
        self.session.saved_at = self.session.now()
        self.measure_shape()
        self.lint()
        self.session.forget()
        return number

    def _tell_outside(self, came: Outside, number: int | None) -> None:
        if number is None:
            self.konkyo.say(came.words[0], hint=came.words[1])
        elif came.gone:
            self.konkyo.say(
                f"計画のファイルがなくなったか、空だったため、書き直しました（版 {number}）", undo=True
            )
        else:
            self.konkyo.say(f"ほかで直された文と合わせて保存しました（版 {number}）", undo=True)

    def _show_again(self) -> None:
        """The text with what others wrote, standing on the same line."""
        if self.work is None or self.work.shown is None:
            return
        before, now, row = self.editor.lines, self.work.shown.lines, self.editor.row
        above = next(
            (at for at, pair in enumerate(zip(before, now, strict=False)) if pair[0] != pair[1]), row
        )
        self.load(row if row <= above else row + len(now) - len(before))

    def _came_back(self, focused: bool) -> None:
        if focused and self.display:
            self.look_outside()

    def look_outside(self) -> None:
        """Take in what others did to the file; while conflicts are being decided, that waits for the next save."""
        work = self.work
        if work is None or self.view == "merge":
            return
        try:
            came = work.take_in()
        except KonkyoError as problem:
            self.konkyo.report(problem)
            return
        if came is not None:
            self._show_again()
            self.session.forget()
            self.konkyo.say(came.words[0], hint=came.words[1])
            if came.conflicts:
                self.merge()

    def left(self) -> None:
        """The place goes out of view: what was typed is stored."""
        self.save(leaving=True)
        if self.work is not None and self.session.may_change:
            self.work.stand_at(self.editor.row)

    def merge(self) -> None:
        """Decide the conflicts that stand in the text."""
        self.look_at("merge")
        view = self.query_one(MergeView)
        lines = self.editor.lines
        view.start(
            lines, {row: self.shape.words_of(row) for row, line in enumerate(lines) if has_conflict(line)}
        )
        view.focus()
        self.konkyo.tell_place()

    def _leave_merge(self, merging: Merging) -> None:
        """Back to the text; what was decided is stored, the rest stays open."""
        self.look_at("text")
        self.outline.focus()
        if merging.decided:
            self._take_in(merging.lines())
            self.konkyo.say(
                f"競合を {len(merging.decided)}件 決めました。残り {merging.left}件は c で", undo=True
            )
        self.konkyo.tell_place()

    def _take_in(self, lines: list[str]) -> None:
        """Store what was decided of the conflicts."""
        if self.work is not None:
            self.work.change(lines)
            self.work.save("計画の競合を決める")
            self.load(self.editor.row)
            self.session.forget()

    def on_merge_view_told(self, event: MergeView.Told) -> None:
        """What the merge view did."""
        self.konkyo.say(event.text)
        self.konkyo.tell_place()

    def on_merge_view_finished(self, event: MergeView.Finished) -> None:
        """Every conflict is decided: the plan is stored."""
        self.look_at("text")
        self.outline.focus()
        self._take_in(event.lines)
        self.konkyo.say("競合をすべて決め、計画を保存しました", undo=True)
