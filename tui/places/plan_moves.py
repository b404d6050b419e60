"""Moving about in the open plan: into its text, to what waits for somebody, to words, to the preview and back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.widgets import Input

from registry.plan.document import FILL_IN
from registry.standards.findings import Severity
from tui.places.plan_desk import VIEWS
from tui.places.plan_saving import PlanSaving
from tui.plan_grounds import address_of
from tui.plan_shape import Section
from tui.widgets.passages import Passages
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from registry.plan.lint.findings import LintFinding


class PlanMoves(PlanSaving):
    """Every way to a line of the text ends in ``write_at`` or, where something is to be filled in, in ``fill_at``."""

    def fill_at(self, row: int, column: int = 0) -> None:
        """Write at a line; a slot at or behind the column is selected, so that typing takes its place."""
        self.write_at(row)
        if self.session.may_change:
            self.editor.select_slot(row, column)

    def write_at(self, row: int, column: int = 0) -> None:
        """Go on writing at a line."""
        self.look_at("text")
        self.remove_class("outlining")
        self.editor.focus()
        self.editor.go_to(row, column)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Into the text."""
        if event.rows is self.outline and self.outline.section is not None:
            self._write_in(self.outline.section)

    def _write_in(self, section: Section) -> None:
        """Never before the marks of a heading: what is typed there would make text of it."""
        row = self.shape.text_below(section, self.editor.lines)
        heading = row in {one.row for one in self.shape.sections}
        if heading:
            self.write_at(row, len(self.editor.document.get_line(row)))
        else:
            self.fill_at(row)

    def on_passages_opened(self, event: Passages.Opened) -> None:
        """To a finding's line, to the text of the preview; an address of a ground is told for copying."""
        kind, _, value = event.key.partition(":")
        work = self.work
        if work is None or work.shown is None:
            return
        if kind == "row":
            self.fill_at(int(value))
        elif kind == "line":
            self.write_at(work.shown.row_of(int(value)))
        elif kind == "note" and (address := address_of(work.shown, value)):
            self.konkyo.say(f"{self.konkyo.copy(address, 'リンク')}: {address}")

    def write(self) -> None:
        """Into the text: on at the cursor, or from a heading to what stands below it."""
        row = self.editor.row
        section = next((one for one in self.shape.sections if one.row == row), None)
        if section is not None:
            self._write_in(section)
        else:
            self.write_at(row)

    def next_view(self) -> None:
        """The next view; the focus goes into it."""
        names = list(VIEWS)
        name = names[(names.index(self.view) + 1) % len(names)] if self.view in names else "text"
        self.look_at(name)
        view = self.query_one(f"#plan-{name}")
        (view.rows if isinstance(view, PlanView) else self.outline).focus()
        self.konkyo.tell_place()

    def next_stop(self) -> None:
        """The next place that waits for somebody."""
        self._stop(1)

    def stop_before(self) -> None:
        """The one before."""
        self._stop(-1)

    def _stop(self, by: int) -> None:
        self.measure_shape()
        row, stops = self.editor.row, self.shape.stops
        if not stops:
            self.konkyo.say("記入欄も指摘も競合もありません")
            return
        column = self.editor.selection.end[1] + 1
        if by > 0 and row in stops and self.writing and self.editor.slot_behind(row, column):
            wanted = row
        else:
            column = 0
            ahead = [at for at in stops if (at > row if by > 0 else at < row)]
            wanted = (ahead[0] if by > 0 else ahead[-1]) if ahead else (stops[0] if by > 0 else stops[-1])
        self.fill_at(wanted, column)
        line = self.editor.document.get_line(wanted)
        start = min(self.editor.selection)[1] if not line.startswith(">") else 0
        count = self.shape.count_at(wanted, line[:start].count(FILL_IN))
        said = next((one.message for row, one in self._waiting() if row == wanted), line)
        self.konkyo.say(f"{count}  {line.removeprefix('> ') if wanted in self.shape.slot_rows else said}")

    def _waiting(self) -> "Iterator[tuple[int, LintFinding]]":
        """What was found, and at which lines."""
        work = self.work
        if work is not None and work.shown is not None:
            for one in self.findings:
                if one.severity is not Severity.INFO:
                    yield work.shown.row_of(one.line), one

    def toggle_preview(self) -> None:
        """The plan as its readers see it, or back to the text."""
        if self.view == "preview":
            self.write_at(self.editor.row)
            return
        from registry.plan.reading import read_plan
        from tui.plan_preview import preview

        work = self.work
        if work is None or work.shown is None:
            return
        line = work.shown.line_of(self.editor.row)
        width = min(self.query_one("#plan-centre").size.width or self.app.size.width, 82) - 4
        said = preview(read_plan(work.text), width)
        self.look_at("preview")
        shown = self.query_one("#plan-preview", Passages)
        shown.say(said)
        shown.focus()
        lines = [int(one.key.partition(":")[2]) for one in said if one.key]
        nearest = max((at for at in lines if at <= line), default=None)
        if nearest is not None:
            self.call_after_refresh(shown.stand_on, f"line:{nearest}")
        self.konkyo.tell_place()

    def find(self) -> None:
        """Ask for words."""
        if self.view != "text":
            self.look_at("text")
        self.remove_class("outlining")
        self._find.display = True
        self._find.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next place that has the words."""
        if event.input is self._find:
            event.stop()
            self.find_again()

    def find_again(self) -> None:
        """The next place with the same words."""
        words = self._find.value.casefold()
        if not words:
            self.find()
            return
        row, column = self.editor.selection.end
        lines = [line.casefold() for line in self.editor.lines]
        order = [*range(row, len(lines)), *range(row + 1)]
        for turn, at in enumerate(order):
            found = lines[at].find(words, column if not turn else 0)
            if found >= 0:
                self._find.display = False
                self.write_at(at)
                self.editor.select_words(at, found, len(words))
                return
        self.konkyo.say(f"「{self._find.value}」はありません")
