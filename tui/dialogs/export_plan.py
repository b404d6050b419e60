"""Writing the plan for others: Word, HTML, Excel, CSV."""

from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.plan.exporting import ExportForm, Remaining, target_of
from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.folders import why_not_written
from tui.widgets.choice import Choice

_NAMES = {
    ExportForm.DOCX: "Word",
    ExportForm.HTML: "HTML",
    ExportForm.XLSX: "Excel",
    ExportForm.CSV: "CSV（表だけ）",
}


class Export(NamedTuple):
    """What was asked for."""

    form: ExportForm
    target: Path


class ExportPlan(Dialog[Export]):
    """Gives form and file; a file that is there is overwritten only after a second Enter."""

    def __init__(self, plan: Path, remaining: Remaining) -> None:
        super().__init__()
        self._plan = plan
        self._remaining = remaining
        self._sure = ""

    def compose(self) -> ComposeResult:
        """Form, file, what is still open."""
        left = self._remaining
        with DialogBox(classes="dialog plan-form") as box:
            box.border_title = "計画を書き出す"
            yield Choice("形", [(form.value, name) for form, name in _NAMES.items()], id="form")
            yield Static("ファイル（CSV はフォルダー）", classes="dialog-note")
            yield Input(str(target_of(self._plan, ExportForm.DOCX, None)), id="path", select_on_focus=False)
            if left.slots or left.conflicts:
                yield Static(
                    f"記入する所 {left.slots:,} か所、競合 {left.conflicts:,} か所が残っています",
                    classes="dialog-note",
                )
            yield Static("", id="problem", classes="dialog-problem", markup=False)
            yield Static("Enter 書き出す  ← → 形  Tab 次の欄  Esc やめる", classes="dialog-keys")

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """The name of the file follows the form."""
        form = ExportForm(event.choice.value)
        self.query_one("#path", Input).value = str(target_of(self._plan, form, None))
        self._sure = ""

    def on_key(self, event: events.Key) -> None:
        """Enter anywhere writes."""
        if event.key == "enter":
            event.stop()
            self._write()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field."""
        event.stop()
        self._write()

    def _write(self) -> None:
        path = self.query_one("#path", Input).value.strip()
        note = self.query_one("#problem", Static)
        if not path:
            note.update("ファイルの名前がありません")
            return
        form = ExportForm(self.query_one("#form", Choice).value)
        target = Path(path).expanduser()
        problem = why_not_written(target) if form is not ExportForm.CSV else ""
        if target == self._plan:
            note.update("計画そのもののファイルには書き出せません")
        elif problem:
            note.update(inert(problem))
        elif target.exists() and self._sure != path:
            self._sure = path
            note.update(inert(f"{target.name} があります。もう一度 Enter で置き換えます"))
        else:
            self.dismiss(Export(form, target))
