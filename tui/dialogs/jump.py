"""Ctrl+G: a letter on every pane; pressing it puts the focus there. Digits go to places, as everywhere."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.places import PLACES

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Jump(Dialog[None]):
    """Shows the letters over the place; Esc leaves everything as it was."""

    KEYS: ClassVar[str] = " 文字を押した枠へ移る  1-8 画面  Esc やめる "

    def __init__(self) -> None:
        super().__init__()
        self._targets: dict[str, Widget] = {}

    def compose(self) -> ComposeResult:
        """A letter at the upper left corner of each pane, the keys in the message line."""
        panes = [widget for widget in self.app.screen_stack[0].focus_chain if widget.region.area]
        self._targets = dict(zip(LETTERS, panes, strict=False))
        for letter, pane in self._targets.items():
            label = Static(f" {letter} ", classes="jump-letter", markup=False)
            label.styles.offset = (pane.region.x, pane.region.y)
            yield label
        keys = Static(self.KEYS, classes="jump-keys", markup=False)
        keys.styles.offset = (0, self.app.size.height - 2)
        yield keys

    def on_key(self, event: events.Key) -> None:
        """A letter or a digit."""
        names = list(PLACES)
        if event.key in self._targets:
            event.stop()
            pane = self._targets[event.key]
            self.dismiss(None)
            self.konkyo.call_after_refresh(pane.focus)
        elif event.key.isdecimal() and 0 < int(event.key) <= len(names):
            event.stop()
            self.dismiss(None)
            self.konkyo.call_after_refresh(self.konkyo.go, names[int(event.key) - 1])

    def on_click(self, event: events.Click) -> None:
        """A click leaves, or goes to the letter that was clicked."""
        for letter, pane in self._targets.items():
            if pane.region.offset == event.screen_offset or (
                pane.region.y == event.screen_y and 0 <= event.screen_x - pane.region.x < len(letter) + 2
            ):
                self.dismiss(None)
                self.konkyo.call_after_refresh(pane.focus)
                return
        self.dismiss(None)
