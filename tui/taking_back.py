"""The part of the app that takes changes back and does them again: at once, or in the background when it is much."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from registry.errors import KonkyoError
from tui.long_work import LongWork, Stopped
from tui.telling import TellingApp

if TYPE_CHECKING:
    from registry.workspace.domain import Change

_AT_ONCE = 1_000
"""Rows that are written back within a moment."""

Then = Callable[["Change"], object]
"""Given the latest of what was taken back; for a redo that is the undo."""


class TakingBackApp(TellingApp):
    """Undo and redo."""

    def undo_last(self) -> None:
        """Take back the last change."""
        self.take_back()

    def redo_last(self) -> None:
        """Do again what was taken back."""
        self.take_back(redo=True)

    def take_back(self, then: Then = lambda _: None, *, redo: bool = False, count: int = 1) -> None:
        """Take back the last ``count`` changes, or do them again, and tell so; ``then`` may show where.

        What writes many rows goes on in the background, and Esc stops it; nothing else can be changed meanwhile.
        Raises KonkyoError where it is told at once that nothing can be taken back.
        """
        session = self.session
        store = session.store_to_change()
        if session.rows_to_take_back(redo=redo, count=count) <= _AT_ONCE:
            taken = session.take_back(store, redo=redo, count=count)
            self._taken_back(taken, then, redo=redo)
            return
        work = LongWork("やり直しています" if redo else "取り消しています", can_stop=True, changes=True)

        def whole() -> "tuple[Change, ...] | KonkyoError | Stopped":
            try:
                return session.take_back(store, redo=redo, count=count, progress=work.progress)
            except (KonkyoError, Stopped) as problem:
                return problem

        def ended(taken: "tuple[Change, ...] | KonkyoError | Stopped") -> None:
            session.busy = ""
            if isinstance(taken, KonkyoError):
                self.report(taken)
            elif isinstance(taken, Stopped):
                self.say("やめました。何も変えていません")
            else:
                self._taken_back(taken, then, redo=redo)

        session.busy = work.doing
        self.in_background(whole, ended, work)

    def _taken_back(self, taken: "tuple[Change, ...]", then: Then, *, redo: bool) -> None:
        self.session.forget()
        name = self.session.named(taken[0])
        if redo:
            self.say(f"やり直しました: {name}", undo=True)
        elif len(taken) > 1:
            self.say(f"{len(taken):,}件の変更を取り消しました", hint="Ctrl+Y で一つずつやり直す")
        else:
            self.say(f"取り消しました: {name}", hint="Ctrl+Y でやり直す")
        then(taken[0])
