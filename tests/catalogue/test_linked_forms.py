"""DCAT in Turtle and JSON-LD, schema.org: read without ever reaching out."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Catalogue, Form
from registry.errors import InputError

Read = Callable[[Any], Catalogue]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to open a connection fails the test."""

    def refuse(*_: object, **__: object) -> Iterator[None]:
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a catalogue from data or text."""

    def reading(content: Any) -> Catalogue:
        path = tmp_path / "目録.txt"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return read_catalogue(path)

    return reading


TURTLE = """# 目録
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://x.example/d/1> a dcat:Dataset ;
    dct:title "Flood map"@en, "洪水ハザードマップ"@ja ;
    dct:description "浸水の想定"@ja ;
    dct:publisher [ a foaf:Agent ; foaf:name "青空市"@ja ; dct:identifier "131059" ] ;
    dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
    dct:modified "2026-13-45"^^xsd:date ;
    dcat:keyword "防災"@ja, "水害"@ja ;
    dcat:contactPoint [ vcard:fn "危機管理課" ; vcard:hasEmail <mailto:bosai@x.example> ] ;
    dcat:distribution [ dct:title "表" ; dcat:downloadURL <data/a.csv> ; dcat:byteSize "10"^^xsd:decimal ;
        dct:license <https://creativecommons.org/licenses/by/4.0/> ; dcat:mediaType "text/csv" ] .
<https://x.example/d/2> a dcat:Dataset ; dct:identifier "no-title" .
"""


def test_turtle(read: Read, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = read(TURTLE)
    (record,) = catalogue.records
    assert (catalogue.form, catalogue.dialect, record.id) == (Form.DCAT, "turtle", "https://x.example/d/1")
    assert (record.title, record.organization, record.organization_code) == (
        "洪水ハザードマップ",
        "青空市",
        "131059",
    )
    assert (record.frequency, record.modified, record.tags) == ("年1回", "2026-13-45", ("水害", "防災"))
    assert record.contact == "危機管理課 / bosai@x.example"
    (file,) = record.resources
    assert (file.url, file.format, file.size_bytes, file.licence) == ("data/a.csv", "CSV", 10, "CC-BY-4.0")
    assert [(row.line, row.text) for row in catalogue.skipped] == [(2, "https://x.example/d/2")]
    assert capsys.readouterr() == ("", "")


def test_broken_turtle_is_refused_with_its_line(read: Read) -> None:
    with pytest.raises(InputError, match="Turtle") as caught:
        read(TURTLE.replace('"浸水の想定"@ja ;', '"浸水の想定"@ja'))
    assert "行目" in caught.value.where


def test_contexts_of_dcat_stand_in_for_those_elsewhere(read: Read) -> None:
    catalogue = read(
        {
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            "@type": "dcat:Catalog",
            "dataset": [
                {
                    "@type": "dcat:Dataset",
                    "identifier": "https://x.example/1",
                    "title": "公共施設",
                    "keyword": ["施設"],
                    "publisher": {"name": "青空市"},
                    "distribution": [
                        {"@type": "dcat:Distribution", "downloadURL": "https://x.example/a.csv"}
                    ],
                }
            ],
        }
    )
    (record,) = catalogue.records
    assert (catalogue.form, record.title, record.organization) == (Form.DCAT, "公共施設", "青空市")
    assert record.resources[0].format == "CSV"


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/c.jsonld",
        ["http://127.0.0.1:9/c.jsonld"],
        {"@import": "http://127.0.0.1:9/c.jsonld"},
        {"x": {"@id": "dct:x", "@context": "file:///etc/hosts"}},
        "c.jsonld",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_other_contexts_are_refused_not_fetched(read: Read, context: Any, inside: bool) -> None:
    node = {"@type": "http://www.w3.org/ns/dcat#Dataset", "http://purl.org/dc/terms/title": "題"}
    data = {"@graph": [{"x:y": {"@context": context, **node}}]} if inside else {"@context": context, **node}
    with pytest.raises(InputError, match="@context"):
        read(data)


def test_schema_org_in_all_its_shapes(read: Read) -> None:
    dataset = {
        "@type": "Dataset",
        "name": [{"@language": "en", "@value": "Parks"}, {"@language": "ja", "@value": "公園"}],
        "description": "市内の公園",
        "license": {
            "@type": "CreativeWork",
            "name": "CC BY",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
        "keywords": "公園, 緑地",
        "publisher": {"@id": "#city"},
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": "https://x.example/p.csv",
            "contentSize": "1 KB",
        },
        "isBasedOn": {
            "@type": "Legislation",
            "name": "都市公園法",
            "legislationIdentifier": "331AC0000000079",
        },
    }
    city = {"@id": "#city", "@type": "GovernmentOrganization", "name": "青空市", "identifier": "131059"}
    shapes: list[Any] = [
        {"@context": "https://schema.org", "@graph": [dataset, city]},
        [{"@context": "https://schema.org/", **dataset, "publisher": city}],
        {
            "@context": "http://schema.org",
            "@type": "DataCatalog",
            "dataset": [{**dataset, "publisher": city}],
        },
    ]
    for shape in shapes:
        catalogue = read(shape)
        (record,) = catalogue.records
        assert (catalogue.form, record.title, record.licence) == (Form.SCHEMA_ORG, "公園", "CC-BY-4.0")
        assert (record.organization, record.organization_code, record.tags) == (
            "青空市",
            "131059",
            ("公園", "緑地"),
        )
        assert (record.resources[0].size_bytes, record.extras["isBasedOn"]) == (
            1024,
            "都市公園法 331AC0000000079",
        )


def test_references_in_a_circle_end(read: Read) -> None:
    (record,) = read(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@id": "#d", "@type": "Dataset", "name": "題", "publisher": {"@id": "#a"}},
                {"@id": "#a", "@type": "Organization", "url": {"@id": "#b"}},
                {"@id": "#b", "@type": "Organization", "url": {"@id": "#a"}},
            ],
        }
    ).records
    assert record.title == "題"
