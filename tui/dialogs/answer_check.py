"""Answering one question of a decision sheet: はい, いいえ, 該当なし or nothing, with a note."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from registry.publishing.sheet import SheetCheck
from registry.text.inert import inert
from registry.workspace.domain import ANSWER_WORDS
from tui.dialogs.base import Dialog, DialogBox
from tui.widgets.choice import Choice
from tui.widgets.fields import Field, Fields

_NONE = ""


class AnswerCheck(Dialog[str]):
    """Gives the answer as ``registry.analysis.sheets.keep_answers`` reads it."""

    def __init__(self, check: SheetCheck) -> None:
        super().__init__()
        self._check = check

    def compose(self) -> ComposeResult:
        """The question, its ground, the answer."""
        check = self._check
        with DialogBox(classes="dialog") as box:
            box.border_title = inert(f"{check.group.value}に答える")
            yield Static(inert(check.text), markup=False)
            yield Static(inert(f"もと: {check.reference}"), classes="dialog-note", markup=False)
            options = [(word, word) for word in ANSWER_WORDS]
            yield Choice("答え", [*options, (_NONE, "未回答")], check.answer or ANSWER_WORDS[0])
            yield Fields([Field("note", "覚え書き", check.note, "（任意）確かめた日、相手、文書の番号など")])
            yield Static("←→ 選ぶ  Enter 決める  Tab 覚え書き  Esc やめる", classes="dialog-keys")

    def on_mount(self) -> None:
        """The answer first."""
        self.query_one(Choice).focus()

    def on_key(self, event: events.Key) -> None:
        """Enter decides from the answer too."""
        if event.key == "enter":
            event.stop()
            self._done()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter decides."""
        event.stop()
        self._done()

    def _done(self) -> None:
        word, note = self.query_one(Choice).value, self.query_one(Fields).value("note")
        said = f"{word}：{note}" if word and note else word
        self.dismiss(f"{self._check.id}={said}")
