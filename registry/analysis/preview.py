"""What an import would do, before it is done: the same work, rolled back; of a long list only what is in the file."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.intake import IntakeReport, Progress, ReadFile, take_in
from registry.analysis.ownership import OtherBody
from registry.catalogue.record import FORM_LABELS, Catalogue, Repair, Skipped
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class Compared(Struct, frozen=True, kw_only=True):
    """How the body's records in the file stand to those in the workspace."""

    records: int
    """Records that would be taken in."""
    new: int
    updated: int
    unchanged: int
    vanished: int
    returned: int
    review: int
    """Candidates that a person would have to judge."""
    waiting: int
    """Records that they belong to."""
    others: tuple[OtherBody, ...]
    """Other bodies whose records would be left out."""
    unattributed: int
    assumed: bool
    """No record names a known body: all would be taken for this body's."""


class IntakePreview(Struct, frozen=True, kw_only=True):
    """A file as it was read, and what its import would change."""

    file_name: str
    form_label: str
    dialect: str
    encoding: str
    header_row: int
    records_in_file: int
    repairs: tuple[Repair, ...]
    skipped: tuple[Skipped, ...]
    compared: Compared | None
    """None for a long list: what it changes shows when it has been imported."""


class _RollBack(Exception):
    """Ends the rehearsal of an import."""


def preview_intake(
    store: "Workspace",
    body: Body,
    read: ReadFile,
    knowledge: Knowledge,
    *,
    now: datetime,
    catalogue_name: str = "",
    progress: Progress | None = None,
) -> IntakePreview:
    """What ``take_in`` would do with a file; nothing is stored.

    Raises as ``take_in``, and whatever ``progress`` raises.
    """
    if read.catalogue is None:
        catalogue, records = _whole(read, progress)
        return _preview(read, catalogue, records, None)
    report: IntakeReport | None = None
    try:
        with store.together(body.code, "下見", now=now):
            report = take_in(
                store, body, read, knowledge, now=now, catalogue_name=catalogue_name, progress=progress
            )
            raise _RollBack
    except _RollBack:
        pass
    compared = None if report is None else _compared(report)
    return _preview(read, read.catalogue, len(read.catalogue.records), compared)


def _whole(read: ReadFile, progress: Progress | None) -> tuple[Catalogue, int]:
    from registry.catalogue.reading import open_catalogue
    from registry.catalogue.streaming import Care, ReadAgain

    told = None if progress is None else lambda done, total: progress("下見", done, total)
    care = Care(read.care)
    while True:
        try:
            with open_catalogue(read.path, care, progress=told) as stream:
                count = sum(1 for _ in stream)
                return stream.account(), count
        except ReadAgain as again:
            care = again.care


def _preview(read: ReadFile, catalogue: Catalogue, records: int, compared: Compared | None) -> IntakePreview:
    return IntakePreview(
        file_name=read.path.name,
        form_label=FORM_LABELS[catalogue.form],
        dialect=catalogue.dialect,
        encoding=catalogue.encoding,
        header_row=catalogue.header_row,
        records_in_file=records,
        repairs=catalogue.repairs,
        skipped=catalogue.skipped,
        compared=compared,
    )


def _compared(report: IntakeReport) -> Compared:
    return Compared(
        records=report.records,
        new=report.new,
        updated=report.updated,
        unchanged=report.unchanged,
        vanished=report.vanished,
        returned=report.returned,
        review=report.matches.review,
        waiting=report.matches.waiting_records,
        others=report.others,
        unattributed=report.unattributed,
        assumed=report.assumed,
    )
