"""Gathering what the detail of a target shows; what all targets share is read once and kept by the session."""

from typing import TYPE_CHECKING

from registry.analysis.targets import TargetRef, actions_with, name_of_target
from registry.publishing.sheet import DecisionSheet
from registry.workspace.domain import TargetKind
from tui.session import Session
from tui.widgets.item_detail import Subject

if TYPE_CHECKING:
    from registry.analysis.sheets import BodyKnowledge
    from registry.analysis.target_history import TargetChange


def sheet_of(session: Session, target_id: str) -> DecisionSheet:
    """The decision sheet of a target, with what the workspace knows."""
    from registry.analysis.sheets import find_subject
    from registry.publishing.sheet_assembly import make_sheet

    known = _body_knowledge(session)
    subject = session.knowledge.items.get(target_id) or find_subject(session.knowledge, target_id)
    return make_sheet(
        session.view,
        subject,
        session.body,
        told=known.told if known is not None else None,
        known=known.of(subject) if known is not None else None,
    )


def _body_knowledge(session: Session) -> "BodyKnowledge | None":
    from registry.analysis.sheets import BodyKnowledge

    def read() -> "BodyKnowledge | None":
        body, store = session.body, session.store_if_any()
        if body is None or store is None:
            return None
        return BodyKnowledge(store, session.knowledge, body, session.holdings())

    return session.once("body-knowledge", read)


def subject_of(session: Session, sheet: DecisionSheet, opened: frozenset[str] = frozenset()) -> Subject:
    """All that the detail shows of the target of a sheet."""
    from registry.analysis.gap_matrix import all_findings

    target = sheet.target
    finding, measures = None, []
    if session.body is not None:
        found = {finding.id: finding for finding in all_findings(session.gaps())}
        finding = found.get(target.id)
        answer = session.measures()
        measures = [
            f"施策{line.number} {line.title}"
            for line in (answer.measures if answer is not None else ())
            if any(data.id == target.id for data in (*line.data_published, *line.data_used))
        ]
    return Subject(
        sheet=sheet,
        finding=finding,
        actions=actions_with(session.knowledge, target.kind, target.id),
        measures=measures,
        history=history_of(session, target.kind, target.id),
        opened=opened,
        may_change=session.may_change,
    )


def history_of(session: Session, kind: TargetKind, target_id: str) -> "tuple[TargetChange, ...]":
    """What was changed about a target; nothing without body or workspace."""
    from registry.analysis.target_history import history_of_target

    store = session.store_if_any()
    if session.body is None or store is None:
        return ()
    name = name_of_target(session.knowledge, kind, target_id)
    return history_of_target(store, session.body, TargetRef(kind, target_id, name))
