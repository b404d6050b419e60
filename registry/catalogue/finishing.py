"""The last step of every reading: ids that last, and a look for what could harm a screen or a spreadsheet."""

import hashlib
import re
from collections.abc import Iterable
from typing import Protocol

import msgspec

from registry.catalogue.findings import Findings
from registry.catalogue.record import Record
from registry.catalogue.values import key

_FORBIDDEN = re.compile(r"[\0\ud800-\udfff]")
"""What no database and no UTF-8 file takes."""
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_MARKUP = re.compile(r"\[/?[a-z]+[^\]]{0,40}\]|<[a-zA-Z/!][^>]{0,200}>")
_FORMULA_STARTS = frozenset("=@+-")
_FORMULA = re.compile(r"=|[@+\-](?=.*[(!|])")


class Ids(Protocol):
    """What ids have been given; a set will do."""

    def __contains__(self, identifier: str, /) -> bool: ...

    def add(self, identifier: str, /) -> object:
        """Take one in."""


class Finisher:
    """Finishes records one by one, in the order of the file.

    Every record gets an id of its own, and suspicious texts, which stay as they are, are reported. Only NUL and
    lone surrogates are replaced, by U+FFFD, since nothing can store them. A record without an id gets ``d-`` and
    a digest of title and organisation, so that the next import of the list meets it again; of several with one
    id the first keeps it.
    """

    def __init__(self, findings: Findings, taken: Ids) -> None:
        self._findings = findings
        self._taken = taken
        self._numbers: dict[str, int] = {}

    def inspected(self, record: Record) -> Record:
        """The record as it can be stored."""
        clean = _storable(record, self._findings)
        _inspect(clean, self._findings)
        return clean

    def identified(self, record: Record) -> Record:
        """The record under an id of its own."""
        identifier = record.id or _derived(record)
        if identifier in self._taken:
            identifier = _another(record, identifier, self._taken, self._numbers)
            if record.id:
                message = "同じ識別子の記録が複数あるため、後の方に題名から作った印を付けて区別しました"
                self._findings.repair("repeated_id", message, record.source_line)
        self._taken.add(identifier)
        return record if identifier == record.id else msgspec.structs.replace(record, id=identifier)


def finish(records: Iterable[Record], findings: Findings) -> tuple[Record, ...]:
    """All records of a catalogue, finished."""
    finisher = Finisher(findings, set())
    return tuple(finisher.identified(finisher.inspected(record)) for record in records)


def _derived(record: Record) -> str:
    return "d-" + _digest(record)


def _digest(record: Record) -> str:
    text = "\x1f".join((key(record.title), key(record.organization)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _another(record: Record, identifier: str, taken: Ids, numbers: dict[str, int]) -> str:
    """An id that is free; ``numbers`` holds the last number given for each stem."""
    candidate = stem = f"{identifier}~{_digest(record)[:8]}" if record.id else identifier
    while candidate in taken:
        numbers[stem] = numbers.get(stem, 1) + 1
        candidate = f"{stem}-{numbers[stem]}"
    return candidate


def _storable(record: Record, findings: Findings) -> Record:
    if not _FORBIDDEN.search("\n".join(_texts(record))):
        return record
    message = "保存できない文字（NUL など）を「\ufffd」に置き換えました"
    findings.repair("unstorable_characters", message, record.source_line)
    return msgspec.convert(_replaced(msgspec.to_builtins(record)), Record)


def _replaced(value: object) -> object:
    if isinstance(value, str):
        return _FORBIDDEN.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_replaced(name): _replaced(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(member) for member in value]
    return value


def _inspect(record: Record, findings: Findings) -> None:
    line = record.source_line
    parts = _shown_texts(record)
    text = "\n".join(parts)
    if _CONTROL.search(text):
        findings.repair(
            "control_characters", "制御文字を含む記載があります（データとしてそのまま保持します）", line
        )
    if _PRIVATE.search(text):
        findings.repair(
            "private_characters", "外字（作った環境でしか読めない文字）を含む記載があります", line
        )
    if ("<" in text or "[" in text) and _MARKUP.search(text):
        findings.repair("markup", "HTML などの書式を含む記載があります（書式としては扱いません）", line)
    if any(part[:1] in _FORMULA_STARTS and _FORMULA.match(part) for part in parts if part):
        findings.repair("formula", "数式の形の記載があります（計算せず、文字として保持します）", line)


def _shown_texts(record: Record) -> list[str]:
    return [
        record.title,
        record.description,
        record.organization,
        record.creator,
        record.contact,
        *(resource.name for resource in record.resources),
        *record.extras.values(),
    ]


def _texts(record: Record) -> list[str]:
    texts = [
        *_shown_texts(record),
        *(record.id, record.url, record.frequency, record.issued, record.modified, record.standard),
        *(record.spatial, record.temporal, *record.tags, *record.groups, *record.extras),
    ]
    for resource in record.resources:
        texts += (resource.url, resource.format, resource.modified, *resource.columns)
    return texts
