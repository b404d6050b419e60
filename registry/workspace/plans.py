"""What a body says and plans: states of targets, measures, drafts."""

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, Table, func, select

from registry.errors import UsageError
from registry.workspace.domain import KPI_KINDS, STATES, Draft, Kpi, Measure, TargetKind, TargetState
from registry.workspace.door import Door, require_body_code
from registry.workspace.images import key_from
from registry.workspace.ledger import Ledger
from registry.workspace.tables import CHANGED_ROW, MEASURE, PLAN_DRAFT, TARGET_STATE

_LARGEST = 2**63 - 1
"""Number that a database can hold."""
_LISTS = ("pillars", "priority_fields", "grounds", "data_used", "data_published")


class Plans(Door):
    """States, measures and drafts."""

    def states(self, body_code: str, target_kind: TargetKind | None = None) -> tuple[TargetState, ...]:
        """What a body has said of its targets, by kind and id."""
        require_body_code(body_code)
        column = TARGET_STATE.c
        statement = select(TARGET_STATE).where(column.body_code == body_code)
        if target_kind is not None:
            statement = statement.where(column.target_kind == target_kind)
        statement = statement.order_by(column.target_kind, column.target_id)
        with self._reading() as connection:
            return tuple(_state_from(row) for row in connection.execute(statement).mappings())

    def set_state(
        self,
        body_code: str,
        state: TargetState,
        *,
        now: datetime,
        actor: str = "",
        expected_version: int | None = None,
    ) -> TargetState:
        """Store what the body says of one target.

        Raises UsageError for a state or fiscal year that is none, EditConflict when ``expected_version`` has been overtaken.
        """
        if state.state not in STATES:
            raise UsageError(
                f"公開の状態として使えない値です: {state.state!r}",
                mend="、".join(STATES) + " のどれかを指定してください",
            )
        _require_year(state.fiscal_year)
        values = _values(state, "target_kind", "target_id")
        with self._writing(body_code, "公開の状態を設定", now, actor) as ledger:
            key = (state.target_kind, state.target_id)
            version = ledger.put(TARGET_STATE, key, values, expected_version)
        return msgspec.structs.replace(state, row_version=version)

    def clear_state(
        self,
        body_code: str,
        target_kind: TargetKind,
        target_id: str,
        *,
        now: datetime,
        actor: str = "",
        expected_version: int | None = None,
    ) -> bool:
        """Forget what was said of one target; False when nothing was."""
        with self._writing(body_code, "公開の状態を消去", now, actor) as ledger:
            return ledger.remove(TARGET_STATE, (target_kind, target_id), expected_version)

    def measures(self, body_code: str) -> tuple[Measure, ...]:
        """The measures of a body in the order of their numbers."""
        require_body_code(body_code)
        statement = select(MEASURE).where(MEASURE.c.body_code == body_code).order_by(MEASURE.c.measure_id)
        with self._reading() as connection:
            return tuple(_measure_from(row) for row in connection.execute(statement).mappings())

    def measure(self, body_code: str, measure_id: int) -> Measure | None:
        """One measure; None when there is none of this number."""
        require_body_code(body_code)
        if not 0 < measure_id <= _LARGEST:
            return None
        statement = select(MEASURE).where(
            MEASURE.c.body_code == body_code, MEASURE.c.measure_id == measure_id
        )
        with self._reading() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        return None if row is None else _measure_from(row)

    def save_measure(
        self,
        body_code: str,
        measure: Measure,
        *,
        now: datetime,
        actor: str = "",
        expected_version: int | None = None,
    ) -> Measure:
        """Store a measure, under a new number when it has none; returns it with number and version.

        Raises UsageError for a measure without title, an unknown kind of KPI and a year that is none,
        EditConflict when ``expected_version`` has been overtaken.
        """
        _require_sound(measure)
        with self._writing(body_code, "個別施策を保存", now, actor) as ledger:
            number = measure.measure_id or _new_number(ledger, MEASURE, "measure_id")
            values = msgspec.to_builtins(_values(measure, "measure_id"))
            version = ledger.put(MEASURE, (number,), values, expected_version)
        return msgspec.structs.replace(measure, measure_id=number, row_version=version)

    def remove_measure(
        self,
        body_code: str,
        measure_id: int,
        *,
        now: datetime,
        actor: str = "",
        expected_version: int | None = None,
    ) -> bool:
        """Remove a measure; False when there is none of this number. Undo brings it back."""
        with self._writing(body_code, "個別施策を削除", now, actor) as ledger:
            return ledger.remove(MEASURE, (measure_id,), expected_version)

    def drafts(self, body_code: str, kind: str | None = None) -> tuple[Draft, ...]:
        """The versions of the body's plans, oldest first."""
        require_body_code(body_code)
        statement = select(PLAN_DRAFT).where(PLAN_DRAFT.c.body_code == body_code)
        if kind is not None:
            statement = statement.where(PLAN_DRAFT.c.kind == kind)
        statement = statement.order_by(PLAN_DRAFT.c.draft_id)
        with self._reading() as connection:
            return tuple(_draft_from(row) for row in connection.execute(statement).mappings())

    def draft(self, body_code: str, draft_id: int) -> Draft | None:
        """One version; None when there is none of this number."""
        require_body_code(body_code)
        statement = select(PLAN_DRAFT).where(
            PLAN_DRAFT.c.body_code == body_code, PLAN_DRAFT.c.draft_id == draft_id
        )
        with self._reading() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        return None if row is None else _draft_from(row)

    def save_draft(
        self,
        body_code: str,
        draft: Draft,
        *,
        now: datetime,
        actor: str = "",
        expected_version: int | None = None,
    ) -> Draft:
        """Store a version, under a new number when it has none; returns it as stored."""
        with self._writing(body_code, "計画の案を保存", now, actor) as ledger:
            number = draft.draft_id or _new_number(ledger, PLAN_DRAFT, "draft_id")
            values = _values(draft, "draft_id", "created_at")
            values["as_of"] = "" if draft.as_of is None else draft.as_of.isoformat()
            ledger.put(PLAN_DRAFT, (number,), values, expected_version)
            return _draft_from(ledger.fetch(PLAN_DRAFT, [(number,)])[(number,)])


