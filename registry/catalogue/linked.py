"""JSON-LD made self-contained: contexts that stand elsewhere are replaced by known ones, never fetched."""

from collections.abc import Iterator
from enum import StrEnum, auto
from typing import Any

from registry.errors import InputError

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "adms": "http://www.w3.org/ns/adms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "schema": "http://schema.org/",
}
_IRI_TERMS = {
    "dataset": "dcat:dataset", "distribution": "dcat:distribution", "accessURL": "dcat:accessURL",
    "downloadURL": "dcat:downloadURL", "landingPage": "dcat:landingPage", "license": "dct:license",
    "conformsTo": "dct:conformsTo", "hasEmail": "vcard:hasEmail", "accessService": "dcat:accessService",
}  # fmt: skip
_TEXT_TERMS = {
    "title": "dct:title", "description": "dct:description", "keyword": "dcat:keyword", "theme": "dcat:theme",
    "identifier": "dct:identifier", "issued": "dct:issued", "modified": "dct:modified", "publisher": "dct:publisher",
    "creator": "dct:creator", "name": "foaf:name", "contactPoint": "dcat:contactPoint", "fn": "vcard:fn",
    "mediaType": "dcat:mediaType", "format": "dct:format", "byteSize": "dcat:byteSize", "spatial": "dct:spatial",
    "temporal": "dct:temporal", "accrualPeriodicity": "dct:accrualPeriodicity", "version": "dcat:version",
}  # fmt: skip
DCAT_CONTEXT: dict[str, Any] = {
    **PREFIXES,
    **{term: {"@id": iri, "@type": "@id"} for term, iri in _IRI_TERMS.items()},
    **_TEXT_TERMS,
}
"""Stands in for the published contexts of DCAT, DCAT-AP and DCAT-US."""

_DCAT_PLACES = (
    "w3.org/ns/dcat",
    "semiceu.github.io/dcat-ap",
    "project-open-data.cio.gov",
    "w3c.github.io/dxwg/dcat",
)


class Vocabulary(StrEnum):
    """Which words the data is written in."""

    DCAT = auto()
    SCHEMA_ORG = auto()


def vocabulary_of(data: Any, text: str) -> Vocabulary | None:
    """The vocabulary of JSON-LD; None when ``data`` (read from ``text``) is no JSON-LD."""
    tops = data if isinstance(data, list) else [data]
    if not any(isinstance(top, dict) and not {"@context", "@graph", "@type"}.isdisjoint(top) for top in tops):
        return None
    if "ns/dcat" in text or '"dcat:' in text or any(place in text for place in _DCAT_PLACES):
        return Vocabulary.DCAT
    return Vocabulary.SCHEMA_ORG if "schema.org" in text or '"Dataset"' in text else None


def self_contained(data: Any, where: str) -> Any:
    """A copy of ``data`` in which every context stands inside.

    Raises InputError when a context elsewhere is none of the known ones.
    """
    if isinstance(data, list):
        return [self_contained(member, where) for member in data]
    if not isinstance(data, dict):
        return data
    return {
        name: _context(member, where) if name == "@context" else self_contained(member, where)
        for name, member in data.items()
    }


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in ``data``, in the order of the file."""
    waiting = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed([member for name, member in node.items() if name != "@context"]))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _context(context: Any, where: str) -> Any:
    if isinstance(context, list):
        return [_context(member, where) for member in context]
    if isinstance(context, str):
        plain = context.lower()
        if any(place in plain for place in _DCAT_PLACES):
            return DCAT_CONTEXT
        if plain.split("://")[-1].rstrip("/") in (
            "schema.org",
            "www.schema.org",
            "schema.org/docs/jsonldcontext.jsonld",
        ):
            return {"@vocab": PREFIXES["schema"]}
        raise _elsewhere(context, where)
    if isinstance(context, dict):
        for name, member in context.items():
            if name == "@import" or (name == "@context" and isinstance(member, str)):
                raise _elsewhere(str(member), where)
        return {name: _term(member, where) for name, member in context.items()}
    return context


def _term(member: Any, where: str) -> Any:
    """A term may carry a context of its own."""
    if isinstance(member, dict) and "@context" in member:
        return {**member, "@context": _context(member["@context"], where)}
    return member


def _elsewhere(address: str, where: str) -> InputError:
    return InputError(
        "JSON-LD の @context が外部にあるため読めません",
        where=where,
        why=f"「{address[:120]}」を取りに行かないと意味が決まりません。目録の読み込みでは通信しません",
        mend="@context を中に書いた JSON-LD か、Turtle（.ttl）か、CSV で書き出し直してください",
    )
