"""The check of a sheet for personal data: fed column by column, judged when the sheet has ended.

What a column is depends on its neighbours (住所 beside 氏名 is a home, beside 施設名 it is a place), so nothing is said
before ``finish``. Memory stays constant: of each column only counts and the first masked places are kept.
"""

from collections.abc import Sequence

from registry.standards.answers import Redaction
from registry.standards.cells import Cells
from registry.standards.findings import Finding, Report
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.personal.caveats import ItemCaveat
from registry.standards.personal.concealing import conceal
from registry.standards.personal.judgement import Judgement
from registry.standards.personal.kinds import Kind
from registry.standards.personal.numbers import MyNumbers
from registry.standards.personal.roles import Role, roles_of
from registry.standards.personal.texts import feed_text, has_text
from registry.standards.personal.tracks import Track

_VALUED = frozenset(Role) - {Role.PUBLIC, Role.MY_NUMBER, Role.MAIL, Role.NEVER}


class PersonalData:
    """Personal data in one sheet.

    The engine feeds every column with each chunk, calls ``finish`` once, and then passes the findings of all
    families through ``conceal``, so that no other check shows what this one masks:

        findings = tuple(map(personal.conceal, report.findings()))
    """

    def __init__(
        self,
        headings: Sequence[str],
        columns: Sequence[FormColumn],
        dataset: str | None = None,
        caveats: Sequence[ItemCaveat] = (),
    ) -> None:
        self._headings = tuple(headings)
        self.dataset = dataset
        """Id of the standard dataset that the sheet was taken for; its caveats come in ``caveats``."""
        self._caveats = tuple(caveats)
        kinds = [column.kind for column in columns[: len(self._headings)]]
        kinds += [ColumnKind.TEXT] * (len(self._headings) - len(kinds))
        self._tracks: dict[int, Track] = {}
        self._numbers: dict[int, MyNumbers] = {}
        for number, (heading, role, kind) in enumerate(
            zip(self._headings, roles_of(self._headings), kinds, strict=True), start=1
        ):
            self._start(number, heading, role, kind)
        self._kinds: dict[int, Kind] = {}
        self.redactions: tuple[Redaction, ...] = ()
        """Cells and columns to look at before publishing; filled by ``finish``."""

    def _start(self, number: int, heading: str, role: Role, kind: ColumnKind) -> None:
        if role is Role.OTHER and kind is ColumnKind.PERSON:
            role = Role.PRIVATE
        self._tracks[number] = Track(number=number, heading=heading, role=role, kind=kind)
        self._numbers[number] = MyNumbers(kind, by_heading=role is Role.MY_NUMBER)

    def feed(self, column_number: int, cells: Cells, report: Report) -> None:  # noqa: ARG002 - says nothing before the end
        """Look at a chunk of a column (from 1)."""
        if column_number not in self._tracks:
            self._start(column_number, "", Role.OTHER, ColumnKind.TEXT)
        track = self._tracks[column_number]
        if cells.constant == "" or len(cells.joined) < len(cells.values):
            return  # nothing but empty cells
        if track.role in _VALUED:
            track.feed_values(cells)
        elif track.role is Role.MY_NUMBER:
            track.filled += len(cells.values) - cells.values.count("")
        self._numbers[column_number].feed(cells)
        if has_text(track.kind):
            feed_text(track, cells)

    def finish(self, report: Report) -> None:
        """Say what was found; call once."""
        for number, numbers in self._numbers.items():
            track = self._tracks[number]
            if numbers.found:
                track.outright[Kind.MY_NUMBER] = numbers.hits
                track.filled = max(track.filled, numbers.hits.count)
        judgement = Judgement(tuple(self._tracks.values()), self._headings, self._caveats)
        self.redactions = judgement.tell(report)
        self._kinds = judgement.personal_columns

    def is_personal(self, column_number: int) -> bool:
        """True for a column whose values are personal data; known after ``finish``."""
        return column_number in self._kinds

    @property
    def columns(self) -> frozenset[int]:
        """Numbers of all such columns."""
        return frozenset(self._kinds)

    def conceal(self, finding: Finding) -> Finding:
        """The finding, of any family, with personal data masked; call after ``finish``."""
        return conceal(finding, self._kinds)
