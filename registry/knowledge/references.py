"""Which fields of which types name which nodes.

One table serves the rule that every reference leads somewhere and the edges of the graph.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from registry.knowledge.yaml_text import Path

EVERYWHERE = {"sources": "Source", "provisions": "Provision"}
"""Fields that mean the same in every type."""

REFERENCES: dict[str, dict[str, str]] = {
    "Source": {"law": "Law"},
    "Law": {"parent": "Law", "succeeded_by": "Law"},
    "MinistryTerm": {"ministries": "Ministry"},
    "Provision": {"law": "Law"},
    "Ministry": {"parent": "Ministry"},
    "Item": {"laws": "Law"},
    "Basis": {"provision": "Provision"},
    "HolderRule": {"holder": "Holder", "bases": "Provision"},
    "ItemMinistry": {"ministries": "Ministry"},
    "StandardDataset": {"succeeds": "StandardDataset", "companions": "CompanionFile"},
    "LegalGround": {"law": "Law"},
    "FieldJudgement": {"priority_fields": "OpenDataPriorityField"},
    "Column": {"code_list": "CodeList"},
    "CompanionFile": {"datasets": "StandardDataset"},
    "ItemLink": {"item": "Item", "dataset": "StandardDataset"},
    "ColumnRename": {"datasets": "StandardDataset"},
    "Licence": {"replaced_by": "Licence"},
    "PublicDocument": {"replaces": "PublicDocument"},
    "Edition": {"document": "PublicDocument"},
    "RelatedLaw": {"laws": "Law"},
    "ChapterSection": {"pillar": "Pillar"},
    "ActSubject": {"pillar": "Pillar"},
    "LocalDuty": {"law": "Law", "pillar": "Pillar"},
    "PillarMapping": {"pillar": "Pillar"},
    "Action": {
        "pillar": "Pillar",
        "fields": "PriorityField",
        "datasets": "StandardDataset",
        "items": "Item",
        "examples": "Case|BodyExample",
    },
    "ActionNeeds": {"law_ids": "Law"},
    "GuideFile": {"start": "GuideNode"},
    "GuideNode": {"procedure": "Procedure"},
    "GuideAnswer": {"next": "GuideNode"},
    "LecturePath": {"nodes": "GuideNode"},
    "LexiconEntry": {"target": "Item|StandardDataset"},
}
"""Type → field → type that the field's ids name (several joined by ``|``)."""


class Reference(NamedTuple):
    """An id written in a field."""

    field: str
    targets: tuple[str, ...]
    """Names of the types that the id may name."""
    identifier: str


def references(value: Any) -> Iterator[Reference]:
    """The references that a struct itself holds (not those of structs inside it)."""
    own = REFERENCES.get(type(value).__name__, {})
    for field in value.__struct_fields__:
        target = own.get(field) or EVERYWHERE.get(field)
        if target is None:
            continue
        held = getattr(value, field)
        for identifier in (held,) if isinstance(held, str) else held or ():
            if isinstance(identifier, str):
                yield Reference(field, tuple(target.split("|")), identifier)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every struct inside ``value``, outermost first, with its path."""
    if isinstance(value, Struct):
        yield path, value
        for name in value.__struct_fields__:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for index, member in enumerate(value):
            yield from walk(member, (*path, index))
