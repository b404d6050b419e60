"""The versions of the plan: when each was stored, what differs from the plan as it is now, restoring."""

from collections.abc import Sequence
from typing import ClassVar

from registry.law.dates import era_of
from tui.commands import Command
from tui.plan_difference import difference
from tui.plan_shown import ShownPlan
from tui.widgets.passages import Passage
from tui.widgets.plan_view import PlanView
from tui.widgets.row_list import Cell, Column, Row


class PlanVersions(PlanView):
    """Youngest first."""

    COLUMNS: ClassVar = (
        Column("版", 5, right=True),
        Column("保存", 16),
        Column("名", 30, flexible=True),
        Column("", 4),
        Column("雛型", 24, stays=False),
        Column("行", 7, right=True, stays=False),
    )
    COMMANDS: ClassVar = (
        Command(
            "restore",
            ("r",),
            "この版に戻す",
            "計画をこの版に戻す（今の計画は版に残る）",
            "restore",
            changes=True,
        ),
    )
    EMPTY: ClassVar = "版はまだありません。計画の案を作ると残ります（r）"

    def fill(self) -> None:
        """All versions of the body's plans."""
        from registry.plan.versions import list_versions

        session = self.session
        if session.body is None:
            return
        store, zone = session.store_if_any(), session.now().tzinfo
        listed = list_versions(store, session.body).versions if store else ()
        now = self.plan.work.number if self.plan.work else None
        names = {one.id: one.name for one in session.knowledge.templates.templates}
        rows = []
        for one in reversed(listed):
            at = one.stored_at.astimezone(zone) if one.stored_at else None
            when = (
                f"{era_of(at.date()).letter}{at.year - era_of(at.date()).offset}.{at:%m.%d %H:%M}"
                if at
                else ""
            )
            edited: Cell | str = Cell("直", "accent") if one.edited else Cell("生", "dim")
            here = "（今の計画）" if one.id == now else ""
            rows.append(
                Row(
                    str(one.id),
                    (
                        str(one.id),
                        when,
                        here + one.title,
                        edited,
                        names.get(one.kind, one.kind),
                        f"{one.lines:,}",
                    ),
                )
            )
        self.rows.show_rows(rows)
        self.tell()

    def told(self, key: str) -> Sequence[Passage | str]:
        """What the plan has that the version has not, and the other way round."""
        from registry.plan.versions import version_of

        store = self.session.store_if_any()
        if store is None:
            return ()
        version = version_of(store, self.session.the_body(), int(key))
        shown = self.plan.work.shown if self.plan.work else None
        now, then = (shown.lines if shown else []), ShownPlan(version.edited_text).lines
        return difference(f"版 {key}", then, now, self.plan.shape)

    def commands(self) -> Sequence[Command]:
        """Restoring, where there is a version."""
        return self.COMMANDS if self.rows.count else ()

    def restore(self) -> None:
        """Put the version under the cursor into the file."""
        key = self.rows.key
        if key is not None:
            self.plan.restore(int(key))
