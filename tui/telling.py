"""The part of the app that tells: the message line, long work and its spinner."""

from collections.abc import Callable
from typing import Any, NamedTuple

from textual import events, work
from textual.app import App
from textual.timer import Timer

from registry.errors import KonkyoError
from registry.text.inert import inert
from tui.clipboards import put_into_clipboard
from tui.long_work import LongWork, Stopped
from tui.screen_words import told
from tui.session import Session
from tui.widgets.lines import Line

_SHORT, _LONG = 10.0, 30.0
"""Seconds that a message stays; longer what says what to do now."""


class _Message(NamedTuple):
    """What the message line shows."""

    text: str
    ending: str = ""
    error: bool = False


_SILENCE = _Message("")


class TellingApp(App[None]):
    """Tells what happened and what goes on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.messages: list[str] = []
        """What was told, oldest first."""
        self.works: list[LongWork] = []
        """What is being done in the background."""
        self._message = _SILENCE
        self._pressed = self._said_at = 0
        """Keys and clicks so far, and how many there had been when the message was told."""
        self._ticking: Timer | None = None
        self._fading: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Count what the planner does, so that a message is known to be older than the last key."""
        if isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded:
            self._pressed += 1
        await super().on_event(event)

    def say(self, message: str, *, hint: str = "", undo: bool = False, error: bool = False) -> None:
        """Tell what happened, in one line that stays a while, or until the planner goes to another place.

        ``hint``: what can be done now; it stays readable where the message has to be shortened.
        """
        ending = inert(hint or ("Ctrl+Z で元に戻す" if undo else ""))
        text = inert(message)
        self.messages.append(f"{text}  {ending}" if ending else text)
        self._message = _Message(text, ending, error)
        self._said_at = self._pressed
        self._show_message()
        if self._fading is not None:
            self._fading.stop()
        self._fading = self.set_timer(_LONG if error or ending else _SHORT, self._fade)

    def fade_message(self) -> None:
        """The planner goes elsewhere: what was told before that key has been read."""
        if self._said_at != self._pressed:
            self._fade()

    def _fade(self) -> None:
        self._message = _SILENCE
        self._show_message()

    def _show_message(self) -> None:
        working = next((told for told in (work.line() for work in self.works) if told), "")
        text, ending, error = _Message(working) if working else self._message
        line = self.screen_stack[0].query_one("#message-line", Line)
        line.set_class(error, "error")
        saved = self.session.saved_at
        line.show(text, f"自動保存 {saved:%H:%M}" if saved is not None else "", ending=ending)

    def report(self, problem: KonkyoError) -> None:
        """Tell a foreseen error: what, where, why, what now."""
        text, remedy = told(problem)
        self.say(text, hint=remedy, error=True)

    def copy(self, text: str, what: str) -> str:
        """Copy a text; returns what to tell: whether a terminal does what it is asked cannot be known."""
        self.copy_to_clipboard(text)
        if not self.is_headless and put_into_clipboard(text):
            return f"{what}を写しました"
        return f"{what}を端末のクリップボードへ送りました"

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
