"""What the law lets whom see of an item (rules V05 to V11, V13, V14)."""

from collections.abc import Iterable

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.knowledge.items import HolderRule, Item
from registry.knowledge.laws import Audience, Duty, Mode, Provision, Scope
from registry.publishing.verdicts import Step, Verdict

PUBLISHING = frozenset({Mode.PUBLISH, Mode.PUBLIC_NOTICE, Mode.OFFICIAL_NOTICE, Mode.INFORM, Mode.DISPLAY})
"""Modes by which the holder itself puts the information before people."""
INSPECTION = frozenset({Mode.INSPECT, Mode.COPY})
OPEN_AUDIENCES = frozenset({Audience.ANYONE, Audience.REQUESTER, Audience.RESIDENTS})
PARTIAL = frozenset({Scope.GIST, Scope.OUTLINE, Scope.LISTED})


def decisive_provisions(item: Item, rules: Iterable[HolderRule]) -> tuple[str, ...]:
    """Ids of the provisions that decide disclosure, for a body that holds the item by ``rules``."""
    own = tuple(dict.fromkeys(provision for rule in rules for provision in rule.bases))
    return own or tuple(basis.provision for basis in item.bases if basis.decisive)


def find_disclosure(
    item: Item, rules: tuple[HolderRule, ...], view: KnowledgeAt
) -> tuple[Step, tuple[str, ...]]:
    """The step that says how far the law opens the item, and the provisions it rests on."""
    if not item.has_legal_basis:
        text = (
            "作成や公開を定める法令がなく、法令からは判定できません。保有しているなら、個人情報や権利の有無を確かめ、"
            "団体自身の判断で公開を決めます（手引書の表には公開できる情報として載っています）。"
        )
        return Step("V11", text, (), Verdict.UNKNOWN), ()
    named = decisive_provisions(item, rules)
    provisions = [view.knowledge.provisions[provision] for provision in named]
    current = [provision for provision in provisions if view.in_force(provision)]
    if provisions and not current:
        titles = "、".join(dict.fromkeys(view.title(provision.law) for provision in provisions))
        text = f"{view.day} には、決め手となる条項（{titles}）が効力を持つことを確かめられません。"
        return Step("V13", text, named, Verdict.UNKNOWN), named
    steps = sorted(
        (_open(provision, view) for provision in current), key=lambda step: _ORDER.index(step.rule)
    )
    if not steps:
        return Step("V10", _NO_PROVISION, (), Verdict.CONDITIONAL), ()
    best = steps[0]
    same = tuple(step.provisions[0] for step in steps if step.rule == best.rule)
    return Step(best.rule, best.text, same, best.verdict), tuple(provision.id for provision in current)


_ORDER = ("V05", "V14", "V06", "V07", "V08", "V09", "V10")
"""Rules from the widest opening to none."""

_NO_PROVISION = (
    "法令には、この情報を住民に見せることを義務付ける定めがありません。公開は団体自身の判断によります。"
)


def _open(provision: Provision, view: KnowledgeAt) -> Step:
    modes = set(provision.modes)
    cited = _cited(provision, view)
    label = "・".join(mode.value for mode in provision.modes)
    anyone = provision.audience in OPEN_AUDIENCES
    if not modes or modes <= {Mode.NONE, Mode.KEEP}:
        return Step(
            "V10", f"{cited}は公開を定めていません。{_NO_PROVISION}", (provision.id,), Verdict.CONDITIONAL
        )
    if anyone and provision.duty is not Duty.EFFORT and not _partial(provision):
        if modes & PUBLISHING:
            grade = view.grade(provision)
            if grade not in (Grade.VERIFIED, Grade.DERIVED):
                text = f"{cited}は{label}を定めるとされますが、{GRADE_LABELS[grade]}です。原文を確かめてください。"
                return Step("V14", text, (provision.id,), Verdict.CONDITIONAL)
            return Step(
                "V05", f"{cited}が、誰に対しても{label}を定めています。", (provision.id,), Verdict.YES
            )
        if modes & INSPECTION:
            text = (
                f"{cited}が{label}を定めています。"
                "閲覧の定めは再配布の許諾ではないので、公開の判断と利用規約が要ります。"
            )
            return Step("V06", text, (provision.id,), Verdict.CONDITIONAL)
    if anyone and _partial(provision):
        reach = provision.scope.value if provision.scope is not None else provision.scope_text
        text = f"{cited}が{label}を定めるのは{reach}までです。全部を公開するなら、残りは団体自身の判断によります。"
        return Step("V07", text, (provision.id,), Verdict.CONDITIONAL)
    if provision.audience in (Audience.INTERESTED, Audience.CONCERNED) and provision.duty is not Duty.EFFORT:
        text = f"{cited}が見せる相手は{provision.audience.value}に限られます。誰にでも公開するかは団体自身の判断によります。"
        return Step("V08", text, (provision.id,), Verdict.CONDITIONAL)
    to_whom = provision.audience_text or (provision.audience.value if provision.audience else "定めなし")
    duty = provision.duty.value if provision.duty else "義務の強さの定めなし"
    text = f"{cited}は{label}（{duty}、相手: {to_whom}）を定めるもので、誰にでも公開する義務ではありません。"
    return Step("V09", text, (provision.id,), Verdict.CONDITIONAL)


def _partial(provision: Provision) -> bool:
    """True when the law opens less than the whole; a scope told only in words is a part."""
    return provision.scope in PARTIAL or (provision.scope is None and provision.scope_text is not None)


def _cited(provision: Provision, view: KnowledgeAt) -> str:
    text = view.legal_text(provision.id)
    return f"{text.title}{text.article}"
