"""Taking in what sections wrote into the sheets of gaps (``konkyo gaps`` as a workbook), from Excel or CSV.

A file may hold any columns; those named here are read. A row that tells nothing of the state changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from registry.analysis.kpi_values import read_fiscal_year
from registry.analysis.states import StatesImport
from registry.analysis.table_files import tables_in, unguarded
from registry.analysis.targets import TargetRef, find_target
from registry.catalogue.source import Source
from registry.catalogue.tables import Row, Table
from registry.errors import InputError, UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import body_ref
from registry.text.normalise import fold
from registry.workspace.domain import STATES, State, TargetState

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

TARGET, ID, NAME, STATE, SECTION, FISCAL_YEAR = "対象", "ID", "名称", "状態", "担当課", "年度"
REASON, NOTE, VERSION, BODY = "理由", "覚え書き", "版", "団体コード"
_HEADINGS = {
    fold(heading): heading
    for heading in (TARGET, ID, NAME, STATE, SECTION, FISCAL_YEAR, REASON, NOTE, VERSION, BODY)
} | {
    fold("公開の状態"): STATE,
    fold("担当"): SECTION,
    fold("担当部局"): SECTION,
    fold("公開年度"): FISCAL_YEAR,
}
_STATES: dict[str, State] = {fold(state): state for state in STATES}
_HEADING_ROWS = 10
_CODE_DIGITS = 6


class StateEntry(Struct, frozen=True, kw_only=True):
    """What one row tells."""

    where: str
    """Place in the file, for messages."""
    state: TargetState
    tells_note: bool
    """The file has a column for notes."""
    version: int | None
    """Version that the row was exported with; 0: nothing was stored; None: the file does not tell."""


class StateFile(Struct, frozen=True, kw_only=True):
    """A file that was read whole."""

    name: str
    entries: tuple[StateEntry, ...]
    silent: int
    """Rows that tell nothing."""
    bodies: tuple[tuple[str, str], ...]
    """Codes of bodies that the file names, each with its place."""


def read_states(path: Path, knowledge: Knowledge) -> StateFile:
    """Read a file of states: every table that has the headings 状態 and ID (or 対象).

    Raises InputError, with row and column, for a file that cannot be read, a target or word that is none, and a
    target that stands twice.
    """
    entries: dict[tuple[str, str], StateEntry] = {}
    silent, bodies, tables = 0, dict[str, str](), 0
    with Source(path) as source:
        for table in tables_in(source):
            headings = _headings(table)
            if not headings:
                continue
            tables += 1
            for row in table.rows:
                told = _Told(row, headings, _place(source.where, table, row))
                if not told.anything:
                    continue
                if told.text(BODY):
                    bodies.setdefault(told.text(BODY).zfill(_CODE_DIGITS), told.place(BODY))
                entry = _entry(told, knowledge)
                if entry is None:
                    silent += 1
                    continue
                key = (entry.state.target_kind, entry.state.target_id)
                if key in entries:
                    raise InputError(
                        "同じ対象が二度書かれています",
                        where=entry.where,
                        why=f"{entries[key].where} にもあります",
                        mend="どちらか一つを消してください",
                    )
                entries[key] = entry
    if not tables:
        raise InputError(
            "公開の状態の見出しの行が見つかりません",
            where=str(path),
            why=f"先頭の {_HEADING_ROWS} 行に、「{STATE}」と、「{ID}」か「{TARGET}」のそろった行がありません",
            mend="konkyo gaps で書き出した Excel に記入するか、この見出しを付けてください",
        )
    return StateFile(
        name=path.name, entries=tuple(entries.values()), silent=silent, bodies=tuple(bodies.items())
    )


def take_states(
    store: "Workspace", body: Body, file: StateFile, *, now: datetime, actor: str = ""
) -> StatesImport:
    """Store the states of a file as one change: all of them, or none.

    Raises InputError when the file was made for another body, EditConflict when a state was changed since it was
    written out.
    """
    for code, where in file.bodies:
        if code != body.code:
            raise InputError(
                "ほかの団体のファイルです",
                where=where,
                why=f"団体コードは {code} ですが、取り込む団体は {body.code}（{body.full_name}）です",
                mend="--body か、ファイルを確かめてください",
            )
    stored = {(state.target_kind, state.target_id): state for state in store.states(body.code)}
    added = updated = unchanged = 0
    with store.together(body.code, f"公開の状態を取込み（{len(file.entries)} 件）", now=now, actor=actor):
        for entry in file.entries:
            before = stored.get((entry.state.target_kind, entry.state.target_id))
            state = entry.state
            if before is not None and not entry.tells_note:
                state = structs.replace(state, note=before.note)
            saved = store.set_state(body.code, state, now=now, actor=actor, expected_version=entry.version)
            same = before is not None and saved.row_version == before.row_version
            unchanged, added = unchanged + same, added + (before is None)
            updated += before is not None and not same
    return StatesImport(
        body=body_ref(body),
        file_name=file.name,
        added=added,
        updated=updated,
        unchanged=unchanged,
        silent=file.silent,
    )


class _Told:
    """The cells of a row by heading."""

    def __init__(self, row: Row, headings: Sequence[str | None], where: str) -> None:
        self.where = where
        self.anything = any(cell.strip() for cell in row.cells)
        self._cells = {
            heading: unguarded(cell).strip()
            for heading, cell in zip(headings, row.cells, strict=False)
            if heading is not None
        }
        self.known = frozenset(heading for heading in headings if heading is not None)

    def text(self, heading: str) -> str:
        return self._cells.get(heading, "")

    def place(self, heading: str) -> str:
        return f"{self.where}「{heading}」"


def _headings(table: Table) -> list[str | None]:
    """The headings of a table of states; empty for another one. The rows below are left to be read."""
    for row in islice(table.rows, _HEADING_ROWS):
        headings = [_HEADINGS.get(fold(cell)) for cell in row.cells]
        if STATE in headings and (ID in headings or TARGET in headings):
            return headings
    return []


def _place(where: str, table: Table, row: Row) -> str:
    sheet = f"シート「{table.name}」 " if table.name else ""
    return f"{where} の {sheet}{row.number} 行目"


def _entry(told: _Told, knowledge: Knowledge) -> StateEntry | None:
    if not told.text(STATE):
        written = [heading for heading in (SECTION, FISCAL_YEAR, REASON, NOTE) if told.text(heading)]
        if written:
            raise InputError(
                "状態が書かれていません",
                where=told.place(STATE),
                why=f"「{'」「'.join(written)}」だけが書かれています",
                mend=f"{'、'.join(STATES)} のどれかを書いてください。記録を消すには konkyo status clear を使います",
            )
        return None
    state = _STATES.get(fold(told.text(STATE)))
    if state is None:
        raise InputError(
            f"公開の状態「{told.text(STATE)}」はありません",
            where=told.place(STATE),
            mend=f"{'、'.join(STATES)} のどれかを書いてください",
        )
    target = _target(told, knowledge)
    return StateEntry(
        where=told.where,
        state=TargetState(
            target_kind=target.kind,
            target_id=target.id,
            state=state,
            reason=told.text(REASON),
            section=told.text(SECTION),
            fiscal_year=_year(told),
            note=told.text(NOTE),
        ),
        tells_note=NOTE in told.known,
        version=_version(told),
    )


def _target(told: _Told, knowledge: Knowledge) -> TargetRef:
    """The target of the row; ID and name must mean the same, as a column may have been sorted alone."""
    heading = ID if told.text(ID) else TARGET
    if not told.text(heading):
        raise InputError(
            "どの対象の状態かが書かれていません",
            where=told.place(heading),
            mend="ID（item-16、ods-03 など）を書いてください",
        )
    try:
        target = find_target(knowledge, told.text(heading))
    except UsageError as problem:
        raise InputError(
            problem.what, where=told.place(heading), why=problem.why, mend=problem.mend
        ) from problem
    named = _named(told.text(NAME), knowledge)
    if named is not None and (named.kind, named.id) != (target.kind, target.id):
        raise InputError(
            "ID と名称が別の対象を指しています",
            where=told.place(NAME),
            why=f"{told.text(heading)} は「{target.name}」ですが、名称は「{told.text(NAME)}」です",
            mend="行がずれていないか確かめ、正しい方に直すか、名称を空にしてください",
        )
    return target


def _named(name: str, knowledge: Knowledge) -> TargetRef | None:
    """What the name means; None for no name or one that nothing bears now."""
    try:
        return find_target(knowledge, name) if name else None
    except UsageError:
        return None


def _year(told: _Told) -> int | None:
    if not told.text(FISCAL_YEAR):
        return None
    try:
        return read_fiscal_year(told.text(FISCAL_YEAR), told.place(FISCAL_YEAR))
    except UsageError as problem:
        raise InputError(
            problem.what, where=told.place(FISCAL_YEAR), why=problem.why, mend=problem.mend
        ) from problem


def _version(told: _Told) -> int | None:
    said = told.text(VERSION)
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise InputError(
            f"{VERSION}「{said}」は数ではありません",
            where=told.place(VERSION),
            mend="書き出されたままにするか、空にしてください",
        )
    return int(said)
