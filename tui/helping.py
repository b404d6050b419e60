"""What the help lists: the keys of what has the focus, of the place, and those that work everywhere."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.text.normalise import matches
from tui.commands import Command, is_text_key, shown_key
from tui.global_commands import GLOBAL, OF_FIELDS
from tui.moving import is_field
from tui.readings import reading
from tui.widgets.board import Board
from tui.widgets.detail import Detail
from tui.widgets.filter_line import FilterLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.app import KonkyoApp

HERE, PLACE, EVERYWHERE = "この枠", "この画面", "どこでも"
_PANES: tuple[tuple[type[Widget], str], ...] = (
    (FilterLine, "絞り込み"),
    (Input, "入力欄"),
    (TextArea, "編集"),
    (RowList, "一覧"),
    (Board, "一覧"),
    (Detail, "詳細"),
)
_ACTIONS = {
    "move(-1)": "ひとつ前へ",
    "move(1)": "ひとつ次へ",
    "move(-1,0)": "上へ",
    "move(1,0)": "下へ",
    "move(0,-1)": "左へ",
    "move(0,1)": "右へ",
    "page(-1)": "前のページへ",
    "page(1)": "次のページへ",
    "first": "いちばん初めへ",
    "last": "いちばん終わりへ",
    "edge(-1)": "いちばん初めへ",
    "edge(1)": "いちばん終わりへ",
    "open": "開く",
    "tick": "選ぶ・外す",
    "extend(-1)": "上へ範囲を選ぶ",
    "extend(1)": "下へ範囲を選ぶ",
    "tick_all": "すべて選ぶ・外す",
    "unfold(True)": "見出しを開く",
    "unfold(False)": "見出しを閉じる",
    "scroll_up": "上へ",
    "scroll_down": "下へ",
    "scroll_home": "初めへ",
    "scroll_end": "終わりへ",
    "page_up": "前のページへ",
    "page_down": "次のページへ",
    "cursor_up": "上の行へ",
    "cursor_down": "下の行へ",
    "cursor_left": "左へ",
    "cursor_right": "右へ",
    "cursor_left_word": "前の語へ",
    "cursor_right_word": "次の語へ",
    "cursor_line_start": "行の初めへ",
    "cursor_line_end": "行の終わりへ",
    "cursor_page_up": "前のページへ",
    "cursor_page_down": "次のページへ",
    "home": "行の初めへ",
    "end": "行の終わりへ",
    "delete_left": "前の字を消す",
    "delete_right": "次の字を消す",
    "select_all": "すべて選ぶ",
    "copy": "写す",
    "cut": "切り取る",
    "paste": "貼る",
    "undo": "元に戻す",
    "redo": "やり直す",
    "submit": "決める",
}
"""What actions of widgets do, our own and Textual's; actions that are missing here are not listed."""
_PASSING = ("ctrl+", "alt+", "shift+")
_WHILE_COMPOSING = frozenset({"enter", "escape", "delete", "backspace", "tab", "up", "down", "left", "right"})

_NOT_PRINTED = frozenset(f"f{number}" for number in range(13, 25))
"""What some terminals send for Shift with a function key; on no keyboard."""


class HelpEntry(NamedTuple):
    """A key, or several, and what they do."""

    id: str
    """Of a command, by which it can be done; "" for keys of the pane."""
    keys: tuple[str, ...]
    """As Textual names them."""
    title: str
    label: str
    scope: str
    """HERE, PLACE or EVERYWHERE."""

    @property
    def shown_keys(self) -> str:
        """The keys as printed on the keyboard; ＊ behind those that pass while an input method is on."""
        printed = [key for key in self.keys if key not in _NOT_PRINTED]
        return "  ".join(f"{shown_key(key)}{'＊' if passes_input_method(key) else ''}" for key in printed)


def passes_input_method(key: str) -> bool:
    """True for keys that an input method hands on untouched while it is on."""
    is_function = len(key) > 1 and key[0] == "f" and key[1:].isdecimal()
    return (
        key.startswith(_PASSING)
        or is_function
        or key in _WHILE_COMPOSING
        or key.startswith(("page", "home", "end"))
    )


def help_title(app: "KonkyoApp") -> str:
    """What the help is about: the place, and the pane with the focus."""
    place = app.place.TITLE if app.place is not None else ""
    focused = app.screen_stack[0].focused
    pane = next((name for kind, name in _PANES if isinstance(focused, kind)), "")
    return f"説明  {place}の画面{f'・{pane}' if pane else ''}"


def help_entries(app: "KonkyoApp") -> list[HelpEntry]:
    """Everything that a key does now: in the pane, in the place, everywhere."""
    allowed = app.session.may_change
    own = app.place.commands() if app.place is not None else ()
    focused = app.screen_stack[0].focused
    typing = is_field(focused)
    everywhere = _of_commands(GLOBAL, EVERYWHERE, may_change=allowed)
    if typing:
        everywhere = _without(everywhere, OF_FIELDS)
    entries = [
        *(_of_commands(own, PLACE, may_change=allowed)),
        *(_of_pane(focused) if focused is not None else ()),
        *everywhere,
    ]
    return _without(entries, ()) if typing else entries


def find_help(entries: Iterable[HelpEntry], words: str) -> list[HelpEntry]:
    """The entries whose name or key has the words; a key is found as it is written, with Ctrl+ or ^."""
    key = words.strip().casefold().replace("^", "ctrl+").replace(" ", "")
    found = list(entries)
    if not key:
        return found
    exact = [one for one in found if any(shown_key(each).casefold() == key for each in one.keys)]
    by_name = [
        one
        for one in found
        if one not in exact
        and (
            any(key in shown_key(each).casefold() for each in one.keys if len(key) > 1)
            or (any(character.isalnum() for character in words) and matches(words, _names_of(one)))
        )
    ]
    return exact + by_name


def _names_of(entry: HelpEntry) -> list[str]:
    """Title and label, as written and as read."""
    return [entry.title, entry.label, reading(entry.title), reading(entry.label)]


def _without(entries: Iterable[HelpEntry], keys: Collection[str]) -> list[HelpEntry]:
    """The entries with the keys that work while text is typed: neither characters nor these, which the field takes."""
    kept = [
        one._replace(keys=tuple(key for key in one.keys if not is_text_key(key) and key not in keys))
        for one in entries
    ]
    return [one for one in kept if one.keys]


def _of_commands(commands: Iterable[Command], scope: str, *, may_change: bool) -> Iterable[HelpEntry]:
    return [
        HelpEntry(one.id, one.keys, one.title, one.label, scope)
        for one in commands
        if may_change or not one.changes
    ]


def _of_pane(focused: Widget) -> Iterable[HelpEntry]:
    by_action: dict[str, list[str]] = {}
    if isinstance(focused, TextArea):
        for key, action in getattr(focused, "KEYS", {}).items():
            if action in _ACTIONS:
                by_action.setdefault(action, []).append(key)
    for key, active in focused.screen.active_bindings.items():
        binding: Binding = active.binding
        if active.node is focused and binding.action in _ACTIONS:
            by_action.setdefault(binding.action, []).append(key)
    return [
        HelpEntry("", tuple(keys), _ACTIONS[action], _ACTIONS[action], HERE)
        for action, keys in by_action.items()
    ]
