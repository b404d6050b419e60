"""Forms built from the knowledge."""

import pytest

from registry.knowledge.datasets import Requirement
from registry.knowledge.snapshot import load
from registry.standards.building import forms_of
from registry.standards.forms import ColumnKind, Form


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    knowledge = load()
    return {form.id: form for form in forms_of(knowledge.datasets, knowledge.rules.code_lists)}


def test_every_dataset_of_both_generations_has_a_form(forms: dict[str, Form]) -> None:
    assert sum(each.startswith("ods-") for each in forms) == 31
    assert sum(each.startswith("rds-") for each in forms) == 22
    assert forms["companion-facility"].companion == "companion-facility"
    assert forms["rds-01"].dataset == "ods-08"
    assert all(form.dataset in forms for form in forms.values())


def test_built_once_for_a_knowledge() -> None:
    knowledge = load()
    first = forms_of(knowledge.datasets, knowledge.rules.code_lists)
    assert forms_of(knowledge.datasets, knowledge.rules.code_lists) is first


def test_lists_nobody_read_stay_empty(forms: dict[str, Form]) -> None:
    for each in ("ods-21", "ods-25", "ods-29", "rds-16"):
        assert forms[each].columns == ()
        assert not forms[each].confirmed


def test_old_names_are_known_in_the_new_form_and_back(forms: dict[str, Form]) -> None:
    new = {column.name: column for column in forms["ods-08"].columns}
    assert new["全国地方公共団体コード"].old_names == ("都道府県コード又は市区町村コード",)
    assert new["地方公共団体名"].old_names == ("都道府県名", "市区町村名")
    assert new["所在地_連結表記"].old_names == ("住所",)
    assert new["所在地_市区町村"].old_names == ()
    old = {column.name: column for column in forms["rds-12"].columns}
    assert old["NO"].new_names == ("ID",)
    assert old["住所"].new_names[0] == "所在地_連結表記"
    assert old["名称"].new_names == ("名称",)
    assert "車椅子可" in old["バリアフリー情報"].new_names
    facility = {column.name: column for column in forms["ods-01"].columns}
    assert facility["車椅子可"].old_names == ()
    listing = {column.name: column for column in forms["ods-06"].columns}
    assert listing["データセット_タイトル"].old_names == ("データ名称",)


def test_kinds_values_and_spellings(forms: dict[str, Form]) -> None:
    toilet = {column.name: column for column in forms["ods-13"].columns}
    assert toilet["所在地_連結表記"].spellings == ("seat_copulative_spell", "fullAddress")
    assert toilet["オストメイト設置トイレ有無"].kind is ColumnKind.PRESENCE
    assert toilet["高度の種別"].values == ("階数", "標高", "地表高")
    assert toilet["名称"].required is Requirement.REQUIRED
    shelter = {column.name: column for column in forms["ods-03"].columns}
    assert shelter["災害種別_津波"].kind is ColumnKind.FLAG
    assert shelter["対象となる町会・自治会"].several
    meal = {column.name: column for column in forms["ods-16"].columns}
    assert (meal["カルシウム"].kind, meal["カルシウム"].unit) == (ColumnKind.NUMBER, "mg")
    assert meal["学校ID"].required_inferred


def test_code_lists_of_the_rules_are_joined(forms: dict[str, Form]) -> None:
    category = next(column for column in forms["rds-14"].columns if column.name == "分類")
    assert len(category.values) == 17
    assert category.closed
    services = next(column for column in forms["ods-09"].columns if column.name == "実施サービス")
    assert services.values
    assert not services.closed
    school = next(column for column in forms["ods-24"].columns if column.name == "教育機関_本分校")
    assert school.values == ("1", "2", "9")


def test_what_is_known_in_part_is_marked(forms: dict[str, Form]) -> None:
    assert forms["ods-13"].confirmed
    assert not forms["ods-01"].confirmed
    assert not any(column.confirmed for column in forms["ods-01"].columns)
    assert forms["ods-24"].prefix == "教育機関_"
    assert forms["ods-01"].prefix == forms["ods-06"].prefix == ""
