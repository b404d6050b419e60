"""A question that is asked before something that cannot be undone; the safe answer is the default."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from registry.text.inert import inert
from tui.dialogs.base import Dialog, DialogBox


class Confirm(Dialog[bool]):
    """Gives True only when the planner said so with the key that is named; Enter and Esc leave all as it is."""

    def __init__(self, title: str, question: str, *, yes: str, key: str = "y") -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._yes = yes
        self._key = key

    def compose(self) -> ComposeResult:
        """The question and the two answers."""
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(self._title)
            yield Static(inert(self._question), markup=False)
            yield Static("")
            yield Static(
                f"Enter やめる  {self._key} {self._yes}  Esc やめる", classes="dialog-keys", markup=False
            )

    def on_key(self, event: events.Key) -> None:
        """The answer."""
        if event.key == self._key:
            event.stop()
            self.dismiss(True)
        elif event.key == "enter":
            event.stop()
            self.dismiss(False)
