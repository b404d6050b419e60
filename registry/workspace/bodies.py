"""Bodies: what the user told about them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Table, func, select

from registry.errors import UsageError
from registry.workspace.domain import BodyFact, BodyProfile, BodySummary, FactValue
from registry.workspace.door import Door, require_body_code
from registry.workspace.tables import (
    BODY_FACT,
    BODY_PROFILE,
    CATALOGUE_IMPORT,
    CATALOGUE_RECORD,
    MEASURE,
    PLAN_DRAFT,
    SHEET_ANSWER,
    TARGET_STATE,
)

_ANSWERS = ("yes", "no", "unknown")


class Bodies(Door):
    """Profiles and facts of bodies."""

    def bodies(self) -> tuple[BodySummary, ...]:
        """Every body of which anything is stored, by code."""
        with self._reading() as connection:
            told = select(BODY_PROFILE.c.body_code, BODY_PROFILE.c.name)
            names: dict[str, str] = {code: name for code, name in connection.execute(told)}
            vanished = _counts(connection, CATALOGUE_RECORD, vanished=True)
            present = _counts(connection, CATALOGUE_RECORD, vanished=False)
            counts = {
                "facts": _counts(connection, BODY_FACT),
                "imports": _counts(connection, CATALOGUE_IMPORT),
                "states": _counts(connection, TARGET_STATE),
                "measures": _counts(connection, MEASURE),
                "drafts": _counts(connection, PLAN_DRAFT),
                "records": present,
                "vanished": vanished,
            }
            answered = _counts(connection, SHEET_ANSWER)
        codes = sorted({*names, *answered, *(code for numbers in counts.values() for code in numbers)})
        return tuple(
            BodySummary(
                body_code=code,
                name=names.get(code, ""),
                **{what: numbers.get(code, 0) for what, numbers in counts.items()},
            )
            for code in codes
        )

    def body_codes(self) -> tuple[str, ...]:
        """Codes of every body of which anything is stored; records come by imports, so they are not counted."""
        tables = (BODY_PROFILE, BODY_FACT, CATALOGUE_IMPORT, TARGET_STATE, MEASURE, PLAN_DRAFT, SHEET_ANSWER)
        with self._reading() as connection:
            found = {
                code for table in tables for code in connection.scalars(select(table.c.body_code).distinct())
            }
        return tuple(sorted(found))

    def imported_bodies(self) -> tuple[str, ...]:
        """Codes of the bodies of which a catalogue was imported."""
        with self._reading() as connection:
            return tuple(sorted(connection.scalars(select(CATALOGUE_IMPORT.c.body_code).distinct())))

    def profile(self, body_code: str) -> BodyProfile | None:
        """What was told about a body; None when nothing was."""
        require_body_code(body_code)
        with self._reading() as connection:
            row = (
                connection.execute(select(BODY_PROFILE).where(BODY_PROFILE.c.body_code == body_code))
                .mappings()
                .one_or_none()
            )
        if row is None:
            return None
        return BodyProfile(
            body_code=body_code,
            name=row["name"],
            details=row["details"],
            note=row["note"],
            row_version=row["row_version"],
        )

    def set_profile(
        self, profile: BodyProfile, *, now: datetime, actor: str = "", expected_version: int | None = None
    ) -> BodyProfile:
        """Store the profile of a body; raises EditConflict when ``expected_version`` has been overtaken."""
        with self._writing(profile.body_code, "団体の情報を設定", now, actor) as ledger:
            values = {"name": profile.name, "details": profile.details, "note": profile.note}
            ledger.put(BODY_PROFILE, (), values, expected_version)
            stored = self.profile(profile.body_code)
        return stored or profile

    def facts(self, body_code: str) -> tuple[BodyFact, ...]:
        """The told facts of a body, by key."""
        require_body_code(body_code)
        statement = select(BODY_FACT).where(BODY_FACT.c.body_code == body_code).order_by(BODY_FACT.c.fact_key)
        with self._reading() as connection:
            return tuple(
                BodyFact(
                    fact_key=row["fact_key"],
                    answer=row["answer"],
                    note=row["note"],
                    row_version=row["row_version"],
                )
                for row in connection.execute(statement).mappings()
            )

    def set_fact(
        self,
        body_code: str,
        fact_key: str,
        answer: FactValue,
        *,
        now: datetime,
        note: str = "",
        actor: str = "",
        expected_version: int | None = None,
    ) -> BodyFact:
        """Tell one fact; raises EditConflict when ``expected_version`` has been overtaken."""
        _require_answer(fact_key, answer)
        with self._writing(body_code, "団体の事実を設定", now, actor) as ledger:
            values = {"answer": answer, "note": note}
            version = ledger.put(BODY_FACT, (fact_key,), values, expected_version)
        return BodyFact(fact_key=fact_key, answer=answer, note=note, row_version=version)

    def set_facts(
        self, body_code: str, answers: Mapping[str, FactValue], *, now: datetime, actor: str = ""
    ) -> tuple[BodyFact, ...]:
        """Tell several facts in one change; notes stay as they are. Returns all facts of the body."""
        for fact_key, answer in answers.items():
            _require_answer(fact_key, answer)
        with self._writing(body_code, "団体の事実を設定", now, actor) as ledger:
            known = {fact.fact_key: fact for fact in self.facts(body_code)}
            for fact_key, answer in answers.items():
                note = known[fact_key].note if fact_key in known else ""
                ledger.put(BODY_FACT, (fact_key,), {"answer": answer, "note": note})
            return self.facts(body_code)


def _require_answer(fact_key: str, answer: str) -> None:
    if answer not in _ANSWERS:
        raise UsageError(
            f"{fact_key} の答えとして使えない値です: {answer!r}",
            mend="yes、no、unknown のどれかを指定してください",
        )


def _counts(connection: Connection, table: Table, *, vanished: bool | None = None) -> dict[str, int]:
    statement = select(table.c.body_code, func.count()).group_by(table.c.body_code)
    if vanished is not None:
        column = table.c.vanished_at
        statement = statement.where(column.is_not(None) if vanished else column.is_(None))
    return {code: number for code, number in connection.execute(statement)}
