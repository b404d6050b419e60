"""Filter as you type: appears under the fixed lines, and goes when it is empty."""

from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.commands import Command


class FilterLine(Input):
    """Posts Filtered at every change; Enter goes back to the list, Esc clears."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("filter-done", ("enter", "down"), "一覧へ", "絞り込んだ一覧へ", ""),
        Command("filter-clear", ("escape",), "絞り込みをやめる", "すべてを見せる", ""),
    )
    """What the key line shows while the planner types: of the place's own keys none works then."""

    class Filtered(Message):
        """The filter changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The planner goes back to the list."""

    def __init__(self, placeholder: str = "絞り込み", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.display = False

    def allow_focus(self) -> bool:
        """Only while it is shown: keys must never go into a field that is not seen."""
        return self.display and super().allow_focus()

    def start(self, text: str = "") -> None:
        """Show the line and type into it, going on after what is there."""
        self.display = True
        if text:
            self.value += text
        self.screen.set_focus(self)  # at once: the next letter may be there already
        self.cursor_position = len(self.value)

    def clear_filter(self) -> None:
        """Show everything again."""
        self.value = ""
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the place."""
        event.stop()
        self.post_message(self.Filtered(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list; nothing else, for some input methods send Enter with the text."""
        event.stop()
        self.display = bool(self.value)
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Esc clears, arrows go back to the list."""
        if event.key == "escape":
            event.stop()
            self.clear_filter()
            self.post_message(self.Left())
        elif event.key == "down":
            event.stop()
            self.post_message(self.Left())
