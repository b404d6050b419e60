"""Every verdict rule on a small knowledge of its own, and the page that documents them."""

import re
from datetime import date
from pathlib import Path

import pytest

from registry.knowledge.base import Knowledge
from registry.knowledge.facts import Grade
from registry.knowledge.items import (
    Basis,
    BodyKind,
    BodyQuestion,
    Caveat,
    FactKey,
    Holder,
    HolderRule,
    Item,
    ItemMinistry,
    ItemsFile,
)
from registry.knowledge.laws import (
    Audience,
    Duty,
    Law,
    LawKind,
    LawName,
    LawsFile,
    Ministry,
    Mode,
    Provision,
    Scope,
)
from registry.publishing.decide import decide
from registry.publishing.verdicts import Answer, Asker, Decision, Verdict

DAY = date(2026, 11, 25)
CITY = Asker(code="141003", kinds=frozenset({BodyKind.CITY, BodyKind.DESIGNATED_CITY}))
PREFECTURE = Asker(code="140007", kinds=frozenset({BodyKind.PREFECTURE}))


def provision(**changed: object) -> Provision:
    values: dict[str, object] = {
        "id": "act:9条",
        "law": "act",
        "article": "9条",
        "duty": Duty.MUST,
        "modes": (Mode.PUBLISH,),
        "scope": Scope.BODY,
        "audience": Audience.ANYONE,
        "summary": "公表する",
        "status": Grade.VERIFIED,
        "sources": ("law:act",),
    }
    return Provision(**{**values, **changed})  # type: ignore[arg-type]


def rule(**changed: object) -> HolderRule:
    values: dict[str, object] = {
        "holder": "mayor",
        "kinds": (BodyKind.CITY,),
        "text": "市が持つ",
        "status": Grade.DERIVED,
    }
    return HolderRule(**{**values, **changed})  # type: ignore[arg-type]


def knowledge_of(item: Item, *provisions: Provision, law_until: date | None = None) -> Knowledge:
    law = Law(
        id="act",
        kind=LawKind.ACT,
        law_number="平成十年法律第七号",
        names=(LawName(title="見本法", status=Grade.DERIVED),),
        in_force_until=law_until,
        status=Grade.DERIVED,
    )
    sections = {
        "laws": LawsFile(
            laws=(law,),
            provisions=provisions,
            ministries=(Ministry(id="m", name="見本省", status=Grade.DERIVED),),
        ),
        "items": ItemsFile(
            items=(item,),
            holders=(Holder(id="mayor", name="市長", status=Grade.DERIVED),),
            questions=tuple(
                BodyQuestion(id=key, question=f"{key}?", how_to_find_out="原課に聞く", status=Grade.DERIVED)
                for key in FactKey
            ),
            known_from=date(2017, 4, 1),
        ),
    }
    return Knowledge(sections.__getitem__, lambda _name: (), provenance="compiled")


def item_of(*rules: HolderRule, **changed: object) -> Item:
    values: dict[str, object] = {
        "id": "item-01",
        "number": 1,
        "name": "見本",
        "laws": ("act",),
        "bases": (Basis(provision="act:9条", role="根拠", decisive=True),),
        "holders": rules or (rule(),),
        "holder_text": "市",
        "ministries": (ItemMinistry(ministries=("m",), status=Grade.DERIVED),),
        "scope_text": "全部",
        "status": Grade.DERIVED,
    }
    return Item(**{**values, **changed})  # type: ignore[arg-type]


def decided(
    item: Item, asker: Asker, *provisions: Provision, day: date = DAY, law_until: date | None = None
) -> Decision:
    knowledge = knowledge_of(item, *(provisions or (provision(),)), law_until=law_until)
    return decide(item, asker, knowledge.at(day))


def rules_of(decision: Decision) -> list[str]:
    return [step.rule for step in decision.steps]


