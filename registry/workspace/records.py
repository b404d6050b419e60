"""Reading records: one, some, all."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from registry.catalogue.licences import UNKNOWN
from registry.text.normalise import query_forms
from registry.workspace.domain import Page, RecordFilter, RecordTally, StoredRecord
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import plain_text
from registry.workspace.record_rows import stored_record_from
from registry.workspace.record_texts import RecordTexts
from registry.workspace.tables import CATALOGUE_IMPORT, CATALOGUE_RECORD, RECORD_MATCH

_ALL = RecordFilter()
_FIRST = Page()
_STRETCH = 1_000


class Records(Door):
    """Records of the bodies' catalogues."""

    def records(
        self, body_code: str, which: RecordFilter = _ALL, page: Page = _FIRST
    ) -> tuple[StoredRecord, ...]:
        """At most ``page.limit`` records in the order of their ids, after ``page.after`` and ``page.skip`` more."""
        require_body_code(body_code)
        statement = (
            select(CATALOGUE_RECORD)
            .where(*_conditions(body_code, which), CATALOGUE_RECORD.c.record_id > plain_text(page.after))
            .order_by(CATALOGUE_RECORD.c.record_id)
            .limit(page.limit)
            .offset(page.skip)
        )
        return self._read(body_code, statement)

    def every_record(self, body_code: str, which: RecordFilter = _ALL) -> Iterator[StoredRecord]:
        """All records in the order of their ids, read stretch by stretch; writing in between is allowed."""
        page = Page(limit=_STRETCH)
        while stretch := self.records(body_code, which, page):
            yield from stretch
            page = Page(limit=_STRETCH, after=stretch[-1].record.id)

    def count_records(self, body_code: str, which: RecordFilter = _ALL) -> int:
        """How many records there are."""
        require_body_code(body_code)
        statement = select(func.count()).select_from(CATALOGUE_RECORD).where(*_conditions(body_code, which))
        with self._reading() as connection:
            return connection.execute(statement).scalar_one()

    def record_texts(self, body_code: str, which: RecordFilter = _ALL) -> RecordTexts:
        """Titles and descriptions of records, for one who looks for words in them again and again."""
        require_body_code(body_code)
        column = CATALOGUE_RECORD.c
        statement = (
            select(column.record_id, column.title_folded, column.description)
            .where(*_conditions(body_code, which))
            .order_by(column.record_id)
        )
        with self._reading() as connection:
            return RecordTexts(connection.execute(statement))

    def tally_records(self, body_code: str) -> RecordTally:
        """Counts over the present records of a body, made in one pass of the database."""
        require_body_code(body_code)
        column = CATALOGUE_RECORD.c
        licence = case((column.licence.not_in(("", UNKNOWN)), 1), else_=0)
        frequency = case((column.frequency != "", 1), else_=0)
        statement = select(func.count(), func.sum(licence), func.sum(frequency)).where(
            column.body_code == body_code, column.vanished_at.is_(None)
        )
        with self._reading() as connection:
            records, with_licence, with_frequency = connection.execute(statement).one()
        return RecordTally(
            records=records, with_licence=with_licence or 0, with_frequency=with_frequency or 0
        )

    def record(self, body_code: str, record_id: str) -> StoredRecord | None:
        """One record, present or vanished; None when the body has none of this id."""
        require_body_code(body_code)
        statement = select(CATALOGUE_RECORD).where(
            CATALOGUE_RECORD.c.body_code == body_code, CATALOGUE_RECORD.c.record_id == plain_text(record_id)
        )
        return next(iter(self._read(body_code, statement)), None)

    def _read(self, body_code: str, statement: Select[tuple[object, ...]]) -> tuple[StoredRecord, ...]:
        with self._reading() as connection:
            latest = _latest_imports(connection, body_code)
            return tuple(stored_record_from(row, latest) for row in connection.execute(statement).mappings())


def _latest_imports(connection: Connection, body_code: str) -> dict[str, int]:
    column = CATALOGUE_IMPORT.c
    statement = (
        select(column.catalogue_name, func.max(column.sequence))
        .where(column.body_code == body_code)
        .group_by(column.catalogue_name)
    )
    return {name: sequence for name, sequence in connection.execute(statement)}


def _conditions(body_code: str, which: RecordFilter) -> list[ColumnElement[bool]]:
    record, match = CATALOGUE_RECORD.c, RECORD_MATCH.c
    conditions = [record.body_code == body_code]
    for word in plain_text(which.text).split():
        forms = query_forms(word)
        conditions.append(
            or_(
                *(record.title_folded.contains(form, autoescape=True) for form in forms),
                record.description.icontains(word, autoescape=True),
            )
        )
    for column, wanted in ((record.organization, which.organization), (record.licence, which.licence)):
        if wanted:
            conditions.append(column == plain_text(wanted))
    if which.ids is not None:
        conditions.append(record.record_id.in_(which.ids))
    if which.catalogue_name is not None:
        conditions.append(record.catalogue_name == plain_text(which.catalogue_name))
    if which.present is not None:
        conditions.append(record.vanished_at.is_(None) if which.present else record.vanished_at.is_not(None))
    if which.written_in is not None:
        conditions.append(record.row_version == which.written_in)
    if which.target_kind is not None or which.target_id or which.decision is not None:
        told = [
            column == wanted
            for column, wanted in (
                (match.target_kind, which.target_kind),
                (match.target_id, which.target_id),
            )
            if wanted
        ]
        if which.decision is not None:
            decided = match.decision == which.decision
            if which.decided_after is not None:
                since = and_(match.decided_by == "person", match.row_version > which.decided_after)
                decided = or_(decided, since)
            told.append(decided)
        conditions.append(record.record_id.in_(_ids_of_matches(body_code, *told)))
    if which.unmatched:
        accepted_or_open = match.decision.in_(("accept", "review"))
        conditions.append(record.record_id.not_in(_ids_of_matches(body_code, accepted_or_open)))
    return conditions


def _ids_of_matches(body_code: str, *conditions: ColumnElement[bool]) -> Select[tuple[str]]:
    """Ids of records by their matches; a list of its own, for SQLite answers a correlated one record by record."""
    match = RECORD_MATCH.c
    return select(match.record_id).where(match.body_code == body_code, *conditions)
