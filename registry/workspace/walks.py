"""Walks through the decision guide for personal data: what a body answered, question by question.

They stand with the answers of decision sheets, a row per question, under ``guide/<place>/<node>`` as the id of the
check; so the history, undo and the sheets of the same target have them without a table of their own.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import RowMapping, select

from registry.errors import UsageError
from registry.workspace.domain import GUIDE, SubjectKind, WalkStep, WalkSummary
from registry.workspace.door import Door, require_body_code
from registry.workspace.tables import SHEET_ANSWER

MOST_STEPS = 99
LONGEST_TITLE = 200
"""Characters of a title of the body's own, which is part of a key."""


class Walks(Door):
    """Walks of a body through the decision guide."""

    def walks(self, body_code: str) -> tuple[WalkSummary, ...]:
        """The walks that are kept, the latest first."""
        require_body_code(body_code)
        column = SHEET_ANSWER.c
        statement = (
            select(SHEET_ANSWER)
            .where(column.body_code == body_code, column.check_id.startswith(GUIDE, autoescape=True))
            .order_by(column.target_kind, column.target_id, column.check_id)
        )
        with self._reading() as connection:
            rows = connection.execute(statement).mappings().all()
        return tuple(sorted(_summaries(rows), key=lambda walk: walk.walked_at, reverse=True))

    def walk_steps(self, body_code: str, subject_kind: SubjectKind, subject_id: str) -> tuple[WalkStep, ...]:
        """The answers of one walk in their order; empty where none is kept."""
        require_body_code(body_code)
        column = SHEET_ANSWER.c
        statement = (
            select(SHEET_ANSWER)
            .where(
                column.body_code == body_code,
                column.target_kind == subject_kind,
                column.target_id == subject_id,
                column.check_id.startswith(GUIDE, autoescape=True),
            )
            .order_by(column.check_id)
        )
        with self._reading() as connection:
            return tuple(_step_from(row) for row in connection.execute(statement).mappings())

    def keep_walk(
        self,
        body_code: str,
        subject_kind: SubjectKind,
        subject_id: str,
        steps: Sequence[WalkStep],
        *,
        before: Sequence[WalkStep],
        now: datetime,
        actor: str = "",
    ) -> tuple[WalkStep, ...]:
        """Keep these answers as the whole walk, in one change; none: forget it. Returns the walk as stored.

        ``before``: the walk as it was seen. Raises EditConflict when somebody has gone on with it in between, and
        UsageError for a subject without or with too long a title, and for too many answers.
        """
        _require_sound(subject_id, steps)
        seen = {_check_id(place, step): step.row_version for place, step in enumerate(before, 1)}
        wanted = {_check_id(place, step): step for place, step in enumerate(steps, 1)}
        with self._writing(body_code, "判断ガイドの答えを記録", now, actor) as ledger:
            kept = self.walk_steps(body_code, subject_kind, subject_id)
            there = [_check_id(place, step) for place, step in enumerate(kept, 1)]
            for check_id in [one for one in there if one not in wanted]:
                ledger.remove(SHEET_ANSWER, (subject_kind, subject_id, check_id), seen.get(check_id, 0))
            for check_id, step in wanted.items():
                values = {"answer": step.answer, "note": step.note, "asked": step.asked}
                ledger.put(SHEET_ANSWER, (subject_kind, subject_id, check_id), values, seen.get(check_id, 0))
            return self.walk_steps(body_code, subject_kind, subject_id)


def _check_id(place: int, step: WalkStep) -> str:
    return f"{GUIDE}{place:02}/{step.node}"


def _require_sound(subject_id: str, steps: Sequence[WalkStep]) -> None:
    if not subject_id.strip() or len(subject_id) > LONGEST_TITLE:
        raise UsageError(
            "記録の題名が空か、長すぎます",
            mend=f"1字から{LONGEST_TITLE}字までで付けてください",
        )
    if len(steps) > MOST_STEPS:
        raise UsageError(
            f"答えが{MOST_STEPS}を超えるので、記録できません",
            why="同じ問いを繰り返し通っています",
            mend="前の問いにもどって、別の答えを選んでください",
        )


def _step_from(row: RowMapping) -> WalkStep:
    return WalkStep(
        node=_node_of(row),
        answer=row["answer"],
        note=row["note"],
        asked=row["asked"],
        row_version=row["row_version"],
    )


def _node_of(row: RowMapping) -> str:
    return str(row["check_id"]).split("/", 2)[2]


def _summaries(rows: Sequence[RowMapping]) -> Iterator[WalkSummary]:
    for (kind, subject), group in groupby(rows, key=lambda row: (row["target_kind"], row["target_id"])):
        steps = list(group)
        yield WalkSummary(
            subject_kind=kind,
            subject_id=subject,
            steps=len(steps),
            last_node=_node_of(steps[-1]),
            last_answer=steps[-1]["answer"],
            walked_at=max(row["updated_at"] for row in steps),
        )
