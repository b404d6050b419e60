"""Where and in which form to write a file: its name, whose ending is the form."""

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox
from tui.dialogs.confirm import Confirm
from tui.folders import why_not_written
from tui.widgets.choice import Choice


class ExportList(Dialog[Path]):
    """Gives the path; a file that is there already is overwritten only when the planner says so."""

    def __init__(self, title: str, name: str, forms: Sequence[tuple[str, str]], note: str = "") -> None:
        """``name``: without ending; ``forms``: ending and words of each, the usual one first; none: a folder."""
        super().__init__()
        self._title, self._name, self._forms, self._note = title, name, tuple(forms), note

    def compose(self) -> ComposeResult:
        """The name, the forms, where it goes."""
        ending = self._forms[0][0] if self._forms else ""
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(self._title)
            yield Input(f"{self._name}{ending}", id="export-name")
            if self._forms:
                yield Choice("形", self._forms, id="export-form")
            yield Static("", classes="dialog-note", id="export-note", markup=False)
            keys = "Enter 書き出す  Tab 形を選ぶ  Esc やめる" if self._forms else "Enter 書き出す  Esc やめる"
            yield Static(keys, classes="dialog-keys")

    def on_mount(self) -> None:
        """The name can be typed over."""
        self.query_one(Input).focus()
        self._tell()

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """The ending follows the form."""
        event.stop()
        field = self.query_one(Input)
        field.value = f"{self._stem(field.value)}{event.choice.value}"

    def on_input_changed(self, event: Input.Changed) -> None:
        """The form follows the ending."""
        event.stop()
        form = next((ending for ending, _ in self._forms if event.value.lower().endswith(ending)), "")
        if form:
            choice = self.query_one(Choice)
            choice.value = form
            choice.refresh()
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it."""
        event.stop()
        self._done()

    def on_key(self, event: events.Key) -> None:
        """Enter counts on the form too."""
        if event.key == "enter" and isinstance(self.focused, Choice):
            event.stop()
            self._done()

    def _path(self) -> Path:
        return Path(self.query_one(Input).value.strip()).expanduser()

    def _stem(self, name: str) -> str:
        ending = next((ending for ending, _ in self._forms if name.lower().endswith(ending)), "")
        return name[: len(name) - len(ending)] if ending else name

    def _tell(self, problem: str = "") -> None:
        folder = Path.cwd() / self._path()
        where = f"書き出す所  {folder.parent if self._forms else folder}"
        self.query_one("#export-note", Static).update(
            inert("\n".join(filter(None, (problem, where, self._note))), True)
        )

    def _done(self) -> None:
        path = self._path()
        if not path.name:
            self._tell("ファイルの名前を書いてください")
        elif self._forms and path.suffix.lower() not in [ending for ending, _ in self._forms]:
            self._tell(
                f"名前の終わりを {'、'.join(ending for ending, _ in self._forms)} のどれかにしてください"
            )
        elif self._forms and (problem := why_not_written(path)):
            self._tell(problem)
        elif self._forms and path.exists():
            question = f"{path.name} は、もうあります。置き換えると、中身が失われます。"
            self.app.push_screen(Confirm("置き換えますか", question, yes="置き換える"), self._overwrite)
        else:
            self.dismiss(path)

    def _overwrite(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(self._path())
