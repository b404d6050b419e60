"""The four fixed lines: where I am and as of when, what is shown, what just happened, which keys there are."""

from collections.abc import Sequence

from rich.text import Text
from textual.widget import Widget

from registry.law.dates import format_wareki
from registry.text.display import pad, truncate, width
from registry.text.inert import inert
from tui.commands import Command, shown_key
from tui.marks import AsciiMarks
from tui.session import Session

_BETWEEN = "  "
_ARROWS = str.maketrans({"↑": "上", "↓": "下", "←": "左", "→": "右"})
"""Keys in words, where the arrow would be drawn as the letter of another key."""


class Line(Widget):
    """One line, its left part shortened when the right one needs the room."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._left: Text = Text()
        self._right: Text = Text()

    def show(self, left: str | Text, right: str | Text = "") -> None:
        """Show two texts at the two ends."""
        self._left = Text(inert(left)) if isinstance(left, str) else left
        self._right = Text(inert(right)) if isinstance(right, str) else right
        self.refresh()

    def render(self) -> Text:
        """The line, exactly as wide as the screen."""
        room = self.size.width - 2
        right = self._right.copy()
        space = room - (width(right.plain) + 2 if right.plain else 0)
        left = self._left.copy()
        if width(left.plain) > space:
            cut = truncate(left.plain, max(space, 0))
            left = left[: max(len(cut) - 1, 0)]
            left.append("…")
        filler = " " * max(room - width(left.plain) - width(right.plain), 0)
        return Text.assemble(" ", left, filler, right, " ", no_wrap=True, overflow="crop")


class PlaceLine(Line):
    """First line: body, day, the places."""

    def tell(self, session: Session, places: Sequence[tuple[str, str]], here: str) -> None:
        """Show the session and where it is."""
        tabs = Text()
        for number, (place, title) in enumerate(places, 1):
            tabs.append(
                f"[{number}{title}]" if place == here else f" {number}{title} ",
                "bold" if place == here else "",
            )
        titles = (f"[{number}{title}]" for number, (place, title) in enumerate(places, 1) if place == here)
        switch = Text(f"{next(titles, '')} 画面の切替 1-{len(places)}")
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
        left = Text(f"{body}{_BETWEEN}{day}")
        if session.past or session.read_only:
            left.stylize("bold reverse", len(body) + len(_BETWEEN))
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
        right = "Ctrl+K さがす" + ("  F1 説明" if typing else "  ? 説明")
        room = (self.size.width or 80) - width(right) - 6
        left = ""
        in_ascii = any(isinstance(each, AsciiMarks) for each in self.app.get_line_filters())
        most = 8 if self.size.width >= 110 else 6
        for command in [one for one in commands if one.shown and (may_change or not one.changes)][:most]:
            if typing and len(command.keys[0]) == 1:
                continue
            key = shown_key(command.keys[0])
            entry = f"{key.translate(_ARROWS) if in_ascii else key} {command.label}"
            if width(left) + width(entry) + 2 > room:
                break
            left += ("  " if left else "") + entry
        self.show(pad(left, 0), right)