OPENINGS = [
    ("V05", Verdict.YES, provision()),
    ("V05", Verdict.YES, provision(modes=(Mode.INFORM,), audience=Audience.RESIDENTS)),
    ("V05", Verdict.YES, provision(modes=(Mode.PUBLISH, Mode.DISPLAY), scope=None)),
    ("V14", Verdict.CONDITIONAL, provision(status=Grade.PARTLY)),
    ("V14", Verdict.CONDITIONAL, provision(status=Grade.RECALLED, confidence="high")),
    ("V06", Verdict.CONDITIONAL, provision(modes=(Mode.INSPECT,), audience=Audience.REQUESTER)),
    ("V07", Verdict.CONDITIONAL, provision(scope=Scope.GIST)),
    ("V07", Verdict.CONDITIONAL, provision(scope=Scope.LISTED)),
    ("V08", Verdict.CONDITIONAL, provision(modes=(Mode.INSPECT,), audience=Audience.CONCERNED)),
    ("V08", Verdict.CONDITIONAL, provision(modes=(Mode.INSPECT,), audience=Audience.INTERESTED)),
    (
        "V09",
        Verdict.CONDITIONAL,
        provision(modes=(Mode.PROVIDE,), duty=Duty.EFFORT, audience=Audience.ADDRESSEES),
    ),
    ("V09", Verdict.CONDITIONAL, provision(duty=Duty.EFFORT)),
    ("V10", Verdict.CONDITIONAL, provision(modes=(Mode.NONE,))),
    ("V10", Verdict.CONDITIONAL, provision(modes=(), matter="作成")),
    ("V10", Verdict.CONDITIONAL, provision(modes=(Mode.KEEP,))),
]


@pytest.mark.parametrize(
    ("name", "verdict", "found"), OPENINGS, ids=[f"{row[0]}-{n}" for n, row in enumerate(OPENINGS)]
)
def test_what_the_law_opens(name: str, verdict: Verdict, found: Provision) -> None:
    decision = decided(item_of(), CITY, found)
    assert decision.verdict is verdict
    assert rules_of(decision) == ["V01", name]
    assert decision.bases == ("act:9条",)


def test_the_widest_opening_decides() -> None:
    gist = provision(scope=Scope.GIST)
    whole = provision(id="act:10条", article="10条")
    item = item_of(
        bases=tuple(Basis(provision=p, role="根拠", decisive=True) for p in ("act:9条", "act:10条"))
    )
    decision = decided(item, CITY, gist, whole)
    assert decision.verdict is Verdict.YES
    assert decision.steps[-1].provisions == ("act:10条",)


def test_no_law_is_unknown_never_yes() -> None:
    decision = decided(item_of(has_legal_basis=False, bases=(), laws=()), CITY)
    assert (decision.verdict, rules_of(decision)[-1]) == (Verdict.UNKNOWN, "V11")


def test_another_holder_is_no() -> None:
    decision = decided(item_of(), PREFECTURE)
    assert (decision.verdict, rules_of(decision)) == (Verdict.NO, ["V02"])


@pytest.mark.parametrize(
    ("answer", "verdict", "name"),
    [
        (Answer.YES, Verdict.YES, "V01"),
        (Answer.NO, Verdict.NO, "V03"),
        (Answer.UNKNOWN, Verdict.UNKNOWN, "V04"),
    ],
)
def test_a_fact_of_the_body_decides(answer: Answer, verdict: Verdict, name: str) -> None:
    asker = Asker(code="141003", kinds=CITY.kinds, facts={FactKey.HAS_PLAN: answer})
    decision = decided(item_of(rule(needs=(FactKey.HAS_PLAN,))), asker)
    assert (decision.verdict, rules_of(decision)[0]) == (verdict, name)
    assert decision.questions == ((FactKey.HAS_PLAN,) if answer is Answer.UNKNOWN else ())


def test_an_unlikely_route_leaves_no_but_asks() -> None:
    decision = decided(item_of(rule(needs=(FactKey.ORDINANCE_TRANSFER,), unlikely=True)), CITY)
    assert decision.verdict is Verdict.NO
    assert rules_of(decision) == ["V02", "V04"]
    assert decision.questions == (FactKey.ORDINANCE_TRANSFER,)
    assert decision.would_change


