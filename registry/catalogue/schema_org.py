"""schema.org Dataset in JSON-LD: single, in a list, in @graph or in a DataCatalog.

Facts: shared/facts/interfaces.md section 3 (mapping of schema.org to the registry).
"""

from collections.abc import Iterator
from typing import Any

from registry.catalogue.draft import Draft
from registry.catalogue.findings import Findings
from registry.catalogue.formats import format_name, format_of_url
from registry.catalogue.licences import UNKNOWN, licence_of
from registry.catalogue.linked import nodes
from registry.catalogue.organizations import body_code
from registry.catalogue.record import Record, Resource
from registry.catalogue.values import iso_date, items, one_line, size_in_bytes

_PREFIXES = ("", "schema:", "http://schema.org/", "https://schema.org/")
_TEXT_KEYS = ("name", "legislationIdentifier", "value", "url")
_MAX_HOPS = 4


def schema_records(data: Any, findings: Findings) -> Iterator[Record]:
    """The datasets in the order of the file, each once."""
    index: dict[str, dict[str, Any]] = {}
    datasets: dict[str, dict[str, Any]] = {}
    for node in nodes(data):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            index.setdefault(name, node)
        if "Dataset" in _types(node) and len(node) > 2:
            datasets.setdefault(name if isinstance(name, str) else f"\0{len(datasets)}", node)
    reader = _Reader(index)
    for place, node in enumerate(datasets.values(), 1):
        title = one_line(reader.text(node, "name") or reader.text(node, "headline"))
        if not title:
            findings.skip(place, "題名（name）がない", str(node.get("@id", "")))
            continue
        yield _draft(reader, node, title, place).record()


class _Reader:
    """Reads properties, following references to other nodes of the file."""

    def __init__(self, index: dict[str, dict[str, Any]]) -> None:
        self._index = index

    def members(self, node: dict[str, Any], name: str) -> list[Any]:
        """The values of a property as a list, references resolved."""
        for prefix in _PREFIXES:
            value = node.get(prefix + name)
            if value not in (None, "", [], {}):
                return [self._resolved(member) for member in (value if isinstance(value, list) else [value])]
        return []

    def text(self, node: dict[str, Any], name: str) -> str:
        """The first value as text; of values in several languages the Japanese one."""
        members = self.members(node, name)
        japanese = [
            m for m in members if isinstance(m, dict) and str(m.get("@language", "")).startswith("ja")
        ]
        return self.plain((japanese or members or [""])[0])

    def texts(self, node: dict[str, Any], name: str) -> list[str]:
        """All values as text."""
        return [text for member in self.members(node, name) if (text := self.plain(member))]

    def plain(self, value: Any, hops: int = _MAX_HOPS) -> str:
        """A value as text: a literal, the name of a thing, or its address."""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, dict) or not hops:
            return ""
        if "@value" in value:
            return self.plain(value["@value"], hops - 1)
        for name in _TEXT_KEYS:
            for member in self.members(value, name):
                if text := self.plain(member, hops - 1):
                    return text
        return str(value.get("@id", ""))

    def _resolved(self, member: Any) -> Any:
        if isinstance(member, dict) and len(member) == 1 and isinstance(member.get("@id"), str):
            return self._index.get(member["@id"], member)
        return member


def _draft(reader: _Reader, node: dict[str, Any], title: str, place: int) -> Draft:
    publisher = next((m for key in ("publisher", "provider") for m in reader.members(node, key)), None)
    draft = Draft(
        title,
        place,
        id=reader.text(node, "identifier") or str(node.get("@id", "")),
        description=reader.text(node, "description"),
        organization=one_line(reader.plain(publisher)),
        organization_code=body_code(reader.text(publisher, "identifier"))
        if isinstance(publisher, dict)
        else "",
        licence=_licence(reader, node),
        issued=iso_date(reader.text(node, "datePublished") or reader.text(node, "dateCreated")),
        modified=iso_date(reader.text(node, "dateModified")),
        creator=one_line(reader.text(node, "creator")),
        contact=one_line(_contact(reader, publisher)),
        url=reader.text(node, "url"),
        standard=one_line(reader.text(node, "conformsTo")),
        spatial=one_line(reader.text(node, "spatialCoverage")),
        temporal=one_line(reader.text(node, "temporalCoverage")),
    )
    for text in reader.texts(node, "keywords"):
        draft.tags.update(dict.fromkeys(items(text)))
    for file in reader.members(node, "distribution"):
        if isinstance(file, dict):
            draft.resources.append(_resource(reader, file))
    if draft.licence == UNKNOWN:
        draft.add_extra("利用条件の記載", reader.text(node, "license"))
    for basis in reader.members(node, "isBasedOn"):
        law = reader.text(basis, "legislationIdentifier") if isinstance(basis, dict) else ""
        draft.add_extra(
            "isBasedOn", " ".join(dict.fromkeys(part for part in (reader.plain(basis), law) if part))
        )
    if catalogue := reader.text(node, "includedInDataCatalog"):
        draft.add_extra("includedInDataCatalog", catalogue)
    return draft


def _resource(reader: _Reader, file: dict[str, Any]) -> Resource:
    url = reader.text(file, "contentUrl") or reader.text(file, "url")
    told = reader.text(file, "encodingFormat") or reader.text(file, "fileFormat")
    return Resource(
        name=one_line(reader.text(file, "name")),
        url=url,
        format=format_name(told) if told else format_of_url(url),
        size_bytes=size_in_bytes(reader.text(file, "contentSize")),
        licence=_licence(reader, file),
        modified=iso_date(reader.text(file, "dateModified")),
    )


def _licence(reader: _Reader, node: dict[str, Any]) -> str:
    told: list[str] = []
    for member in reader.members(node, "license"):
        if isinstance(member, dict):
            told += [
                reader.text(member, "url"),
                str(member.get("@id", "")),
                reader.text(member, "identifier"),
            ]
        told.append(reader.plain(member))
    return licence_of(*told)


def _contact(reader: _Reader, publisher: Any) -> str:
    point = reader.members(publisher, "contactPoint") if isinstance(publisher, dict) else []
    parts = [
        reader.text(each, key)
        for each in point
        if isinstance(each, dict)
        for key in ("name", "email", "telephone")
    ]
    return " / ".join(part for part in parts if part)


def _types(node: dict[str, Any]) -> set[str]:
    told = node.get("@type")
    members = told if isinstance(told, list) else [told]
    return {member.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for member in members if isinstance(member, str)}
