"""A walk through the decision guide for a body: what was answered before, with more answers, kept where that is asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.analysis.targets import find_target
from registry.errors import UsageError
from registry.guide.walk import WalkAnswer, answered, walk
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref
from registry.text.inert import clean_title
from registry.workspace.domain import SubjectKind, WalkStep

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class WalkSubject(Struct, frozen=True, kw_only=True):
    """What a walk is about."""

    kind: SubjectKind
    id: str
    """Id of the target; for one of the body's own its title."""
    name: str


class GuideAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo guide``."""

    body: BodyRef | None
    subject: WalkSubject | None
    kept: int
    """Answers that stand in the workspace."""
    walk: WalkAnswer


def find_walk_subject(knowledge: Knowledge, text: str) -> WalkSubject:
    """The target of that 項番, id or name; anything else is a title of the body's own."""
    try:
        target = find_target(knowledge, text)
    except UsageError:
        title = clean_title(text)
        return WalkSubject(kind="own", id=title, name=title)
    return WalkSubject(kind=target.kind, id=target.id, name=target.name)


def guide_walk(
    view: KnowledgeAt,
    body: Body | None,
    subject: WalkSubject | None,
    answers: Sequence[str],
    *,
    store: "Workspace | None",
    anew: bool = False,
    keep: bool = False,
    now: datetime,
    actor: str = "",
) -> GuideAnswer:
    """Go on with the walk about a subject, or from the start; ``anew``: leave the answers of before out.

    ``keep``: keep the whole walk in ``store`` in one change. Raises UsageError for an answer that its question does
    not take, and where nothing can be kept; then nothing is changed.
    """
    before: tuple[WalkStep, ...] = ()
    if store is not None and body is not None and subject is not None:
        before = store.walk_steps(body.code, subject.kind, subject.id)
    given = () if anew else before
    for answer in answers:
        given = answered(view, given, answer)
    kept = before
    if keep:
        if store is None or body is None or subject is None:
            raise UsageError("記録できません", why="団体か対象が決まっていません")
        kept = store.keep_walk(
            body.code, subject.kind, subject.id, given, before=before, now=now, actor=actor
        )
    return GuideAnswer(
        body=body_ref(body) if body is not None else None,
        subject=subject,
        kept=len(kept),
        walk=walk(view, given),
    )
