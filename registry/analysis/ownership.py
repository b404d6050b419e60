"""Whose records: a file may hold the records of many bodies, of which one body imports its own."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct, structs

from registry.catalogue.record import Record
from registry.errors import InputError
from registry.knowledge.bodies import Bodies
from registry.knowledge.body import Body
from registry.text.inert import inert
from registry.text.normalise import fold

_SHOWN = 5
_REMEMBERED = 4096


class OtherBody(Struct, frozen=True):
    """Another body with records in the file."""

    code: str
    name: str
    records: int


class Parted(Struct, frozen=True, kw_only=True):
    """What was left out of a file, and why."""

    others: tuple[OtherBody, ...] = ()
    """Bodies whose records were left out, the one with most records first."""
    unattributed: int = 0
    """Records left out as they name no body, while others in the file do."""
    assumed: bool = False
    """True: no record names a known body, so all were taken for the body's own."""
    unknown_names: tuple[str, ...] = ()
    """With ``assumed``: names that stand in the file and are no body's, at most five."""


class Shares(Parted, frozen=True, kw_only=True):
    """The records of a file, parted."""

    own: tuple[Record, ...]


class OthersMet(Exception):
    """Another body's record turned up after records that name no body were taken: part anew, knowing of others."""


class Parting:
    """Parts the body's own records from others', one by one.

    A record belongs to the body of its code, else of its organisation's name (a section of a body belongs to
    it). Records that name no body are the body's own unless the file holds other bodies' records as well.
    ``organization``: take only records of the organisation that is written so, whatever it means.
    ``others``: it is known that the file holds other bodies' records.
    """

    def __init__(
        self, body: Body, bodies: Bodies, where: str, organization: str = "", *, others: bool = False
    ) -> None:
        self._body = body
        self._bodies = bodies
        self._where = where
        self._owners = _Owners(bodies)
        self._wanted = fold(organization)
        self._organization = organization
        self._others_known = others
        self._owner_of: dict[tuple[str, str], str] = {}
        """The body of a record, by what the record says: its code, "" for none."""
        self._others: Counter[str] = Counter()
        self._names: dict[str, None] = {}
        self._written: Counter[str] = Counter()
        self._own = self._unattributed = 0

    def takes(self, record: Record) -> bool:
        """True for a record of the body's own. Raises OthersMet."""
        told = (record.organization_code, record.organization)
        owner = self._owner_of.get(told)
        if owner is None:
            if len(self._owner_of) >= _REMEMBERED:
                self._owner_of.clear()
            owner = self._owner_of[told] = self._owner(record)
        if owner == self._body.code:
            self._own += 1
            return True
        if self._organization:
            self._unattributed += 1
            if len(self._written) < _REMEMBERED or record.organization in self._written:
                self._written[record.organization] += 1
            return False
        if owner:
            if self._unattributed and not self._others_known:
                raise OthersMet
            self._others_known = True
            self._others[owner] += 1
            return False
        self._unattributed += 1
        if record.organization and len(self._names) < _SHOWN:
            self._names[record.organization] = None
        return not self._others_known

    def parted(self) -> Parted:
        """What was left out, once all records have passed.

        Raises InputError when nothing of the body's was there.
        """
        if self._organization:
            if not self._own:
                raise self._no_such_organization()
            return Parted(unattributed=self._unattributed)
        if not self._others_known:
            return Parted(assumed=not self._own, unknown_names=tuple(self._names))
        others = tuple(
            OtherBody(code, self._bodies.by_code[code].full_name, count)
            for code, count in self._others.most_common()
        )
        if not self._own:
            raise _another_body(self._body, others, self._unattributed, self._where)
        return Parted(others=others, unattributed=self._unattributed)

    def _owner(self, record: Record) -> str:
        if self._organization:
            return self._body.code if fold(record.organization) == self._wanted else ""
        codes = self._owners.of(record)
        if self._body.code in codes:
            return self._body.code
        return min(codes, default="")

    def _no_such_organization(self) -> InputError:
        written = self._written.most_common(_SHOWN)
        listed = "、".join(f"{inert(name or '（空欄）')} {count} 件" for name, count in written)
        return InputError(
            f"組織名が「{self._organization}」の記録はありません。取り込みませんでした",
            where=self._where,
            why=f"ファイルにある組織名: {listed}",
            mend="--organization をファイルの書き方に合わせてください。ワークスペースは変更していません",
        )


def part_records(
    records: Sequence[Record], body: Body, bodies: Bodies, where: str, organization: str = ""
) -> Shares:
    """Part all records of a file; as Parting.

    Raises InputError when nothing of the body's is there.
    """
    for others in (False, True):
        parting = Parting(body, bodies, where, organization, others=others)
        try:
            own = tuple(record for record in records if parting.takes(record))
        except OthersMet:
            continue
        break
    return Shares(own=own, **structs.asdict(parting.parted()))


class _Owners:
    """Finds the bodies that a record may belong to; more than one where a name is ambiguous (府中市)."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._names: dict[str, frozenset[str]] = {}
        for body in bodies:
            for name in {fold(body.name), fold(body.full_name)}:
                self._names[name] = self._names.get(name, frozenset()) | {body.code}
        self._longest = max(map(len, self._names), default=0)
        self._by_name = lru_cache(maxsize=_REMEMBERED)(self._find)

    def of(self, record: Record) -> frozenset[str]:
        """Codes; empty when the record names no body."""
        code = record.organization_code
        if code in self._bodies:
            return frozenset({code})
        ward = self._bodies.wards.get(code) if code else None
        if ward is not None:
            return frozenset({ward.city_code})
        return self._by_name(record.organization)

    def _find(self, organization: str) -> frozenset[str]:
        text = fold(organization)
        for length in range(min(len(text), self._longest), 1, -1):
            found = self._names.get(text[:length])
            if found is not None:
                return found
        return frozenset()


def _another_body(body: Body, others: tuple[OtherBody, ...], unattributed: int, where: str) -> InputError:
    listed = "、".join(f"{other.code} {other.name} {other.records} 件" for other in others[:_SHOWN])
    more = f" ほか {len(others) - _SHOWN} 団体" if len(others) > _SHOWN else ""
    unnamed = f"（団体の分からない記録 {unattributed} 件）" if unattributed else ""
    return InputError(
        f"{body.full_name}（{body.code}）の記録がないため、取り込みませんでした",
        where=where,
        why=f"ファイルにあるのは、ほかの団体の記録です: {listed}{more}{unnamed}",
        mend="--body を確かめてください。この団体の記録がほかの組織名で載っているときは、"
        "--organization でその名を指定してください。ワークスペースは変更していません",
    )
