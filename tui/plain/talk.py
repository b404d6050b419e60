"""One sitting in the linear mode: read a line, do it in the app, say what became of it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.errors import KonkyoError, UsageError
from tui.dialogs.base import DialogBox
from tui.helping import HelpEntry, find_help, help_entries
from tui.places import PLACES
from tui.plain.reading import AT_ONCE, Pane, Spoken, read_pane, read_screen, said
from tui.plain.words import WORDS, split
from tui.widgets.board import Board
from tui.widgets.filter_line import FilterLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import KonkyoApp

_HINT = "「説明」で使い方を読みます"


class Talk:
    """Holds what was read last, so that only what changed is read again, and numbers stay good until then."""

    def __init__(self, app: "KonkyoApp", pilot: "Pilot[object]", say: Callable[[str], None]) -> None:
        self._app = app
        self._pilot = pilot
        self._say = say
        self._numbers: dict[Screen[Any], list[tuple[Pane, Spoken]]] = {}
        self._read: dict[Widget, Pane] = {}
        self._place = ""
        self._standing: tuple[object, ...] = ()
        self._told = 0
        self._last: Pane | None = None
        """The pane that was read last and goes on."""

    def start(self) -> None:
        """Say where the planner is, and how to go on."""
        self._say(f"konkyo 行ごとの表示。{_HINT}")
        self.report()

    async def answer(self, line: str) -> None:
        """Do what a line says; foreseen errors are said."""
        word, rest = split(line)
        try:
            if word:
                await self._words()[word](rest)
            elif line.strip():
                await self._command(line.strip())
        except KonkyoError as problem:
            self._say("誤り: " + "  ".join(said(part) for part in str(problem).splitlines()))

    def report(self) -> None:
        """Say what was told, where the planner is when that changed, and the panes that changed."""
        for message in self._app.messages[self._told :]:
            self._say(f"知らせ: {message}")
        self._told = len(self._app.messages)
        if not self._app.is_running:
            return
        panes = read_screen(self._app.screen)
        if self._moved():
            self._numbers, self._read = {}, {}
        where = self._where()
        if where != self._place:
            self._place = where
            self._say(where)
        changed = [pane for pane in panes if self._changed(pane)]
        if any(isinstance(pane.widget, RowList | Board) for pane in changed):
            self._numbered.clear()
        for pane in changed:
            self._say_pane(pane)
        self._read.update({pane.widget: pane for pane in panes})

    @property
    def _numbered(self) -> list[tuple[Pane, Spoken]]:
        """The lines of the place, or of the dialog over it, in the order of their numbers."""
        return self._numbers.setdefault(self._app.screen, [])

    def _moved(self) -> bool:
        """True in another place, for another body or day: then everything is read."""
        app, session = self._app, self._app.session
        standing = (app.here, session.body, session.view.day)
        moved = standing != self._standing
        self._standing = standing
        return moved

    def _changed(self, pane: Pane) -> bool:
        before = self._read.get(pane.widget)
        if before is None:
            return True
        now = pane if before.start == pane.start else read_pane(pane.widget, before.start)
        return now.texts != before.texts

    def _where(self) -> str:
        app, session = self._app, self._app.session
        if len(app.screen_stack) > 1:
            titles = [box.heading for box in app.screen.query(DialogBox)]
            return f"問い: {said('  '.join(titles))}"
        from registry.law.dates import format_wareki

        place = app.place
        body = session.body.full_name if session.body is not None else "団体未定"
        left, right = place.where() if place is not None else ("", "")
        past = "（過去。変えられません）" if session.past else "  閲覧のみ" if session.read_only else ""
        return f"{said(left)}  {said(right)}  {said(body)}  基準日 {format_wareki(session.view.day)}{past}"

    def _say_pane(self, pane: Pane) -> None:
        if pane.title:
            self._say(f"［{pane.title}］")
        for line in pane.lines:
            if line.stand is None:
                self._say(f"  {line.text}")
            else:
                self._numbered.append((pane, line))
                self._say(f"{len(self._numbered)}. {line.text}")
        if pane.more:
            self._last = pane
            self._say(f"  ほか {pane.more:,}行。「続き」で読みます")

    def _words(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "places": self._places,
            "read": self._read_all,
            "more": self._more,
            "open": self._open,
            "stand": self._stand,
            "tick": self._tick,
            "filter": self._filter,
            "find": self._find,
            "type": self._type,
            "add": self._add,
            "enter": lambda _: self._pilot.press("enter"),
            "escape": lambda _: self._pilot.press("escape"),
            "pane": self._pane,
            "press": self._press,
            "commands": self._commands,
            "messages": self._messages,
            "help": self._help,
            "quit": self._quit,
        }

    async def _places(self, _: str) -> None:
        for number, (title, _module, _kind) in enumerate(PLACES.values(), 1):
            self._say(f"{number}. {title}")

    async def _read_all(self, _: str) -> None:
        self._place, self._standing = "", ()

    async def _more(self, _: str) -> None:
        pane = self._last
        if pane is None or not pane.widget.is_attached:
            raise UsageError("続きはありません")
        self._last = None
        following = read_pane(pane.widget, pane.start + len(pane.lines))
        self._say_pane(following)
        self._read[pane.widget] = following

    def _line(self, rest: str) -> tuple[Pane, Spoken]:
        if not rest.isdecimal() or not 0 < int(rest) <= len(self._numbered):
            why = (
                f"番号は 1〜{len(self._numbered):,} です" if self._numbered else "番号の付いた行がありません"
            )
            raise UsageError("その番号の行はありません", why=why, mend="「読む」で読み直してください")
        return self._numbered[int(rest) - 1]

    async def _stand(self, rest: str) -> None:
        pane, line = self._line(rest)
        pane.widget.focus()
        await self._pilot.pause()
        if line.stand is not None:
            line.stand()
        await self._pilot.pause()

    async def _open(self, rest: str) -> None:
        await self._stand(rest)
        await self._pilot.press("enter")

    async def _tick(self, rest: str) -> None:
        await self._stand(rest)
        await self._pilot.press("space")

    async def _filter(self, rest: str) -> None:
        lines = list(self._app.screen.query(FilterLine))
        if not lines:
            raise UsageError("ここには絞り込みがありません")
        if rest:
            lines[0].value = rest
            lines[0].display = True
        else:
            lines[0].clear_filter()

    async def _find(self, rest: str) -> None:
        self._app.ask_search()
        await self._pilot.pause()
        self._app.screen.query_one(Input).value = rest

    async def _type(self, rest: str) -> None:
        field = self._field()
        if isinstance(field, TextArea):
            row = field.cursor_location[0]
            field.replace(rest, (row, 0), (row, len(field.document.get_line(row))))
        else:
            field.value = rest

    async def _add(self, rest: str) -> None:
        field = self._field()
        if not isinstance(field, TextArea):
            field.value += rest
            return
        row = field.cursor_location[0]
        field.insert(f"\n{rest}", (row, len(field.document.get_line(row))))
        field.move_cursor((row + 1, 0))

    def _field(self) -> Input | TextArea:
        focused = self._app.focused
        if isinstance(focused, Input | TextArea):
            return focused
        for widget in self._app.screen.query("Input, TextArea"):
            if isinstance(widget, Input | TextArea) and widget.display and widget.region.area:
                widget.focus()
                return widget
        raise UsageError("ここには書く所がありません")

    async def _pane(self, rest: str) -> None:
        chain = self._app.screen.focus_chain
        if rest.isdecimal() and 0 < int(rest) <= len(chain):
            chain[int(rest) - 1].focus()
            return
        for number, widget in enumerate(chain, 1):
            here = "（いまここ）" if widget.has_focus else ""
            first = next((line.text for line in read_pane(widget).lines), "空")
            self._say(f"{number}. {first}{here}")

    async def _press(self, rest: str) -> None:
        for key in rest.split():
            await self._pilot.press(key.casefold() if len(key) > 1 else key)

    async def _commands(self, rest: str) -> None:
        for one in find_help(self._entries(), rest):
            self._say(f"{one.label}  {one.shown_keys.replace('＊', '')}  {one.title}")

    async def _messages(self, _: str) -> None:
        for message in self._app.messages:
            self._say(message)

    async def _help(self, _: str) -> None:
        for word in WORDS:
            self._say(f"{'、'.join(word.forms)}{f' {word.after}' if word.after else ''}: {word.does}")
        self._say("このほか、操作の名前（例: 状態、取込）かキー（例: t、ctrl+z）を打つと、その操作をします")

    async def _quit(self, _: str) -> None:
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
            await self._pilot.pause()
        self._app.leave()

    def _entries(self) -> Sequence[HelpEntry]:
        return help_entries(self._app)

    async def _command(self, words: str) -> None:
        """A key, or the name of a command."""
        if len(self._app.screen_stack) > 1:
            if len(words) == 1:
                await self._pilot.press(words)
                return
            raise UsageError(
                f"わかりません: {words}",
                mend="問いには「書く 文字」「決める」「やめる」「開く 番号」で答えます",
            )
        entries = self._entries()
        exact = [one for one in entries if one.id and words.casefold() in (one.label.casefold(), one.id)]
        found = exact or [one for one in find_help(entries, words) if one.id]
        by_key = [
            one for one in found if words in one.keys or words.casefold() in map(str.casefold, one.keys)
        ]
        chosen = next(iter(exact), None) or next((one for one in by_key if words in one.keys), None)
        chosen = chosen or next(iter(by_key), None) or (found[0] if len(found) == 1 else None)
        if chosen is not None:
            self._app.run_by_id(chosen.id)
        elif found:
            raise UsageError(
                f"どの操作か決まりません: {words}", mend="、".join(one.label for one in found[:AT_ONCE])
            )
        else:
            raise UsageError(f"わかりません: {words}", mend=_HINT)
