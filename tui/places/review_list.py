"""The list of the review: which records are in it, read page by page, looked through, and the sitting they are of."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from registry.analysis.reviewing import QueueLine, ReviewCard
from tui.long_work import LongWork
from tui.places.base import Place
from tui.places.review_words import empty_list, list_row
from tui.review_queue import Counts, Narrowing, ReviewQueue, Sitting
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from registry.workspace.record_texts import RecordTexts

_LOOKED_AHEAD = 2_000
"""Places that are looked through for the next record that waits."""
_MANY = 5_000
"""Records from which on what takes longer than a frame is done in the background or when the keys rest."""


class ReviewList(Place):
    """Lists; what is shown of a record is ReviewDesk's."""

    def __init__(self) -> None:
        super().__init__()
        self.narrowing = Narrowing()
        self.queue: ReviewQueue | None = None
        self.counts = Counts(0, 0, 0)
        self.card: ReviewCard | None = None
        """The record in view."""
        self._sittings: dict[tuple[str, str], Sitting] = {}
        """Of each workspace and body."""
        self._lines: dict[str, QueueLine] = {}
        self._prepared: ReviewQueue | None = None
        """The list whose texts are read, or were."""

    @property
    def rows(self) -> RowList:
        """The records."""
        return self.query_one("#review-list", RowList)

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
    def long(self) -> bool:
        """True for a catalogue of so many records that looking through all takes longer than a frame."""
        return self.counts.records > _MANY

    def _list(self) -> None:
        self._lines.clear()
        self.card = None
        self.rows.empty = empty_list(self.session, self.narrowing, self.counts)
        self.rows.show_pages(self.counts.listed, self._read)

    def _read(self, start: int, stop: int) -> Sequence[Row]:
        lines = self.queue.read(start, stop) if self.queue is not None else ()
        self._lines.update((line.id, line) for line in lines)
        return [list_row(line, self.narrowing.view) for line in lines]

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

    def place_in_list(self) -> str:
        """13 / 50."""
        return f"{self.rows.cursor + 1 if self.counts.listed else 0:,} / {self.counts.listed:,}"

    def neighbour(self, by: int) -> QueueLine | None:
        """The record before or after the one in view."""
        row = self.rows.row(self.rows.cursor + by)
        return None if row is None else self._lines.get(row.key)

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
        if queue.has_texts or not self.long:
            self.rows.cursor = 0
            self.counts = self.counts._replace(listed=queue.look_for(words))
            self._list()
            self.konkyo.tell_place()
        else:
            self.prepare_filter()

    def prepare_filter(self) -> None:
        """Read what the filter of a long list looks through, before a word is typed."""
        queue = self.queue
        if queue is None or queue is self._prepared or not self.long:
            return
        self._prepared = queue

        def read(texts: "RecordTexts") -> None:
            queue.take_texts(texts)
            if self.queue is queue and queue.words != self.narrowing.words:
                self.look_for(self.narrowing.words)

        self.konkyo.in_background(queue.texts_reader(), read, LongWork("題名と説明を読んでいます"))
