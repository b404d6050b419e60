"""Answers to the questions of decision sheets (公開判断シート)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, select

from registry.errors import UsageError
from registry.workspace.domain import ANSWER_WORDS, GUIDE, SheetAnswer, TargetKind
from registry.workspace.door import Door, require_body_code
from registry.workspace.tables import SHEET_ANSWER


class Sheets(Door):
    """What a body answered on its sheets."""

    def sheet_answers(
        self, body_code: str, target_kind: TargetKind | None = None, target_id: str = ""
    ) -> tuple[SheetAnswer, ...]:
        """The answers of a body, or those about one target, by target and question."""
        require_body_code(body_code)
        column = SHEET_ANSWER.c
        of_sheets = ~column.check_id.startswith(GUIDE, autoescape=True)
        statement = select(SHEET_ANSWER).where(column.body_code == body_code, of_sheets)
        if target_kind is not None:
            statement = statement.where(column.target_kind == target_kind, column.target_id == target_id)
        statement = statement.order_by(column.target_kind, column.target_id, column.check_id)
        with self._reading() as connection:
            return tuple(_answer_from(row) for row in connection.execute(statement).mappings())

    def answer_sheet(
        self, body_code: str, answers: Iterable[SheetAnswer], *, now: datetime, actor: str = ""
    ) -> None:
        """Store answers as one change, each in the place of an earlier one.

        Raises UsageError for a word that is no answer; then nothing is stored.
        """
        told = tuple(answers)
        for answer in told:
            if answer.answer not in ANSWER_WORDS:
                raise UsageError(
                    f"シートの答えとして使えない値です: {answer.answer!r}",
                    mend="、".join(ANSWER_WORDS) + " のどれかを指定してください",
                )
        with self._writing(body_code, "公開判断シートに回答", now, actor) as ledger:
            for answer in told:
                key = (answer.target_kind, answer.target_id, answer.check_id)
                values = {"answer": answer.answer, "note": answer.note, "asked": answer.asked}
                ledger.put(SHEET_ANSWER, key, values)

    def clear_sheet_answer(
        self,
        body_code: str,
        target_kind: TargetKind,
        target_id: str,
        check_id: str,
        *,
        now: datetime,
        actor: str = "",
    ) -> bool:
        """Forget one answer; False when there was none."""
        with self._writing(body_code, "公開判断シートの回答を消去", now, actor) as ledger:
            return ledger.remove(SHEET_ANSWER, (target_kind, target_id, check_id))


def _answer_from(row: RowMapping) -> SheetAnswer:
    return SheetAnswer(**{name: row[name] for name in SheetAnswer.__struct_fields__})
