"""DCAT catalogues in Turtle and JSON-LD, read with rdflib. Nothing is fetched, nothing is followed.

Facts: shared/facts/interfaces.md section 3, datasets.yaml metadata_mapping (dcat).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from registry.catalogue.draft import Draft
from registry.catalogue.findings import Findings
from registry.catalogue.formats import format_name, format_of_url
from registry.catalogue.licences import UNKNOWN, licence_of
from registry.catalogue.linked import PREFIXES, self_contained
from registry.catalogue.organizations import body_code
from registry.catalogue.record import Record, Resource
from registry.catalogue.values import iso_date, one_line, size_in_bytes
from registry.errors import InputError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_BASE = "https://konkyo.invalid/"
"""Stands for the place of the file, so that no path of this machine gets into the data."""
_PARSER_ERRORS = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What rdflib's parsers let through on broken files, beside their own errors."""
_DCAT, _DCT, _FOAF, _VCARD = (PREFIXES[name] for name in ("dcat", "dct", "foaf", "vcard"))
_FREQUENCIES = {
    "ANNUAL": "年1回", "ANNUAL_2": "年2回", "ANNUAL_3": "年3回", "BIENNIAL": "2年に1回", "QUARTERLY": "四半期ごと",
    "MONTHLY": "月1回", "WEEKLY": "週1回", "DAILY": "毎日", "IRREG": "不定期", "CONT": "随時", "NEVER": "更新なし",
    "UNKNOWN": "",
}  # fmt: skip
_EXTRAS = {
    f"{PREFIXES['dcatap']}applicableLegislation": "applicableLegislation",
    f"{_DCT}isReferencedBy": "isReferencedBy",
    f"{_DCT}provenance": "provenance",
    f"{_DCT}alternative": "alternative",
    f"{_DCAT}version": "version",
    f"{PREFIXES['owl']}versionInfo": "version",
}


def turtle_records(text: str, findings: Findings, where: str) -> Iterator[Record]:
    """The datasets of a Turtle (or N-Triples) file.

    Raises InputError when it cannot be parsed.
    """
    import rdflib
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = rdflib.Graph()
    try:
        with _quiet():
            graph.parse(data=text, format="turtle", publicID=_BASE)
    except BadSyntax as error:
        raise _broken("Turtle", f"{where} の {error.lines + 1:,} 行目", error.message) from error
    except _PARSER_ERRORS as error:
        raise _broken("Turtle", where, type(error).__name__) from error
    return _records(graph, findings)


def json_ld_records(data: Any, findings: Findings, where: str) -> Iterator[Record]:
    """The datasets of JSON-LD that has been parsed as JSON.

    Raises InputError when a context stands elsewhere or the data is no JSON-LD.
    """
    import rdflib
    from rdflib.plugins.parsers.jsonld import to_rdf

    graph = rdflib.Dataset(default_union=True)
    try:
        with _quiet():
            to_rdf(self_contained(data, where), graph, base=_BASE)
    except _PARSER_ERRORS as error:
        raise _broken("JSON-LD", where, type(error).__name__) from error
    return _records(graph, findings)


def _records(graph: "Graph", findings: Findings) -> Iterator[Record]:
    from rdflib import RDF, URIRef

    reader = _Reader(graph)
    place = 0
    for node in dict.fromkeys(graph.subjects(RDF.type, URIRef(_DCAT + "Dataset"))):
        place += 1
        title = one_line(reader.text(node, _DCT + "title"))
        if not title:
            findings.skip(place, "題名（dct:title）がない", reader.address(node))
            continue
        yield _draft(reader, node, title, place).record()


class _Reader:
    """Reads properties of nodes as text."""

    def __init__(self, graph: "Graph") -> None:
        self._graph = graph

    def members(self, node: "Node | None", iri: str) -> list["Node"]:
        """The values of a property, Japanese ones first, then those without a language."""
        from rdflib import Literal, URIRef

        if node is None:
            return []
        values = list(self._graph.objects(node, URIRef(iri)))
        return sorted(
            values, key=lambda value: _language_rank(value.language) if isinstance(value, Literal) else 1
        )

    def text(self, node: "Node | None", *iris: str) -> str:
        """The first value of the first property that has one."""
        return next(
            (text for iri in iris for value in self.members(node, iri) if (text := self.plain(value))), ""
        )

    def texts(self, node: "Node", iri: str) -> list[str]:
        """All values of a property."""
        return [text for value in self.members(node, iri) if (text := self.plain(value))]

    def plain(self, value: "Node") -> str:
        """A literal as it is, a thing by its name, else its address."""
        from rdflib import BNode, Literal

        if isinstance(value, Literal):
            return str(value).strip()
        for iri in (
            f"{_FOAF}name",
            f"{_VCARD}fn",
            f"{PREFIXES['skos']}prefLabel",
            f"{PREFIXES['rdfs']}label",
            f"{_DCT}title",
        ):
            for named in self.members(value, iri):
                if isinstance(named, Literal):
                    return str(named).strip()
        return "" if isinstance(value, BNode) else self.address(value)

    def address(self, value: "Node") -> str:
        """An address as it stands in the file."""
        return str(value).removeprefix(_BASE)


