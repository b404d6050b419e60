"""The records that wait for a person's judgement, read page by page, and the tally of one sitting. Knows no Textual."""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from registry.analysis.reviewing import QueueLine, Target, queue_line, queue_lines
from registry.workspace.domain import Page, RecordFilter
from tui.session import Session

if TYPE_CHECKING:
    from registry.workspace.record_texts import RecordTexts

VIEWS: Mapping[str, str] = {
    "review": "確認待ち",
    "accept": "採用",
    "reject": "見送り",
    "all": "すべて",
}
"""What can be listed, in the order in which ``v`` goes through it."""
_SETTLED_KEPT = 20
_LONGEST_PAUSE = 120.0
"""Seconds after which a pause no longer counts as work on one record."""


_WAITING = RecordFilter(decision="review")


class Narrowing(NamedTuple):
    """What is listed."""

    view: str = "review"
    words: str = ""
    target: Target | None = None
    """Only records that may be this item or dataset."""
    record: str = ""
    """Only this record, whatever the view."""


class Counts(NamedTuple):
    """How many there are."""

    listed: int
    waiting: int
    """Records with anything open, whatever is listed."""
    records: int


class ReviewQueue:
    """One list of records; what is settled while it is worked through stays in it, so that nothing shifts."""

    def __init__(self, session: Session, narrowing: Narrowing, since: int) -> None:
        """``since``: number of the last change before the sitting."""
        self._session = session
        self._narrowing = narrowing
        self._since = since
        self._ends: dict[int, str] = {0: ""}
        """Place in the list → id of the record before it, where known."""
        self._texts: RecordTexts | None = None
        self._found: Sequence[str] | None = None
        """Ids of the records in which the words occur; None: no words were looked for yet."""

    @property
    def _which(self) -> RecordFilter:
        """What is listed, whatever the words."""
        view, _, target, _ = self._narrowing
        kind, target_id = target or (None, "")
        if view == "reject" and target is None:
            return RecordFilter(decision="reject", unmatched=True)
        if view == "all":
            return RecordFilter(target_kind=kind, target_id=target_id)
        return RecordFilter(
            target_kind=kind,
            target_id=target_id,
            decision="review" if view == "review" else "accept" if view == "accept" else "reject",
            decided_after=self._since if view == "review" else None,
        )

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._narrowing.words

    @property
    def has_texts(self) -> bool:
        """True once ``look_for`` answers at once."""
        return self._texts is not None

    def texts_reader(self) -> "Callable[[], RecordTexts]":
        """Reads what words are looked for in; for a long list work for another thread."""
        return partial(self._session.store().record_texts, self._session.the_body().code, self._which)

    def take_texts(self, texts: "RecordTexts") -> None:
        """From now on look for words in what ``texts_reader`` read."""
        self._texts = texts

    def look_for(self, words: str) -> int:
        """List only the records with these words; gives how many there are."""
        self._narrowing = self._narrowing._replace(words=words)
        self._texts = self._texts or self.texts_reader()()
        self._found = self._texts.containing(words)
        return len(self._found)

    def count(self) -> Counts:
        """Count what is listed, what waits, and all records."""
        store, code = self._session.store(), self._session.the_body().code
        alone, waiting = self._narrowing.record, store.count_records(code, _WAITING)
        if alone:
            listed = int(store.record(code, alone) is not None)
        elif self._narrowing.words:
            listed = self.look_for(self._narrowing.words)
        elif self._narrowing == Narrowing() and store.latest_change(code) == self._since:
            listed = waiting
        else:
            listed = store.count_records(code, self._which)
        holdings = self._session.holdings()
        records = sum(one.records for one in holdings.catalogues) if holdings is not None else 0
        return Counts(listed, waiting, records)

    def read(self, start: int, stop: int) -> Sequence[QueueLine]:
        """The records from one place to before another."""
        session = self._session
        store, body, knowledge = session.store(), session.the_body(), session.knowledge
        if self._narrowing.record:
            line = queue_line(store, body, knowledge, self._narrowing.record)
            return () if line is None else (line,)
        if self._found is not None:
            which = RecordFilter(ids=tuple(self._found[start:stop]))
            return queue_lines(store, body, knowledge, which, Page(limit=stop - start))
        begin = max(place for place in self._ends if place <= start)
        page = Page(limit=stop - start, after=self._ends[begin], skip=start - begin)
        lines = queue_lines(store, body, knowledge, self._which, page)
        if lines:
            self._ends[start + len(lines)] = lines[-1].id
        return lines


class Settling(NamedTuple):
    """Records that were settled by one change."""

    change: int
    ids: tuple[str, ...]
    accepted: bool
    place: int
    """Place of the cursor."""
    counted: int
    """How many of them had waited."""


class Sitting:
    """What was settled since the place was opened for a body, and how fast."""

    def __init__(self, since: int) -> None:
        self.since = since
        """Number of the body's last change before."""
        self.waiting = 0
        """Records that wait now."""
        self._settlings: dict[int, Settling] = {}
        self._undone: frozenset[int] = frozenset()
        self._moments: deque[tuple[float, int]] = deque(maxlen=_SETTLED_KEPT)

    def _standing(self) -> list[Settling]:
        return [one for number, one in self._settlings.items() if number not in self._undone]

    @property
    def changes(self) -> int:
        """How many changes the sitting made."""
        return len(self._settlings)

    @property
    def settled(self) -> int:
        """Records that no longer wait."""
        return sum(one.counted for one in self._standing())

    @property
    def accepted(self) -> int:
        """Those taken for something."""
        return sum(one.counted for one in self._standing() if one.accepted)

    @property
    def total(self) -> int:
        """Waiting and settled ones."""
        return self.waiting + self.settled

    def add(self, settling: Settling) -> None:
        """Records were settled."""
        self._settlings[settling.change] = settling
        self._moments.append((monotonic(), settling.counted))

    def undone(self, changes: Collection[int]) -> None:
        """These changes are not in force any more; all others are."""
        self._undone = frozenset(changes) & self._settlings.keys()

    def of_change(self, change: int | None) -> Settling | None:
        """What a change settled; None when it was not one of this sitting."""
        return None if change is None else self._settlings.get(change)

    def pace(self) -> float | None:
        """Seconds for each record, over the latest; None while too few were settled."""
        seconds, records = 0.0, 0
        for (before, _), (after, counted) in pairwise(self._moments):
            if after - before <= _LONGEST_PAUSE:
                seconds += after - before
                records += counted
        return seconds / records if records >= 2 else None
