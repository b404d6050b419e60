"""The four fixed lines: where I am and as of when, what is shown, what just happened, which keys there are."""

from collections.abc import Sequence

from rich.text import Span, Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from registry.law.dates import format_wareki
from registry.text.display import truncate, width
from registry.text.inert import inert
from tui.commands import Command, key_while_typing, shown_key
from tui.marks import AsciiMarks
from tui.session import Session

_BETWEEN = "  "
_DOES = "click: "
"""Begins the style of text that can be clicked; it is taken out again before the line is drawn."""
_ARROWS = str.maketrans({"↑": "上", "↓": "下", "←": "左", "→": "右"})
"""Keys in words, where the arrow would be drawn as the letter of another key."""


def clickable(text: str, *, command: str = "", key: str = "", style: str = "") -> Text:
    """Text that does on a click what a command of every place does, or what a key does here."""
    made = Text()
    made.append(text, style)
    made.spans.append(Span(0, len(text), f"{_DOES}{command} {key}"))
    return made


class Line(Widget):
    """One line, its left part shortened when the right one needs the room."""

    class Clicked(Message):
        """Something clickable was clicked: the id of a command, or a key."""

        def __init__(self, command: str, key: str) -> None:
            super().__init__()
            self.command, self.key = command, key

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._left: Text = Text()
        self._right: Text = Text()
        self._ending = ""
        self._targets: list[tuple[int, int, str]] = []
        """From which cell to which something can be clicked, and what it does."""

    def show(self, left: str | Text, right: str | Text = "", *, ending: str = "") -> None:
        """Show two texts at the two ends; ``ending`` follows the left one and stays when that is shortened."""
        self._left = Text(inert(left)) if isinstance(left, str) else left
        self._right = Text(inert(right)) if isinstance(right, str) else right
        self._ending = f"{_BETWEEN}{inert(ending)}" if ending else ""
        self.refresh()

    def render(self) -> Text:
        """The line, exactly as wide as the screen."""
        room = self.size.width - 2
        right = self._right.copy()
        space = room - (width(right.plain) + 2 if right.plain else 0)
        left, ending = self._left.copy(), self._ending
        if width(left.plain) + width(ending) > space and width(ending) > space * 2 // 3:
            left, ending = left + ending, ""
        if width(left.plain) + width(ending) > space:
            cut = truncate(left.plain, max(space - width(ending), 0))
            left = left[: max(len(cut) - 1, 0)]
            left.append("…")
        left.append(ending)
        filler = " " * max(room - width(left.plain) - width(right.plain), 0)
        line = Text.assemble(" ", left, filler, right, " ", no_wrap=True, overflow="crop")
        self._targets = [
            (width(line.plain[: one.start]), width(line.plain[: one.end]), str(one.style).removeprefix(_DOES))
            for one in line.spans
            if str(one.style).startswith(_DOES)
        ]
        line.spans = [one for one in line.spans if not str(one.style).startswith(_DOES)]
        return line

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        does = next((does for start, end, does in self._targets if start <= event.x < end), "")
        if does:
            event.stop()
            command, _, key = does.partition(" ")
            self.post_message(self.Clicked(command, key))


class PlaceLine(Line):
    """First line: body, day, the places."""

    def tell(self, session: Session, places: Sequence[tuple[str, str]], here: str) -> None:
        """Show the session and where it is."""
        tabs = Text()
        for number, (place, title) in enumerate(places, 1):
            name = f"[{number}{title}]" if place == here else f" {number}{title} "
            tabs += clickable(name, command=f"go-{place}", style="bold" if place == here else "")
        titles = (f"[{number}{title}]" for number, (place, title) in enumerate(places, 1) if place == here)
        switch = clickable(f"{next(titles, '')} 画面の切替 1-{len(places)}", command="places")
        room = self.size.width - 4
        body = session.body.full_name if session.body else "団体未定"
        if session.home is not None:
            body = f"見本 {body}"
        whole, short = _day(session, short=False), _day(session, short=True)
        wide, narrow = width(tabs.plain), width(switch.plain)
        taken = width(body) + len(_BETWEEN)
        fitting = (
            (day, right)
            for day, right, size in ((whole, tabs, wide), (short, tabs, wide), (whole, switch, narrow))
            if taken + width(day) + size <= room
        )
        day, right = next(fitting, (short, switch))
        body = truncate(body, max(room - narrow - width(day) - len(_BETWEEN), 8)) if right is switch else body
        reading = "bold reverse" if session.past or session.read_only else ""
        left = clickable(body, command="body") + _BETWEEN + clickable(day, command="day", style=reading)
        self.show(left, right)

    def on_resize(self) -> None:
        """The tabs fit or not."""
        self.app.call_later(getattr(self.app, "tell_place", lambda: None))


def _day(session: Session, *, short: bool) -> str:
    """The as-of day, and why nothing may be changed."""
    past = "（過去）" if session.past else ""
    return f"基準日 {format_wareki(session.view.day, short=short)}{past}{'  閲覧のみ' if session.read_only else ''}"


class KeyLine(Line):
    """Last line: what keys do here, as many as fit; search and help always."""

    def tell(self, commands: Sequence[Command], *, may_change: bool, typing: bool = False) -> None:
        """Show the keys of a place."""
        about = ("F1 説明", "f1") if typing else ("? 説明", "question_mark")
        right = clickable("Ctrl+K さがす", key="ctrl+k") + _BETWEEN + clickable(about[0], key=about[1])
        room = (self.size.width or 80) - width(right.plain) - 6
        left = Text()
        in_ascii = any(isinstance(each, AsciiMarks) for each in self.app.get_line_filters())
        most = 8 if self.size.width >= 110 else 6
        for command in [one for one in commands if one.shown and (may_change or not one.changes)][:most]:
            key = key_while_typing(command.keys) if typing else command.keys[0]
            if not key:
                continue
            shown = shown_key(key).translate(_ARROWS) if in_ascii else shown_key(key)
            entry = f"{shown} {command.label}"
            if width(left.plain) + width(entry) + 2 > room:
                break
            left += Text(_BETWEEN if left.plain else "") + clickable(entry, key=key)
        self.show(left, right)
