"""Taking a body's catalogue in: read, part, store and match, as one change of the workspace."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from registry.analysis.ownership import OtherBody, Shares, part_records
from registry.catalogue.record import FORM_LABELS, Catalogue, Repair, Skipped
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref

if TYPE_CHECKING:
    from registry.analysis.taking import Taken
    from registry.workspace.repository import Workspace

Progress = Callable[[str, int, int], None]
"""Called now and then with the stage, what is done and what there is to do (0: not known)."""

_SHORT = 5_000
"""Records of a list that is read whole, so that whatever is wrong shows before the workspace is opened."""


class MatchCounts(Struct, frozen=True, kw_only=True):
    """What matching the records gave."""

    accepted: int
    """Records and targets that belong together for certain, decided by rule or person."""
    review: int
    """Candidates that a person has yet to judge."""
    people: int
    """Decisions of people that were kept."""
    matched_records: int
    """Records with at least one accepted target."""
    waiting_records: int
    """Records with at least one candidate that a person has yet to judge."""


class IntakeReport(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo inventory import``."""

    body: BodyRef
    file_name: str
    catalogue: str
    """Name of the body's catalogue; "" for its only one."""
    form: str
    form_label: str
    encoding: str
    dialect: str
    header_row: int
    records_in_file: int
    records: int
    """Records taken in."""
    new: int
    updated: int
    unchanged: int
    vanished: int
    returned: int
    others: tuple[OtherBody, ...]
    """Other bodies whose records were left out."""
    unattributed: int
    """Records left out as they name no body."""
    assumed: bool
    """No record names a known body: all were taken for this body's."""
    unknown_names: tuple[str, ...]
    """Names in the file that are no body's, where records were taken for this body's; at most five."""
    renamed: tuple[str, ...]
    repairs: tuple[Repair, ...]
    skipped: tuple[Skipped, ...]
    matches: MatchCounts
    change: int
    """Number of the change in the history."""


class ReadFile(Struct, frozen=True, kw_only=True):
    """A catalogue file that was looked into before the workspace is opened."""

    path: Path
    sha256: str
    organization: str
    catalogue: Catalogue | None
    """The whole of it, when it is short or cannot be read record by record; None for a long list."""
    shares: Shares | None
    """With ``catalogue``: its records, parted."""
    care: int
    """How a long list is to be read (``registry.catalogue.streaming.Care``)."""


def read_own(
    path: Path,
    body: Body,
    knowledge: Knowledge,
    *,
    organization: str = "",
    progress: Progress | None = None,
) -> ReadFile:
    """Read a file and find the body's records in it; nothing is stored.

    Of a long list only the beginning is read here; ``take_in`` reads the rest while it stores.
    Raises InputError when it cannot be read or holds nothing of the body's.
    """
    from registry.catalogue.findings import no_records

    told = None if progress is None else lambda done, total: progress("読込み", done, total)
    catalogue, care = _beginning(path, told)
    shares = None
    if catalogue is not None:
        if not catalogue.records:
            raise no_records(str(path), catalogue.skipped)
        shares = part_records(catalogue.records, body, knowledge.bodies, str(path), organization)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ReadFile(
        path=path, sha256=digest, organization=organization, catalogue=catalogue, shares=shares, care=care
    )


def _beginning(path: Path, progress: Callable[[int, int], None] | None) -> tuple[Catalogue | None, int]:
    """The catalogue if it is short, and the care that its beginning asks for."""
    from registry.catalogue.reading import open_catalogue
    from registry.catalogue.streaming import Care, ReadAgain

    care = Care.IDS
    while True:
        try:
            with open_catalogue(path, care, progress=progress) as stream:
                records = iter(stream)
                first = list(records if stream.held else islice(records, _SHORT))
                if not stream.held and next(records, None) is not None:
                    return None, care
                return structs.replace(stream.account(), records=tuple(first)), care
        except ReadAgain as again:
            care = again.care


def take_in(
    store: "Workspace",
    body: Body,
    read: ReadFile,
    knowledge: Knowledge,
    *,
    now: datetime,
    actor: str = "",
    catalogue_name: str = "",
    progress: Progress | None = None,
) -> IntakeReport:
    """Store the body's records and match them, in one transaction: all of it, or nothing.

    Decisions of people are kept. Raises InputError and WorkspaceError as ``Workspace.import_catalogue``, and
    InputError as ``read_own`` for what shows only in the course of a long list.
    """
    from registry.analysis.taking import Taking
    from registry.catalogue.streaming import Care

    taking = Taking(
        store=store,
        body=body,
        knowledge=knowledge,
        path=read.path,
        sha256=read.sha256,
        now=now,
        actor=actor,
        catalogue_name=catalogue_name,
        organization=read.organization,
        progress=None if progress is None else lambda done, total: progress("取込み", done, total),
    )
    if read.catalogue is not None and read.shares is not None:
        taken = taking.take_held(read.catalogue, read.shares)
    else:
        taken = taking.take_stream(Care(read.care))
    return _report(body, read.path.name, taken)


def _report(body: Body, file_name: str, taken: "Taken") -> IntakeReport:
    catalogue, stored, parted, totals = taken.catalogue, taken.stored, taken.parted, taken.totals
    return IntakeReport(
        body=body_ref(body),
        file_name=file_name,
        catalogue=stored.catalogue_name,
        form=catalogue.form.value,
        form_label=FORM_LABELS[catalogue.form],
        encoding=catalogue.encoding,
        dialect=catalogue.dialect,
        header_row=catalogue.header_row,
        records_in_file=taken.records_in_file,
        records=stored.records,
        new=stored.new,
        updated=stored.updated,
        unchanged=stored.unchanged,
        vanished=stored.vanished,
        returned=stored.returned,
        others=parted.others,
        unattributed=parted.unattributed,
        assumed=parted.assumed,
        unknown_names=parted.unknown_names,
        renamed=stored.renamed,
        repairs=catalogue.repairs,
        skipped=catalogue.skipped,
        matches=MatchCounts(
            accepted=totals.accepted,
            review=totals.review,
            people=taken.matched.kept,
            matched_records=totals.matched_records,
            waiting_records=totals.waiting_records,
        ),
        change=stored.sequence,
    )
