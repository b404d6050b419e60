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
_TEXT_KEYS = frozenset(_NAMES.values())
_INPUT_METHOD = {"・": "/", "「": "[", "」": "]"}
"""What an input method makes of ASCII keys that do not normalise back."""


def shown_key(key: str) -> str:
    """A key as it is printed on the keyboard."""
    if key in SHOWN_KEYS:
        return SHOWN_KEYS[key]
    parts = key.split("+")
    last = SHOWN_KEYS.get(parts[-1], parts[-1])
    names = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}
    if (last[0] == "f" and last[1:].isdecimal()) or (len(parts) > 1 and len(last) == 1):
        last = last.upper()
    return "+".join([*(names.get(part, part) for part in parts[:-1]), last])


def is_text_key(key: str) -> bool:
    """True for a key that types a character."""
    return len(key) == 1 or key in _TEXT_KEYS


def key_while_typing(keys: Iterable[str]) -> str:
    """The first of the keys that is no text; empty where all of them are."""
    return next((key for key in keys if not is_text_key(key)), "")


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
