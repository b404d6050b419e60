"""Keys as an input method sends them, when it was left on while a list has the focus.

Terminals hand on what an input method commits as plain characters (also with the kitty keyboard protocol, which
names a character by its code point). Full-width ASCII then stands for the key that was pressed. Anything else is
text that the planner meant to search for; so is full-width ASCII that comes in one burst behind such text, as the
figure in 「第１章」.
"""

from textual import events

from tui.commands import key_of

_BURST_SECONDS = 0.05
"""Characters of one commit come closer together than any typist presses keys."""


class InputReader:
    """Tells keys from text; knows when the last text came."""

    def __init__(self) -> None:
        self._text_at = float("-inf")

    def read(self, event: events.Key) -> events.Key:
        """The key that was meant; the same event when it is a plain key or text."""
        character = event.character
        if not character or character.isascii() or not character.isprintable() or len(character) > 1:
            return event
        meant = key_of(event.key, character)
        if meant == event.key or event.time - self._text_at < _BURST_SECONDS:
            self._text_at = event.time
            return event
        plain = events.Key(meant, meant if len(meant) == 1 else _CHARACTERS.get(meant))
        plain.time = event.time
        return plain

    def is_text(self, event: events.Key) -> bool:
        """True for text that was committed where keys were expected."""
        character = event.character
        return bool(
            character
            and not character.isascii()
            and character.isprintable()
            and (key_of(event.key, character) == event.key or event.time - self._text_at < _BURST_SECONDS)
        )


_CHARACTERS = {
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "colon": ":",
    "space": " ",
}
