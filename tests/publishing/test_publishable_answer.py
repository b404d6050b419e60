"""The answer on the real knowledge: contract, dates, and the same verdicts in every format."""

import csv
import io
import json
from datetime import date

import pytest

from registry.knowledge.base import Knowledge
from registry.knowledge.items import BodyKind, FactKey
from registry.knowledge.snapshot import load
from registry.publishing.answers import Filters, PublishableAnswer, answer_publishable, answer_why
from registry.publishing.verdicts import VERDICT_LABELS, Answer, Verdict
from registry.render.formats import Format, render
from registry.render.publishable import publishable_table

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def answer(knowledge: Knowledge, body: str = "", day: date = TODAY, **assumed: str) -> PublishableAnswer:
    found = knowledge.bodies.find(body) if body else None
    facts = {FactKey(key): Answer(value) for key, value in assumed.items()}
    return answer_publishable(knowledge.at(day), found, assumed=facts)


def verdicts(given: PublishableAnswer) -> dict[int | str, str]:
    return {item.number: item.verdict.value for item in given.items}


def test_all_formats_carry_the_same_verdicts(knowledge: Knowledge) -> None:
    given = answer(knowledge, "141003")
    expected = [VERDICT_LABELS[item.verdict] for item in given.items]
    from_json = [
        item["verdict"] for item in json.loads(render(given, Format.JSON, publishable_table))["items"]
    ]
    assert [VERDICT_LABELS[Verdict(verdict)] for verdict in from_json] == expected
    rows = list(csv.reader(io.StringIO(render(given, Format.CSV, publishable_table))))
    assert [row[2] for row in rows[1:]] == expected
    markdown = [
        line
        for line in render(given, Format.MARKDOWN, publishable_table).splitlines()
        if line.startswith("| ")
    ]
    assert [line.split(" | ")[2] for line in markdown[2:]] == expected
    text = render(given, Format.TABLE, publishable_table, columns=300)
    assert [
        label for line in text.splitlines() for label in VERDICT_LABELS.values() if f"  {label}  " in line
    ] == expected


def test_the_json_contract(knowledge: Knowledge) -> None:
    data = json.loads(render(answer(knowledge, "横浜市"), Format.JSON, publishable_table))
    assert (data["as_of"], data["assumed"]) == ("2026-11-25", {})
    assert {key: data["body"][key] for key in ("code", "name", "kind")} == {
        "code": "141003",
        "name": "横浜市",
        "kind": "市",
    }
    assert [item["number"] for item in data["items"]] == list(range(1, 25))
    for item in data["items"]:
        assert item["verdict"] in {"yes", "conditional", "no", "unknown"}
        assert item["reasons"]
        assert item["holders"]
        assert item["ministries"]
        assert item["has_legal_basis"] == (item["number"] not in (19, 22))
        assert (
            bool(item["questions"]) == (item["verdict"] == "unknown" and item["number"] not in (19, 22))
            or item["questions"]
        )
        for basis in item["legal_bases"]:
            assert basis["law"]
            assert (
                basis["article"][-1] in "条項号のロイハニホヘトチリヌルヲ後段"
                or basis["article"][-1].isdigit()
            )
            assert basis["url"] is None or basis["url"].startswith(
                f"https://laws.e-gov.go.jp/law/{basis['law_id']}"
            )


CITY = {
    1: "unknown", 2: "no", 3: "no", 4: "no", 5: "conditional", 6: "unknown", 7: "no", 8: "no", 9: "unknown",
    10: "unknown", 11: "unknown", 12: "unknown", 13: "unknown", 14: "no", 15: "conditional", 16: "unknown",
    17: "unknown", 18: "unknown", 19: "unknown", 20: "unknown", 21: "unknown", 22: "unknown", 23: "unknown",
    24: "unknown",
}  # fmt: skip


def test_an_ordinary_city_that_has_told_nothing(knowledge: Knowledge) -> None:
    assert verdicts(answer(knowledge, "222127")) == CITY


def test_a_designated_city_keeps_npo_papers(knowledge: Knowledge) -> None:
    assert verdicts(answer(knowledge, "141003")) == {**CITY, 1: "conditional"}


@pytest.mark.parametrize(
    ("body", "number", "fact", "told", "expected"),
    [
        ("222127", 1, "ordinance_transfer", "yes", "conditional"),
        ("222127", 1, "ordinance_transfer", "no", "no"),
        ("222127", 14, "ordinance_transfer", "yes", "conditional"),
        ("222127", 6, "passport_transfer", "yes", "conditional"),
        ("222127", 6, "passport_transfer", "no", "no"),
        ("222127", 9, "implements_specified_fishing_port_project", "yes", "yes"),
        ("222127", 10, "manages_fishing_port", "yes", "conditional"),
        ("222127", 10, "manages_fishing_port", "no", "no"),
        ("222127", 11, "manages_fishing_port", "yes", "unknown"),
        ("222127", 13, "has_bicycle_parking_plan", "yes", "yes"),
        ("222127", 16, "has_flood_hazard_area", "no", "no"),
        ("222127", 17, "has_public_sewerage", "yes", "conditional"),
        ("131059", 17, "ward_sewerage_agreement", "no", "no"),
        ("131059", 17, "ward_sewerage_agreement", "yes", "conditional"),
        ("310000", 7, "has_plan", "yes", "yes"),
        ("310000", 8, "has_plan", "no", "no"),
        ("222127", 20, "received_survey_result", "yes", "conditional"),
    ],
)
def test_a_told_fact_settles_the_verdict(
    knowledge: Knowledge, body: str, number: int, fact: str, told: str, expected: str
) -> None:
    assert verdicts(answer(knowledge, body, TODAY, **{fact: told}))[number] == expected


