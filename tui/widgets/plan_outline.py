"""The outline of the plan: chapters and sections, each with what a reader should know first of it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.plan_shape import CONFLICT, EDITED, SLOT, Section, Shape
from tui.widgets.row_list import Cell, Column, Role, Row, RowList


class PlanOutline(RowList):
    """A tree as a list: the chapter under the cursor is open, → and ← open and close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "unfold(True)", show=False),
        Binding("left", "unfold(False)", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(_columns(""), empty="見出しがありません", id=id, ticks=False)
        self._name = ""
        """Of the plan; headings that begin with it are told apart by what follows."""
        self._sections: Sequence[Section] = ()
        self._open: set[str] = set()

    def show_shape(self, shape: Shape) -> None:
        """Show the headings; what was open stays open."""
        self._sections = shape.sections
        count = f"  記入欄 {shape.slots:,} 指摘 {shape.findings:,}" if shape.sections else ""
        self.columns = _columns(count)
        self._name = shape.title.removesuffix("（案）").strip()
        self._lay_out()

    @property
    def section(self) -> Section | None:
        """The section under the cursor."""
        return next((one for one in self._sections if one.key == self.key), None)

    def stand_on(self, path: Sequence[Section]) -> None:
        """Put the cursor on the innermost section of a path, opening what holds it."""
        if path and self.key != path[-1].key:
            self._open.update(one.key for one in path[:-1])
            self._lay_out()
            self.find(path[-1].key)

    def action_unfold(self, wanted: bool) -> None:
        """Open or close what stands below the section; ← on a closed one goes to what holds it."""
        section = self.section
        if section is None:
            return
        if wanted:
            self._open.add(section.key)
        elif section.key in self._open:
            self._open.discard(section.key)
        else:
            at = self._sections.index(section)
            above = next((one for one in reversed(self._sections[:at]) if one.level < section.level), None)
            if above is not None:
                self.find(above.key)
            return
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """What was walked to while the outline was out of sight comes into view."""
        del event
        self.scroll_to(y=max(0, self.cursor - self.size.height // 2), animate=False, force=True)

    def _lay_out(self) -> None:
        rows, hidden_from = [], 99
        for number, section in enumerate(self._sections):
            if section.level > hidden_from:
                continue
            hidden_from = 99
            below = self._sections[number + 1 : number + 2]
            folds = bool(below) and below[0].level > section.level
            opened = section.key in self._open
            if folds and not opened:
                hidden_from = section.level
            sign = ("v " if opened else "+ ") if folds else "  "
            rows.append(
                Row(
                    section.key,
                    (
                        "  " * (section.level - 1) + sign + self._short(section.title),
                        Cell(section.mark, _role(section.mark)),
                    ),
                )
            )
        self.show_rows(rows)

    def _short(self, title: str) -> str:
        """A heading without the plan's own name before what it is about: 第2章 目的."""
        said = title.replace(f"{self._name}の", "", 1) if self._name else title
        return said if said.strip() else title


def _columns(count: str) -> tuple[Column, Column]:
    return Column(f"目次{count}", 20, flexible=True, middle=True), Column("", 7)


def _role(mark: str) -> Role:
    if mark == CONFLICT:
        return "error"
    if mark.startswith(SLOT):
        return "caution"
    return "accent" if mark == EDITED else "dim"
