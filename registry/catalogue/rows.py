"""One row under known headings: what it says about a dataset and about a file."""

from collections import defaultdict
from typing import NamedTuple

from registry.catalogue.formats import format_of_url, formats
from registry.catalogue.heading_words import Field
from registry.catalogue.headings import ColumnKind, Heading
from registry.catalogue.licences import UNKNOWN, licence_of
from registry.catalogue.organizations import body_code
from registry.catalogue.record import Resource
from registry.catalogue.tables import Row
from registry.catalogue.values import first_url, iso_date, one_line, size_in_bytes

_YES = frozenset("○◯〇●✓✔☑有可レ") | {"あり", "公開", "ダウンロード", "ＤＬ", "DL"}
_NOTHING = frozenset({"", "-", "－", "ー", "―", "—", "×", "✕", "無", "なし", "※"})
_FILE_FIELDS = (
    Field.FILE_TITLE, Field.DOWNLOAD_URL, Field.ACCESS_URL, Field.FORMAT, Field.URL, Field.SIZE, Field.FILE_ID
)  # fmt: skip


class Told(NamedTuple):
    """What a row says, by field; ``extras`` holds the columns without a field."""

    line: int
    fields: dict[Field, list[str]]
    extras: dict[str, str]
    resources: tuple[Resource, ...]
    title_from_above: bool

    def first(self, field: Field) -> str:
        """The first cell of the field, as written."""
        return self.fields[field][0] if field in self.fields else ""

    def joined(self, field: Field, separator: str) -> str:
        """All cells of the field in one line."""
        return separator.join(dict.fromkeys(one_line(text) for text in self.fields.get(field, ())))

    @property
    def title(self) -> str:
        """The title, in one line."""
        return one_line(self.first(Field.TITLE))

    @property
    def tells_a_file(self) -> bool:
        """True when the row names a file, not only a dataset."""
        return any(field in self.fields for field in _FILE_FIELDS) or bool(self.resources)

    @property
    def licence(self) -> str:
        """Id of the licence, from the licence or the terms."""
        return licence_of(*self.fields.get(Field.LICENCE, ()), *self.fields.get(Field.TERMS, ()))

    @property
    def day(self) -> str:
        """The day of the last change, also when year, month and day stand in columns of their own."""
        if Field.MODIFIED in self.fields:
            return iso_date(self.first(Field.MODIFIED))
        parts: list[str] = []
        for field in (Field.YEAR, Field.MONTH, Field.DAY):
            part = self.first(field).strip().rstrip("年月日")
            if not part.isdecimal():
                break
            parts.append(part)
        return iso_date("-".join(parts)) if parts else ""

    @property
    def organization(self) -> str:
        """Name of the body; of 都道府県名 and 市区町村名 the narrower one."""
        for field in (Field.ORGANIZATION, Field.MUNICIPALITY, Field.PREFECTURE):
            if name := self.joined(field, " "):
                return name
        return ""

    @property
    def code(self) -> str:
        """Six-digit code of the body, when a column tells it."""
        return body_code(self.first(Field.CODE))


def read_row(heading: Heading, row: Row) -> Told:
    """Sort the cells of ``row`` under ``heading``."""
    fields: defaultdict[Field, list[str]] = defaultdict(list)
    extras: dict[str, str] = {}
    linked: list[Resource] = []
    title_column = -1
    width = len(row.cells)
    for column in heading.columns:
        if column.index >= width:
            break
        cell = row.cells[column.index].strip()
        if column.field is Field.TITLE:
            title_column = column.index
            _take_title_link(row, column.index, fields)
        if not cell and column.index not in row.links:
            continue
        if column.field is not None:
            links = row.links.get(column.index, ())
            is_address = column.field in (Field.URL, Field.ACCESS_URL, Field.DOWNLOAD_URL)
            fields[column.field].append(links[0][1] if links and is_address else cell)
        elif column.kind is ColumnKind.FORMAT:
            linked += _marked(column.name, cell, row, column.index)
        else:
            links = row.links.get(column.index, ())
            extras[column.name] = " ".join(address for _, address in links) or cell
    _keep_unread(fields, extras)
    resources = (*_files(fields), *linked)
    return Told(row.number, dict(fields), extras, resources, title_column in row.from_above)


def _take_title_link(row: Row, column: int, fields: defaultdict[Field, list[str]]) -> None:
    for _, address in row.links.get(column, ()):
        fields[Field.URL].append(address)


def _keep_unread(fields: defaultdict[Field, list[str]], extras: dict[str, str]) -> None:
    """What is not understood stays readable beside the record."""
    written = [text for field in (Field.LICENCE, Field.TERMS) for text in fields.get(field, ())]
    if written and (licence_of(*written) == UNKNOWN or Field.TERMS in fields):
        extras["利用条件の記載"] = "\n".join(dict.fromkeys(one_line(text) for text in written))
    for text in fields.get(Field.URL, ()):
        if one_line(text) != first_url(text):
            extras["URLの記載"] = text


def _marked(name: str, cell: str, row: Row, column: int) -> list[Resource]:
    """A cell under the name of a format: links, an address, or a mark that the format exists."""
    form = formats(name)[0]
    if links := row.links.get(column, ()):
        return [Resource(format=form, url=address) for _, address in links]
    address = first_url(cell)
    if "://" in address:
        return [Resource(format=form, url=address)]
    return [Resource(format=form)] if cell not in _NOTHING and (cell in _YES or len(cell) > 1) else []


def _files(fields: defaultdict[Field, list[str]]) -> tuple[Resource, ...]:
    """The files that a row tells: one for each format it names, or one for its address."""
    told = {field: fields[field][0] for field in _FILE_FIELDS if field in fields}
    page = told.get(Field.URL, "")
    address = first_url(told.get(Field.DOWNLOAD_URL) or told.get(Field.ACCESS_URL) or page)
    named = formats(told.get(Field.FORMAT, ""))
    if not named and (by_address := format_of_url(address)):
        named = (by_address,)
    own = any(
        field in told for field in (Field.FILE_TITLE, Field.DOWNLOAD_URL, Field.ACCESS_URL, Field.FILE_ID)
    )
    if not named and not own:
        return ()
    size = size_in_bytes(told[Field.SIZE]) if Field.SIZE in told and len(named) < 2 else None
    licence = licence_of(*fields.get(Field.LICENCE, ()), *fields.get(Field.TERMS, ()))
    modified = iso_date(fields[Field.FILE_MODIFIED][0]) if Field.FILE_MODIFIED in fields else ""
    name = one_line(told.get(Field.FILE_TITLE, ""))
    return tuple(Resource(name, address, form, size, licence, modified) for form in named or ("",))