def _draft(reader: _Reader, node: "Node", title: str, place: int) -> Draft:
    from rdflib import BNode

    publisher = next(iter(reader.members(node, _DCT + "publisher")), None)
    own_address = "" if isinstance(node, BNode) else reader.address(node)
    draft = Draft(
        title,
        place,
        id=reader.text(node, _DCT + "identifier") or own_address,
        description=reader.text(node, _DCT + "description"),
        organization=one_line(reader.plain(publisher)) if publisher else "",
        organization_code=body_code(reader.text(publisher, _DCT + "identifier")),
        licence=licence_of(*reader.texts(node, _DCT + "license"), *reader.texts(node, _DCT + "rights")),
        frequency=_frequency(reader.text(node, _DCT + "accrualPeriodicity")),
        issued=iso_date(reader.text(node, _DCT + "issued")),
        modified=iso_date(reader.text(node, _DCT + "modified")),
        contact=_contact(reader, node),
        creator=one_line(reader.text(node, _DCT + "creator")),
        url=reader.text(node, _DCAT + "landingPage", f"{_FOAF}page"),
        standard=one_line(reader.text(node, _DCT + "conformsTo")),
        spatial=one_line(reader.text(node, _DCT + "spatial")),
        temporal=_temporal(reader, node),
    )
    draft.tags.update(dict.fromkeys(map(one_line, sorted(reader.texts(node, _DCAT + "keyword")))))
    draft.groups.update(dict.fromkeys(map(one_line, sorted(reader.texts(node, _DCAT + "theme")))))
    files = reader.members(node, _DCAT + "distribution")
    draft.resources.extend(
        sorted((_resource(reader, file) for file in files), key=lambda each: (each.name, each.url))
    )
    if draft.licence == UNKNOWN:
        draft.add_extra("利用条件の記載", reader.text(node, _DCT + "license", _DCT + "rights"))
    for iri, name in _EXTRAS.items():
        for text in reader.texts(node, iri):
            draft.add_extra(name, text)
    return draft


def _resource(reader: _Reader, node: "Node") -> Resource:
    url = reader.text(node, _DCAT + "downloadURL", _DCAT + "accessURL")
    told = reader.text(node, _DCT + "format", _DCAT + "mediaType")
    return Resource(
        name=one_line(reader.text(node, _DCT + "title")),
        url=url,
        format=format_name(told) if told else format_of_url(url),
        size_bytes=size_in_bytes(reader.text(node, _DCAT + "byteSize")),
        licence=licence_of(*reader.texts(node, _DCT + "license"), *reader.texts(node, _DCT + "rights")),
        modified=iso_date(reader.text(node, _DCT + "modified")),
    )


def _contact(reader: _Reader, node: "Node") -> str:
    parts = [
        one_line(text).removeprefix("mailto:").removeprefix("tel:")
        for point in reader.members(node, _DCAT + "contactPoint")
        for name in ("fn", "hasEmail", "hasTelephone")
        for text in reader.texts(point, _VCARD + name)
    ]
    return " / ".join(dict.fromkeys(parts)) or one_line(reader.text(node, _DCAT + "contactPoint"))


def _temporal(reader: _Reader, node: "Node") -> str:
    for period in reader.members(node, _DCT + "temporal"):
        start = reader.text(period, _DCAT + "startDate", PREFIXES["schema"] + "startDate")
        end = reader.text(period, _DCAT + "endDate", PREFIXES["schema"] + "endDate")
        if start or end:
            return f"{start}/{end}"
    return one_line(reader.text(node, _DCT + "temporal"))


def _frequency(told: str) -> str:
    if not told.startswith("http"):
        return one_line(told)
    word = told.rstrip("/").rsplit("/", 1)[-1]
    return _FREQUENCIES.get(word.upper(), word)


def _language_rank(language: str | None) -> int:
    if language is None:
        return 1
    return 0 if language.lower().startswith("ja") else 2


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib warns on stderr about values that do not fit their type; such values stay as written."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _broken(kind: str, where: str, why: str) -> InputError:
    return InputError(
        f"{kind} として読めません",
        where=where,
        why=f"書き方が {kind} の決まりに合わないか、途中で切れています（{why[:120]}）",
        mend="もう一度書き出すか、CSV の一覧を使ってください",
    )
