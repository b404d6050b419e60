"""Every real catalogue at hand is read whole, and what gives no record is accounted for."""

from pathlib import Path

import pytest

from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Form
from registry.errors import InputError

CATALOGUES = [
    ("131059_bunkyo_metadata.xlsx", Form.TABLE, 64, 9),
    ("132152_kunitachi.package_search.json", Form.CKAN, 3, 0),
    ("222127_yaizu_README.md", Form.TABLE, 201, 0),
    ("300004_wakayama_pref_open_data_list.csv", Form.OPEN_DATA_LIST_OLD, 92, 0),
    ("310000_tottori_pref_catalog.csv", Form.TABLE, 131, 0),
    ("350001_yamaguchi_A_ckan_excerpt.json", Form.CKAN, 43, 8),
    ("ckan_tokyo_municipalities_A.package_search.json.gz", Form.CKAN, 951, 0),
]
"""File, form, records, rows skipped; records and skipped rows together are the rows of samples/INDEX.csv.

INDEX.csv counts lines for the Markdown file (226, with headings and text) and for the pretty-printed JSON files;
for those the records named there (3 packages; 51 records, 8 of them met a second time) are what counts."""


@pytest.mark.parametrize(("name", "form", "records", "skipped"), CATALOGUES)
def test_real_catalogue(name: str, form: Form, records: int, skipped: int, shared: Path) -> None:
    catalogue = read_catalogue(shared / "samples" / "catalogs" / name)
    assert catalogue.form is form
    assert (len(catalogue.records), len(catalogue.skipped)) == (records, skipped)
    assert all(row.reason and row.line for row in catalogue.skipped)
    assert len({record.id for record in catalogue.records}) == records
    assert all(record.title for record in catalogue.records)


def test_tokyo_keeps_every_resource_and_every_body(shared: Path) -> None:
    catalogue = read_catalogue(shared / "samples" / "catalogs" / CATALOGUES[-1][0])
    assert sum(len(record.resources) for record in catalogue.records) == 10_357
    assert len({record.organization for record in catalogue.records}) == 19


FORMS = [
    ("open_data_list.csv", Form.OPEN_DATA_LIST_NEW, "utf-8-sig"),
    ("open_data_list_old_cp932.csv", Form.OPEN_DATA_LIST_OLD, "cp932"),
    ("ckan_package_search.json", Form.CKAN, "utf-8"),
    ("ckan_package_search_egov.json", Form.CKAN, "utf-8"),
    ("dcat.jsonld", Form.DCAT, "utf-8"),
    ("dcat.ttl", Form.DCAT, "utf-8"),
    ("schema_org_dataset.jsonld", Form.SCHEMA_ORG, "utf-8"),
    ("shirasagi_package_show.json", Form.SHIRASAGI, "utf-8"),
]


@pytest.mark.parametrize(("name", "form", "encoding"), FORMS)
def test_every_form_is_recognised_by_content(
    name: str, form: Form, encoding: str, shared: Path, tmp_path: Path
) -> None:
    disguised = tmp_path / "目録.bin"
    disguised.write_bytes((shared / "samples" / "api" / name).read_bytes())
    catalogue = read_catalogue(disguised)
    assert (catalogue.form, catalogue.encoding) == (form, encoding)
    assert catalogue.records


@pytest.mark.parametrize(
    "name", ["ckan_error.json", "ckan_organization_list.json", "egov_laws.json", "README.md"]
)
def test_what_is_no_catalogue_is_refused_with_a_reason(name: str, shared: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_catalogue(shared / "samples" / "api" / name)
    assert caught.value.why
    assert caught.value.mend


def test_turtle_and_json_ld_say_the_same(shared: Path) -> None:
    (turtle,) = read_catalogue(shared / "samples" / "api" / "dcat.ttl").records
    (json_ld,) = read_catalogue(shared / "samples" / "api" / "dcat.jsonld").records
    assert (turtle.title, turtle.description, turtle.resources) == (
        json_ld.title,
        json_ld.description,
        json_ld.resources,
    )


LISTS_AMONG_FILES = {"202401_300004.csv", "352080_school_district_metadata.csv"}
"""A ranking of datasets by downloads, and the description of a dataset: lists of datasets both."""


def test_published_data_files_are_not_taken_for_catalogues(shared: Path) -> None:
    read = set()
    for path in sorted((shared / "samples" / "files").rglob("*")):
        if path.is_file():
            try:
                read_catalogue(path)
            except InputError:
                continue
            read.add(path.name)
    assert read == LISTS_AMONG_FILES