def test_tokyo_runs_the_sewers_of_the_wards(knowledge: Knowledge) -> None:
    tokyo = next(item for item in answer(knowledge, "東京都").items if item.number == 17)
    assert tokyo.verdict is Verdict.CONDITIONAL
    assert not tokyo.questions
    saitama = next(item for item in answer(knowledge, "埼玉県").items if item.number == 17)
    assert [question.key for question in saitama.questions] == ["has_public_sewerage"]


@pytest.mark.parametrize(
    ("day", "law", "articles"),
    [
        (date(2018, 4, 1), "漁港漁場整備法施行規則", {"9条1項", "10条"}),
        (date(2024, 3, 31), "漁港漁場整備法施行規則", {"9条1項", "10条"}),
        (date(2024, 4, 1), "漁港及び漁場の整備等に関する法律施行規則", {"18条1項", "19条"}),
        (TODAY, "漁港及び漁場の整備等に関する法律施行規則", {"18条1項", "19条"}),
    ],
)
def test_item_ten_cites_the_law_of_the_day(
    knowledge: Knowledge, day: date, law: str, articles: set[str]
) -> None:
    ten = next(item for item in answer(knowledge, day=day).items if item.number == 10)
    assert law in {basis.law for basis in ten.legal_bases}
    assert articles <= {basis.article for basis in ten.legal_bases if basis.law == law}


@pytest.mark.parametrize(("day", "ministry"), [(date(2026, 11, 1), "内閣府"), (date(2026, 11, 2), "防災庁")])
def test_the_ministry_of_disaster_plans_moved(knowledge: Knowledge, day: date, ministry: str) -> None:
    five = next(item for item in answer(knowledge, day=day).items if item.number == 5)
    assert five.ministries == (ministry,)


def test_a_lapsed_act_leaves_the_fund_unknown_on_that_route(knowledge: Knowledge) -> None:
    told = {"realignment_designated": "yes", "has_fund": "yes", "specified_defense_municipality": "no"}
    before = verdicts(answer(knowledge, "222127", date(2027, 3, 31), **told))
    after = verdicts(answer(knowledge, "222127", date(2027, 4, 1), **told))
    assert (before[23], after[23]) == ("yes", "unknown")


def test_days_before_what_is_known_say_so(knowledge: Knowledge) -> None:
    assert answer(knowledge, day=date(2017, 4, 1)).notices == ()
    assert "2017-04-01" in answer(knowledge, day=date(2010, 1, 1)).notices[0]


def test_every_unverified_basis_is_marked(knowledge: Knowledge) -> None:
    given = answer(knowledge, "222127", specified_defense_municipality="yes", has_fund="yes")
    fund = next(item for item in given.items if item.number == 23)
    assert fund.verdict is Verdict.CONDITIONAL
    assert any("原文" in text for text in fund.would_change)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(law="漁港漁場整備法"), {9, 10, 11, 12}),
        (Filters(law="自転車法"), {13}),
        (Filters(ministry="防衛省"), {23, 24}),
        (Filters(holder="警察署長"), {3}),
        (Filters(dataset="ボーリング柱状図等"), {19}),
        (Filters(text="旅券"), {6}),
        (Filters(text="ｿｳｺﾞｳ"), set()),
        (Filters(mode="縦覧", law="NPO法"), {1}),
    ],
)
def test_filters(knowledge: Knowledge, filters: Filters, numbers: set[int]) -> None:
    found = answer_publishable(knowledge.at(TODAY), filters=filters)
    assert {item.number for item in found.items} == numbers


def test_a_kind_of_body_is_answered_like_a_body_of_that_kind(knowledge: Knowledge) -> None:
    by_kind = answer_publishable(knowledge.at(TODAY), kind=BodyKind.DESIGNATED_CITY)
    assert verdicts(by_kind) == verdicts(answer(knowledge, "141003"))


def test_why_gives_the_whole_chain_of_one_item(knowledge: Knowledge) -> None:
    chain = answer_why(
        knowledge.at(TODAY),
        knowledge.item("道路台帳（都道府県道、市町村道）"),
        knowledge.bodies.find("焼津市"),
    )
    assert chain.item.number == 15
    assert [reason.rule for reason in chain.item.reasons][:2] == ["V01", "V06"]
    decisive = [basis for basis in chain.item.legal_bases if basis.decisive]
    assert [(basis.article, basis.mode, basis.audience) for basis in decisive] == [
        ("28条3項", "閲覧", "請求者")
    ]
    assert decisive[0].url == "https://laws.e-gov.go.jp/law/327AC1000000180#Mp-At_28-Pr_3"


def test_a_change_after_the_revision_read_is_not_called_verified(knowledge: Knowledge) -> None:
    grades = {}
    for day in (date(2026, 11, 1), date(2026, 11, 2)):
        five = next(item for item in answer(knowledge, "222127", day).items if item.number == 5)
        plan = next(basis for basis in five.legal_bases if basis.article == "42条5項")
        grades[day] = (five.status.value, plan.status.value)
    assert grades == {date(2026, 11, 1): ("verified", "verified"), date(2026, 11, 2): ("partly", "partly")}


def test_days_long_after_the_last_reading_say_so(knowledge: Knowledge) -> None:
    assert answer(knowledge, day=TODAY).notices == ()
    assert "2026-11-23" in answer(knowledge, day=date(2050, 1, 1)).notices[0]
