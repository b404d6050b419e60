"""The part of the app that tells: the message line, long work and its spinner."""

from collections.abc import Callable
from typing import Any

from textual import work
from textual.app import App
from textual.timer import Timer

from registry.errors import KonkyoError
from registry.text.inert import inert
from tui.long_work import LongWork, Stopped
from tui.session import Session
from tui.widgets.lines import Line


class TellingApp(App[None]):
    """Tells what happened and what goes on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.messages: list[str] = []
        """What was told, oldest first."""
        self.works: list[LongWork] = []
        """What is being done in the background."""
        self._message: tuple[str, bool] = ("", False)
        self._ticking: Timer | None = None

    def say(self, message: str, *, undo: bool = False, error: bool = False) -> None:
        """Tell what happened, in one line that stays until the next."""
        text = inert(message) + ("  Ctrl+Z で元に戻す" if undo else "")
        self.messages.append(text)
        self._message = (text, error)
        self._show_message()

    def _show_message(self) -> None:
        working = next((told for told in (work.line() for work in self.works) if told), "")
        text, error = (working, False) if working else self._message
        line = self.query_one("#message-line", Line)
        line.set_class(error, "error")
        saved = self.session.saved_at
        line.show(text, f"自動保存 {saved:%H:%M}" if saved is not None else "")

    def report(self, problem: KonkyoError) -> None:
        """Tell a foreseen error: what, where, why, what now."""
        self.say("  ".join(part.strip() for part in str(problem).splitlines()), error=True)

    def stop_work(self) -> None:
        """Ask the work that can be stopped to stop."""
        for work_ in self.works:
            if work_.can_stop:
                work_.stop()

    def in_background(
        self, job: Callable[[], Any], done: Callable[[Any], None], told: LongWork | None = None
    ) -> None:
        """Work that takes longer than a frame; foreseen errors are told, the result goes to ``done``."""
        long_work = told or LongWork()
        self.works.append(long_work)
        if self._ticking is None:
            self._ticking = self.set_interval(0.1, self._show_message)
        self._ticking.resume()
        self._run_job(job, done, long_work)

    @work(thread=True, group="long")
    def _run_job(self, job: Callable[[], Any], done: Callable[[Any], None], long_work: LongWork) -> None:
        problem: KonkyoError | Stopped | None = None
        result = None
        try:
            result = job()
        except (KonkyoError, Stopped) as found:
            problem = found
        if self.is_running:
            self.call_from_thread(self._job_ended, long_work, problem, done, result)

    def _job_ended(
        self,
        long_work: LongWork,
        problem: KonkyoError | Stopped | None,
        done: Callable[[Any], None],
        result: Any,
    ) -> None:
        self.works.remove(long_work)
        if not self.works and self._ticking is not None:
            self._ticking.pause()
        self._show_message()
        try:
            if isinstance(problem, KonkyoError):
                self.report(problem)
            elif problem is not None:
                self.say("やめました。何も変えていません")
            else:
                done(result)
        except KonkyoError as found:
            self.report(found)
