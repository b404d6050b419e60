"""A walk through the decision guide for personal data: from the answers so far to the next question, or the result.

Pure: what was answered goes in, what is to be asked next comes out. Nothing is decided here that the guide does not
say; an answer that the guide no longer offers ends the walk before it, and is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct, structs

from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Grade
from registry.knowledge.guide import GuideNode, Procedure
from registry.workspace.domain import WalkStep

UNSURE = "わからない"
"""An answer that every question takes: the walk waits there, with a note on whom to ask."""


class Ground(Struct, frozen=True, kw_only=True):
    """A provision on which a question rests, as of the day."""

    provision: str
    text: str
    """Title of the law and article."""
    summary: str
    in_force: bool
    url: str | None
    status: Grade


class Choice(Struct, frozen=True, kw_only=True):
    """An answer that can be given, and where it leads."""

    answer: str
    next: str
    next_label: str


class Question(Struct, frozen=True, kw_only=True):
    """A node of the guide as it is put to the planner."""

    node: str
    label: str
    question: str
    choices: tuple[Choice, ...]
    law_now: str
    law_then: str
    """The ground in 2018, when the lecture was given."""
    grounds: tuple[Ground, ...]
    caution: str
    remark: str
    """What the status does not cover."""
    procedure: Procedure | None
    status: Grade
    checked: date | None
    sources: tuple[str, ...]


class Answered(Struct, frozen=True, kw_only=True):
    """A question with the answer that was given."""

    place: int
    """1 for the first."""
    question: Question
    answer: str
    note: str
    outdated: bool
    """True when the question has been worded anew since."""


class Way(Struct, frozen=True, kw_only=True):
    """A way of the lecture that was walked, word for word."""

    id: str
    group: str
    name: str
    status: Grade


class GuideResult(Struct, frozen=True, kw_only=True):
    """Where a walk ends."""

    node: str
    """The step that decides: what a measure names as its way."""
    label: str
    then: str
    """What to do with the result."""
    to_do: tuple[Answered, ...]
    """Steps without a choice: what has to be done and kept up on this way."""
    ways: tuple[Way, ...]
    grounds: tuple[Ground, ...]
    cautions: tuple[str, ...]
    doubtful: tuple[Answered, ...]
    """Steps whose legal facts are not wholly verified."""
    status: Grade
    """The weakest grade on the way."""


class WalkAnswer(Struct, frozen=True, kw_only=True):
    """A walk as far as it goes."""

    as_of: date
    steps: tuple[Answered, ...]
    question: Question | None
    """The next one; None at the end."""
    waits: bool
    """True when the open question was answered with ``UNSURE``."""
    note: str
    """The note on the open question."""
    result: GuideResult | None
    lost: tuple[WalkStep, ...]
    """Answers that the guide no longer offers, and those after them."""
    notices: tuple[str, ...]


def walk(view: KnowledgeAt, given: Sequence[WalkStep]) -> WalkAnswer:
    """Follow the answers from the start.

    Raises UsageError when the knowledge holds no guide.
    """
    node = _start(view)
    steps: list[Answered] = []
    waits, note = False, ""
    lost: tuple[WalkStep, ...] = ()
    for number, step in enumerate(given):
        question = question_at(view, node)
        chosen = next((one for one in question.choices if one.answer == step.answer), None)
        if step.node == node and step.answer == UNSURE and number == len(given) - 1:
            waits, note = True, step.note
            break
        if step.node != node or chosen is None:
            lost = tuple(given[number:])
            break
        outdated = bool(step.asked) and step.asked != question.question
        steps.append(
            Answered(
                place=number + 1,
                question=question,
                answer=step.answer,
                note=step.note,
                outdated=outdated,
            )
        )
        node = chosen.next
    question = question_at(view, node)
    ended = not question.choices
    return WalkAnswer(
        as_of=view.day,
        steps=tuple(steps),
        question=None if ended else question,
        waits=waits,
        note=note,
        result=_result(view, steps, question) if ended else None,
        lost=lost,
        notices=view.notices(),
    )


def answered(
    view: KnowledgeAt, given: Sequence[WalkStep], answer: str, *, place: int = 0, note: str | None = None
) -> tuple[WalkStep, ...]:
    """The answers with one more; ``place``: in place of that answer and all after it. ``note`` None: keep the note.

    Raises UsageError when the question does not take that answer, or the walk is at its end.
    """
    done = walk(view, given)
    keep = min(place - 1, len(done.steps)) if place else len(done.steps)
    before = tuple(given[:keep])
    question = walk(view, before).question
    if question is None:
        raise UsageError("問いはもうありません", mend="前の問いにもどると、答え直せます")
    offered = (*(choice.answer for choice in question.choices), UNSURE)
    if answer not in offered:
        raise UsageError(
            f"この問いの答えではありません: {answer}",
            where=question.label,
            mend="、".join(offered) + " のどれかを選んでください",
        )
    last = given[keep] if keep < len(given) and given[keep].node == question.node else None
    kept = last.note if last is not None else ""
    return (
        *before,
        WalkStep(
            node=question.node, answer=answer, note=kept if note is None else note, asked=question.question
        ),
    )


def noted(given: Sequence[WalkStep], place: int, note: str) -> tuple[WalkStep, ...]:
    """The answers with the reason of one of them; ``place``: 1 for the first."""
    return tuple(
        structs.replace(step, note=note) if number == place else step for number, step in enumerate(given, 1)
    )


def back(view: KnowledgeAt, given: Sequence[WalkStep]) -> tuple[WalkStep, ...]:
    """The answers without the last one; what the guide no longer offers goes first."""
    done = walk(view, given)
    if done.lost or done.waits:
        return tuple(given[: len(done.steps)])
    return tuple(given[:-1])


def question_at(view: KnowledgeAt, node_id: str) -> Question:
    """A node of the guide as of the day.

    Raises UsageError when there is none of this id.
    """
    guide = view.knowledge.guide
    nodes = {node.id: node for node in guide.nodes}
    node = nodes.get(node_id)
    if node is None:
        raise UsageError(f"判断ガイドに {node_id} という問いはありません")
    procedure = next((one for one in guide.procedures if one.id == node.procedure), None)
    return Question(
        node=node.id,
        label=node.label,
        question=node.question,
        choices=tuple(
            Choice(answer=one.answer, next=one.next, next_label=nodes[one.next].label) for one in node.answers
        ),
        law_now=node.law_now or "",
        law_then=node.law_then or "",
        grounds=tuple(_grounds(view, node)),
        caution=node.caution or "",
        remark=node.note or "",
        procedure=procedure,
        status=node.status,
        checked=node.checked,
        sources=node.sources,
    )


def find_node(view: KnowledgeAt, wanted: str) -> str:
    """The node of that id, or where a way or a procedure of that id begins; "" when there is none."""
    guide = view.knowledge.guide
    if any(node.id == wanted for node in guide.nodes):
        return wanted
    for path in guide.paths:
        if path.id == wanted and path.nodes:
            return path.nodes[0]
    return next((node.id for node in guide.nodes if node.procedure == wanted), "")


def _start(view: KnowledgeAt) -> str:
    start = view.knowledge.guide.start
    if start is None:
        raise UsageError("知識ベースに判断ガイドがありません", mend="konkyo doctor で確かめてください")
    return start


def _grounds(view: KnowledgeAt, node: GuideNode) -> Iterator[Ground]:
    for provision_id in node.provisions:
        cited = view.legal_text(provision_id)
        yield Ground(
            provision=provision_id,
            text=f"{cited.title} {cited.article}",
            summary=cited.provision.summary,
            in_force=view.in_force(cited.provision),
            url=cited.url,
            status=view.grade(cited.provision),
        )


def _result(view: KnowledgeAt, steps: Sequence[Answered], end: Question) -> GuideResult:
    walked = {step.question.node for step in steps}
    decides = next((step.question for step in reversed(steps) if step.question.procedure is None), end)
    grades = [step.question.status for step in steps]
    return GuideResult(
        node=decides.node,
        label=decides.label,
        then=end.question,
        to_do=tuple(step for step in steps if len(step.question.choices) == 1),
        ways=tuple(
            Way(id=path.id, group=path.group.value, name=path.name, status=path.status)
            for path in view.knowledge.guide.paths
            if walked.issuperset(path.nodes)
        ),
        grounds=tuple(_once(ground for step in steps for ground in step.question.grounds)),
        cautions=tuple(dict.fromkeys(step.question.caution for step in steps if step.question.caution)),
        doubtful=tuple(step for step in steps if step.question.status is not Grade.VERIFIED),
        status=max(grades, key=list(Grade).index, default=end.status),
    )


def _once(grounds: Iterable[Ground]) -> Iterator[Ground]:
    yield from {ground.provision: ground for ground in grounds}.values()
