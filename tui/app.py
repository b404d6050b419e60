"""The app: four fixed lines, eight places, dialogs, and the commands that work in all of them."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from registry.errors import KonkyoError
from tui.asking import AskingApp
from tui.commands import Command, find_command
from tui.global_commands import GLOBAL, OF_FIELDS
from tui.harmless import Harmless
from tui.marks import AsciiMarks, wants_ascii
from tui.memory import Memory
from tui.moving import is_field
from tui.places import PLACES
from tui.places.base import Place
from tui.reading_input import InputReader
from tui.session import Session
from tui.signals import end_at_last, when_ended
from tui.stylesheet import SteadyStylesheet
from tui.themes import THEME_TITLES, THEMES
from tui.widgets.filter_line import FilterLine
from tui.widgets.lines import KeyLine, Line, PlaceLine

_STYLES = sorted(Path(__file__).with_name("styles").glob("*.tcss"))
"""The looks of single places and widgets."""
_HEAVY = "registry.workspace.repository"
"""Takes longer to import than all the rest."""


class KonkyoApp(AskingApp):
    """The screen of konkyo."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "konkyo.tcss",
        *(f"styles/{path.name}" for path in _STYLES),
    ]
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (no class variable in Textual)
    TITLE = "konkyo"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    def __init__(
        self, session: Session, *, place: str = "", theme: str = "", memory: Memory | None = None
    ) -> None:
        super().__init__(session, place=place, memory=memory)
        self.session.changed = self._changed
        self._reader = InputReader()
        self._leaving = False
        """True once the planner has left: all is saved."""
        for each in THEMES:
            self.register_theme(each)
        wanted = theme or self.memory.theme
        self.theme = wanted if wanted in {each.name for each in THEMES} else THEMES[0].name
        self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())
        self._harmless = Harmless()
        self._marks = AsciiMarks()
        self._marks.enabled = wants_ascii() or self.memory.ascii_marks

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice; in a browser a driver that ends with its server."""
        found = super().get_driver_class()
        if found.__name__ != "WebDriver":
            return found
        from tui.served_driver import ServedDriver

        return ServedDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last filters keep harm from the terminal, and make marks ASCII where the planner wants that."""
        marks = [self._marks] if self._marks.enabled else []
        return [*super().get_line_filters(), self._harmless, *marks]

    def compose(self) -> ComposeResult:
        """The lines and the room for a place."""
        yield PlaceLine("place-line")
        yield Line("where-line")
        yield Container(id="places")
        yield Line("message-line")
        yield KeyLine("key-line")

    def on_mount(self) -> None:
        """Draw the lines at once; the first place follows when what it needs is loaded. Without a body ask for one."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out)
        if not self.is_headless:
            when_ended(self.end)
        if _HEAVY in sys.modules or not self.session.has_workspace:
            self._open_first()
        else:
            self.tell_place()
            self.call_after_refresh(self._load)
        if self.session.body is None:
            self.call_after_refresh(self.ask_body)

    def _laid_out(self, screen: Screen[object]) -> None:
        del screen
        if self.place is not None:
            self.place.call_later(self.place.fit)  # behind what Textual has told it itself

    @work(thread=True, group="loading")
    def _load(self) -> None:
        """Import what takes longest; nothing is read or opened here, so that no two threads meet."""
        import_module(_HEAVY)
        if self.is_running:
            self.call_from_thread(self._open_first)

    def _open_first(self) -> None:
        if self.place is None:
            self.go(self.here)

    @property
    def typing(self) -> bool:
        """True while text is typed into a field."""
        return is_field(self.focused)

    def _changed(self) -> None:
        for place in self.query(Place):
            place.stale = True
        if self.place is not None:
            self.place.show()

    def tell_place(self) -> None:
        """Bring the fixed lines up to date."""
        place = self.place
        titles = [(name, title) for name, (title, _, _) in PLACES.items()]
        self.query_one(PlaceLine).tell(self.session, titles, self.here)
        there = place is not None and place.is_mounted
        where = place.where() if place is not None and there else (PLACES[self.here][0], "")
        self.query_one("#where-line", Line).show(*where)
        self.tell_keys()

    def tell_keys(self) -> None:
        """The keys that work now."""
        place, field = self.place, self.screen_stack[0].focused  # a field of a dialog is not one of the place
        commands: Sequence[Command] = ()
        if place is not None and place.is_mounted:
            commands = field.KEYS if isinstance(field, FilterLine) else place.commands()
        line = self.screen_stack[0].query_one(KeyLine)
        line.tell(commands, may_change=self.session.may_change, typing=is_field(field))

    def on_line_clicked(self, event: Line.Clicked) -> None:
        """A click does what the key does."""
        event.stop()
        if event.command:
            self.run_by_id(event.command)
        else:
            self.simulate_key(event.key)

    async def on_event(self, event: events.Event) -> None:
        """Keys that an input method made full-width become the keys that were meant, unless text is typed."""
        if isinstance(event, events.Key) and not event.is_forwarded and not self.typing:
            event = self._reader.read(event)
        await super().on_event(event)

    def is_text(self, event: events.Key) -> bool:
        """True for text that an input method committed where keys were expected."""
        return self._reader.is_text(event)

    def on_key(self, event: events.Key) -> None:
        """Keys that work in every place."""
        if len(self.screen_stack) > 1:
            return
        if event.key == "escape":
            self.stop_work()
            return
        if self.typing and (event.is_printable or event.key in OF_FIELDS):
            return
        command = find_command(GLOBAL, event.key, may_change=True)
        if command is not None:
            event.stop()
            event.prevent_default()
            if command.changes and not self.session.may_change:
                self.say(self.session.forbidden)
            else:
                self.run_global(command)

    def all_commands(self) -> tuple[Command, ...]:
        """What can be done now: here first, then everywhere."""
        own = self.place.commands() if self.place is not None else ()
        allowed = self.session.may_change
        return tuple(one for one in (*own, *GLOBAL) if allowed or not one.changes)

    def run_by_id(self, name: str) -> None:
        """Do the command of that id, once the dialog in which it was chosen is gone."""
        here = self.place
        own = {one.id: one for one in here.commands()} if here is not None else {}
        if here is not None and name in own:
            self.call_after_refresh(here.run, own[name])
        else:
            everywhere = next(one for one in GLOBAL if one.id == name)
            self.call_after_refresh(self.run_global, everywhere)

    def run_global(self, command: Command) -> None:
        """Do what a command says that works everywhere."""
        try:
            action, _, argument = command.action.partition(":")
            getattr(self, action)(*([argument] if argument else []))
        except KonkyoError as problem:
            self.report(problem)

    def action_leave(self) -> None:
        """End the program."""
        self.leave()

    def leave(self) -> None:
        """End the program; everything is saved already, or is now. Where something would be lost, ask first."""
        try:
            if self.place is not None:
                self.place.left()
        except KonkyoError as problem:
            self._ask_to_leave(f"保存できません。{problem}", "保存せずに終わる")
            return
        if any(each.changes for each in self.works):
            question = "まだ終わっていない仕事があります。いま終わると、その仕事の結果は残りません。"
            self._ask_to_leave(question, "やめて終わる")
        else:
            self.leave_now()

    def _ask_to_leave(self, question: str, yes: str) -> None:
        from tui.dialogs.confirm import Confirm

        if isinstance(self.screen, Confirm):
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.leave_now()

        self.push_screen(Confirm("終わりますか", question, yes=yes), answered)

    def leave_now(self, code: int = 0) -> None:
        """End the program without a question; work that goes on is stopped and keeps nothing."""
        for each in self.works:
            each.stop()
        self._leaving = True
        self.remember()
        self.memory.save()
        self.exit(return_code=code)

    def end(self, code: int) -> None:
        """Somebody ends the program: save what can be saved, give the terminal back, ask nothing."""
        self._leave_place()
        self.leave_now(code)
        end_at_last(code)

    def on_exit_app(self) -> None:
        """Nobody is at the other end any more (in a browser): save what can be saved."""
        if not self._leaving:
            self._leave_place()
            self.remember()
            self.memory.save()

    def next_theme(self) -> None:
        """The next of the three themes."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        self.memory.theme = self.theme
        self.say(f"配色: {THEME_TITLES[self.theme]}")

    def other_marks(self) -> None:
        """Marks in ASCII, or the usual ones again."""
        self._marks.enabled = self.memory.ascii_marks = not self._marks.enabled
        self.refresh_css(animate=False)
        told = "記号を ASCII にしました" if self._marks.enabled else "記号を元にもどしました"
        self.say(f"{told}（○△■□ などが2桁で出て、列がずれる端末のため）")

    def reload(self) -> None:
        """Work everything out anew."""
        self.session.forget()
        self.say("読み直しました")

    def copy_cells(self) -> None:
        """Copy the rows of the list, cells between tabs."""
        from tui.copies import copy_cells

        self.say(copy_cells(self))
