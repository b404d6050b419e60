"""What lint found in the plan; Enter goes to the line."""

from collections.abc import Sequence
from typing import ClassVar

from registry.plan.lint.findings import LintFinding
from registry.standards.findings import Severity
from tui.commands import Command
from tui.plan_grounds import SEVERITIES
from tui.widgets.passages import Passage
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import Cell, Column, Role, Row, RowList

_ROLES: dict[Severity, Role] = {Severity.ERROR: "error", Severity.WARNING: "caution", Severity.INFO: "dim"}


class PlanFindings(PlanView):
    """The findings in the order of the text."""

    COLUMNS: ClassVar = (
        Column("重さ", 4),
        Column("行", 5, right=True),
        Column("コード", 6, stays=False),
        Column("指摘", 40, flexible=True),
        Column("文", 30, stays=False),
    )
    COMMANDS: ClassVar = (Command("to_line", ("enter",), "その行へ", "指摘された行へ行く", "to_line"),)
    EMPTY: ClassVar = "指摘はありません"

    def fill(self) -> None:
        """The findings of the text as it stands."""
        shown = self.plan.work.shown if self.plan.work else None
        self.rows.show_rows(
            [
                Row(
                    str(number),
                    (
                        Cell(SEVERITIES[one.severity], _ROLES[one.severity]),
                        f"{shown.row_of(one.line) + 1:,}" if shown else "",
                        one.code,
                        one.message,
                        one.text,
                    ),
                )
                for number, one in enumerate(self.plan.findings)
            ]
        )
        self.tell()

    def _finding(self, key: str | None) -> LintFinding | None:
        place = int(key) if key is not None else -1
        return self.plan.findings[place] if 0 <= place < len(self.plan.findings) else None

    def commands(self) -> Sequence[Command]:
        """Going to a finding, where there is one."""
        return self.COMMANDS if self.rows.count else ()

    def told(self, key: str) -> Sequence[Passage | str]:
        """The finding whole, and its mend."""
        one = self._finding(key)
        if one is None:
            return ()
        said = [Passage(f"{one.code} {one.title}", "heading"), Passage(one.message, _ROLES[one.severity])]
        if one.text:
            said.append(Passage(f"文  {one.text}"))
        if one.fix:
            said.append(Passage(f"直し方  {one.fix}"))
        return said

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """To the line."""
        event.stop()
        self.to_line()

    def to_line(self) -> None:
        """Put the cursor of the text on the line."""
        one = self._finding(self.rows.key)
        if one is not None and self.plan.work and self.plan.work.shown:
            self.plan.fill_at(self.plan.work.shown.row_of(one.line))
