"""From an item, a body and a day to a verdict with its chain."""

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Grade
from registry.knowledge.items import FactKey, Item
from registry.publishing.disclosure import find_disclosure
from registry.publishing.holding import Holding, find_holding
from registry.publishing.verdicts import Asker, Decision, Step, Verdict


def decide(item: Item, asker: Asker, view: KnowledgeAt) -> Decision:
    """May the asker publish ``item`` on the day of ``view``?

    Holding by statute comes first, then what the law opens, then conditions from caveats. Nothing is guessed:
    where a fact of the body or a law is missing the verdict is "unknown".
    """
    held = find_holding(item, asker, view)
    steps = list(held.steps)
    if view.before_known:
        steps.append(Step("V15", view.notices()[0]))
    if held.holding is not Holding.HELD:
        verdict = Verdict.UNKNOWN if held.holding is Holding.OPEN else Verdict.NO
        return Decision(
            item=item.id,
            verdict=verdict,
            steps=tuple(steps),
            questions=held.questions,
            would_change=_would_change(held.questions, view),
        )
    opened, bases = find_disclosure(item, held.met, view)
    steps.append(opened)
    verdict = opened.verdict or Verdict.UNKNOWN
    caveats = [caveat for caveat in item.caveats if caveat.condition]
    for caveat in caveats:
        effect = Verdict.CONDITIONAL if verdict is Verdict.YES else None
        steps.append(Step("V12", f"{caveat.kind}: {caveat.text}", caveat.provisions, effect))
    if caveats and verdict is Verdict.YES:
        verdict = Verdict.CONDITIONAL
    return Decision(
        item=item.id,
        verdict=verdict,
        steps=tuple(steps),
        questions=held.questions,
        would_change=(*_would_change(held.questions, view), *_unread(item, bases, view)),
        bases=bases,
    )


def _would_change(questions: tuple[FactKey, ...], view: KnowledgeAt) -> tuple[str, ...]:
    return tuple(f"答えると判定が変わります: {view.knowledge.questions[key].question}" for key in questions)


def _unread(item: Item, bases: tuple[str, ...], view: KnowledgeAt) -> tuple[str, ...]:
    provisions = [view.knowledge.provisions[basis] for basis in bases]
    return tuple(
        f"{view.title(provision.law)}{provision.article_on(view.day)}は原文を確かめきれていません（{item.name}）"
        for provision in provisions
        if view.grade(provision) is not Grade.VERIFIED
    )
