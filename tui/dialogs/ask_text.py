"""Asking for one line of text."""

from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox


class AskText(Dialog[str]):
    """Gives what was typed; an empty line only where ``may_be_empty``."""

    def __init__(
        self, title: str, note: str, *, value: str = "", yes: str = "決める", may_be_empty: bool = False
    ) -> None:
        super().__init__()
        self._title, self._note, self._value, self._yes = title, note, value, yes
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        """The field and what it is for."""
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(self._title)
            yield Input(self._value, select_on_focus=False)
            yield Static(inert(self._note), classes="dialog-note", markup=False)
            yield Static(f"Enter {self._yes}  Esc やめる", classes="dialog-keys", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text."""
        text = " ".join(event.value.split())
        if text or self._may_be_empty:
            self.dismiss(text)
