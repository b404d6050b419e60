"""A long list read record by record: what ``listing`` and ``finishing`` give, without holding the file in memory.

A record is given out as soon as the next one begins. Two things can turn up later that change what was given out
before; then ``ReadAgain`` tells how to begin anew:

- the rows of one dataset stand apart in the file: only a reading of the whole list puts them together;
- an id comes again: from then on it must be watched whether it is the same dataset (as above) or another one.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import chain, islice
from operator import eq

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

_TOGETHER = 128
"""Rows that are looked at together."""


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
        self._waiting: Record | None = None
        """A plain record that may still turn out to be the first row of a dataset."""
        self._its_row = Row(0, [])
        self._draft: Draft | None = None
        """A dataset of which more rows may follow."""
        self.count = 0
        """Records given out."""

    def open(self, rows: Iterable[list[str]], start: list[Row]) -> Iterator[Record] | None:
        """The records of the table; None when no headings are found. ``start`` gets the first rows."""
        remaining = iter(rows)
        first = list(islice(remaining, SEARCHED_ROWS + 1))
        start += (Row(number, cells) for number, cells in enumerate(first, start=1))
        self.heading = find_heading(start)
        return None if self.heading is None else self._records(self.heading, chain(first, remaining))

    def _records(self, heading: Heading, rows: Iterator[list[str]]) -> Iterator[Record]:
        """The records, some rows at a time. The last waits until the next begins: as a draft, or as a plain record."""
        plain, admitted = plain_reader(heading), self._gate(heading)
        given: list[Record] = []

        def take(number: int, some: list[list[str]]) -> None:
            """Rows that are plain at once, the others one by one."""
            records = plain(number, some, self._group) if plain is not None else None
            if records is not None and self._stand_alone(records):
                self._begin_another(given)
                self._waiting, self._its_row = records.pop(), Row(number + len(records), some[-1])
                given.extend(self._all_identified(records))
            elif len(some) > 1 and plain is not None:
                half = len(some) // 2
                take(number, some[:half])
                take(number + half, some[half:])
            else:
                for place, cells in enumerate(some, start=number):
                    self._take_one(heading, admitted, Row(place, cells), given)

        below = heading.row + heading.height
        for number, cells in enumerate(islice(rows, below - 1), start=1):
            self._take_one(heading, admitted, Row(number, cells), given)
        number = below
        while some := list(islice(rows, _TOGETHER)):
            take(number, some)
            number += len(some)
            yield from given
            given.clear()
        self._begin_another(given)
        yield from given

    def _take_one(
        self, heading: Heading, admitted: Callable[[Row], bool], row: Row, given: list[Record]
    ) -> None:
        """A row that may belong to the dataset before."""
        if not admitted(row):
            return
        if self._waiting is not None:
            self._take(heading, self._its_row, ())
            self._waiting, self._draft = None, self._previous
        self._take(heading, row, ())
        if self._previous is not self._draft:
            begun = self._previous
            self._begin_another(given)
            self._draft = self._previous = begun

    def _stand_alone(self, records: list[Record]) -> bool:
        """True when no record may be the same dataset as the one before it."""
        before = self._waiting or self._draft
        names = [(record.id, record.title) for record in records]
        if before is not None and names[0] == (before.id, before.title):
            return False
        return not any(map(eq, names, islice(names, 1, None)))

    def _begin_another(self, given: list[Record]) -> None:
        """Give out what was waiting."""
        if self._waiting is not None:
            given.append(self._identified(self._waiting))
        elif self._draft is not None:
            given.append(self._closed(self._draft))
        self._waiting = self._draft = self._previous = None

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

    def _all_identified(self, records: list[Record]) -> list[Record]:
        """As _identified, for many."""
        ids = [record.id for record in records]
        plain = self._datasets is None and self.count + len(ids) <= MAX_RECORDS and all(ids)
        if not plain:
            return [self._identified(record) for record in records]
        self.count += len(ids)
        if not self._ids.add_all(ids):
            raise ReadAgain(Care.DATASETS)
        return records

    def _known(self, key: DraftKey) -> Draft | None:
        return self._previous if key == self._last_key else None

    def _remember(self, key: DraftKey, draft: Draft) -> None:  # noqa: ARG002 - only the latest counts
        self._last_key = key
