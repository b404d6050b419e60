"""The checklist of a decision sheet: caveats of the item, personal data, rights of others, tampering, disclosure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.items import Item
from registry.knowledge.rules import Rule, Severity, Topic
from registry.publishing.sheet import CheckGroup, GuideStep, SheetCheck, Statement
from registry.workspace.domain import AnswerWord

_PERSONAL_RULES = ("rule-law-personal-data", "rule-law-small-cells")
_RIGHTS_RULES = ("rule-reuse-third-party-rights",)
_WAY_TO_PUBLICATION = ("P0", "P1", "Y1", "P2", "S1", "OD")
"""Nodes of the decision guide from "is there personal data" to "can it be open data"."""


def checks_of(
    knowledge: Knowledge, items: Sequence[Item], answers: Mapping[str, tuple[AnswerWord, str, str]]
) -> tuple[SheetCheck, ...]:
    """The questions for a target that is, or carries, these items; conditions first within their group."""
    found = [*_caveats(items), *_rules(knowledge)]
    order = list(CheckGroup)
    found.sort(key=lambda check: (order.index(check.group), not check.condition))
    return tuple(_answered(check, answers) for check in found)


def is_open(check: SheetCheck) -> bool:
    """True while nobody has answered the question in its present wording."""
    return check.answer is None or check.outdated


def is_blocking(check: SheetCheck) -> bool:
    """True for a condition that is not settled."""
    return check.condition and (is_open(check) or check.answer == "いいえ")


def guide_steps(view: KnowledgeAt) -> tuple[GuideStep, ...]:
    """The questions of the decision guide on the way to publication, as the guide puts them."""
    nodes = {node.id: node for node in view.knowledge.guide.nodes}
    return tuple(
        GuideStep(
            id=node.id,
            label=node.label,
            question=node.question,
            answers=tuple(
                f"{answer.answer} → {nodes[answer.next].label}（{answer.next}）" for answer in node.answers
            ),
            ground=node.law_now or "",
            provisions=tuple(_cited(provision, view) for provision in node.provisions),
            caution=node.caution or "",
            status=node.status,
            checked=node.checked,
            sources=node.sources,
        )
        for node in (nodes[key] for key in _WAY_TO_PUBLICATION if key in nodes)
    )


def disclosure_statements(knowledge: Knowledge) -> tuple[Statement, ...]:
    """How publication stands to 情報公開制度."""
    rules = _of_topic(knowledge, Topic.DISCLOSURE)
    return tuple(
        Statement(
            id=rule.id,
            text=rule.text,
            reference=reference_of(rule, knowledge),
            status=rule.status,
            checked=rule.checked,
            sources=rule.sources,
        )
        for rule in rules
        if rule.severity is not None
    )


def reference_of(rule: Rule, knowledge: Knowledge) -> str:
    """The paper in which a rule stands today; without one the titles of its sources, or what its note says."""
    edition = rule.now or rule.then
    if edition is not None:
        title = next(
            (document.title for document in knowledge.rules.documents if document.id == edition.document), ""
        )
        if title:
            return title
    titles = (knowledge.sources[source].title for source in rule.sources if source in knowledge.sources)
    return "、".join(dict.fromkeys(titles)) or rule.note or ""


def _caveats(items: Iterable[Item]) -> Iterator[SheetCheck]:
    for item in items:
        for caveat in item.caveats:
            kinds = caveat.kind.split("・")
            group = CheckGroup.CAVEAT
            if CheckGroup.PERSONAL.value in kinds:
                group = CheckGroup.PERSONAL
            elif CheckGroup.RIGHTS.value in kinds:
                group = CheckGroup.RIGHTS
            yield SheetCheck(
                id=caveat.id,
                group=group,
                text=caveat.text,
                reference=caveat.reference,
                condition=caveat.condition,
                status=caveat.status,
                origin=caveat.origin,
                checked=caveat.checked,
                sources=caveat.sources,
            )


def _rules(knowledge: Knowledge) -> Iterator[SheetCheck]:
    rules = {rule.id: rule for rule in knowledge.rules.rules}
    for group, keys in ((CheckGroup.PERSONAL, _PERSONAL_RULES), (CheckGroup.RIGHTS, _RIGHTS_RULES)):
        for rule in (rules[key] for key in keys if key in rules):
            yield _from_rule(rule, group, knowledge)
    for rule in _of_topic(knowledge, Topic.TAMPERING):
        if rule.number:
            yield _from_rule(rule, CheckGroup.TAMPERING, knowledge)
    for rule in _of_topic(knowledge, Topic.DISCLOSURE):
        if rule.severity in (Severity.MUST, Severity.SHOULD):
            yield _from_rule(rule, CheckGroup.DISCLOSURE, knowledge)


def _from_rule(rule: Rule, group: CheckGroup, knowledge: Knowledge) -> SheetCheck:
    number = rule.number or ""
    detail = f"（{rule.detail.rstrip('。')}）" if rule.detail else ""
    return SheetCheck(
        id=rule.id,
        group=group,
        text=f"{number}{rule.text}{detail}",
        reference=reference_of(rule, knowledge),
        condition=rule.severity is Severity.MUST,
        status=rule.status,
        origin=rule.origin,
        checked=rule.checked,
        sources=rule.sources,
    )


def _of_topic(knowledge: Knowledge, topic: Topic) -> list[Rule]:
    return sorted(
        (rule for rule in knowledge.rules.rules if rule.topic is topic), key=lambda rule: rule.order
    )


def _answered(check: SheetCheck, answers: Mapping[str, tuple[AnswerWord, str, str]]) -> SheetCheck:
    told = answers.get(check.id)
    if told is None:
        return check
    answer, note, asked = told
    return structs.replace(check, answer=answer, note=note, outdated=bool(asked) and asked != check.text)


def _cited(provision_id: str, view: KnowledgeAt) -> str:
    cited = view.legal_text(provision_id)
    return f"{cited.title}{cited.article}"
