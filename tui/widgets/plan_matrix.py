"""Five pillars by eight priority fields: which measures stand where, and where there are none."""

from collections.abc import Sequence
from typing import ClassVar

from registry.analysis.measure_answers import CellState, MatrixCell, MeasuresAnswer
from tui.widgets.passages import Passage
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import Cell, Column, Role, Row

_STATES: dict[CellState, tuple[str, Role]] = {
    "covered": ("○", "good"),
    "thin": ("△", "caution"),
    "empty": ("", "dim"),
}
_WORDS: dict[CellState, str] = {
    "covered": "目標のある施策が2つ以上",
    "thin": "施策はあるが目標が足りない",
    "empty": "施策なし",
}


class PlanMatrix(PlanView):
    """A row per pillar, a column per field; the text below says the cells of the row in words."""

    COLUMNS: ClassVar = (Column("柱", 30, flexible=True),)
    EMPTY: ClassVar = "柱がありません"

    def fill(self) -> None:
        """The matrix of the measures."""
        answer = self.session.measures()
        if answer is None:
            self.rows.show_rows([])
            return
        cells = _cells(answer)
        self.rows.columns = (
            Column("柱", 24, flexible=True),
            *(Column(f"分野{field.number}", 6, right=True) for field in answer.priority_fields),
        )
        rows = []
        for pillar in answer.pillars:
            shown = [_shown(cells[pillar.id, field.id]) for field in answer.priority_fields]
            rows.append(Row(pillar.id, (f"柱{pillar.number} {pillar.short}", *shown)))
        self.rows.show_rows(rows)
        self.tell()

    def told(self, key: str) -> Sequence[Passage | str]:
        """Every field of the pillar, in words."""
        answer = self.session.measures()
        if answer is None:
            return ()
        titles = {one.number: one.title for one in answer.measures}
        cells = _cells(answer)
        pillar = next(one for one in answer.pillars if one.id == key)
        said = [Passage(f"柱{pillar.number} {pillar.name}", "heading")]
        for field in answer.priority_fields:
            cell = cells[key, field.id]
            mark, role = _STATES[cell.state]
            said.append(
                Passage(
                    f"分野{field.number} {field.name}  {mark} {_WORDS[cell.state]}".replace("   ", "  "), role
                )
            )
            said += [Passage(f"{number} {titles.get(number, '')}", "", 1) for number in cell.measures]
        return said


def _cells(answer: MeasuresAnswer) -> dict[tuple[str, str], MatrixCell]:
    return {(cell.pillar, cell.field): cell for cell in answer.matrix}


def _shown(cell: MatrixCell) -> Cell:
    mark, role = _STATES[cell.state]
    return Cell(f"{mark} {len(cell.measures)}件" if cell.measures else "なし", role)
