"""Names of file formats, from the many ways in which catalogues write them."""

import re
import unicodedata
from functools import lru_cache

from registry.catalogue.values import one_line

_OWN_NAMES = (
    "CSV TSV XLSX XLS XLSM PDF JSON GeoJSON TopoJSON TileJSON NDJSON XML GML KML KMZ RDF Turtle Shapefile "
    "ZIP HTML DOC DOCX PPT PPTX TXT JPEG PNG GIF TIFF GeoTIFF SVG DXF DWG CityGML LAS GTFS ICS MVT Parquet ODS "
    "ODT API SPARQL MP3 MP4 JTD Excel Word"
)
"""Formats whose common name is also how they are written, whatever the case."""
_OTHER_NAMES = {
    "Excel": "エクセル MSEXCEL",
    "Word": "ワード MSWORD",
    "JSON-LD": "JSONLD",
    "GeoJSON": "GEOJSONL",
    "RDF": "RDFXML",
    "Turtle": "TTL",
    "Shapefile": "SHP SHAPE シェープ シェイプ",
    "HTML": "HTM",
    "TXT": "TEXT テキスト",
    "JPEG": "JPG",
    "TIFF": "TIF",
    "GTFS-JP": "GTFSJP",
    "GTFS-RT": "GTFSRT",
    "ICS": "ICAL",
    "MVT": "PBF",
    "GeoPackage": "GPKG GEOPACKAGE",
    "API": "WEBAPI",
    "JTD": "一太郎",
    "3D Tiles": "3DTILES",
}
_FORMATS = {name.upper(): name for name in _OWN_NAMES.split()}
_FORMATS |= {word: name for name, words in _OTHER_NAMES.items() for word in words.split()}
_KNOWN = frozenset(_FORMATS.values())
_MEDIA_TYPES = {
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "text/html": "HTML",
    "text/plain": "TXT",
    "text/turtle": "Turtle",
    "application/json": "JSON",
    "application/geo+json": "GeoJSON",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF",
    "application/xml": "XML",
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.google-earth.kml+xml": "KML",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}
_NO_SUFFIXES = frozenset({"API", "SPARQL", "EXCEL", "WORD", "TEXT", "SHAPE", "LAS"})
"""Names of formats that are not the end of a file's name, or mostly are something else there."""
_REGISTRIES = ("publications.europa.eu/", "iana.org/", "w3.org/ns/formats/")
_BETWEEN = re.compile(r"[;；,，、\s|｜/／・･&＆+＋]+|及び|および|又は|または|と(?=[A-Za-z])")
_TAIL = re.compile(r"(?:形式|ファイル|データ|FILE)+$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[（(].*?[)）]?$")

_MAX_NAME = 200
"""Characters; what is longer is text, not the name of a format."""


def format_name(text: str) -> str:
    """The common short name of a format, media type or extension; unknown ones as written."""
    return _format_name(text) if len(text) <= _MAX_NAME else one_line(text)


@lru_cache(maxsize=4096)
def _format_name(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    media = plain.lower().split(";")[0].rsplit("/media-types/", 1)[-1]
    if media in _MEDIA_TYPES:
        return _MEDIA_TYPES[media]
    registered = any(registry in plain for registry in _REGISTRIES)
    word = plain.rsplit("/", 1)[-1] if registered else plain.lstrip(".*")
    bare = _TAIL.sub("", word.strip()) or word
    return _FORMATS.get(re.sub(r"[\s\-_.]", "", bare).upper(), one_line(word if registered else text))


def is_format(text: str) -> bool:
    """True for the name of a format, as a column of links may be headed."""
    return format_name(text) in _KNOWN


def formats(text: str) -> tuple[str, ...]:
    """The formats written in one cell, each once."""
    return _formats(text) if len(text) <= _MAX_NAME else (one_line(text),)


@lru_cache(maxsize=4096)
def _formats(text: str) -> tuple[str, ...]:
    whole = format_name(text)
    if not text.strip() or whole in _KNOWN:
        return (whole,) if whole else ()
    parts = (_IN_BRACKETS.sub("", part) or part for part in _BETWEEN.split(text) if part)
    return tuple(dict.fromkeys(name for part in parts if (name := format_name(part))))


def format_of_url(url: str) -> str:
    """The format that the end of an address shows, or ""."""
    suffix = re.split(r"[?#]", url)[0].rsplit("/", 1)[-1].rpartition(".")[2].upper()
    return _FORMATS[suffix] if suffix in _FORMATS and suffix not in _NO_SUFFIXES else ""
