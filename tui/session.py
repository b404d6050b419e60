"""What all places of the screen share: the knowledge on a day, the body, its workspace, and what was worked out.

Answers are the same objects as the command line prints; they are worked out when first asked and again after a
change. Nothing here knows Textual, so that it can be tested, and served to a reader of lines, as it is.
"""

from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from registry.errors import UsageError
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.items import FactKey
from registry.publishing.verdicts import Answer

if TYPE_CHECKING:
    from registry.analysis.gaps import GapsAnswer
    from registry.analysis.holdings import Holdings
    from registry.analysis.measure_answers import MeasuresAnswer
    from registry.publishing.answers import PublishableAnswer
    from registry.workspace.domain import Change
    from registry.workspace.location import Location
    from registry.workspace.repository import Workspace

Result = TypeVar("Result")
_YOUNGEST = 200
"""Changes that are looked through for the one to take back."""


class Session:
    """One planner at work. ``changed`` is called after everything that changes what places show."""

    def __init__(
        self,
        knowledge: Knowledge,
        day: date,
        location: "Location",
        *,
        now: Callable[[], datetime],
        actor: str = "",
        version: str = "",
        read_only: bool = False,
    ) -> None:
        self.knowledge = knowledge
        self.today = day
        self.view: KnowledgeAt = knowledge.at(day)
        self.location = location
        self.now = now
        self.actor = actor
        self.version = version
        self.read_only = read_only
        self.body: Body | None = None
        self.changed: Callable[[], None] = lambda: None
        self.busy = ""
        """What is being written in the background, as 「取り消しています」; empty: changes may be made."""
        self.saved_at: datetime | None = None
        """When something was last written to the workspace."""
        self.home: Location | None = None
        """The planner's own workspace, while the example is in view."""
        self._store: Workspace | None = None
        self._end_visit: Callable[[], None] | None = None
        self._known: dict[str, Any] = {}

    @property
    def past(self) -> bool:
        """True on another day than today: then nothing may be changed."""
        return self.view.day != self.today

    @property
    def may_change(self) -> bool:
        """False when reading only."""
        return not self.read_only and not self.past

    @property
    def forbidden(self) -> str:
        """Why nothing may be changed, and the key that helps; empty when changes may be made."""
        if self.read_only:
            return "閲覧のみで開いています。変えることはできません"
        return "過去の日付で見ています。変えることはできません  D で今日へ" if self.past else ""

    @property
    def has_workspace(self) -> bool:
        """True when the workspace is there."""
        return self._store is not None or self.location.path is None or self.location.path.exists()

    def store(self) -> "Workspace":
        """The open workspace, made where there is none.

        Raises WorkspaceError when it cannot be opened.
        """
        if self._store is None:
            from registry.workspace.repository import Workspace

            self._store = Workspace.open(self.location, self.now())
        return self._store

    def store_if_any(self) -> "Workspace | None":
        """The open workspace; None while there is none."""
        return self.store() if self.has_workspace else None

    def close(self) -> None:
        """Close the workspace; what was made for a visit goes."""
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._end_visit is not None:
            self._end_visit()
            self._end_visit = None

    def visit(self, location: "Location", end: Callable[[], None]) -> None:
        """Look at the example in its workspace until ``come_home``; ``end`` is called when that is closed."""
        self.close()
        self._end_visit = end
        self.home = self.home or self.location
        self.location = location
        self.forget()

    def come_home(self) -> None:
        """Back from the example to the planner's own workspace; nothing happens where that is in view."""
        if self.home is not None:
            self.close()
            self.location, self.home = self.home, None
            self.forget()

    def choose(self, body: Body) -> None:
        """Work for another body from now on."""
        self.body = body
        self.forget()

    def go_to(self, day: date) -> None:
        """See everything as on another day."""
        self.view = self.knowledge.at(day)
        self.forget()

    def forget(self) -> None:
        """Work everything out anew when it is asked next, and tell the places."""
        self._known.clear()
        self.changed()

    def once(self, key: str, work: Callable[[], Result]) -> Result:
        """The result of ``work``, kept under ``key`` until something changes."""
        if key not in self._known:
            self._known[key] = work()
        result: Result = self._known[key]
        return result

    def the_body(self) -> Body:
        """The chosen body.

        Raises UsageError when none is chosen yet.
        """
        if self.body is None:
            raise UsageError("団体が決まっていません", mend="B で団体を選んでください")
        return self.body

    def told(self) -> dict[FactKey, Answer]:
        """The facts that the body told."""
        from registry.plan.gathering import told_by

        return self.once("told", lambda: told_by(self.the_body(), self.store_if_any()))

    def holdings(self) -> "Holdings | None":
        """What the workspace knows of the body's publications."""
        from registry.analysis.holdings import read_holdings

        def read() -> "Holdings | None":
            store = self.store_if_any()
            return None if store is None else read_holdings(store, self.the_body().code)

        return self.once("holdings", read)

    def publishable(self) -> "PublishableAnswer":
        """The verdicts for the body, or without one for nobody in particular."""
        from registry.publishing.answers import answer_publishable

        def decide() -> "PublishableAnswer":
            told = self.told() if self.body is not None else {}
            return answer_publishable(self.view, self.body, None, told)

        return self.once("publishable", decide)

    def gaps(self) -> "GapsAnswer":
        """Coverage and gaps of the body."""
        from registry.analysis.gaps import find_gaps

        return self.once(
            "gaps",
            lambda: find_gaps(
                self.view, self.the_body(), self.told(), None, self.holdings(), decided=self.publishable()
            ),
        )

    def measures(self) -> "MeasuresAnswer | None":
        """The body's measures; None while there is no workspace."""
        from registry.analysis.measures import measures_view

        def read() -> "MeasuresAnswer | None":
            store = self.store_if_any()
            if store is None:
                return None
            return measures_view(store, self.view, self.the_body(), self.view.day, self.gaps())

        return self.once("measures", read)

    def change(self, work: "Callable[[Workspace], Result]") -> Result:
        """Change something in the workspace; every place is told afterwards.

        Raises UsageError when nothing may be changed, and whatever ``work`` raises.
        """
        result = work(self.store_to_change())
        self.forget()
        return result

    def store_to_change(self) -> "Workspace":
        """The workspace for a change in the background; call ``forget`` when it is done.

        Raises UsageError when nothing may be changed.
        """
        if not self.may_change:
            why = "過去の基準日を見ています" if self.past else "閲覧のみで開いています"
            raise UsageError("変えられません", why=why)
        if self.busy:
            raise UsageError(
                "いまは変えられません", why=self.busy, mend="終わるまで待つか、Esc でやめてください"
            )
        return self.store()

    def rows_to_take_back(self, *, redo: bool, count: int = 1) -> int:
        """How many rows the next undo or redo will write, as far as the youngest changes tell."""
        history = self.store().history(self.the_body().code, _YOUNGEST)
        original = {change.sequence for change in history if change.undoes is None}
        fitting = (
            change
            for change in history
            if change.undone_by is None and (change.undoes in original if redo else change.undoes is None)
        )
        return sum(sum(change.counts.values()) for change in islice(fitting, count))

    def take_back(
        self,
        store: "Workspace",
        *,
        redo: bool = False,
        count: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> "tuple[Change, ...]":
        """Take back the last changes of the body, or undos of such changes; latest first. ``forget`` afterwards.

        Raises UsageError when there is nothing to take back, UndoConflict when it cannot be taken back alone, and
        whatever ``progress`` raises; then nothing is changed.
        """
        reverse = store.redo if redo else store.undo
        return reverse(
            count, now=self.now(), actor=self.actor, body_code=self.the_body().code, progress=progress
        )

    def named(self, change: "Change") -> str:
        """What a change did; of an undo, what it took back."""
        for _ in range(2):  # an undo of a redo is as long as a trail gets
            if change.undoes is None:
                break
            older = self.store().history(change.body_code, 1, change.undoes + 1)
            if not older:
                break
            change = older[0]
        return change.command
