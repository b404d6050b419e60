"""The work of an import: records of a file are parted, stored and matched as they come, in one transaction."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from registry.analysis.ownership import OthersMet, Parted, Parting, Shares
from registry.catalogue.findings import no_records
from registry.catalogue.reading import Progress, open_catalogue
from registry.catalogue.record import Catalogue, Record
from registry.catalogue.streaming import Care, ReadAgain
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.matching.matcher import ACCEPT, BLOCK, NOTHING, REVIEW, Candidate, Decided, Matcher
from registry.workspace.domain import ImportReport, MatchReport, MatchTotals, TargetKind
from registry.workspace.match_run import Finding, Outcome

if TYPE_CHECKING:
    from registry.workspace.import_run import ImportRun
    from registry.workspace.match_run import MatchRun
    from registry.workspace.repository import Workspace

PIECE = 2_000
"""Records that are in memory at once."""
_REMEMBERED = 8_192


class Taken(Struct, frozen=True, kw_only=True):
    """What an import gave."""

    catalogue: Catalogue
    """What is known of the file; the records may be left out."""
    records_in_file: int
    parted: Parted
    stored: ImportReport
    matched: MatchReport
    totals: MatchTotals


class Taking(NamedTuple):
    """An import of one file, for one body."""

    store: "Workspace"
    body: Body
    knowledge: Knowledge
    path: Path
    sha256: str
    now: datetime
    actor: str
    catalogue_name: str
    organization: str
    progress: Progress | None

    def take_held(self, catalogue: Catalogue, shares: Shares) -> Taken:
        """Take in records that are in memory."""
        total, done = len(shares.own), 0
        with self._change() as change:
            for some in in_pieces(shares.own):
                change.add(some)
                done += len(some)
                if self.progress is not None:
                    self.progress(done, total)
            return change.taken(catalogue, len(catalogue.records), shares)

    def take_stream(self, care: Care) -> Taken:
        """Take in a file that is read record by record; begin anew where what comes later asks for it."""
        others = False
        while True:
            try:
                return self._attempt(care, others=others)
            except ReadAgain as again:
                care = again.care
            except OthersMet:
                others = True

    def _attempt(self, care: Care, *, others: bool) -> Taken:
        where = str(self.path)
        parting = Parting(self.body, self.knowledge.bodies, where, self.organization, others=others)
        count = 0
        with self._change() as change, open_catalogue(self.path, care, progress=self.progress) as stream:
            for some in in_pieces(stream):
                count += len(some)
                change.add([record for record in some if parting.takes(record)])
            catalogue = stream.account()
            if not count:
                raise no_records(where, catalogue.skipped)
            return change.taken(catalogue, count, parting.parted())

    @contextmanager
    def _change(self) -> Iterator["_Change"]:
        code, now, actor = self.body.code, self.now, self.actor
        told = f"目録を取込み（{self.path.name}）"
        with (
            _uncollected(),
            self.store.together(code, told, now=now, actor=actor),
            self.store.importing(
                code,
                self.path.name,
                self.sha256,
                now=now,
                actor=actor,
                catalogue_name=self.catalogue_name,
                distinct=True,
            ) as run,
            self.store.matching(code, now=now, actor=actor) as matching,
        ):
            yield _Change(run, matching, Matcher(self.knowledge), _Kept())


class _Change(NamedTuple):
    """The open transaction."""

    run: "ImportRun"
    matching: "MatchRun"
    matcher: Matcher
    kept: "_Kept"

    def add(self, records: Sequence[Record]) -> None:
        """Match some records and store both."""
        decided: list[Decided] = []
        titles_folded: list[str] = []
        for start in range(0, len(records), BLOCK):
            judged = self.matcher.judge(records[start : start + BLOCK])
            decided += judged.decided
            titles_folded += judged.titles_folded
        added = self.run.add(records, titles_folded)
        found = [
            (record_id, kept)
            for record_id, result in zip(added.record_ids, decided, strict=True)
            if result is not NOTHING and (kept := self.kept.of(result)).rows
        ]
        self.matching.add(added.record_ids, found, added.known)

    def taken(self, catalogue: Catalogue, records: int, parted: Parted) -> Taken:
        """Complete the change."""
        stored, matched = self.run.finish(catalogue), self.matching.finish()
        return Taken(
            catalogue=catalogue,
            records_in_file=records,
            parted=parted,
            stored=stored,
            matched=matched,
            totals=self.matching.totals(),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the cyclic garbage collector out: a long list makes millions of objects and no cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def in_pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Some records at a time."""
    remaining = iter(records)
    while some := list(islice(remaining, PIECE)):
        yield some


class _Kept:
    """Candidates worth keeping; what the matcher rejects is found again whenever it is asked.

    Records that come to the same share the object that says so, and with it the findings.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Decided, Outcome]] = {}

    def of(self, decided: Decided) -> Outcome:
        """What is kept of a record that comes to this."""
        known = self._known.get(id(decided))
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            kept = Outcome((*_findings("item", decided.items), *_findings("dataset", decided.datasets)))
            known = self._known[id(decided)] = decided, kept  # holds the object, so that no other gets its id
        return known[1]


def _findings(kind: TargetKind, candidates: Iterable[Candidate]) -> Iterator[Finding]:
    for candidate in candidates:
        if candidate.decision == ACCEPT:
            yield Finding(kind, candidate.target, candidate.score, "accept", candidate.evidence)
        elif candidate.decision == REVIEW:
            yield Finding(kind, candidate.target, candidate.score, "review", candidate.evidence)
