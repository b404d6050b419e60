"""A choice among a few words on one line: ← → or Space change it."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from registry.text.display import pad
from registry.text.inert import inert


class Choice(Widget, can_focus=True):
    """Posts Chosen when another word is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "move(1)", show=False),
        Binding("left", "move(-1)", show=False),
    ]

    class Chosen(Message):
        """Another word is chosen."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], value: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.options = tuple(options)
        """Value and words of each."""
        self.value = value or (self.options[0][0] if self.options else "")

    def action_move(self, by: int) -> None:
        """The next word, or the one before."""
        values = [value for value, _ in self.options]
        if values:
            self.value = (
                values[(values.index(self.value) + by) % len(values)] if self.value in values else values[0]
            )
            self.refresh()
            self.post_message(self.Chosen(self))

    def render(self) -> Text:
        """The label and the words, the chosen one in brackets."""
        text = Text(pad(inert(self.label), 10) + " ", no_wrap=True, overflow="crop")
        for value, words in self.options:
            chosen = value == self.value
            text.append(f"[{inert(words)}]" if chosen else f" {inert(words)} ", "bold" if chosen else "")
        return text
