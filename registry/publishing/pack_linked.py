"""The metadata of a pack as linked data: DCAT-AP and schema.org, both JSON-LD that stands on its own."""

import re
from typing import Any

from registry.catalogue.linked import PREFIXES
from registry.catalogue.record import Record
from registry.publishing.pack import PackedFile, PackedLicence
from registry.publishing.pack_details import PackDetails
from registry.publishing.pack_listing import as_json, file_of

_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
_FREQUENCIES = {
    "年1回": "ANNUAL",
    "年2回": "ANNUAL_2",
    "年3回": "ANNUAL_3",
    "2年に1回": "BIENNIAL",
    "四半期ごと": "QUARTERLY",
    "月1回": "MONTHLY",
    "週1回": "WEEKLY",
    "毎日": "DAILY",
    "不定期": "IRREG",
    "随時": "CONT",
    "更新なし": "NEVER",
}
"""Words and codes of the EU's vocabulary; other words are written as they are."""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    **{name: PREFIXES[name] for name in ("dcat", "dct", "foaf", "vcard", "xsd", "skos")},
    "spdx": "http://spdx.org/rdf/terms#",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)/(\d{4}(?:-\d{2}(?:-\d{2})?)?)")


def dcat(
    record: Record, details: PackDetails, licence: PackedLicence, files: tuple[PackedFile, ...]
) -> bytes:
    """A dcat:Dataset with its distributions."""
    dataset: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "dcat:Dataset",
        "dct:identifier": record.id,
        "dct:title": _japanese(record.title),
        "dct:description": _japanese(record.description) if record.description else "",
        "dct:publisher": _publisher(record),
        "dct:creator": _agent(record.creator),
        "dcat:contactPoint": _contact_point(details),
        "dcat:keyword": [_japanese(tag) for tag in record.tags],
        "dcat:theme": [
            {"@type": "skos:Concept", "skos:prefLabel": _japanese(group)} for group in record.groups
        ],
        "dcat:landingPage": _thing(record.url),
        "dct:issued": _day(record.issued),
        "dct:modified": _day(record.modified),
        "dct:accrualPeriodicity": _frequency(record.frequency),
        "dct:license": _licence(licence),
        "dct:conformsTo": _standard(record.standard),
        "dct:spatial": _place(record.spatial),
        "dct:temporal": _period(record.temporal),
        "dcat:distribution": [
            _distribution(record, place, licence, files) for place in range(len(record.resources))
        ],
    }
    return as_json(_filled(dataset))


def _distribution(
    record: Record, place: int, licence: PackedLicence, files: tuple[PackedFile, ...]
) -> dict[str, Any]:
    resource = record.resources[place]
    file = file_of(resource, files)
    own = bool(resource.url) and resource.url != record.url
    size = {"@type": "xsd:nonNegativeInteger", "@value": str(resource.size_bytes)}
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
    }
    return _filled(
        {
            "@type": "dcat:Distribution",
            "dct:title": _japanese(resource.name),
            "dcat:accessURL": _thing(record.url or resource.url),
            "dcat:downloadURL": _thing(resource.url) if own else "",
            "dct:format": resource.format,
            "dcat:mediaType": _thing(_MEDIA_TYPES + file.media_type) if file.media_type else "",
            "dcat:byteSize": size if resource.size_bytes else "",
            "dct:license": _licence(licence),
            "dct:modified": _day(resource.modified),
            "spdx:checksum": checksum,
        }
    )


def schema_org(
    record: Record, details: PackDetails, licence: PackedLicence, files: tuple[PackedFile, ...]
) -> bytes:
    """A Dataset of schema.org, to stand in the page of the dataset. It has no place for 更新頻度 and 分類."""
    contact = {
        "@type": "ContactPoint",
        "name": details.contact,
        "email": details.contact_email,
        "telephone": details.contact_phone,
    }
    publisher = {
        "@type": "GovernmentOrganization" if record.organization else "Organization",
        "name": record.organization,
        "identifier": record.organization_code,
        "contactPoint": _filled(contact) if record.contact else "",
    }
    dataset: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "identifier": record.id,
        "name": record.title,
        "description": record.description,
        "url": record.url,
        "publisher": _filled(publisher) if record.organization or record.contact else "",
        "creator": {"@type": "Organization", "name": record.creator} if record.creator else "",
        "keywords": list(record.tags),
        "license": licence.url or licence.name,
        "datePublished": record.issued,
        "dateModified": record.modified,
        "conformsTo": record.standard,
        "spatialCoverage": {"@type": "Place", "name": record.spatial} if record.spatial else "",
        "temporalCoverage": record.temporal,
        "isAccessibleForFree": True,
        "distribution": [_download(record, place, licence, files) for place in range(len(record.resources))],
    }
    return as_json(_filled(dataset))


def _download(
    record: Record, place: int, licence: PackedLicence, files: tuple[PackedFile, ...]
) -> dict[str, Any]:
    resource = record.resources[place]
    file = file_of(resource, files)
    own = bool(resource.url) and resource.url != record.url
    return _filled(
        {
            "@type": "DataDownload",
            "name": resource.name,
            "contentUrl" if own else "url": resource.url,
            "encodingFormat": file.media_type or resource.format,
            "contentSize": f"{resource.size_bytes} B" if resource.size_bytes else "",
            "sha256": file.sha256,
            "license": licence.url or licence.name,
            "dateModified": resource.modified,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}


def _japanese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "ja"}


def _thing(address: str) -> dict[str, str] | str:
    return {"@id": address} if address else ""


def _day(day: str) -> dict[str, str] | str:
    return {"@type": "xsd:date", "@value": day} if _DAY.fullmatch(day) else day


def _agent(name: str) -> dict[str, str] | str:
    return {"@type": "foaf:Agent", "foaf:name": name} if name else ""


def _publisher(record: Record) -> dict[str, str] | str:
    if not record.organization:
        return ""
    return {
        "@type": "foaf:Organization",
        "foaf:name": record.organization,
        "dct:identifier": record.organization_code,
    }


def _contact_point(details: PackDetails) -> dict[str, Any] | str:
    point = {
        "vcard:fn": details.contact,
        "vcard:hasEmail": _thing(f"mailto:{details.contact_email}") if details.contact_email else "",
        "vcard:hasTelephone": details.contact_phone,
    }
    filled = _filled(point)
    return {"@type": "vcard:Kind", **filled} if filled else ""


def _frequency(words: str) -> dict[str, str] | str:
    code = _FREQUENCIES.get(words)
    return {"@id": _FREQUENCY + code} if code else words


def _licence(licence: PackedLicence) -> dict[str, str] | str:
    return _thing(licence.url) or licence.name


def _standard(name: str) -> dict[str, Any] | str:
    return {"@type": "dct:Standard", "dct:title": _japanese(name)} if name else ""


def _place(name: str) -> dict[str, Any] | str:
    return {"@type": "dct:Location", "skos:prefLabel": _japanese(name)} if name else ""


def _period(words: str) -> dict[str, Any] | str:
    found = _PERIOD.fullmatch(words)
    if found is None:
        return words
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(found[1]),
        "dcat:endDate": _day(found[2]),
    }
