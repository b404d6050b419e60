"""What has been seen of one column: candidates counted, the first places kept, nothing else remembered."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from registry.standards.cells import Cells
from registry.standards.forms import ColumnKind
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask
from registry.standards.personal.names import may_be_person, person_like, titled
from registry.standards.personal.patterns import digits
from registry.standards.personal.roles import Role

MOST_PLACES = 200
"""Cells of a column that are kept one by one for the redaction list."""
_REMEMBERED = 10_000
_SURE_AFTER = 1_000
_SAMPLE = 200
_NAME_ROLES = frozenset({Role.PERSON, Role.PRIVATE, Role.PARTY, Role.OFFICER})
_TEXT_KINDS = frozenset({ColumnKind.TEXT, ColumnKind.PERSON, ColumnKind.CODES, ColumnKind.KANA})

_BIRTH_DATE = re.compile(
    r"\s*(?:(?:19|20)\d\d|[明大昭平令][治正和成]?\s?[元\d]|[MTSHR]\s?\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d)"
)
_EARLY_DATE = re.compile(r"\s*(?:19\d\d|200\d|201[0-5])(?:[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}|\d{4}\b)")
_AGE = re.compile(r"\s*\d{1,3}\s?[歳才]?\s*")
_FREE_CALL = re.compile(r"^0(?:120|800|570|990)")
_NOTHING = frozenset(
    {"", "-", "－", "―", "ー", "なし", "無", "無し", "*", "＊", "***", "非公開", "不明", "該当なし"}
)


def _filled(value: str) -> bool:
    return value.strip() not in _NOTHING


def _phone(value: str) -> bool:
    number = digits(value[:40])
    return len("0312345678") - 1 <= len(number) <= len("09012345678") and not _FREE_CALL.match(number)


def _address(value: str) -> bool:
    return len(value.strip()) > len("津市") and _filled(value)


def _numbered(value: str) -> bool:
    return len(digits(value[:40])) >= len("123456")


def _birth(value: str) -> bool:
    return _BIRTH_DATE.match(value) is not None


def _early_date(value: str) -> bool:
    return _EARLY_DATE.match(value) is not None


def _age(value: str) -> bool:
    return _AGE.fullmatch(value) is not None


Test = Callable[[str], bool]

_OUTRIGHT: dict[Role, tuple[Kind, Test]] = {
    Role.PERSON: (Kind.NAME, may_be_person),
    Role.PRIVATE: (Kind.NAME, person_like),
    Role.PARTY: (Kind.NAME, person_like),
    Role.OFFICER: (Kind.NAME, person_like),
    Role.CODE: (Kind.CODE, _numbered),
    Role.ACCOUNT: (Kind.ACCOUNT, _filled),
    Role.BIRTH: (Kind.BIRTH, _birth),
    Role.HOME: (Kind.ADDRESS, _address),
    Role.HOME_PHONE: (Kind.PHONE, _phone),
    Role.GRAVE: (Kind.SENSITIVE, _filled),
    Role.STATUS: (Kind.SENSITIVE, _filled),
}
"""Roles whose values count by the heading alone."""
_BESIDE: dict[Role, tuple[Kind, Test]] = {
    Role.ADDRESS: (Kind.ADDRESS, _address),
    Role.PHONE: (Kind.PHONE, _phone),
    Role.AGE: (Kind.AGE, _age),
    Role.DATE: (Kind.BIRTH, _early_date),
    Role.GRAVE_BESIDE: (Kind.SENSITIVE, _filled),
    Role.STATUS_BESIDE: (Kind.SENSITIVE, _filled),
}
"""Roles whose values count only in a table of private persons."""


@dataclass(slots=True)
class Hits:
    """Cells of one kind in one column."""

    count: int = 0
    places: list[tuple[int, str]] = field(default_factory=list)
    """Row and masked value of the first ``MOST_PLACES``."""

    def add(self, row: int, masked: str) -> None:
        """Count a cell."""
        self.count += 1
        if len(self.places) < MOST_PLACES:
            self.places.append((row, masked))


@dataclass(slots=True)
class Track:
    """One column."""

    number: int
    heading: str
    role: Role
    kind: ColumnKind
    filled: int = 0
    """Cells that are not empty; chunks without any candidate count whole."""
    by_values: bool = False
    """True: the names were found by the values, not by the heading."""
    outright: dict[Kind, Hits] = field(default_factory=dict)
    beside: dict[Kind, Hits] = field(default_factory=dict)
    """Counts only in a table of private persons; holds every candidate of its kind."""
    _sampled: bool = False
    _memory: dict[str, str] = field(default_factory=dict)
    """Values already judged: masked, or "" for none."""

    def sure(self, hits: Hits) -> bool:
        """True when so many cells were hits that the rest of the column need only be counted."""
        return hits.count > _SURE_AFTER and hits.count * 2 > self.filled

    def hits(self, kind: Kind, *, beside: bool = False) -> Hits:
        """The collector of a kind."""
        return (self.beside if beside else self.outright).setdefault(kind, Hits())

    def feed_values(self, cells: Cells) -> None:
        """Judge the values by what the heading says of them."""
        if not self._sampled and self.role in (Role.OTHER, Role.FACILITY):
            self._look_for_names(cells.values)
        for roles, beside in ((_OUTRIGHT, False), (_BESIDE, True)):
            if self.role in roles:
                kind, test = roles[self.role]
                self._count(cells, self.hits(kind, beside=beside), kind, test, exact=not beside)

    @property
    def names(self) -> Hits | None:
        """The names of persons in the column."""
        return self.outright.get(Kind.NAME) if self.role in _NAME_ROLES else None

    def _look_for_names(self, values: Sequence[str]) -> None:
        if self.kind not in _TEXT_KINDS:
            self._sampled = True
            return
        sample = [value for value in dict.fromkeys(values) if value and not value.isspace()][:_SAMPLE]
        if not sample:
            return
        self._sampled = True
        strict = self.role is Role.FACILITY
        found = sum(map(person_like, sample))
        if found >= (5 if strict else 3) and found >= len(sample) * (0.8 if strict else 0.6):
            self.role = Role.OFFICER if sum(map(titled, sample)) * 2 > found else Role.PRIVATE
            self.by_values = True

    @property
    def counted(self) -> bool:
        """True when ``feed_values`` counts the filled cells."""
        return self.role in _OUTRIGHT or self.role in _BESIDE or self.role is Role.MY_NUMBER

    def _count(self, cells: Cells, hits: Hits, kind: Kind, test: Test, *, exact: bool) -> None:
        values = cells.values
        filled = len(values) - values.count("")
        if not filled:
            return
        if self.sure(hits) or not (exact or len(hits.places) < MOST_PLACES):
            hits.count += filled
            self.filled += filled
            return
        self.filled += filled
        memory = self._memory
        distinct = set(values)
        if len(memory) + len(distinct) > _REMEMBERED:
            memory.clear()
        for value in distinct.difference(memory):
            memory[value] = mask(kind, value) if value and test(value) else ""
        if not any(memory[value] for value in distinct):
            return
        for row, value in zip(cells.numbers, values, strict=False):
            masked = memory[value]
            if masked:
                hits.add(row, masked)
