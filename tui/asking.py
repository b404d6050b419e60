"""The part of the app that asks: dialogs, each loaded when it is first asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from registry.law.dates import format_wareki
from tui.moving import MovingApp
from tui.places.base import Place


class AskingApp(MovingApp):
    """Opens the dialogs that every place has, and does what was answered."""

    import_folder: Path | None = None
    """Where the last catalogue was."""

    def ask_import(self) -> None:
        """Choose a catalogue to import; into the planner's own workspace, never into the example's."""
        from tui.dialogs.import_catalogue import ChooseCatalogue

        self.session.the_body()
        if self.session.home is not None:
            self.session.come_home()
            self.say("見本を終えました。取り込む先は、あなたのワークスペースです")

        def imported(paths: tuple[Path, ...] | None) -> None:
            if paths:
                self.import_folder = paths[0].parent

        self.push_screen(ChooseCatalogue(self.import_folder), imported)

    def ask_search(self) -> None:
        """Search everything."""
        self.dialog("tui.dialogs.search", "Search")

    def ask_palette(self) -> None:
        """Search the commands."""
        self.dialog("tui.dialogs.palette", "Palette")

    def ask_help(self) -> None:
        """Keys and words of the place."""
        self.dialog("tui.dialogs.help", "Help")

    def ask_jump(self) -> None:
        """Letters on everything that can take the focus."""
        self.dialog("tui.dialogs.jump", "Jump")

    def ask_history(self) -> None:
        """The changes of the body."""
        self.dialog("tui.dialogs.history", "History")

    def ask_messages(self) -> None:
        """What was told."""
        self.dialog("tui.dialogs.messages", "Messages")

    def ask_body(self) -> None:
        """Choose the body."""
        self.dialog("tui.dialogs.choose_body", "ChooseBody", self._body_chosen)

    def _body_chosen(self, body: Any) -> None:
        if body is not None:
            self.remember()
            self.session.choose(body)
            for place in self.query(Place):
                place.recall(self._remembered_of(place.NAME))
            self.say(f"{body.full_name}を選びました")

    def ask_place(self) -> None:
        """Choose the place."""
        self.dialog("tui.dialogs.choose_place", "ChoosePlace", self._place_chosen)

    def _place_chosen(self, name: Any) -> None:
        if name is not None:
            self.go(name)

    def ask_day(self) -> None:
        """Choose the as-of day."""
        self.dialog("tui.dialogs.choose_day", "ChooseDay", self._day_chosen)

    def _day_chosen(self, day: Any) -> None:
        if day is not None:
            self.session.go_to(day)
            if self.session.past:
                self.say(
                    f"{format_wareki(day)}として見ています（過去）  状態は変えられません  D で今日に戻す"
                )

    def ask_copy(self) -> None:
        """Copy the rows of the list, or what the place offers, in one of several forms."""
        from tui.dialogs.copy_as import CopyAs

        copies = self.place.copies() if self.place is not None else ()
        if copies:
            self.push_screen(CopyAs(copies))
        else:
            self.say("写せるものがありません")

    def dialog(self, module: str, name: str, done: Callable[[Any], None] | None = None) -> None:
        """Open a dialog, loading it when it is first asked for."""
        from importlib import import_module

        self.push_screen(getattr(import_module(module), name)(), done)
