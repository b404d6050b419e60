"""The desk of the review: the list of records, the one in view with its candidates, which of them are ticked."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from registry.analysis.reviewing import Target
from tui.places.review_list import ReviewList
from tui.places.review_words import LIST_COLUMNS, beside, views_line
from tui.review_queue import Counts, ReviewQueue, Sitting
from tui.widgets.candidates import Candidates
from tui.widgets.filter_line import FilterLine
from tui.widgets.passages import Passage
from tui.widgets.review_progress import ReviewProgress
from tui.widgets.row_list import RowList

_NARROW, _WIDE = 100, 160
_REST = 0.15


class ReviewDesk(ReviewList):
    """Shows; what is decided, and by which keys, is Review's."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked: set[Target] = set()
        self.alike = 0
        """How many records have the very same candidates, with the one in view."""
        self.own_change = False
        """True while this place writes a change: then the list does not shift."""
        self.whole = False
        """All of a long title and description is shown."""
        self._was_reading = False
        self._at = 0
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Records left, the one to judge right."""
        yield FilterLine("題名・説明", id="review-filter")
        with Horizontal(id="review-panes"):
            with Vertical(id="review-left"):
                yield RowList(LIST_COLUMNS, ticks=False, id="review-list")
                yield ReviewProgress("review-progress")
            with Vertical(id="review-right"):
                yield Candidates(id="review-card")
                yield ReviewProgress("review-progress-short", short=True)

    @property
    def pane(self) -> Candidates:
        """The record in view and its candidates."""
        return self.query_one(Candidates)

    @property
    def narrow(self) -> bool:
        """True where only the record in view has room."""
        return self.has_class("narrow")

    @property
    def reading(self) -> bool:
        """True while the arrows move in the text instead of among the records."""
        return self.pane.has_focus and not self.narrow

    def fill(self) -> None:
        """Read the list anew, unless the place itself has changed what it knows."""
        if self.own_change:
            return
        self._fit(self.app.size.width)
        body, store = self.session.body, self.session.store_if_any()
        if body is None or store is None:
            self.queue, self.counts = None, Counts(0, 0, 0)
        else:
            sitting = self._sittings.setdefault(self._desk_of_body(), Sitting(store.latest_change(body.code)))
            if sitting.changes:
                recent = store.history(body.code, 2 * sitting.changes + 50)
                sitting.undone({one.sequence for one in recent if one.undone_by is not None})
            self.queue = ReviewQueue(self.session, self.narrowing, sitting.since)
            self.counts = self.queue.count()
            sitting.waiting = self.counts.waiting
        self._list()
        self.show_progress()

    def show_progress(self) -> None:
        """How far the sitting has come."""
        for progress in self.query(ReviewProgress):
            progress.show_sitting(self.sitting)

    def where(self) -> tuple[str, str]:
        """Which records, filter, counts."""
        if self.queue is None:
            return self.TITLE, ""
        told = views_line(self.session, self.narrowing, short=self.narrow)
        if self.narrow:
            return f"{self.TITLE}  {told}", self.place_in_list()
        sitting = self.sitting
        waiting = self.counts.waiting if sitting is None else sitting.waiting
        return f"{self.TITLE} {told}", f"確認待ち {waiting:,}件  全 {self.counts.records:,}件"

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another record comes into view."""
        event.stop()
        if self.card is None or self.card.stored.record.id != self.rows.key:
            self.load_card()
        self.konkyo.tell_place()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A double click reads the record."""
        event.stop()
        if self.card is not None:
            self.pane.focus()
            self.call_after_refresh(self.konkyo.tell_place)

    def load_card(self) -> None:
        """Read the record under the cursor."""
        from registry.analysis.reviewing import review_card

        key, body = self.rows.key, self.session.body
        self.alike = 0
        if key is None or body is None:
            self.card = None
            words = self.rows.empty.split("。") if not self.counts.listed else []
            self.pane.say([Passage(word) for word in words if word])
            return
        self.card = review_card(self.session.store(), body, self.session.knowledge, key)
        self.ticked = set(self.card.ticked_beforehand())
        self.whole = False
        candidates = self.card.candidates
        self._at = next((at for at, one in enumerate(candidates) if one.key in self.ticked), 0)
        if self.card.open and self.long:
            self.when_resting(self._tell_alike)
        elif self.card.open:
            self._count_alike()
        self.show_card()

    def when_resting(self, do: Callable[[], None]) -> None:
        """Do something that takes long when no key has been pressed for a moment."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, do)

    def _tell_alike(self) -> None:
        self._count_alike()
        self.show_card(stay=True)
        self.konkyo.tell_place()

    def _count_alike(self) -> None:
        card, body = self.card, self.session.body
        if card is not None and body is not None:
            self.alike = len(self.session.store().alike(body.code, card.stored.record.id))

    def show_card(self, *, stay: bool = False) -> None:
        """Show the record in view; ``stay``: scrolled as it is."""
        if self.card is not None:
            place = "" if self.narrow else self.place_in_list()
            self.pane.show_card(
                self.card,
                self.ticked,
                self._at,
                place=place,
                after=beside(self),
                stay=stay,
                whole=self.whole or self.reading,
            )

    def turn_whole(self) -> None:
        """All of title and description, or so much of them that the candidates stay in view."""
        self.whole = not self.whole
        self.show_card()

    def on_descendant_focus(self) -> None:
        """Who reads the record sees all of it."""
        self._read_or_not()

    def on_descendant_blur(self) -> None:
        """Back among the records."""
        self._read_or_not()

    def _read_or_not(self) -> None:
        if self.is_attached and self._was_reading != self.reading:
            self._was_reading = self.reading
            self.show_card()

    def move_candidate(self, by: int) -> None:
        """Stand on another candidate."""
        if self.card is not None and self.card.candidates:
            self._at = (self._at + by) % len(self.card.candidates)
            self.show_card(stay=True)

    def on_candidates_picked(self, event: Candidates.Picked) -> None:
        """A click ticks a candidate, or not."""
        event.stop()
        if self.card is not None and event.number < len(self.card.candidates):
            self._at = event.number
            if self.session.may_change:
                self.tick_candidate()
            else:
                self.show_card(stay=True)

    def tick_candidate(self) -> None:
        """Tick the candidate that is stood on, or not."""
        if self.card is not None and self.card.candidates:
            self.ticked ^= {self.card.candidates[self._at].key}
            self.show_card(stay=True)

    def focus_list(self) -> None:
        """The arrows move among the records."""
        (self.pane if self.narrow else self.rows).focus()
        self.call_after_refresh(self.konkyo.tell_place)

    def on_resize(self, event: events.Resize) -> None:
        """In a narrow terminal only the record in view."""
        was_narrow = self.narrow
        self._fit(event.size.width)
        if self.narrow != was_narrow and (self.rows.has_focus or self.pane.has_focus):
            self.call_after_refresh(self.focus_list)
        self.call_after_refresh(self.show_card, stay=True)

    def _fit(self, width: int) -> None:
        self.set_class(width < _NARROW, "narrow")
        self.set_class(width >= _WIDE, "wide")
