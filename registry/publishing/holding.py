"""Does the body hold the item by statute? (rules V01 to V04)"""

from enum import Enum

from msgspec import Struct

from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.items import BodyKind, FactKey, HolderRule, Item
from registry.publishing.verdicts import Answer, Asker, Step, Verdict

TRANSFERS = frozenset({FactKey.ORDINANCE_TRANSFER, FactKey.PASSPORT_TRANSFER})
"""Facts by which a power reaches a body that the statute does not name."""


class Holding(Enum):
    """Whether a body holds an item."""

    HELD = "held"
    OPEN = "open"
    """It depends on facts that nobody has told."""
    NOT_HELD = "not held"


class HoldingResult(Struct, frozen=True):
    """Whether the body holds the item, by which rules, and what is still to be asked."""

    holding: Holding
    met: tuple[HolderRule, ...]
    questions: tuple[FactKey, ...]
    steps: tuple[Step, ...]


def applies(rule: HolderRule, asker: Asker) -> bool:
    """True when the rule speaks of this kind of body (or of this very body)."""
    if asker.code is not None and asker.code in rule.except_codes:
        return False
    if rule.codes:
        return asker.code in rule.codes
    return bool(asker.kinds.intersection(rule.kinds))


def find_holding(item: Item, asker: Asker, view: KnowledgeAt) -> HoldingResult:
    """Apply the item's holder rules of the day to the asker.

    Once one rule is met, only the rules that would bring further provisions are still worth a question.
    """
    rules = [rule for rule in item.holders if rule.holds_on(view.day)]
    if asker.anybody:
        step = Step("V01", f"保有する団体についての答えです。保有主体: {item.holder_text}")
        return HoldingResult(Holding.HELD, tuple(rules), (), (step,))
    met: list[HolderRule] = []
    steps: list[Step] = []
    questions: dict[FactKey, None] = {}
    widening: dict[FactKey, None] = {}
    open_likely = False
    for rule in rules:
        if not applies(rule, asker):
            continue
        refused = [key for key in rule.needs if asker.answer(key) is Answer.NO]
        untold = [key for key in rule.needs if asker.answer(key) is Answer.UNKNOWN]
        if refused:
            text = f"「{_question(view.knowledge, refused[0])}」の答えが「いいえ」なので、この団体は保有しません。"
            steps.append(Step("V03", text, rule.provisions, Verdict.NO))
        elif untold:
            questions.update(dict.fromkeys(untold))
            if rule.bases:
                widening.update(dict.fromkeys(untold))
            open_likely = open_likely or not rule.unlikely
            verdict = None if rule.unlikely else Verdict.UNKNOWN
            steps.append(Step("V04", f"{rule.text}（当てはまるかは未回答）", rule.provisions, verdict))
        else:
            met.append(rule)
            steps.append(Step("V01", rule.text, rule.provisions))
    if met:
        kept = tuple(step for step in steps if step.rule == "V01")
        return HoldingResult(Holding.HELD, tuple(met), tuple(widening), kept)
    if open_likely:
        return HoldingResult(Holding.OPEN, (), tuple(questions), tuple(steps))
    if not any(step.verdict is Verdict.NO for step in steps):
        text = f"法令が定める保有主体は次のとおりで、この団体は当たりません: {item.holder_text}"
        grounds = tuple(dict.fromkeys(provision for rule in rules for provision in rule.provisions))
        steps.insert(0, Step("V02", text, grounds, Verdict.NO))
    return HoldingResult(Holding.NOT_HELD, (), tuple(questions), tuple(steps))


def holder_names(item: Item, view: KnowledgeAt) -> tuple[str, ...]:
    """Organs and kinds of body that hold the item by statute (transfers by ordinance left out)."""
    names: dict[str, None] = {}
    for rule in item.holders:
        if not rule.holds_on(view.day) or TRANSFERS.intersection(rule.needs):
            continue
        names[view.knowledge.holders[rule.holder].name] = None
        names.update(dict.fromkeys(_kind_names(rule.kinds)))
    return tuple(names)


def _kind_names(kinds: tuple[BodyKind, ...]) -> list[str]:
    municipal = {BodyKind.CITY, BodyKind.TOWN, BodyKind.VILLAGE}
    names = [] if not municipal.issubset(kinds) else ["市町村"]
    names += [kind.value for kind in kinds if not municipal.issubset(kinds) or kind not in municipal]
    return sorted(names, key=lambda name: name != BodyKind.PREFECTURE.value)


def _question(knowledge: Knowledge, key: FactKey) -> str:
    return knowledge.questions[key].question
