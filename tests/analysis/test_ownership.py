"""Whose records a file holds."""

import pytest

from registry.analysis.ownership import part_records
from registry.catalogue.record import Record
from registry.errors import InputError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def _record(number: int, organization: str = "", code: str = "") -> Record:
    return Record(id=str(number), title="一覧", organization=organization, organization_code=code)


@pytest.mark.parametrize(
    ("organization", "code", "own"),
    [
        ("横浜市", "", True),
        ("神奈川県横浜市", "", True),
        ("横浜市 経済局", "", True),
        ("横浜市", "141003", True),
        ("", "141003", True),
        ("", "141011", True),  # 鶴見区: a ward of the city
        ("川崎市", "", False),
        ("神奈川県", "", False),
        ("横浜市", "141305", False),  # the code counts, not the name
    ],
)
def test_record_belongs_to_the_body_of_its_code_or_name(
    knowledge: Knowledge, organization: str, code: str, own: bool
) -> None:
    records = [_record(1, "横浜市"), _record(2, organization, code)]
    shares = part_records(records, knowledge.bodies.find("横浜市"), knowledge.bodies, "一覧.csv")
    assert [record.id for record in shares.own] == (["1", "2"] if own else ["1"])
    assert sum(other.records for other in shares.others) == (0 if own else 1)


def test_ambiguous_name_counts_for_either_body(knowledge: Knowledge) -> None:
    for code in ("132063", "342084"):
        body = knowledge.bodies.by_code[code]
        assert len(part_records([_record(1, "府中市")], body, knowledge.bodies, "").own) == 1


def test_records_that_name_no_body_are_taken_and_it_is_said(knowledge: Knowledge) -> None:
    shares = part_records(
        [_record(1, "青空市"), _record(2)], knowledge.bodies.find("横浜市"), knowledge.bodies, ""
    )
    assert len(shares.own) == 2
    assert shares.assumed
    assert shares.unknown_names == ("青空市",)


def test_records_that_name_no_body_are_left_out_of_a_shared_file(knowledge: Knowledge) -> None:
    records = [_record(1, "横浜市"), _record(2, "川崎市"), _record(3)]
    shares = part_records(records, knowledge.bodies.find("横浜市"), knowledge.bodies, "")
    assert [record.id for record in shares.own] == ["1"]
    assert (shares.unattributed, shares.others[0].code) == (1, "141305")


def test_file_of_another_body_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="記録がない") as refused:
        part_records([_record(1, "大阪府")], knowledge.bodies.find("横浜市"), knowledge.bodies, "一覧.csv")
    assert "大阪府" in refused.value.why
    assert refused.value.exit_code == 3


def test_organization_can_be_named_as_the_file_writes_it(knowledge: Knowledge) -> None:
    records = [_record(1, "ＡＢＣ協会"), _record(2, "川崎市")]
    body = knowledge.bodies.find("横浜市")
    assert [r.id for r in part_records(records, body, knowledge.bodies, "", "ABC協会").own] == ["1"]
    with pytest.raises(InputError, match="ABCD"):
        part_records(records, body, knowledge.bodies, "", "ABCD")


def test_names_from_the_file_are_inert_in_messages(knowledge: Knowledge) -> None:
    body = knowledge.bodies.find("横浜市")
    with pytest.raises(InputError) as refused:
        part_records([_record(1, "\x1b[31m赤\x1b[0m")], body, knowledge.bodies, "", "青")
    assert "\x1b" not in str(refused.value)
