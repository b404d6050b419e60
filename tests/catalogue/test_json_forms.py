"""CKAN, SHIRASAGI and other JSON: every envelope, every odd value, nothing lost without a word."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Catalogue, Form
from registry.errors import InputError

Read = Callable[..., Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a catalogue from data or text."""

    def reading(content: Any, *, packed: bool = False) -> Catalogue:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path = tmp_path / "目録.csv"
        path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
        return read_catalogue(path)

    return reading


def package(number: int, **told: Any) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "name": f"dataset-{number}",
        "title": f"統計 その{number}",
        "notes": "一行目\r\n二行目",
        "license_id": "cc-by",
        "organization": {"name": "131059", "title": "青空区"},
        "metadata_created": "2025-03-31T15:00:00.000000",
        "metadata_modified": "2026-04-01T00:00:00.000000",
        "tags": [{"name": " 統計"}, {"name": "統計"}],
        "groups": [{"name": "g1", "title": "行財政"}],
        "extras": [{"key": "更新頻度", "value": "年1回"}, {"key": "独自", "value": "あ"}],
        "resources": [{"name": "表", "format": "csv", "url": "https://x.example/a.csv", "size": "1,024"}],
        **told,
    }


ENVELOPES: dict[str, Callable[[list[Any]], Any]] = {
    "package_search": lambda members: {
        "help": "/api/3/action/help_show",
        "success": True,
        "result": {"count": len(members), "results": members},
    },
    "current_package_list_with_resources": lambda members: {"success": True, "result": members},
    "bare list": lambda members: members,
    "result only": lambda members: {"count": len(members), "results": members},
    "several package_show": lambda members: [{"success": True, "result": member} for member in members],
    "several package_search": lambda members: [
        {"success": True, "result": {"count": 1, "results": [member]}} for member in members
    ],
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_envelopes(read: Read, envelope: str, packed: bool) -> None:
    catalogue = read(ENVELOPES[envelope]([package(1), package(2)]), packed=packed)
    assert catalogue.form is Form.CKAN
    assert catalogue.dialect == ("json+gzip" if packed else "json")
    assert [record.id for record in catalogue.records] == ["dataset-1", "dataset-2"]
    first = catalogue.records[0]
    assert (first.organization, first.organization_code, first.licence) == ("青空区", "131059", "CC-BY")
    assert (first.description, first.tags, first.groups) == ("一行目\n二行目", ("統計",), ("行財政",))
    assert (first.issued, first.modified, first.frequency) == ("2025-04-01", "2026-04-01", "年1回")
    assert (first.extras["独自"], first.extras["CKAN ID"]) == ("あ", package(1)["id"])
    assert (first.resources[0].format, first.resources[0].size_bytes) == ("CSV", 1024)
    assert not catalogue.repairs
    assert not catalogue.skipped


def test_one_package_show(read: Read) -> None:
    (record,) = read({"help": "", "success": True, "result": package(1)}).records
    assert record.source_line == 1


def test_json_lines_of_a_dump(read: Read) -> None:
    catalogue = read("\n".join(json.dumps(package(number)) for number in (1, 2)) + "\n")
    assert (catalogue.dialect, len(catalogue.records)) == ("json-lines", 2)
    with pytest.raises(InputError, match="2 行目"):
        read(json.dumps(package(1)) + '\n{"name": \n')


def test_packages_grouped_under_headings_are_merged(read: Read) -> None:
    catalogue = read({"timestamp": "x", "観光": [package(1), package(2)], "統計": [package(1)]})
    assert [record.groups for record in catalogue.records] == [("行財政", "観光", "統計"), ("行財政", "観光")]
    assert [(row.line, row.reason) for row in catalogue.skipped] == [
        (3, "同じデータセットが 1 件目にもある（分類だけを足しました）")
    ]


def test_same_name_with_another_uuid_is_kept_apart(read: Read) -> None:
    catalogue = read([package(1), package(2, name="dataset-1")])
    assert [record.id for record in catalogue.records] == ["dataset-1", package(2)["id"]]
    assert [(repair.code, repair.line) for repair in catalogue.repairs] == [("repeated_name", 2)]


def test_what_gives_no_record_is_accounted_for(read: Read) -> None:
    odd = [
        package(1, state="deleted"),
        package(2, private=True),
        package(3, title="", name=None),
        "dataset-4",
        package(5),
    ]
    catalogue = read(odd)
    assert [record.id for record in catalogue.records] == ["dataset-5"]
    assert [row.reason for row in catalogue.skipped] == [
        "削除済み（state が deleted）",
        "非公開（private）",
        "題名がない",
        "データセットの形をしていない",
    ]


def test_odd_values_do_not_stop_the_reading(read: Read) -> None:
    (record,) = read(
        [
            package(
                1,
                title={"en": "Statistics", "ja": "統計"},
                notes=None,
                license_id=None,
                organization=None,
                tags={"a": 1},
                groups=[None, "行財政"],
                extras={"更新頻度": "随時", "深い": {"値": [1, {"x": None}]}},
                resources=[
                    None,
                    {"url": None, "size": 10**30, "format": 5, "name": ["表", "付表"], "created": 20260401},
                    {"state": "deleted", "url": "https://x.example/old.csv"},
                    {"download_url": "https://x.example/b.pdf", "license_id": "PDL1.0", "format": ""},
                    {"schema": {"fields": [{"name": "名称"}, {"name": "住所"}]}},
                ],
                metadata_created="昨日",
                name="352021_stats",
            )
        ]
    ).records
    assert (record.title, record.description, record.organization_code) == ("統計", "", "352021")
    assert (record.groups, record.frequency, record.issued) == (("行財政",), "随時", "昨日")
    numbers, paper, table = record.resources
    assert (numbers.size_bytes, numbers.format, numbers.name, numbers.modified) == (
        None,
        "5",
        "表, 付表",
        "2026-04-01",
    )
    assert (paper.format, paper.licence, record.licence) == ("PDF", "PDL1.0", "PDL1.0")
    assert table.columns == ("名称", "住所")


def test_the_body_in_a_title_of_a_shared_catalogue(read: Read) -> None:
    (record,) = read([package(1, organization=None, title="【青空市】観光施設一覧")]).records
    assert (record.title, record.organization) == ("【青空市】観光施設一覧", "青空市")


def test_a_cut_answer_is_told(read: Read) -> None:
    catalogue = read({"success": True, "result": {"count": 18_141, "results": [package(1)]}})
    assert [(repair.code, repair.count) for repair in catalogue.repairs] == [("partial_answer", 18_140)]


def test_an_empty_answer_is_an_empty_catalogue(read: Read) -> None:
    answers: list[Any] = [{"count": 0, "results": []}, []]
    for empty in answers:
        catalogue = read({"success": True, "result": empty})
        assert (catalogue.records, [repair.code for repair in catalogue.repairs]) == ((), ["no_records"])


def test_shirasagi_is_told_from_ckan(read: Read) -> None:
    resource = {"id": 1, "name": "表", "filename": "a.csv", "download_url": "https://x.example/a.csv"}
    catalogue = read(
        {"success": True, "result": {"id": 7, "name": "統計", "title": "統計", "resources": [resource]}}
    )
    (record,) = catalogue.records
    assert (catalogue.form, record.id) == (Form.SHIRASAGI, "7")
    assert (record.resources[0].url, record.resources[0].format) == ("https://x.example/a.csv", "CSV")


def test_a_list_of_objects_under_ones_own_words(read: Read) -> None:
    catalogue = read(
        [{"データ名": "統計", "形式": ["CSV", "PDF"], "所管課": None}, {"データ名": "予算", "備考": 3}]
    )
    first, second = catalogue.records
    assert [file.format for file in first.resources] == ["CSV", "PDF"]
    assert (second.extras, second.source_line, catalogue.form) == ({"備考": "3"}, 2, Form.TABLE)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (
            {"success": False, "error": {"__type": "Authorization Error", "message": "Access denied"}},
            "Access denied",
        ),
        ({"success": True, "result": ["a", "b"]}, "名前だけの一覧"),
        ({"success": True, "result": None}, "見つかりません"),
        ([{"title": "カタログサイト", "ckanapi_url": "https://x.example"}], "見つかりません"),
        ([1, 2, 3], "見つかりません"),
        ("[]", "見つかりません"),
        ('[{"title": "a", "title": "b", "resources": []}]', "同じ項目"),
        ('[{"title": ' + "9" * 5000 + ', "resources": []}]', "4,300 桁"),
        ('{"a": ' * 120 + "1" + "}" * 120, "100 段"),
        ("[" * 200_000, "深すぎる"),
        ('{"success": true, "result": {"results": [', "途中で切れています"),
    ],
    ids=[
        "error",
        "names",
        "null",
        "sites",
        "numbers",
        "nothing",
        "keys",
        "number",
        "depth",
        "brackets",
        "cut",
    ],
)
def test_what_is_refused(read: Read, content: Any, part: str) -> None:
    with pytest.raises(InputError) as caught:
        read(content)
    assert part in str(caught.value)
    assert caught.value.mend


def test_the_same_key_with_the_same_value_is_harmless(read: Read) -> None:
    assert read('[{"title": "統計", "title": "統計", "resources": []}]').records


def test_lone_surrogates_and_nul_become_storable(read: Read) -> None:
    catalogue = read(
        '[{"name": "a", "title": "統\\ud800計\\u0000", "resources": [], "extras": {"x\\u0000": "y"}}]'
    )
    (record,) = catalogue.records
    assert record.title == "統\ufffd計\ufffd"
    assert record.extras == {"x\ufffd": "y"}
    assert catalogue.repairs[0].code == "unstorable_characters"
