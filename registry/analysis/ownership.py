"""Whose records: a file may hold the records of many bodies, of which one body imports its own."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from registry.catalogue.record import Record
from registry.errors import InputError
from registry.knowledge.bodies import Bodies
from registry.knowledge.body import Body
from registry.text.inert import inert
from registry.text.normalise import fold

_SHOWN = 5


class OtherBody(Struct, frozen=True):
    """Another body with records in the file."""

    code: str
    name: str
    records: int


class Shares(Struct, frozen=True, kw_only=True):
    """The records of a file, parted."""

    own: tuple[Record, ...]
    others: tuple[OtherBody, ...] = ()
    """Bodies whose records were left out, the one with most records first."""
    unattributed: int = 0
    """Records left out as they name no body, while others in the file do."""
    assumed: bool = False
    """True: no record names a known body, so all were taken for the body's own."""
    unknown_names: tuple[str, ...] = ()
    """With ``assumed``: names that stand in the file and are no body's, at most five."""


def part_records(
    records: Iterable[Record], body: Body, bodies: Bodies, where: str, organization: str = ""
) -> Shares:
    """Part the body's own records from others'.

    A record belongs to the body of its code, else of its organisation's name (a section of a body belongs to
    it). Records that name no body are the body's own unless the file holds other bodies' records as well.
    ``organization``: take only records of the organisation that is written so, whatever it means.
    Raises InputError when nothing of the body's is there.
    """
    everything = tuple(records)
    if organization:
        return _of_organization(everything, organization, where)
    owners = _Owners(bodies)
    own: list[Record] = []
    unattributed: list[Record] = []
    others: Counter[str] = Counter()
    for record in everything:
        codes = owners.of(record)
        if body.code in codes:
            own.append(record)
        elif codes:
            others[min(codes)] += 1
        else:
            unattributed.append(record)
    left_out = tuple(
        OtherBody(code, bodies.by_code[code].full_name, count) for code, count in others.most_common()
    )
    if not left_out:
        names = dict.fromkeys(record.organization for record in unattributed if record.organization)
        return Shares(own=everything, assumed=not own, unknown_names=tuple(names)[:_SHOWN])
    if not own:
        raise _another_body(body, left_out, len(unattributed), where)
    return Shares(own=tuple(own), others=left_out, unattributed=len(unattributed))


class _Owners:
    """Finds the bodies that a record may belong to; more than one where a name is ambiguous (府中市)."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._names: dict[str, frozenset[str]] = {}
        for body in bodies:
            for name in {fold(body.name), fold(body.full_name)}:
                self._names[name] = self._names.get(name, frozenset()) | {body.code}
        self._longest = max(map(len, self._names), default=0)
        self._by_name = lru_cache(maxsize=4096)(self._find)

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


def _of_organization(records: tuple[Record, ...], organization: str, where: str) -> Shares:
    wanted = fold(organization)
    own = tuple(record for record in records if fold(record.organization) == wanted)
    if not own:
        written = Counter(record.organization or "（空欄）" for record in records)
        listed = "、".join(f"{inert(name)} {count} 件" for name, count in written.most_common(_SHOWN))
        raise InputError(
            f"組織名が「{organization}」の記録はありません。取り込みませんでした",
            where=where,
            why=f"ファイルにある組織名: {listed}",
            mend="--organization をファイルの書き方に合わせてください。ワークスペースは変更していません",
        )
    return Shares(own=own, unattributed=len(records) - len(own))


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
