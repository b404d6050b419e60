"""seed/datasets.yaml holds all that is known of the standard datasets, and nothing that is not."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from registry.knowledge.datasets import (
    ColumnSet,
    DatasetKind,
    DatasetsFile,
    LinkKind,
    Requirement,
    StandardDataset,
)
from registry.knowledge.facts import Fact, Grade
from registry.knowledge.references import walk
from registry.knowledge.rules import RulesFile
from registry.knowledge.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FACTS = SHARED / "facts" / "datasets.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LECTURE = SHARED / "seed" / "000_dcf62a2a935a72a5.txt"

needs_facts = pytest.mark.skipif(not FACTS.is_file(), reason="../shared/facts is not here")
needs_lecture = pytest.mark.skipif(not LECTURE.is_file(), reason="../shared/seed is not here")

COLUMN_COUNTS = {
    "ods-01": 56,
    "ods-02": 43,
    "ods-03": 39,
    "ods-04": 46,
    "ods-05": 53,
    "ods-06": 45,
    "ods-07": 28,
    "ods-08": 39,
    "ods-09": 32,
    "ods-10": 38,
    "ods-11": 37,
    "ods-12": 51,
    "ods-13": 39,
    "ods-14": 16,
    "ods-15": 34,
    "ods-16": 47,
    "ods-17": 16,
    "ods-22": 29,
    "ods-23": 14,
    "ods-24": 23,
    "ods-26": 11,
    "ods-27": 13,
    "ods-28": 10,
    "ods-30": 16,
    "rds-01": 22,
    "rds-02": 22,
    "rds-03": 26,
    "rds-04": 34,
    "rds-05": 30,
    "rds-06": 32,
    "rds-07": 18,
    "rds-08": 32,
    "rds-09": 11,
    "rds-10": 26,
    "rds-11": 47,
    "rds-12": 24,
    "rds-13": 28,
    "rds-14": 15,
    "rds-15": 24,
}
NOT_FOUND = {"ods-25", "ods-29", "ods-31", "rds-16", "rds-17", "rds-22"}
EXTERNAL = {"ods-18", "ods-19", "ods-20", "ods-21", "rds-18", "rds-19", "rds-20", "rds-21"}


def seed_text(name: str) -> str:
    return (ROOT / "seed" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def datasets() -> DatasetsFile:
    return msgspec.convert(read_yaml(seed_text("datasets")).data, DatasetsFile)


@cache
def rules() -> RulesFile:
    return msgspec.convert(read_yaml(seed_text("rules")).data, RulesFile)


@cache
def facts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(FACTS.read_text(encoding="utf-8"), Loader=LOADER)
    return loaded


def by_id(identifier: str) -> StandardDataset:
    return next(dataset for dataset in datasets().datasets if dataset.id == identifier)


def columns_of(identifier: str) -> ColumnSet:
    columns = by_id(identifier).columns
    assert columns is not None
    return columns


def column_names(identifier: str) -> list[str]:
    return [column.name for column in columns_of(identifier).columns]


@pytest.mark.parametrize("name", ["datasets", "rules"])
def test_strict_reading_and_plain_yaml_agree(name: str) -> None:
    text = seed_text(name)
    assert read_yaml(text).data == yaml.load(text, Loader=LOADER)


def test_both_generations_are_complete() -> None:
    new = [dataset for dataset in datasets().datasets if dataset.kind is DatasetKind.STANDARD]
    old = [dataset for dataset in datasets().datasets if dataset.kind is DatasetKind.RECOMMENDED]
    assert [dataset.id for dataset in new] == [f"ods-{number:02}" for number in range(1, 32)]
    assert [dataset.number for dataset in new] == [f"{number:02}" for number in range(1, 32)]
    assert [dataset.id for dataset in old] == [f"rds-{number:02}" for number in range(1, 23)]
    assert [dataset.part for dataset in old] == ["基本編"] * 14 + ["応用編"] * 8
    assert [dataset.number for dataset in old[14:]] == [None] * 8
    assert [generation.count for generation in datasets().generations] == [len(old), len(new)]


def test_every_dataset_of_the_earlier_generation_was_succeeded_once() -> None:
    new = [dataset for dataset in datasets().datasets if dataset.kind is DatasetKind.STANDARD]
    succeeded = [dataset.succeeds for dataset in new if dataset.succeeds is not None]
    assert sorted(succeeded) == [f"rds-{number:02}" for number in range(1, 23)]
    assert [dataset.id for dataset in new if dataset.succeeds is None] == [
        f"ods-{number}" for number in range(23, 32)
    ]
    for dataset in new:
        predecessor = datasets().predecessor(dataset)
        if predecessor is not None:
            assert predecessor.name in (dataset.name, *dataset.aliases)


@pytest.mark.parametrize(("identifier", "count"), COLUMN_COUNTS.items())
def test_column_counts(identifier: str, count: int) -> None:
    names = column_names(identifier)
    assert len(names) == count
    assert len(set(names)) == count


def test_lists_that_nobody_found_stay_empty() -> None:
    for identifier in NOT_FOUND:
        columns = columns_of(identifier)
        assert columns.columns == ()
        assert columns.status is Grade.UNVERIFIED
        assert columns.note
    for identifier in EXTERNAL:
        assert by_id(identifier).columns is None
        assert by_id(identifier).external is not None
    assert {dataset.id for dataset in datasets().datasets} == COLUMN_COUNTS.keys() | NOT_FOUND | EXTERNAL


@needs_facts
def test_columns_are_those_of_the_facts() -> None:
    seen = 0
    for dataset in facts()["datasets"]:
        new = by_id(dataset["id"])
        pairs = [(new, dataset["columns_new"])]
        old = datasets().predecessor(new)
        if old is not None:
            pairs.append((old, dataset.get("columns_old") or {}))
        for known, listed in pairs:
            expected = listed.get("columns") or []
            found = known.columns.columns if known.columns is not None else ()
            assert [column.name for column in found] == [column["name"] for column in expected]
            assert [column.inferred for column in found] == ["basis" in column for column in expected]
            for column, fact in zip(found, expected, strict=True):
                assert (column.required is Requirement.REQUIRED) == (fact.get("required") == "◎")
                assert (column.required is Requirement.RECOMMENDED) <= (
                    fact.get("required") == "○" or known.id == "rds-12"
                )
            seen += len(found)
    assert seen == 1166


def test_marks_are_told_apart_by_where_they_come_from() -> None:
    toilets = columns_of("ods-13").columns
    assert {column.required for column in toilets} == {
        Requirement.REQUIRED,
        Requirement.RECOMMENDED,
        Requirement.OPTIONAL,
    }
    assert not any(column.required_inferred for column in toilets)
    assert all(column.english for column in toilets)
    hospitals = {column.name: column for column in columns_of("ods-10").columns}
    assert not hospitals["所在地_連結表記"].required_inferred
    assert hospitals["診療科目"].required_inferred
    assert hospitals["名称"].required is Requirement.UNKNOWN
    old = {column.name: column.required for column in columns_of("rds-01").columns}
    assert old["住所"] is Requirement.REQUIRED
    assert old["方書"] is Requirement.NOT_REQUIRED


@needs_facts
def test_external_standards_keep_their_classes_and_files() -> None:
    wanted = {dataset["id"]: dataset for dataset in facts()["datasets"]}
    procurement = by_id("ods-20").external
    assert procurement is not None
    classes = {group.name: list(group.elements) for group in procurement.groups}
    assert classes == wanted["ods-20"]["classes_and_items"]
    buses = by_id("ods-21").external
    assert buses is not None
    assert [group.name for group in buses.groups] == wanted["ods-21"]["files_recalled_high"]
    stops = next(group for group in buses.groups if group.name == "stops.txt")
    assert list(stops.elements) == wanted["ods-21"]["stops_txt"]
    assert stops.status is Grade.VERIFIED
    assert {group.status for group in buses.groups if group is not stops} == {Grade.RECALLED}


@needs_facts
def test_the_companion_file_is_whole() -> None:
    (facility,) = datasets().companions
    wanted = facts()["rules"]["data_model_type_companion"]["columns"]
    assert [column.name for column in facility.columns] == [column["name"] for column in wanted]
    joined = {dataset.id for dataset in datasets().datasets if facility.id in dataset.companions}
    assert joined == set(facility.datasets)


def test_every_item_is_linked_or_says_why_not() -> None:
    links = datasets().links
    assert {link.item for link in links} == {f"item-{number:02}" for number in range(1, 25)}
    exact = {(link.item, link.dataset) for link in links if link.kind is LinkKind.EXACT}
    assert exact == {("item-19", "ods-18"), ("item-20", "ods-19")}
    for link in links:
        assert link.why
        assert (link.dataset is None) == (link.kind is LinkKind.NONE)
        assert link.status is Grade.DERIVED
    assert [dataset.id for dataset, _ in datasets().links_of_item("item-19")] == ["ods-18"]
    assert list(datasets().links_of_item("item-07")) == []


@needs_facts
def test_links_are_those_of_the_facts() -> None:
    wanted = {
        (f"item-{entry['seed_item']:02}", link["dataset"], link["kind"])
        for entry in facts()["item_links"]["links"]
        for link in entry["links"]
    }
    found = {
        (link.item, link.dataset, link.kind.value) for link in datasets().links if link.dataset is not None
    }
    assert found == wanted
    none = {link.item for link in datasets().links if link.kind is LinkKind.NONE}
    assert none == {f"item-{number:02}" for number in facts()["item_links"]["summary"]["none"]}


@needs_lecture
def test_the_ten_metadata_items_stand_word_for_word() -> None:
    lines = LECTURE.read_text(encoding="utf-8").splitlines()
    start = lines.index("項番\t項目\t記載例\t説明") + 1
    rows = [tuple([*line.split("\t"), ""][:4]) for line in lines[start : start + 10]]
    ten = [item for item in datasets().metadata if item.number is not None]
    assert [(str(item.number), item.name, item.example, item.explanation) for item in ten] == rows


def test_ten_metadata_items_and_the_concepts_beyond() -> None:
    numbers = [item.number for item in datasets().metadata]
    assert numbers[:10] == list(range(1, 11))
    assert numbers[10:] == [None] * 16
    without_old_place = {
        item.number for item in datasets().metadata[:10] if not item.mapping.open_data_list_old
    }
    assert without_old_place == {4, 8}


def test_metadata_covers_both_forms_of_the_list_and_names_no_other_column() -> None:
    mappings = [item.mapping for item in datasets().metadata]
    assert {name for mapping in mappings for name in mapping.open_data_list} == set(column_names("ods-06"))
    assert {name for mapping in mappings for name in mapping.open_data_list_old} == set(
        column_names("rds-14")
    )


def test_renames_name_columns_that_exist() -> None:
    new = {
        name
        for identifier in COLUMN_COUNTS
        if identifier.startswith("ods")
        for name in column_names(identifier)
    }
    old = {
        name
        for identifier in COLUMN_COUNTS
        if identifier.startswith("rds")
        for name in column_names(identifier)
    }
    for rename in datasets().renames:
        assert set(rename.old) <= old
        assert set(rename.new) <= new
        for identifier in rename.datasets:
            assert set(rename.new) <= set(column_names(identifier))


def test_codes_and_fields_lead_somewhere() -> None:
    lists = {code_list.id for code_list in rules().code_lists}
    fields = {field.id for field in rules().priority_fields}
    for dataset in datasets().datasets:
        for column in dataset.columns.columns if dataset.columns is not None else ():
            assert column.code_list is None or column.code_list in lists
        assert dataset.priority is None or set(dataset.priority.priority_fields) <= fields


@needs_facts
def test_figures_are_those_of_the_facts() -> None:
    figures = [figure for statistic in datasets().statistics for figure in statistic.figures]
    found = {(figure.value, figure.of) for figure in figures}
    for entry in facts()["figures"]:
        if isinstance(entry["value"], int):
            assert (entry["value"], entry.get("denominator")) in found


@pytest.mark.parametrize("name", ["datasets", "rules"])
def test_every_fact_says_where_it_comes_from(name: str) -> None:
    file: Any = datasets() if name == "datasets" else rules()
    for path, fact in walk(file):
        if isinstance(fact, Fact):
            assert fact.status is not Grade.VERIFIED or fact.sources, path
            assert fact.status is not Grade.RECALLED or fact.confidence, path


@pytest.mark.parametrize("name", ["datasets", "rules"])
def test_wording_is_for_readers(name: str) -> None:
    text = seed_text(name)
    for insider in (
        "本調査",
        "蓄積資料",
        "種の",
        "seed_",
        "recalled)",
    ):
        assert insider not in text
