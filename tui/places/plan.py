"""計画: outline, text with the grounds of each place, findings, measures, matrix, versions; drafting to handing over."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from registry.text.display import truncate, width
from tui.commands import Command, find_command
from tui.places import plan_keys as keys
from tui.places.plan_desk import NARROW, VIEWS
from tui.places.plan_moves import PlanMoves
from tui.widgets.merge_view import MergeView
from tui.widgets.plan_view import PlanView

if TYPE_CHECKING:
    from textual import events


class Plan(PlanMoves):
    """The fifth place."""

    NAME: ClassVar[str] = "plan"
    TITLE: ClassVar[str] = "計画"
    COMMANDS: ClassVar[tuple[Command, ...]] = keys.ALL

    def commands(self) -> Sequence[Command]:
        """By what is open and where the focus is."""
        if self.view == "merge":
            return (keys.BY_HAND,) if self.query_one(MergeView).by_hand else (*keys.SIDES, keys.OUT)
        if self.screen.focused is self._find:
            return (keys.AGAIN, keys.OUT)
        rest = (keys.KEEP, keys.EXPORT, keys.OUTSIDE, keys.OPEN) if self.has_plan else (keys.OPEN,)
        merge = (keys.MERGE,) if self.shape.conflicts else ()
        view = self.query_one(f"#plan-{self.view}")
        if isinstance(view, PlanView):
            return (*view.commands(), keys.VIEW, keys.OUT, *rest)
        if not self.has_plan:
            return (keys.DRAFT, keys.VIEW, keys.OPEN) if self.session.body is not None else ()
        if self.writing:
            return (
                keys.OUT,
                keys.NEXT,
                keys.FIND,
                keys.PREVIEW,
                keys.KEEP,
                keys.EXPORT,
                keys.BACK,
                keys.AGAIN,
                keys.OUTSIDE,
            )
        if self.view == "preview":
            return (keys.WRITE, keys.PREVIEW, keys.OUT, keys.VIEW, *rest)
        unsaved = (keys.SAVE,) if self.work is not None and self.work.touched else ()
        return (
            keys.WRITE,
            *unsaved,
            *merge,
            keys.NEXT,
            keys.REMAKE,
            keys.VIEW,
            keys.PREVIEW,
            keys.EXPORT,
            keys.FIND,
            keys.KEEP,
            keys.BACK,
            keys.AGAIN,
            keys.OUTSIDE,
            keys.OPEN,
        )

    def on_key(self, event: "events.Key") -> None:
        """While text is typed, the keys that are no text are commands too."""
        if not self.konkyo.typing:
            super().on_key(event)
        elif not (event.character and event.is_printable):
            command = find_command(self.commands(), event.key, may_change=self.session.may_change)
            if command is not None:
                event.stop()
                event.prevent_default()
                self.run(command)

    def run(self, command: Command) -> None:
        """A view's own commands are done by the view."""
        view = self.query_one(f"#plan-{self.view}")
        own = view.commands() if isinstance(view, PlanView) else keys.SIDES if self.view == "merge" else ()
        if command in own:
            from registry.errors import KonkyoError

            try:
                getattr(view, command.action)()
            except KonkyoError as problem:
                self.konkyo.report(problem)
        else:
            super().run(command)

    def where(self) -> tuple[str, str]:
        """Title and view; where the cursor is, what is open."""
        if self.session.body is None or not self.has_plan or self.work is None:
            return self.TITLE, ""
        now = "[下見]" if self.view == "preview" else "[競合]" if self.view == "merge" else ""
        views = now or " ".join(f"[{name}]" if key == self.view else name for key, name in VIEWS.items())
        number = self.work.number
        version = f"版 {number}{'＋手直し' if self.work.touched else ''}" if number is not None else ""
        at = ""
        if self.writing:
            row, column = self.editor.cursor_location
            at = f"{row + 1:,}行 {column + 1}字  "
        right = f"{at}記入欄 {self.shape.slots:,}  指摘 {self.shape.findings:,}"
        title = self.shape.title
        if self.app.size.width < NARROW:
            title = (self.shape.words_of(self.editor.row) if self.writing else "") or title
            here = now or ("" if self.view == "text" else f"[{VIEWS[self.view]}]")
            left = "  ".join(
                part for part in ("計画", here, truncate(title, 30 - width(here)), version) if part
            )
        else:
            room = self.app.size.width - width(f"計画    {version}  {views}  {right}") - 2
            left = f"計画  {truncate(title, min(44, room))}  {version}  {views}"
        return left, right

    def enter(self, target: str = "") -> None:
        """``target``: the line of the text, or a block's id. What others did to the file meanwhile comes in."""
        self.look_outside()
        if target and self.work is not None and self.work.shown is not None:
            rows = [
                row for row, _ in enumerate(self.work.shown.lines) if self.work.shown.block_at(row) == target
            ]
            if rows or target.isdecimal():
                self.write_at(rows[0] if rows else int(target))
                return
        self.outline.focus()

    def standing(self) -> str:
        """The line of the text."""
        return str(self.editor.row) if self.has_plan else ""

    def leave_text(self) -> None:
        """Store what was typed and go back to the outline, from whatever view."""
        merging = self.query_one(MergeView)
        if self.view == "merge":
            if merging.by_hand:
                merging.leave_hand()
            else:
                self._leave_merge(merging.merging)
            return
        if self.screen.focused is self._find:
            self._find.display = False
            self.editor.focus()
            return
        number = self.save()
        if self.view != "text":
            self.look_at("text")
        self.outline.focus()
        if number is not None and not self.told_outside:
            self.konkyo.say(f"手直しを保存しました（版 {number}）", undo=True)

    def restore(self, number: int) -> None:
        """Put a version into the file."""
        if self.work is not None:
            self.work.restore(number)
            self.load(self.editor.row)
            self.session.forget()
            self.konkyo.say(f"計画を版 {number} に戻しました（前の文も版に残っています）", undo=True)

    def remake(self) -> None:
        """A first draft, or what a new one would change."""
        from tui.places import plan_jobs

        plan_jobs.refresh(self) if self.has_plan else plan_jobs.draft(self)

    def keep_version(self) -> None:
        """Store a version under a name."""
        from tui.places import plan_jobs

        plan_jobs.name_version(self)

    def export(self) -> None:
        """Write the plan for others."""
        from tui.places import plan_jobs

        plan_jobs.export(self)

    def edit_outside(self) -> None:
        """Edit with the user's own editor."""
        from tui.places.plan_editors import edit_outside

        edit_outside(self)

    def open_file(self) -> None:
        """Open a plan in another file."""
        from tui.places import plan_jobs

        plan_jobs.open_file(self)