def test_one_met_route_is_enough_and_brings_its_own_provisions() -> None:
    own = provision(id="act:10条", article="10条", scope=Scope.GIST)
    item = item_of(
        rule(needs=(FactKey.HAS_PLAN,)),
        rule(needs=(FactKey.HAS_FUND,), bases=("act:10条",)),
        bases=(
            Basis(provision="act:9条", role="根拠", decisive=True),
            Basis(provision="act:10条", role="根拠"),
        ),
    )
    asker = Asker(
        code="141003", kinds=CITY.kinds, facts={FactKey.HAS_FUND: Answer.YES, FactKey.HAS_PLAN: Answer.NO}
    )
    decision = decided(item, asker, provision(), own)
    assert decision.verdict is Verdict.CONDITIONAL
    assert rules_of(decision) == ["V01", "V07"]


def test_several_needs_must_all_be_met() -> None:
    item = item_of(rule(needs=(FactKey.MANAGES_FISHING_PORT, FactKey.HAS_CERTIFIED_OPERATOR)))
    one = Asker(code="141003", kinds=CITY.kinds, facts={FactKey.MANAGES_FISHING_PORT: Answer.YES})
    decision = decided(item, one)
    assert decision.verdict is Verdict.UNKNOWN
    assert decision.questions == (FactKey.HAS_CERTIFIED_OPERATOR,)


def test_codes_and_exceptions_name_single_bodies() -> None:
    item = item_of(
        rule(codes=("130001",)),
        rule(kinds=(BodyKind.PREFECTURE,), except_codes=("130001",), needs=(FactKey.HAS_PLAN,)),
    )
    tokyo = Asker(code="130001", kinds=frozenset({BodyKind.PREFECTURE}))
    assert decided(item, tokyo).verdict is Verdict.YES
    assert decided(item, PREFECTURE).verdict is Verdict.UNKNOWN


def test_a_caveat_that_is_a_condition_makes_yes_conditional() -> None:
    caveat = Caveat(
        id="c1", kind="個人情報", text="住所を除く", reference="見本法", condition=True, status=Grade.DERIVED
    )
    note = Caveat(id="c2", kind="範囲", text="知っておく", reference="見本法", status=Grade.DERIVED)
    decision = decided(item_of(caveats=(caveat, note)), CITY)
    assert decision.verdict is Verdict.CONDITIONAL
    assert [step.text for step in decision.steps if step.rule == "V12"] == ["個人情報: 住所を除く"]


def test_a_lapsed_law_is_unknown() -> None:
    until = date(2027, 3, 31)
    assert decided(item_of(), CITY, day=until, law_until=until).verdict is Verdict.YES
    after = decided(item_of(), CITY, day=date(2027, 4, 1), law_until=until)
    assert (after.verdict, rules_of(after)[-1]) == (Verdict.UNKNOWN, "V13")


def test_days_before_what_is_known_say_so() -> None:
    decision = decided(item_of(), CITY, day=date(2016, 4, 1))
    assert "V15" in rules_of(decision)
    assert "V15" not in rules_of(decided(item_of(), CITY, day=date(2017, 4, 1)))


def test_nobody_in_particular_is_answered_for_a_holder() -> None:
    decision = decided(item_of(rule(needs=(FactKey.HAS_PLAN,))), Asker())
    assert decision.verdict is Verdict.YES
    assert decision.questions == ()


def test_the_page_documents_exactly_the_rules_of_the_code() -> None:
    root = Path(__file__).resolve().parents[2]
    documented = set(
        re.findall(
            r"^\| (V[0-9]{2}) ", (root / "docs" / "verdicts.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    code = "".join(
        file.read_text(encoding="utf-8") for file in (root / "registry" / "publishing").glob("*.py")
    )
    used = set(re.findall(r'"(V[0-9]{2})"', code))
    assert documented == used
