"""The desk of the review: the list of records, the one in view with its candidates, which of them are ticked."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from registry.analysis.reviewing import QueueLine, ReviewCard, Target
from tui.long_work import LongWork
from tui.places.base import Place
from tui.places.review_words import LIST_COLUMNS, beside, empty_list, list_row, views_line
from tui.review_queue import Counts, Narrowing, ReviewQueue, Sitting
from tui.widgets.candidates import Candidates
from tui.widgets.filter_line import FilterLine
from tui.widgets.passages import Passage
from tui.widgets.review_progress import ReviewProgress
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from registry.workspace.record_texts import RecordTexts

_NARROW, _WIDE = 100, 160
_LOOKED_AHEAD = 2_000
"""Places that are looked through for the next record that waits."""
_MANY = 5_000
"""Records from which on what takes longer than a frame is done in the background or when the keys rest."""
_REST = 0.15


class ReviewDesk(Place):
    """Shows; what is decided, and by which keys, is Review's."""

    def __init__(self) -> None:
        super().__init__()
        self.narrowing = Narrowing()
        self.queue: ReviewQueue | None = None
        self.counts = Counts(0, 0, 0)
        self.card: ReviewCard | None = None
        """The record in view."""
        self.ticked: set[Target] = set()
        self.alike = 0
        """How many records have the very same candidates, with the one in view."""
        self.own_change = False
        """True while this place writes a change: then the list does not shift."""
        self._sittings: dict[tuple[str, str], Sitting] = {}
        """Of each workspace and body."""
        self._lines: dict[str, QueueLine] = {}
        self._at = 0
        self._resting: Timer | None = None
        self._prepared: ReviewQueue | None = None
        """The list whose texts are read, or were."""

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
    def rows(self) -> RowList:
        """The records."""
        return self.query_one("#review-list", RowList)

    @property
    def pane(self) -> Candidates:
        """The record in view and its candidates."""
        return self.query_one(Candidates)

    @property
    def sitting(self) -> Sitting | None:
        """The tally for the body."""
        return self._sittings.get(self._desk_of_body())

    def _desk_of_body(self) -> tuple[str, str]:
        body = self.session.body
        return self.session.location.label, "" if body is None else body.code

    @property
    def known(self) -> Collection[str]:
        """Ids of the records of the list that were read."""
        return self._lines.keys()

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

    def _list(self) -> None:
        self._lines.clear()
        self.card = None
        self.rows.empty = empty_list(self.session, self.narrowing, self.counts)
        self.rows.show_pages(self.counts.listed, self._read)

    def _read(self, start: int, stop: int) -> Sequence[Row]:
        lines = self.queue.read(start, stop) if self.queue is not None else ()
        self._lines.update((line.id, line) for line in lines)
        return [list_row(line, self.narrowing.view) for line in lines]

    def show_progress(self) -> None:
        """How far the sitting has come."""
        for progress in self.query(ReviewProgress):
            progress.show_sitting(self.sitting)

    def reread(self, ids: Collection[str]) -> None:
        """Show these records in the list as they stand now."""
        from registry.analysis.reviewing import queue_line

        store, body = self.session.store(), self.session.the_body()
        for record_id in ids:
            line = queue_line(store, body, self.session.knowledge, record_id)
            if line is not None and record_id in self._lines:
                self._lines[record_id] = line
        view = self.narrowing.view
        self.rows.put(list_row(self._lines[one], view) for one in ids if one in self._lines)

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

    def place_in_list(self) -> str:
        """13 / 50."""
        return f"{self.rows.cursor + 1 if self.counts.listed else 0:,} / {self.counts.listed:,}"

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
        candidates = self.card.candidates
        self._at = next((at for at, one in enumerate(candidates) if one.key in self.ticked), 0)
        if self.card.open and self.counts.records > _MANY:
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
            self.pane.show_card(self.card, self.ticked, self._at, place=place, after=beside(self), stay=stay)

    def neighbour(self, by: int) -> QueueLine | None:
        """The record before or after the one in view."""
        row = self.rows.row(self.rows.cursor + by)
        return None if row is None else self._lines.get(row.key)

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

    def to_waiting(self, by: int) -> bool:
        """Stand on the next record that waits, or the one before; False when there is none near."""
        rows = self.rows
        for step in range(1, min(rows.count, _LOOKED_AHEAD)):
            place = (rows.cursor + by * step) % rows.count
            row = rows.row(place)
            line = self._lines.get(row.key) if row is not None else None
            if line is not None and line.standing == "確認待ち":
                rows.move_to(place)
                return True
        return False

    def narrow_to(self, narrowing: Narrowing) -> None:
        """List other records."""
        self.narrowing = narrowing
        self.rows.cursor = 0
        self.show(again=True)

    def look_for(self, words: str) -> None:
        """List only records with these words; in a long list as soon as its texts were read."""
        narrowing, queue = self.narrowing._replace(words=words, record=""), self.queue
        if queue is None or self.narrowing.record:
            self.narrow_to(narrowing)
            return
        self.narrowing = narrowing
        if queue.has_texts or self.counts.records <= _MANY:
            self.rows.cursor = 0
            self.counts = self.counts._replace(listed=queue.look_for(words))
            self._list()
            self.konkyo.tell_place()
        else:
            self.prepare_filter()

    def prepare_filter(self) -> None:
        """Read what the filter of a long list looks through, before a word is typed."""
        queue = self.queue
        if queue is None or queue is self._prepared or self.counts.records <= _MANY:
            return
        self._prepared = queue

        def read(texts: "RecordTexts") -> None:
            queue.take_texts(texts)
            if self.queue is queue and queue.words != self.narrowing.words:
                self.look_for(self.narrowing.words)

        self.konkyo.in_background(queue.texts_reader(), read, LongWork("題名と説明を読んでいます"))

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
