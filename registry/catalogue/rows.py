"""One row under known headings: what it says about a dataset and about a file."""

from typing import NamedTuple

from registry.catalogue.formats import format_of_url, formats
from registry.catalogue.heading_words import Field
from registry.catalogue.headings import ColumnKind, Heading
from registry.catalogue.licences import UNKNOWN, licence_of
from registry.catalogue.organizations import body_code
from registry.catalogue.record import Resource
from registry.catalogue.tables import Links, Row
from registry.catalogue.values import first_url, iso_date, one_line, size_in_bytes

_YES = frozenset("○◯〇●✓✔☑有可レ") | {"あり", "公開", "ダウンロード", "ＤＬ", "DL"}
_NOTHING = frozenset({"", "-", "－", "ー", "―", "—", "×", "✕", "無", "なし", "※"})
_FILE_FIELDS = (
    Field.FILE_TITLE, Field.DOWNLOAD_URL, Field.ACCESS_URL, Field.FORMAT, Field.URL, Field.SIZE, Field.FILE_ID
)  # fmt: skip

# Looking up a member of an Enum costs more than the rest of the loop over the cells.
_TITLE, _FORMAT_COLUMN = Field.TITLE, ColumnKind.FORMAT
_ADDRESSES = frozenset({Field.URL, Field.ACCESS_URL, Field.DOWNLOAD_URL})


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
    fields: dict[Field, list[str]] = {}
    extras: dict[str, str] = {}
    linked: list[Resource] = []
    cells, all_links = row.cells, row.links
    width = len(cells)
    for column in heading.columns:
        index, field = column.index, column.field
        if index >= width:
            break
        cell = cells[index].strip()
        links = all_links.get(index, ()) if all_links else ()
        if links and field is _TITLE:
            fields.setdefault(Field.URL, []).extend(address for _, address in links)
        if not cell and not links:
            continue
        if field is not None:
            text = links[0][1] if links and field in _ADDRESSES else cell
            fields.setdefault(field, []).append(text)
        elif column.kind is _FORMAT_COLUMN:
            linked += _marked(column.name, cell, links)
        else:
            extras[column.name] = " ".join(address for _, address in links) or cell
    _keep_unread(fields, extras)
    resources = (*_files(fields), *linked)
    return Told(row.number, fields, extras, resources, heading.title_column in row.from_above)


def _keep_unread(fields: dict[Field, list[str]], extras: dict[str, str]) -> None:
    """What is not understood stays readable beside the record."""
    written = [text for field in (Field.LICENCE, Field.TERMS) for text in fields.get(field, ())]
    if written and (licence_of(*written) == UNKNOWN or Field.TERMS in fields):
        extras["利用条件の記載"] = "\n".join(dict.fromkeys(one_line(text) for text in written))
    for text in fields.get(Field.URL, ()):
        if one_line(text) != first_url(text):
            extras["URLの記載"] = text


def _marked(name: str, cell: str, links: Links) -> list[Resource]:
    """A cell under the name of a format: links, an address, or a mark that the format exists."""
    form = formats(name)[0]
    if links:
        return [Resource(format=form, url=address) for _, address in links]
    address = first_url(cell)
    if "://" in address:
        return [Resource(format=form, url=address)]
    return [Resource(format=form)] if cell not in _NOTHING and (cell in _YES or len(cell) > 1) else []


def _files(fields: dict[Field, list[str]]) -> tuple[Resource, ...]:
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
