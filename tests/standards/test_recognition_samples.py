"""Real published files are what the index of the samples says they are."""

import csv
from pathlib import Path

import pytest

from registry.knowledge.snapshot import load
from registry.standards.building import forms_of
from registry.standards.forms import Generation, Recognised
from registry.standards.heading import find_heading
from registry.standards.opening import open_file
from registry.standards.recognition import recognise
from registry.text.normalise import fold

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "samples"

FORMS = forms_of(load().datasets, load().rules.code_lists)

OLD, NEW, MINE = {Generation.OLD}, {Generation.NEW}, {Generation.OWN}
TRUTH: dict[str, tuple[str | None, set[Generation]]] = {
    "111007/【さいたま市】AED設置場所一覧.csv": ("ods-08", MINE),
    "222127/222127_aed.csv": ("ods-08", OLD),
    "222127/222127_evacuation_space.csv": ("ods-03", OLD),
    "222127/222127_fire_hydrant.csv": ("ods-14", NEW),
    "222127/222127_hinannjo.csv": ("ods-03", MINE),
    "222127/222127_preschool.csv": ("ods-05", OLD),
    "222127/222127_public_toilet.csv": ("ods-13", NEW),
    "222127/222127_public_wireless_lan.csv": ("ods-07", OLD),
    "300004/202401_300004.csv": (None, set()),
    "300004/geopark_sitelist.csv": ("ods-11", MINE),
    "300004/ts4-file01duser143669.csv": ("ods-13", MINE),
    "350001/souzinkou_zinkoudoutai_nennzi-_kenkei3.xlsx": (None, set()),
    "350001/【山口県】子育て施設一覧（csv）.csv": ("ods-05", OLD),
    "350001/山口県内の医療機関一覧（xlsx）.xlsx": ("ods-10", OLD),
    "350001/平成26年度学校保健統計調査_統計表.xlsx": (None, set()),
    "350001/指定緊急避難場所一覧（csv）（平成29年12月1日時点）.csv": ("ods-03", MINE),
    "350001/死亡事故情報_2019（csv）.csv": (None, set()),
    "352012/352012_population_20210930.csv": ("ods-04", OLD),
    "352012/【下関市】AED設置箇所一覧.csv": ("ods-08", OLD),
    "352012/【下関市】公共施設一覧（公民館）.csv": ("ods-01", OLD),
    "352012/【下関市】公共施設一覧（公民館）.xlsx": ("ods-01", OLD),
    "352012/【下関市】公営駐輪場一覧（下関市自転車等駐車条例）（csv）.csv": ("ods-26", NEW),
    "352012/【下関市】指定緊急避難場所一覧（csv）.csv": ("ods-03", OLD),
    "352012/【下関市】文化財一覧.csv": ("ods-02", OLD),
    "352021/kankospot.csv": ("ods-11", MINE),
    "352021/tamokutekitoile.csv": ("ods-13", MINE),
    "352021/ube_cultural_property.xls": ("ods-02", MINE),
    # INDEX.csv says own form; its 32 headings are those of the earlier form, word for word.
    "352021/ube_event.csv": ("ods-12", OLD),
    "352021/ubegenkir4.3.15.csv": (None, set()),
    "352039/AED設置箇所一覧（令和6年4月1日時点）.csv": ("ods-08", NEW),
    "352039/hinanjo.csv": ("ods-03", NEW),
    "352039/【山口市】図書館（令和6年4月1日時点）.csv": ("ods-01", NEW),
    "352039/【山口市】幼稚園・保育園・認定こども園（令和6年4月1日時点）.csv": ("ods-05", NEW),
    "352039/医療機関一覧(令和6年4月1日時点) .csv": ("ods-10", NEW),
    "352063/04_352063_population.csv": ("ods-04", OLD),
    "352063/12_352063_event.csv": ("ods-12", OLD),
    "352063/352063_administrative_radio.csv": ("ods-23", NEW),
    "352063/educational_institution.csv": ("ods-24", NEW),
    "352080/09_352080_population_20240401.csv_2534_marked.csv": ("ods-04", OLD),
    "352080/352080_aed.csv": ("ods-08", OLD),
    "352080/352080_evacuation_space.csv": ("ods-03", NEW),
    "352080/352080_evacuation_space.xlsx": ("ods-03", NEW),
    "352080/352080_preschool.csv": ("ods-05", NEW),
    "352080/352080_school_district.csv": ("ods-17", NEW),
    "352080/352080_school_district_metadata.csv": ("ods-17", NEW),
    "353434/353434_evacuation_space.csv": ("ods-03", OLD),
    "353434/353434_hospital.csv": ("ods-10", OLD),
    "353434/353434_school.csv": ("ods-01", OLD),
    "353434/353434_tourism.csv": ("ods-11", OLD),
    "353442/2_.csv": ("ods-11", OLD),
    "353442/公共施設一覧.csv": ("ods-01", OLD),
    "355020/2_医療機関一覧.csv": ("ods-10", OLD),
    "355020/2_教育施設一覧.csv": ("ods-01", OLD),
    "422037/shimabara_tourism.csv": ("ods-11", OLD),
}


@pytest.fixture(scope="module")
def samples() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared/samples is absent")
    return SHARED


@pytest.mark.parametrize("name", TRUTH)
def test_real_files_are_what_the_index_says(name: str, samples: Path) -> None:
    dataset, generations = TRUTH[name]
    known = frozenset(fold(column.name) for form in FORMS for column in form.columns)
    seen: list[Recognised] = []
    with open_file(samples / "files" / name) as data:
        for sheet in data.sheets:
            heading = find_heading(sheet.head, known)
            if heading is not None:
                rows = [row.cells for row in sheet.head if row.number > heading.row]
                seen += recognise(heading, rows, FORMS)[:1]
    assert [found.id for found in seen] == ([dataset] if dataset else [])
    assert all(found.generation in generations for found in seen)


def test_the_table_covers_the_index(samples: Path) -> None:
    with (samples / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            row["file"].removeprefix("files/")
            for row in csv.DictReader(file)
            if row["file"].startswith("files/")
        }
    refused = {"400009/福岡県_evacuation_20250610.csv"}
    assert listed == set(TRUTH) | refused
