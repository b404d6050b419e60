"""Which of a body's catalogues a file continues: the one that has its records, else the one of its file name."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.holdings import CatalogueSource, sources_of
from registry.analysis.intake import ReadFile
from registry.catalogue.record import Record
from registry.knowledge.body import Body
from registry.workspace.domain import Page, RecordFilter

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

_LOOKED_AT = 5_000
"""Records of the file whose ids are looked for in the workspace."""
_AT_ONCE = 500


class Continuation(Struct, frozen=True, kw_only=True):
    """The catalogues of a body, and what a file would be among them."""

    catalogues: tuple[CatalogueSource, ...]
    name: str
    """Name of the catalogue that the file continues, or of a new one."""
    fresh: str
    """A name for a catalogue that is not there yet."""

    def source(self, name: str) -> CatalogueSource | None:
        """The catalogue of that name; None for a new one."""
        return next((one for one in self.catalogues if one.name == name), None)


def continuation_of(store: "Workspace", body: Body, read: ReadFile) -> Continuation:
    """What a file continues; the first file of a body has no name.

    Raises InputError when the file cannot be read again.
    """
    catalogues = sources_of(store.imports(body.code))
    names = {one.name for one in catalogues}
    stem = read.path.name.partition(".")[0] or read.path.name
    fresh = next(
        name for name in (stem, *(f"{stem} {number}" for number in range(2, 99))) if name not in names
    )
    if not catalogues:
        return Continuation(catalogues=(), name="", fresh=fresh)
    found = _with_records(store, body, read)
    if found is None:
        found = next((one.name for one in catalogues if one.file_name == read.path.name), fresh)
    return Continuation(catalogues=catalogues, name=found, fresh=fresh)


def _with_records(store: "Workspace", body: Body, read: ReadFile) -> str | None:
    """The catalogue that has most of the file's records; None when no one has any."""
    from registry.workspace.record_rows import RecordIds

    assigned = RecordIds()
    ids = [assigned.assign(record) for record in _first_records(read)]
    counts: Counter[str] = Counter()
    for start in range(0, len(ids), _AT_ONCE):
        some = tuple(ids[start : start + _AT_ONCE])
        stored = store.records(body.code, RecordFilter(ids=some, present=None), Page(limit=len(some)))
        counts.update(one.catalogue_name for one in stored)
    return counts.most_common(1)[0][0] if counts else None


def _first_records(read: ReadFile) -> Iterable[Record]:
    if read.shares is not None:
        return read.shares.own[:_LOOKED_AT]
    from registry.catalogue.reading import open_catalogue
    from registry.catalogue.streaming import Care, ReadAgain

    care = Care(read.care)
    while True:
        try:
            with open_catalogue(read.path, care) as stream:
                return list(islice(stream, _LOOKED_AT))
        except ReadAgain as again:
            care = again.care
