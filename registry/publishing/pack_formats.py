"""Formats of the files of a pack, by the endings of their names."""

from registry.catalogue.formats import format_of_url

_MEDIA_TYPES = {
    "CSV": "text/csv",
    "TSV": "text/tab-separated-values",
    "TXT": "text/plain",
    "HTML": "text/html",
    "JSON": "application/json",
    "GeoJSON": "application/geo+json",
    "JSON-LD": "application/ld+json",
    "XML": "application/xml",
    "RDF": "application/rdf+xml",
    "Turtle": "text/turtle",
    "KML": "application/vnd.google-earth.kml+xml",
    "PDF": "application/pdf",
    "ZIP": "application/zip",
    "XLS": "application/vnd.ms-excel",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
}
"""Types registered with IANA that our readers understand."""


def format_of(name: str) -> str:
    """The short name of the format; for an ending that is not known, the ending in capitals."""
    known = format_of_url(name)
    stem, dot, ending = name.rpartition(".")
    return known or (ending.upper() if dot and stem and ending.isascii() and ending.isalnum() else "")


def media_type_of(name: str) -> str:
    """The media type; "" for a format that has none here."""
    return _MEDIA_TYPES.get(format_of(name), "")
