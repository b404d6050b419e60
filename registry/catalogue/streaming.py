"""A long list read record by record: what ``listing`` and ``finishing`` give, without holding the file in memory.

A record is given out as soon as the next one begins. Two things can turn up later that change what was given out
before; then ``ReadAgain`` tells how to begin anew:

- the rows of one dataset stand apart in the file: only a reading of the whole list puts them together;
- an id comes again: from then on it must be watched whether it is the same dataset (as above) or another one.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import chain, islice

from registry.catalogue.draft import Draft
from registry.catalogue.findings import Findings
from registry.catalogue.finishing import Finisher
from registry.catalogue.headings import SEARCHED_ROWS, Heading, find_heading
from registry.catalogue.limits import MAX_RECORDS
from registry.catalogue.listing import DraftKey, Listing, too_many
from registry.catalogue.plain_rows import plain_reader
from registry.catalogue.record import Catalogue, Record
from registry.catalogue.seen import Seen
from registry.catalogue.tables import Row


class Care(IntEnum):
    """How a list is read, from the cheapest way to the one that suits every list."""

    IDS = 0
    """No id comes again after another record."""
    DATASETS = 1
    """Ids may come again, but only for other datasets."""
    WHOLE = 2
    """Everything is held in memory."""


class ReadAgain(Exception):
    """What was given out so far must be forgotten and the list read again with more care."""

    def __init__(self, care: Care) -> None:
        super().__init__(care.name)
        self.care = care


class CatalogueStream:
    """A catalogue being read; iterate once.

    Form, dialect and header row are known from the beginning, encoding and findings when all has been read.
    Reading raises what ``reading.read_catalogue`` raises and, while ``care`` is less than WHOLE, ReadAgain.
    """

    def __init__(self, account: Callable[[], Catalogue], records: Iterable[Record], *, held: bool) -> None:
        self._account = account
        self._records = records
        self.held = held
        """True when all records are in memory anyway."""

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def account(self) -> Catalogue:
        """The catalogue without its records, as far as it has been read."""
        return self._account()


class StreamedListing(Listing):
    """One table, record by record. Raises what Listing raises, and ReadAgain."""

    def __init__(self, findings: Findings, where: str, care: Care) -> None:
        super().__init__(findings, where)
        self._ids = Seen()
        self._datasets = Seen() if care is Care.DATASETS else None
        self._finisher = Finisher(findings, self._ids)
        self._last_key: DraftKey | None = None
        self.count = 0
        """Records given out."""

    def open(self, rows: Iterable[list[str]], start: list[Row]) -> Iterator[Record] | None:
        """The records of the table; None when no headings are found. ``start`` gets the first rows."""
        remaining = iter(rows)
        first = list(islice(remaining, SEARCHED_ROWS + 1))
        start += (Row(number, cells) for number, cells in enumerate(first, start=1))
        self.heading = find_heading(start)
        return None if self.heading is None else self._records(self.heading, chain(first, remaining))

    def _records(self, heading: Heading, rows: Iterable[list[str]]) -> Iterator[Record]:
        """One record waits until the next begins: as a draft, or, with its row, as a plain record."""
        admitted, plain, identified = self._gate(heading), plain_reader(heading), self._identified
        below = heading.row + heading.height
        waiting: Record | None = None
        its_row: tuple[int, list[str]] = (0, [])
        draft: Draft | None = None
        for number, cells in enumerate(rows, start=1):
            record = plain(number, cells, self._group) if plain is not None and number >= below else None
            before = waiting or draft
            if record is not None and (
                before is None or record.id != before.id or record.title != before.title
            ):
                if waiting is not None:
                    yield identified(waiting)
                elif draft is not None:
                    yield self._closed(draft)
                    draft = self._previous = None
                waiting, its_row = record, (number, cells)
                continue
            row = Row(number, cells)
            if not admitted(row):
                continue
            if waiting is not None:
                self._take(heading, Row(*its_row), ())
                waiting, draft = None, self._previous
            self._take(heading, row, ())
            if self._previous is not draft:
                if draft is not None:
                    yield self._closed(draft)
                draft = self._previous
        if waiting is not None:
            yield identified(waiting)
        elif draft is not None:
            yield self._closed(draft)

    def _closed(self, draft: Draft) -> Record:
        self.drafts.clear()
        return self._identified(self._finisher.inspected(draft.record()))

    def _identified(self, record: Record) -> Record:
        self.count += 1
        if self.count > MAX_RECORDS:
            raise too_many(self._where, record.source_line)
        if not record.id:
            return self._finisher.identified(record)
        if self._datasets is None:
            if self._ids.add(record.id):
                return record
            raise ReadAgain(Care.DATASETS)
        owner = record.organization_code or record.organization
        if not self._datasets.add(f"{owner}\x1f{record.id}\x1f{record.title}"):
            raise ReadAgain(Care.WHOLE)
        return self._finisher.identified(record)

    def _known(self, key: DraftKey) -> Draft | None:
        return self._previous if key == self._last_key else None

    def _remember(self, key: DraftKey, draft: Draft) -> None:  # noqa: ARG002 - only the latest counts
        self._last_key = key
