"""The metadata of packs: every format is read back to the same record; what no format can carry is refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from pack_cases import FULL, PLACES, Make, pack_maker, view
from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Form, Record
from registry.errors import InputError, UsageError
from registry.knowledge.base import KnowledgeAt
from registry.publishing.answers import body_ref
from registry.publishing.pack import PackedFile, PackedLicence
from registry.publishing.pack_details import PackDetails, checked, read_details
from registry.publishing.pack_linked import dcat, schema_org
from registry.publishing.pack_listing import ckan_package, list_columns, open_data_list
from registry.publishing.pack_record import pack_record

__all__ = ["pack_maker", "view"]  # fixtures


@pytest.mark.parametrize("licence", ["PDL1.0", "CC BY 4.0", "政府標準利用規約（第2.0版）", "CC0"])
@pytest.mark.parametrize(
    "told",
    [
        FULL,
        structs.replace(FULL, base_url=""),
        structs.replace(FULL, url="", base_url="", temporal="令和8年度", frequency="法改正のたび"),
        PackDetails(title="題名だけ"),
    ],
    ids=["full", "no place for files", "no addresses", "title only"],
)
def test_every_metadata_file_is_read_back_to_the_same_record(
    make: Make, told: PackDetails, licence: str
) -> None:
    files = {"施設 一覧.csv": PLACES, "図.geojson": "{}", "説明.pdf": "%PDF"}
    answer = make(files, told=structs.replace(told, licence=licence))
    folder = Path(answer.folder)
    records = {}
    for name, form in (
        ("132063_open_data_list.csv", Form.OPEN_DATA_LIST_NEW),
        ("ckan_package.json", Form.CKAN),
        ("dcat.jsonld", Form.DCAT),
        ("schema_org.jsonld", Form.SCHEMA_ORG),
    ):
        read = read_catalogue(folder / "metadata" / name)
        assert read.form is form
        assert not read.skipped
        assert len(read.records) == 1, name
        records[form] = read.records[0]
    whole = plain(records[Form.OPEN_DATA_LIST_NEW])
    assert plain(records[Form.CKAN]) == whole
    assert plain(records[Form.DCAT]) == whole
    assert plain(records[Form.SCHEMA_ORG]) == structs.replace(whole, frequency="", groups=())
    assert whole.title == told.title
    assert whole.description == told.description
    assert whole.frequency == told.frequency
    assert whole.modified == ("2026-11-20" if told.modified else "2026-11-25")
    assert whole.licence
    assert len(whole.resources) == 3
    assert [resource.size_bytes for resource in whole.resources if resource.format == "CSV"] == [
        len(PLACES.encode())
    ]


def plain(record: Record) -> Record:
    """A record without what differs by form: its place and what the form says besides."""
    return structs.replace(
        record,
        source_line=0,
        extras={},
        resources=tuple(sorted(record.resources, key=lambda each: each.name)),
        tags=tuple(sorted(record.tags)),
        groups=tuple(sorted(record.groups)),
    )


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=TEXT, description=TEXT, contact=TEXT, creator=TEXT, tags=st.lists(TEXT, max_size=4), spatial=TEXT
)
def test_whatever_is_told_all_formats_say_the_same(
    view: KnowledgeAt,
    tmp_path: Path,
    title: str,
    description: str,
    contact: str,
    creator: str,
    tags: list[str],
    spatial: str,
) -> None:
    details = checked(
        PackDetails(
            id="abc",
            title=f"一覧{title}",
            description=description,
            contact=contact,
            creator=creator,
            tags=tuple(tags),
            spatial=spatial,
            modified="2026-11-25",
            url="https://city.example/a",
        )
    )
    body = body_ref(view.knowledge.bodies.find("132063"))
    answer_licence, files = licence_and_file()
    record = pack_record(details, answer_licence, files, body)
    wanted = plain(record)
    for name, content in (
        ("a.csv", open_data_list(view.knowledge, record, details, answer_licence)),
        ("b.json", ckan_package(record, details, answer_licence, files)),
        ("c.jsonld", dcat(record, details, answer_licence, files)),
        ("d.jsonld", schema_org(record, details, answer_licence, files)),
    ):
        (tmp_path / name).write_bytes(content)
        (read,) = read_catalogue(tmp_path / name).records
        assert plain(read) == wanted, name


def licence_and_file() -> tuple[PackedLicence, tuple[PackedFile, ...]]:
    """Terms and one file."""
    terms = PackedLicence(
        id="pdl-1.0",
        name="公共データ利用規約（第1.0版）PDL1.0",
        short="PDL1.0",
        url="https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
        attribution="出典",
    )
    file = PackedFile(
        path="data/a.csv",
        source_name="a.csv",
        size_bytes=10,
        sha256="0" * 64,
        format="CSV",
        media_type="text/csv",
        rows=1,
        encoding="utf-8",
        dataset="",
    )
    return terms, (file,)


def test_the_list_has_the_columns_of_the_standard(make: Make, view: KnowledgeAt) -> None:
    answer = make({"a.csv": PLACES})
    first = (
        (Path(answer.folder) / "metadata/132063_open_data_list.csv")
        .read_bytes()
        .decode("utf-8")
        .splitlines()[0]
    )
    assert tuple(first.split(",")) == list_columns(view.knowledge)
    assert len(list_columns(view.knowledge)) == 45


def test_details_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "details.yaml"
    path.write_text(
        "タイトル: AED\nタグ: [救急, 防災]\n公開日: 2026-04-01\ncontact: 防災課\n分類: 防災、医療\n",
        encoding="utf-8",
    )
    details = read_details(path)
    assert details.title == "AED"
    assert details.tags == ("救急", "防災")
    assert details.groups == ("防災", "医療")
    assert details.issued == "2026-04-01"
    assert details.contact == "防災課"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("タイトル: a\n作者: b\n", "作者"),
        ("- a\n", "名前: 値"),
        ("タイトル: {a: b}\n", "文字ではありません"),
        ("タイトル: *a\n", "YAML|アンカー"),
        ("タイトル: true\n", "文字ではありません"),
    ],
)
def test_a_file_of_details_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "details.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_details(path)


@pytest.mark.parametrize(
    "details",
    [
        PackDetails(url="ftp://a"),
        PackDetails(base_url="https://a b"),
        PackDetails(issued="いつか"),
        PackDetails(id="日本語"),
        PackDetails(contact_email="javascript:alert(1)"),
    ],
)
def test_details_that_no_format_can_carry_are_refused(details: PackDetails) -> None:
    with pytest.raises(UsageError):
        checked(details)
