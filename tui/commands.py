"""Commands: the one list from which keys, the key line, the help and the palette are made."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Command(NamedTuple):
    """Something a planner can do in a place, or everywhere."""

    id: str
    """Stable name, by which keys can be given anew."""
    keys: tuple[str, ...]
    """As Textual names them; the first is shown."""
    label: str
    """Short, for the key line."""
    title: str
    """Whole, for help and palette."""
    action: str
    """Method of the place (or of the app) that does it."""
    changes: bool = False
    """True: not offered when nothing may be changed."""
    shown: bool = True
    """True: stands in the key line, as far as there is room."""


SHOWN_KEYS = {
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "delete": "Delete",
    "slash": "/",
    "question_mark": "?",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "colon": ":",
}
_NAMES = {
    "/": "slash",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ":": "colon",
    " ": "space",
}
_INPUT_METHOD = {"・": "/", "「": "[", "」": "]"}
"""What an input method makes of ASCII keys that do not normalise back."""


def shown_key(key: str) -> str:
    """A key as it is printed on the keyboard."""
    if key in SHOWN_KEYS:
        return SHOWN_KEYS[key]
    parts = key.split("+")
    last = SHOWN_KEYS.get(parts[-1], parts[-1])
    names = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}
    if len(parts) > 1:
        return "+".join(
            [*(names.get(part, part) for part in parts[:-1]), last.upper() if len(last) == 1 else last]
        )
    return last.upper() if len(last) > 1 and last[0] == "f" else last


def key_of(key: str, character: str | None) -> str:
    """The key that was meant: what an input method made full-width counts as the key itself."""
    if character and not character.isascii() and len(character) == 1:
        plain = _INPUT_METHOD.get(character, unicodedata.normalize("NFKC", character))
        if plain.isascii() and len(plain) == 1:
            return _NAMES.get(plain, plain)
    return key


def find_command(commands: Iterable[Command], key: str, *, may_change: bool) -> Command | None:
    """The command on a key."""
    for command in commands:
        if key in command.keys and (may_change or not command.changes):
            return command
    return None
