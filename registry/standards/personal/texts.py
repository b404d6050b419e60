"""Numbers, mail addresses and names that stand anywhere in the cells of a column, whatever its heading says.

A clean chunk costs a few searches for fixed strings in its joined text.
"""

from collections.abc import Iterator

from registry.standards.cells import Cells
from registry.standards.forms import ColumnKind
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask
from registry.standards.personal.patterns import (
    LABEL_END,
    MOBILE,
    labelled_my_numbers,
    labelled_names,
    mails,
    mobiles,
    personal_mail,
)
from registry.standards.personal.roles import Role, expects_phones
from registry.standards.personal.tracks import Track

_WITHOUT_TEXT = frozenset(
    {
        ColumnKind.LOCAL_CODE,
        ColumnKind.TOWN_ID,
        ColumnKind.CORPORATE_NUMBER,
        ColumnKind.POSTAL_CODE,
        ColumnKind.DATE,
        ColumnKind.TIME,
        ColumnKind.DATE_TIME,
        ColumnKind.YEAR,
        ColumnKind.LATITUDE,
        ColumnKind.LONGITUDE,
        ColumnKind.URL,
        ColumnKind.NUMBER,
        ColumnKind.DAYS,
        ColumnKind.PRESENCE,
        ColumnKind.FLAG,
        ColumnKind.PREFECTURE,
        ColumnKind.MUNICIPALITY,
    }
)
"""Kinds whose values are checked for their own form, so that nothing personal passes unseen for long."""
_BEGINNINGS = ("090", "080", "070", "060")
_LONGEST_CELL = 20_000
"""Longer cells are looked at in their beginning only."""


def has_text(kind: ColumnKind) -> bool:
    """True for a kind of column that ``feed_text`` should look at."""
    return kind not in _WITHOUT_TEXT


def feed_text(track: Track, cells: Cells) -> None:
    """Look at a chunk of a column."""
    joined = cells.joined if cells.constant is None else cells.constant
    ascii_only = joined.isascii()
    mail = "@" in joined or (not ascii_only and "＠" in joined)
    phone = (
        any(beginning in joined for beginning in _BEGINNINGS) or (not ascii_only and "０" in joined)
    ) and MOBILE.search(joined) is not None
    label = not ascii_only and ("：" in joined or ":" in joined) and LABEL_END.search(joined) is not None
    number = not ascii_only and ("個人番号" in joined or "マイナンバー" in joined)
    if not (mail or phone or label or number):
        if not track.counted:
            track.filled += len(cells.values)
        return
    filled = len(cells.values) - cells.values.count("")
    phone = phone and not _counted_on(track, Kind.PHONE, filled)
    mail = mail and not _counted_on(track, Kind.MAIL, filled)
    if not track.counted:
        track.filled += filled
    if mail or phone or label or number:
        wanted = _Wanted(track, mail=mail, phone=phone, label=label, number=number)
        for row, value in zip(cells.numbers, cells.values, strict=False):
            if len(value) > len("a@b.jp") - 1:
                wanted.look(row, value[:_LONGEST_CELL])


def _counted_on(track: Track, kind: Kind, filled: int) -> bool:
    """Where nearly all cells so far were hits, take the rest for hits too."""
    if kind not in track.outright or not track.sure(track.outright[kind]):
        return False
    for hits in (track.outright, track.beside):
        if kind in hits:
            hits[kind].count += filled
    return True


class _Wanted:
    """Which searches of the chunk found something, and the walk over its cells."""

    def __init__(self, track: Track, *, mail: bool, phone: bool, label: bool, number: bool) -> None:
        self._track = track
        self._mail = mail
        self._phone = phone and track.role is not Role.HOME_PHONE
        self._label = label and track.names is None
        self._number = number
        self._phones_expected = track.kind is ColumnKind.PHONE or expects_phones(track.heading)
        self._memory: dict[str, tuple[tuple[Kind, bool, str], ...]] = {}

    def look(self, row: int, value: str) -> None:
        """Note what a cell holds; one hit of each kind."""
        found = self._memory.get(value)
        if found is None:
            found = self._memory[value] = tuple(
                {
                    (kind, beside): (kind, beside, masked) for kind, beside, masked in self._search(value)
                }.values()
            )
        for kind, beside, masked in found:
            self._track.hits(kind, beside=beside).add(row, masked)

    def _search(self, value: str) -> Iterator[tuple[Kind, bool, str]]:
        if self._phone:
            for begin, end in mobiles(value, phones_expected=self._phones_expected):
                yield Kind.PHONE, False, mask(Kind.PHONE, value[begin:end])
                if self._track.role is not Role.PHONE:
                    yield Kind.PHONE, True, mask(Kind.PHONE, value[begin:end])
        if self._mail and ("@" in value or "＠" in value):
            for (begin, end), local, domain in mails(value):
                masked = mask(Kind.MAIL, value[begin:end])
                if personal_mail(local, domain):
                    yield Kind.MAIL, False, masked
                if personal_mail(local, domain, beside_person=True):
                    yield Kind.MAIL, True, masked
        if self._label:
            for begin, end in labelled_names(value):
                yield Kind.IN_TEXT, False, mask(Kind.NAME, value[begin:end])
        if self._number:
            for begin, end in labelled_my_numbers(value):
                yield Kind.MY_NUMBER, False, mask(Kind.MY_NUMBER, value[begin:end])