def _require_year(year: int | None) -> None:
    if year is not None and not date.min.year <= year <= date.max.year:
        raise UsageError(f"年度として使えない値です: {year}", mend="西暦で指定してください（例: 2027）")


def _require_sound(measure: Measure) -> None:
    if not measure.title.strip():
        raise UsageError("個別施策に施策名がありません", mend="施策名を指定してください")
    for kpi in measure.kpis:
        if kpi.kind not in KPI_KINDS:
            raise UsageError(
                f"KPI の区分として使えない値です: {kpi.kind!r}",
                where=f"KPI「{kpi.name}」",
                mend="進捗 か 効果 を指定してください",
            )
        _require_year(kpi.due_fiscal_year)
    for year in measure.schedule:
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            raise UsageError(
                f"年度として使えない値です: {year!r}",
                where="スケジュール",
                mend="西暦で指定してください（例: 2027）",
            )


def _new_number(ledger: Ledger, table: Table, column: str) -> int:
    """The next number of the body's own, from 1; one that was removed or undone is not given out again."""
    body, logged = ledger.body_code, CHANGED_ROW.c
    highest = ledger.connection.execute(select(func.max(table.c[column])).where(table.c.body_code == body))
    gone = ledger.connection.execute(
        select(logged.row_key).where(logged.body_code == body, logged.table_name == table.name).distinct()
    )
    return 1 + max(highest.scalar() or 0, *(int(key_from(key)[0]) for key in gone.scalars()), 0)


def _values(entry: msgspec.Struct, *left_out: str) -> dict[str, Any]:
    values = msgspec.structs.asdict(entry)
    for name in ("row_version", *left_out):
        del values[name]
    return values


def _state_from(row: RowMapping) -> TargetState:
    return TargetState(**{name: row[name] for name in TargetState.__struct_fields__})


def _measure_from(row: RowMapping) -> Measure:
    values = {name: row[name] for name in Measure.__struct_fields__}
    values |= {name: tuple(row[name]) for name in _LISTS}
    values["kpis"] = msgspec.convert(row["kpis"], tuple[Kpi, ...])
    return Measure(**values)


def _draft_from(row: RowMapping) -> Draft:
    values = {name: row[name] for name in Draft.__struct_fields__}
    values["as_of"] = date.fromisoformat(row["as_of"]) if row["as_of"] else None
    return Draft(**values)
