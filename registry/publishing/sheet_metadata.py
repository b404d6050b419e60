"""The ten metadata items (メタデータ) of the guide, filled as far as catalogue, workspace and knowledge know them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from registry.catalogue.licences import licence as shown_licence
from registry.catalogue.record import Record
from registry.knowledge.base import Knowledge
from registry.knowledge.datasets import LinkKind
from registry.publishing.sheet import KnownOfTarget, MetadataValue, SheetDataset

TITLE, URL, DESCRIPTION, CONTACT, CREATOR, TAGS, FORMAT, SIZE, MODIFIED, LICENCE = (
    f"metadata-{number:02}" for number in range(1, 11)
)
_FROM_RECORD = "目録の記録"
_CONTACT_KEYS = ("連絡先", "問い合わせ先")
"""Keys of a body's profile that tell whom to ask."""


class _Found(Struct, frozen=True):
    value: str
    known_from: str


def fields_of_record(record: Record) -> dict[str, str]:
    """What a record of the catalogue tells of the ten items; what it does not tell is left out."""
    files = record.resources
    values = {
        TITLE: record.title,
        URL: record.url or next((file.url for file in files if file.url), ""),
        DESCRIPTION: record.description,
        CONTACT: record.contact,
        CREATOR: record.creator,
        TAGS: "、".join(dict.fromkeys((*record.tags, *record.groups))),
        FORMAT: "、".join(dict.fromkeys(file.format for file in files if file.format)),
        SIZE: "、".join(f"{file.size_bytes}" for file in files if file.size_bytes is not None),
        MODIFIED: record.modified,
        LICENCE: shown_licence(record.licence).label if record.licence else "",
    }
    return {key: value for key, value in values.items() if value}


def metadata_values(
    knowledge: Knowledge,
    name: str,
    datasets: Sequence[SheetDataset],
    known: KnownOfTarget,
    licence: str = "",
) -> tuple[MetadataValue, ...]:
    """The ten items in the order of the guide. ``name``: what the target is called; ``licence``: as chosen."""
    found = dict(_from_elsewhere(name, datasets, known))
    found |= {key: _Found(value, _FROM_RECORD) for key, value in known.fields.items() if value}
    if licence:
        found[LICENCE] = _Found(licence, "指定された利用ルール")
    return tuple(_values(knowledge, found))


def _values(knowledge: Knowledge, found: Mapping[str, _Found]) -> Iterator[MetadataValue]:
    ten = [item for item in knowledge.datasets.metadata if item.number is not None]
    for item in sorted(ten, key=lambda item: item.number or 0):
        told = found.get(item.id, _Found("", ""))
        yield MetadataValue(
            number=item.number or 0,
            name=item.name,
            value=told.value,
            known_from=told.known_from,
            explanation=item.explanation,
            example=item.example,
            id=item.id,
            status=item.status,
        )


def _from_elsewhere(
    name: str, datasets: Sequence[SheetDataset], known: KnownOfTarget
) -> Iterator[tuple[str, _Found]]:
    exact = next((dataset for dataset in datasets if dataset.link in ("", LinkKind.EXACT.value)), None)
    if exact is not None:
        yield TITLE, _Found(exact.name, "標準データセットの名称")
        if any(pattern.lower().endswith(".csv") for pattern in exact.file_names):
            yield FORMAT, _Found("CSV", "標準データセットのファイル名")
    else:
        yield TITLE, _Found(name, "情報項目の名称")
    for key in _CONTACT_KEYS:
        if known.profile.get(key):
            yield CONTACT, _Found(known.profile[key], f"団体の情報（{key}）")
            break
    if known.section:
        yield CREATOR, _Found(known.section, "公開の状態（担当課）")
