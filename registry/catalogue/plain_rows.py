"""Rows that need no second look, straight to records: a shortcut beside ``rows`` and ``draft`` for long lists.

A row is plain when it has one cell under each heading, a title of its own, another text beside it, no character
that a screen would not show, no markup and no formula. Nearly every row of a long list is. For a plain row that
stands alone, this module and the long way give the same record; all others go the long way.

Many rows are looked at together, column by column, so that most of the looking is a few searches in long texts.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, repeat
from operator import itemgetter

import msgspec

from registry.catalogue.formats import format_of_url, formats
from registry.catalogue.heading_words import Field
from registry.catalogue.headings import ColumnKind, Heading
from registry.catalogue.record import Record, Resource
from registry.catalogue.rows import read_row
from registry.catalogue.tables import Row
from registry.catalogue.values import first_url, iso_date, items, one_line, size_in_bytes

PlainReader = Callable[[int, Sequence[list[str]], str], list[Record] | None]
"""Number of the first row, rows, and the group that stands above them; None when one of the rows is not plain."""

_Column = Sequence[str]

_ADDRESSES = (Field.DOWNLOAD_URL, Field.ACCESS_URL, Field.URL)
_FILES = (Field.FILE_TITLE, Field.FILE_ID, Field.FILE_MODIFIED, Field.SIZE)
_ALWAYS = (
    *(Field.ID, Field.TITLE, Field.DESCRIPTION, Field.URL),
    *(Field.ISSUED, Field.MODIFIED, Field.TAGS, Field.TEMPORAL),
)
_OWN = frozenset((*_ALWAYS, *_ADDRESSES, *_FILES))
"""Fields that differ from row to row; the others are read once for every combination of their cells."""
_REMEMBERED = 8_192
"""Combinations."""
_SPACES = re.compile(r"\s+")
_WHOLE_ADDRESS = re.compile(r"https?://[!#-&*+,\-./0-9:;=?@A-Z\[\\\]^_`a-z{|}~]+").fullmatch
"""A cell with one address and nothing else, in the characters that every address has."""


class _Common(msgspec.Struct, frozen=True, gc=False):
    """What the cells say that many rows have in common."""

    organization: str
    code: str
    groups: tuple[str, ...]
    licence: str
    frequency: str
    day: str
    contact: str
    creator: str
    standard: str
    spatial: str
    formats: tuple[str, ...]
    extras: Mapping[str, str]
    plain: bool


def plain_reader(heading: Heading) -> PlainReader | None:
    """A reader of the plain rows under a heading; None when its columns need the long way."""
    columns = heading.columns
    own = {column.field: column.index for column in columns if column.field and column.field in _OWN}
    repeated = sum(column.field in _OWN for column in columns) != len(own)
    if repeated or heading.title_column < 0 or any(column.kind is ColumnKind.FORMAT for column in columns):
        return None
    width = len(heading.cells)
    if any(column.index >= width for column in columns):
        return None
    # A column that is not there is read from an empty one that is added behind the last.
    at = {field: own.get(field, width) for field in _OWN}
    own_title = one_line(heading.cells[at[Field.TITLE]])
    tells_files = any(field in own for field in (*_FILES, Field.DOWNLOAD_URL, Field.ACCESS_URL))
    files_of = _files_reader(own, width) if tells_files else None
    others = [column for column in columns if column.kind is ColumnKind.OTHER]
    extra_names = [column.name for column in others]
    looked_at = [*own.values(), *(column.index for column in others)]
    always = itemgetter(*(at[field] for field in _ALWAYS))
    commons_of = _commons_reader(heading)
    day_of = _day_reader()

    def read(number: int, rows: Sequence[list[str]], group: str) -> list[Record] | None:
        if any(len(cells) != width for cells in rows):
            return None
        by_column: list[_Column] = [*zip(*rows, strict=True), [""] * len(rows)]
        for place in looked_at:
            text = ",".join(by_column[place])
            if not _is_plain(text):
                return None
            if " ," in text or ", " in text or text[:1] == " " or text[-1:] == " ":
                by_column[place] = [cell.strip() for cell in by_column[place]]
        commons = commons_of(number, rows, by_column)
        told: tuple[_Column, ...] = always(by_column)
        if commons is None or not _alone(own_title, *told[:4]):
            return None
        extra_cells: Iterable[tuple[str, ...]] = repeat(())
        if others:
            extra_cells = zip(*(by_column[column.index] for column in others), strict=True)
        records: list[Record] = []
        each = zip(count(number), rows, commons, zip(*told, strict=True), extra_cells, strict=False)
        for line, cells, common, own_cells, extra in each:
            own_id, title, description, page, issued, modified, tags, temporal = own_cells
            url = page
            extras = {name: cell for name, cell in zip(extra_names, extra, strict=True) if cell}
            if common.extras:
                extras.update(common.extras)
            if page and not _WHOLE_ADDRESS(page):
                url = first_url(page)
                if url != page:
                    extras["URLの記載"] = page
            groups = common.groups
            if group:
                groups = tuple(dict.fromkeys((*items(group), *groups)))
            licence = common.licence
            day = day_of(modified) if modified else common.day
            resources: tuple[Resource, ...]
            if files_of is not None:
                resources = files_of([*cells, ""], common, url)
                if not day:
                    day = max((resource.modified for resource in resources), default="")
            else:
                named = common.formats or ((found,) if (found := format_of_url(url)) else ())
                if len(named) == 1:
                    resources = (Resource("", url, named[0], None, licence),)
                else:
                    resources = tuple([Resource("", url, form, None, licence) for form in named])
            records.append(
                Record(
                    own_id,
                    title,
                    description,
                    common.organization,
                    common.code,
                    items(tags) if tags else (),
                    groups,
                    resources,
                    licence,
                    common.frequency,
                    day_of(issued) if issued else "",
                    day,
                    common.contact,
                    common.creator,
                    url,
                    common.standard,
                    common.spatial,
                    temporal,
                    line,
                    extras,
                )
            )
        return records

    return read


def _alone(own_title: str, ids: _Column, titles: _Column, descriptions: _Column, pages: _Column) -> bool:
    """True when every row has a title, which is not the heading, and another text beside it."""
    if own_title in titles or not all(titles):
        return False
    beside = [own or about or page for own, about, page in zip(ids, descriptions, pages, strict=True)]
    return all(beside) and not any(text == title for text, title in zip(beside, titles, strict=True))


def _day_reader() -> Callable[[str], str]:
    known: dict[str, str] = {}

    def day_of(text: str) -> str:
        day = known.get(text)
        if day is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            day = known[text] = iso_date(text)
        return day

    return day_of


def _is_plain(text: str) -> bool:
    """True when there is nothing in the cells (joined by commas) to report or to put in one line."""
    if not text.isprintable() or "  " in text or "<" in text or "[" in text:
        return False
    if "=" in text and (",=" in text or text[0] == "="):
        return False
    suspicious = "(" in text or "!" in text or "|" in text
    return not suspicious or not (text[0] in "@+-" or ",@" in text or ",+" in text or ",-" in text)


def _commons_reader(
    heading: Heading,
) -> Callable[[int, Sequence[list[str]], Sequence[_Column]], list[_Common] | None]:
    """Reads what rows have in common with many others; None when something there is not plain."""
    shared = [column for column in heading.columns if column.field is not None and column.field not in _OWN]
    reduced = msgspec.structs.replace(heading, columns=tuple(shared))
    places = [column.index for column in shared]
    known: dict[tuple[str, ...], _Common] = {}

    def commons_of(
        number: int, rows: Sequence[list[str]], by_column: Sequence[_Column]
    ) -> list[_Common] | None:
        keys: Iterable[tuple[str, ...]] = repeat((), len(rows))
        if places:
            keys = zip(*(by_column[place] for place in places), strict=True)
        commons: list[_Common] = []
        for place, key in enumerate(keys):
            common = known.get(key)
            if common is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                common = known[key] = _common(reduced, Row(number + place, rows[place]))
            if not common.plain:
                return None
            commons.append(common)
        return commons

    return commons_of


def _common(heading: Heading, row: Row) -> _Common:
    told = read_row(heading, row)
    return _Common(
        organization=told.organization,
        code=told.code,
        groups=tuple(
            dict.fromkeys(group for text in told.fields.get(Field.GROUP, ()) for group in items(text))
        ),
        licence=told.licence,
        frequency=one_line(told.first(Field.FREQUENCY)),
        day=told.day,
        contact=told.joined(Field.CONTACT, " / "),
        creator=told.joined(Field.CREATOR, " "),
        standard=one_line(told.first(Field.STANDARD)),
        spatial=one_line(told.first(Field.SPATIAL)),
        formats=formats(told.first(Field.FORMAT)),
        extras=told.extras,
        plain=_is_plain(_SPACES.sub(" ", ",".join(row.cells[column.index] for column in heading.columns))),
    )


def _files_reader(
    own: Mapping[Field, int], width: int
) -> Callable[[list[str], _Common, str], tuple[Resource, ...]]:
    """Reads the files of a row under headings that tell of files; as ``rows`` does."""
    download_at, access_at = own.get(Field.DOWNLOAD_URL, width), own.get(Field.ACCESS_URL, width)
    title_at, id_at = own.get(Field.FILE_TITLE, width), own.get(Field.FILE_ID, width)
    size_at, modified_at = own.get(Field.SIZE, width), own.get(Field.FILE_MODIFIED, width)

    def files_of(cells: list[str], common: _Common, url: str) -> tuple[Resource, ...]:
        name = cells[title_at].strip()
        told = cells[download_at].strip() or cells[access_at].strip()
        address = first_url(told) if told else url
        named = common.formats
        if not named and (found := format_of_url(address)):
            named = (found,)
        if not named and not (name or told or cells[id_at].strip()):
            return ()
        size = cells[size_at].strip()
        size_bytes = size_in_bytes(size) if size and len(named) < 2 else None
        modified = cells[modified_at].strip()
        day = iso_date(modified) if modified else ""
        return tuple(
            [Resource(name, address, form, size_bytes, common.licence, day) for form in named or ("",)]
        )

    return files_of
